//! Cutting the program into parts: one file that the page begins with, and one for each part that `src/shell/parts.rs` marks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, SplitWasm, transform};
use wasmparser::{Parser, Payload, TypeRef};

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
pub(crate) const WASM_OPT: [&str; 16] = [
    "-O2",
    "--shrink-level=1",
    "--one-caller-inline-max-function-size=0",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
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
    let SplitWasm { prefetch_map, .. } = split(&whole, &folder, &uncut)?;
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
    let mut parts: Vec<(String, Vec<PathBuf>)> = prefetch_map
        .into_iter()
        .map(|(part, stems)| {
            let files = stems.into_iter().map(|stem| folder.join(stem).with_extension("wasm")).collect();
            (part, files)
        })
        .collect();
    parts.sort();
    if tools::wasm_opt() {
        merge_shared(&folder, &mut parts)?;
        let files: BTreeSet<&PathBuf> = parts.iter().flat_map(|(_, files)| files).chain([&first]).collect();
        for file in files {
            run(program("wasm-opt").arg(file).arg("-o").arg(file).args(WASM_OPT))?;
        }
    }
    if parts.is_empty() {
        return Err("the program was not cut: src/shell/parts.rs marks no function".to_owned());
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

/// The part that begins before any other one.
pub(crate) const BASE: &str = "engine";

/// What parts import from, by the cutter's name for it, and by the name that is left to the base part once it is one file.
const SHARED: [&str; 2] = ["__wasm_split", "first"];

/// The file of what many of the other parts share.
const COMMON: &str = "common";
/// What so many parts share is in it. What fewer share stays in files of their own: it would be too much for the others.
const MANY: usize = 4;
/// Unless it is as small as this, in bytes before it is made smaller: the digest and the head of a file of its own would be more.
const TINY: u64 = 1_200;

/// What few want, in a frame, to write files, to share a run, to put two beside each other or to see one or an answer over time: what it shares with others is not theirs to carry.
const SELDOM: [&str; 8] = ["comparing", "embed", "files", "report", "sharing", "timeline", "tools", "why"];

/// The cutter lays what several parts share into files of their own, one for each set of parts: dozens of them, most of them tiny. The
/// base begins before the others, so what it shares with them need not be apart; and what many of the others share is one file,
/// too: it packs better, it is one to fetch, and one whose digest the page has to say.
fn merge_shared(folder: &Path, parts: &mut [(String, Vec<PathBuf>)]) -> Result<(), String> {
    let (_, base) =
        parts.iter().find(|(part, _)| part == BASE).ok_or("there is no part that the others rest on")?;
    let base = base.clone();
    let mut sharing: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let counted =
        parts.iter().filter(|(part, _)| !SELDOM.contains(&part.as_str())).flat_map(|(_, files)| files);
    for file in counted.filter(|file| !base.contains(file)) {
        *sharing.entry(file.clone()).or_default() += 1;
    }
    let common: Vec<PathBuf> = sharing
        .into_iter()
        .filter(|(file, count)| *count >= MANY || (*count > 1 && is_tiny(file)))
        .map(|(file, _)| file)
        .collect();
    // The base comes before it.
    for (name, files) in [(COMMON, common), (BASE, base)] {
        if files.is_empty() {
            continue;
        }
        let merged = merge(folder, &files, name)?;
        for (_, of) in &mut *parts {
            if of.iter().any(|file| files.contains(file)) {
                of.retain(|file| !files.contains(file));
                of.insert(0, merged.clone());
            }
        }
    }
    Ok(())
}

fn is_tiny(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| about.len() <= TINY)
}

/// One file of several. What calls from one of them into another still goes through the table: `wasm-opt` cannot know who else
/// fills it.
fn merge(folder: &Path, files: &[PathBuf], name: &str) -> Result<PathBuf, String> {
    let features = || WASM_OPT.iter().filter(|option| option.starts_with("--enable"));
    // Each file imports the same memory and table. One module that hands them on makes them one import.
    let (text, bridge) = (folder.join("bridge.wat"), folder.join("bridge.wasm"));
    fs::write(&text, handing_on(files)?).map_err(|error| format!("{}: {error}", text.display()))?;
    run(program("wasm-as").arg(&text).arg("-o").arg(&bridge).args(features()))?;
    let merged = folder.join(name).with_extension("wasm");
    let mut merge = program("wasm-merge");
    merge.arg(&bridge).arg(SHARED[0]);
    for (position, file) in files.iter().enumerate() {
        merge.arg(file).arg(format!("file{position}"));
    }
    run(merge.arg("-o").arg(&merged).args(features()))?;
    Ok(merged)
}

/// A module, as text, that imports what files import from the first one, and exports it by the same names.
fn handing_on(files: &[PathBuf]) -> Result<String, String> {
    let mut known = BTreeMap::new();
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        for payload in Parser::new(0).parse_all(&bytes) {
            let Payload::ImportSection(imports) = payload.map_err(|error| error.to_string())? else {
                continue;
            };
            for import in imports.into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                let kind = match import.ty {
                    TypeRef::Memory(memory) => ("memory", memory.initial.to_string()),
                    TypeRef::Table(table) => ("table", format!("{} funcref", table.initial)),
                    TypeRef::Global(global) if global.mutable => ("global", "(mut i32)".to_owned()),
                    other => return Err(format!("a part imports {}, which is new: {other:?}", import.name)),
                };
                known.insert(import.name.to_owned(), kind);
            }
        }
    }
    // Imports come before everything else.
    let [mut imports, mut exports] = [String::new(), String::new()];
    for (name, (kind, rest)) in known {
        imports += &format!("(import \"{}\" \"{name}\" ({kind} ${name} {rest}))\n", SHARED[1]);
        exports += &format!("(export \"{name}\" ({kind} ${name}))\n");
    }
    Ok(format!("(module\n{imports}{exports})\n"))
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
