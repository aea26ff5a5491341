// Fetches a part of the program when the program wants it. The release imports this file; which files a part has, and their
// digests, stand in the page.

const page = document.querySelector("script[data-wasm]");
const parts = JSON.parse(page.dataset.parts || "{}");

/** What was fetched, by its address. What could not be had is asked for again. */
const fetched = new Map();

async function instance(address, integrity) {
  const version = encodeURIComponent(integrity.slice(7, 23));
  const response = await fetch(`${address}?v=${version}`, { integrity });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  // Parts share memory and functions with the first file, which boot.js has begun.
  const shared = await window.ancProgram;
  return WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: { ...shared } });
}

function once(address, integrity) {
  if (!fetched.has(address)) {
    const asked = instance(address, integrity);
    asked.catch(() => fetched.delete(address));
    fetched.set(address, asked);
  }
  return fetched.get(address);
}

async function load(name, callback, data) {
  let here = false;
  try {
    for (const [address, integrity] of parts[name]) await once(address, integrity);
    here = true;
  } catch (error) {
    console.warn(`The part ${name} could not be fetched.`, error);
  }
  const shared = await window.ancProgram;
  shared.__indirect_function_table.get(callback)(data, here);
}

/** What the program calls, by the name that the cutter gives it. */
export const __wasm_split_load_pages = (callback, data) => load("pages", callback, data);
