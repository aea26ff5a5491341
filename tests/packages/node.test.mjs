// The npm package in a clean project: what its README shows, its types, the whole library, what fails, and a bundler.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser } from "../e2e/harness.mjs";
import { broken, digests, empty, ids, program, root, scenario } from "./common.mjs";

const project = empty("node");
const npm = (...words) => program(project, "npm", [...words, "--ignore-scripts", "--no-audit", "--no-fund"]);
const npx = (...words) => program(project, "npx", ["--no-install", ...words]);
const write = (name, text) => writeFileSync(path.join(project, name), text);
const package_ = path.join(root, "target/package");
const snippets = [...readFileSync(path.join(root, "crates/js/package/README.md"), "utf8").matchAll(/```js\n([^]*?)```/g)].map(([, text]) => text);
let simulator;
let matchers;

before(async () => {
  cpSync(path.join(root, "tests/packages/project"), project, { recursive: true });
  const { version } = JSON.parse(readFileSync(path.join(package_, "anc-simulator/package.json"), "utf8"));
  for (const words of [["ci"], ["install", "--no-save", path.join(package_, `anc-simulator-${version}.tgz`)]]) {
    const { code, said } = await npm(...words);
    assert.equal(code, 0, said);
  }
  write("scenario.json", scenario("alternate-failover"));
  const installed = path.join(project, "node_modules/anc-simulator");
  simulator = await import(pathToFileURL(path.join(installed, "node.mjs")));
  matchers = await import(pathToFileURL(path.join(installed, "matchers.mjs")));
}, { timeout: 300_000 });

test("what the README shows runs as it stands", async () => {
  const [example, node, vitest] = snippets;
  assert.equal(snippets.length, 3);
  write("example.mjs", example);
  write("node.test.mjs", node);
  write("vitest.test.mjs", vitest);
  const ran = await program(project, "node", ["example.mjs"]);
  assert.equal(ran.code, 0, ran.said);
  assert.match(ran.said, /the checks run again|fact/);
  assert.match(ran.said, /\b[0-9a-f]{16,}\b\n$/);
  for (const { code, said } of [await program(project, "node", ["--test", "node.test.mjs"]), await npx("vitest", "run", "vitest.test.mjs")]) {
    assert.equal(code, 0, said);
    assert.match(said, /pass 1|1 passed/, said);
  }
});

test("what does not hold fails with its line, in both runners", async () => {
  const { text, line } = broken();
  write("broken.json", text);
  const [, node, vitest] = snippets.map((snippet) => snippet.replace("scenario.json", "broken.json"));
  write("node.test.mjs", node);
  write("vitest.test.mjs", vitest);
  for (const { code, said } of [await program(project, "node", ["--test", "node.test.mjs"]), await npx("vitest", "run", "vitest.test.mjs")]) {
    assert.notEqual(code, 0);
    assert.ok(said.includes(`${line}: /expect/1 at 6m: expected: anc-weu is failed; but it is running`), said);
  }
});

test("its types fit what somebody does with it", async () => {
  for (const words of [[], ["--project", "tsconfig.vitest.json"]]) {
    const { code, said } = await npx("tsc", ...words);
    assert.equal(code, 0, said);
  }
});

test("the whole library has its digests, and every scenario holds", () => {
  assert.equal(ids.length, Object.keys(digests).length);
  for (const id of ids) {
    const run = simulator.run(scenario(id));
    assert.equal(run.digest, digests[id], id);
    matchers.assertHolds(run);
    assert.ok(run.expectations().every(({ verdict }) => verdict === "held"), id);
    run.free();
  }
});

test("a run that was not played to its end does not hold", () => {
  assert.throws(() => matchers.assertHolds(simulator.load(scenario("alternate-failover"))), /but the run is not there yet/);
});

test("one acts, asks why, goes back, and takes it along as a file", () => {
  const run = simulator.load(JSON.parse(scenario("alternate-failover")), { seed: 7 });
  assert.equal(run.state.seed, 7);
  run.run("1h");
  assert.equal(run.act({ admin: { action: "retryChecks", connection: "anc-weu" } }), null);
  const refused = run.act({ admin: { action: "retryChecks", connection: "anc-weu" } });
  assert.equal(refused.rule, "checksRunning");
  const { digest } = run.run();
  const failed = run.records().findLast((record) => run.why(record)?.reasons.length);
  const { sentence, chain } = run.why(failed);
  assert.ok(sentence.length > 20 && chain.at(-1).cause === null, sentence);
  assert.equal(run.why(run.records()[0]), null);
  const again = simulator.run(run.export());
  assert.equal(again.state.records, run.state.records);
  assert.equal(run.run("1h").state.now, "1h");
  assert.equal(run.run().digest, digest);
  run.send({ intent: "undo" });
  assert.notEqual(run.digest, null);
});

test("what is wrong is said, and the run stays", () => {
  for (const [file, expected] of [["{", /^1:1: This is not JSON/], ["", /./], [{ format: 1 }, /id/], ["[]", /./], ["{}".padEnd(2 ** 20 + 1), /too large/]]) {
    assert.throws(() => simulator.load(file), (error) => error instanceof simulator.ScenarioError && expected.test(error.message) && error.errors.length > 0);
  }
  for (const seed of [-1, 0.5, 2 ** 60, "7", NaN]) assert.throws(() => simulator.load(scenario("alternate-failover"), { seed }), RangeError);
  const run = simulator.load(scenario("alternate-failover")).run("1h");
  const before = run.digest;
  for (const wrong of [
    () => run.run("soon"),
    () => run.act({ admin: { action: "dance" } }),
    () => run.act({}),
    () => run.send({ intent: "dance" }),
    () => run.send({ intent: "open", document: {} }),
  ]) {
    assert.throws(wrong, (error) => error instanceof simulator.Rejected && error.message.length > 5);
  }
  assert.equal(run.why({ key: { at: 1, entity: "x", kind: "y", n: 0 } }), null);
  assert.equal(run.why({ key: null }), null);
  assert.equal(run.digest, before);
});

test("a bundler takes it along, and the page that it makes has the same digest", { timeout: 120_000 }, async () => {
  const { code, said } = await npx("vite", "build", "--base", "./", "--outDir", "built");
  assert.equal(code, 0, said);
  const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, "http://x").pathname.slice(1) || "index.html";
    if (name === "favicon.ico") return response.writeHead(204).end();
    response.writeHead(200, { "Content-Type": types[path.extname(name)] ?? "text/plain" });
    response.end(readFileSync(path.join(project, "built", name)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const chromium = await browser();
  try {
    const page = await chromium.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction((digest) => document.title === digest, digests["alternate-failover"]);
  } finally {
    await chromium.close();
    server.close();
  }
});
