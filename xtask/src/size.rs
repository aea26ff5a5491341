//! Sizes of the release page: raw and brotli, of each file and of the first load.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::process::root;
use crate::{build, cut, tools};

/// When the page fetches a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fetched {
    /// Before anything answers: the frame.
    First,
    /// At once after it: the engine and the overview.
    AtOnce,
    /// When somebody wants it: another part of the program.
    Later,
    /// It is no part of the program: scenarios, the schema.
    Data,
}

impl Fetched {
    fn of(name: &str) -> Self {
        let name = name.replace('\\', "/");
        let ending = Path::new(&name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match name.strip_prefix("parts/") {
            Some(part) if part.starts_with(cut::BASE) => Self::AtOnce,
            Some(_) => Self::Later,
            // What pages around load, and an example of one.
            None if name == "embed.js" || name.starts_with("examples/") => Self::Data,
            // What keeps the app, once it is there, for when there is no network.
            None if matches!(&*name, "editor.js" | "offline.js" | "png.js" | "sw.js" | "tour.js") => {
                Self::Data
            }
            None if matches!(ending, "html" | "js" | "wasm" | "css") => Self::First,
            None => Self::Data,
        }
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::AtOnce => "at once",
            Self::Later => "later",
            Self::Data => "data",
        }
    }
}

/// A file of the page.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) raw: usize,
    pub(crate) brotli: usize,
    pub(crate) fetched: Fetched,
}

/// A budget in KB of 1,024 bytes, brotli, and what was found.
pub(crate) struct Budget {
    pub(crate) what: String,
    pub(crate) found: f64,
    pub(crate) most: f64,
    /// What nothing may grow beyond: more than the budget only where that does not hold, and decisions.md says why.
    pub(crate) limit: f64,
}

/// The budgets of the program. Source: decisions.md, *The program*.
pub(crate) fn budgets(files: &[Measured]) -> Vec<Budget> {
    let sum = |when: &[Fetched]| files.iter().filter(|file| when.contains(&file.fetched)).map(kb).sum();
    let mut budgets = vec![
        Budget {
            what: "first part, with html, css and glue".to_owned(),
            found: sum(&[Fetched::First]),
            most: 130.0,
            limit: 130.0,
        },
        Budget {
            what: "running overview".to_owned(),
            found: sum(&[Fetched::First, Fetched::AtOnce]),
            most: 270.0,
            limit: 412.0,
        },
    ];
    budgets.extend(later_parts(files).into_iter().map(|(part, found)| Budget {
        limit: if part == LARGEST { 83.0 } else { 69.0 },
        what: format!("part {part}"),
        found,
        most: 60.0,
    }));
    budgets
}

/// The part that has most of its own: it makes runs anew with something else in them, plays two of them, and draws both.
const LARGEST: &str = "comparing";

/// A part that begins with another one: the editor has each text checked.
const RESTS_ON: (&str, &str) = ("tools", "checker");

/// The parts that are fetched later, and what each brings besides the engine, and besides the part that it rests on.
fn later_parts(files: &[Measured]) -> Vec<(String, f64)> {
    let table = fs::read_to_string(root().join("dist").join(build::TABLE)).unwrap_or_default();
    let told: serde_json::Value = serde_json::from_str(&table).unwrap_or_default();
    let parts = told["parts"].as_object().cloned().unwrap_or_default();
    let names_of = |part: &str| -> Vec<&str> {
        let positions = told["parts"][part].as_array().into_iter().flatten();
        positions.filter_map(|at| told["files"][at.as_u64()? as usize][0].as_str()).collect()
    };
    let later = parts.keys().filter(|part| *part != cut::BASE);
    later
        .map(|part| {
            let mut names = names_of(part);
            if part == RESTS_ON.0 {
                let there = names_of(RESTS_ON.1);
                names.retain(|name| !there.contains(name));
            }
            let its = files.iter().filter(|file| {
                let name = file.name.replace('\\', "/");
                let stem = name.strip_prefix("parts/").and_then(|name| name.strip_suffix(".wasm"));
                file.fetched == Fetched::Later && stem.is_some_and(|stem| names.contains(&stem))
            });
            (part.clone(), its.map(kb).sum())
        })
        .collect()
}

/// Builds the release page, prints its sizes, and fails where something grew beyond what it may.
pub(crate) fn size() -> Result<(), String> {
    if !tools::wasm_opt() {
        return Err("sizes are those of the page that wasm-opt makes: npm has to bring it".to_owned());
    }
    build::release()?;
    let files = measure()?;
    println!("{:<44} {:>10} {:>10}", "file", "raw", "brotli");
    for file in &files {
        println!("{:<44} {:>10} {:>10}  {}", file.name, file.raw, file.brotli, file.fetched.words());
    }
    let mut over = Vec::new();
    for Budget { what, found, most, limit } in budgets(&files) {
        let is_over = if found > most { format!(", OVER by {:.1} KB", found - most) } else { String::new() };
        println!("{what}: {found:.1} KB brotli; budget {most} KB{is_over}");
        if found > limit {
            over.push(format!(
                "{what} is {:.1} KB over {limit} KB, beyond which nothing may grow",
                found - limit
            ));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
}

fn kb(file: &Measured) -> f64 {
    file.brotli as f64 / 1024.0
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
            Ok(Measured { raw: bytes.len(), brotli: brotli(&bytes)?, fetched: Fetched::of(&name), name })
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
