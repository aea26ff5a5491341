// Embedding with embed.js, on two origins: what it costs before it is clicked, what it becomes, and what the two pages say to each other.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { browser as launch, host, opened, root, serve } from "./harness.mjs";

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serve(undefined, { cors: true });
});
after(async () => {
  await browser.close();
  site.close();
});

/** A page of another origin that has embed.js, and this in it; all that the simulator says is collected. */
async function documentation(html, options = {}) {
  const around = await host(
    `<!doctype html><title>Documentation</title><body style="margin:0"><script src="${site.address}embed.js"></script>
<script>window.said = []; for (const type of ["ready", "resize", "state", "record", "goal", "done", "error"]) addEventListener("anc-" + type, (event) => said.push([type, event.detail]), true);</script>${html}`,
  );
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, ...options });
  const page = await context.newPage();
  page.misdeeds = [];
  page.asked = [];
  page.on("pageerror", (error) => page.misdeeds.push(String(error)));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(around.address);
  return {
    page,
    frame: page.frameLocator("iframe"),
    close: async () => {
      assert.deepEqual(page.misdeeds, []);
      await context.close();
      around.close();
    },
  };
}

/** What the element answers, or the error. */
const ask = (page, method, ...words) =>
  page.evaluate(
    ([method, words]) =>
      document.querySelector("anc-simulator")[method](...words).then(
        (answer) => (answer instanceof Node ? {} : answer),
        (error) => ({ code: error.code, says: error.message }),
      ),
    [method, words],
  );

test("embed.js is small", () => {
  const size = brotliCompressSync(readFileSync(path.join(root, "dist/embed.js"))).length;
  assert.ok(size <= 3 * 1024, `${size} bytes`);
});

test("five embeds cost a picture each before they are clicked, and become interactive on a click", async () => {
  // The example as it stands, on another origin.
  const example = readFileSync(path.join(root, "dist/examples/docs-page.html"), "utf8");
  const around = await host(example.replaceAll("../embed.js", `${site.address}embed.js`));
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace("/sub/path/", "")));
  await page.goto(around.address);
  const all = page.locator("anc-simulator");
  assert.equal(await all.count(), 5);
  for (let at = 0; at < 5; at += 1) {
    await all.nth(at).scrollIntoViewIfNeeded();
    await page.waitForTimeout(150);
  }
  assert.deepEqual(asked.filter((name) => /wasm|boot|parts/.test(name)), [], "nothing of the simulator");
  const posters = asked.filter((name) => name.startsWith("posters/"));
  assert.equal(posters.length, 5, `${asked}`);
  for (const name of [...posters, "embed.js"]) {
    const size = brotliCompressSync(readFileSync(path.join(root, "dist", name))).length;
    assert.ok(size <= 15 * 1024, `${name}: ${size} bytes`);
  }
  // By keyboard, the third: one connection, in which nobody acts.
  await all.nth(2).locator("button").focus();
  await page.keyboard.press("Enter");
  const frame = all.nth(2).frameLocator("iframe");
  await frame.getByRole("heading", { name: "anc-weu", level: 1 }).waitFor();
  assert.equal(await frame.getByRole("button", { name: "Retry", exact: true }).count(), 0, "nobody acts");
  assert.equal(await page.locator("anc-simulator iframe").count(), 1, "the others are pictures");
  // By mouse, the last: a lesson.
  // The first frame has grown to what it asks for, and the browser knows where everything is.
  await all.nth(4).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1_500);
  await all.nth(4).locator("button").click();
  await page.waitForFunction(() => [...document.querySelectorAll("anc-simulator")].filter((one) => one.shadowRoot.querySelector("iframe")).length === 2);
  await opened(all.nth(4).frameLocator("iframe"));
  await all.nth(4).frameLocator("iframe").getByRole("complementary", { name: "Lesson" }).getByRole("heading", { name: "What is a connection?" }).waitFor();
  await context.close();
  around.close();
});

