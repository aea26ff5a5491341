// Runs beside each other: what if something had not been, over the whole library; what a comparison says; the tree of runs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { app, clean, everyScenario, library, opened, root, together } from "./harness.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });
const whatIf = (where) => where.getByRole("button", { name: "What if not?" });
const figures = (page) => page.getByRole("table", { name: "What each came to" });
const figure = async (page, name) => (await figures(page).getByRole("row", { name: new RegExp(`^${name}`) }).innerText()).split(/\s*\t\s*/).slice(1);
const toTheEnd = async (page) => {
  await page.getByRole("slider", { name: "Time" }).focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => {
    const slider = document.querySelector("input[type=range]");
    return slider.value === slider.max;
  });
};

test("of every scenario something can be left out, and what that changes is told", { timeout: 170_000 }, async () => {
  let asked = 0;
  await everyScenario(shared, { address: (id) => `?scenario=${id}#/activity` }, async (page, id) => {
    await toTheEnd(page);
    await opened(page);
    await page.waitForFunction(() => !document.querySelector(".frame.is-playing"));
    const first = whatIf(page.locator("main")).last();
    // What began it all may lie far back.
    const more = page.getByRole("button", { name: "Show more" });
    while (!(await first.count()) && (await more.count())) await more.click();
    const { events = [], world } = JSON.parse(readFileSync(`${root}/public/scenarios/${id}.json`));
    // What comes by chance cannot be left out, and neither can what nobody did.
    if (!(await first.count())) {
      assert.ok(events.length === 0 || world.failures, `${id} has something that can be left out`);
      return;
    }
    asked += 1;
    await first.click();
    await figures(page).waitFor({ timeout: 15_000 });
    assert.match(await page.locator("main").innerText(), /Both begin alike, with the same dice[^]*They part at /, id);
    assert.equal(await page.locator(".runs > li").count(), 2, id);
  });
  assert.ok(asked > 60, `${asked} of ${library.length}`);
});

test("without the fault nobody is kept out: from Why? to the figures, by keyboard, and back", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status#/activity");
  await toTheEnd(page);
  await page.getByRole("searchbox", { name: "Find" }).fill("cannot sign in");
  await button(page.locator("tbody"), "Why?").first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Why?" });
  // The way down ends with what began it.
  await whatIf(dialog).last().focus();
  await page.keyboard.press("Enter");
  await figures(page).waitFor();
  await dialog.waitFor({ state: "hidden" });
  const main = page.locator("main");
  const said = await main.innerText();
  assert.match(said, /They part at Thu 5 Mar, 07:4[56]:00, after \d+ things that happened in both/);
  // Whether what was asked of happens all the same is the first answer.
  assert.match(said, /In the other run “.* cannot sign in” does not happen, up to /);
  // It is the sign-in that was left out, or the fault: either way the other run has fewer that failed.
  const [one, other, verdict] = await figure(page, "Sign-ins that failed");
  assert.deepEqual([one, other, verdict], ["1", "0", "better"]);
  assert.match(await main.locator(".runs").innerText(), /Run 2 run 1 without “/);
  // Up to where each stands it is the same here: both stand at the end.
  await button(main, "Up to where each stands").click();
  await figures(page).waitFor();
  assert.deepEqual(await figure(page, "Sign-ins that failed"), ["1", "0", "better"]);
  // A run beside itself.
  await page.getByLabel("The other").selectOption({ index: 0 });
  await main.getByText("They do not part").waitFor();
  // Closing one leaves the other.
  await main.locator(".runs > li", { hasText: "Run 2" }).getByRole("button", { name: "Close" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".runs > li").length === 1);
  assert.equal(await button(main, "Close").count(), 0);
  await clean(page);
});

test("a run without something is what its link opens in another browser", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=domain-controller-outage#/activity");
  await toTheEnd(page);
  // The newest stands first: the last one is what began it all.
  await whatIf(page.locator("tbody")).last().click();
  await figures(page).waitFor();
  const digest = async (page) => {
    await page.evaluate(() => (location.hash = "#/activity"));
    return (await page.locator("main code").first().innerText()).trim();
  };
  const expected = await digest(page);
  await page.getByRole("button", { name: "Share this moment" }).click();
  const link = await page.getByRole("dialog", { name: "Share this run" }).getByRole("textbox", { name: "Link" }).inputValue();
  assert.match(link, /#1\.z\./);
  const other = await app(shared.browser, shared.site, new URL(link).hash);
  assert.equal(await digest(other), expected);
  const plain = await app(shared.browser, shared.site, "?scenario=domain-controller-outage&t=1d#/activity");
  assert.notEqual(await digest(plain), expected);
  await page.keyboard.press("Escape");
  // A reload keeps it, too.
  await page.waitForFunction(() => sessionStorage.getItem("anc-run")?.includes("leftOut"));
  await page.reload();
  await page.locator("main code").first().waitFor();
  assert.equal(await digest(page), expected);
  await clean(page);
  await clean(other);
  await clean(plain);
});

