// What docs/security.md promises, where no other test has it: data never becomes markup, storage may hold anything or be forbidden, and the page
// names no host that it could ask.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, opened, root, together } from "./harness.mjs";
import { openText } from "./large.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });
const pages = ["#/", "#/connections", "#/connections/anc-weu", "#/cloud-pcs", "#/policies", "#/sign-in", "#/environment", "#/activity", "#/expectations", "#/compare", "#/report", "#/beside/connections/anc-weu", "#/lessons", "#/scenarios", "#/editor"];
const dist = path.join(root, "dist");

test("whatever a file says is shown as text: nothing of it becomes an element, a link or a script", { timeout: 120_000 }, async () => {
  const markup = `<img src=x onerror="window.hit=1"><script>window.hit=1</script><a href="javascript:window.hit=1">x</a>`;
  const file = JSON.parse(readFileSync(path.join(root, "public/scenarios/what-is-a-connection.json"), "utf8"));
  file.title = `T${markup}`.slice(0, 80);
  file.summary = `S${markup}`;
  file.lesson.introduction = [`I ${markup} **<b onclick=alert(1)>bold</b>** \`<i>\``];
  for (const goal of file.lesson.goals) goal.hints = goal.hints.map(() => `H ${markup}`);
  file.lesson.goals[0].title = `<u>${"g".repeat(20)}`;
  file.world.admins = [{ name: "boss", title: `<svg onload=window.hit=1>`, intune: "intuneAdministrator", azure: "owner" }];
  const page = await app(shared.browser, shared.site, "?scenario=stale-status");
  await openText(page, JSON.stringify(file));
  // As a lesson, with its hints.
  await page.goto(`${page.url().split("#")[0]}&lesson=1`);
  await opened(page);
  const lesson = page.locator("aside.lesson");
  await lesson.getByText("I <img").waitFor();
  await lesson.getByRole("button", { name: /^Hint 1/ }).first().click();
  await lesson.getByText("H <img").waitFor();
  for (const hash of pages) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.locator("main h1").first().waitFor();
    await page.waitForTimeout(300);
    const found = await page.evaluate(() => ({
      hit: window.hit ?? null,
      images: document.images.length,
      scripts: [...document.scripts].filter((script) => !script.src).length,
      links: [...document.links].filter((link) => !["http:", "https:"].includes(link.protocol)).length,
      handlers: document.querySelectorAll("[onerror], [onload], [onclick]").length,
      marked: document.querySelectorAll("main u, main i").length,
    }));
    assert.deepEqual(found, { hit: null, images: 0, scripts: 0, links: 0, handlers: 0, marked: 0 }, hash);
  }
  await page.evaluate(() => (location.hash = "#/"));
  assert.ok((await page.title()).includes("<img"));
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

/** Uses what is remembered: a theme, an action that is kept, a lesson, a text in the editor, a reload. */
async function use(page) {
  await page.getByRole("combobox", { name: /theme/i }).selectOption({ index: 1 });
  await page.evaluate(() => (location.hash = "#/connections/anc-weu"));
  await button(page, "Retry").click();
  await page.locator(".toast").waitFor();
  for (const hash of pages) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.locator("main h1").first().waitFor();
  }
  await page.reload();
  await opened(page);
  await page.locator("main h1").first().waitFor();
  assert.equal(await page.locator("#panic").count(), 0);
}

const storages = {
  "has somebody else's rubbish in it": `for (const storage of [localStorage, sessionStorage]) if (!storage.getItem("anc-tried")) {
    for (const key of ["anc-theme", "anc-shortcuts", "anc-clocks", "anc-columns-cloud-pcs", "anc-columns-connections", "anc-run", "anc-run-trying", "anc-progress", "anc-file-1", "anc-file-x", "anc-file-99999999999", "anc-editor"])
      storage.setItem(key, ["{", "[[[[", "null", "\\u0000\\uffff", '{"version":1,"scenario":{}}', "x".repeat(50000)][key.length % 6]);
    storage.setItem("anc-tried", "1");
  }`,
  "is full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
  "is forbidden": "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError'); } });",
};
for (const [name, script] of Object.entries(storages)) {
  test(`the run stays whole where storage ${name}`, { timeout: 120_000 }, async () => {
    const page = await app(shared.browser, shared.site, "?scenario=stale-status&t=46m", { script });
    await use(page);
    assert.deepEqual(page.misdeeds, []);
    await page.context().close();
  });
}