test("the page around plays, pauses, seeks, acts, loads and asks; and is told what happens", async () => {
  const { page, frame, close } = await documentation(`<anc-simulator scenario="stale-status" autoplay="0"></anc-simulator>`);
  assert.deepEqual(await ask(page, "begin"), {});
  assert.deepEqual(await ask(page, "seek", "50m"), {});
  const state = await ask(page, "state");
  assert.deepEqual(
    [state.scenario, state.t, state.playing, state.end, state.seed],
    ["stale-status", "50m", false, "1d", 11],
  );
  assert.match(state.digest, /^[0-9a-f]{32}$/);
  assert.deepEqual(await ask(page, "act", { repair: { kind: "linkDown", link: "vpn-weu" } }), {});
  const refused = await ask(page, "act", { admin: { action: "deleteConnection", connection: "anc-weu" } });
  assert.equal(refused.code, "refused");
  const rejected = await ask(page, "act", { signIn: "nobody" });
  assert.equal(rejected.code, "rejected");
  assert.match(rejected.says, /nobody/);
  await ask(page, "play");
  await page.waitForFunction(() => said.some(([type, detail]) => type === "state" && detail.playing));
  await ask(page, "pause");
  assert.equal((await ask(page, "state")).playing, false);
  const titles = await page.evaluate(() => said.filter(([type]) => type === "record").map(([, detail]) => detail.title));
  assert.ok(titles.some((title) => title.includes("vpn-weu")), `${titles}`);
  // Another scenario, as a lesson; one that is not there.
  assert.deepEqual(await ask(page, "load", "what-is-a-connection", { lesson: true }), {});
  await frame.getByRole("complementary", { name: "Lesson" }).waitFor();
  assert.equal((await ask(page, "load", "no-such-thing")).code, "rejected");
  await ask(page, "act", { admin: { action: "createConnection", name: "anc-weu", joinType: "azureADJoin", subnet: "cloud-pcs-weu" } });
  await page.waitForFunction(() => said.some(([type, detail]) => type === "goal" && detail.outcome === "reached" && detail.points === 30));
  // The frame has the height that the page in it asks for.
  await page.waitForFunction(() => said.some(([type]) => type === "resize"));
  const height = await page.evaluate(() => document.querySelector("anc-simulator").shadowRoot.querySelector("iframe").height);
  assert.ok(Number(height) >= 240 && Number(height) <= 2000, height);
  await close();
});

test("what is no message is told to who sent it, and the run stays whole", async () => {
  const { page, frame, close } = await documentation(`<anc-simulator scenario="stale-status" t="46m" autoplay="0"></anc-simulator>`);
  await ask(page, "begin");
  const before = (await ask(page, "state")).digest;
  await page.evaluate(() => {
    window.errors = [];
    addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.type === "error") errors.push(message.code);
    });
    const frame = document.querySelector("anc-simulator").shadowRoot.querySelector("iframe").contentWindow;
    const say = (text) => frame.postMessage(text, "*");
    say("nonsense");
    say({ type: "play" });
    say(JSON.stringify({ source: "anc-host", v: 2, type: "play" }));
    say(JSON.stringify({ source: "anc-host", v: 1, type: "explode" }));
    say(JSON.stringify({ source: "anc-host", v: 1, type: "seek", to: 7 }));
    say(JSON.stringify({ source: "anc-host", v: 1, type: "load", scenario: "<img src=x onerror=alert(1)>" }));
    say(" ".repeat(300 * 1024));
  });
  await page.waitForFunction(() => errors.length === 7, undefined, { timeout: 5_000 });
  assert.deepEqual((await page.evaluate(() => errors)).sort(), ["field", "notJson", "notJson", "rejected", "tooLong", "unknown", "version"].sort());
  // A thousand at once: what is too many is said once a second.
  await page.waitForTimeout(1_100);
  await page.evaluate(() => {
    errors.length = 0;
    const frame = document.querySelector("anc-simulator").shadowRoot.querySelector("iframe").contentWindow;
    for (let at = 0; at < 1_000; at += 1) frame.postMessage(JSON.stringify({ source: "anc-host", v: 1, type: "get" }), "*");
  });
  await page.waitForFunction(() => errors.includes("tooMany"));
  await page.waitForTimeout(1_200);
  assert.equal((await ask(page, "state")).digest, before);
  assert.ok((await page.evaluate(() => errors.length)) <= 3);
  await opened(frame);
  await close();
});