test("what if it had been later: written down, compared, told in the tree, by keyboard", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status#/activity");
  await toTheEnd(page);
  await page.getByRole("searchbox", { name: "Find" }).fill("is down");
  await button(page.locator("tbody"), "What if otherwise?").last().focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Break: Link down" });
  await panel.waitFor();
  assert.equal(await panel.getByRole("combobox", { name: "Link" }).inputValue(), "vpn-weu", "it begins as it was");
  const moment = panel.getByRole("textbox", { name: "Time after the start" });
  assert.equal(await moment.inputValue(), "45m");
  // What is no moment is said, and nothing is lost.
  await moment.fill("noon");
  await button(panel, "Compare both").click();
  await panel.getByText("Time after the start: ").waitFor();
  await moment.fill("90d");
  await button(panel, "Compare both").click();
  await panel.getByText("This run ends after ").waitFor();
  await moment.fill("9h");
  await button(panel, "Compare both").focus();
  await page.keyboard.press("Enter");
  await figures(page).waitFor();
  await panel.waitFor({ state: "hidden" });
  const runs = page.locator(".runs > li");
  assert.equal(await runs.count(), 2);
  assert.match(await runs.nth(1).innerText(), /with “.*is down \(.*16:00:00\)” in the place of “.*is down”/);
  assert.match(await page.locator("main").innerText(), /Both begin alike, with the same dice[^]*They part at /);
  // The comparison is taken along as a picture of its own.
  const taken = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
    return readFileSync(await download.path());
  };
  const file = String(await taken("Comparison as SVG"));
  assert.match(file, /^<svg [^]*<title>Two runs of “The status does not know yet”<\/title>[^]*Run 2[^]*<\/svg>\n$/);
  assert.ok(!/href|url\(|<style/.test(file), "self-contained");
  assert.deepEqual([...(await taken("Comparison as PNG")).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(""), "PNG");
  await clean(page);
});

test("what was written down is not lost where the other run cannot be made", async () => {
  const office = JSON.parse(readFileSync(`${root}/public/scenarios/small-office.json`));
  const group = { at: "1h", change: { what: "addGroup", name: "interns", people: 1 } };
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const file = { name: "interns.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...office, events: [group] })) };
  await page.getByLabel("Scenario file").setInputFiles(file);
  await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
  await toTheEnd(page);
  await page.evaluate(() => (location.hash = "#/environment/group/interns"));
  await button(page, "Add people").click();
  const panel = page.locator("aside.panel");
  const people = panel.getByLabel("Number of people");
  await people.fill("2");
  await button(panel, "Add people").click();
  await page.evaluate(() => (location.hash = "#/activity"));
  await page.getByRole("searchbox", { name: "Find" }).fill("people join");
  await button(page.locator("tbody"), "What if otherwise?").first().click();
  const moment = panel.getByRole("textbox", { name: "Time after the start" });
  assert.equal(await people.inputValue(), "2");
  await people.fill("3");
  // The group is not there then.
  await moment.fill("30m");
  await button(panel, "Compare both").click();
  await page.getByText("The other run could not be made").waitFor();
  assert.deepEqual([await moment.inputValue(), await people.inputValue()], ["30m", "3"]);
  assert.equal(await page.locator(".runs > li").count(), 1);
  await moment.fill("90m");
  await button(panel, "Compare both").click();
  await figures(page).waitFor();
  assert.equal(await page.locator(".runs > li").count(), 2);
  await clean(page);
});

test("why as a picture, why nobody noticed, why not another one", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/activity");
  const dialog = page.getByRole("dialog", { name: "Why?" });
  const ask = async (words) => {
    await page.getByRole("searchbox", { name: "Find" }).fill(words);
    await button(page.locator("tbody"), "Why?").first().click();
    await dialog.waitFor();
  };
  await ask("cannot sign in");
  await dialog.getByRole("heading", { name: "Why had no check noticed?" }).waitFor();
  const rows = () => dialog.locator(".chain-title").allTextContents();
  assert.deepEqual(await rows(), ["True", "Seen by checks", "Happened"]);
  // Each step of the list has its sign.
  const numbers = (await dialog.locator(".chain-number").allTextContents()).map(Number).sort((one, other) => one - other);
  assert.deepEqual(numbers, (await dialog.locator(".chain-place").allInnerTexts()).map(Number));
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await ask("goes to anc-neu");
  await dialog.getByRole("heading", { name: "Why not another one?" }).waitFor();
  assert.match(await dialog.locator(".answer").innerText(), /^anc-weu was passed over: region full/);
  await page.keyboard.press("Escape");
  // Who was not asked could have stood first.
  await ask("goes to anc-weu");
  await button(dialog, "What if anc-neu had stood first?").focus();
  await page.keyboard.press("Enter");
  await figures(page).waitFor();
  assert.match(await page.locator(".runs > li").nth(1).innerText(), /run 1, and “Edit policy Office desktops \(Mon /);
  await clean(page);
});
