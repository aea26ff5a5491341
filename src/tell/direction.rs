//! Names in scripts that run from right to left, in sentences that run from left to right: each is isolated, so that a number
//! or another name beside it keeps its place. A pure function, natively tested.

use anc_engine::narration::{Narration, narrate};
use anc_engine::{Record, Simulation};

/// First strong isolate: what follows has its own direction.
const BEGIN: char = '\u{2068}';
/// Its end.
const END: char = '\u{2069}';

/// Whether a letter runs from right to left.
const fn is_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A letter that overrides or embeds directions. No scenario has one; a file's name or an address may.
const fn overrides(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}' | '\u{2067}')
}

/// Isolates what runs from right to left, and takes out what overrides directions. Nothing changes in other texts, nor in one
/// that was isolated before.
pub fn isolated(text: impl Into<String>) -> String {
    let mut text: String = text.into();
    if text.contains(overrides) {
        text.retain(|letter| !overrides(letter));
    }
    if !text.contains(is_from_the_right) || text.contains(BEGIN) {
        return text;
    }
    let mut isolated = String::with_capacity(text.len() + 12);
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_from_the_right) {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(end_of_name(from));
        isolated.push_str(before);
        isolated.push(BEGIN);
        isolated.push_str(name);
        isolated.push(END);
        rest = after;
    }
    isolated.push_str(rest);
    isolated
}

/// A record, told with its names isolated.
pub fn narrated(record: &Record, simulation: &Simulation) -> Narration {
    let Narration { tone, title, text } = narrate(record, simulation);
    Narration { tone, title: isolated(title), text: isolated(text) }
}

/// Where the name ends with which a text begins: behind its last letter from the right, and what hangs on to that (`-01`).
fn end_of_name(text: &str) -> usize {
    let joins = |letter: char| letter.is_numeric() || "-_.@ ".contains(letter);
    let mut end = 0;
    let mut hanging = true;
    for (position, letter) in text.char_indices() {
        let behind = position + letter.len_utf8();
        if is_from_the_right(letter) {
            end = behind;
            hanging = true;
        } else if hanging && (letter.is_alphanumeric() || "-_@".contains(letter)) {
            end = behind;
        } else if joins(letter) {
            hanging = false;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_the_right_are_isolated_and_nothing_else_changes() {
        for text in ["", "anc-weu passed at 07:30.", "Zürich, Łódź, 東京"] {
            assert_eq!(isolated(text), text);
        }
        for (text, expected) in [
            ("فاطمة-01 could not sign in", "\u{2068}فاطمة-01\u{2069} could not sign in"),
            ("فاطمة 3 of 3, علي.", "\u{2068}فاطمة\u{2069} 3 of 3, \u{2068}علي\u{2069}."),
            ("Group: مكتب دبي (2)", "Group: \u{2068}مكتب دبي\u{2069} (2)"),
            ("office-שלום-7", "office-\u{2068}שלום-7\u{2069}"),
        ] {
            assert_eq!(isolated(text), expected);
            assert_eq!(isolated(isolated(text)), expected, "twice is once");
        }
    }

    #[test]
    fn nothing_overrides() {
        assert_eq!(isolated("gnp.\u{202E}nosj"), "gnp.nosj");
        assert_eq!(isolated("a\u{2066}b\u{2067}c"), "abc");
    }
}
