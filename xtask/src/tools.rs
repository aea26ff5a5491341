//! The tools that are needed, installed into target/tools when they are missing or of the wrong version. What cannot
//! be installed is one clear line with the remedy.

use std::path::Path;

use crate::process::{output, program, root, run, tools};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const BINARYEN: &str = "132.0.0";

/// What Rust compiles the page for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What builds the page while one works on it.
pub(crate) fn page() -> Result<(), String> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, true)?;
    wasm_bindgen()
}

/// The components that `rust-toolchain.toml` names. rustup fetches them by itself, unless it was told not to.
pub(crate) fn format_and_lint() -> Result<(), String> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if output(program("cargo").args([command, "--version"])).is_none() {
            rustup(["component", "add", component])?;
        }
    }
    Ok(())
}

/// The target that `rust-toolchain.toml` names. rustup fetches it by itself, unless it was told not to.
pub(crate) fn wasm_target() -> Result<(), String> {
    let libraries = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).exists()) {
        return Ok(());
    }
    rustup(["target", "add", WASM])
}

fn rustup(words: [&str; 3]) -> Result<(), String> {
    println!("adding {} to the toolchain", words[2]);
    run(program("rustup").args(words)).map_err(|why| {
        let words = words.join(" ");
        format!("{why}\nThe toolchain lacks what it needs: install rustup from rustup.rs, and run `rustup {words}`")
    })
}

/// `wasm-bindgen` and its test runner, of exactly the version of the library.
pub(crate) fn wasm_bindgen() -> Result<(), String> {
    wasm_target()?;
    let lock =
        std::fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let version = lock
        .split("[[package]]")
        .find(|package| package.contains("name = \"wasm-bindgen\"\n"))
        .and_then(|package| package.split("version = \"").nth(1)?.split('"').next())
        .ok_or("Cargo.lock names no wasm-bindgen")?;
    // Without the lock file of its own: that one can name crate versions that were withdrawn.
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", version, false)
}

/// What looks at licences and sources of dependencies.
pub(crate) fn cargo_deny() -> Result<(), String> {
    cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, true)
}

pub(crate) fn cargo_tool(package: &str, binary: &str, version: &str, locked: bool) -> Result<(), String> {
    let has = output(program(binary).arg("--version"));
    let ours = tools().join("bin").join(format!("{binary}{}", std::env::consts::EXE_SUFFIX));
    if ours.exists() && has.is_some_and(|said| said.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    println!("installing {package} {version} into target/tools; this takes some minutes, once");
    let mut install = program("cargo");
    install.args(["install", package, "--version", version, "--force", "--root"]).arg(tools());
    if locked {
        install.arg("--locked");
    }
    run(&mut install)
        .map_err(|why| format!("{why}\n{package} {version} could not be installed: is crates.io reachable?"))
}

/// `wasm-opt`, when npm is there to bring it. Without it the page is larger, and works.
pub(crate) fn wasm_opt() -> bool {
    let wanted = format!("version {}", BINARYEN.split('.').next().unwrap_or_default());
    let has = || output(program("wasm-opt").arg("--version")).is_some_and(|said| said.contains(&wanted));
    if has() {
        return true;
    }
    println!("installing binaryen {BINARYEN} into target/tools");
    let package = format!("binaryen@{BINARYEN}");
    let mut install = program("npm");
    install.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    let installed = run(install.arg(tools()).arg(package)).is_ok() && has();
    if !installed {
        println!(
            "wasm-opt is missing and npm could not bring it: the page will be larger. Install Node.js to mend that."
        );
    }
    installed
}

/// Node.js, for the end-to-end tests, with the packages of their lock file.
pub(crate) fn node() -> Result<(), String> {
    if output(program("node").arg("--version")).is_none() {
        return Err("Node.js is missing: install it from nodejs.org, version 20 or newer".to_owned());
    }
    packages(&root().join("tests/e2e"))
}

/// The packages of the lock file of a folder.
pub(crate) fn packages(folder: &Path) -> Result<(), String> {
    let lock = std::fs::read(folder.join("package-lock.json"))
        .map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules/.anc-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(program("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))?;
    std::fs::write(stamp, lock).map_err(|error| error.to_string())
}
