// What no health check sees, and what waits without being broken: as a page shows it, and as somebody gets past it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, clean, together } from "./harness.mjs";

const shared = together();
const button = (where, name) => where.getByRole("button", { name, exact: true });

test("where the app does not connect a browser does, and the picture ends before the service", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=the-app-was-updated&t=7m#/");
  const spoken = await page.locator(".picture").getAttribute("aria-label");
  assert.match(spoken, /office-01 could not sign in at 07:06/);
  assert.match(await page.locator(".picture-box").innerText(), /has an app\s+that does not\s+connect/);
  // One hop is drawn, and it is the one that fails.
  assert.equal(await page.locator(".picture .on-disc").count(), 1);
  await page.evaluate(() => (location.hash = "#/sign-in/office-01"));
  await page.getByRole("heading", { name: "If office-01 signed in now" }).waitFor();
  await button(page, "Sign in as office-01").click();
  await page.getByText(/Failed at .*does not connect/).waitFor();
  await button(page, "Sign in with a browser").click();
  await page.getByText(/Signed in at/).waitFor();
  await clean(page);
});

test("who waits for a licence is told why, and one licence more ends it", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=licences-run-out&t=30m#/cloud-pcs");
  await page.getByRole("row", { name: /office-04/ }).getByRole("link").first().click();
  await page.getByText("No licence is free: 2vCPU/8GB.").waitFor();
  assert.match(await page.locator("main").innerText(), /Status\s+Pending/);
  await page.evaluate(() => (location.hash = "#/environment/service"));
  await page.getByText("3 of 3, 2vCPU/8GB").waitFor();
  await button(page, "Change licences").click();
  const panel = page.locator("aside.panel");
  await panel.getByLabel("Size").fill("2vCPU/8GB");
  await panel.getByLabel("How many").fill("4");
  await button(panel, "Change licences").click();
  await page.getByText("4 of 4, 2vCPU/8GB").waitFor();
  await page.evaluate(() => (location.hash = "#/cloud-pcs"));
  await page.getByRole("row", { name: /office-04.*Provisioning/ }).waitFor();
  await clean(page);
});

test("a policy on the Microsoft hosted network is made by hand, and stands beside a connection in the picture", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=small-office&t=1h#/policies");
  await button(page, "Create hosted").click();
  const panel = page.locator("aside.panel");
  await panel.getByLabel("Name").fill("Field desktops");
  for (const place of ["Netherlands", "Ireland"]) {
    await panel.getByLabel("Place to add").selectOption({ label: place });
    await button(panel, "Add").click();
  }
  await button(panel, "Create hosted").click();
  await page.getByRole("row", { name: /Field desktops.*Microsoft hosted network.*West Europe, North Europe/ }).waitFor();
  await page.evaluate(() => (location.hash = "#/policies/Field%20desktops"));
  await page.getByRole("row", { name: /North Europe.*Available/ }).waitFor();
  // Its page has what can be done there, and nothing of connections.
  assert.equal(await page.getByRole("table", { name: "Connections" }).count(), 0);
  await clean(page);
  const drawn = await app(shared.browser, shared.site, "?scenario=closer-to-the-file-server&t=4h#/");
  const words = await drawn.locator(".picture-box").innerText();
  assert.match(words, /anc-weu/);
  assert.match(words, /Microsoft hosted\s+network/);
  await clean(drawn);
});

test("an endpoint that is closed is told by its name where it stands, and repaired there", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=tags-carry-no-ports&t=6h30m#/environment/vnet%2Fvnet-weu");
  const main = page.locator("main");
  await main.getByText("blocks *.wvd.microsoft.com:443").first().waitFor();
  await main.getByRole("button", { name: /^Repair/ }).first().click();
  await main.getByText("blocks *.wvd.microsoft.com:443").waitFor({ state: "hidden" });
  await clean(page);
});

test("a Link is let in once the app was there, and a session that was cut says so", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=a-link-shows-no-prompt&t=3h30m#/sign-in/new-01");
  const last = page.locator("main");
  await button(page, "Sign in with a Windows 365 Link").click();
  await last.getByText(/Failed at .*shows no prompt/).first().waitFor();
  await button(page, "Sign in as new-01").click();
  await last.getByText("Asked to allow the connection to a new Cloud PC.").first().waitFor();
  await button(page, "Sign in with a Windows 365 Link").click();
  await last.getByText(/Signed in at/).first().waitFor();
  await last.getByText("Asked to allow the connection to a new Cloud PC.").waitFor({ state: "hidden" });
  await clean(page);
  const cut = await app(shared.browser, shared.site, "?scenario=who-is-in-stays-in&t=4h5m#/sign-in/amsterdam-01");
  await cut.getByText("The session was cut when the gateway went out.").waitFor();
  await cut.evaluate(() => (location.hash = "#/activity"));
  await cut.getByText("The session of amsterdam-01 is cut").first().waitFor();
  await clean(cut);
});

test("another licence is another Cloud PC, and one that expired gives its own back", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=two-licences-of-one-person&t=10m#/sign-in/anna");
  await page.getByText("Other licences of the same person: Anna, drawing.").waitFor();
  await button(page, "Add licence").click();
  const panel = page.locator("aside.panel");
  await panel.getByLabel("Name", { exact: true }).fill("anna-travels");
  await button(panel, "Add licence").click();
  await page.getByText("Other licences of the same person: Anna, drawing, anna-travels.").waitFor();
  await page.evaluate(() => (location.hash = "#/cloud-pcs"));
  await page.getByRole("row", { name: /anna-travels.*Pending|anna-travels.*Provisioning/ }).waitFor();
  await clean(page);
  const back = await app(shared.browser, shared.site, "?scenario=back-after-the-licence&t=8d#/sign-in/office-01");
  await back.getByText(/The Cloud PC that went with the licence can be recovered until/).waitFor();
  await button(back, "Give licence").click();
  await back.locator("aside.panel").getByText("Its user is entitled to it again. It comes back as it was.").waitFor();
  await button(back.locator("aside.panel"), "Change licence").click();
  await back.evaluate(() => (location.hash = "#/cloud-pcs"));
  await back.getByRole("row", { name: /office-01.*Restoring/ }).waitFor();
  await clean(back);
});
