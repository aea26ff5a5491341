// In somebody else's page: two local origins, with and without a sandbox, with and without the header that it needs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser as launch, host, opened, root, serve } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
});

/** The snippets of the documentation as they stand there, with this site in place of the example. */
function snippets(site) {
  const guide = readFileSync(path.join(root, "docs/embedding.md"), "utf8");
  const found = [...guide.matchAll(/```html\n(<iframe[\s\S]*?<\/iframe>)\n```/g)].map((match) => match[1]);
  assert.equal(found.length, 2);
  assert.ok(found.every((snippet) => snippet.includes("https://example.org/anc/")));
  return found.map((snippet) => snippet.replace("https://example.org/anc/", site.address));
}

/** Opens a page of another origin with a frame in it. */
async function framed(html, options = {}) {
  const around = await host(`<!doctype html><title>Documentation</title><body style="margin:0">${html}`);
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  page.misdeeds = [];
  page.on("pageerror", (error) => page.misdeeds.push(String(error)));
  await page.goto(around.address);
  const frame = page.frameLocator("iframe");
  return { page, frame, close: async () => (await context.close(), around.close()) };
}

const iframe = (site, address, { sandbox, width = 900, height = 640 } = {}) =>
  `<iframe title="x" width="${width}" height="${height}" ${sandbox ? `sandbox="${sandbox}"` : ""} src="${site.address}${address}"></iframe>`;

const background = (frame) => frame.locator(".time-bar").evaluate((bar) => getComputedStyle(bar).position + " " + getComputedStyle(bar).backgroundColor);

for (const [position, title] of [/A region runs out of capacity/, /The status does not know yet/].entries()) test(`documented snippet ${position + 1} works as it stands, in its sandbox`, async () => {
  const site = await serve(undefined, { cors: true });
  const { page, frame, close } = await framed(snippets(site)[position], { colorScheme: "light" });
  await opened(frame);
  assert.equal(await background(frame), "sticky rgb(255, 255, 255)", "it has its styles, and the theme of the address");
  assert.match(await frame.locator(".scenario-title").innerText(), title);
  // Without storage all works: playing, another page, another scenario.
  await frame.getByRole("button", { name: "Skip ahead" }).click();
  await frame.getByRole("button", { name: "Play", exact: true }).click();
  await frame.getByRole("button", { name: "Pause", exact: true }).click();
  assert.deepEqual(page.misdeeds, []);
  await close();
  site.close();
});

test("a plain frame needs no header, and leaves the host's history alone", async () => {
  const site = await serve();
  const { page, frame, close } = await framed(iframe(site, "?scenario=stale-status"), {});
  await opened(frame);
  const entries = await page.evaluate(() => history.length);
  await frame.getByRole("link", { name: "Sign-in", exact: true }).click();
  await frame.getByRole("heading", { name: "Sign-in", level: 1 }).waitFor();
  await frame.getByRole("link", { name: "Scenarios", exact: true }).click();
  await frame.locator(".scenario", { hasText: "Sessions that stutter" }).getByRole("button", { name: "Open" }).click();
  await frame.locator(".scenario-title", { hasText: "Sessions that stutter" }).waitFor();
  await frame.getByRole("button", { name: "Skip ahead" }).click();
  assert.equal(await page.evaluate(() => history.length), entries);
  assert.deepEqual(page.misdeeds, []);
  await close();
  site.close();
});

test("a host that sends no header says so, though the page's own scripts are refused", async () => {
  const site = await serve();
  const { frame, close } = await framed(iframe(site, "?scenario=stale-status", { sandbox: "allow-scripts" }));
  await frame.getByRole("heading", { name: "This host does not allow sandboxed frames" }).waitFor();
  assert.match(await frame.locator("body").innerText(), /Access-Control-Allow-Origin: \*/);
  await close();
  site.close();
});

for (const [name, address, sandbox] of [
  ["a plain frame", "?scenario=alternate-failover&t=10h37m", ""],
  ["a sandboxed frame", "?scenario=alternate-failover&t=10h37m", "allow-scripts"],
  ["an embedded page", "?scenario=alternate-failover&t=10h37m&embed=1", "allow-scripts allow-popups"],
]) {
  test(`${name} of 480 × 360 has time and picture in view`, async () => {
    const site = await serve(undefined, { cors: true });
    const { page, frame, close } = await framed(iframe(site, address, { sandbox, width: 480, height: 360 }));
    await frame.locator(".picture").waitFor();
    await page.waitForTimeout(300);
    const seen = await frame.locator("body").evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      const [bar, picture, play] = [box(".time-bar"), box(".picture"), box(".play")];
      return { bar: [bar.top, bar.bottom, bar.height], picture: [picture.top, picture.right], play: play.bottom, wide: document.documentElement.scrollWidth };
    });
    assert.ok(seen.bar[1] <= 360.5 && seen.bar[2] <= 64, `the bar is in view, and one row: ${seen.bar}`);
    assert.ok(seen.play <= 360 && seen.picture[0] < 160, `play and picture are in view: ${JSON.stringify(seen)}`);
    assert.ok(seen.wide <= 480, `nothing is cut at the side: ${seen.wide}`);
    await close();
    site.close();
  });
}

test("an embedded page has no navigation, and a way out", async () => {
  const site = await serve(undefined, { cors: true });
  const address = "?scenario=stale-status&t=2h46m&embed=1&theme=dark";
  const { page, frame, close } = await framed(`<style>body{background:#000}</style>${iframe(site, address, { sandbox: "allow-scripts allow-popups" })}`, { colorScheme: "light" });
  await opened(frame);
  assert.equal(await frame.getByRole("navigation").count(), 0);
  assert.equal(await frame.locator("html").getAttribute("data-theme"), "dark", "a dark host gets a dark page");
  const link = frame.getByRole("link", { name: "Open in the simulator" });
  assert.equal(await link.getAttribute("href"), `${site.address}?scenario=stale-status&t=2h46m&theme=dark#/`);
  assert.equal(await link.getAttribute("target"), "_blank");
  // The picture fits.
  const fits = await frame.locator(".picture").evaluate((picture) => picture.getBoundingClientRect().right <= innerWidth);
  assert.ok(fits);
  assert.deepEqual(page.misdeeds, []);
  await close();
  site.close();
});
