// Loading: what is there first, and what goes wrong is told in words; the policy holds; the digest in the browser is that of the terminal.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { anc, app, browser as launch, open, opened, root, serve } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
});

async function failure(change) {
  const site = await serve(change);
  const page = await open(browser, site);
  const box = page.getByRole("alertdialog");
  await box.waitFor();
  const text = await box.innerText();
  await box.getByRole("button", { name: "Copy details" }).waitFor();
  await page.context().close();
  site.close();
  return text;
}

test("a missing file is told", async () => {
  assert.match(await failure((name, bytes) => (name.endsWith(".wasm") ? null : bytes)), /A file of the simulator is missing/);
});

test("a changed file is not run", async () => {
  const change = (name, bytes) => (name.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from([0])]) : bytes);
  const text = await failure(change);
  assert.match(text, /A file of the simulator was changed/);
});

test("a policy that forbids WebAssembly is told", async () => {
  const change = (name, bytes) =>
    name === "index.html" ? Buffer.from(bytes.toString().replace(" 'wasm-unsafe-eval'", "")) : bytes;
  assert.match(await failure(change), /security policy forbids WebAssembly|cannot run the simulator/);
});

test("the program is fetched once, and before the script asks for it", async () => {
  const asked = [];
  const site = await serve((name, bytes) => {
    asked.push(name);
    return bytes;
  });
  const page = await app(browser, site);
  for (const name of ["anc-sim_bg.wasm", "anc-sim.js"]) {
    assert.equal(asked.filter((one) => one === name).length, 1, `${name} in ${asked}`);
    assert.ok(asked.indexOf(name) < asked.indexOf("boot.js"), `${name} comes late: ${asked}`);
  }
  await page.context().close();
  site.close();
});

/** A site that changes the files of parts as long as `broken` says so. */
async function withBrokenPart(parts, change) {
  const state = { broken: true };
  const site = await serve((name, bytes) => (state.broken && parts.some((part) => name.includes(`_${part}.`)) ? change(bytes) : bytes));
  return { site, state };
}

for (const [what, change] of [
  ["missing", () => null],
  ["changed", (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
]) {
  test(`a part that is ${what} is told, not run, and asked for again`, async () => {
    const { site, state } = await withBrokenPart(["pages", "why"], change);
    const page = await app(browser, site, "?scenario=stale-status&t=1h#/activity");
    await page.getByRole("alert").getByText("A part of the simulator could not be fetched").waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("group", { name: /Picture of the tenant/ }).waitFor();
    await page.getByRole("button", { name: "Why?" }).first().click();
    const notice = page.getByRole("alert").filter({ hasText: "Choose it again" });
    await notice.waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    state.broken = false;
    await page.getByRole("button", { name: "Why?" }).first().click();
    await page.getByRole("dialog", { name: "Why?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Activity", exact: true }).click();
    await page.getByRole("region", { name: /Activity|Records|Everything/ }).first().waitFor();
    await page.context().close();
    site.close();
  });
}

test("what checks files is told when it cannot be had, and asked for again", async () => {
  const state = { broken: true };
  const site = await serve((name, bytes) => (state.broken && name.includes("checker") ? null : bytes));
  const page = await app(browser, site, "?scenario=stale-status&t=1h#/scenarios");
  const file = (title) => ({
    name: "own.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({
        format: 1, id: "own", title, summary: "My own.", start: "2026-03-02T08:00:00Z", horizon: "1d", world: {},
      }),
    ),
  });
  const open = (title) => page.getByLabel("Scenario file").setInputFiles(file(title));
  await open("Not yet");
  await page.getByRole("alert").getByText("What checks files could not be fetched").waitFor();
  assert.match(page.url(), /scenario=stale-status/);
  state.broken = false;
  await open("Now it is open");
  await page.getByText("Now it is open").first().waitFor();
  await page.context().close();
  site.close();
});

test("what waits for a part can be called off, and stands still meanwhile", async () => {
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  const site = await serve(async (name, bytes) => (name.includes("_why.") && (await gate), bytes));
  const page = await app(browser, site, "?scenario=stale-status&t=1h");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Why?" }).first().click();
  const waiting = page.getByRole("dialog", { name: "Loading" });
  await waiting.waitFor();
  await page.getByRole("button", { name: "Play", exact: true, includeHidden: true }).waitFor();
  await page.keyboard.press("Escape");
  await waiting.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Why?" }).first().click();
  await waiting.getByRole("button", { name: "Cancel" }).click();
  await waiting.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Why?" }).first().click();
  await waiting.waitFor();
  go();
  // What is there takes the place of what was waited for.
  await page.getByRole("dialog", { name: "Why?" }).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
  site.close();
});

