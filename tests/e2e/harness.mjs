// What the end-to-end tests share: a server for dist/ with the headers that docs/hosting.md asks of hosts, a browser, and a watch over
// everything that must not happen: requests to other hosts, errors in the console, violations of the policy.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const dist = path.join(root, "dist");

/** What each file is, by the end of its name. */
export const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** What a host sends; files for sandboxed frames where a test wants them. */
const { globalHeaders } = JSON.parse(readFileSync(path.join(dist, "staticwebapp.config.json"), "utf8"));
const { "Access-Control-Allow-Origin": everybody, ...headers } = globalHeaders;

/**
 * Serves dist/ at a sub-path, as a static host would. `change` may alter an answer, or wait before it: to break it.
 * `cors`: the host sends what sandboxed frames need; `more`: headers besides.
 */
export async function serve(change = (name, bytes) => bytes, { cors = false, more = {} } = {}) {
  const server = http.createServer(async (request, response) => {
    const name = new URL(request.url, "http://x").pathname.replace(/^\/sub\/path\//, "") || "index.html";
    const file = path.join(dist, name);
    if (!file.startsWith(dist) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const bytes = await change(name, readFileSync(file));
    if (bytes === null) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": types[path.extname(file)] ?? "application/octet-stream",
      "Content-Length": bytes.length,
      ...headers,
      ...(cors ? { "Access-Control-Allow-Origin": everybody } : {}),
      ...more,
    });
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}/sub/path/`;
  return { address, close: () => server.close() };
}

export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROME ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A browser and the site, for all tests of a file: there before the first, gone after the last. */
export function together() {
  const shared = {};
  before(async () => {
    [shared.browser, shared.site] = [await browser(), await serve()];
  });
  after(async () => {
    await shared.browser.close();
    shared.site.close();
  });
  return shared;
}

/** What a page complains of when it is left before a part that it fetches ahead is there. */
const BROKEN_OFF = "could not be fetched. TypeError: Failed to fetch";

/** A page whose misdeeds are collected in `page.misdeeds`. */
export async function open(browser, site, address = "", options = {}) {
  const { firstVisit = false, script, ...others } = options;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...others });
  // The tour is offered once.
  if (script) await context.addInitScript(script);
  if (!firstVisit) await context.addInitScript("try { localStorage.setItem('anc-tour', '1'); } catch {}");
  const page = await context.newPage();
  page.misdeeds = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== new URL(site.address).origin && url.protocol.startsWith("http")) {
      page.misdeeds.push(`asked ${url.origin}`);
    }
  });
  page.on("pageerror", (error) => page.misdeeds.push(`error: ${error}`));
  page.on("console", (message) => {
    if (page.leaving && message.text().includes(BROKEN_OFF)) return;
    if (["error", "warning"].includes(message.type())) page.misdeeds.push(`${message.type()}: ${message.text()}`);
  });
  // What is fetched ahead while the page is left is broken off.
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) page.leaving = false;
  });
  for (const name of ["goto", "reload"]) {
    const leave = page[name].bind(page);
    page[name] = (...words) => {
      page.leaving = true;
      return leave(...words);
    };
  }
  await page.goto(site.address + address);
  return page;
}

/** Waits until something is open: the frame is there before, and a page may wait for its part. `where` is a page or a frame in it. */
export const opened = (where) => where.locator("main[aria-busy=false]:not(:has([aria-busy=true]))").waitFor({ timeout: 30_000 });

/** The same, once something is open. */
export async function app(browser, site, address = "", options = {}) {
  const page = await open(browser, site, address, options);
  await opened(page);
  return page;
}

/** The end of a test: nothing was asked of others, nothing was complained of. */
export async function clean(page) {
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
}

/** A page of another origin that has this in it: somebody's documentation. */
export async function host(html) {
  const server = http.createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The identities of all scenarios of the library. */
export const library = JSON.parse(readFileSync(path.join(root, "public/library.json"), "utf8")).chapters.flatMap(
  (chapter) => chapter.scenarios.map((scenario) => scenario.id),
);

/**
 * Pages that work through a list, each taking what comes next. A machine of two cores does two at once where a page draws little: what
 * is drawn takes both of them as it is.
 */
export async function sharedOut(list, pages, visit) {
  const rest = list.entries();
  const work = async (page) => {
    for (const [position, entry] of rest) await visit(page, entry, position);
  };
  await Promise.all(pages.map(work));
}

/** Two pages, each of a visitor of its own. */
export const two = (open) => Promise.all([open(), open()]);

/**
 * Opens every scenario afresh, one after the other, and visits it. `address` is that of a scenario, `begin` is done once before the
 * first, `options` are those of the browser's context.
 */
export async function everyScenario(shared, { address = (id) => `?scenario=${id}`, begin, options }, visit) {
  const page = await app(shared.browser, shared.site, "", options);
  await begin?.(page);
  for (const [position, id] of library.entries()) {
    await page.goto("about:blank");
    await page.goto(shared.site.address + address(id, position));
    await opened(page);
    await visit(page, id, position);
    assert.deepEqual(page.misdeeds, [], id);
  }
  await clean(page);
}

/** Runs `anc` and gives what it says, and the same as JSON. */
export async function anc(...words) {
  const cargo = spawn("cargo", ["run", "--quiet", "-p", "anc-cli", "--", ...words], { cwd: root });
  let said = "";
  cargo.stdout.on("data", (part) => (said += part));
  const [code] = await once(cargo, "close");
  return { code, said, get json() { return JSON.parse(said); } };
}
