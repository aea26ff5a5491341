// The address always brings back what is open: reload, Back, Forward, a copied link; and it says what it cannot read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, library, open, opened, serve, together } from "./harness.mjs";

const shared = together();

const title = (page) => page.locator(".scenario-title").innerText();
const minutes = async (page) => Number(await page.getByRole("slider", { name: "Time" }).inputValue());
const card = (page, name) => page.locator(".scenario", { has: page.getByRole("heading", { name, exact: true }) });
const openOne = async (page, name) => {
  await page.getByRole("link", { name: "Scenarios", exact: true }).click();
  await card(page, name).getByRole("button", { name: "Open" }).click();
  await page.locator(".scenario-title", { hasText: name }).waitFor();
};
const addressIs = (page, expected) => page.waitForFunction((expected) => location.search + location.hash === expected, expected);
const file = (id, title) => ({
  name: `${id}.json`,
  mimeType: "application/json",
  buffer: Buffer.from(
    JSON.stringify({
      format: 1, id, title, summary: "One connection.", start: "2026-03-02T08:00:00Z", horizon: "1d",
      world: {
        vnets: [{ name: "v", region: "westeurope", subnets: [{ name: "s", prefix: "10.0.0.0/26" }] }],
        connections: [{ name: "anc-mine", joinType: "azureADJoin", subnet: "s", new: true }],
      },
    }),
  ),
});

test("what is open stands in the address, and a reload brings it back", async () => {
  const page = await app(shared.browser, shared.site, "?theme=dark");
  await openOne(page, "The status does not know yet");
  await addressIs(page, "?scenario=stale-status&theme=dark#/");
  await page.getByRole("slider", { name: "Time" }).fill("166");
  await page.getByRole("link", { name: "Azure network connections", exact: true }).click();
  await addressIs(page, "?scenario=stale-status&t=2h46m&theme=dark#/connections");
  await page.reload();
  await opened(page);
  assert.deepEqual([await title(page), await minutes(page)], ["The status does not know yet", 166]);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByRole("table", { name: "Azure network connections" }).waitFor();
  await page.context().close();
});

test("Back undoes an opening, and steps through time leave no trace", async () => {
  const page = await app(shared.browser, shared.site);
  const first = await title(page);
  await openOne(page, "The status does not know yet");
  const entries = await page.evaluate(() => history.length);
  for (const key of ["]", "]", "ArrowRight", "End", "["]) await page.locator("#main").press(key);
  await page.getByRole("slider", { name: "Time" }).fill("60");
  await addressIs(page, "?scenario=stale-status&t=1h#/");
  assert.equal(await page.evaluate(() => history.length), entries, "no entry for a step");
  await openOne(page, "A region runs out of capacity");
  await page.goBack();
  await page.locator(".scenario-title", { hasText: "The status does not know yet" }).waitFor();
  assert.match(page.url(), /scenario=stale-status&t=1h#\/scenarios$/, "to the page where it was opened, and to the moment");
  assert.equal(await minutes(page), 60);
  assert.notEqual(await title(page), first);
  await page.context().close();
});

test("Back and Forward lead through what was open", async () => {
  const page = await app(shared.browser, shared.site);
  const first = await title(page);
  await openOne(page, "The status does not know yet");
  await openOne(page, "Sessions that stutter");
  const until = async (name, go) => {
    for (let step = 0; step < 4 && (await title(page)) !== name; step += 1) {
      await go();
      await page.waitForTimeout(300);
    }
    assert.equal(await title(page), name);
  };
  await until("The status does not know yet", () => page.goBack());
  assert.match(page.url(), /scenario=stale-status/);
  await until(first, () => page.goBack());
  await until("Sessions that stutter", () => page.goForward());
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});

test("playing writes nothing into the address, and pausing does", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status");
  const before = page.url();
  await page.locator("#main").press(" ");
  await page.waitForTimeout(700);
  assert.equal(page.url(), before);
  await page.locator("#main").press(" ");
  await page.waitForFunction(() => /[?&]t=/.test(location.search));
  await page.context().close();
});

test("files of one's own come back: after a reload, with Back, one after the other", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const choose = async (id, name) => {
    await page.getByLabel("Scenario file").setInputFiles(file(id, name));
    await page.locator(".scenario-title", { hasText: name }).waitFor();
  };
  await choose("one", "My first office");
  await page.reload();
  await page.locator(".scenario-title", { hasText: "My first office" }).waitFor();
  await page.getByRole("link", { name: "Scenarios", exact: true }).click();
  await choose("two", "My second office");
  await page.goBack();
  await page.goBack();
  await page.locator(".scenario-title", { hasText: "My first office" }).waitFor();
  // In another tab nobody has the file, and that is said.
  const other = await app(shared.browser, shared.site, new URL(page.url()).search);
  assert.match(await other.getByRole("alert").innerText(), /was opened in another tab/);
  assert.equal(await title(other), "A first connection and its first Cloud PCs");
  await other.context().close();
  await page.context().close();
});