test("a page that the address does not name changes nothing, and one that it names otherwise is told in the frame", async () => {
  const around = await host(`<!doctype html><body><script>
    window.said = [];
    addEventListener("message", (event) => said.push(JSON.parse(event.data)));
    const frame = (parent) => { const made = document.createElement("iframe"); made.width = 900; made.height = 600; made.src = "${site.address}?scenario=stale-status&embed=1" + parent; document.body.append(made); return made; };
    window.say = (frame, type, more) => frame.contentWindow.postMessage(JSON.stringify({ source: "anc-host", v: 1, type, id: type, ...more }), "*");
    window.nameless = frame("");
    window.other = frame("&parent=https://example.org");
  </script>`);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(around.address);
  const [nameless, other] = [page.frameLocator("iframe").nth(0), page.frameLocator("iframe").nth(1)];
  await opened(nameless);
  await opened(other);
  await page.waitForFunction(() => said.filter((message) => message.type === "ready").length >= 1);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    say(nameless, "seek", { to: "3h" });
    say(nameless, "get");
    say(other, "seek", { to: "3h" });
  });
  await page.waitForFunction(() => said.some((message) => message.type === "state"));
  const said = await page.evaluate(() => said);
  assert.equal(said.find((message) => message.id === "seek").code, "notAllowed");
  assert.equal(said.find((message) => message.type === "state").t, "0s");
  // What tells of a run goes to nobody else than who is named.
  assert.deepEqual(said.filter((message) => message.type === "record"), []);
  await other.getByText("A message of the page around was not read").waitFor();
  await context.close();
  around.close();
});

for (const [name, attributes, options] of [
  ["a small frame of 360 × 360", `height="360"`, { viewport: { width: 360, height: 700 } }],
  ["a dark page, whatever the system says", `theme="dark"`, { colorScheme: "light" }],
  ["a frame without bars", `chrome="none"`, {}],
  ["a frame with the time bar alone", `chrome="time"`, {}],
  ["a frame with all there is", `chrome="full"`, {}],
]) {
  test(`it works in ${name}, without storage and without an origin`, async () => {
    const { page, frame, close } = await documentation(`<anc-simulator scenario="alternate-failover" t="10h37m" autoplay="0" ${attributes}></anc-simulator>`, options);
    assert.match(await page.locator("anc-simulator button img").getAttribute("src"), name.includes("dark") ? /\.dark\.svg$/ : /\.light\.svg$/);
    await page.locator("anc-simulator button").click();
    await opened(frame);
    await frame.locator(".picture").waitFor();
    assert.equal(await page.locator("anc-simulator iframe").getAttribute("sandbox"), "allow-scripts allow-downloads allow-popups");
    const seen = await frame.locator("html").evaluate((html) => ({
      origin: self.origin,
      theme: html.dataset.theme,
      wide: html.scrollWidth <= innerWidth,
      bar: getComputedStyle(document.querySelector(".time-bar")).display,
    }));
    assert.deepEqual([seen.origin, seen.wide], ["null", true]);
    if (name.includes("dark")) assert.equal(seen.theme, "dark");
    if (attributes.startsWith("chrome")) {
      await page.waitForFunction(() => said.some(([type]) => type === "ready"));
      const bars = await Promise.all([".header", ".time-bar"].map((bar) => frame.locator(bar).isVisible()));
      assert.deepEqual(bars, { none: [false, false], time: [false, true], full: [true, true] }[attributes.slice(8, -1)]);
    }
    await close();
  });
}

