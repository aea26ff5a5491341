//! What each event and each expectation of a file must have: one thing that happens or holds, one moment, and that before
//! the end of the run. Looks at the file as it stands, so that all of this is told together with what else is wrong with it.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::command;
use super::error::FileError;
use super::expectation;
use crate::domain::Offset;
use crate::limits;

/// When an expectation can hold.
const WHENS: [&str; 3] = ["at", "by", "never"];
/// From when on it can.
const FROM: &str = "from";

/// Checks the events, the expectations, and the capacity curves of regions. `found` is what is already known to be wrong: a
/// misspelt field needs no second error.
pub fn check(file: &Value, found: &[FileError]) -> Vec<FileError> {
    let horizon = offset(&file["horizon"]).map(|horizon| horizon.min(Offset::days(limits::HORIZON_DAYS_MAX)));
    let mut checker = Checker { horizon, found, errors: Vec::new() };
    let kinds = command::kinds();
    let lesson = &file["lesson"];
    let events = [
        (&file["events"], "/events"),
        (&lesson["solution"], "/lesson/solution"),
        (&lesson["wrongWay"], "/lesson/wrongWay"),
    ];
    for (pointer, event) in events.into_iter().flat_map(|(list, pointer)| objects(list, pointer)) {
        checker.before_the_end(event, "at", &pointer);
        let misspelt = checker.is_misspelt(&pointer);
        if !misspelt && present(event, &kinds).count() != 1 {
            checker.error(&pointer, format!("expected exactly one of {}", kinds.join(", ")));
        }
        if !misspelt && has(event, "as") && !has(event, "admin") {
            checker.error(&format!("{pointer}/as"), "only an admin's action is done as somebody");
        }
    }
    for (pointer, expect) in objects(&file["expect"], "/expect") {
        checker.expect(expect, &pointer, 1..=1);
    }
    // What a lesson wants may hold at any moment.
    let lists = [(&lesson["goals"], "/lesson/goals"), (&lesson["remarks"], "/lesson/remarks")];
    for (pointer, of) in lists.into_iter().flat_map(|(list, pointer)| objects(list, pointer)) {
        if let Some(expect) = of.get("expect").and_then(Value::as_object) {
            checker.expect(expect, &format!("{pointer}/expect"), 0..=1);
        }
    }
    for (pointer, note) in objects(&lesson["debrief"], "/lesson/debrief") {
        checker.before_the_end(note, "at", &pointer);
    }
    for (region, of) in objects(&file["world"]["regions"], "/world/regions") {
        for (pointer, point) in objects(of.get("curve").unwrap_or(&Value::Null), &format!("{region}/curve")) {
            checker.before_the_end(point, "at", &pointer);
        }
    }
    checker.errors
}

struct Checker<'a> {
    /// The end of the run, where it can be read.
    horizon: Option<Offset>,
    found: &'a [FileError],
    errors: Vec<FileError>,
}

impl Checker<'_> {
    fn error(&mut self, pointer: &str, message: impl Into<String>) {
        if self.errors.len() < limits::FILE_ERRORS_MAX {
            self.errors.push(FileError::new(pointer, message));
        }
    }

    fn expect(&mut self, expect: &Map<String, Value>, pointer: &str, whens: RangeInclusive<usize>) {
        for moment in ["at", "by", FROM] {
            self.before_the_end(expect, moment, pointer);
        }
        let never = expect.get("never").is_none_or(|never| never.is_null() || *never == Value::Bool(true));
        if self.is_misspelt(pointer) {
            return;
        }
        let said = present(expect, &WHENS).count();
        if !whens.contains(&said) || !never {
            let count = match (whens.start(), whens.end()) {
                (1, _) => "exactly one",
                (_, 1) => "at most one",
                _ => "none",
            };
            self.error(pointer, format!("expected {count} of \"at\", \"by\", and \"never\": true"));
        }
        if has(expect, FROM) && !has(expect, "by") && (said > 0 || *whens.end() == 0) {
            self.error(&format!("{pointer}/{FROM}"), "only what holds \"by\" a moment has a beginning");
        }
        if let (Some(from), Some(by)) = (expect.get(FROM).and_then(offset), expect.get("by").and_then(offset))
            && from > by
        {
            self.error(&format!("{pointer}/{FROM}"), format!("{from} is after {by}"));
        }
        if present(expect, expectation::KINDS).count() != 1 {
            self.error(pointer, format!("expected exactly one of {}", expectation::KINDS.join(", ")));
        }
        for (pointer, inner) in objects(expect.get("all").unwrap_or(&Value::Null), &format!("{pointer}/all"))
        {
            self.expect(inner, &pointer, 0..=0);
        }
    }

    fn before_the_end(&mut self, of: &Map<String, Value>, field: &str, pointer: &str) {
        let Some(at) = of.get(field).and_then(offset) else { return };
        if let Some(horizon) = self.horizon.filter(|&horizon| at > horizon) {
            self.error(&format!("{pointer}/{field}"), format!("{at} is after the horizon, {horizon}"));
        }
    }

    /// Whether something of it has a name that nobody knows: it may be what seems to be missing.
    fn is_misspelt(&self, pointer: &str) -> bool {
        let inside = |error: &FileError| {
            let rest = error.pointer.strip_prefix(pointer).and_then(|rest| rest.strip_prefix('/'));
            rest.is_some_and(|rest| !rest.contains('/'))
        };
        self.found.iter().any(|error| error.is_unknown_field() && inside(error))
    }
}

fn offset(value: &Value) -> Option<Offset> {
    Offset::parse(value.as_str()?).ok()
}

fn objects<'a>(list: &'a Value, pointer: &str) -> impl Iterator<Item = (String, &'a Map<String, Value>)> {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate();
    items.filter_map(move |(position, item)| Some((format!("{pointer}/{position}"), item.as_object()?)))
}

fn has(of: &Map<String, Value>, field: &str) -> bool {
    of.get(field).is_some_and(|value| !value.is_null())
}

fn present<'a>(of: &'a Map<String, Value>, fields: &'a [&str]) -> impl Iterator<Item = &'a &'a str> {
    fields.iter().filter(|field| has(of, field))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_field_of_expectations_is_known_here() {
        let schema: Value = serde_json::from_str(crate::scenario::SCHEMA).expect("a schema");
        let fields = |of: &str| -> BTreeSet<String> {
            let properties = schema["$defs"][of]["properties"].as_object().expect(of);
            properties.keys().cloned().collect()
        };
        let known = |lists: &[&[&str]]| lists.concat().into_iter().map(str::to_owned).collect();
        assert_eq!(fields("Expect"), known(&[&WHENS, &[FROM], expectation::KINDS]));
    }
}
