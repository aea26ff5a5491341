//! One test for each scenario file of a folder.
//!
//! ```ignore
//! anc_test::scenarios!("scenarios");
//! ```
//!
//! The folder is named as it is seen from the package's `Cargo.toml`. Each file `NAME.json` in it becomes a test of that name; folders in it become
//! modules. A test fails with a line for each expectation that does not hold, as `anc run` prints it, or for everything that is wrong with the file.
//!
//! The package needs `anc-engine` among its dependencies. Natively the tests are those of `cargo test`. For `wasm32-unknown-unknown` they are
//! `wasm_bindgen_test`s, and `wasm-bindgen-test` is needed too: they run in Node, or in a browser where `WASM_BINDGEN_USE_BROWSER=1` is set.
//!
//! The compiler sees changes in files, and not that a file is new. A build script with `println!("cargo:rerun-if-changed=scenarios");` tells
//! it. `anc new --crate NAME` writes a package that has all of this.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proc_macro::{TokenStream, TokenTree};

/// Files of one folder and the folders in it.
const FILES_MAX: usize = 10_000;
/// Folders within folders.
const DEPTH_MAX: usize = 8;

/// Names that Rust needs for itself.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Makes a test of each scenario file in a folder: see the documentation of the crate.
#[proc_macro]
pub fn scenarios(input: TokenStream) -> TokenStream {
    let written = folder(input).and_then(|folder| tests_of(&folder));
    let text = written.unwrap_or_else(|why| format!("::core::compile_error!({why:?});"));
    text.parse().unwrap_or_default()
}

/// The folder that the macro names.
fn folder(input: TokenStream) -> Result<PathBuf, String> {
    const EXPECTED: &str = "expected the name of a folder: anc_test::scenarios!(\"scenarios\");";
    let mut tokens = input.into_iter();
    let (Some(TokenTree::Literal(name)), None) = (tokens.next(), tokens.next()) else {
        return Err(EXPECTED.to_owned());
    };
    let name = name.to_string();
    let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    let name = name.filter(|name| !name.contains('\\')).ok_or(EXPECTED)?;
    let package =
        std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "Cargo did not say where the package is")?;
    Ok(Path::new(&package).join(name))
}

fn tests_of(folder: &Path) -> Result<String, String> {
    let mut text = String::new();
    let mut files = 0;
    module(folder, 0, &mut files, &mut text)?;
    if files == 0 {
        return Err(format!("there is no scenario file (NAME.json) in {}", folder.display()));
    }
    Ok(text)
}

/// The tests of a folder, and its folders as modules.
fn module(folder: &Path, depth: usize, files: &mut usize, text: &mut String) -> Result<(), String> {
    let trouble = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    if depth > DEPTH_MAX {
        return Err(format!("{} is more than {DEPTH_MAX} folders deep", folder.display()));
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        paths.push(entry.map_err(trouble)?.path());
    }
    paths.sort();
    let mut names: Vec<String> = Vec::new();
    for path in paths {
        let is_file = path.is_file();
        if is_file && path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let stem = if is_file { path.file_stem() } else { path.file_name() };
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = identifier(&stem);
        if names.contains(&name) {
            return Err(format!("{} would be the second test called {name}", path.display()));
        }
        if is_file {
            *files += 1;
            if *files > FILES_MAX {
                return Err(format!("there are more than {FILES_MAX} scenario files"));
            }
            let path = path.to_str().ok_or_else(|| format!("{} is no text", path.display()))?;
            let _ = write!(
                text,
                "#[cfg_attr(not(target_arch = \"wasm32\"), ::core::prelude::v1::test)]
                #[cfg_attr(target_arch = \"wasm32\", ::wasm_bindgen_test::wasm_bindgen_test)]
                fn {name}() {{
                    if let ::core::result::Result::Err(why) =
                        ::anc_engine::scenario::must_hold({path:?}, ::core::include_bytes!({path:?}))
                    {{
                        ::core::panic!(\"\\n{{why}}\\n\");
                    }}
                }}\n"
            );
        } else {
            let mut inner = String::new();
            let before = *files;
            module(&path, depth + 1, files, &mut inner)?;
            if *files == before {
                continue;
            }
            let _ = writeln!(text, "mod {name} {{ {inner} }}");
        }
        names.push(name);
    }
    Ok(())
}

/// A file's name as that of a test: what is no letter or digit becomes `_`.
fn identifier(stem: &str) -> String {
    let mut name: String = stem
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect();
    if !name.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        name.insert_str(0, "scenario_");
    }
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}

#[cfg(test)]
mod tests {
    use super::{identifier, tests_of};
    use std::fs;

    #[test]
    fn names_of_files_become_names_of_tests() {
        assert_eq!(identifier("alternate-failover"), "alternate_failover");
        assert_eq!(identifier("2026-outage"), "scenario_2026_outage");
        assert_eq!(identifier("Über uns"), "scenario__ber_uns");
        assert_eq!(identifier("loop"), "loop_");
    }

    #[test]
    fn folders_become_modules_and_what_cannot_be_is_said() {
        let folder = std::env::temp_dir().join(format!("anc-test-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("vpn")).expect("a folder");
        assert!(tests_of(&folder).is_err_and(|why| why.contains("no scenario file")));
        fs::write(folder.join("a-b.json"), "{}").expect("a file");
        fs::write(folder.join("notes.txt"), "").expect("a file");
        fs::write(folder.join("vpn/down.json"), "{}").expect("a file");
        let text = tests_of(&folder).expect("tests");
        assert!(
            text.contains("fn a_b()") && text.contains("mod vpn {") && text.contains("fn down()"),
            "{text}"
        );
        fs::write(folder.join("a_b.json"), "{}").expect("a file");
        assert!(tests_of(&folder).is_err_and(|why| why.contains("the second test called a_b")));
        let _ = fs::remove_dir_all(&folder);
        assert!(tests_of(&folder).is_err_and(|why| why.contains("cannot be read")));
    }
}
