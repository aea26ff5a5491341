// Lessons: each can be opened, its solution reaches all goals in the page too; and what somebody meets who does one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, opened, root, together } from "./harness.mjs";

const shared = together();
const chapters = JSON.parse(readFileSync(path.join(root, "public/library.json"), "utf8")).chapters;
const lessons = chapters.flatMap((chapter) => chapter.scenarios).filter((entry) => entry.lesson);
const button = (where, name) => where.getByRole("button", { name, exact: true });
const panel = (page) => page.getByRole("complementary", { name: "Lesson" });
const clean = async (page) => {
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
};
const toTheEnd = async (page) => {
  await page.getByRole("slider", { name: "Time" }).focus();
  await page.keyboard.press("End");
};

test("every lesson can be begun, and its solution reaches all goals", { timeout: 170_000 }, async () => {
  const page = await app(shared.browser, shared.site, "#/lessons");
  assert.ok(lessons.length >= 15);
  for (const { id, title } of lessons) {
    await page.evaluate(() => (location.hash = "#/lessons"));
    await page.getByRole("heading", { name: "Lessons", level: 1 }).waitFor();
    await page.locator(".scenario", { has: page.getByRole("heading", { name: title, exact: true }) }).getByRole("button", { name: "Start lesson" }).click();
    await page.waitForFunction((title) => document.title.includes(title), title);
    await panel(page).getByRole("heading", { name: title }).waitFor();
    assert.match(await panel(page).innerText(), /= 0 of 100 points/, id);
    await button(panel(page), "Show solution").click();
    await panel(page).getByText("The solution goes by itself now").waitFor();
    await toTheEnd(page);
    await panel(page).getByText("= 100 of 100 points").waitFor({ timeout: 10_000 });
    await panel(page).getByRole("heading", { name: "Looking back" }).waitFor();
    const after = lessons[lessons.findIndex((lesson) => lesson.id === id) + 1];
    const next = panel(page).getByRole("button", { name: /^Next lesson/ });
    if (after) assert.equal(await next.innerText(), `Next lesson: ${after.title}`);
    else assert.equal(await next.count(), 0);
    await button(panel(page), "Back to my run").click();
    await panel(page).getByText("= 0 of 100 points").waitFor();
    assert.equal(await next.count(), 0, "a lesson that is not over");
  }
  // What a solution reached is nobody's score.
  await page.evaluate(() => (location.hash = "#/lessons"));
  await page.getByRole("heading", { name: "Your progress" }).waitFor();
  assert.equal(await page.getByText(/^Best:/).count(), 0);
  await clean(page);
});

