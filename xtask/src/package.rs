//! The npm package `anc-simulator`: the simulator for Node and for bundlers.

use std::fs;

use crate::build::{copy, read, remove, write};
use crate::cut::WASM_OPT;
use crate::process::{program, root, run};
use crate::tools;

/// Makes the package, into target/package/anc-simulator, and packs it: target/package/anc-simulator-VERSION.tgz.
pub(crate) fn package() -> Result<(), String> {
    tools::wasm_bindgen()?;
    run(program("cargo").args([
        "build",
        "--release",
        "--package",
        "anc-js",
        "--lib",
        "--target",
        tools::WASM,
    ]))?;
    let folder = root().join("target/package/anc-simulator");
    remove(&folder)?;
    copy(&root().join("crates/js/package"), &folder)?;
    let program_file = root().join("target").join(tools::WASM).join("release/anc_js.wasm");
    run(program("wasm-bindgen")
        .args(["--target", "web", "--out-name", "anc", "--no-typescript", "--out-dir"])
        .args([&folder, &program_file]))?;
    if tools::wasm_opt() {
        let bare = folder.join("anc_bg.wasm");
        run(program("wasm-opt").arg(&bare).arg("-o").arg(&bare).args(WASM_OPT))?;
    }
    let schema = "scenario.schema.json";
    let from = root().join("public/schema").join(schema);
    fs::copy(&from, folder.join(schema)).map_err(|error| format!("{}: {error}", from.display()))?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(name), folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    }
    let told = folder.join("package.json");
    let text = read(&told)?.replace("\"version\": \"0.0.0\"", &format!("\"version\": \"{VERSION}\""));
    write(&told, text.as_bytes())?;
    run(program("npm")
        .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
        .args([root().join("target/package"), folder]))
}

/// That of the workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");
