// A tenant at every limit of a file: the picture, the timeline, the report and two runs beside each other stay readable, and the page answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, clean, together } from "./harness.mjs";
import { openText } from "./large.mjs";

const shared = together();

/** A hundred connections in thirty-two regions, a thousand groups, 20,000 people, two hundred policies, twenty domains, names as long as they may be. */
function tenant() {
  const regions = [
    "westeurope", "northeurope", "uksouth", "francecentral", "swedencentral", "germanywestcentral", "switzerlandnorth", "norwayeast", "italynorth", "polandcentral",
    "eastus", "eastus2", "westus2", "westus3", "centralus", "southcentralus", "canadacentral", "brazilsouth", "japaneast", "japanwest",
    "koreacentral", "southeastasia", "eastasia", "australiaeast", "centralindia", "southafricanorth", "uaenorth", "israelcentral", "mexicocentral", "spaincentral",
  ];
  const each = (count, make) => Array.from({ length: count }, (_, n) => make(n));
  const long = (name) => name.padEnd(60, "-and-a-name-as-long-as-it-may-be");
  return JSON.stringify({
    format: 1, id: "limits", title: "百".repeat(40) + "ש".repeat(40), summary: "Everything that there may be: " + "ß".repeat(160), rules: "service-2026-10",
    start: "2026-01-05T00:00:00Z", horizon: "730d",
    world: {
      vnets: each(100, (n) => ({
        name: `v${n}`, region: regions[n % regions.length], subnets: [{ name: `s${n}`, prefix: `10.${n}.0.0/22` }],
      })),
      links: each(100, (n) => ({ name: `vpn-${n}`, vnet: `v${n}` })),
      domains: each(20, (n) => ({ name: `d${n}.contoso.com`, controllers: [{ name: `dc-${n}` }] })),
      groups: each(1_000, (n) => ({ name: long(`group-${n}`), people: 20 })),
      connections: each(100, (n) => ({ name: long(`anc-${n}`), joinType: "hybridAzureADJoin", subnet: `s${n}`, domain: `d${n % 20}.contoso.com` })),
      policies: each(200, (n) => ({ name: long(`policy-${n}`), connections: [long(`anc-${n % 100}`)], groups: each(5, (of) => long(`group-${n * 5 + of}`)) })),
    },
    events: each(10_000, (n) =>
      n % 2 ? { at: `${10 + (n - 1) * 60}m`, repair: { kind: "linkDown", link: `vpn-${((n - 1) / 2) % 100}` } } : { at: `${10 + n * 60 + 30}m`, fault: { kind: "linkDown", link: `vpn-${(n / 2) % 100}` } },
    ),
  });
}

test("a tenant at every limit is told, in the picture, over time and in a report", { timeout: 300_000 }, async () => {
  const page = await app(shared.browser, shared.site);
  const text = tenant();
  assert.ok(text.length < 1024 * 1024, `${text.length} bytes`);
  await openText(page, text);
  await page.getByRole("button", { name: "Timeline", exact: true }).click();
  await page.getByRole("button", { name: "Skip ahead" }).click();
  await page.locator(".lane").first().waitFor();
  // Everything opens in its place, and nothing of it is wider than the page.
  for (let many = await page.locator(".picture .touch[aria-expanded=false]").count(); many > 0; many -= 1) {
    await page.locator(".picture .touch[aria-expanded=false]").first().dispatchEvent("click", { bubbles: true, cancelable: true });
    await page.waitForFunction((left) => document.querySelectorAll(".picture .touch[aria-expanded=false]").length === left, many - 1);
  }
  assert.ok((await page.locator(".picture .touch").count()) > 250);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  const picture = await page.locator("svg.picture").boundingBox();
  assert.ok(picture.width <= 1440, `${picture.width}`);
  await page.evaluate(() => (location.hash = "#/report"));
  await page.getByRole("heading", { name: "What happened" }).waitFor({ timeout: 60_000 });
  await page.evaluate(() => (location.hash = "#/compare"));
  await page.getByText("There is one run so far").waitFor();
  await clean(page);
});
