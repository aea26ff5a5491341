// By whose clocks moments are told: the scenario's, or the reader's.

import assert from "node:assert/strict";
import test from "node:test";
import { app, everyScenario, together } from "./harness.mjs";

const shared = together();
/** Half an hour apart from everybody, and without summer time; and where clocks are put forward on 29 March 2026. */
const INDIA = { timezoneId: "Asia/Kolkata" };
const AMSTERDAM = { timezoneId: "Europe/Amsterdam" };

const clock = (page) => page.locator(".clock");
const change = (page) => clock(page).getByRole("button");

test("one button takes the reader's clocks everywhere, keeps the focus, and is remembered", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status&t=10h#/activity", INDIA);
  await clock(page).getByText("Thu 17:00:00").waitFor();
  // The bar stands before the page's own part has come.
  await page.locator("main tbody tr").nth(5).waitFor();
  const before = await page.locator("main").innerText();
  const axis = () => page.locator(".axis").innerText();
  const axisBefore = await axis();
  await change(page).focus();
  await page.keyboard.press("Enter");
  await clock(page).getByText("Thu 22:30:00").waitFor();
  await clock(page).getByText("UTC+5:30").first().waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /UTC\+5:30: your clocks/);
  const after = await page.locator("main").innerText();
  assert.notEqual(after, before);
  assert.notEqual(await axis(), axisBefore, "the axis has the same clocks");
  // Every moment of the page is five hours and a half later.
  const moments = (text) => [...text.matchAll(/\b(\d\d):(\d\d):\d\d\b/g)].map(([, hours, minutes]) => hours * 60 + +minutes);
  const [were, are] = [moments(before), moments(after)];
  assert.ok(were.length > 5);
  assert.deepEqual(are, were.map((minute) => (minute + 330) % 1440));
  await page.reload();
  await clock(page).getByText("Thu 22:30:00").waitFor();
  await change(page).click();
  await clock(page).getByText("Thu 17:00:00").waitFor();
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("clocks that are put forward in the run are put forward on the page", async () => {
  const file = JSON.stringify({
    format: 1,
    id: "march",
    title: "March",
    summary: "Clocks are put forward.",
    start: "2026-03-28T12:00:00Z",
    horizon: "3d",
    aheadOfUtcMinutes: 540,
    world: {},
  });
  const page = await app(shared.browser, shared.site, "#/scenarios", AMSTERDAM);
  await page.locator("input[type=file]").setInputFiles({ name: "march.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await clock(page).getByText("Sat 21:00:00").waitFor();
  await clock(page).getByText("UTC+9").first().waitFor();
  await change(page).click();
  await clock(page).getByText("Sat 13:00:00").waitFor();
  await clock(page).getByText("UTC+1").first().waitFor();
  await page.keyboard.press("End");
  await clock(page).getByText("Tue 14:00:00").waitFor();
  await clock(page).getByText("UTC+2").first().waitFor();
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("where both are the same there is nothing to choose, and the digest knows no clocks", async () => {
  const digests = [];
  for (const options of [{ timezoneId: "UTC" }, INDIA]) {
    const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=1d#/activity", options);
    if (options === INDIA) await change(page).click();
    else assert.equal(await change(page).count(), 0);
    digests.push(await page.locator("main code").first().innerText());
    await page.context().close();
  }
  assert.equal(digests[0], digests[1]);
});

test("every scenario is told by other clocks on its first page and at its end", async () => {
  const begin = (page) => change(page).click();
  await everyScenario(shared, { address: (id) => `?scenario=${id}#/activity`, begin, options: INDIA }, async (page) => {
    await clock(page).getByText("UTC+5:30").first().waitFor();
    await page.keyboard.press("End");
    await page.waitForFunction(() => {
      const slider = document.querySelector("input[type=range][aria-label=Time]");
      return slider && slider.value === slider.max;
    });
  });
});
