//! Cutting the program into parts: one file that the page begins with, and one for each part that `src/parts.rs` marks.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, SplitWasm, transform};

use crate::process::{program, root, run};
use crate::tools;

/// What the program imports the loading of its parts from: `public/parts.js`.
pub(crate) const LOADER: &str = "./parts.js";

/// The program, cut: files in a folder of the target directory.
pub(crate) struct Cut {
    /// What the page begins with.
    pub(crate) first: PathBuf,
    /// Its glue.
    pub(crate) glue: PathBuf,
    /// The files of each part, those that it rests on first.
    pub(crate) parts: Vec<(String, Vec<PathBuf>)>,
}

/// What `wasm-opt` is told; the measurements are of what is shipped, too. Of all settings that were tried, these make the
/// smallest file once it is compressed: functions of a kind side by side, and few of them inlined.
pub(crate) const WASM_OPT: [&str; 12] = [
    "-O2",
    "--shrink-level=1",
    "--one-caller-inline-max-function-size=0",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// Builds the program and cuts it.
pub(crate) fn cut() -> Result<Cut, String> {
    let target = root().join("target/page");
    let whole = compile(&target)?;
    let folder = target.join("cut");
    // Nothing of an earlier cut may stay.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let uncut = folder.join("first.wasm");
    let SplitWasm { split_modules, prefetch_map, .. } = split(&whole, &folder, &uncut)?;
    run(program("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--keep-lld-exports",
            "--no-typescript",
            "--out-name",
            "anc-sim",
            "--out-dir",
        ])
        .args([&folder, &uncut]))?;
    let first = folder.join("anc-sim_bg.wasm");
    if tools::wasm_opt() {
        for file in split_modules.iter().chain([&first]) {
            run(program("wasm-opt").arg(file).arg("-o").arg(file).args(WASM_OPT))?;
        }
    }
    let mut parts: Vec<(String, Vec<PathBuf>)> = prefetch_map
        .into_iter()
        .map(|(part, stems)| {
            let files = stems.into_iter().map(|stem| folder.join(stem).with_extension("wasm")).collect();
            (part, files)
        })
        .collect();
    parts.sort();
    if parts.is_empty() {
        return Err("the program was not cut: src/parts.rs marks no function".to_owned());
    }
    let loader = root().join("public").join(LOADER);
    let loader = fs::read_to_string(&loader).map_err(|error| format!("{}: {error}", loader.display()))?;
    for (part, _) in &parts {
        if !loader.contains(&format!("__wasm_split_load_{part} ")) {
            return Err(format!("public/parts.js does not export the loading of the part {part}"));
        }
    }
    Ok(Cut { first, glue: folder.join("anc-sim.js"), parts })
}

/// The release, with what the cutter needs: where each function is called from.
fn compile(target: &Path) -> Result<PathBuf, String> {
    let flags = r#"["--cfg=anc_parts", "-Clink-args=--emit-relocs"]"#;
    run(program("cargo")
        .args(["build", "--release", "--bin", "anc-sim", "--target", tools::WASM])
        .args(["--config", &format!("target.{}.rustflags={flags}", tools::WASM), "--target-dir"])
        .arg(target)
        // These would take the place of ours.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS"))?;
    Ok(target.join(tools::WASM).join("release/anc-sim.wasm"))
}

fn split(whole: &Path, folder: &Path, first: &Path) -> Result<SplitWasm, String> {
    let whole = fs::read(whole).map_err(|error| format!("{}: {error}", whole.display()))?;
    let mut options = Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = first;
    // The cutter writes a loader of its own by this name. Ours is another one: it asks for the digest of each file.
    options.link_name = LOADER;
    transform(options).map_err(|error| format!("the program could not be cut: {error:?}"))
}
