// Keys and clicks at random over all pages: nothing stops, nothing is written to the console, nothing is a dead end. MONKEY_SEED repeats
// a run, MONKEY_SECONDS makes it longer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, library, together } from "./harness.mjs";

const shared = together();
const seconds = Number(process.env.MONKEY_SECONDS ?? 45);
const seed = Number(process.env.MONKEY_SEED ?? 1);

/** Numbers below another one, always the same for a seed. */
function numbers(seed) {
  let state = BigInt(seed) * 2n + 1n;
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(Math.max(1, below)));
  };
}

const keys = ["Tab", "Tab", "Shift+Tab", "Enter", "Space", "Escape", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Home", "End", "[", "]",
  "+", "-", "?", "Control+K", "Control+Z", "Control+Shift+Z", "Backspace", "PageUp", "PageDown"];
const texts = ["", "a", "anc-weu", "10.0.0.0/26", "10.0.0.0/31", "OU=X,DC=y", "-1", "99999999999", "2h", "|<>&\"'", "x".repeat(400), "‮abc", "فاطمة", "200", "sales-01"];
const pages = ["#/", "#/connections", "#/connections/anc-weu", "#/policies", "#/policies/Office%20desktops", "#/cloud-pcs", "#/sign-in/ada",
  "#/environment", "#/environment/vnet%2Fvnet-weu", "#/environment/intune", "#/environment/group%2Fsales", "#/activity", "#/expectations", "#/compare", "#/report", "#/beside/connections/anc-weu", "#/scenarios", "#/nowhere"];

test(`keys and clicks at random for ${seconds} s, seed ${seed}`, { timeout: (seconds + 120) * 1000 }, async () => {
  const below = numbers(seed);
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m");
  page.setDefaultTimeout(3_000);
  const log = [];
  const steps = {
    key: async () => {
      const key = keys[below(keys.length)];
      log.push(`key ${key}`);
      await page.keyboard.press(key);
    },
    text: async () => {
      const text = texts[below(texts.length)];
      log.push(`text ${text.slice(0, 20)}`);
      await page.keyboard.insertText(text);
    },
    click: async () => {
      // What is there and can be seen; links to elsewhere are left alone.
      const all = page.locator("button:visible, summary:visible, a[href^='#']:visible, input:visible, label:visible, [role=option]:visible, svg a:visible");
      const count = await all.count();
      if (count === 0) return;
      const which = below(count);
      const target = all.nth(which);
      log.push(`click ${which} ${(await target.textContent().catch(() => ""))?.slice(0, 30)}`);
      await target.click({ timeout: 800, force: below(4) === 0 }).catch(() => {});
    },
    choose: async () => {
      const all = page.locator("select:visible");
      const count = await all.count();
      if (count === 0) return;
      const target = all.nth(below(count));
      const options = await target.locator("option").count().catch(() => 0);
      const index = below(options);
      log.push(`choose ${index}`);
      await target.selectOption({ index }, { timeout: 800 }).catch(() => {});
    },
    go: async () => {
      const address = pages[below(pages.length)];
      log.push(`go ${address}`);
      await page.evaluate((address) => (location.hash = address), address);
    },
    back: async () => {
      log.push("back");
      await page.evaluate(() => history.length > 2 && history.back());
    },
    open: async () => {
      const id = library[below(library.length)];
      log.push(`open ${id}`);
      await page.goto(`${shared.site.address}?scenario=${id}${pages[below(pages.length)]}`);
    },
    narrow: async () => {
      const [width, height] = [[1440, 900], [768, 900], [360, 740], [480, 360]][below(4)];
      log.push(`${width} × ${height}`);
      await page.setViewportSize({ width, height });
    },
  };
  const weights = ["key", "key", "key", "key", "click", "click", "click", "click", "click", "click", "text", "choose", "choose", "go", "go", "back", "narrow"];
  const end = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < end; step += 1) {
    const kind = step % 150 === 149 ? "open" : weights[below(weights.length)];
    await steps[kind]();
    const last = () => `step ${step} of seed ${seed}:\n${log.slice(-25).join("\n")}`;
    assert.equal(await page.locator("#panic, #boot-failure").count(), 0, `it stopped, ${last()}`);
    // What is not there is asked for by nobody; a request that a new address calls off is no error.
    assert.deepEqual(page.misdeeds, [], last());
    // There is always a page, and a way on.
    if (step % 20 === 0) {
      await page.locator("main h1").first().waitFor({ state: "attached", timeout: 20_000 });
      assert.ok((await page.locator("a[href^='#'], button").count()) > 3, `a dead end, ${last()}`);
    }
  }
  assert.ok(log.length > seconds * 4, `${log.length} steps`);
  await page.context().close();
});
