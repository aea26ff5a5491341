// A large tenant as a file: connections, each with its network and its people.

/** A scenario of so many connections, each with so many people, everybody with a Cloud PC soon after the start. */
export function largeTenant(connections, people) {
  const each = (make) => Array.from({ length: connections }, (_, n) => make(n));
  const regions = ["westeurope", "northeurope", "uksouth", "eastus", "japaneast"];
  return JSON.stringify({
    format: 1,
    id: "large",
    title: "Large",
    summary: "A large tenant.",
    start: "2026-01-05T00:00:00Z",
    horizon: "30d",
    world: {
      vnets: each((n) => ({
        name: `vnet-${n}`, region: regions[n % regions.length], subnets: [{ name: `pcs-${n}`, prefix: `10.${n}.0.0/22` }],
      })),
      groups: each((n) => ({ name: `group-${n}`, people, workday: { signIns: ["08:30", "13:00"], spread: "45m" } })),
      connections: each((n) => ({ name: `anc-${n}`, joinType: "azureADJoin", subnet: `pcs-${n}` })),
      policies: each((n) => ({ name: `policy-${n}`, connections: [`anc-${n}`], groups: [`group-${n}`] })),
    },
  });
}

/** Opens a text as a file of one's own, and waits until it runs. */
export async function openText(page, text) {
  await page.evaluate(() => (location.hash = "#/scenarios"));
  const file = { name: "large.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("Scenario file").setInputFiles(file);
  await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
}
