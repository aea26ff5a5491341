// A simulated year natively, in Chromium and in Node, by turns, so that a busy machine is busy for all of them. Prints one
// JSON object: the rounds in milliseconds. CHROME is the browser; the first argument is the native program.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { fileURLToPath } from "node:url";
import { browser as launch } from "../../tests/e2e/harness.mjs";

const ROUNDS = 25;
const folder = fileURLToPath(new URL("web/", import.meta.url));
const types = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const page = `<!doctype html><script type="module">
import init, { Year } from "./kernels.js";
await init();
window.Year = Year;
</script>`;

const server = http.createServer((request, response) => {
  const name = request.url.slice(1) || "index.html";
  const bytes = name === "index.html" ? page : ["kernels.js", "kernels_bg.wasm"].includes(name) && readFileSync(folder + name);
  if (!bytes) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": types[name.split(".").pop()] }).end(bytes);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const browser = await launch();
const tab = await browser.newPage();
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.waitForFunction(() => window.Year);

/** The median of five years, like that of the other two. */
function inTab() {
  const year = new window.Year();
  const undigested = [];
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    year.run_undigested(365);
    const middle = performance.now();
    year.run(365);
    undigested.push(middle - began);
    times.push(performance.now() - middle);
  }
  const digest = year.digest();
  year.free();
  const median = (times) => times.sort((left, right) => left - right)[2];
  return { ms: median(times), undigestedMs: median(undigested), digest };
}

const said = (...command) => JSON.parse(execFileSync(command[0], command.slice(1), { encoding: "utf8" })).year;
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const native = said(process.argv[2], "year");
  const chromium = await tab.evaluate(inTab);
  const node = said(process.execPath, fileURLToPath(new URL("run.mjs", import.meta.url)), "year");
  if (new Set([native.digest, chromium.digest, node.digest]).size > 1) throw new Error("the digests differ");
  rounds.push({
    native: native.ms,
    chromium: chromium.ms,
    node: node.ms,
    nativeUndigested: native.undigestedMs,
    chromiumUndigested: chromium.undigestedMs,
  });
}
console.log(JSON.stringify({ rounds }));
await browser.close();
server.close();
