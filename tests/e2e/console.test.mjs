// Acting in the page: buttons, forms, refusals, undo, whoever acts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { anc, app, together } from "./harness.mjs";

const shared = together();
const go = (address) => app(shared.browser, shared.site, address);
const button = (where, name) => where.getByRole("button", { name, exact: true });
const panel = (page) => page.locator("aside.panel");
const clean = (page) => assert.deepEqual(page.misdeeds, []);

test("Retry runs the checks at once, says so, and is undone", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(page, "Retry").click();
  await page.locator(".toast").waitFor();
  assert.match(await page.locator("main").textContent(), /Running checks since/);
  assert.equal(await panel(page).count(), 0);
  await button(page.locator(".toast"), "Undo").click();
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("Running checks since"));
  await button(page, "Redo").click();
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("Running checks since"));
  clean(page);
});

test("a refusal teaches where the action was taken, and changes nothing", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(page, "Delete").click();
  const text = async () => panel(page).textContent();
  await page.getByText("This would be refused").waitFor();
  assert.match(await text(), /A connection that a provisioning policy uses cannot be deleted/);
  await button(panel(page), "Delete").click();
  await page.getByRole("alert").getByText("Refused", { exact: true }).waitFor();
  const source = panel(page).getByRole("link", { name: /Overview/ });
  assert.match(await source.getAttribute("href"), /^https:\/\/learn\.microsoft\.com\//);
  // The remedy is a way on.
  await panel(page).getByRole("link", { name: "To the policy" }).click();
  await page.getByRole("heading", { name: "Office desktops" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "anc-weu" }).waitFor();
  clean(page);
});

test("whoever may not is told before it is tried, and refused all the same", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await page.getByRole("combobox", { name: "Act as" }).first().selectOption({ label: "Helpdesk" });
  await page.locator(".lacking").waitFor();
  await button(page, "Retry").click();
  await page.getByRole("alert").getByText("Refused", { exact: true }).waitFor();
  assert.match(await panel(page).textContent(), /Act as somebody with one of these two roles/);
  clean(page);
});

test("a form keeps what was typed, tells what is wrong, and is sent by keyboard alone", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections");
  await button(page, "Create: Microsoft Entra Join").focus();
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "panel-title");
  // Page by page: with something wrong nobody gets to the next one.
  await button(panel(page), "Next").click();
  await page.waitForFunction(() => document.activeElement?.id === "form-errors");
  await button(panel(page), "Name: something has to be here.").click();
  await page.waitForFunction(() => document.activeElement?.id === "form-name");
  await page.keyboard.type("anc|new");
  await page.getByText(/letters, digits, blanks/).first().waitFor();
  // It stays through another page, and through time.
  await page.keyboard.press("Escape");
  assert.equal(await panel(page).count(), 0);
  await page.waitForFunction(() => document.activeElement?.textContent === "Create: Microsoft Entra Join");
  await page.goto(`${shared.site.address}?scenario=alternate-failover&t=10h37m#/activity`);
  await page.getByRole("heading", { name: "Activity" }).waitFor();
  await page.keyboard.press("]");
  await page.goBack();
  await button(page, "Create: Microsoft Entra Join").click();
  assert.equal(await page.locator("#form-name").inputValue(), "anc|new");
  await page.locator("#form-name").fill("anc-new");
  // Choices follow from each other: another network has other subnets.
  const subnets = () => page.locator("#form-subnet option").allTextContents();
  const before = await subnets();
  const networks = page.locator("#form-vnet");
  await networks.selectOption({ index: 1 });
  const after = await subnets();
  assert.ok(after.length > 0 && after.every((subnet) => !before.includes(subnet)), `${before}; ${after}`);
  const subnet = after[0];
  await page.locator("#form-name").focus();
  await page.keyboard.press("Enter");
  // What was chosen is reviewed, with what follows, and can be gone back to.
  await page.getByRole("heading", { name: "Step 2 of 2: Review + create" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "form-page");
  const review = await panel(page).textContent();
  assert.ok(review.includes("anc-new") && review.includes(subnet) && review.includes("grants itself"), review);
  await button(panel(page), "Back").click();
  assert.equal(await page.locator("#form-name").inputValue(), "anc-new");
  await page.locator("#form-name").press("Enter");
  await button(panel(page), "Create").press("Enter");
  await page.getByRole("link", { name: "anc-new" }).waitFor();
  assert.equal(await panel(page).count(), 0);
  clean(page);
});

test("a break says who will notice it and when, and is repaired where it is seen", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/environment");
  await page.getByRole("link", { name: "er-weu" }).click();
  await page.getByRole("heading", { name: "er-weu", level: 1 }).waitFor();
  await page.getByRole("listitem").filter({ hasText: "Link down" }).getByRole("button", { name: "Break" }).click();
  await page.getByText("Right after it").waitFor();
  assert.match(await panel(page).textContent(), /anc-weu: .* would be Error/);
  assert.match(await panel(page).textContent(), /at the earliest, .* at the latest/);
  assert.match(await panel(page).textContent(), /people with a Cloud PC cannot sign in/);
  await button(panel(page), "Break").click();
  await page.getByRole("heading", { name: "Broken now" }).waitFor();
  await button(page, "Repair: Link down").click();
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("Broken now"));
  clean(page);
});

test("alternates are put in order by buttons, and the order is the policy's", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/policies/Office%20desktops");
  await button(page, "Edit").click();
  await button(panel(page), "Move anc-neu up").click();
  await button(panel(page), "Edit").click();
  await page.locator(".toast").waitFor();
  const order = await page.getByRole("table", { name: "Connections" }).getByRole("rowheader").allTextContents();
  assert.deepEqual(order.map((name) => name.trim()), ["anc-neu", "anc-weu"]);
  clean(page);
});

