//! What comments cite is there: the document, and the heading in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::helpers::root;

/// Files of our own under a folder.
fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "node_modules" && name != "target" {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "mjs" || ending == "js") {
            into.push(path);
        }
    }
}

/// The comments of a file as one text: a citation may go on in the next line.
fn comments(source: &str) -> String {
    let lines = source.lines().filter_map(|line| line.trim_start().strip_prefix("//"));
    lines.map(|line| line.trim_start_matches(['/', '!']).trim()).collect::<Vec<_>>().join(" ")
}

/// Documents that a text cites, each with the headings that follow its name: `decisions.md, *The world*`.
fn citations(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let parts: Vec<&str> = text.split(".md").collect();
    for pair in parts.windows(2) {
        let name =
            pair[0].rsplit(|letter: char| !letter.is_ascii_alphabetic() && !"-/_".contains(letter)).next();
        let mut headings = Vec::new();
        let mut rest = pair[1];
        while let Some((heading, after)) = [", *", " and *"]
            .iter()
            .find_map(|joint| rest.strip_prefix(joint))
            .and_then(|rest| rest.split_once('*'))
        {
            headings.push(heading.to_owned());
            rest = after;
        }
        found.push((format!("{}.md", name.unwrap_or_default()), headings));
    }
    found
}

#[test]
fn what_comments_cite_is_there() {
    let mut sources = Vec::new();
    for folder in ["crates", "src", "xtask", "tests", "bench", "fuzz", "public"] {
        files(&root().join(folder), &mut sources);
    }
    let mut count = 0;
    for source in sources.iter().filter(|path| !path.ends_with("citations.rs")) {
        for (document, headings) in citations(&comments(&fs::read_to_string(source).expect("a source"))) {
            let places = [root().join(&document), root().join("docs").join(&document)];
            let text = places.iter().find_map(|path| fs::read_to_string(path).ok());
            let text = text.unwrap_or_else(|| panic!("{}: there is no {document}", source.display()));
            for heading in headings {
                let line = format!("## {heading}");
                assert!(
                    text.lines().any(|of| of == line),
                    "{}: {document} has no {heading:?}",
                    source.display()
                );
                count += 1;
            }
        }
    }
    assert!(count > 40, "{count} citations");
}

#[test]
fn citations_are_found_over_the_ends_of_lines() {
    let text = comments(
        "/// First (decisions.md,\n/// *The world* and *The program*); then docs/rules.md.\nlet x = \"a.md\";",
    );
    let expected = [
        ("decisions.md".to_owned(), vec!["The world".to_owned(), "The program".to_owned()]),
        ("docs/rules.md".to_owned(), Vec::new()),
    ];
    assert_eq!(citations(&text), expected);
}
