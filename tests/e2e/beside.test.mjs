// What is selected in the picture stands beside it, with everything that can be done there: by mouse, by keyboard, over the whole library.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { app, clean, everyScenario, library, open, opened, together } from "./harness.mjs";
import { largeTenant, openText } from "./large.mjs";

const shared = together();
const beside = (page) => page.locator("aside.beside");
const touches = (page) => page.locator(".picture .touch[href^='#/']:not([href='#/activity']):not([aria-expanded])");

test("of every scenario, every thing in the picture opens beside it", { timeout: 300_000 }, async () => {
  let seen = 0;
  await everyScenario(shared, {}, async (page, id) => {
    const all = [...new Set(await touches(page).evaluateAll((all) => all.map((link) => link.getAttribute("href"))))];
    // Of ninety Cloud PCs two stand for the others.
    const cloudPcs = all.filter((address) => address.startsWith("#/cloud-pcs/"));
    const addresses = all.filter((address) => !cloudPcs.slice(2).includes(address));
    for (const address of addresses) {
      await touches(page).and(page.locator(`[href="${address}"]`)).first().dispatchEvent("click", { bubbles: true, cancelable: true });
      await page.waitForFunction((address) => location.hash === address.replace("#/", "#/beside/"), address);
      // What draws it may be on its way.
      await beside(page).locator("h1:not([aria-busy] *)").waitFor();
      assert.doesNotMatch(await beside(page).innerText(), /There is no (such page|[a-z ]+ of this name)/, `${id}: ${address}`);
      assert.ok(await page.locator(".picture").isVisible());
      seen += 1;
    }
  });
  assert.ok(seen > 3 * library.length, `${seen}`);
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

test("of a large tenant the rest opens in the picture, keeps the focus, and leads on", async () => {
  const page = await app(shared.browser, shared.site);
  await openText(page, largeTenant(50, 2));
  const connections = () => page.locator(".picture .touch[href^='#/connections/anc-']");
  const before = await connections().count();
  const more = page.getByRole("link", { name: /^and 38 more connections, all well\. Show them$/ });
  await more.focus();
  await page.keyboard.press("Enter");
  const fewer = page.getByRole("link", { name: /^and 38 more connections, all well\. Show fewer$/ });
  await fewer.waitFor();
  assert.equal(await fewer.getAttribute("aria-expanded"), "true");
  assert.ok(await fewer.evaluate((link) => link === document.activeElement), "the focus stays");
  assert.equal(await connections().count(), before + 38);
  assert.deepEqual(await violations(page), []);
  await page.locator(".picture .touch[href='#/connections/anc-49']").dispatchEvent("click", { bubbles: true, cancelable: true });
  await page.waitForFunction(() => location.hash === "#/beside/connections/anc-49");
  await beside(page).getByRole("heading", { name: "anc-49" }).waitFor();
  await fewer.focus();
  await page.keyboard.press("Enter");
  await more.waitFor();
  assert.equal(await connections().count(), before);
  await clean(page);
});

test("checks that are under way show whom they ask, in the picture and as a table", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=first-connection&t=20m");
  assert.equal(await page.locator(".picture .asks").count(), 1, "one question is being asked");
  assert.ok((await page.locator(".picture .asked").count()) >= 2, "others were");
  await page.getByText("The same as tables").click();
  const rows = page.getByRole("table", { name: "What checks ask" }).getByRole("row");
  await rows.nth(1).waitFor();
  const said = (await rows.allInnerTexts()).join("\n");
  assert.match(said, /On-premises: is being asked/);
  assert.match(said, /Azure: was asked, and is well/);
  // While the temporary VM is being made nobody asks.
  await page.goto(`${shared.site.address}?scenario=first-connection&t=10m`);
  await opened(page);
  assert.equal(await page.locator(".picture .asks").count(), 0);
  await clean(page);
});
