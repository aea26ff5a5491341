//! What is wrong with a file: where, what was found, what was expected, and the nearest valid name.

use std::borrow::Cow;
use std::fmt;

/// One error of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileError {
    /// Where, as a JSON pointer; empty for the file as a whole.
    pub pointer: String,
    /// The line, from 1; 0 while it is not known.
    pub line: usize,
    /// The column in letters, from 1; 0 while it is not known.
    pub column: usize,
    /// What was found and what was expected.
    pub message: String,
    /// The nearest valid name.
    pub suggestion: Option<String>,
    unknown_field: bool,
}

impl FileError {
    /// An error at a pointer.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            line: 0,
            column: 0,
            message: message.into(),
            suggestion: None,
            unknown_field: false,
        }
    }

    /// A field that nobody knows.
    pub(crate) fn unknown_field(pointer: String, name: &str, known: &[&str]) -> Self {
        let message = format!("unknown field {name:?}; known are {}", known.join(", "));
        let mut error = Self::new(pointer, message).suggest(name, known.iter().copied());
        error.unknown_field = true;
        error
    }

    /// The same, of something that stands inside of something else.
    #[must_use]
    pub fn inside(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }

    /// Adds the nearest of the valid names, if one is near.
    #[must_use]
    pub(crate) fn suggest<'a>(mut self, found: &str, valid: impl Iterator<Item = &'a str>) -> Self {
        self.suggestion = nearest(found, valid).map(str::to_owned);
        self
    }

    /// Whether it is a field that nobody knows.
    pub const fn is_unknown_field(&self) -> bool {
        self.unknown_field
    }

    /// What is wrong, without the line and the column.
    pub fn says(&self) -> String {
        Self { line: 0, ..self.clone() }.to_string()
    }

    /// A line with the name of the file. A place follows it closely, as editors read it.
    pub fn in_file(&self, path: &str) -> String {
        let gap = if self.line > 0 { "" } else { " " };
        format!("{path}:{gap}{self}")
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(formatter, "{}:{}: ", self.line, self.column)?;
        }
        if !self.pointer.is_empty() {
            write!(formatter, "{}: ", visible(&self.pointer))?;
        }
        formatter.write_str(&visible(&self.message))?;
        match &self.suggestion {
            Some(name) => write!(formatter, " — did you mean {name:?}?"),
            None => Ok(()),
        }
    }
}

/// A text on one line, and without what a terminal or a build server would take for a command: a wrong file may have anything in it. Build
/// servers look for `##[` and `##vso[` anywhere in a line.
fn visible(text: &str) -> Cow<'_, str> {
    if text.contains("##") {
        return visible(&text.replace("##", "# #")).into_owned().into();
    }
    if !text.contains(char::is_control) {
        return text.into();
    }
    let letter =
        |letter: char| if letter.is_control() { letter.escape_default().to_string() } else { letter.into() };
    text.chars().map(letter).collect::<String>().into()
}

/// The nearest of some names: at most a third of the letters wrong, two at least.
pub fn nearest<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Long texts are no misspelt names, and comparing them would take long.
    const LETTERS_MAX: usize = 64;
    // Nor does anybody look for one among thousands: people are numbered, and the first of them are enough.
    const NAMES_MAX: usize = 2_000;
    if found.len() > LETTERS_MAX {
        return None;
    }
    let most = (found.chars().count() / 3).max(2);
    names
        .take(NAMES_MAX)
        .filter(|name| name.len() <= LETTERS_MAX && name.len().abs_diff(found.len()) <= most * 4)
        .map(|name| (distance(found, name), name))
        .filter(|&(distance, name)| distance <= most && distance < name.chars().count())
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be added, taken away or replaced, without regard to the case of A to Z.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().map(|letter| letter.to_ascii_lowercase()).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["connection", "connections", "controller", "at"];
        let nearest = |found| nearest(found, names.into_iter());
        assert_eq!(nearest("conection"), Some("connection"));
        assert_eq!(nearest("Controler"), Some("controller"));
        assert_eq!(nearest("policy"), None);
        assert_eq!(nearest("xx"), None, "replacing every letter is not near");
        assert_eq!(nearest(&"c".repeat(1_000)), None);
    }
}
