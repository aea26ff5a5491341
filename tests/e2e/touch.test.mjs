// What the screen tells can be touched: rows of the picture, marks, expectations; by mouse and by keyboard. And it tells it in
// short windows, on paper and in forced colours, too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { app, everyScenario, opened, together } from "./harness.mjs";

const shared = together();

const slider = (page) => page.getByRole("slider", { name: "Time" });
const minutes = async (page) => Number(await slider(page).inputValue());
const picture = (page) => page.getByRole("group", { name: /Picture of the tenant/ });
const clean = async (page) => {
  assert.deepEqual(page.misdeeds, []);
  await page.context().close();
};

test("a thing of the picture opens beside it, by mouse and by keyboard", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=4h");
  const row = () => picture(page).getByRole("link", { name: "West Europe: anc-weu", exact: true }).first();
  const words = await row().getAttribute("aria-label");
  assert.equal(await row().locator("title").textContent(), words, "the tooltip says the same");
  await row().click();
  await page.getByRole("heading", { name: "anc-weu", level: 1 }).waitFor();
  assert.match(page.url(), /#\/beside\/connections\/anc-weu$/);
  await page.goBack();
  await row().press("Enter");
  await page.getByRole("heading", { name: "anc-weu", level: 1 }).waitFor();
  await clean(page);
});

test("a failure in the picture leads to its Why, and the focus comes back", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m");
  const failure = picture(page).getByRole("link", { name: /could not sign in at/ }).first();
  await failure.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Why?" });
  await dialog.waitFor();
  assert.match(await dialog.locator(".answer").innerText(), /^Because .+\.$/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /could not sign in at/);
  await clean(page);
});

/** Goes to each address, in the page itself, and says what stands there: its heading, and tables that are cut off. */
async function seenAt(addresses) {
  const frame = () => new Promise(requestAnimationFrame);
  const seen = [];
  for (const address of addresses) {
    location.hash = address;
    // The page hears of it later, and what draws it may be on its way.
    do await frame();
    while (document.querySelector("main[aria-busy=true], main [aria-busy=true]"));
    await frame();
    const boxes = [...document.querySelectorAll(".table-box")].filter((box) => box.scrollWidth > box.clientWidth);
    const heading = document.querySelector("#main h1")?.textContent;
    seen.push({ address, heading, wide: boxes.map((box) => box.getAttribute("aria-label")) });
  }
  return seen;
}

test("every touch of every picture leads somewhere that exists, and there no table is cut off", async () => {
  await everyScenario(shared, {}, async (page, id) => {
    await page.locator("#main").press("End");
    await page.waitForFunction(() => document.querySelector("input[type=range]").value === document.querySelector("input[type=range]").max);
    const links = await picture(page).getByRole("link").evaluateAll((links) => links.map((link) => [link.getAttribute("href"), link.getAttribute("aria-label")]));
    // In an empty tenant there are the services.
    assert.ok(links.length > 0, `${id} has nothing to touch`);
    for (const [address, words] of links) assert.ok(words.length > 0 && address.startsWith("#/"), `${id}: ${address} ${words}`);
    const lists = ["#/connections", "#/policies", "#/environment", "#/cloud-pcs", "#/sign-in", "#/activity", "#/expectations"];
    const addresses = [...new Set([...lists, ...links.map(([address]) => address)])];
    for (const { address, heading, wide } of await page.evaluate(seenAt, addresses)) {
      assert.ok(heading && !/no such|not here|There is no/i.test(heading), `${id}: ${address} leads to ${heading}`);
      assert.deepEqual(wide, [], `${id}: ${address}`);
    }
  });
});

test("a page is seen from its top, whatever stands above it, with the focus in it", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=10h37m#/cloud-pcs", { viewport: { width: 768, height: 600 } });
  await page.getByRole("heading", { name: "Cloud PCs", level: 1 }).waitFor();
  await page.mouse.wheel(0, 400);
  for (const name of ["Overview", "Activity", "Overview"]) {
    await page.getByRole("navigation").getByRole("link", { name }).evaluate((link) => link.click());
    await page.waitForFunction((name) => document.title.startsWith(name), name);
    await page.waitForTimeout(200);
    assert.deepEqual(await page.evaluate(() => [scrollY, document.activeElement.id]), [0, "main"], name);
  }
  await clean(page);
});