test("what cannot be had is said once, however often it is asked for", async () => {
  const { site, state } = await withBrokenPart(["why"], () => null);
  const page = await app(browser, site, "?scenario=stale-status&t=1h");
  for (let round = 0; round < 4; round += 1) {
    await page.getByRole("button", { name: "Why?" }).first().click();
    await page.getByRole("alert").waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
  assert.equal(await page.getByRole("alert").count(), 1);
  state.broken = false;
  await page.getByRole("button", { name: "Why?" }).first().click();
  await page.getByRole("dialog", { name: "Why?" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0, "and no longer once it is there");
  await page.context().close();
  site.close();
});

test("every file of the program has its own version in its address", () => {
  const dist = path.join(root, "dist");
  const page = readFileSync(path.join(dist, "index.html"), "utf8");
  const glue = readFileSync(path.join(dist, "anc-sim.js"), "utf8");
  const named = [...`${page}${glue}`.matchAll(/["'](?:\.\/)?([\w-]+\.(?:js|css|wasm))\?v=([^"']+)["']/g)];
  for (const name of ["early.js", "boot.js", "parts.js", "anc-sim.js", "anc-sim_bg.wasm", "anc-sim.css"]) {
    const versions = new Set(named.filter((match) => match[1] === name).map((match) => decodeURIComponent(match[2])));
    const digest = createHash("sha384").update(readFileSync(path.join(dist, name))).digest("base64");
    assert.deepEqual([...versions], [digest.slice(0, 16)], name);
  }
  assert.ok(!/(?:src|href|data-wasm|data-glue)="[^"?]*\.(?:js|css|wasm)"/.test(page), "none without");
  assert.ok(!/from "[^"?]*"/.test(glue), "nor does the glue import one without");
});

test("a page that cannot be fetched can be tried again", async () => {
  const { site, state } = await withBrokenPart(["pages"], () => null);
  const page = await app(browser, site, "?scenario=stale-status&t=1h#/activity");
  const again = page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  state.broken = false;
  await again.click();
  await page.getByRole("table", { name: "Activity" }).waitFor();
  await page.context().close();
  site.close();
});

test("the overview needs the engine alone, and what other pages need is fetched soon after", async () => {
  const asked = [];
  const site = await serve((name, bytes) => {
    asked.push(name);
    return bytes;
  });
  // Without what keeps all of it for when there is no network.
  const page = await app(browser, site, "", {
    script: "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
  });
  await page.getByRole("group", { name: /Picture of the tenant/ }).waitFor();
  const parts = () => asked.filter((name) => name.startsWith("parts/"));
  // What comes after it was not asked for before.
  assert.equal(parts()[0], "parts/engine.wasm");
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => entry.name.includes("split_pages")));
  assert.ok(parts().includes("parts/split_pages.wasm"), `${asked}`);
  // What checks files waits until somebody opens one of their own.
  assert.ok(!asked.some((name) => name.includes("checker")), `${asked}`);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
  site.close();
});

/** A site whose engine comes when it is let go. */
async function withSlowEngine() {
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  const site = await serve(async (name, bytes) => (name.endsWith("/engine.wasm") && (await gate), bytes));
  return { site, go };
}

