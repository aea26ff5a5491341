// A run as a report: over the whole library, and everything that can be taken along.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { anc, app, clean, everyScenario, library, root, together } from "./harness.mjs";

const shared = together();
const ready = (page) => page.getByRole("heading", { name: /^Incident report: / }).waitFor({ timeout: 15_000 });

async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).first().click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("every scenario has a report, at its beginning and at its end", { timeout: 240_000 }, async () => {
  await everyScenario(shared, { address: (id) => `?scenario=${id}#/report` }, async (page, id) => {
    await ready(page);
    await page.locator("body").press("End");
    await page.waitForFunction(() => !document.querySelector(".frame.is-playing"));
    await ready(page);
    const text = await page.locator("main").innerText();
    assert.match(text, /What is to be done/, id);
    assert.match(text, /Figures over time/, id);
  });
});

test("what is taken along from the page is what the terminal writes", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=domain-controller-outage#/report");
  await page.locator("body").press("End");
  await page.waitForFunction(() => /What it was because of/.test(document.querySelector("main").innerText));
  await ready(page);
  const file = `${root}/public/scenarios/domain-controller-outage.json`;
  const markdown = await taken(page, "Markdown");
  assert.equal(markdown.name, "report.md");
  assert.equal(markdown.bytes.toString(), (await anc("report", file)).said);
  const json = JSON.parse((await taken(page, "JSON")).bytes);
  const said = (await anc("report", file, "--format", "json")).json;
  assert.deepEqual(json.toDo, said.toDo);
  assert.deepEqual(json.causes, said.causes);
  const csv = await taken(page, "Cloud PCs by status, as a CSV file");
  assert.match(csv.bytes.toString(), /^moment,utc,/);
  assert.ok(csv.bytes.toString().split("\r\n").length > 2);
  for (const name of ["Picture as SVG", "Timeline as SVG"]) {
    const { bytes } = await taken(page, name);
    const text = bytes.toString();
    assert.match(text, /^<svg xmlns/, name);
    // It asks for nothing: it is whole.
    assert.doesNotMatch(text, /href|url\(|style=|<script/, name);
  }
  for (const name of ["Picture as PNG", "Timeline as PNG"]) {
    const { bytes } = await taken(page, name);
    assert.equal(bytes.subarray(1, 4).toString(), "PNG", name);
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.ok(width > 1_000 && height > 200, `${name}: ${width} × ${height}`);
  }
  // Each figure as a table, too.
  await page.getByText("As a table").first().click();
  assert.ok((await page.getByRole("table", { name: "Cloud PCs by status" }).getByRole("row").count()) >= 2);
  await clean(page);
});

test("on paper a report is a report", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=stale-status&t=10h#/report");
  await ready(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "Markdown" }).isVisible(), false);
  assert.ok(await page.getByRole("heading", { name: "What happened" }).isVisible());
  await clean(page);
});
