// Loads the simulator, says how far it is, and tells in words what went wrong. Plain DOM: it must work when nothing
// else does. The same goes for the overlay after a panic, when the WebAssembly instance is dead.

// From here on failures are told by this file, and not by early.js.
window.ancBooted = true;

// The theme comes first, so that nothing flashes: address, then what was chosen before, then the system's.
function themeOfPage() {
  const asked = new URLSearchParams(location.search).get("theme");
  let stored = null;
  try {
    stored = localStorage.getItem("anc-theme");
  } catch {
    // A sandboxed frame has no storage.
  }
  const chosen = [asked, stored].find((theme) => ["light", "dark", "system"].includes(theme)) ?? "system";
  if (chosen !== "system") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
document.documentElement.dataset.theme = themeOfPage();

const script = document.querySelector("script[data-wasm]");
const boot = document.getElementById("boot");
const line = document.getElementById("boot-text");

/** What can go wrong while loading, in the order in which it is looked for: a test, a title, and what to do. */
const failures = [
  {
    test: () => location.protocol === "file:",
    title: "The page was opened as a file",
    remedy: "Browsers do not load WebAssembly from files. Serve the folder, for example with “cargo xtask serve”.",
  },
  {
    test: () => typeof WebAssembly !== "object",
    title: "WebAssembly is switched off",
    remedy: "The browser, or its enhanced security mode, forbids it. Allow it for this site, or use another browser.",
  },
  {
    test: (error) => /status 404/.test(error),
    title: "A file of the simulator is missing",
    remedy: "The site was copied without it, or a newer version is just being put there. Reload in a minute.",
  },
  {
    test: (error) => /integrity|digest/i.test(error),
    title: "A file of the simulator was changed",
    remedy: "It is not the one that belongs to this page, so it was not run. Reload; if it stays, tell who hosts the site.",
  },
  {
    test: (error) => /unsafe-eval|content security|CSP/i.test(error),
    title: "The site's security policy forbids WebAssembly",
    remedy: "Its host has to allow 'wasm-unsafe-eval' for scripts. No other permission is needed.",
  },
  {
    test: (error) => /CompileError|magic|mime/i.test(error),
    title: "The browser cannot run the simulator",
    remedy: "The file is damaged on its way, or the browser is too old. Use a browser of the last two years.",
  },
  {
    test: () => navigator.onLine === false,
    title: "There is no network",
    remedy: "The simulator needs it once, to load. Reload when you are online.",
  },
  {
    test: () => true,
    title: "The simulator could not be loaded",
    remedy: "Reload the page. If it stays so, send the details to who hosts the site.",
  },
];

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  parent.append(made);
  return made;
}

/** A box with a title, what to do, and details to copy. */
function overlay(id, title, remedy, details, actions) {
  document.getElementById(id)?.remove();
  const box = document.createElement("div");
  box.id = id;
  box.className = "overlay";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", `${id}-title`);
  element("h1", title, box).id = `${id}-title`;
  element("p", remedy, box);
  const text = element("pre", details, box);
  text.tabIndex = 0;
  text.setAttribute("aria-label", "Details");
  const buttons = document.createElement("div");
  buttons.className = "overlay-actions";
  box.append(buttons);
  const copy = element("button", "Copy details", buttons);
  copy.type = "button";
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(details);
      copy.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(text);
      copy.textContent = "Press Ctrl+C";
    }
  });
  for (const [label, act] of actions) {
    const button = element("button", label, buttons);
    button.type = "button";
    button.addEventListener("click", act);
  }
  document.body.append(box);
  buttons.querySelector("button:last-child")?.focus();
}

function failed(error) {
  const text = `${error?.name ?? "Error"}: ${error?.message ?? error}`;
  const found = failures.find((failure) => failure.test(text));
  boot?.remove();
  overlay("boot-failure", found.title, found.remedy, `${text}\n${location.href}\n${navigator.userAgent}`, [
    ["Reload", () => location.reload()],
  ]);
}

/** The address that brings back what was open: kept up to date by the app on the root element. */
function addressOfState() {
  return document.documentElement.dataset.state ?? location.href;
}

let dead = false;
window.addEventListener("anc-panic", (event) => {
  if (dead) return;
  dead = true;
  const details = `${event.detail}\n\n${navigator.userAgent}\n${new URL(addressOfState(), location.href)}`;
  overlay(
    "panic",
    "The simulator stopped — this is our fault",
    "Nothing you made is lost: the page can be loaded again as it was.",
    details,
    [
      [
        "Reload with the same state",
        () => {
          const target = new URL(addressOfState(), location.href);
          // Where only the fragment differs, the browser would stay on the dead page.
          if (target.search !== location.search) return location.replace(target);
          location.hash = target.hash;
          location.reload();
        },
      ],
    ],
  );
});

/** Reads a response and says how much of it is there. */
function counted(response, total) {
  if (!response.body || typeof TransformStream !== "function") return response;
  let seen = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      const share = total > 0 ? ` ${Math.min(99, Math.round((seen / total) * 100))} %` : "";
      line.textContent = `Loading the simulator …${share}`;
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), {
    headers: { "Content-Type": response.headers.get("Content-Type") ?? "" },
    status: response.status,
  });
}

/** Fetches a file that must have a digest. The browser does not say why it refused one: a second look tells. */
async function fetchSealed(address, integrity) {
  const response = await fetch(address, integrity ? { integrity } : {}).catch(async (error) => {
    const probe = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (probe === null) throw error;
    throw new Error(probe.ok ? `${address}: not of the digest ${integrity}, integrity violated` : `${address}: status ${probe.status}`);
  });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  return response;
}

// When the first file is there, and what it shares with the other parts: parts.js waits for them.
let fetched, begun;
window.ancFetched = new Promise((resolve) => (fetched = resolve));
window.ancProgram = new Promise((resolve) => (begun = resolve));

async function load() {
  if (location.protocol === "file:" || typeof WebAssembly !== "object") throw new Error("cannot start");
  const { wasm, glue: address, integrity, offline } = script.dataset;
  const [glue, response] = await Promise.all([import(`./${address}`), fetchSealed(wasm, integrity)]);
  const packed = response.headers.get("Content-Encoding");
  const total = packed ? 0 : Number(response.headers.get("Content-Length") ?? 0);
  // What has a digest is there as a whole.
  fetched();
  // The app takes away the line.
  begun(await glue.default({ module_or_path: counted(response, total) }));
  if (self !== top) return;
  // Not in somebody's page: a tour, and what keeps the app for when there is no network.
  for (const more of offline ? ["tour.js", offline] : ["tour.js"]) import(`./${more}`).catch(() => {});
}

load().catch(failed);
