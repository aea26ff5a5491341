//! Compares a file with the JSON Schema that is generated from its types, and each name with those that the file
//! declares. Finds everything at once, and takes unknown fields out so that the rest can be read.
//!
//! This is no general validator: it knows the part of JSON Schema that `schemars` writes for [`super::file`], which a
//! test compares with a complete validator.

use serde_json::{Map, Number, Value};

use super::command::shape::{Sentences, definitions};
use super::error::FileError;
use super::names::Names;
use super::place::escape;
use crate::domain::{Offset, Prefix, UtcStart, name, time};
use crate::limits;

/// Checks a value. Gives it back without its unknown fields, and the errors.
pub fn check(mut value: Value) -> (Value, Vec<FileError>) {
    let schema = schema();
    let names = Names::gather(&value);
    let mut checker = Checker { schema: &schema, names: &names, errors: Vec::new() };
    checker.value(&schema, &mut value, "");
    (value, checker.errors)
}

/// The same for a command that is done live: an event without a moment, with the names of the run.
pub fn check_command(mut value: Value, names: &Names) -> (Value, Vec<FileError>) {
    let schema = complete("{}");
    let event = without_moment(&schema["$defs"]["Event"]);
    let mut checker = Checker { schema: &schema, names, errors: Vec::new() };
    checker.value(&event, &mut value, "");
    (value, checker.errors)
}

/// The schema of files.
pub(super) fn schema() -> Value {
    complete(super::SCHEMA)
}

/// A schema with the definitions of commands, which follow from their declarations.
fn complete(text: &str) -> Value {
    let mut schema: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    for (name, definition) in definitions(Sentences::Without) {
        schema["$defs"][name] = definition;
    }
    schema
}

fn without_moment(event: &Value) -> Value {
    let mut event = event.clone();
    event["required"] = Value::Array(Vec::new());
    if let Some(properties) = event["properties"].as_object_mut() {
        properties.remove("at");
        properties.remove("last");
    }
    event
}

struct Checker<'a> {
    schema: &'a Value,
    names: &'a Names,
    errors: Vec<FileError>,
}

impl<'a> Checker<'a> {
    fn error(&mut self, error: FileError) {
        if self.errors.len() < limits::FILE_ERRORS_MAX {
            self.errors.push(error);
        }
    }

    fn value(&mut self, schema: &'a Value, value: &mut Value, pointer: &str) {
        if self.errors.len() >= limits::FILE_ERRORS_MAX {
            return;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.schema.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
            return self.value(target, value, pointer);
        }
        if value.is_null() && allows_null(schema) {
            // Says nothing that leaving out would not.
            return;
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            // What `Option` becomes: the value itself, or null.
            let choice = choices.iter().find(|choice| choice["type"] != "null");
            return self.value(choice.unwrap_or(&Value::Null), value, pointer);
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            return self.one_of(variants, value, pointer);
        }
        if let Some(words) = schema["enum"].as_array() {
            return self.words(&words.iter().filter_map(Value::as_str).collect::<Vec<_>>(), value, pointer);
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap_or(&Value::Null),
            kind => kind,
        };
        match (kind.as_str(), value) {
            (Some("object"), Value::Object(fields)) => self.object(schema, fields, pointer, None),
            (Some("array"), Value::Array(items)) => self.array(schema, items, pointer),
            (Some("string"), Value::String(text)) => self.text(schema, text, pointer),
            (Some("integer"), Value::Number(number)) if number.is_i64() || number.is_u64() => {
                self.number(schema, number, pointer);
            }
            (Some("boolean"), Value::Bool(_)) | (None, _) => {}
            (Some(expected), found) => {
                let message = format!("expected {}, found {}", kind_words(expected), shown(found));
                self.error(FileError::new(pointer, message));
            }
        }
    }

    fn words(&mut self, words: &[&str], value: &Value, pointer: &str) {
        if value.as_str().is_some_and(|found| words.contains(&found)) {
            return;
        }
        let message = format!("expected one of {}, found {}", words.join(", "), shown(value));
        let found = value.as_str().unwrap_or_default();
        self.error(FileError::new(pointer, message).suggest(found, words.iter().copied()));
    }