test("a mark leads to its moment", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover&t=1d");
  const mark = page.locator(".mark[aria-label*='does not answer'], .mark[aria-label*='is down']").first();
  const words = await mark.getAttribute("aria-label");
  assert.equal(await mark.getAttribute("title"), words);
  await mark.click();
  const [hour, minute] = words.match(/(\d\d):(\d\d)/).slice(1).map(Number);
  const clock = await page.locator(".clock strong").innerText();
  assert.ok(clock.includes(`${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`), `${words} → ${clock}`);
  await clean(page);
});

test("Skip ahead stops where the alternate is taken for the first time, and a month takes no hundred presses", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover");
  const skip = page.getByRole("button", { name: "Skip ahead" });
  const stops = [];
  for (let last = -1; (await minutes(page)) !== last; ) {
    last = await minutes(page);
    await skip.click();
    stops.push((await page.locator(".clock strong").innerText()).slice(4, 9));
  }
  assert.ok(stops.includes("11:00"), stops.join(" "));
  await page.goto(`${shared.site.address}?scenario=a-month-of-bad-luck`);
  await opened(page);
  let presses = 0;
  for (let last = -1; (await minutes(page)) !== last; presses += 1) {
    last = await minutes(page);
    await skip.click();
    await page.waitForFunction(() => document.querySelector(".time-note").textContent === "");
  }
  assert.ok(presses < 150, `${presses} presses`);
  await clean(page);
});

test("after scrubbing and after choosing a speed, Space plays", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=first-connection");
  await slider(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "1 h a second" });
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await clean(page);
});

test("Auto passes over nothing, slows at what is of note and says what it is", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=connection-goes-inactive");
  assert.equal(await page.getByRole("combobox", { name: "Speed" }).evaluate((select) => select.selectedOptions[0].textContent), "Auto");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  // Four weeks in which next to nothing happens.
  await page.waitForFunction(() => Number(document.querySelector("input[type=range]").value) > 28 * 1440, null, { timeout: 60_000 });
  await page.locator(".time-note", { hasText: /\w/ }).waitFor();
  await clean(page);
});

test("expectations say what holds, live, and each leads to its moment", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=alternate-failover#/expectations");
  const lines = page.getByRole("list", { name: "Expectations" }).getByRole("listitem");
  await lines.first().waitFor();
  const starting = async (verdict) => (await lines.allInnerTexts()).filter((words) => words.startsWith(verdict)).length;
  const all = await lines.count();
  assert.equal((await starting("Not yet")) + (await starting("Holds so far")), all, "nothing is decided at the start");
  await page.locator("#main").press("End");
  await page.waitForFunction(() => !/Not yet:/.test(document.querySelector("#main").innerText));
  assert.equal(await starting("Holds"), all);
  await lines.first().getByRole("button", { name: "Go there" }).click();
  await page.waitForFunction(() => Number(document.querySelector("input[type=range]").value) < 60);
  assert.equal(await minutes(page), 10, "the first one is about 08:10");
  assert.ok((await starting("Not yet")) > 0, "and what comes later is not yet known there");
  await clean(page);
});

test("an expectation that fails says what was seen instead", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const mine = {
    format: 1, id: "mine", title: "Mine", summary: "One connection.", start: "2026-03-02T08:00:00Z", horizon: "2h",
    world: {
      vnets: [{ name: "v", region: "westeurope", subnets: [{ name: "s", prefix: "10.0.0.0/26" }] }],
      connections: [{ name: "anc-mine", joinType: "azureADJoin", subnet: "s" }],
    },
    expect: [{ at: "1h", connection: { name: "anc-mine", status: "failed" } }],
  };
  await page.locator("input[type=file]").setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(mine)) });
  await page.locator(".scenario-title", { hasText: "Mine" }).waitFor();
  await page.getByRole("link", { name: "Expectations", exact: true }).click();
  await page.locator("#main").press("End");
  const line = page.getByRole("list", { name: "Expectations" }).getByRole("listitem").first();
  await line.filter({ hasText: "Failed" }).waitFor();
  assert.match(await line.innerText(), /Failed: anc-mine is failed, at .*\n+Seen instead: .*passed/);
  await clean(page);
});

