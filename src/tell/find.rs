//! Looking for words in lists, without regard to case.

use js_sys::JsString;

/// Words that are looked for.
pub struct Sought(String);

impl Sought {
    /// What somebody typed.
    pub fn new(typed: &str) -> Self {
        Self(lower(typed))
    }

    /// How well a text fits: it is what is looked for, begins with it, has it; none: it does not.
    pub fn rank(&self, text: &str) -> Option<u8> {
        let text = lower(text);
        match text.find(&self.0)? {
            0 if text.len() == self.0.len() => Some(0),
            0 => Some(1),
            _ => Some(2),
        }
    }

    /// Whether a text has them. Long lists ask for each of their texts: where it can be, nothing is copied.
    pub fn is_in(&self, text: &str) -> bool {
        if !text.is_ascii() || !self.0.is_ascii() {
            return self.0.is_empty() || lower(text).contains(&self.0);
        }
        let (sought, text) = (self.0.as_bytes(), text.as_bytes());
        let last = text.len().checked_sub(sought.len());
        last.is_some_and(|last| (0..=last).any(|at| text[at..at + sought.len()].eq_ignore_ascii_case(sought)))
    }
}

/// Most texts are ASCII. For the others the browser is asked: its table of letters need not be loaded.
fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { JsString::from(text).to_lower_case().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter() {
        let found = |typed| Sought::new(typed).is_in("CPC-sales-01, anc-weu");
        assert!(found("SALES") && found("Anc-") && found(""));
        assert!(!found("design") && !found("weuu"));
        assert!(found("u") && found("CPC-sales-01, anc-weu") && Sought::new("").is_in(""));
    }
}