    /// Words of an enumeration, or objects that are told apart by the one field that has a constant.
    fn one_of(&mut self, variants: &'a [Value], value: &mut Value, pointer: &str) {
        if variants.iter().all(|variant| variant["const"].is_string()) {
            let words: Vec<&str> = variants.iter().filter_map(|variant| variant["const"].as_str()).collect();
            return self.words(&words, value, pointer);
        }
        let Value::Object(fields) = value else {
            return self
                .error(FileError::new(pointer, format!("expected an object, found {}", shown(value))));
        };
        let tags: Vec<(&str, &str, &'a Value)> = variants
            .iter()
            .filter_map(|variant| {
                let (name, schema) = variant["properties"]
                    .as_object()?
                    .iter()
                    .find(|(_, schema)| schema["const"].is_string())?;
                Some((name.as_str(), schema["const"].as_str()?, variant))
            })
            .collect();
        let Some(&(tag, ..)) = tags.first() else { return };
        let words = || tags.iter().map(|&(_, word, _)| word);
        match fields.get(tag).and_then(Value::as_str) {
            None => {
                let message =
                    format!("the field {tag:?} is missing or no text; expected one of {}", join(words()));
                self.error(FileError::new(pointer, message));
            }
            Some(found) => match tags.iter().find(|(_, word, _)| *word == found) {
                Some((_, _, variant)) => self.object(variant, fields, pointer, Some(tag)),
                None => {
                    let message = format!("expected one of {}, found {found:?}", join(words()));
                    let error = FileError::new(format!("{pointer}/{tag}"), message).suggest(found, words());
                    self.error(error);
                }
            },
        }
    }

    fn object(
        &mut self,
        schema: &'a Value,
        fields: &mut Map<String, Value>,
        pointer: &str,
        tag: Option<&str>,
    ) {
        let empty = Map::new();
        let known = schema["properties"].as_object();
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(required) {
                self.error(FileError::new(pointer, format!("the field {required:?} is missing")));
            }
        }
        let unknown: Vec<String> = fields
            .keys()
            .filter(|name| known.is_none_or(|known| !known.contains_key(*name)))
            .cloned()
            .collect();
        for name in unknown {
            let known: Vec<&str> = known.unwrap_or(&empty).keys().map(String::as_str).collect();
            self.error(FileError::unknown_field(format!("{pointer}/{}", escape(&name)), &name, &known));
            fields.remove(&name);
        }
        for (name, value) in fields {
            if tag != Some(name)
                && let Some(schema) = known.and_then(|known| known.get(name))
            {
                self.value(schema, value, &format!("{pointer}/{}", escape(name)));
            }
        }
    }

    fn array(&mut self, schema: &'a Value, items: &mut [Value], pointer: &str) {
        let count = items.len() as u64;
        if let Some(most) = schema["maxItems"].as_u64().filter(|&most| count > most) {
            self.error(FileError::new(pointer, format!("{count} entries; at most {most} are allowed")));
            return;
        }
        if let Some(least) = schema["minItems"].as_u64().filter(|&least| count < least) {
            self.error(FileError::new(pointer, format!("{count} entries; at least {least} must be there")));
        }
        for (position, item) in items.iter_mut().enumerate() {
            self.value(&schema["items"], item, &format!("{pointer}/{position}"));
        }
    }

    fn number(&mut self, schema: &Value, number: &Number, pointer: &str) {
        // No bound is beyond what 64 bits with a sign can tell; a number that is, is too large.
        let found = number.as_i64().unwrap_or(i64::MAX);
        if let Some(least) = schema["minimum"].as_i64().filter(|&least| found < least) {
            self.error(FileError::new(pointer, format!("expected {least} or more, found {}", whole(number))));
        }
        let most = schema["maximum"].as_i64();
        let most = most.or((schema["format"] == "uint32").then_some(i64::from(u32::MAX)));
        if let Some(most) = most.filter(|&most| found > most) {
            self.error(FileError::new(pointer, format!("expected {most} or less, found {}", whole(number))));
        }
    }

