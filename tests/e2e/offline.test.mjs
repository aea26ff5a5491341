// Without a network: the app opens and plays all that it has; a new version arrives, waits, and takes no run away; frames are left alone.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { app, browser as launch, library, opened, root, serve } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const index = readFileSync(path.join(root, "dist/index.html"), "utf8");
const worker = readFileSync(path.join(root, "dist/sw.js"), "utf8");
const sha384 = (text) => createHash("sha384").update(text).digest("base64");
const button = (where, name) => where.getByRole("button", { name, exact: true });

/** A site of which a newer version can be put in the place of the one that is there. */
async function site() {
  let mark = "";
  const asked = [];
  const newer = () => index.replace("<title>", `<meta name="mark" content="${mark}">\n<title>`);
  const served = await serve((name, bytes) => {
    asked.push(name);
    if (!mark) return bytes;
    if (name === "index.html") return Buffer.from(newer());
    if (name === "sw.js") return Buffer.from(worker.replace(sha384(index), sha384(newer())).replace(/version = "[^"]+"/, `version = "${mark}"`));
    return bytes;
  });
  return { ...served, asked, replace: (with_) => (mark = with_) };
}

/** Waits until a version of the app is kept whole. */
const isKept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const marked = (page) => page.evaluate(() => document.querySelector("meta[name=mark]")?.content ?? "");

async function visited(served, address = "") {
  const page = await app(browser, served, address);
  assert.ok(await isKept(page));
  // The first visit fetches what it will want soon past the worker.
  await page.waitForLoadState("networkidle");
  return page;
}

test("with the network cut after the first visit every page opens, and every scenario plays", { timeout: 170_000 }, async () => {
  const served = await site();
  const page = await visited(served);
  // From the second visit on the worker answers.
  await page.reload();
  await opened(page);
  served.close();
  await page.context().setOffline(true);
  for (const hash of ["#/", "#/connections", "#/cloud-pcs", "#/policies", "#/sign-in", "#/environment", "#/activity", "#/lessons", "#/scenarios", "#/expectations", "#/compare", "#/report", "#/editor"]) {
    await page.goto(`${served.address}?scenario=alternate-failover&t=10h37m${hash}`);
    await opened(page);
    await page.locator("main h1").waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /could not be (fetched|loaded)/, hash);
  }
  for (const id of library) {
    await page.goto(`${served.address}?scenario=${id}`);
    await opened(page);
    await page.getByRole("slider", { name: "Time" }).press("End");
    await page.waitForFunction(() => { const time = document.querySelector("input[type=range]"); return time.value === time.max; });
    assert.ok((await page.evaluate(() => location.search)).includes(id));
  }
  await page.goto(`${served.address}#/editor`);
  await page.locator(".code .cm-content").waitFor();
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("a new version says so and waits; when it is taken, the run goes on", { timeout: 120_000 }, async () => {
  const served = await site();
  const page = await visited(served, "?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(page, "Retry").click();
  await page.waitForFunction(() => sessionStorage.getItem("anc-run") !== null);
  await page.reload();
  await opened(page);
  served.replace("two");
  // A version that comes while the page is open.
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  const notice = page.getByRole("status").filter({ hasText: "A new version is here" });
  await notice.waitFor();
  assert.equal(await marked(page), "");
  await page.screenshot({ path: path.join(root, "target/new-version.png") });
  // Nothing is swapped under the run: reloading without taking it gives the version that is known, and says so again.
  await page.reload();
  await opened(page);
  await notice.waitFor();
  assert.equal(await marked(page), "");
  await button(page, "Later").click();
  await notice.waitFor({ state: "detached" });
  await page.reload();
  await opened(page);
  await notice.waitFor();
  const before = await page.locator(".clock").innerText();
  await Promise.all([page.waitForEvent("load"), button(page, "Reload").click()]);
  await opened(page);
  assert.equal(await marked(page), "two");
  assert.equal(await page.locator(".clock").innerText(), before);
  await button(page, "Undo").waitFor();
  await page.getByText("Running checks since").waitFor();
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
  served.close();
});

test("a tab that stays with the version before still has its parts", { timeout: 120_000 }, async () => {
  const served = await site();
  const one = await visited(served);
  await one.reload();
  await opened(one);
  const two = await one.context().newPage();
  await two.goto(served.address);
  await opened(two);
  served.replace("two");
  await two.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await button(two, "Reload").click();
  await two.waitForFunction(() => document.querySelector("meta[name=mark]"));
  await one.context().setOffline(true);
  assert.equal(await marked(one), "");
  await one.evaluate(() => (location.hash = "#/connections"));
  await one.locator("main table").first().waitFor();
  assert.deepEqual(one.misdeeds, []);
  await one.context().close();
  served.close();
});

test("a file of another version does not get in", { timeout: 120_000 }, async () => {
  // A site that is just being replaced: its worker is there, and one of its files is not yet.
  const half = await serve((name, bytes) => (name === "sw.js" ? Buffer.from(worker.replace(sha384(index), sha384("another"))) : bytes));
  const page = await app(browser, half);
  const became = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("sw.js");
    const { installing } = registration;
    return installing ? new Promise((told) => installing.addEventListener("statechange", () => told(installing.state))) : "gone";
  });
  assert.ok(["redundant", "gone"].includes(became), became);
  assert.deepEqual(await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.active ?? null)), null);
  await page.context().close();
  half.close();
});

test("in a frame nothing is kept, and what is kept is not shown there", { timeout: 120_000 }, async () => {
  const served = await site();
  const around = `<!doctype html><title>Docs</title><iframe width="900" height="600" src="${served.address}?embed=1&scenario=stale-status"></iframe>`;
  const context = await browser.newContext();
  const page = await context.newPage();
  // The page around is of the same origin: only then could a frame share what is kept.
  await page.route("**/docs.html", (route) => route.fulfill({ contentType: "text/html", body: around }));
  await page.goto(`${served.address}docs.html`);
  await opened(page.frameLocator("iframe"));
  await page.waitForTimeout(2_000);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found === undefined)), true);
  await page.goto(served.address);
  await opened(page);
  assert.ok(await isKept(page));
  served.asked.length = 0;
  await page.goto(`${served.address}docs.html`);
  await opened(page.frameLocator("iframe"));
  assert.ok(served.asked.includes("index.html"), "the frame asks the server");
  await context.close();
  served.close();
});

test("it can be installed", async () => {
  const manifest = JSON.parse(readFileSync(path.join(root, "dist/manifest.webmanifest"), "utf8"));
  for (const { src } of manifest.icons) assert.ok(readFileSync(path.join(root, "dist", src)).length > 0);
  const served = await site();
  const page = await visited(served);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await page.context().close();
  served.close();
});