test("a link to the moment is copied, and leads there", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status#/sign-in/office-01", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("slider", { name: "Time" }).fill("46");
  const dialog = page.getByRole("dialog", { name: "Share this run" });
  await page.getByRole("button", { name: "Share this moment" }).click();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await dialog.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `${shared.site.address}?scenario=stale-status&t=46m#/sign-in/office-01`);
  const other = await open(shared.browser, shared.site, copied.slice(shared.site.address.length));
  await opened(other);
  assert.deepEqual([await title(other), await minutes(other)], ["The status does not know yet", 46]);
  // Where the page may not copy, the text is there to be selected.
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await dialog.getByText("Select the link and copy it").waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: "Link" }).inputValue(), copied);
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
  await other.context().close();
});

test("of two clicks on Open the later one counts, however slow the first answer is", async () => {
  const slow = await serve(async (name, bytes) => {
    if (name.endsWith("stale-status.json")) await new Promise((done) => setTimeout(done, 1500));
    return bytes;
  });
  const page = await app(shared.browser, slow, "#/scenarios");
  await card(page, "The status does not know yet").getByRole("button", { name: "Open" }).click();
  await card(page, "Sessions that stutter").getByRole("button", { name: "Open" }).click();
  await page.locator(".scenario-title", { hasText: "Sessions that stutter" }).waitFor();
  await page.waitForTimeout(2000);
  assert.equal(await title(page), "Sessions that stutter");
  await page.context().close();
  slow.close();
});

test("a scenario that does not exist hands nothing to the first one", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=nonsense&seed=99&t=3h");
  const alert = page.getByRole("alert");
  assert.match(await alert.innerText(), /"nonsense" was not opened.*There is no scenario "nonsense" in the library.*The first scenario is open instead/s);
  assert.equal(await minutes(page), 0);
  assert.match(await page.locator(".header-facts").innerText(), /Seed (?!99)/);
  await page.context().close();
});

test("what an address says and nobody can read is said", async () => {
  const said = async (address) => {
    const page = await app(shared.browser, shared.site, address);
    await page.locator("#main [aria-busy]").waitFor({ state: "detached" });
    const text = await page.locator("#main").innerText();
    assert.deepEqual(page.misdeeds, []);
    await page.context().close();
    return text;
  };
  assert.match(await said("?t=abc"), /Not all of the address was understood.*"abc" is no moment/s);
  assert.match(await said("?seed=abc"), /"abc" is no seed/);
  assert.match(await said("?theme=pink"), /"pink" is no theme; there are system, light, dark/);
  assert.match(await said("?scenario=%ff"), /name of the scenario cannot be read/);
  assert.match(await said("?scenario=stale-status&t=90d"), /asks for a moment after the end/);
  assert.match(await said("#/sign-in/nobody"), /Nobody is called nobody/);
  assert.match(await said("#/connections/nothing"), /There is no connection of this name/);
  assert.match(await said("#/cloud-pcs/nothing"), /There is no Cloud PC of this name/);
  assert.match(await said("#/nowhere"), /There is no such page/);
});

test("the library stays when the network goes", async () => {
  // The browser remembers 250 requests, unless it is asked for more.
  const script = "performance.setResourceTimingBufferSize(2_000)";
  const page = await app(shared.browser, shared.site, "#/scenarios", { script });
  await card(page, "Sessions that stutter").waitFor();
  // The scenarios are fetched ahead, one after the other.
  await page.waitForFunction(
    (count) => performance.getEntriesByType("resource").filter((one) => one.name.includes("/scenarios/")).length >= count,
    library.length,
  );
  // So are the parts of the program.
  for (const part of ["pages", "lists", "things", "environment", "console", "keeper", "sharing", "comparing", "report", "timeline", "tools", "why", "files"]) {
    await page.waitForFunction(
      (part) => performance.getEntriesByType("resource").some((one) => one.name.includes(`split_${part}`)),
      part,
    );
  }
  await page.waitForLoadState("networkidle");
  const failed = [];
  page.on("requestfailed", (request) => failed.push(request.url()));
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await page.getByRole("link", { name: "Scenarios", exact: true }).click();
  await card(page, "Sessions that stutter").getByRole("button", { name: "Open" }).click();
  await page.locator(".scenario-title", { hasText: "Sessions that stutter" }).waitFor();
  // The browser itself asks for the icon of a new address.
  assert.deepEqual(failed.filter((address) => !address.endsWith("icon.svg")), []);
  await page.context().close();
});
