//! Paragraphs of lessons: they know words in bold and words of a machine, and nothing else. No text of a file becomes an element
//! that it did not name here.

use leptos::prelude::*;

/// A piece of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece<'a> {
    Plain(&'a str),
    Bold(&'a str),
    Code(&'a str),
}

/// The pieces of a text: `**bold**`, and code between backticks. A mark without its end is a letter like others.
fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    while let Some(found) = text[plain..].find(['*', '`']).map(|found| found + plain) {
        let mark = if text[found..].starts_with("**") { "**" } else { &text[found..=found] };
        let inside = found + mark.len();
        let end = text[inside..].find(mark).filter(|&end| end > 0 && mark != "*");
        let Some(end) = end else {
            plain = inside;
            continue;
        };
        if found > 0 {
            pieces.push(Piece::Plain(&text[..found]));
        }
        let words = &text[inside..inside + end];
        pieces.push(if mark == "`" { Piece::Code(words) } else { Piece::Bold(words) });
        text = &text[inside + end + mark.len()..];
        plain = 0;
    }
    if !text.is_empty() {
        pieces.push(Piece::Plain(text));
    }
    pieces
}

/// A paragraph.
pub fn rich(text: &str) -> AnyView {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Plain(words) => words.to_owned().into_any(),
        Piece::Bold(words) => view! { <strong>{words.to_owned()}</strong> }.into_any(),
        Piece::Code(words) => view! { <code>{words.to_owned()}</code> }.into_any(),
    };
    let pieces: Vec<AnyView> = pieces(text).into_iter().map(piece).collect();
    view! { <p>{pieces}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_pieces() {
        assert_eq!(
            pieces("Choose **Retry** on `anc-weu`."),
            [
                Piece::Plain("Choose "),
                Piece::Bold("Retry"),
                Piece::Plain(" on "),
                Piece::Code("anc-weu"),
                Piece::Plain(".")
            ]
        );
        assert_eq!(pieces("**a** `*b`"), [Piece::Bold("a"), Piece::Plain(" "), Piece::Code("*b")]);
        for whole in ["a * b", "a ** b", "`", "``", "****", "5 * 3 `x", "é*", "*", "<b>x</b>"] {
            assert_eq!(pieces(whole), [Piece::Plain(whole)], "{whole}");
        }
        assert_eq!(pieces(""), []);
    }
}
