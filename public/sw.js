// Keeps one version of the app, whole, for when there is no network. The build writes the version and its files, each with its digest: what
// belongs to another version does not get in, and an installation that met such a file is tried again later. A new version waits until the
// page lets it take over. Frames in somebody's page are left to the network.

const version = "";
const files = [];

// Several copies of the app may stand on one host, each below its own address.
const prefix = `anc ${self.registration.scope} `;
const ours = prefix + version;

self.addEventListener("install", (event) => {
  const requests = files.map(([name, digest]) => new Request(name, { cache: "no-cache", integrity: `sha384-${digest}` }));
  // What is kept of a version that did not get in as a whole is of no use.
  const kept = caches.open(ours).then((cache) => cache.addAll(requests));
  event.waitUntil(kept.catch((error) => caches.delete(ours).then(() => Promise.reject(error))));
});

self.addEventListener("activate", (event) => {
  // A tab that is still open with the version before fetches its parts from what was kept of it: the last one besides ours stays.
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(prefix) && name !== ours).slice(0, -1));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

const kept = async (address) => {
  for (const name of (await caches.keys()).filter((name) => name.startsWith(prefix)).reverse()) {
    // The version that rules comes first, also while another one is being installed.
    const found = await (await caches.open(name)).match(address);
    if (found && (name === ours || new URL(address).search)) return found;
  }
  return undefined;
};

async function answer(event) {
  const { request, clientId } = event;
  const client = await self.clients.get(clientId);
  if (client?.frameType === "nested") return fetch(request);
  return (await kept(request.url)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  const { scope } = self.registration;
  // What is asked for again past all caches failed the first time.
  if (request.method !== "GET" || request.cache === "reload" || !address.startsWith(scope)) return;
  if (request.mode !== "navigate") return event.respondWith(answer(event));
  const isApp = address === scope || address === `${scope}index.html`;
  if (isApp && request.destination === "document") {
    event.respondWith(caches.open(ours).then((cache) => cache.match(scope)).then((page) => page ?? fetch(request)));
  }
});
