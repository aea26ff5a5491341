// The editor over the whole library.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { app, clean, library, root, sharedOut, together, two } from "./harness.mjs";

const shared = together();

test("every scenario of the library is right in it, and all that it expects holds", { timeout: 170_000 }, async () => {
  const said = (page) => page.getByRole("region", { name: "What becomes of it" });
  const pages = await two(() => app(shared.browser, shared.site, "?scenario=alternate-failover#/editor"));
  for (const page of pages) await said(page).getByRole("heading", { name: "All 19 expectations hold" }).waitFor();
  await sharedOut(library, pages, async (page, id) => {
    await page.getByRole("textbox", { name: "Scenario file" }).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(readFileSync(path.join(root, "public/scenarios", `${id}.json`), "utf8"));
    await page.waitForFunction(() => document.querySelector(".editor-said h2") === null);
    await said(page).getByRole("heading", { name: /^(All \d+ expectations hold|It is right, and expects nothing)$/ }).waitFor();
  });
  for (const page of pages) await clean(page);
});
