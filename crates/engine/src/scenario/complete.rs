//! What can stand at a place in a scenario file that is being written: the fields of an object that it does not have yet, the words of an
//! enumeration, the names that a reference may take. Goes by the same schema as [`super::shape`], and by a text that need not be JSON yet.

use serde_json::Value;

use super::names::Names;
use super::shape::schema;

/// Options that are offered at once.
const OPTIONS_MAX: usize = 200;
/// Containers within containers that are followed.
const DEPTH_MAX: usize = 64;

/// What can stand at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The byte from which on the text is replaced.
    pub from: usize,
    /// What with; none: nothing is known of the place.
    pub options: Vec<Choice>,
}

/// One of the things that can stand there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The name or word.
    pub label: String,
    /// What it is, in a word or two.
    pub detail: &'static str,
    /// What is written.
    pub apply: String,
    /// How many letters of that are behind the cursor afterwards.
    pub behind: usize,
}

/// What completes files: it knows the schema, and the names of the file that was read last.
#[derive(Debug)]
pub struct Completer {
    schema: Value,
    names: Names,
}

impl Default for Completer {
    fn default() -> Self {
        Self { schema: schema(), names: Names::gather(&Value::Null) }
    }
}

impl Completer {
    /// Takes the names of a file from its text. A text that is no JSON, as while somebody writes, leaves those that are known.
    pub fn read(&mut self, text: &str) {
        if let Ok(file) = serde_json::from_str(text) {
            self.names = Names::gather(&file);
        }
    }

    /// Says what can stand at a byte of a text.
    pub fn complete(&self, text: &str, at: usize) -> Completion {
        let place = Place::of(text.get(..at).unwrap_or(text));
        let mut options = Vec::new();
        if let Some(here) = place.schema(&self.schema) {
            match &place.wants {
                Wants::Key => keys(&self.schema, here, place.inner(), &mut options),
                Wants::Value => values(&self.schema, here, &self.names, &mut options),
                Wants::Nothing => {}
            }
        }
        options.truncate(OPTIONS_MAX);
        Completion { from: place.from, options }
    }
}

/// What the schema calls for at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wants {
    Key,
    Value,
    Nothing,
}

/// A container that is open at a place.
#[derive(Debug)]
enum Open {
    /// An object: its fields so far with their texts, and the field whose value comes.
    Object { fields: Vec<(String, String)>, key: Option<String> },
    /// A list.
    List,
}

/// Where in a text one is.
#[derive(Debug)]
struct Place {
    open: Vec<Open>,
    wants: Wants,
    from: usize,
}

impl Place {
    /// Reads the text before a place. Nothing need be right in it.
    fn of(before: &str) -> Self {
        let mut open: Vec<Open> = Vec::new();
        let mut wants = Wants::Value;
        let mut letters = before.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            match letter {
                '{' if open.len() < DEPTH_MAX => {
                    open.push(Open::Object { fields: Vec::new(), key: None });
                    wants = Wants::Key;
                }
                '[' if open.len() < DEPTH_MAX => {
                    open.push(Open::List);
                    wants = Wants::Value;
                }
                '}' | ']' => {
                    open.pop();
                    wants = Wants::Nothing;
                }
                ',' => {
                    wants = match open.last_mut() {
                        Some(Open::Object { key, .. }) => {
                            *key = None;
                            Wants::Key
                        }
                        _ => Wants::Value,
                    };
                }
                ':' => wants = Wants::Value,
                '"' => {
                    let mut word = String::new();
                    let mut closed = false;
                    while let Some((_, letter)) = letters.next() {
                        match letter {
                            '"' => {
                                closed = true;
                                break;
                            }
                            '\\' => word.extend(letters.next().map(|(_, letter)| letter)),
                            // A text ends with its line, whatever is still missing.
                            '\n' => break,
                            letter => word.push(letter),
                        }
                    }
                    if !closed && before.get(start..).is_some_and(|rest| !rest.contains('\n')) {
                        return Self { open, wants, from: start };
                    }
                    if let Some(Open::Object { fields, key }) = open.last_mut() {
                        match (wants, key.as_ref()) {
                            (Wants::Key, _) => *key = Some(word),
                            (_, Some(key)) => fields.push((key.clone(), word)),
                            _ => {}
                        }
                    }
                    wants = Wants::Nothing;
                }
                letter if letter.is_whitespace() => {}
                _ => {
                    // A number, true, false, or what somebody begins to write without a quotation mark.
                    while letters.peek().is_some_and(|(_, letter)| letter.is_alphanumeric()) {
                        letters.next();
                    }
                    if letters.peek().is_none() && letter.is_alphabetic() {
                        return Self { open, wants, from: start };
                    }
                    if let Some(Open::Object { fields, key: Some(key) }) = open.last_mut() {
                        fields.push((key.clone(), String::new()));
                    }
                    wants = Wants::Nothing;
                }
            }
        }
        Self { open, wants, from: before.len() }
    }

    /// The fields of the innermost object.
    fn inner(&self) -> &[(String, String)] {
        match self.open.last() {
            Some(Open::Object { fields, .. }) => fields,
            _ => &[],
        }
    }

    /// What the schema says of what stands here: of the object whose field is wanted, or of the value.
    fn schema<'a>(&self, whole: &'a Value) -> Option<&'a Value> {
        let mut here = whole;
        for (depth, open) in self.open.iter().enumerate() {
            let is_innermost = depth + 1 == self.open.len();
            here = match open {
                Open::List => &resolved(whole, here, &[])["items"],
                Open::Object { fields, key } => {
                    let object = resolved(whole, here, fields);
                    match key {
                        _ if is_innermost && self.wants == Wants::Key => object,
                        // Its word is what tells what else it has.
                        Some(_) if is_innermost && object["oneOf"].is_array() => object,
                        Some(key) => &object["properties"][key.as_str()],
                        None => return None,
                    }
                }
            };
        }
        (!here.is_null()).then_some(here)
    }
}

