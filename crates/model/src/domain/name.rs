//! Names: what files, links, digests and people call a thing.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The name of an entity, unique among entities of its kind, compared letter by letter. Cheap to copy.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// From text.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", &*self.0)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Whether a text is a name of letters, digits, blanks and `-_.@`, without blanks around it.
pub fn is_plain(text: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || "-_.@ ".contains(letter);
    text.chars().all(inside) && text.trim() == text
}

/// Whether a letter overrides, embeds or isolates directions of text: with it, a text looks like another one, or turns those
/// that follow.
pub const fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
