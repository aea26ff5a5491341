//! Sizes of the release page: raw and brotli, of each file and of the first load.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::build;
use crate::process::root;

/// The budget of all that the running overview loads, in KB of 1,024 bytes, brotli. Source: decisions.md, *The program*.
pub(crate) const FIRST_LOAD_KB_MAX: f64 = 270.0;

/// The budget of each file that is fetched later, likewise.
pub(crate) const PART_KB_MAX: f64 = 60.0;

/// A file of the page.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) raw: usize,
    pub(crate) brotli: usize,
    pub(crate) first_load: bool,
}

/// Builds the release page, prints its sizes, and fails over budget.
pub(crate) fn size() -> Result<(), String> {
    build::release()?;
    let files = measure()?;
    println!("{:<44} {:>10} {:>10}", "file", "raw", "brotli");
    for file in &files {
        let mark = if file.first_load { "" } else { "  (later)" };
        println!("{:<44} {:>10} {:>10}{mark}", file.name, file.raw, file.brotli);
    }
    if let Some(part) = files.iter().find(|file| is_part(&file.name) && kb(file) > PART_KB_MAX) {
        return Err(format!("{} is {:.1} KB over its {PART_KB_MAX} KB", part.name, kb(part) - PART_KB_MAX));
    }
    let first_load = first_load_kb(&files);
    println!("first load: {first_load:.1} KB brotli; budget {FIRST_LOAD_KB_MAX} KB");
    if first_load > FIRST_LOAD_KB_MAX {
        return Err(format!("the first load is {:.1} KB over budget", first_load - FIRST_LOAD_KB_MAX));
    }
    Ok(())
}

/// The first load: html, js, wasm and css.
pub(crate) fn first_load_kb(files: &[Measured]) -> f64 {
    files.iter().filter(|file| file.first_load).map(kb).sum()
}

fn kb(file: &Measured) -> f64 {
    file.brotli as f64 / 1024.0
}

/// Whether a file is fetched when it is wanted: a part of the program.
fn is_part(name: &str) -> bool {
    name.starts_with("parts/") || name.starts_with("parts\\")
}

/// Measures dist/ as it is.
pub(crate) fn measure() -> Result<Vec<Measured>, String> {
    let dist = root().join("dist");
    let mut paths = Vec::new();
    collect(&dist, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).map_err(|error| error.to_string())?;
            let name = path.strip_prefix(&dist).unwrap_or(&path).to_string_lossy().into_owned();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let first_load = !is_part(&name) && matches!(ending, "html" | "js" | "wasm" | "css");
            Ok(Measured { raw: bytes.len(), brotli: brotli(&bytes)?, first_load, name })
        })
        .collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn brotli(bytes: &[u8]) -> Result<usize, String> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(bytes).map_err(|error| error.to_string())?;
    drop(writer);
    Ok(packed.len())
}
