// Measurements of the built page in Chromium: not a test, run by `cargo xtask bench`, which says where `anc` and the files of a
// simulated year and of a large tenant are (ANC, YEAR, LARGE). Prints one JSON object.
// The processor is slowed down four times, the network to 1.6 Mbit/s with 150 ms of latency; files come as brotli.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { browser as launch, opened, root, types } from "./harness.mjs";

const dist = path.join(root, "dist");
const packed = new Map();

const server = http.createServer((request, response) => {
  const name = new URL(request.url, "http://x").pathname.slice(1) || "index.html";
  const file = path.join(dist, name);
  if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end();
  if (!packed.has(name)) packed.set(name, brotliCompressSync(readFileSync(file)));
  response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream", "Content-Encoding": "br" });
  response.end(packed.get(name));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = `http://127.0.0.1:${server.address().port}/`;
// Packing is not part of loading.
for (const name of ["index.html", "early.js", "boot.js", "parts.js", "anc-sim.css", "anc-sim.js", "anc-sim_bg.wasm", "parts/engine.wasm"]) await fetch(address + name).then((answer) => answer.arrayBuffer());

const browser = await launch();

async function slow(page, network) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  if (network) {
    const rate = (1.6 * 1024 * 1024) / 8;
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: rate, uploadThroughput: rate });
  }
}

const median = (figures) => quantile(figures.toSorted((left, right) => left - right), 0.5);
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

// The frame answers once its buttons are there; the picture is there once it is drawn.
const [frameAnswers, pictureThere] = [[], []];
for (let round = 0; round < 5; round += 1) {
  const page = await (await browser.newContext()).newPage();
  await slow(page, true);
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  frameAnswers.push(performance.now() - began);
  await page.getByRole("group", { name: /Picture of the tenant/ }).waitFor();
  pictureThere.push(performance.now() - began);
  await page.context().close();
}

/** Work of a frame while something plays at one hour a second: script, then style and layout, which asking for a size forces. */
async function framesOf(address, file, { timeline = false } = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.addInitScript(() => {
    const original = window.requestAnimationFrame.bind(window);
    window.frames_measured = [];
    window.requestAnimationFrame = (work) =>
      original((time) => {
        const began = performance.now();
        work(time);
        document.documentElement.getBoundingClientRect();
        void document.documentElement.offsetHeight;
        window.frames_measured.push(performance.now() - began);
      });
  });
  await page.goto(address);
  await opened(page);
  if (file) {
    await page.getByLabel("Scenario file").setInputFiles(file);
    await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
  }
  if (timeline) {
    await page.getByRole("button", { name: "Timeline", exact: true }).click();
    await page.locator(".lane").first().waitFor();
  }
  await slow(page, false);
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "1 h a second" });
  await page.evaluate(() => (window.frames_measured.length = 0));
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForTimeout(20_000);
  // Frames that only wait for the next one have no work to speak of.
  const frames = (await page.evaluate(() => window.frames_measured)).filter((ms) => ms > 0.4).sort((left, right) => left - right);
  await page.context().close();
  return { count: frames.length, p50: quantile(frames, 0.5), p95: quantile(frames, 0.95), p99: quantile(frames, 0.99) };
}
const { ANC: anc, YEAR: year, LARGE: large } = process.env;
const frames = await framesOf(`${address}?scenario=alternate-failover`);
const framesOfLarge = await framesOf(`${address}#/scenarios`, large);

const framesWithTimeline = await framesOf(`${address}#/scenarios`, year, { timeline: true });

/** The year beside itself, both played to their ends: until what each came to stands there. The second time: what draws it is there. */
async function compared(file) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${address}#/scenarios`);
  await page.getByLabel("Scenario file").setInputFiles(file);
  await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
  // Two runs: with a retry at the start, and without it.
  await page.evaluate(() => (location.hash = "#/connections"));
  await page.locator("tbody a").first().click();
  await page.getByRole("button", { name: "Retry", exact: true }).click();
  await page.evaluate(() => (location.hash = "#/activity"));
  await page.getByRole("button", { name: "What if not?" }).first().click();
  await page.getByRole("table", { name: "What each came to" }).waitFor();
  await page.evaluate(() => (location.hash = "#/activity"));
  const found = [];
  for (let round = 0; round < 4; round += 1) {
    found.push(
      await page.evaluate(async () => {
        const began = performance.now();
        location.hash = "#/compare";
        while (!document.querySelector("table[aria-label='What each came to']")) await new Promise((resolve) => setTimeout(resolve, 5));
        const took = performance.now() - began;
        location.hash = "#/activity";
        while (document.querySelector("table[aria-label='What each came to']")) await new Promise((resolve) => setTimeout(resolve, 5));
        return took;
      }),
    );
  }
  await page.context().close();
  return median(found.slice(1));
}
const comparison = await compared(year);

/** Going to moments of ninety days by the slider, as far as they are known: until the page shows them. */
async function seeks(file) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${address}#/scenarios`);
  await page.getByLabel("Scenario file").setInputFiles(file);
  await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
  await page.getByRole("button", { name: "Timeline", exact: true }).click();
  await page.locator(".lane").first().waitFor();
  const found = await page.evaluate(async () => {
    const slider = document.querySelector("input[type=range]");
    const days = 90 * 24 * 60;
    const go = async (minute) => {
      const began = performance.now();
      slider.value = minute;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      document.documentElement.getBoundingClientRect();
      const took = performance.now() - began;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return took;
    };
    await go(days);
    for (let wait = 0; wait < 200 && Number(slider.value) < days; wait += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const all = [];
    let state = 7;
    for (let round = 0; round < 120; round += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      all.push(await go(state % days));
    }
    return all;
  });
  await page.context().close();
  return quantile(found.toSorted((left, right) => left - right), 0.95);
}
const sought = await seeks(year);

