//! Everything that must hold, in one run with one summary.

use std::process::Command;
use std::time::Instant;

use crate::browsers::{self, Browser, Engine};
use crate::process::{program, root, tee};
use crate::{build, package, tools};

/// A part of the tests: its name, and what it runs.
type Part = (&'static str, fn(&mut Summary));

const PARTS: [Part; 8] = [
    ("format", format),
    ("lint", lint),
    ("native", native),
    ("wasm", wasm),
    ("browser", browser),
    ("e2e", e2e),
    ("packages", packages),
    ("supply", supply),
];

/// What was seen so far.
struct Summary {
    /// The engines that the browser's tests run in.
    engines: Vec<Engine>,
    passed: u32,
    failed: u32,
    lines: Vec<String>,
    /// When what is under way began: the summary says how long each step took.
    since: Instant,
}

impl Summary {
    /// A step that passes or fails as a whole.
    fn step(&mut self, name: &str, outcome: &Result<(), String>) -> bool {
        let good = outcome.is_ok();
        if let Err(why) = outcome {
            println!("{why}");
        }
        self.count(name, u32::from(good), u32::from(!good));
        good
    }

    /// A step that counts its tests. A step that fails without a failed test has failed all the same, and so has one
    /// that ran no test.
    fn tests(&mut self, name: &str, command: &mut Command) {
        println!("── {name}");
        let (outcome, said) = tee(command);
        let (passed, failed) = counts(&said);
        let broken = (outcome.is_err() && failed == 0) || (outcome.is_ok() && passed == 0);
        self.count(name, passed, failed + u32::from(broken));
    }

    fn count(&mut self, name: &str, passed: u32, failed: u32) {
        self.passed += passed;
        self.failed += failed;
        let took = std::mem::replace(&mut self.since, now()).elapsed().as_secs();
        self.lines.push(format!("{name:<34} {passed:>5} passed {failed:>5} failed {took:>6} s"));
    }
}

/// The time that a step takes is of this world, and only told.
#[expect(clippy::disallowed_methods, reason = "nothing is decided by it")]
fn now() -> Instant {
    Instant::now()
}

/// Runs all parts, or those that are named. Ends with `N passed, N failed`.
pub(crate) fn test(words: &[&str]) -> Result<(), String> {
    let (wanted, engines) = match words {
        [parts @ .., "--browsers", names] => (parts, Engine::named(names)?),
        parts => (parts, Engine::ALL.to_vec()),
    };
    if let Some(unknown) = wanted.iter().find(|&&part| PARTS.iter().all(|&(name, _)| name != part)) {
        let names: Vec<&str> = PARTS.iter().map(|&(name, _)| name).collect();
        return Err(format!("test does not know the part {unknown}; it knows {}", names.join(", ")));
    }
    let mut summary = Summary { engines, passed: 0, failed: 0, lines: Vec::new(), since: now() };
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.contains(&name) {
            part(&mut summary);
        }
    }
    println!();
    for line in &summary.lines {
        println!("{line}");
    }
    for engine in Engine::ALL.into_iter().filter(|engine| !summary.engines.contains(engine)) {
        println!(
            "{:<34} skipped: --browsers does not name it",
            format!("wasm and journeys, {}", engine.name())
        );
    }
    println!("{} passed, {} failed", summary.passed, summary.failed);
    if summary.failed == 0 { Ok(()) } else { Err("the tests failed".to_owned()) }
}

fn format(summary: &mut Summary) {
    if !summary.step("rustfmt and clippy", &tools::format_and_lint()) {
        return;
    }
    let (outcome, _) = tee(program("cargo").args(["fmt", "--all", "--check"]));
    summary.step("format", &outcome);
}

fn lint(summary: &mut Summary) {
    println!("── clippy");
    if !summary
        .step("clippy and the target for wasm", &tools::format_and_lint().and_then(|()| tools::wasm_target()))
    {
        return;
    }
    let (outcome, _) =
        tee(program("cargo").args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    summary.step("clippy", &outcome);
    let (outcome, _) = tee(program("cargo").args([
        "clippy",
        "--target",
        tools::WASM,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]));
    summary.step("clippy, wasm", &outcome);
    // What somebody reads who uses the simulator as a library.
    let mut docs = program("cargo");
    docs.args(["doc", "--no-deps", "--package", "anc-model", "--package", "anc-engine"]);
    docs.args(["--package", "anc-session", "--package", "anc-test"]);
    let (outcome, _) = tee(docs.env("RUSTDOCFLAGS", "-D warnings"));
    summary.step("documentation", &outcome);
}

fn native(summary: &mut Summary) {
    summary.tests("native", program("cargo").args(["test", "--workspace"]));
}

fn wasm(summary: &mut Summary) {
    if !summary.step("tools for wasm", &tools::wasm_bindgen().and_then(|()| tools::node())) {
        return;
    }
    let mut command = program("cargo");
    command.args(["test", "-p", "anc-engine", "--target", tools::WASM, "--test", "wasm"]);
    summary.tests("wasm, in Node", command.env(RUNNER, "wasm-bindgen-test-runner"));
}

const RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

/// The browsers that are wanted; one that cannot be had has failed, by name.
fn browsers(summary: &mut Summary) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for engine in summary.engines.clone() {
        match engine.find() {
            Ok(browser) => browsers.push(browser),
            Err(why) => {
                summary.step(engine.name(), &Err(why));
            }
        }
    }
    browsers
}

