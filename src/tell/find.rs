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

    /// Whether a text has them.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_empty() || lower(text).contains(&self.0)
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
        assert!(!found("design"));
    }
}
