// Long lists: what is found, filtered, sorted and chosen; only rows that can be seen are there; and what is done to several at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, together } from "./harness.mjs";
import { largeTenant, openText } from "./large.mjs";

const shared = together();
const go = (address) => app(shared.browser, shared.site, address);
const button = (where, name) => where.getByRole("button", { name, exact: true });
const names = (page) => page.locator("main tbody th").allTextContents();
const clean = (page) => assert.deepEqual(page.misdeeds, []);

test("connections are found, filtered and sorted, and the columns are as somebody chose them", async () => {
  const page = await go("?scenario=ten-connections&t=6h#/connections");
  const all = await names(page);
  assert.ok(all.length >= 10, String(all));
  // By a heading: upwards, downwards, and as the run has them.
  const heading = page.getByRole("columnheader", { name: "Name" });
  await button(heading, "Name").click();
  assert.deepEqual(await names(page), all.toSorted());
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  await button(heading, "Name").click();
  assert.deepEqual(await names(page), all.toSorted().reverse());
  await button(heading, "Name").click();
  assert.deepEqual(await names(page), all);
  // By a word, and by a filter.
  await page.getByRole("searchbox", { name: "Find" }).fill(all[3].toUpperCase());
  assert.ok((await names(page)).includes(all[3]));
  assert.match(await page.locator(".filters [role=status]").textContent(), /^\d+ of \d+$/);
  await button(page, "Clear").click();
  const region = page.getByRole("combobox", { name: "Region" });
  const wanted = (await region.locator("option").allTextContents())[1];
  await region.selectOption({ label: wanted });
  const cells = await page.locator("main tbody tr").allTextContents();
  assert.ok(cells.length > 0 && cells.every((row) => row.includes(wanted)), String(cells));
  // What was asked of the list stays asked while other pages are looked at.
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await page.getByRole("link", { name: "Azure network connections", exact: true }).first().click();
  assert.equal(await region.inputValue(), wanted);
  // Columns, also after a reload.
  await page.locator("summary", { hasText: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Subscription" }).check();
  await page.getByRole("checkbox", { name: "True now" }).uncheck();
  const titles = async () => (await page.getByRole("columnheader").allTextContents()).map((title) => title.replace(/[↑↓]/, ""));
  const chosen = await titles();
  assert.ok(chosen.includes("Subscription") && !chosen.includes("True now"), String(chosen));
  await page.reload();
  await page.getByRole("columnheader", { name: "Subscription" }).waitFor();
  assert.deepEqual(await titles(), chosen);
  clean(page);
  await page.context().close();
});

test("what is done to several Cloud PCs is reported once, and undone as one", async () => {
  const page = await go("?scenario=alternate-failover&t=1d#/cloud-pcs");
  await page.getByRole("searchbox", { name: "Find" }).fill("design");
  const found = (await names(page)).length;
  assert.ok(found > 5, String(found));
  await page.getByRole("checkbox", { name: "Choose all that were found" }).check();
  await page.getByText(`${found} chosen`).waitFor();
  const panel = page.locator("dialog.several-dialog");
  // Reprovisioning says what is lost, and is done for all of them.
  await button(page, "Reprovision").click();
  await panel.getByText("its apps, files and settings are lost").waitFor();
  await button(panel, "Reprovision").click();
  await panel.getByText(`Done for ${found} of ${found}`).waitFor();
  const status = async (word) => (await page.locator("tbody .badge").allTextContents()).filter((badge) => badge.trim() === word).length;
  assert.equal(await status("Provisioning"), found);
  // Nothing of it can be done again now: the rule is said once, with all to whom it was refused.
  await button(panel, "Done").click();
  await button(page, "End grace period").click();
  await button(panel, "End grace period").click();
  await panel.getByText(`Done for 0 of ${found}`).waitFor();
  await panel.getByText(new RegExp(`Refused to ${found}: `)).waitFor();
  await panel.getByText("Only a grace period that is under way can be ended.").waitFor();
  await button(panel, "Undo").click();
  await button(page, "Undo").click();
  await page.waitForFunction((count) => [...document.querySelectorAll("tbody .badge")].filter((badge) => badge.textContent.trim() === "Provisioned").length === count, found);
  assert.equal(await status("Provisioning"), 0);
  clean(page);
  await page.context().close();
});

test("of ten thousand Cloud PCs only those are there that can be seen", async () => {
  const page = await go("#/scenarios");
  await openText(page, largeTenant(20, 500));
  await page.keyboard.press("End");
  await page.waitForFunction(() => {
    const slider = document.querySelector("input[type=range]");
    return slider.value === slider.max;
  }, undefined, { timeout: 120_000 });
  await page.evaluate(() => (location.hash = "#/cloud-pcs"));
  await page.getByText("10,000 in all").waitFor();
  const box = page.locator(".table-box");
  const rows = () => page.locator("main tbody tr:not(.room)").count();
  assert.ok((await rows()) < 60, String(await rows()));
  // All of them have their room, and the rows are as high as the room of those that are not there.
  const height = await box.evaluate((box) => box.scrollHeight);
  const high = await page.locator("main tbody tr:not(.room)").first().evaluate((row) => row.getBoundingClientRect().height);
  assert.ok(Math.abs(height - 10_000 * high) < 200, `${height} for rows of ${high}`);
  const first = await names(page);
  for (const share of [0.5, 1, 0.25, 0]) {
    await box.evaluate((box, share) => (box.scrollTop = share * box.scrollHeight), share);
    // What is in the middle of the box is a row.
    await page.waitForFunction(() => {
      const box = document.querySelector(".table-box").getBoundingClientRect();
      const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return there?.closest("tr:not(.room)") !== null;
    });
    assert.ok((await rows()) < 60, String(await rows()));
  }
  assert.deepEqual((await names(page)).slice(0, 10), first.slice(0, 10));
  // Whoever has the focus in a row that goes has it in the box.
  await page.locator("main tbody a").first().focus();
  await box.evaluate((box) => (box.scrollTop = box.scrollHeight));
  await page.waitForFunction(() => document.activeElement?.className.includes("table-box"));
  // A reader of the screen is told how many rows there are, and which these are.
  assert.equal(await page.getByRole("table").getAttribute("aria-rowcount"), "10001");
  assert.equal(await page.locator("main tbody tr:not(.room)").last().getAttribute("aria-rowindex"), "10001");
  // One of them is found; all of them chosen are too many to act on.
  await page.getByRole("searchbox", { name: "Find" }).fill("group-7-123");
  await page.getByText("1 of 10,000").waitFor();
  await page.getByRole("searchbox", { name: "Find" }).fill("");
  await page.getByRole("checkbox", { name: "Choose all that were found" }).check();
  await page.getByText("10,000 chosen").or(page.getByText("10000 chosen")).waitFor();
  await button(page, "Reprovision").click();
  await button(page.locator("dialog.several-dialog"), "Reprovision").click();
  await page.getByRole("alert").getByText(/at once it can be done for 1,?000/).waitFor();
  clean(page);
  await page.context().close();
});
