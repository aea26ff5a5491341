// Links that reopen a run: in another browser, at the same moment, with the same digest; and links that lead nowhere.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, host, open, opened, root, serve, together } from "./harness.mjs";
import { largeTenant, openText } from "./large.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });
const share = (page) => page.getByRole("button", { name: "Share this moment" });
const dialog = (page) => page.getByRole("dialog", { name: "Share this run" });
const clean = async (page) => {
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
};
const digest = async (page) => {
  await page.evaluate(() => (location.hash = "#/activity"));
  return (await page.locator("main code").first().innerText()).trim();
};

test("a link made in one browser reopens the same moment with the same digest in another", async () => {
  const one = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(one, "Retry").click();
  await one.locator(".toast").waitFor();
  await share(one).click();
  const link = await dialog(one).getByRole("textbox", { name: "Link" }).inputValue();
  assert.match(link, /\/sub\/path\/#1\.z\.[\w-]+\.[0-9a-f]{8}$/);
  assert.ok(link.length < 2_000, String(link.length));
  assert.equal(new URL(link).search, "", "nothing that a server would see");
  await one.keyboard.press("Escape");
  await dialog(one).waitFor({ state: "hidden" });
  const expected = await digest(one);

  // Another browser, which knows nothing.
  const other = await app(shared.browser, shared.site, new URL(link).hash);
  await other.getByRole("heading", { name: "anc-weu", level: 1 }).waitFor();
  await other.locator(".clock").getByText("18:37:00").waitFor();
  await other.locator("main").getByText("Running checks since").waitFor();
  assert.equal(await digest(other), expected);
  await button(other, "Undo").click();
  await clean(one);
  await clean(other);
});

test("a link that is put into the address of an open page opens its run, and a reload keeps it", async () => {
  const link = readFileSync(path.join(root, "tests/data/links-v1/small-office.txt"), "utf8").split("\n")[0];
  const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m");
  await page.evaluate((link) => (location.hash = `#${link}`), link);
  await page.waitForFunction(() => document.title.includes("Start from a small office"));
  const expected = await digest(page);
  await page.waitForFunction(() => location.hash === "#/activity" && location.search.includes("small-office"));
  await page.reload();
  await opened(page);
  assert.equal(await digest(page), expected);
  await clean(page);
});

test("a file of one's own is in its link", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const file = JSON.stringify({ format: 1, id: "own", title: "My own", summary: "Mine.", start: "2026-03-02T08:00:00Z", horizon: "2d", world: {} });
  await page.locator("input[type=file]").setInputFiles({ name: "own.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await page.waitForFunction(() => document.title.includes("My own"));
  await page.keyboard.press("End");
  await share(page).click();
  const link = await dialog(page).getByRole("textbox", { name: "Link" }).inputValue();
  const other = await app(shared.browser, shared.site, new URL(link).hash);
  await other.waitForFunction(() => document.title.includes("My own"));
  await other.locator(".clock").getByText("2 d in").waitFor();
  await clean(page);
  await clean(other);
});

test("what is too long for a link is offered as a file", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  // Names that nothing makes shorter.
  const text = JSON.parse(largeTenant(60, 5));
  let number = 7;
  const name = () => Array.from({ length: 50 }, () => "abcdefghijklmnopqrstuvwxyz0123456789"[(number = (number * 1_103_515_245 + 12_345) % 2_147_483_648) % 36]).join("");
  text.world.groups.push(...Array.from({ length: 400 }, () => ({ name: `g${name()}` })));
  await openText(page, JSON.stringify(text));
  await share(page).click();
  await dialog(page).getByText("some programs cut links off").waitFor();
  assert.equal(await button(dialog(page), "Copy").count(), 0);
  assert.ok(!(await dialog(page).getByLabel("Link").isVisible()));
  const download = page.waitForEvent("download");
  await button(dialog(page), "Save as file").click();
  assert.match((await download).suggestedFilename(), /\.json$/);
  await clean(page);
});

test("links that lead nowhere, or ask for what is not there, are told, and something is open", async () => {
  const folder = path.join(root, "tests/data/links-hostile");
  for (const file of readdirSync(folder)) {
    const link = readFileSync(path.join(folder, file), "utf8").trim();
    const page = await app(shared.browser, shared.site, `#${link}`);
    // A page that is not there is said in its place.
    const said = page.locator(".message.warning").or(page.getByRole("heading", { name: "There is no such page" }));
    await said.first().waitFor({ timeout: 20_000 }).catch((error) => {
      throw new Error(file, { cause: error });
    });
    // A scenario that the library has not is asked for: the answer of the server is no misdeed.
    const misdeeds = page.misdeeds.filter((misdeed) => !misdeed.includes("404"));
    assert.deepEqual(misdeeds, [], file);
    await page.context().close();
  }
  // What was open stays open.
  const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m");
  const expected = await digest(page);
  await page.evaluate(() => (location.hash = "#1.z.cut"));
  await page.getByText("What is open stays open.").waitFor();
  assert.equal(await digest(page), expected);
  await clean(page);
});

test("a link says so where what reads it cannot be fetched", async () => {
  const link = readFileSync(path.join(root, "tests/data/links-v1/nothing-done.txt"), "utf8").split("\n")[0];
  const site = await serve((name, bytes) => (name.includes("keeper") ? null : bytes));
  const page = await open(shared.browser, site, `#${link}`);
  await opened(page);
  await page.getByText("The link was not opened").waitFor();
  await page.context().close();
  site.close();
});

test("what is pasted into a page of each kind shows the same there, with what was done in it; and a code has the link", { timeout: 120_000 }, async () => {
  const site = await serve(undefined, { cors: true });
  const page = await app(shared.browser, site, "?scenario=stale-status&t=46m&seed=3#/connections");
  await page.evaluate(() => (location.hash = "#/connections/anc-weu"));
  for (const acted of [false, true]) {
    if (acted) {
      await button(page, "Retry").click();
      await page.locator(".toast").waitFor();
    }
    await share(page).click();
    if (!acted) {
      await dialog(page).getByText("sees this scenario at this moment").waitFor();
      assert.equal(await dialog(page).locator("svg.qr").count(), 0, "nobody has looked at it");
      await dialog(page).getByText("QR code", { exact: true }).click();
      await dialog(page).getByText("Embed in a page", { exact: true }).click();
    }
    const link = await dialog(page).getByRole("textbox", { name: "Link" }).inputValue();
    assert.equal(link.includes("#1.z."), acted);
    const fields = await dialog(page).getByRole("img", { name: "QR code of the link" }).locator("path").getAttribute("d");
    assert.ok(link.length < 1_200 && fields.length > 1_000);
    const kinds = dialog(page).getByRole("combobox", { name: "Kind of page" });
    await kinds.waitFor();
    const names = await kinds.locator("option").allInnerTexts();
    assert.equal(names.length, 4);
    for (const kind of names) {
      await kinds.selectOption(kind);
      let snippet = await dialog(page).getByRole("textbox", { name: "Snippet" }).inputValue();
      // As JSX becomes HTML.
      if (kind === "MDX") snippet = snippet.replace("height={560}", 'height="560"').replace(" />", "></iframe>");
      const around = await host(`<!doctype html><title>Docs</title>${snippet}`);
      const other = await shared.browser.newPage();
      await other.goto(around.address);
      const picture = other.locator("anc-simulator button");
      if (await picture.count()) {
        await picture.locator("img").waitFor();
        await picture.click();
      }
      const frame = other.frameLocator("iframe");
      await opened(frame);
      await frame.getByRole("heading", { name: "anc-weu", level: 1 }).waitFor();
      await frame.locator(".scenario-title", { hasText: "The status does not know yet" }).waitFor();
      await frame.locator(".clock").getByText(/07:4[67]:/).waitFor();
      const running = frame.locator("main").getByText("Running checks since");
      if (acted) await running.waitFor();
      assert.equal(await running.count(), acted ? 1 : 0, kind);
      await other.close();
      around.close();
    }
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
  }
  await clean(page);
  site.close();
});

test("a file of one's own is in the snippet, too", async () => {
  const site = await serve(undefined, { cors: true });
  const page = await app(shared.browser, site, "#/scenarios");
  await openText(page, JSON.stringify({ format: 1, id: "own", title: "My own", summary: "Mine.", start: "2026-03-02T08:00:00Z", horizon: "2d", world: {} }));
  await page.waitForFunction(() => document.title.includes("My own"));
  await share(page).click();
  await dialog(page).getByText("Embed in a page", { exact: true }).click();
  const snippet = await dialog(page).getByRole("textbox", { name: "Snippet" }).inputValue();
  const around = await host(`<!doctype html><title>Docs</title>${snippet}`);
  const other = await shared.browser.newPage();
  await other.goto(around.address);
  await other.locator("anc-simulator button").click();
  await other.frameLocator("iframe").locator(".scenario-title", { hasText: "My own" }).waitFor();
  await other.close();
  around.close();
  await clean(page);
  site.close();
});
