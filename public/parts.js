// Fetches a part of the program when the program wants it. The release imports this file; which files the engine has stands in the page,
// which ones the other parts have in a table, and the digest of that in the page.

const { parts = "" } = document.querySelector("script[data-wasm]").dataset;
const told = parts ? JSON.parse(parts) : { engine: [], table: "" };

/** A file's address, in which the beginning of the digest keeps two builds apart, and what the browser holds it to. */
const sealed = (name, digest) => [`parts/${name}?v=${encodeURIComponent(digest.slice(0, 16))}`, `sha384-${digest}`];

// The field in which files are written, which only the editor wants.
window.ancEditor = async () => {
  if (parts) await filesOf("tools");
  return import(`./${parts ? (await table).field : "editor.js"}`);
};

// What draws a file as a picture, which few want.
window.ancPicture = async (drawing, name) => (await import("./png.js")).save(drawing, name);

let table;
async function filesOf(part) {
  const program = ([name, digest]) => sealed(`${name}.wasm`, digest);
  if (part === "engine") return told.engine.map(program);
  table ??= asked(...sealed("parts.json", told.table)).then((response) => response.json());
  table.catch(() => (table = undefined));
  const { files, parts } = await table;
  return parts[part].map((file) => program(files[file]));
}

/** What was fetched, by its address. What could not be had is asked for again, past the browser's cache. */
const fetched = new Map();
const failed = new Set();

async function asked(address, integrity) {
  const cache = failed.has(address) ? "reload" : "default";
  try {
    const response = await fetch(address, { integrity, cache });
    if (!response.ok) throw new Error(`${address}: status ${response.status}`);
    return response;
  } catch (error) {
    failed.add(address);
    throw error;
  }
}

async function instance(address, integrity, before) {
  const part = await (await asked(address, integrity)).arrayBuffer();
  await before;
  // Parts share memory and functions with the first file, which boot.js begins; the engine's file knows it by another name.
  const shared = { ...(await window.ancProgram) };
  return WebAssembly.instantiate(part, { __wasm_split: shared, first: shared });
}

function once(address, integrity, before) {
  if (!fetched.has(address)) {
    const asked = instance(address, integrity, before);
    fetched.set(address, asked);
    asked.catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

async function fetchAll(name) {
  // All are asked for at once; a part begins after those that it rests on.
  let before = Promise.resolve();
  const begun = (await filesOf(name)).map(([address, integrity]) => (before = once(address, integrity, before)));
  await Promise.all(begun);
}

async function load(name, callback, data) {
  const here = await fetchAll(name).then(
    () => true,
    (error) => {
      console.warn(`The part ${name} could not be fetched.`, error);
      return false;
    },
  );
  (await window.ancProgram).__indirect_function_table.get(callback)(data, here);
}

/** What the program calls, by the name that the cutter gives it. */
export const __wasm_split_load_engine = (callback, data) => load("engine", callback, data);
export const __wasm_split_load_pages = (callback, data) => load("pages", callback, data);
export const __wasm_split_load_lists = (callback, data) => load("lists", callback, data);
export const __wasm_split_load_things = (callback, data) => load("things", callback, data);
export const __wasm_split_load_environment = (callback, data) => load("environment", callback, data);
export const __wasm_split_load_lessons = (callback, data) => load("lessons", callback, data);
export const __wasm_split_load_embed = (callback, data) => load("embed", callback, data);
export const __wasm_split_load_tools = (callback, data) => load("tools", callback, data);
export const __wasm_split_load_keeper = (callback, data) => load("keeper", callback, data);
export const __wasm_split_load_comparing = (callback, data) => load("comparing", callback, data);
export const __wasm_split_load_timeline = (callback, data) => load("timeline", callback, data);
export const __wasm_split_load_report = (callback, data) => load("report", callback, data);
export const __wasm_split_load_sharing = (callback, data) => load("sharing", callback, data);
export const __wasm_split_load_why = (callback, data) => load("why", callback, data);
export const __wasm_split_load_files = (callback, data) => load("files", callback, data);
export const __wasm_split_load_console = (callback, data) => load("console", callback, data);
export const __wasm_split_load_checker = (callback, data) => load("checker", callback, data);

// The frame has the network to itself; what it will want next need not wait until it is compiled and asks. What cannot be had is
// said when it is asked for.
window.ancFetched.then(() => {
  if (!parts) return;
  fetchAll("engine").catch(() => {});
  // An address of another page than the overview: what draws it is wanted next.
  const drawnBy = [[/^#\/(connections|cloud-pcs)$/, "lists"], [/^#\/(connections|policies|cloud-pcs)/, "things"], [/^#\/(sign-in|environment)/, "environment"], [/^#\/(lessons)$/, "lessons"], [/^#\/(editor)$/, "tools"], [/^#\/(compare)$/, "comparing"], [/^#\/(report)$/, "report"], [/^#\/./, "pages"]];
  const part = drawnBy.find(([address]) => address.test(location.hash.replace(/^#\/beside\//, "#/")));
  if (part) fetchAll(part[1]).catch(() => {});
});
