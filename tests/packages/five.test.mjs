// One file, five places, one digest: the page, an embedded one, the terminal, a package of tests in WebAssembly, and the npm package.

import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { app, browser as launch, host, serve } from "../e2e/harness.mjs";
import { anc, empty, program, root, runner, scenario, wasm } from "./common.mjs";

const id = "alternate-failover";
const file = path.join(root, "public/scenarios", `${id}.json`);
const folder = empty("five");
let browser;
let site;

before(async () => {
  [browser, site] = [await launch(), await serve(undefined, { cors: true })];
});
after(async () => {
  await browser.close();
  site.close();
});

async function inThePage() {
  const page = await app(browser, site, `?scenario=${id}#/activity`);
  await page.getByRole("slider", { name: "Time" }).press("End");
  const { state } = simulator.run(scenario(id));
  await page.waitForFunction((digest) => document.querySelector("main code")?.textContent.trim() === digest, state.digest);
  const digest = (await page.locator("main code").first().innerText()).trim();
  await page.context().close();
  return digest;
}

async function embedded() {
  const around = await host(
    `<!doctype html><title>Docs</title><script src="${site.address}embed.js"></script><anc-simulator scenario="${id}"></anc-simulator>`,
  );
  const page = await browser.newPage();
  await page.goto(around.address);
  const digest = await page.evaluate(async () => {
    const simulator = document.querySelector("anc-simulator");
    const ready = new Promise((told) => simulator.addEventListener("anc-ready", told));
    simulator.begin();
    await ready;
    const { end } = await simulator.state();
    await simulator.seek(end);
    return (await simulator.state()).digest;
  });
  await page.close();
  around.close();
  return digest;
}

async function inTheTerminal() {
  const { said } = await anc(folder, "run", "--format", "json", file);
  return JSON.parse(said).files[0].digest;
}

/** In WebAssembly a test can only hold or fail: it compares with the digest that is written into it. */
async function inACrate(digest) {
  await anc(folder, "new", "--crate", "five");
  const made = path.join(folder, "five");
  cpSync(file, path.join(made, "scenarios", `${id}.json`));
  const text = `#![cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn digest() {
    let report = anc_engine::scenario::must_hold("", include_bytes!("../scenarios/${id}.json")).expect("it holds");
    assert_eq!(report.digest.to_string(), "${digest}");
}
`;
  const run = async (text) => {
    writeFileSync(path.join(made, "tests/digest.rs"), text);
    return program(made, "cargo", ["test", ...wasm, "--test", "digest"], runner);
  };
  const { code, said } = await run(text);
  assert.ok(code === 0 && said.includes("1 passed"), said);
  const other = await run(text.replace(digest, `${digest[0] === "0" ? 1 : 0}${digest.slice(1)}`));
  assert.notEqual(other.code, 0, "another digest fails");
  return digest;
}

const simulator = await import(pathToFileURL(path.join(root, "target/package/anc-simulator/node.mjs")));

test("one file has one digest in five places", { timeout: 900_000 }, async () => {
  const digest = await inTheTerminal();
  assert.match(digest, /^[0-9a-f]{16,}$/);
  assert.deepEqual(
    {
      page: await inThePage(),
      embed: await embedded(),
      crate: await inACrate(digest),
      package: simulator.run(scenario(id)).digest,
    },
    { page: digest, embed: digest, crate: digest, package: digest },
  );
});
