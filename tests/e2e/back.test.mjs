// Forwards and backwards through every scenario of the library: whatever one does with time, the page answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { everyScenario, library, together } from "./harness.mjs";

const shared = together();

/** Places that look like chance and are the same in every run. */
function* seeded(seed) {
  let state = seed >>> 0;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const pages = ["#/", "#/connections", "#/cloud-pcs", "#/sign-in", "#/activity", "#/expectations", "#/compare", "#/report"];

test("every scenario can be gone through, forwards and backwards", { timeout: 300_000 }, async () => {
  const dice = library.map((_, position) => seeded(position + 1));
  const below = (position, most) => Math.floor(dice[position].next().value * most);
  const address = (id, position) => `?scenario=${id}${pages[below(position, pages.length)]}`;
  await everyScenario(shared, { address }, async (page, id, position) => {
    const next = (most) => below(position, most);
    const title = await page.locator(".scenario-title").innerText();
    const slider = page.getByRole("slider", { name: "Time" });
    const end = Number(await slider.getAttribute("max"));
    const press = async (...keys) => {
      for (const key of keys) await page.locator("#main").press(key);
    };
    const settled = () => page.waitForFunction(() => !/On the way/.test(document.querySelector(".time-note").textContent));
    await press("End");
    await settled();
    assert.equal(Number(await slider.inputValue()), end, id);
    await press("Home", "ArrowRight", "ArrowRight", "ArrowLeft", "]", "]", "[", "End", "[", "[", "ArrowLeft", "]");
    for (let step = 0; step < 6; step += 1) {
      await slider.fill(String(next(end + 1)));
      await settled();
      await page.evaluate((address) => (location.hash = address), pages[next(pages.length)]);
      await press(["ArrowLeft", "ArrowRight", "[", "]", "Home", "End", "Shift+ArrowLeft"][next(7)]);
      await settled();
    }
    // At the end, Space plays again from the start.
    await press("End");
    await settled();
    await press(" ");
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    await press(" ");
    assert.equal(await page.getByRole("alertdialog").count(), 0, `${id} stopped`);
    assert.equal(await page.locator(".scenario-title").innerText(), title);
  });
});
