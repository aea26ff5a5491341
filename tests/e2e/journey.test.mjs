// The journey of a newcomer: pick a scenario, play it, scrub, ask why, open files, all with mouse and keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, serve, together } from "./harness.mjs";

const shared = together();

const slider = (page) => page.getByRole("slider", { name: "Time" });
const minutes = async (page) => Number(await slider(page).inputValue());

test("a newcomer picks a scenario, presses Play and sees what happens", async () => {
  const page = await app(shared.browser, shared.site);
  await page.getByRole("link", { name: "Scenarios" }).click();
  await page.locator(".scenario", { hasText: "A region runs out of capacity" }).getByRole("button", { name: "Open" }).click();
  await page.getByRole("group", { name: /Picture of the tenant/ }).waitFor();
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "1 h a second" });
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  // Two first checks, Cloud PCs on the primary, the region full, the alternate: all within four simulated hours.
  await page.locator(".picture", { hasText: "passed over: region full" }).waitFor({ timeout: 30_000 });
  const picture = await page.getByRole("group", { name: /Picture of the tenant/ }).getAttribute("aria-label");
  assert.match(picture, /West Europe: Capacity: full; .*anc-weu.*Checks successful/);
  // The path of the alternate fails, and sign-ins with it.
  await page.locator(".picture", { hasText: "could not sign in" }).waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("why leads from a failed sign-in to the broken link", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/activity");
  const row = page.getByRole("row", { name: /Ada Byron cannot sign in/ }).first();
  await row.getByRole("button", { name: "Why?" }).click();
  const dialog = page.getByRole("dialog", { name: "Why?" });
  await dialog.waitFor();
  const chain = await dialog.innerText();
  assert.match(chain, /Ada Byron cannot sign in/);
  assert.match(chain, /The VPN vpn-neu is down/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  // The focus goes back to the button that opened it.
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Why?");
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("going back and forth shows the same", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/connections");
  const table = page.getByRole("table", { name: "Azure network connections" });
  const first = await table.innerText();
  assert.match(first, /domain join fails, error 200/);
  await slider(page).fill("60");
  assert.equal(await minutes(page), 60);
  assert.doesNotMatch(await table.innerText(), /fails, error/);
  await slider(page).fill("637");
  assert.equal(await table.innerText(), first);
  await page.context().close();
});

test("a bad file is told with places, and the run that was open stays", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=4h#/scenarios");
  const before = [await page.locator(".scenario-title").innerText(), await minutes(page)];
  const bad = [
    ["misspelt.json", Buffer.from('{ "format": 1, "titel": "x" }'), /unknown field "titel".*did you mean "title"/s],
    ["text.json", Buffer.from("hello"), /1:1: This is not JSON/],
    ["utf16.json", Buffer.from("\ufeff{}", "utf16le"), /UTF-16. Save it as UTF-8/],
    ["deep.json", Buffer.from("[".repeat(10_000)), /nested deeper than 128 levels/],
    ["large.json", Buffer.alloc(2 * 1024 * 1024, 32), /2,097,152 bytes; a scenario has at most 1,048,576/],
  ];
  for (const [name, buffer, expected] of bad) {
    await page.getByLabel("Scenario file").setInputFiles({ name, mimeType: "application/json", buffer });
    const alert = page.getByRole("alert").filter({ hasText: name });
    await alert.waitFor();
    assert.match(await alert.innerText(), expected);
    assert.deepEqual([await page.locator(".scenario-title").innerText(), await minutes(page)], before);
  }
  await page.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("a long way through time leaves the page alive, and can be left", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const workday = { signIns: ["08:00", "10:00", "13:00", "15:00"], spread: "45m" };
  const file = {
    format: 1, id: "year", title: "A year", summary: "Many sign-ins.", start: "2026-01-05T00:00:00Z", horizon: "365d",
    world: {
      regions: [{ name: "westeurope", capacity: 20000 }],
      vnets: [{ name: "v", region: "westeurope", subnets: [{ name: "s", prefix: "10.0.0.0/19" }] }],
      connections: [{ name: "anc", joinType: "azureADJoin", subnet: "s" }],
      groups: [{ name: "staff", people: 8000, workday }],
      policies: [{ name: "all", connections: ["anc"], groups: ["staff"] }],
    },
  };
  const buffer = Buffer.from(JSON.stringify(file));
  await page.getByLabel("Scenario file").setInputFiles({ name: "year.json", mimeType: "application/json", buffer });
  await page.locator(".scenario-title", { hasText: "A year" }).waitFor();
  const slider = page.getByRole("slider", { name: "Time" });
  const minutes = async () => Number(await slider.inputValue());
  const end = 365 * 24 * 60;

  await page.locator("main").press("End");
  const underWay = await minutes();
  assert.ok(underWay < end, "the way takes more than a frame");
  await page.waitForFunction((seen) => Number(document.querySelector(".time-track input").value) > seen, underWay);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const left = await minutes();
  assert.ok(left >= underWay && left < end, "playing ends the journey where it is");
  await page.waitForTimeout(200);
  assert.equal(await minutes(), left, "and time stands");

  await page.locator("main").press("End");
  await page.waitForFunction((end) => Number(document.querySelector(".time-track input").value) === end, end, { timeout: 60_000 });
  await page.context().close();
});

test("a file of one's own is opened and comes back after a reload", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const file = {
    format: 1, id: "mine", title: "My own office", summary: "One connection.", start: "2026-03-02T08:00:00Z", horizon: "1d",
    world: {
      vnets: [{ name: "v", region: "westeurope", subnets: [{ name: "s", prefix: "10.0.0.0/26" }] }],
      connections: [{ name: "anc-mine", joinType: "azureADJoin", subnet: "s", new: true }],
    },
  };
  const buffer = Buffer.from(JSON.stringify(file));
  await page.getByLabel("Scenario file").setInputFiles({ name: "mine.json", mimeType: "application/json", buffer });
  await page.locator(".scenario-title", { hasText: "My own office" }).waitFor();
  await page.getByRole("button", { name: "Next event" }).click();
  const state = await page.locator("html").getAttribute("data-state");
  assert.match(state, /scenario=file-1/);
  await page.goto(shared.site.address + state);
  await page.locator(".scenario-title", { hasText: "My own office" }).waitFor();
  await page.context().close();
});

