// The editor of scenario files: what is wrong where, what is offered, a run that becomes a file, a file that is opened; by keyboard, too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, opened, serve, together } from "./harness.mjs";
import { violations } from "./axe.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });
const field = (page) => page.getByRole("textbox", { name: "Scenario file" });
const said = (page) => page.getByRole("region", { name: "What becomes of it" });
const editor = (options, query = "?scenario=alternate-failover", site = shared.site) => app(shared.browser, site, `${query}#/editor`, options);
const clean = async (page) => {
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
};
/** Puts a text into the field, as somebody pastes it. */
async function paste(page, text) {
  await field(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

test("what is wrong is said as one writes, at its place, and one click goes there", async () => {
  const page = await editor();
  await said(page).getByRole("heading", { name: "All 19 expectations hold" }).waitFor();
  const text = await page.evaluate(() => fetch("scenarios/alternate-failover.json").then((file) => file.text()));
  await paste(page, text.replace('"horizon": "1d"', '"horizont": "1d"'));
  await said(page).getByText('unknown field "horizont"').waitFor();
  await said(page).getByText(/did you mean "horizon"/).waitFor();
  const line = text.split("\n").findIndex((line) => line.includes('"horizon"')) + 1;
  await button(said(page), `line ${line}`).click();
  // What is typed now is typed there.
  await page.keyboard.press("End");
  await page.keyboard.type("HERE");
  assert.match((await field(page).innerText()).split("\n").find((line) => line.includes("HERE")), /horizont/);
  await paste(page, text.replace('"status": "running"', '"status": "failed"'));
  await said(page).getByRole("heading", { name: "1 of 19 expectations fail" }).waitFor();
  await said(page).getByText("it is running").waitFor();
  // Not even JSON; nothing; something else.
  for (const [wrong, expected] of [["nonsense", "This is not JSON"], ["", /empty|JSON/], ["[1]", /expected an object/]]) {
    await paste(page, wrong);
    await said(page).getByText(expected).first().waitFor();
  }
  await clean(page);
});

test("what can stand at a place is offered, and Enter takes it", async () => {
  const page = await editor();
  await paste(page, '{\n  "world": {\n    "links": [{ "name": "vpn", "vnet": "v" }]\n  },\n  "events": [{ "at": "1h", "fault":  }]\n}');
  await page.keyboard.press("ControlOrMeta+Home");
  for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  for (let letter = 0; letter < 4; letter += 1) await page.keyboard.press("ArrowLeft");
  const take = async (typed, option) => {
    await page.keyboard.type(typed);
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: option }).first().waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
  };
  await take("{", /^kind/);
  await page.keyboard.type("linkD");
  await page.getByRole("option", { name: /linkDown/ }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await take(", \"", /^link/);
  await page.getByRole("option", { name: /vpn/ }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  assert.match(await field(page).innerText(), /"fault": ?\{"kind": "linkDown", ?"link": "vpn"\}/);
  await clean(page);
});

test("what is taken leaves JSON behind, whatever kind of value it has, also where a field is renamed", async () => {
  const page = await editor();
  const at = async (text, back) => {
    await paste(page, text);
    await page.keyboard.press("ControlOrMeta+End");
    for (let letter = 0; letter < back; letter += 1) await page.keyboard.press("ArrowLeft");
  };
  for (const name of ["world", "events", "seed", "title"]) {
    await at("{}", 1);
    await page.keyboard.type(`"${name.slice(0, 3)}`);
    await page.getByRole("option", { name: new RegExp(`^${name}`) }).first().waitFor();
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    if (name === "seed") await page.keyboard.type("1");
    const text = await field(page).innerText();
    assert.doesNotThrow(() => JSON.parse(text), text);
  }
  await at('{"titl": "kept"}', 10);
  await page.keyboard.press("Control+Space");
  await page.getByRole("option", { name: /^title/ }).first().waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  assert.deepEqual(JSON.parse(await field(page).innerText()), { title: "kept" });
  await clean(page);
});

test("a run becomes a file with what was chosen of it, and the file opens as a run", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(page, "Retry").click();
  await page.locator(".toast").waitFor();
  await page.getByRole("slider", { name: "Time" }).press("End");
  await page.evaluate(() => (location.hash = "#/editor"));
  await button(page, "Take this run").click();
  const offered = page.getByRole("region", { name: "Proposed expectations" });
  await offered.getByRole("checkbox").first().check();
  await offered.getByRole("checkbox").nth(2).check();
  await button(offered, "Put 2 into the file").click();
  await said(page).getByRole("heading", { name: "All 2 expectations hold" }).waitFor();
  assert.match(await field(page).innerText(), /"\$schema"/);
  await button(page, "Open").click();
  await page.waitForFunction(() => location.search.includes("scenario=file-"));
  await page.evaluate(() => (location.hash = "#/expectations"));
  await page.getByRole("slider", { name: "Time" }).press("End");
  await page.getByText("2 hold").waitFor();
  await clean(page);
});

test("what was written stays, over other pages and a reload, and without its field there is a plain one", async () => {
  const page = await editor();
  await said(page).getByRole("heading", { name: "All 19 expectations hold" }).waitFor();
  await paste(page, '{ "id": "mine" }');
  await said(page).getByText('the field "title" is missing').waitFor();
  await page.evaluate(() => (location.hash = "#/activity"));
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  await page.evaluate(() => (location.hash = "#/editor"));
  await field(page).getByText("mine").waitFor();
  await page.reload();
  await opened(page);
  await field(page).getByText("mine").waitFor();
  // What it is filled with takes nothing away.
  await button(page, "Take the open scenario").click();
  await field(page).getByText("alternate-failover").first().waitFor();
  await button(page, "Put back what was there").click();
  await field(page).getByText("mine").waitFor();
  // Out of the field by keyboard alone.
  await field(page).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className.includes("code")), false);
  await clean(page);
  const without = await serve((name, bytes) => (name === "editor.js" ? null : bytes));
  const plain = await editor({}, undefined, without);
  await field(plain).fill("{");
  await said(plain).getByText("This is not JSON").waitFor();
  await plain.context().close();
  without.close();
});

test("whoever leaves the page while it loads meets no trouble", async () => {
  const slow = await serve(async (name, bytes) => {
    if (name === "editor.js") await new Promise((later) => setTimeout(later, 1_500));
    return bytes;
  });
  const page = await editor({}, undefined, slow);
  await page.getByRole("heading", { name: "Editor", level: 1 }).waitFor();
  await page.evaluate(() => (location.hash = "#/activity"));
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  await page.waitForTimeout(2_500);
  assert.equal(await page.locator("#panic").count(), 0);
  await clean(page);
  slow.close();
});

test("it is accessible, light and dark, in a wide and in a small window", { timeout: 120_000 }, async () => {
  for (const [theme, viewport] of [["light", { width: 1440, height: 900 }], ["dark", { width: 360, height: 740 }]]) {
    const page = await editor({ viewport }, `?scenario=alternate-failover&theme=${theme}&t=1d`);
    await said(page).getByRole("heading", { name: "All 19 expectations hold" }).waitFor();
    await button(page, "Take this run").click();
    await page.getByRole("region", { name: "Proposed expectations" }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    await clean(page);
  }
});
