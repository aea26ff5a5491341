//! From text to values, and from pointers back to lines and columns.

use serde_json::Value;

use super::error::FileError;

/// Reads JSON. The depth limit of `serde_json` (128) stays on.
pub fn parse(text: &str) -> Result<Value, FileError> {
    serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let what = said.split(" at line ").next().unwrap_or(&said);
        let message = if what.starts_with("recursion limit") {
            "The file is nested deeper than 128 levels.".to_owned()
        } else if text.trim().is_empty() {
            "The file is empty.".to_owned()
        } else {
            format!("This is not JSON: {what}.")
        };
        let mut found = FileError::new("", message);
        (found.line, found.column) = (error.line(), error.column());
        found
    })
}

/// Line and column, from 1, of a byte of a text.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte.min(text.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}

/// Gives each error the line and column of its pointer; a pointer that leads nowhere gets those of the last place on
/// its way that exists.
pub fn locate(text: &str, errors: &mut [FileError]) {
    let mut wanted: Vec<(usize, usize)> = vec![(0, 0); errors.len()];
    walk(text, &mut |pointer, byte, _| {
        for (error, best) in errors.iter().zip(&mut wanted) {
            let on_the_way = error.pointer == pointer
                || error.pointer.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'));
            if on_the_way && pointer.len() >= best.0 {
                *best = (pointer.len(), byte);
            }
        }
    });
    for (error, (_, byte)) in errors.iter_mut().zip(wanted) {
        if error.line == 0 {
            (error.line, error.column) = line_and_column(text, byte);
        }
    }
}

/// Fields that stand twice in one object.
pub fn duplicate_fields(text: &str) -> Vec<FileError> {
    let mut errors = Vec::new();
    walk(text, &mut |pointer, byte, duplicate| {
        if duplicate && errors.len() < crate::limits::FILE_ERRORS_MAX {
            let name = pointer.rsplit('/').next().unwrap_or_default();
            let mut error = FileError::new(pointer, format!("the field {name:?} stands twice"));
            (error.line, error.column) = line_and_column(text, byte);
            errors.push(error);
        }
    });
    errors
}

/// Calls `visit` with the pointer and first byte of every value (for fields: of the name), and whether the field stood
/// in its object before. The text must be JSON.
fn walk(text: &str, visit: &mut impl FnMut(&str, usize, bool)) {
    let mut walker = Walker { bytes: text.as_bytes(), at: 0, pointer: String::new() };
    walker.skip_blanks();
    visit("", walker.at, false);
    walker.value(visit);
}

struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
    pointer: String,
}

impl Walker<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn value(&mut self, visit: &mut impl FnMut(&str, usize, bool)) {
        match self.peek() {
            b'{' => self.object(visit),
            b'[' => self.array(visit),
            b'"' => {
                self.string();
            }
            _ => {
                while !matches!(self.peek(), b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' | 0) {
                    self.at += 1;
                }
            }
        }
    }

    /// The letters of a string, as they stand.
    fn string(&mut self) -> String {
        let from = self.at;
        self.at += 1;
        while !matches!(self.peek(), b'"' | 0) {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at = (self.at + 1).min(self.bytes.len());
        let quoted = self.bytes.get(from..self.at).unwrap_or_default();
        // As any value, which is what the file is read as: a reader of texts alone would come with errors of its own.
        match serde_json::from_slice(quoted) {
            Ok(Value::String(text)) => text,
            _ => String::new(),
        }
    }

    fn object(&mut self, visit: &mut impl FnMut(&str, usize, bool)) {
        let mut names = std::collections::BTreeSet::new();
        self.at += 1;
        loop {
            self.skip_blanks();
            if self.peek() != b'"' {
                self.at += 1;
                return;
            }
            let byte = self.at;
            let name = self.string();
            let length = self.pointer.len();
            self.pointer.push('/');
            self.pointer.push_str(&escape(&name));
            visit(&self.pointer, byte, !names.insert(name));
            self.skip_blanks();
            self.at += 1; // the colon
            self.skip_blanks();
            self.value(visit);
            self.pointer.truncate(length);
            self.skip_blanks();
            if self.peek() == b',' {
                self.at += 1;
            }
        }
    }

    fn array(&mut self, visit: &mut impl FnMut(&str, usize, bool)) {
        self.at += 1;
        for position in 0_usize.. {
            self.skip_blanks();
            if matches!(self.peek(), b']' | 0) {
                self.at += 1;
                return;
            }
            let length = self.pointer.len();
            self.pointer.push('/');
            self.pointer.push_str(&position.to_string());
            visit(&self.pointer, self.at, false);
            self.value(visit);
            self.pointer.truncate(length);
            self.skip_blanks();
            if self.peek() == b',' {
                self.at += 1;
            }
        }
    }
}

/// A name as a part of a JSON pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_lines_and_columns() {
        let text = "{\n  \"a\": [1, {\"b/c\": \"é\\\"x\"}],\n  \"d\": true, \"a\": 2\n}";
        let mut errors = ["/a/1/b~1c", "/d", "/a/0", "", "/a/1/missing"]
            .map(|pointer| FileError::new(pointer, ""))
            .to_vec();
        locate(text, &mut errors);
        let places: Vec<_> = errors.iter().map(|error| (error.line, error.column)).collect();
        assert_eq!(places, [(2, 13), (3, 3), (2, 9), (1, 1), (2, 12)]);
        let duplicates = duplicate_fields(text);
        assert_eq!((duplicates.len(), duplicates[0].line, duplicates[0].column), (1, 3, 14));
    }
}