/** The list of ten thousand Cloud PCs, and the field that finds, in a run with so many records: the median of five of each. */
async function lists(file) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${address}#/scenarios`);
  await page.getByLabel("Scenario file").setInputFiles(file);
  await page.waitForFunction(() => location.hash === "#/" && document.querySelector("svg.picture"));
  // A month of it.
  await page.evaluate(() => {
    const slider = document.querySelector("input[type=range]");
    slider.value = slider.max / 12;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.waitForFunction(() => !document.querySelector(".is-moving, .travelling") && document.querySelector("input[type=range]").value > 0);
  await page.waitForTimeout(8_000);
  // The parts of the program are there by then.
  await page.evaluate(() => (location.hash = "#/activity"));
  const records = await page.locator(".filters .caption").first().textContent();
  await page.evaluate(() => (location.hash = "#/cloud-pcs"));
  await page.getByText("10,000 in all").waitFor();
  await page.evaluate(() => (location.hash = "#/activity"));
  await page.getByRole("heading", { name: "Activity" }).waitFor();
  await slow(page, false);
  /** How long something takes until it is drawn. */
  const drawn = (act, argument) =>
    page.evaluate(
      async ([act, argument]) => {
        const began = performance.now();
        new Function("argument", act)(argument);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - began;
      },
      [act, argument],
    );
  const five = async (each) => {
    const found = [];
    for (let round = 0; round < 5; round += 1) found.push(await each(round));
    return median(found);
  };
  const opens = await five(async () => {
    const took = await drawn("location.hash = argument", "#/cloud-pcs");
    await page.getByText("10,000 in all").waitFor();
    await page.evaluate(() => (location.hash = "#/activity"));
    await page.getByRole("heading", { name: "Activity" }).waitFor();
    return took;
  });
  await page.evaluate(() => (location.hash = "#/cloud-pcs"));
  await page.getByText("10,000 in all").waitFor();
  const sorts = await five(() => drawn("document.querySelectorAll('main .sort')[1].click()"));
  const filters = await five((round) =>
    drawn(
      "const select = document.querySelectorAll('main .filters select')[1]; select.selectedIndex = argument; select.dispatchEvent(new Event('change', { bubbles: true }))",
      round % 2 === 0 ? 3 : 0,
    ),
  );
  await page.locator("main .filters select").nth(1).selectOption({ index: 0 });
  const seeks = await five((round) =>
    drawn(
      "const field = document.querySelector('main input[type=search]'); field.value = argument; field.dispatchEvent(new Event('input', { bubbles: true }))",
      `group-${round}`,
    ),
  );
  await page.locator("main input[type=search]").fill("");
  /** The longest task of more than 50 ms while it is scrolled by so many pixels a frame; 0 where there is none. */
  const scrolled = (pixels) =>
    page.evaluate(async (pixels) => {
      const box = document.querySelector(".table-box");
      box.scrollTop = 0;
      const tasks = [0];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
      observer.observe({ type: "longtask" });
      for (let step = 0; step < 120; step += 1) {
        box.scrollTop += pixels;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      observer.disconnect();
      return Math.max(...tasks);
    }, pixels);
  // A wheel that is turned fast, and page after page.
  const [wheel, pages] = [await scrolled(240), await scrolled(900)];
  await page.keyboard.press("Control+K");
  const finds = await five((round) =>
    drawn(
      "const field = document.querySelector('dialog.finder input'); field.value = argument; field.dispatchEvent(new Event('input', { bubbles: true }))",
      `group-${round}-1`,
    ),
  );
  await page.context().close();
  return { records, opens, sorts, filters, seeks, wheel, pages, finds };
}
const listsOfLarge = await lists(large);

// *End* of a simulated year, and `anc run` of the same file, by turns. The first round is the one of somebody who just came.
const whole = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await whole.goto(`${address}#/scenarios`);
const ends = [];
for (let round = 0; round < 5; round += 1) {
  await whole.evaluate(() => (location.hash = "#/scenarios"));
  await whole.getByLabel("Scenario file").setInputFiles(year);
  await whole.waitForFunction(() => location.hash === "#/" && document.querySelector("input[type=range]").value === "0");
  const inPage = await whole.evaluate(
    () =>
      new Promise((resolve) => {
        const slider = document.querySelector("input[type=range]");
        const began = performance.now();
        document.getElementById("main").dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
        const look = () => (slider.value === slider.max ? resolve(performance.now() - began) : requestAnimationFrame(look));
        look();
      }),
  );
  const began = performance.now();
  execFileSync(anc, ["run", year]);
  ends.push({ inPage, inTerminal: performance.now() - began });
}
await browser.close();
server.close();

console.log(
  JSON.stringify({
    frame: { median: median(frameAnswers), max: Math.max(...frameAnswers) },
    picture: { median: median(pictureThere), max: Math.max(...pictureThere) },
    end: {
      inPage: median(ends.map((end) => end.inPage)),
      inTerminal: median(ends.map((end) => end.inTerminal)),
      first: ends[0].inPage,
      ratio: median(ends.map((end) => end.inPage / end.inTerminal)),
    },
    frames,
    framesOfLarge,
    framesWithTimeline,
    comparison,
    sought,
    lists: listsOfLarge,
  }),
);