    fn text(&mut self, schema: &Value, text: &str, pointer: &str) {
        let letters = text.chars().count() as u64;
        if let Some(most) = schema["maxLength"].as_u64().filter(|&most| letters > most) {
            return self
                .error(FileError::new(pointer, format!("{letters} letters; at most {most} are allowed")));
        }
        if let Some(least) = schema["minLength"].as_u64().filter(|&least| letters < least) {
            return self.error(FileError::new(
                pointer,
                format!("{letters} letters; at least {least} must be there"),
            ));
        }
        if let Some(turn) = text.chars().find(|&letter| name::turns_direction(letter)) {
            let turn = u32::from(turn);
            let message = format!(
                "an invisible letter turns the direction of the text (U+{turn:04X}); names in any script need none"
            );
            return self.error(FileError::new(pointer, message));
        }
        if let Some(format) = schema["format"].as_str()
            && let Some(expected) = misfit(format, text)
        {
            self.error(FileError::new(pointer, format!("{expected}, found {text:?}")));
        }
        if let Some(kind) = schema["x-reference"].as_str()
            && !self.names.has(kind, text)
        {
            let message = match self.names.of(kind).count() {
                0 => format!("{text:?} is no {}; the file has none", kind_of_reference(kind)),
                count @ 1..=16 => format!(
                    "{text:?} is no {}; {} {}",
                    kind_of_reference(kind),
                    if count == 1 { "there is only" } else { "there are" },
                    join(self.names.of(kind))
                ),
                _ if is_vocabulary(kind) => {
                    format!("{text:?} is no {}; docs/reference.md lists them", kind_of_reference(kind))
                }
                _ => format!("{text:?} is no {}", kind_of_reference(kind)),
            };
            let error = FileError::new(pointer, message).suggest(text, self.names.of(kind));
            self.error(error);
        }
    }
}

fn allows_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null";
    schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(is_null))
        || schema["anyOf"]
            .as_array()
            .is_some_and(|choices| choices.iter().any(|choice| is_null(&choice["type"])))
}

/// What a text of a format should have been, if it is not.
fn misfit(format: &str, text: &str) -> Option<String> {
    match format {
        "offset" => Offset::parse(text)
            .err()
            .map(|why| format!("expected a time such as \"1d6h30m\" or \"45s\"; this one {why}")),
        "utc" => UtcStart::parse(text)
            .is_none()
            .then(|| "expected a UTC instant such as \"2026-03-02T08:00:00Z\"".to_owned()),
        "clock" => {
            parse_clock(text).is_none().then(|| "expected a time of day such as \"08:30\"".to_owned())
        }
        "date" => UtcStart::parse_day(text)
            .is_none()
            .then(|| "expected a day such as \"2026-03-02\", from 1970 to 2200".to_owned()),
        "prefix" => Prefix::parse(text)
            .is_none()
            .then(|| "expected an IPv4 prefix of /8 to /29 such as \"10.20.0.0/26\", beginning at its first address".to_owned()),
        "name" => {
            (!name::is_plain(text)).then(|| "expected a name of letters, digits, blanks and - _ . @".to_owned())
        }
        _ => None,
    }
}

/// A time of day in milliseconds from midnight.
pub fn parse_clock(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str, below: i64| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i64>().ok())
            .flatten()
            .filter(|&number| number < below)
    };
    Some(number(hour, 24)? * time::HOUR_MS + number(minute, 60)? * time::MINUTE_MS)
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

const fn kind_words(kind: &str) -> &str {
    match kind.as_bytes() {
        b"object" => "an object",
        b"array" => "a list",
        b"string" => "a text",
        b"integer" => "a whole number",
        b"boolean" => "true or false",
        _ => kind,
    }
}

/// What was found, short.
fn shown(value: &Value) -> String {
    const LETTERS_MAX: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => whole(number),
        Value::String(text) if text.chars().count() > LETTERS_MAX => {
            format!("{:?} …", text.chars().take(LETTERS_MAX).collect::<String>())
        }
        Value::String(text) => format!("{text:?}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn whole(number: &Number) -> String {
    match (number.as_i64(), number.as_u64()) {
        (Some(whole), _) => whole.to_string(),
        (None, Some(whole)) => whole.to_string(),
        // No field takes one: what it takes to write it out would be in every page.
        (None, None) => "a number with a point or an exponent, or a very large one".to_owned(),
    }
}

/// Whether the names of a kind are the simulator's, not the file's.
const fn is_vocabulary(kind: &str) -> bool {
    matches!(
        kind.as_bytes(),
        b"check" | b"errorType" | b"rule" | b"action" | b"fault" | b"problem" | b"attemptProblem" | b"place"
    )
}

pub(super) const fn kind_of_reference(kind: &str) -> &str {
    match kind.as_bytes() {
        b"resourceGroup" => "resource group",
        b"vnet" => "virtual network",
        b"domain" => "AD domain",
        b"controller" => "domain controller",
        b"check" => "health check",
        b"errorType" => "error type",
        b"place" => "hop of a sign-in",
        b"problem" => "problem of a sign-in",
        b"attemptProblem" => "problem of provisioning",
        b"resource" => "network resource",
        _ => kind,
    }
}
