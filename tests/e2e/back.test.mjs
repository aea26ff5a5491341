// Forwards and backwards through every scenario of the library: whatever one does with time, the page answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, library, opened, together } from "./harness.mjs";

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

for (const part of [0, 1, 2]) {
  const ids = library.filter((_, position) => position % 3 === part);
  test(`every scenario can be gone through, forwards and backwards (${ids.length} of ${library.length})`, async () => {
    const page = await app(shared.browser, shared.site);
    for (const [position, id] of ids.entries()) {
      const chance = seeded(position + 1);
      const next = (most) => Math.floor(chance.next().value * most);
      await page.goto(`${shared.site.address}?scenario=${id}${pages[next(pages.length)]}`);
      await opened(page);
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
      assert.deepEqual(page.misdeeds, [], id);
    }
    await page.context().close();
  });
}