test("the whole journey works by keyboard alone", async () => {
  const page = await app(shared.browser, shared.site);
  const press = (...keys) => keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = () => page.evaluate(() => (document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim());
  const tabTo = async (name, most = 60) => {
    for (let count = 0; count < most; count += 1) {
      await press("Tab");
      const here = await focused();
      // *Timeline* is not *Time*.
      if (here === name || (here.startsWith(name) && !here.startsWith("Timeline"))) {
        // What has the focus can be seen: it is in the window and not under the time bar.
        const seen = await page.evaluate(() => {
          const box = document.activeElement.getBoundingClientRect();
          const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return document.activeElement.contains(at) || at?.contains(document.activeElement);
        });
        assert.ok(seen, `${name} is hidden`);
        return;
      }
    }
    assert.fail(`${name} was not reached with Tab`);
  };
  await press("Tab");
  assert.equal(await focused(), "To the page");
  await tabTo("Scenarios");
  await press("Enter");
  await page.getByRole("heading", { name: "A region runs out of capacity" }).waitFor();
  await tabTo("Open file");
  // Two tenants of one's own, and the first scenario, come before it.
  for (let card = 0; card < 4; card += 1) await tabTo("Open");
  await press("Enter");
  await page.locator(".scenario-title", { hasText: "A region runs out of capacity" }).waitFor();
  // After the page changed, the focus is in it, and single keys are shortcuts.
  await press("]", "]");
  assert.ok((await minutes(page)) > 0);
  const moment = await minutes(page);
  await press("ArrowLeft");
  assert.ok((await minutes(page)) < moment);
  await press("Shift+ArrowRight", "End");
  assert.equal(await minutes(page), 24 * 60);
  await press("Home");
  assert.equal(await minutes(page), 0);
  await press("Space");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await press("Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await press("+", "+");
  assert.equal(await page.getByRole("combobox", { name: "Speed" }).inputValue(), "2");
  await press("?");
  const help = page.getByRole("dialog", { name: "Help" });
  await help.waitFor();
  await press("Escape");
  await help.waitFor({ state: "hidden" });
  await press("]", "]", "]", "]", "]", "]");
  await tabTo("Activity");
  await press("Enter");
  await page.getByRole("table", { name: "Activity" }).waitFor();
  await tabTo("Why?");
  await press("Enter");
  await page.getByRole("dialog", { name: "Why?" }).waitFor();
  await press("Escape");
  assert.equal(await focused(), "Why?");
  // The slider keeps its own keys.
  await tabTo("Time", 200);
  const there = await minutes(page);
  await press("ArrowRight");
  assert.equal(await minutes(page), there + 1);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("single keys can be switched off, and fields keep theirs", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover#/activity");
  await page.locator("#main").getByLabel("Find").fill("a]");
  assert.equal(await minutes(page), 0);
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByLabel("Single keys are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#main").focus();
  await page.keyboard.press("]");
  assert.equal(await minutes(page), 0);
  await page.context().close();
});

test("a library that cannot be fetched is said, and what is open stays open", async () => {
  const broken = await serve((name, bytes) => (/^library|^scenarios/.test(name) ? null : bytes));
  const page = await app(shared.browser, broken, "#/scenarios");
  await page.getByText("The list of scenarios is missing from this site.").waitFor();
  await page.goto(`${broken.address}?scenario=stale-status`);
  assert.match(await page.getByRole("alert").innerText(), /There is no scenario "stale-status"/);
  assert.match(await page.locator(".scenario-title").innerText(), /A first connection/);
  await page.context().close();
  broken.close();
});

test("what cannot be found is said", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=no-such-one#/nowhere");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  assert.match(await page.getByRole("alert").innerText(), /There is no scenario "no-such-one"/);
  await page.goto(`${shared.site.address}#/connections/nothing`);
  await page.getByRole("heading", { name: "nothing" }).waitFor();
  await page.context().close();
});