test("a dropped file opens, and what is wrong with it stands in its card, with focus", async () => {
  const page = await app(shared.browser, shared.site, "#/scenarios");
  const cards = page.locator("#main .card, #main .scenario, #main .own-file");
  assert.match(await cards.first().innerText(), /your own/i, "it stands first");
  const drop = async (text) => {
    const data = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "mine.json", { type: "application/json" }));
      return data;
    }, text);
    await page.locator(".own-file").dispatchEvent("drop", { dataTransfer: data });
  };
  await drop('{ "format": 1 }');
  const errors = page.locator("#file-errors");
  await errors.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "file-errors");
  assert.ok(await page.locator(".own-file #file-errors").count(), "in the card");
  assert.match(await errors.innerText(), /the field "title" is missing/);
  assert.match(await errors.innerText(), /mine\.json/);
  await clean(page);
});

test("a short window keeps the bar in view, and what is told comes first", async () => {
  for (const [width, height, scale] of [[480, 360, 1], [640, 400, 1], [720, 450, 2], [360, 740, 1]]) {
    const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m", { viewport: { width, height }, deviceScaleFactor: scale });
    const bar = await page.locator(".time-bar").boundingBox();
    assert.ok(bar.y >= 0 && bar.y + bar.height <= height + 1, `${width} × ${height}: the bar ends at ${bar.y + bar.height}`);
    if (height <= 560) assert.ok(bar.height <= 80, `${width} × ${height}: the bar is ${bar.height} high`);
    // The newest event: in a low window in one line, else as the first of the feed.
    const told = await page.locator(height <= 560 ? ".headline" : ".feed li").first().boundingBox();
    assert.ok(told.y + told.height <= bar.y, `${width} × ${height}: the newest is at ${told.y}`);
    for (const share of [0.3, 0.6, 1]) {
      await page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), share);
      const now = await page.locator(".time-bar").boundingBox();
      assert.ok(now.y + now.height <= height + 1, `${width} × ${height}: the bar left`);
    }
    await clean(page);
  }
});

test("paper says scenario, moment, seed and address", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m");
  await page.emulateMedia({ media: "print" });
  const footer = page.locator(".print-footer");
  const words = await footer.innerText();
  assert.match(words, /Who has a way, and who has none/);
  assert.match(words, /UTC/);
  assert.match(words, /seed \d+/);
  assert.match(words, /\?scenario=locked-out&t=3m/);
  assert.ok(!(await page.locator(".time-bar").isVisible()) && !(await page.locator(".navigation").isVisible()));
  await clean(page);
});

test("forced colours leave every shape and the place in the navigation to be seen", async () => {
  const page = await app(shared.browser, shared.site, "?scenario=locked-out&t=3m", { forcedColors: "active" });
  const [line, paper] = await page.evaluate(() => {
    const style = getComputedStyle(document.querySelector(".navigation [aria-current=page]"));
    return [`${style.borderColor} ${style.outlineColor} ${style.backgroundColor}`, getComputedStyle(document.body).backgroundColor];
  });
  assert.ok(!line.split(/ (?=rgb)/).every((colour) => colour === paper), line);
  const strokes = await page.locator(".picture path").evaluateAll((paths) =>
    paths.filter((path) => {
      const style = getComputedStyle(path);
      return style.stroke === "none" && style.fill === "rgba(0, 0, 0, 0)";
    }).length,
  );
  assert.equal(strokes, 0, "no mark of the picture is invisible");
  await clean(page);
});
