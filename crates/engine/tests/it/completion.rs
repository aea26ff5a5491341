//! What an editor offers while a file is written: whatever stands in the files of the library and of the manual was among it.

use anc_engine::scenario::complete::{Completer, Completion};

use crate::helpers::library;
use crate::manual;

/// The texts of a file, as JSON has them: where each begins, what it is, and whether it is the name of a field.
fn texts(file: &str) -> Vec<(usize, String, bool)> {
    let mut found = Vec::new();
    let mut rest = file.char_indices();
    while let Some((start, letter)) = rest.next() {
        if letter != '"' {
            continue;
        }
        let mut text = String::new();
        let mut end = start;
        while let Some((at, letter)) = rest.next() {
            end = at;
            match letter {
                '"' => break,
                '\\' => text.extend(rest.next().map(|(_, letter)| letter)),
                letter => text.push(letter),
            }
        }
        let is_key = file[end + 1..].trim_start().starts_with(':');
        found.push((start, text, is_key));
    }
    found
}

/// What is offered at the end of a text, of which the names were known.
fn at_the_end(text: &str, known: &str) -> Completion {
    let mut completer = Completer::default();
    completer.read(known);
    completer.complete(text, text.len())
}

fn labels(completion: &Completion) -> Vec<&str> {
    completion.options.iter().map(|option| option.label.as_str()).collect()
}

/// Fields are offered where they stand, and so is every word of an enumeration and every name that is referred to.
#[test]
fn what_stands_in_a_file_was_offered() {
    let (mut keys, mut words) = (0, 0);
    let mut completer = Completer::default();
    for (name, file) in library().into_iter().chain(manual::files()) {
        completer.read(&file);
        for (start, text, is_key) in texts(&file) {
            for at in [start, start + 1] {
                let offered = completer.complete(&file, at);
                assert_eq!(offered.from, start, "{name}, byte {at}");
                if is_key {
                    keys += 1;
                    assert!(
                        labels(&offered).contains(&text.as_str()),
                        "{name}, byte {at}: {text} in {offered:?}"
                    );
                } else if !offered.options.is_empty() && offered.options.len() < 200 {
                    words += 1;
                    assert!(
                        labels(&offered).contains(&text.as_str()),
                        "{name}, byte {at}: {text} in {offered:?}"
                    );
                }
            }
        }
    }
    assert!(keys > 10_000 && words > 3_000, "{keys} fields, {words} words");
}

#[test]
fn what_an_object_has_is_not_offered_again_and_what_it_needs_comes_first() {
    let file = r#"{ "world": { "vnets": [{ "name": "vnet", "#;
    let offered = at_the_end(file, "");
    assert!(!labels(&offered).contains(&"name"));
    assert_eq!(offered.options[0].detail, "required", "{offered:?}");
    let file = r#"{ "events": [{ "fault": { "#;
    let offered = at_the_end(file, "");
    assert_eq!((labels(&offered), offered.options[0].apply.as_str()), (vec!["kind"], r#""kind": """#));
    let file = r#"{ "events": [{ "fault": { "kind": "linkDown", ""#;
    let offered = at_the_end(file, "");
    assert_eq!((labels(&offered), offered.from), (vec!["link"], file.len() - 1));
}

#[test]
fn names_are_those_that_the_file_had_when_it_was_whole() {
    let known = r#"{ "world": { "links": [{ "name": "vpn", "vnet": "v" }] } }"#;
    let file = r#"{ "events": [{ "fault": { "kind": "linkDown", "link": "#;
    let offered = at_the_end(file, known);
    assert_eq!(offered.options[0].apply, r#""vpn""#, "{offered:?}");
}

/// Nothing that is no file stops it, wherever it is cut.
#[test]
fn any_text_at_any_place() {
    let (_, file) = library().swap_remove(0);
    let nested = "[{\"a\":".repeat(500);
    let completer = Completer::default();
    for text in [&file[..], &nested, "", "}}}]]", "\"", "\"\\", "{\"a\"", "{,,:\"x\"", "\u{feff}{\"ä\": \"ö"]
    {
        for at in (0..text.len() + 2).step_by(if text.len() > 1_000 { 37 } else { 1 }) {
            let offered = completer.complete(text, at);
            assert!(offered.from <= text.len(), "{at}");
        }
    }
}
