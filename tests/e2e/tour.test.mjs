// The tour: offered once, by mouse and by keyboard, in every size; never where somebody wanted something else, nor in a frame.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { app, host, opened, together } from "./harness.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });
const tour = (page) => page.getByRole("region", { name: "Tour" });
const visit = (address = "", options = {}) => app(shared.browser, shared.site, address, { firstVisit: true, ...options });

for (const [size, viewport, steps] of [["wide", { width: 1440, height: 900 }, 5], ["small", { width: 360, height: 740 }, 2]]) {
  test(`at the first visit it is offered, and gone through by keyboard, ${size}`, async () => {
    const page = await visit("", { viewport });
    await tour(page).getByRole("heading", { name: "New here?" }).waitFor();
    assert.deepEqual(await violations(page), []);
    await button(tour(page), "Start the tour").focus();
    await page.keyboard.press("Enter");
    for (let step = 1; step <= steps; step += 1) {
      await tour(page).getByText(`${step} of ${steps}`).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.matches(".tour h2")), true);
      assert.equal(await page.locator(".tour-here").count(), 1);
      const box = await tour(page).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= viewport.width && box.y >= 0 && box.y + box.height <= viewport.height, JSON.stringify(box));
      if (step === 1) assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    }
    await tour(page).waitFor({ state: "detached" });
    assert.equal(await page.locator(".tour-here").count(), 0);
    await page.reload();
    await opened(page);
    await page.waitForTimeout(1_000);
    assert.equal(await tour(page).count(), 0, "once");
    assert.deepEqual(page.misdeeds, []);
    await page.context().close();
  });
}

test("it is called off with Escape or a button, and begins again from the lessons", async () => {
  const page = await visit();
  await button(tour(page), "No, thanks").click();
  await page.evaluate(() => (location.hash = "#/lessons"));
  await button(page, "Tour of one minute").click();
  await tour(page).getByText("1 of 5").waitFor();
  await page.keyboard.press("Escape");
  await tour(page).waitFor({ state: "detached" });
  await page.evaluate(() => (location.hash = "#/lessons"));
  await page.getByRole("link", { name: "Glossary" }).click();
  await page.getByText("Grace period", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "glossary");
  await page.context().close();
});

test("whoever wanted something else is not asked, nor is anybody in a frame", async () => {
  const page = await visit("?scenario=stale-status&t=46m");
  await page.waitForTimeout(1_000);
  assert.equal(await tour(page).count(), 0);
  await page.context().close();
  const around = await host(`<!doctype html><title>Docs</title><iframe width="900" height="700" src="${shared.site.address}"></iframe>`);
  const other = await shared.browser.newPage();
  await other.goto(around.address);
  const frame = other.frameLocator("iframe");
  await opened(frame);
  await other.waitForTimeout(1_000);
  assert.equal(await frame.getByRole("region", { name: "Tour" }).count(), 0);
  await other.close();
  around.close();
});
