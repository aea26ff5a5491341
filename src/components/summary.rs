//! Summaries: the first sentence sets the scene, the rest tells what happens. Whoever wants to see for themselves reads the
//! first only.

use leptos::prelude::*;

/// A summary, the rest of it folded.
pub fn told(summary: &str) -> AnyView {
    let (first, rest) = split(summary);
    let (first, rest) = (first.to_owned(), rest.to_owned());
    let ends = (!rest.is_empty()).then(|| {
        view! { <details class="ends"><summary>"What happens"</summary><p>{rest}</p></details> }
    });
    view! { <p>{first}</p>{ends} }.into_any()
}

/// The first sentence, and what follows it.
fn split(summary: &str) -> (&str, &str) {
    let end = summary.find(". ").map_or(summary.len(), |place| place + 1);
    (&summary[..end], summary[end..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_stands_alone() {
        let summary = "A VPN breaks. Nobody notices. Then all do.";
        assert_eq!(split(summary), ("A VPN breaks.", "Nobody notices. Then all do."));
        assert_eq!(split("One."), ("One.", ""));
        assert_eq!(split(""), ("", ""));
    }
}