/// What a schema stands for: what it refers to, what is not null, and of objects that are told apart by a word the one that the fields name.
fn resolved<'a>(whole: &'a Value, schema: &'a Value, fields: &[(String, String)]) -> &'a Value {
    let mut here = schema;
    for _ in 0..DEPTH_MAX {
        if let Some(reference) = here["$ref"].as_str() {
            here = whole.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        } else if let Some(choices) = here["anyOf"].as_array() {
            here = choices.iter().find(|choice| choice["type"] != "null").unwrap_or(&Value::Null);
        } else {
            break;
        }
    }
    let variants = here["oneOf"].as_array().into_iter().flatten();
    let named = |variant: &&'a Value| {
        let tag = tag(variant);
        tag.is_some_and(|(name, word)| fields.iter().any(|(field, value)| field == name && value == word))
    };
    variants.into_iter().find(named).unwrap_or(here)
}

/// The field that tells an object apart from others, and its word.
fn tag(variant: &Value) -> Option<(&str, &str)> {
    let properties = variant["properties"].as_object()?;
    properties.iter().find_map(|(name, schema)| Some((name.as_str(), schema["const"].as_str()?)))
}

/// Fields that an object does not have yet; those that it must have come first.
fn keys(whole: &Value, object: &Value, used: &[(String, String)], options: &mut Vec<Choice>) {
    let variants = object["oneOf"].as_array();
    // Before its word is chosen an object has that field only.
    let first = variants.and_then(|variants| tag(variants.first()?));
    if let Some((name, _)) = first {
        options.push(Choice {
            label: name.to_owned(),
            detail: "required",
            apply: format!("\"{name}\": \"\""),
            behind: 1,
        });
        return;
    }
    let required: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = object["properties"].as_object().into_iter().flatten();
    let fresh = properties.filter(|(name, _)| used.iter().all(|(field, _)| field != *name));
    let (must, may): (Vec<_>, Vec<_>) = fresh.partition(|(name, _)| required.contains(&name.as_str()));
    let all = must.into_iter().map(|of| (of, "required")).chain(may.into_iter().map(|of| (of, "")));
    options.extend(all.map(|((name, schema), detail)| {
        let (opened, behind) = opening(whole, schema);
        let detail = if detail.is_empty() { kind(whole, schema) } else { detail };
        Choice { label: name.clone(), detail, apply: format!("\"{name}\": {opened}"), behind }
    }));
}

/// What a value begins and ends with, and how much of it is behind the cursor.
fn opening(whole: &Value, schema: &Value) -> (&'static str, usize) {
    match kind(whole, schema) {
        "text" | "name" | "moment" | "word" => ("\"\"", 1),
        "list" => ("[]", 1),
        "object" => ("{}", 1),
        _ => ("", 0),
    }
}

/// What a schema asks for, in a word.
fn kind(whole: &Value, schema: &Value) -> &'static str {
    let schema = resolved(whole, schema, &[]);
    let words = schema["oneOf"].as_array().is_some_and(|all| all.iter().all(|of| of["const"].is_string()));
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
        kind => Some(kind),
    };
    match kind.and_then(Value::as_str) {
        _ if words || schema["enum"].is_array() => "word",
        _ if schema["oneOf"].is_array() => "object",
        Some("string") if schema["x-reference"].is_string() => "name",
        Some("string") if schema["format"] == "offset" => "moment",
        Some("string") => "text",
        Some("array") => "list",
        Some("object") => "object",
        Some("integer") => "number",
        Some("boolean") => "true or false",
        _ => "value",
    }
}

/// Words and names that a value may be.
fn values(whole: &Value, schema: &Value, names: &Names, options: &mut Vec<Choice>) {
    let here = resolved(whole, schema, &[]);
    let mut quoted = |word: &str, detail| {
        options.push(Choice { label: word.to_owned(), detail, apply: format!("\"{word}\""), behind: 0 });
    };
    if let Some(words) = here["enum"].as_array() {
        words.iter().filter_map(Value::as_str).for_each(|word| quoted(word, ""));
    }
    let variants = here["oneOf"].as_array().into_iter().flatten();
    let tags = variants.clone().filter_map(|variant| Some(tag(variant)?.1));
    variants.filter_map(|variant| variant["const"].as_str()).chain(tags).for_each(|word| quoted(word, ""));
    if let Some(word) = here["const"].as_str() {
        quoted(word, "");
    }
    if let Some(kind) = here["x-reference"].as_str() {
        names.of(kind).take(OPTIONS_MAX).for_each(|name| quoted(name, "name"));
    }
    let is_there = !options.is_empty();
    match kind(whole, schema) {
        _ if is_there => {}
        "true or false" => {
            for word in ["true", "false"] {
                options.push(Choice {
                    label: word.to_owned(),
                    detail: "",
                    apply: word.to_owned(),
                    behind: 0,
                });
            }
        }
        opened @ ("list" | "object") => {
            let (apply, behind) = opening(whole, schema);
            options.push(Choice { label: apply.to_owned(), detail: opened, apply: apply.to_owned(), behind });
        }
        _ => {}
    }
}