test("what the address of a frame cannot mean is said in it", async () => {
  const { page, frame, close } = await documentation('<anc-simulator scenario="alternate-failover" chrome="some" speed="warp"></anc-simulator>');
  await page.locator("anc-simulator button").click();
  await opened(frame);
  await frame.getByText("Part of the address of this frame was not understood").waitFor();
  await frame.getByText('chrome cannot be "some"; there are full, time, none.').waitFor();
  await frame.getByText(/speed cannot be "warp"; there are auto, 1m, /).waitFor();
  await close();
});

test("where framing is refused the page around says so, and the way out opens the same situation", { timeout: 60_000 }, async () => {
  const refusing = await serve(undefined, { cors: true, more: { "Content-Security-Policy": "frame-ancestors 'none'" } });
  const around = await host(
    `<!doctype html><title>Documentation</title><script src="${site.address}embed.js"></script><anc-simulator src="${refusing.address}" scenario="stale-status" t="46m" title="Stale"></anc-simulator>`,
  );
  const page = await browser.newPage();
  await page.goto(around.address);
  await page.getByRole("button", { name: "Stale" }).click();
  const notice = page.getByRole("status").filter({ hasText: "may not let it be shown in a frame" });
  await notice.waitFor({ timeout: 30_000 });
  const link = await notice.getByRole("link").getAttribute("href");
  assert.ok(link.startsWith(refusing.address) && link.includes("scenario=stale-status") && link.includes("t=46m") && !link.includes("embed"), link);
  // Where it is only slow, what is said goes away by itself.
  const slow = await serve(async (name, bytes) => {
    if (name.endsWith(".wasm")) await new Promise((later) => setTimeout(later, 4_000));
    return bytes;
  }, { cors: true });
  await page.evaluate((address) => {
    const other = document.createElement("anc-simulator");
    other.setAttribute("src", address);
    other.setAttribute("scenario", "stale-status");
    document.body.append(other);
    other.begin();
  }, slow.address);
  await page.waitForFunction(() => document.querySelectorAll("anc-simulator")[1].shadowRoot.querySelector("p"), undefined, { timeout: 30_000 });
  await page.waitForFunction(() => !document.querySelectorAll("anc-simulator")[1].shadowRoot.querySelector("p"), undefined, { timeout: 60_000 });
  await page.close();
  for (const one of [refusing, around, slow]) one.close();
});

test("two versions in one page: each element shows its own, and one whose messages are of another kind says so", { timeout: 60_000 }, async () => {
  const newer = await serve((name, bytes) => (name.endsWith(".wasm") || name !== "index.html" ? bytes : Buffer.from(bytes.toString().replace("<title>", '<meta name="newer">\n<title>'))), { cors: true });
  const around = await host(
    `<!doctype html><title>Documentation</title><script src="${site.address}embed.js"></script><script src="${newer.address}embed.js"></script>
<anc-simulator scenario="stale-status"></anc-simulator><anc-simulator scenario="small-office" src="${newer.address}"></anc-simulator>`,
  );
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(around.address);
  assert.ok(said.some((text) => text.includes("embed.js was loaded twice") && text.includes(`src="${newer.address}"`)), said.join());
  const states = await page.evaluate(async () => {
    const all = [...document.querySelectorAll("anc-simulator")];
    await Promise.all(all.map((one) => one.begin()));
    return Promise.all(all.map((one) => one.state()));
  });
  assert.deepEqual(states.map(({ scenario }) => scenario), ["stale-status", "small-office"]);
  assert.deepEqual(
    page.frames().slice(1).map((frame) => new URL(frame.url()).origin),
    [site, newer].map(({ address }) => new URL(address).origin),
  );
  assert.equal(await page.frames()[2].evaluate(() => document.querySelector("meta[name=newer]") !== null), true);
  // A simulator that speaks another version of messages: each of them, and this one still sends some of its own between them.
  await page.frames()[2].evaluate(() => setInterval(() => parent.postMessage(JSON.stringify({ source: "anc-sim", v: 2, type: "ready" }), "*"), 20));
  await page.getByRole("status").filter({ hasText: "speaks version 2 of its messages" }).waitFor();
  await page.close();
  newer.close();
  around.close();
});