test("the site has no inline script or style, and names no host that it asks", () => {
  const index = readFileSync(path.join(dist, "index.html"), "utf8");
  assert.ok([...index.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)].every(([, attributes, text]) => attributes.includes("src=") && text === ""));
  assert.doesNotMatch(index, /<style|\sstyle=|\son[a-z]+=/);
  for (const name of readdirSync(dist).filter((name) => /\.(js|css|html)$/.test(name))) {
    const text = readFileSync(path.join(dist, name), "utf8");
    // Names of vocabularies are no addresses that anybody asks; what CodeMirror says of its manual stands in errors.
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host).filter((host) => !["www.w3.org", "codemirror.net", "lezer.codemirror.net"].includes(host));
    assert.deepEqual(hosts, [], name);
  }
});

test("every control of docs/security.md has a test that is there", () => {
  const rows = [...readFileSync(path.join(root, "docs/security.md"), "utf8").matchAll(/^\| .* \| (.*) \|$/gm)].slice(1).map(([, tests]) => tests).filter((tests) => !tests.startsWith("---"));
  assert.ok(rows.length >= 15, String(rows.length));
  for (const row of rows) {
    const cited = [...row.matchAll(/`([\w./-]+)`: ([^;]+)/g)];
    assert.ok(cited.length > 0, row);
    for (const [, file, title] of cited) {
      assert.ok(existsSync(path.join(root, file)), file);
      const lines = readFileSync(path.join(root, file), "utf8").split("\n").filter((line) => line.includes(title.trim()));
      assert.ok(lines.some((line) => !line.trim().startsWith("//")) && !lines.some((line) => line.includes("skip")), `${file}: ${title}`);
    }
  }
});

test("a password is nowhere but in its field: in no link, file, record or storage", { timeout: 90_000 }, async () => {
  const secret = "Sesame-4711-open";
  const page = await app(shared.browser, shared.site, "?scenario=domain-controller-outage#/connections");
  await button(page, "Create: Hybrid Microsoft Entra Join").click();
  const panel = page.locator("aside.panel");
  await panel.locator("input[type=text]").first().fill("anc-secret");
  await button(panel, "Next").click();
  await panel.getByLabel("AD domain password", { exact: true }).fill(secret);
  await panel.getByLabel("Confirm AD domain password").fill(secret);
  await button(panel, "Next").click();
  assert.ok(!(await panel.innerText()).includes(secret));
  await button(panel, "Create").click();
  await page.getByText("anc-secret").first().waitFor();
  await page.getByRole("button", { name: "Share this moment" }).click();
  const link = await page.getByRole("dialog", { name: "Share this run" }).getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  const unfolded = await page.evaluate(async (payload) => {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  }, link.split(".").at(-2));
  assert.ok(unfolded.includes("anc-secret") && !unfolded.includes(secret), unfolded);
  await page.waitForFunction(() => sessionStorage.getItem("anc-run") !== null);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(kept.includes("anc-secret") && !kept.includes(secret));
  await page.evaluate(() => (location.hash = "#/editor"));
  await button(page, "Take this run").click();
  await page.waitForFunction(() => sessionStorage.getItem("anc-editor")?.includes("anc-secret"));
  for (const hash of ["#/editor", "#/activity", "#/connections"]) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.locator("main h1").first().waitFor();
    assert.ok(!(await page.content()).includes(secret), hash);
  }
  assert.ok(!JSON.stringify(await page.evaluate(() => ({ ...sessionStorage }))).includes(secret));
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});
