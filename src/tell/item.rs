//! What cells of tables and entries of lists are made of: words, with a shape, a link, a second line, a cause.
//!
//! Pages say what is to be told as plain data; what it looks like is decided once, in `components`.

use anc_engine::domain::RecordKey;

use super::badge::Badge;
use super::shape::Shape;

/// Words, and what belongs to them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Item {
    /// The words.
    pub text: String,
    /// Their shape, when they tell how something is.
    pub shape: Option<Shape>,
    /// Whether a machine says them.
    pub code: bool,
    /// Where they lead.
    pub link: Option<String>,
    /// A second, smaller line.
    pub second: String,
    /// Terms and what is to be known of them, that can be opened.
    pub details: Vec<(&'static str, Self)>,
    /// The record that tells why.
    pub why: Option<RecordKey>,
}

impl Item {
    /// Words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words of a machine.
    pub fn code(text: impl Into<String>) -> Self {
        Self { code: true, ..Self::text(text) }
    }

    /// A shape with its words.
    pub fn shaped(shape: Shape, words: impl Into<String>) -> Self {
        Self { text: words.into(), shape: Some(shape), ..Self::default() }
    }

    /// A badge.
    pub fn badge(badge: Badge) -> Self {
        Self::shaped(badge.shape, badge.words)
    }

    /// A smaller line alone.
    pub fn note(words: impl Into<String>) -> Self {
        Self { second: words.into(), ..Self::default() }
    }

    /// Nothing but a cause.
    pub fn why(record: impl Into<Option<RecordKey>>) -> Self {
        Self { why: record.into(), ..Self::default() }
    }

    /// With a second line.
    #[must_use]
    pub fn second(mut self, line: impl Into<String>) -> Self {
        self.second = line.into();
        self
    }

    /// With the address that it leads to.
    #[must_use]
    pub fn link(mut self, address: String) -> Self {
        self.link = Some(address);
        self
    }

    /// With a cause.
    #[must_use]
    pub fn because(mut self, record: impl Into<Option<RecordKey>>) -> Self {
        self.why = record.into();
        self
    }
}