test("what is done in the past keeps the future that was seen, as a branch", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await page.locator("main h1").click();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector("input[type=range]").value === document.querySelector("input[type=range]").max);
  await page.keyboard.press("[");
  await page.waitForFunction(() => document.querySelector("input[type=range]").value !== document.querySelector("input[type=range]").max);
  await button(page, "Retry").click();
  await page.getByText("What you had seen of the future is kept").waitFor();
  const branches = page.getByRole("combobox", { name: "Open run" }).first();
  assert.equal(await branches.locator("option").count(), 2);
  const before = await page.locator("main").textContent();
  await branches.selectOption({ index: 0 });
  await page.waitForFunction((before) => document.querySelector("main").textContent !== before, before);
  clean(page);
});

test("what was done survives a reload, and is offered in another visit", async () => {
  const address = "?scenario=alternate-failover&t=10h37m#/connections/anc-weu";
  const page = await go(address);
  await button(page, "Retry").click();
  await page.getByText("Running checks since").waitFor();
  await page.waitForFunction(() => sessionStorage.getItem("anc-run") !== null);
  await page.reload();
  await page.getByText("Running checks since").waitFor();
  assert.equal(await button(page, "Undo").getAttribute("aria-disabled"), null);
  // Another tab of the same browser: it is offered.
  const other = await page.context().newPage();
  await other.goto(shared.site.address);
  await other.getByText("Go on where you left off?").waitFor();
  await button(other, "Go on").click();
  await other.getByText("A region runs out of capacity").first().waitFor();
  await other.waitForFunction(() => !document.querySelector("button[aria-label=Undo]").hasAttribute("aria-disabled"));
  clean(page);
});

test("a run is saved as a file that plays to the same digest, and starting over asks", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/connections/anc-weu");
  await button(page, "Retry").click();
  await page.locator(".toast").waitFor();
  await page.getByText("Run", { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as file").click()]);
  assert.equal(download.suggestedFilename(), "alternate-failover-7.json");
  const file = await download.path();
  const played = await anc("run", "--format", "json", file);
  const original = await anc("run", "--format", "json", "public/scenarios/alternate-failover.json");
  assert.equal(played.code, 0);
  assert.notEqual(played.json.files[0].digest, original.json.files[0].digest);
  await button(page, "Start over").click();
  await page.getByRole("heading", { name: "Start over?" }).waitFor();
  await page.getByRole("dialog", { name: "Start over?" }).getByRole("button", { name: "Start over" }).click();
  await page.waitForFunction(() => document.querySelector("input[type=range]").value === "0");
  clean(page);
});

test("the same person is shown joined either way, and outages are marked in the curve", async () => {
  const page = await go("?scenario=locked-out&t=1d#/sign-in");
  await page.getByRole("checkbox", { name: "Both join types side by side" }).check();
  const routes = page.getByRole("table", { name: /Sign-in route|Were it/ });
  assert.equal(await routes.count(), 2);
  const last = (at) => routes.nth(at).locator("tbody tr").last().textContent();
  assert.notEqual(await last(0), await last(1), "each join type asks somebody else");
  await page.locator(".curve-outage").first().waitFor({ state: "attached" });
  assert.ok((await page.locator("#outage-0").textContent()).length > 0);
  clean(page);
});

test("runs are stepped through by arrows, each beside the one before", async () => {
  const page = await go("?scenario=alternate-failover&t=1d#/connections/anc-weu");
  const strip = page.getByRole("radiogroup").or(page.getByRole("group", { name: /Runs of the health checks/ }));
  const runs = strip.getByRole("radio");
  await runs.first().waitFor({ state: "attached" });
  const count = await runs.count();
  assert.ok(count > 4, String(count));
  const facts = async () => page.locator(".facts").first().textContent();
  assert.ok(await runs.nth(count - 1).isChecked(), "the last one that is over");
  const latest = await facts();
  await runs.nth(count - 1).focus();
  await page.keyboard.press("ArrowLeft");
  assert.ok(await runs.nth(count - 2).isChecked());
  assert.notEqual(await facts(), latest);
  // Once one is chosen it stays, while time passes.
  const chosen = await facts();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  assert.equal(await facts(), chosen);
  // What else is to be known stands behind tabs: arrows go round, and one is in the order of the keyboard.
  const tab = (name) => page.getByRole("tab", { name });
  await page.getByRole("tabpanel", { name: "Properties" }).getByText("Available IP count").waitFor();
  await tab("Properties").focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByText("Delete would be refused").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("link", { name: "Office desktops" }).waitFor();
  assert.equal(await tab("Used by").getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("[role=tabpanel]") !== null));
  clean(page);
});

test("a button that shows an icon alone says its name by pointer and by keyboard, and Escape takes it away", async () => {
  const page = await go("?scenario=alternate-failover&t=10h37m#/");
  const said = (of) => of.evaluate((element) => getComputedStyle(element, "::after").content);
  const find = page.getByRole("button", { name: "Find", exact: true });
  assert.equal(await said(find), "none");
  await find.hover();
  assert.match(await said(find), /"Find"/);
  await page.keyboard.press("Escape");
  assert.equal(await said(find), "none");
  // Until the pointer is elsewhere.
  await page.mouse.move(700, 400);
  const next = page.getByRole("button", { name: "Next event" });
  await next.hover();
  assert.match(await said(next), /"Next event"/);
  await page.mouse.move(700, 400);
  await page.getByRole("button", { name: "Previous event" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.match(await said(next), /"Next event"/);
  // None of them makes the page wider.
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const button of await page.locator("[data-tip]:visible").all()) {
      await button.focus();
      await page.keyboard.press("Shift");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${await button.getAttribute("data-tip")} at ${width}`);
    }
  }
  clean(page);
});
