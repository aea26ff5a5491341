// The timeline in the time bar: lanes of every scenario, what is done in it by mouse and by keyboard, and what it follows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { app, clean, everyScenario, together } from "./harness.mjs";

const shared = together();
const timeline = (page) => page.getByRole("region", { name: "Timeline" });
const toggle = (page) => page.getByRole("button", { name: "Timeline", exact: true });
const button = (page, name) => timeline(page).getByRole("button", { name, exact: true });
const clock = (page) => page.locator(".clock strong").innerText();
const shown = (page) => timeline(page).getByRole("status").innerText();
const settled = (page) => page.waitForFunction(() => !document.querySelector(".frame.is-playing"));
const lanes = (page) => timeline(page).locator(".lane");

/** Everything that is told of a lane: what it says, and what is drawn. */
const drawn = (page) =>
  lanes(page).evaluateAll((all) =>
    all.map((lane) => [lane.querySelector("svg").getAttribute("aria-label"), [...lane.querySelectorAll("path")].map((path) => path.getAttribute("d")).join()]),
  );

test("every scenario has a timeline, at its beginning, at its end and back", { timeout: 200_000 }, async () => {
  await everyScenario(shared, { begin: (page) => toggle(page).click() }, async (page, id) => {
    // Whether it is open is remembered.
    await timeline(page).waitFor();
    await page.locator("body").press("End");
    await page.waitForFunction(() => document.querySelectorAll(".lane path, .lane rect").length > 0 || document.querySelector(".picture-box + .summaries + *") === null);
    await settled(page);
    const atEnd = await drawn(page);
    assert.ok(atEnd.every(([words]) => words.length > 10), id);
    await page.locator("body").press("Home");
    await page.waitForFunction(() => document.querySelector(".playhead").style.left === "0px");
    // What is known stays, however far one goes back.
    assert.deepEqual((await drawn(page)).length, atEnd.length, id);
  });
});

test("a click goes there; a stretch that is drawn is shown alone; the keyboard does the same", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status&t=10h");
  assert.equal(await toggle(page).getAttribute("aria-expanded"), "false");
  await toggle(page).focus();
  await page.keyboard.press("Enter");
  assert.equal(await toggle(page).getAttribute("aria-expanded"), "true");
  await lanes(page).first().waitFor();
  const over = timeline(page).locator(".lanes-over");
  const { x, y, width } = await over.boundingBox();
  const before = await clock(page);
  await page.mouse.click(x + 3, y + 5);
  await page.waitForFunction((before) => document.querySelector(".clock strong").innerText !== before, before);
  const whole = await shown(page);
  await page.mouse.move(x + width / 4, y + 5);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 5, { steps: 3 });
  await page.locator(".brush").waitFor();
  await page.mouse.up();
  await page.locator(".brush").waitFor({ state: "detached" });
  const part = await shown(page);
  assert.notEqual(part, whole);
  // Zooming and moving by keyboard.
  await button(page, "Zoom in").focus();
  await page.keyboard.press("Enter");
  assert.notEqual(await shown(page), part);
  const here = await shown(page);
  await button(page, "Later").focus();
  await page.keyboard.press("Enter");
  assert.notEqual(await shown(page), here);
  await button(page, "The whole run").focus();
  await page.keyboard.press("Enter");
  assert.equal(await shown(page), whole);
  assert.equal(await button(page, "Zoom out").getAttribute("aria-disabled"), "true");
  // Folded quiet time says how long it is.
  const folds = timeline(page).locator(".fold");
  assert.ok((await folds.count()) > 0);
  assert.match(await folds.first().getAttribute("title"), /in which nothing changed/);
  await timeline(page).getByLabel("Fold quiet time").uncheck();
  assert.equal(await folds.count(), 0);
  await toggle(page).click();
  await timeline(page).waitFor({ state: "detached" });
  await clean(page);
});

test("it follows what is done, undone, and done in the past", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=first-connection&t=3h#/connections/anc-weu");
  await toggle(page).click();
  await lanes(page).first().waitFor();
  const name = await lanes(page).first().locator(".lane-name").innerText();
  await page.goto(`${shared.site.address}?scenario=first-connection&t=3h#/connections/${name}`);
  const words = () => lanes(page).first().locator("svg").getAttribute("aria-label");
  const runs = async () => Number((await words()).match(/: (\d+) runs? of checks/)?.[1] ?? 0);
  await page.waitForFunction(() => /\d runs? of checks/.test(document.querySelector(".lane svg")?.getAttribute("aria-label")));
  const before = await runs();
  await page.locator("main").getByRole("button", { name: "Retry", exact: true }).first().click();
  await page.waitForFunction((before) => Number(document.querySelector(".lane svg").getAttribute("aria-label").match(/: (\d+) run/)[1]) === before + 1, before);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.waitForFunction((before) => Number(document.querySelector(".lane svg").getAttribute("aria-label").match(/: (\d+) run/)[1]) === before, before);
  await clean(page);
});

test("axe finds nothing in it, and small windows have it too", async () => {
  for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: { width: 360, height: 740 } }]) {
    const page = await app(shared.browser, shared.site, "?scenario=stale-status&t=10h", { reducedMotion: "reduce", ...options });
    await toggle(page).click();
    await lanes(page).first().waitFor();
    assert.deepEqual(await violations(page), []);
    // Nothing scrolls sideways.
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await clean(page);
  }
});
