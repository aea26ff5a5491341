// docs/ci.md as it stands: each command of its pipelines, over a folder of scenarios that hold, and over one that does not.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { anc, broken, empty, program, root, scenario } from "./common.mjs";

const text = readFileSync(path.join(root, "docs/ci.md"), "utf8");
const folder = empty("ci");
const bin = path.join(root, "target/debug");
/** As the shell of a pipeline runs it. */
const shell = (line) => program(folder, "bash", ["-c", line], { PATH: `${bin}${path.delimiter}${process.env.PATH}` });
const commands = [...text.matchAll(/^ *- (?:run|script): (anc .*)$/gm), ...text.matchAll(/^(for seed .*)$/gm)].map(([, line]) => line);
const runs = commands.filter((line) => line.includes("anc run"));

before(async () => {
  mkdirSync(path.join(folder, "scenarios"));
  for (const id of ["alternate-failover", "stale-status"]) writeFileSync(path.join(folder, "scenarios", `${id}.json`), scenario(id));
  assert.equal((await anc(folder, "--version")).code, 0);
}, { timeout: 300_000 });

test("every command of the pipelines runs as it stands", async () => {
  assert.equal(commands.length, 5);
  for (const line of commands) {
    const { code, said } = await shell(line);
    assert.equal(code, 0, `${line}\n${said}`);
  }
  assert.match(readFileSync(path.join(folder, "scenarios.xml"), "utf8"), /<testsuites .*failures="0"/);
});

test("what they install is a package of this workspace", () => {
  assert.equal(text.match(/cargo install --locked --git .+ --rev .+ anc-cli$/gm).length, 2);
  assert.match(readFileSync(path.join(root, "crates/cli/Cargo.toml"), "utf8"), /name = "anc-cli"/);
});

test("each fails where an expectation does not hold, and GitHub is told the line", async () => {
  const { text, line } = broken();
  writeFileSync(path.join(folder, "scenarios/broken.json"), text);
  for (const command of runs) assert.equal((await shell(command)).code, 1, command);
  const { said } = await shell(runs.find((line) => line.includes("github")));
  const told = `::error file=scenarios/broken.json,line=${line},title=first-connection (seed 7)::/expect/1 at 6m: expected: anc-weu is failed; but it is running`;
  assert.ok(said.split("\n").includes(told), said);
  assert.match(readFileSync(path.join(folder, "scenarios.xml"), "utf8"), /failures="1"/);
});

test("a wrong file is told with its place, whatever stands in it", async () => {
  writeFileSync(path.join(folder, "scenarios/broken.json"), '{\n  "format": 1, "50%\\n::error::,": 1\n}');
  const { code, said } = await anc(folder, "check", "--format", "github", "scenarios/broken.json");
  assert.equal(code, 2);
  const lines = said.split("\n").filter((line) => line.startsWith("::"));
  assert.ok(lines.length > 1 && lines.every((line) => /^::error file=scenarios\/broken\.json,line=\d+,col=\d+,title=The file is wrong::[^\r\n]+$/.test(line)), said);
  assert.ok(lines.some((line) => line.includes("50%25\\n::error::,")), said);
  // What other build servers look for, anywhere in a line.
  writeFileSync(path.join(folder, "scenarios/broken.json"), '{ "##vso[task.setvariable variable=X]y": 1, "format": "##[error]" }');
  for (const format of ["text", "github", "junit", "json"]) {
    const { said } = await anc(folder, "check", "--format", format, "scenarios/broken.json");
    if (format === "text" || format === "github") assert.ok(!/##(vso)?\[/.test(said), said);
  }
});
