// A package as `anc new --crate` writes it, in an empty folder: natively, in Node and in a browser.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { anc, broken, empty, program, runner, scenario, wasm } from "./common.mjs";

const folder = empty("crate");
const made = path.join(folder, "our-tests");
const cargo = (words, env = {}) => program(made, "cargo", ["test", ...words], { ...runner, ...env });
const passed = ({ code, said }, ...names) => {
  assert.equal(code, 0, said);
  for (const name of names) assert.match(said, new RegExp(`test (scenarios::)?${name} \\.\\.\\. ok`), said);
};

test("the package is written once, and not over something", async () => {
  const { code, said } = await anc(folder, "new", "--crate", "our-tests");
  assert.equal(code, 0, said);
  assert.equal((await anc(folder, "new", "--crate", "our-tests")).code, 2);
  for (const [words, why] of [
    [["../elsewhere"], "no name of a package"],
    [["x", "--sources", folder], "no crates/engine in it"],
    [["x", "--git", 'a"b'], "no address of a repository"],
  ]) {
    const { code, said } = await anc(folder, "new", "--crate", ...words);
    assert.ok(code === 2 && said.includes(why), said);
  }
});

test("its scenario is a test, and so is each that is put beside it", { timeout: 900_000 }, async () => {
  passed(await cargo([]), "my_scenario");
  writeFileSync(path.join(made, "scenarios/alternate-failover.json"), scenario("alternate-failover"));
  passed(await cargo([]), "my_scenario", "alternate_failover");
});

test("the same in Node and in a browser", { timeout: 900_000 }, async () => {
  passed(await cargo(wasm), "my_scenario", "alternate_failover");
  passed(await cargo(wasm, { WASM_BINDGEN_USE_BROWSER: "1" }), "my_scenario", "alternate_failover");
});

test("what does not hold fails with its line, everywhere; what is no scenario with its place", { timeout: 900_000 }, async () => {
  const { text, line } = broken();
  writeFileSync(path.join(made, "scenarios/broken.json"), text);
  writeFileSync(path.join(made, "scenarios/wrong.json"), '{\n  "format": 2\n}');
  for (const words of [[], wasm]) {
    const { code, said } = await cargo(words);
    assert.notEqual(code, 0);
    assert.match(said, new RegExp(`scenarios/broken\\.json:${line}: /expect/1 at 6m: expected: anc-weu is failed; but it is running`), said);
    assert.match(said, /scenarios\/wrong\.json:2:\d+: \/format: /, said);
    assert.match(said, /2 passed; 2 failed/, said);
  }
});

test("its README tells the versions that go with it", () => {
  const lock = readFileSync(path.join(made, "Cargo.lock"), "utf8");
  const [, version] = readFileSync(path.join(made, "README.md"), "utf8").match(/--version (\S+)/);
  assert.ok(lock.includes(`name = "wasm-bindgen"\nversion = "${version}"`), version);
});
