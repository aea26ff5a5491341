// What the tests of packages share: an empty folder, and programs that run in it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../e2e/harness.mjs";

export { root };

/** A folder with nothing in it, far from this workspace; gone with the tests. */
export function empty(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `anc-${name}-`));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program to its end: its code, and all that it said. */
export async function program(cwd, name, words, env = {}) {
  // A test runner inside of one would do nothing.
  const { NODE_TEST_CONTEXT, ...ours } = process.env;
  // On Windows npm and its programs are scripts.
  const child = spawn(name, words, { cwd, env: { ...ours, ...env }, shell: process.platform === "win32" });
  let said = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (part) => (said += part));
  const [code] = await once(child, "close");
  return { code, said };
}

export const scenario = (id) => readFileSync(path.join(root, "public/scenarios", `${id}.json`), "utf8");
export const ids = readdirSync(path.join(root, "public/scenarios")).map((name) => name.replace(/\.json$/, ""));
export const digests = JSON.parse(readFileSync(path.join(root, "tests/data/digests.json"), "utf8"));

/** A copy of a scenario in which an expectation does not hold, and the line of that. */
export function broken() {
  const text = scenario("first-connection").replace('"status": "running"', '"status": "failed"');
  const line = text.split("\n").findIndex((line) => line.includes('"status": "failed"')) + 1;
  return { text, line };
}

let built;
/** The terminal program. */
export async function anc(cwd, ...words) {
  built ??= program(root, "cargo", ["build", "--quiet", "-p", "anc-cli"]);
  const { code, said } = await built;
  if (code !== 0) throw new Error(said);
  return program(cwd, path.join(root, "target/debug", process.platform === "win32" ? "anc.exe" : "anc"), words);
}

/** Where packages that tests make are compiled: their dependencies once, however often they run. */
export const target = path.join(root, "target/new-crate");
export const wasm = ["--target", "wasm32-unknown-unknown"];
export const runner = { CARGO_TARGET_DIR: target, CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner" };
