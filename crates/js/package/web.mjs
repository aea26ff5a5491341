// In a browser, and for bundlers: the program is fetched from beside the script.
import start from "./anc.js";

await start();

export * from "./index.mjs";
