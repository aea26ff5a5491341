//! Summaries: the first sentence sets the scene, the rest tells what happens. Whoever wants to see for themselves reads the
//! first only.

/// The first sentence.
pub fn first_sentence(summary: &str) -> &str {
    split(summary).0
}

/// What follows it.
pub fn rest(summary: &str) -> Option<&str> {
    Some(split(summary).1).filter(|rest| !rest.is_empty())
}

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
        assert_eq!(first_sentence(summary), "A VPN breaks.");
        assert_eq!(rest(summary), Some("Nobody notices. Then all do."));
        assert_eq!((first_sentence("One."), rest("One.")), ("One.", None));
        assert_eq!((first_sentence(""), rest("")), ("", None));
    }
}