test("the frame is there before the engine, and what is wanted meanwhile is done once it is", async () => {
  const { site, go } = await withSlowEngine();
  const page = await open(browser, site, "?scenario=stale-status&t=1h");
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.locator("main[aria-busy=true]").waitFor();
  // Pages, help, theme and speed answer at once.
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Dark");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog", { name: "Help" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("1 h a second");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.getByText("As soon as it is loaded").waitFor();
  assert.match(await page.locator(".print-footer").textContent(), /scenario=stale-status&t=1h/, "and so is a link to it");
  assert.match(page.url(), /scenario=stale-status&t=1h#\/activity$/, "the address is as it was");
  go();
  await page.getByRole("table", { name: "Activity" }).waitFor();
  await page.locator(".clock").getByText("1 h 2 min in").waitFor();
  assert.equal(await page.getByText("As soon as it is loaded").count(), 0);
  assert.equal(await page.getByRole("combobox", { name: "Speed" }).locator("option:checked").innerText(), "1 h a second");
  await page.waitForURL(/scenario=stale-status&t=1h2m#\/activity$/);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
  site.close();
});

test("what is wanted meanwhile waits for the end of a long way to the moment of the address", async () => {
  const state = { slow: false };
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  const site = await serve(async (name, bytes) => (state.slow && name.endsWith("/engine.wasm") && (await gate), bytes));
  const page = await app(browser, site, "#/scenarios");
  const subnet = { name: "s", prefix: "10.0.0.0/23" };
  const workday = { signIns: ["08:00", "10:00", "13:00", "15:00"] };
  const year = {
    format: 1, id: "year", title: "A year", summary: "Everybody signs in.", start: "2026-03-02T08:00:00Z", horizon: "365d",
    world: {
      vnets: [{ name: "v", region: "westeurope", subnets: [subnet] }],
      groups: [{ name: "all", people: 400, workday }],
      connections: [{ name: "anc", joinType: "azureADJoin", subnet: "s" }],
      policies: [{ name: "All", connections: ["anc"], groups: ["all"] }],
    },
  };
  const buffer = Buffer.from(JSON.stringify(year));
  await page.getByLabel("Scenario file").setInputFiles({ name: "year.json", mimeType: "application/json", buffer });
  await page.getByText("A year", { exact: true }).first().waitFor();
  await page.waitForURL(/scenario=file-1/);
  state.slow = true;
  await page.goto(`${site.address}?scenario=file-1&t=300d`);
  await page.locator("main[aria-busy=true]").waitFor();
  await page.locator("#main").press("Shift+ArrowRight");
  // So slow that the way takes many frames.
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  go();
  await page.getByText(/On the way/).waitFor();
  await page.locator(".clock").getByText("08:01:00").waitFor();
  assert.equal(await page.getByRole("slider", { name: "Time" }).inputValue(), String(300 * 1440 + 1));
  await page.context().close();
  site.close();
});

test("Play that is pressed before the engine is there plays once it is", async () => {
  const { site, go } = await withSlowEngine();
  const page = await open(browser, site);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  go();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.context().close();
  site.close();
});

for (const [what, change] of [
  ["missing", () => null],
  ["changed", (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
]) {
  test(`an engine that is ${what} is told in the frame, and asked for again`, async () => {
    const state = { broken: true };
    const site = await serve((name, bytes) => (state.broken && name.endsWith("/engine.wasm") ? change(bytes) : bytes));
    const page = await open(browser, site, "?scenario=stale-status&t=1h");
    await page.getByRole("alert").getByText("A part of the simulator could not be fetched").waitFor();
    await page.getByRole("button", { name: "Reload" }).waitFor();
    assert.equal(await page.locator("main").getAttribute("aria-busy"), "false");
    assert.equal(await page.getByText("What is open stays open").count(), 0, "nothing is");
    state.broken = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("group", { name: /Picture of the tenant/ }).waitFor();
    await page.locator(".clock").getByText("1 h in").waitFor();
    await page.context().close();
    site.close();
  });
}

test("a panic is told in plain DOM, with a way back", async () => {
  const site = await serve();
  const page = await app(browser, site, "?scenario=stale-status&t=2h#/connections");
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("anc-panic", { detail: "panicked at test" })));
  const box = page.getByRole("alertdialog", { name: /The simulator stopped/ });
  assert.match(await box.innerText(), /panicked at test/);
  await box.getByRole("button", { name: "Reload with the same state" }).click();
  await opened(page);
  assert.match(page.url(), /scenario=stale-status&t=2h#\/connections/);
  assert.equal(await page.getByRole("slider", { name: "Time" }).inputValue(), "120");
  await page.context().close();
  site.close();
});

test("every file of the library runs in the terminal as it should", async () => {
  const folder = path.join(root, "public/scenarios");
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const { code, json } = await anc("run", "--format", "json", ...files);
  assert.equal(code, 0);
  assert.equal(json.files.length, files.length);
  assert.ok(json.files.every((file) => /^[0-9a-f]{32}$/.test(file.digest)));
});

test("a theme of the address wins over the system's", async () => {
  const site = await serve();
  const page = await app(browser, site, "?theme=dark", { colorScheme: "light" });
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("light");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
  await page.context().close();
  site.close();
});
