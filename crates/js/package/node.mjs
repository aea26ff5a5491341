// In Node the program is read from its file.
import { readFileSync } from "node:fs";
import { initSync } from "./anc.js";

initSync({ module: readFileSync(new URL("./anc_bg.wasm", import.meta.url)) });

export * from "./index.mjs";
