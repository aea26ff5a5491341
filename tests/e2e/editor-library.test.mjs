// The editor over the whole library.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, library, root, together } from "./harness.mjs";

const shared = together();

test("every scenario of the library is right in it, and all that it expects holds", { timeout: 170_000 }, async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover#/editor");
  const said = page.getByRole("region", { name: "What becomes of it" });
  const field = page.getByRole("textbox", { name: "Scenario file" });
  await said.getByRole("heading", { name: "All 19 expectations hold" }).waitFor();
  for (const id of library) {
    await field.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(readFileSync(path.join(root, "public/scenarios", `${id}.json`), "utf8"));
    await page.waitForFunction(() => document.querySelector(".editor-said h2") === null);
    await said.getByRole("heading", { name: /^(All \d+ expectations hold|It is right, and expects nothing)$/ }).waitFor();
  }
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
});
