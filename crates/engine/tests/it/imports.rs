//! Who knows whom: in the model imports run one way, and nothing of the engine knows a screen. ARCHITECTURE.md says so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::helpers::root;

/// The modules of the model: each may import those before it.
const ORDER: [&str; 20] = [
    "domain",
    "limits",
    "kernel",
    "path",
    "command",
    "fault",
    "event",
    "setup",
    "record",
    "curve",
    "naming",
    "state",
    "health",
    "sign_in",
    "connectivity",
    "provisioning",
    "environment",
    "action",
    "invariants",
    "simulation",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// What is compiled into the program: no comments, no tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source");
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a source names: `crate::domain::…` and `use crate::{limits, …}`.
fn named(code: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect::<String>()
    };
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => found
                .extend(list.split('}').next().unwrap_or_default().split(',').map(|item| word(item.trim()))),
            None => found.push(word(rest)),
        }
    }
    found
}

#[test]
fn imports_of_the_model_run_one_way() {
    let folder = root().join("crates/model/src");
    let mut all = Vec::new();
    sources(&folder, &mut all);
    let position = |module: &str| ORDER.iter().position(|of| *of == module);
    let mut seen = 0;
    for path in all {
        let inside = path.strip_prefix(&folder).expect("below it");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let here = position(module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        for other in named(&code(&path)) {
            // A name of the crate's root is one of a module's.
            let Some(there) = position(&other) else { panic!("{}: crate::{other}", inside.display()) };
            assert!(there <= here, "{}: {module} may not know {other}", inside.display());
            seen += usize::from(there < here);
        }
    }
    assert!(seen > 100, "{seen} imports");
}

#[test]
fn the_kernel_knows_nothing_of_the_service_but_time() {
    let mut all = Vec::new();
    sources(&root().join("crates/model/src/kernel"), &mut all);
    for path in all {
        let code = code(&path);
        for rest in code.split("crate::domain::").skip(1) {
            let names =
                rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or_default());
            let known = ["Instant", "Offset", "time"];
            let name = |text: &str| known.iter().any(|known| text.trim().starts_with(known));
            let of = names.split(['\n', ';']).next().unwrap_or_default();
            assert!(
                of.split(',').filter(|name| !name.trim().is_empty()).all(name),
                "{}: {of}",
                path.display()
            );
        }
    }
}

#[test]
fn the_engine_knows_no_screen() {
    let mut all = Vec::new();
    for folder in ["crates/model/src", "crates/engine/src", "crates/session/src", "crates/cli/src"] {
        sources(&root().join(folder), &mut all);
    }
    for path in all {
        let code = code(&path);
        for screen in ["anc_sim", "leptos", "web_sys", "js_sys", "wasm_bindgen"] {
            assert!(!code.contains(screen), "{} knows {screen}", path.display());
        }
    }
}

/// The rooms of the app, each with those that it may know. What the address says is text, and anybody may speak of a page; the words
/// are everybody's.
const ROOMS: [(&str, &[&str]); 7] = [
    ("tell", &["tell", "words", "shell::address"]),
    ("components", &["components", "tell", "state", "view", "words"]),
    ("picture", &["picture", "tell", "components", "state", "view", "words", "shell::address"]),
    (
        "pages",
        &[
            "pages",
            "picture",
            "tell",
            "components",
            "state",
            "view",
            "words",
            "shell::address",
            "shell::location",
        ],
    ),
    (
        "console",
        &[
            "console",
            "picture",
            "tell",
            "components",
            "state",
            "view",
            "words",
            "shell::address",
            "shell::location",
        ],
    ),
    ("state", &["state", "view", "words", "shell::address", "shell::location::search"]),
    ("shell", &["shell", "console", "pages", "picture", "tell", "components", "state", "view", "words"]),
];

#[test]
fn each_room_of_the_app_knows_what_it_may() {
    let mut seen = 0;
    for (room, known) in ROOMS {
        let mut all = vec![root().join(format!("src/{room}.rs"))];
        sources(&root().join("src").join(room), &mut all);
        for path in all {
            for rest in code(&path).split("crate::").skip(1) {
                seen += 1;
                assert!(known.iter().any(|known| rest.starts_with(known)), "{} knows {}", path.display(), {
                    rest.lines().next().unwrap_or_default()
                });
            }
        }
    }
    assert!(seen > 150, "{seen} imports");
}

/// A text of two words and more that is made of parts is a sentence, and stands in the table of its layer.
#[test]
fn sentences_with_parts_stand_in_one_place_a_layer() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    sources(&root().join("crates/engine/src"), &mut all);
    // Errors of files and of messages, and the reference, have their own places.
    let apart = |path: &Path| {
        let path = path.to_string_lossy();
        path.contains("/scenario") || path.ends_with("words.rs") || path.ends_with("explain.rs")
    };
    let mut seen = 0;
    for path in all.into_iter().filter(|path| !apart(path)) {
        for rest in code(&path).split("format!(").skip(1) {
            let Some(text) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            seen += 1;
            let mut said = String::new();
            for (position, part) in text.split(['{', '}']).enumerate() {
                said += if position % 2 == 0 { part } else { " " };
            }
            // What browsers read is no sentence.
            let for_browsers = said.contains('(') && !said.contains(' ')
                || ["translate(", "calc(", "<svg ", "<script ", "<iframe "]
                    .iter()
                    .any(|of| said.contains(of));
            let words =
                said.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.len() > 1).count();
            let is_path = text.contains('/') && !text.contains(' ');
            assert!(words < 2 || for_browsers || is_path, "{}: {text:?}", path.display());
        }
    }
    assert!(seen > 30, "{seen} texts");
}

#[test]
fn what_is_told_knows_no_element_and_one_place_the_location() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    for path in all {
        let code = code(&path);
        let inside = path.strip_prefix(root().join("src")).expect("below it").to_path_buf();
        if inside.starts_with("tell") || inside == Path::new("tell.rs") {
            for element in ["leptos", "web_sys", "view!"] {
                assert!(!code.contains(element), "{} knows {element}", inside.display());
            }
        }
        if inside != Path::new("shell/location.rs") {
            for location in [".location()", ".history()", "popstate", "hashchange"] {
                assert!(!code.contains(location), "{} knows {location}", inside.display());
            }
        }
    }
}
