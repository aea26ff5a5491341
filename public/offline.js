// Has the app kept for when there is no network (sw.js), and says when a new version is here: it waits until somebody takes it. boot.js loads
// this once the app is there, in builds for hosts, and never in a frame.

const styles = new CSSStyleSheet();
styles.replaceSync(`
.new-version {
  position: fixed; inset-inline-end: 16px; bottom: 112px; z-index: 26;
  display: flex; flex-wrap: wrap; align-items: center; gap: 8px; max-width: min(420px, calc(100vw - 32px)); padding: 8px 8px 8px 12px;
  background: var(--bg1); color: var(--fg1); border: 1px solid var(--stroke-accessible); border-radius: 4px; box-shadow: var(--shadow-high);
}
.new-version p { flex: 1 1 200px; margin: 0; }
@media print { .new-version { display: none; } }
`);

/** Says that a version waits. */
function offer(waiting) {
  document.querySelector(".new-version")?.remove();
  if (!document.adoptedStyleSheets.includes(styles)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  const box = document.createElement("div");
  box.className = "new-version";
  box.setAttribute("role", "status");
  const says = document.createElement("p");
  says.textContent = "A new version is here. What you did stays.";
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const later = () => box.remove();
  const reload = () => {
    // Another tab may have taken it meanwhile.
    if (waiting.state !== "installed") return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  };
  box.append(says, button("Reload", reload), button("Later", later));
  document.body.append(box);
}

/** The app has the network and the processor to itself until something is open. */
const opened = new Promise((is) => {
  const look = () => (document.querySelector("main[aria-busy=false]") ? is() : setTimeout(look, 500));
  look();
});

async function keep() {
  await opened;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register("sw.js", { updateViaCache: "none" });
  // The first version has nobody to replace.
  const isNew = () => registration.waiting && serviceWorker.controller;
  if (isNew()) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && isNew()) offer(coming);
    });
  });
  // A tab may stay open for weeks.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

// Where nothing may be kept, the app works as long as there is a network.
keep().catch(() => {});