test("a wrong step is told, a hint has its price, a right one is done, and the score stays", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=who-gets-to-the-desktop&lesson=1&t=1h5m");
  const said = panel(page).getByRole("status");
  await panel(page).getByText("The first hop that fails decides.").waitFor();
  // Looking does not help.
  await page.evaluate(() => (location.hash = "#/connections/anc-weu"));
  await button(page.locator("main"), "Retry").click();
  await said.getByText("Not this").waitFor();
  assert.match(await said.innerText(), /mends nothing/);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await said.getByText("Not this").waitFor({ state: "hidden" });
  // A hint.
  await button(panel(page), "Hint 1 of 3, costs 3").click();
  await panel(page).getByText("The page is Sign-in.").waitFor();
  assert.match(await panel(page).innerText(), /30 − 3 for hints = 27 points/);
  // The route, the repair, the route again: by the keyboard where it matters.
  await page.evaluate(() => (location.hash = "#/sign-in/office-01"));
  await button(page.locator("main"), "Sign in as office-01").focus();
  await page.keyboard.press("Enter");
  await said.getByText("The route ends before the desktop").waitFor();
  await page.evaluate(() => (location.hash = "#/environment/controller/dc-1"));
  await page.locator("main").getByRole("button", { name: /repair/i }).first().click();
  const send = page.locator("aside.panel").getByRole("button", { name: /repair/i });
  if (await send.count()) await send.first().click();
  await said.getByText("The controller answers").waitFor();
  await page.evaluate(() => (location.hash = "#/sign-in/office-01"));
  await button(page.locator("main"), "Sign in as office-01").click();
  await panel(page).getByText("= 97 of 100 points").waitFor();
  await panel(page).getByRole("heading", { name: "Looking back" }).waitFor();
  // A reload keeps it, also the hint.
  await page.waitForTimeout(400);
  await page.reload();
  await opened(page);
  await panel(page).getByText("= 97 of 100 points").waitFor();
  // The way back: a stop leads to its moment.
  await panel(page).locator(".debrief button").first().click();
  await page.locator(".clock").getByText("09:00:00").waitFor();
  await page.evaluate(() => (location.hash = "#/lessons"));
  await page.locator(".scenario", { hasText: "Who gets to the desktop?" }).getByText("Best: 97 of 100").waitFor();
  const download = page.waitForEvent("download");
  await button(page, "Export progress").click();
  const text = readFileSync(await (await download).path(), "utf8");
  assert.deepEqual(JSON.parse(text), { version: 1, best: { "who-gets-to-the-desktop": 97 } });
  await button(page, "Clear progress").click();
  await button(page, "Clear all of it").click();
  await page.getByText("Best: 97 of 100").waitFor({ state: "detached" });
  // What was exported can be taken back, here or elsewhere; what is no progress changes nothing.
  const give = (name, text) => page.getByLabel("Progress file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  for (const [name, text] of [["notes.json", "{"], ["other.json", '{"version":2,"best":{"x":100}}'], ["list.json", "[]"], ["large.json", `{"version":1,"best":{"x":100}}${" ".repeat(100_000)}`]]) {
    await give(name, text);
    await page.getByText(`${name} is no progress that was exported here`).waitFor();
  }
  assert.equal(await page.getByText(/^Best:/).count(), 0);
  await give("mine.json", text);
  await page.getByText("better score than before: 1.").waitFor();
  await page.getByText("Best: 97 of 100").waitFor();
  // A worse one does not replace a better one.
  await give("old.json", text.replace("97", "40"));
  await page.getByText("better score than before: 0.").waitFor();
  await page.getByText("Best: 97 of 100").waitFor();
  await clean(page);
});

test("beginning anew loses nothing, other dice are others, and presenting shows no score", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=what-is-a-connection&lesson=1");
  const facts = page.locator(".header-facts");
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: "Find" }).waitFor();
  await page.keyboard.type("Add a group");
  await page.locator("#found").getByRole("option", { name: /Add a group/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#form-name").fill("more");
  await page.locator("aside.panel").getByRole("button", { name: "Add group" }).click();
  await page.locator(".toast").waitFor();
  await panel(page).getByText("no goal is reached by it alone").waitFor();
  await button(panel(page), "Reset").click();
  await panel(page).getByText("no goal is reached by it alone").waitFor({ state: "hidden" });
  await button(panel(page), "Back to my run").click();
  await panel(page).getByText("no goal is reached by it alone").waitFor();
  const before = await facts.innerText();
  await button(panel(page), "New variation").click();
  await page.waitForFunction((before) => document.querySelector(".header-facts").textContent !== before, before);
  assert.match(await page.evaluate(() => location.search), /lesson=1/);
  await button(panel(page), "Present").click();
  await panel(page).getByText("Next: 1. Create a connection").waitFor();
  assert.doesNotMatch(await panel(page).innerText(), /points/);
  await clean(page);
});

test("a lesson has room in a narrow window and in a frame, and the address of something else says so", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=six-hours-old&lesson=1", { viewport: { width: 360, height: 640 } });
  await panel(page).getByRole("heading", { name: "A status that is six hours old" }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} pixels`);
  await button(panel(page), "Show or hide the lesson").click();
  await panel(page).getByText("Let people sign in again").waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await clean(page);
  const none = await app(shared.browser, shared.site, "?scenario=first-connection&lesson=1");
  await none.getByText("The scenario is open without its lesson").waitFor();
  await clean(none);
});
