// What is selected in the picture stands beside it, with everything that can be done there: by mouse, by keyboard, over the whole library.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, clean, library, open, opened, together } from "./harness.mjs";

const shared = together();
const beside = (page) => page.locator("aside.beside");
const touches = (page) => page.locator(".picture .touch[href^='#/']:not([href='#/activity'])");

test("of every scenario, every thing in the picture opens beside it", { timeout: 300_000 }, async () => {
  const page = await app(shared.browser, shared.site);
  let seen = 0;
  for (const id of library) {
    await page.goto("about:blank");
    await page.goto(`${shared.site.address}?scenario=${id}`);
    await opened(page);
    const all = [...new Set(await touches(page).evaluateAll((all) => all.map((link) => link.getAttribute("href"))))];
    // Of ninety Cloud PCs two stand for the others.
    const cloudPcs = all.filter((address) => address.startsWith("#/cloud-pcs/"));
    const addresses = all.filter((address) => !cloudPcs.slice(2).includes(address));
    for (const address of addresses) {
      await touches(page).and(page.locator(`[href="${address}"]`)).first().dispatchEvent("click", { bubbles: true, cancelable: true });
      await page.waitForFunction((address) => location.hash === address.replace("#/", "#/beside/"), address);
      await beside(page).locator("h1").waitFor();
      assert.doesNotMatch(await beside(page).innerText(), /There is no (such page|[a-z ]+ of this name)/, `${id}: ${address}`);
      assert.ok(await page.locator(".picture").isVisible());
      seen += 1;
    }
  }
  assert.ok(seen > 3 * library.length, `${seen}`);
  await clean(page);
});

test("a link is broken and repaired where it stands, by keyboard, and the picture says so", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=2h");
  const link = page.locator(".picture .touch[href^='#/environment/link']").first();
  const address = await link.getAttribute("href");
  await link.focus();
  await page.keyboard.press("Enter");
  await beside(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "beside");
  assert.equal(await link.getAttribute("aria-current"), "true");
  const spoken = () => page.locator(".picture").getAttribute("aria-label");
  const said = page.locator(".picture-box");
  const before = await said.innerText();
  const press = async (button) => {
    await button.focus();
    await page.keyboard.press("Enter");
  };
  const line = beside(page).getByRole("listitem").filter({ hasText: "Link down" }).first();
  await press(line.getByRole("button", { name: "Break", exact: true }));
  // What it will do is told first.
  await page.getByText("Right after it").waitFor();
  await press(page.locator("aside.panel").getByRole("button", { name: "Break", exact: true }));
  await page.waitForFunction((before) => document.querySelector(".picture-box").innerText !== before, before);
  assert.match(await said.innerText(), /is down/);
  // How far it reaches stands beside it.
  assert.match(await beside(page).innerText(), /Broken now[^]*cannot sign in because of it[^]*was not looked at yet/);
  await press(beside(page).getByRole("button", { name: "Repair: Link down" }));
  await page.waitForFunction(() => !/is down/.test(document.querySelector(".picture-box").innerText));
  assert.ok((await spoken()).length > 40);
  // Escape leads back to where it was selected.
  await beside(page).focus();
  await page.keyboard.press("Escape");
  await beside(page).waitFor({ state: "detached" });
  await page.waitForFunction((address) => document.activeElement?.getAttribute("href") === address, address);
  // Back shows it again; a reload keeps it.
  await page.goBack();
  await beside(page).waitFor();
  await page.reload();
  await beside(page).locator("h1").waitFor();
  await clean(page);
});

test("where there is no room, and in an embedded page, a thing leads to its page", async () => {
  for (const options of [{ viewport: { width: 768, height: 900 } }, { viewport: { width: 360, height: 740 } }]) {
    const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=2h", options);
    const link = touches(page).first();
    const address = await link.getAttribute("href");
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((address) => location.hash === address, address);
    assert.equal(await beside(page).count(), 0);
    await clean(page);
  }
  const embedded = await open(shared.browser, shared.site, "?embed=1&scenario=alternate-failover&t=2h");
  await opened(embedded);
  await touches(embedded).first().focus();
  await embedded.keyboard.press("Enter");
  await embedded.waitForFunction(() => location.hash.length > 2 && !location.hash.includes("beside"));
  await clean(embedded);
});