fn browser(summary: &mut Summary) {
    if !summary.step("tools for wasm in browsers", &tools::wasm_bindgen()) {
        return;
    }
    for browser in browsers(summary) {
        let mut command = browsers::with_screen("cargo");
        command.args(["test", "-p", "anc-sim", "--target", tools::WASM, "--test", "browser"]);
        command.env(RUNNER, "wasm-bindgen-test-runner").env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        match browser.tell(&mut command) {
            Ok(command) => summary.tests(&format!("wasm, in {}", browser.name()), command),
            Err(why) => {
                summary.step(browser.name(), &Err(why));
            }
        }
    }
}

fn e2e(summary: &mut Summary) {
    if !summary.step("Node.js with its packages", &tools::node()) {
        return;
    }
    // Most of them need what only Chromium can do: another network, another screen, a look into the accessibility tree.
    let chromium = browsers::chromium();
    if !summary.step("Chromium", &chromium.as_ref().map(|_| ()).map_err(Clone::clone)) {
        return;
    }
    let engines: Vec<_> = browsers(summary).iter().map(Browser::json).collect();
    if !summary.step("release page", &build::release()) {
        return;
    }
    let mut command = node_tests("tests/e2e");
    command
        .env("CHROME", chromium.unwrap_or_default())
        .env("ENGINES", serde_json::Value::from(engines).to_string());
    summary.tests("end to end", &mut command);
}

/// All tests of a folder, in Node.
fn node_tests(folder: &str) -> Command {
    let mut command = browsers::with_screen("node");
    command.args([
        "--test",
        "--test-reporter=spec",
        "--test-concurrency=1",
        "--test-force-exit",
        "--test-timeout=420000",
    ]);
    let mut files: Vec<_> = std::fs::read_dir(root().join(folder))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    command.args(files);
    command
}

/// What others put into their projects: packages for Rust and for Node, and the terminal program in pipelines.
fn packages(summary: &mut Summary) {
    let tools = tools::node().and_then(|()| tools::wasm_bindgen());
    if !summary.step("tools for packages", &tools) || !summary.step("npm package", &package::package()) {
        return;
    }
    // One test compares with the page.
    if !root().join("dist/index.html").exists() && !summary.step("release page", &build::release()) {
        return;
    }
    let mut command = node_tests("tests/packages");
    let told = browsers::chromium().and_then(|chromium| {
        command.env("CHROME", chromium);
        Engine::Chromium.find()?.tell(&mut command).map(|_| ())
    });
    if summary.step("Chromium for packages", &told) {
        summary.tests("packages", &mut command);
    }
}

fn supply(summary: &mut Summary) {
    if summary.step("tools for licences", &tools::cargo_deny()) {
        // Packages of other systems are looked at too, and a build here has not fetched them.
        let (fetched, _) = tee(program("cargo").args(["fetch", "--locked"]));
        summary.step("dependencies of all systems", &fetched);
        let check = ["deny", "--workspace", "--offline", "check", "bans", "licenses", "sources"];
        let (outcome, _) = tee(program("cargo").args(check));
        summary.step("licences and sources", &outcome);
    }
}

/// Counts the tests in what cargo, wasm-bindgen-test-runner or Node said.
fn counts(said: &str) -> (u32, u32) {
    let mut counts = (0, 0);
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |word: &str| word.parse::<u32>().unwrap_or(0);
        match words[..] {
            ["test", "result:", _, passed, "passed;", failed, "failed;", ..] => {
                counts.0 += number(passed);
                counts.1 += number(failed);
            }
            ["ℹ" | "#", "pass", passed] => counts.0 += number(passed),
            ["ℹ" | "#", "fail", failed] => counts.1 += number(failed),
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn tests_are_counted_in_what_runners_say() {
        let cargo =
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        let failed = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(&format!("{cargo}\nnoise\n{failed}")), (15, 2));
        assert_eq!(counts("ℹ tests 9\nℹ pass 8\nℹ fail 1"), (8, 1));
        assert_eq!(counts("no tests here"), (0, 0));
    }
}
