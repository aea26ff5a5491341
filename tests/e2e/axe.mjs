// What axe finds on a page: nothing, or a test fails.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export async function violations(page) {
  // On a screen as tall as the page: axe takes what scrolls halfway under the time bar for a target that is too small.
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  const found = await violationsAsItIs(page);
  await page.setViewportSize({ width, height });
  return found;
}

export async function violationsAsItIs(page, rules = {}) {
  // Injected through the protocol: the page's own policy stays on.
  await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate(async (rules) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, rules });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, rules);
}
