//! The manual of the service as files: each in `tests/manual` is a small world, what happens, and what must hold. The same files are
//! run in WebAssembly (`tests/wasm.rs`).

use anc_engine::scenario;

use crate::helpers::{Draft, assert_current, root};

/// The files: folder and name, and text.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root().join("tests/manual")).expect("the folder") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(&folder).expect("a folder") {
            let path = file.expect("an entry").path();
            let name =
                |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((format!("{}/{}", name(&folder), name(&path)), text));
        }
    }
    files.sort();
    files
}

/// A file that names no rules holds under each rule set.
#[test]
fn each_file_holds_under_its_rules() {
    let mut runs = 0;
    for (name, text) in files() {
        let file = Draft::of(&text);
        let named = text.contains("\"rules\":");
        let under = |rules| file.clone().under(rules).scenario();
        let scenarios = if named {
            vec![file.scenario()]
        } else {
            vec![under("overview-2024-10"), under("service-2026-10")]
        };
        for scenario in scenarios {
            assert!(name.ends_with(&format!("/{}", scenario.id)), "{name} says it is {}", scenario.id);
            assert!(!scenario.expectations.is_empty(), "{name} expects nothing");
            let report = scenario::run(&scenario, None).expect("within limits");
            assert!(
                report.passed(),
                "{name} under {:?}: {:?}",
                scenario.setup.world.rules.set,
                report.outcomes
            );
            runs += 1;
        }
    }
    assert!(runs > 100, "{runs} runs");
}

#[test]
fn the_list_for_wasm_tests_is_current() {
    let line =
        |(name, _): (String, String)| format!("    ({name:?}, include_str!(\"../manual/{name}.json\")),\n");
    let lines: Vec<String> = files().into_iter().map(line).collect();
    assert_current("tests/data/manual.rs", &format!("&[\n{}]\n", lines.concat()));
}
