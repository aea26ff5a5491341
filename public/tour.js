// A tour of one minute. It is offered at the first visit, where nothing else was asked for, and begins again from the page of lessons. Plain DOM, over what
// the app draws: what is not to be seen at the moment is left out.

const KEY = "anc-tour";

const steps = [
  ["svg.picture", "The tenant", "People, Microsoft's service, regions, networks, the directory. What the service believes stands beside what is true. Choose anything in it to see more."],
  [".time-bar", "Time", "Nothing happens while time stands still. Play lets it pass; Skip ahead goes to where the story goes on. You can always go back."],
  [".navigation", "Pages", "They are called as in the Intune admin center. Environment has what no admin center shows: what is broken, and how to mend it."],
  [".acting", "Who acts", "Every button does what it says, as whoever is chosen here. What the service would refuse is said before you do it, and everything can be undone."],
  [".navigation a[href='#/lessons']", "Where to begin", "The lessons begin with “What is a connection?” and end with the loss of a region. Scenarios are for looking on."],
];

const styles = new CSSStyleSheet();
styles.replaceSync(`
.tour {
  position: fixed; inset-inline-end: 16px; bottom: 112px; z-index: 27; max-width: min(380px, calc(100vw - 32px)); padding: 12px 16px;
  background: var(--bg1); color: var(--fg1); border: 1px solid var(--stroke-accessible); border-radius: 8px; box-shadow: var(--shadow-high);
}
.tour h2 { font-size: 16px; line-height: 22px; }
.tour p { margin: 4px 0 12px; }
.tour div { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.tour .caption { margin: 0; }
.tour-here { outline: 3px solid var(--brand); outline-offset: -3px; }
@media print { .tour { display: none; } }
`);

function remembered() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // Where nothing is remembered it would come each time.
    return true;
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, "1");
  } catch {
    // Nothing is lost by that.
  }
}

const isSeen = (element) => element !== null && element.getClientRects().length > 0;

let here;
function end() {
  here?.classList.remove("tour-here");
  here = undefined;
  document.querySelector(".tour")?.remove();
  remember();
}

/** A box with a title, a text and buttons; the focus is on the title. */
function say(title, text, note, buttons, takesFocus) {
  if (!document.adoptedStyleSheets.includes(styles)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  document.querySelector(".tour")?.remove();
  const box = document.createElement("section");
  box.className = "tour";
  box.setAttribute("aria-label", "Tour");
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.tabIndex = -1;
  const words = document.createElement("p");
  words.textContent = text;
  const row = document.createElement("div");
  for (const [label, act, isPrimary] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = isPrimary ? "button primary" : "button";
    button.textContent = label;
    button.addEventListener("click", act);
    row.append(button);
  }
  const where = document.createElement("span");
  where.className = "caption";
  where.textContent = note;
  row.append(where);
  box.append(heading, words, row);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    // The keys of the time bar are not meant here.
    event.stopPropagation();
  });
  document.body.append(box);
  if (takesFocus) heading.focus();
}

function show(position) {
  here?.classList.remove("tour-here");
  const shown = steps.filter(([selector]) => isSeen(document.querySelector(selector)));
  const step = shown[position];
  if (!step) return end();
  const [selector, title, text] = step;
  here = document.querySelector(selector);
  here.classList.add("tour-here");
  here.scrollIntoView({ block: "nearest" });
  const isLast = position === shown.length - 1;
  const buttons = [[isLast ? "Done" : "Next", () => (isLast ? end() : show(position + 1)), true]];
  if (position > 0) buttons.push(["Back", () => show(position - 1)]);
  if (!isLast) buttons.push(["End the tour", end]);
  say(title, text, `${position + 1} of ${shown.length}`, buttons, true);
}

/** The picture is what it begins with. */
function begin() {
  location.hash = "#/";
  setTimeout(() => show(0), 300);
}

window.addEventListener("anc-tour", begin);

/** What was asked for: the app writes into the address what is open. */
const asked = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href).search;

const look = () => {
  if (!document.querySelector("main[aria-busy=false]")) return setTimeout(look, 500);
  if (remembered() || asked !== "" || !["", "#/"].includes(location.hash)) return undefined;
  say("New here?", "A tour of one minute shows what is where.", "", [["Start the tour", begin, true], ["No, thanks", end]], false);
};
look();
