//! The JSON Schema of commands: what [`crate::scenario::shape`] goes by, and, with its sentences, what editors do.

use serde_json::{Map, Value, json};

use super::{ACTION_TAG, CHANGE_TAG, FAULT_TAG};
use crate::command::{
    AdminAction, Change, Declaration, Declared, Fault, Field, FieldKind, LeftOut, Said, UserAction,
};
use crate::domain::EntityKind;

/// Whether a schema has sentences for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sentences {
    /// What only people read is left out.
    Without,
    /// With them.
    With,
}

/// The definitions that a schema of files needs for commands: of an event, an administrator's action, and a fault.
pub fn definitions(sentences: Sentences) -> [(&'static str, Value); 4] {
    let change = "Something that the tenant rests on is made, changed or removed.";
    [
        ("Change", choices::<Change>(CHANGE_TAG, change, sentences)),
        ("Event", event(sentences)),
        ("AdminAction", choices::<AdminAction>(ACTION_TAG, "What an administrator does.", sentences)),
        (
            "Fault",
            choices::<Fault>(
                FAULT_TAG,
                "Something that breaks, or is repaired: a repair names the fault that it undoes.",
                sentences,
            ),
        ),
    ]
}

fn say(schema: &mut Value, sentence: &str, sentences: Sentences) {
    if sentences == Sentences::With {
        schema["description"] = sentence.into();
    }
}

fn event(sentences: Sentences) -> Value {
    let of_definition =
        |name: &str| json!({ "anyOf": [{ "$ref": format!("#/$defs/{name}") }, { "type": "null" }] });
    let mut properties = Map::new();
    let mut add = |name: &str, mut schema: Value, sentence: &str| {
        say(&mut schema, sentence, sentences);
        properties.insert(name.to_owned(), schema);
    };
    add("at", json!({ "type": "string", "format": "offset", "maxLength": 40 }), "When.");
    add(
        "last",
        json!({ "type": "boolean", "default": false }),
        "Whether it comes after everything else of that moment; left out: before it.",
    );
    let admin = json!({ "type": ["string", "null"], "maxLength": 200, "x-reference": "admin" });
    add("as", admin, "As whom an administrator acts; left out: the first one.");
    add("admin", of_definition("AdminAction"), "An administrator acts.");
    add("fault", of_definition("Fault"), "Something breaks.");
    add("repair", of_definition("Fault"), "Something that broke is repaired.");
    let change = "The environment of the tenant changes: Azure, networks, the directory, people.";
    add("change", of_definition("Change"), change);
    for (declaration, said) in UserAction::declarations().zip(UserAction::said()) {
        let schema = match declaration.fields {
            // The one field stands for the whole.
            [only] => nullable(value(only)),
            _ => nullable(object(declaration, said, None, sentences)),
        };
        add(declaration.name, schema, said.of_command());
    }
    let mut schema = json!({
        "type": "object", "properties": properties, "required": ["at"], "additionalProperties": false,
    });
    let sentence = format!("Something that happens: exactly one of `{}`.", super::kinds().join("`, `"));
    say(&mut schema, &sentence, sentences);
    schema
}

fn choices<C: Declared>(tag: &str, sentence: &str, sentences: Sentences) -> Value {
    let variants: Vec<Value> = C::declarations()
        .zip(C::said())
        .map(|(declaration, said)| object(declaration, said, Some(tag), sentences))
        .collect();
    let mut schema = json!({ "oneOf": variants });
    say(&mut schema, sentence, sentences);
    schema
}

/// The fields of a command as an object, with its name beside them.
fn object(declaration: &Declaration, said: &Said, tag: Option<&str>, sentences: Sentences) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(tag) = tag {
        properties.insert(tag.to_owned(), json!({ "type": "string", "const": declaration.name }));
        required.push(tag);
    }
    for (field, sentence) in declaration.fields.iter().zip(said.of_fields()) {
        let mut schema = value(field);
        match field.left_out {
            LeftOut::Never => required.push(field.name),
            LeftOut::Nothing if field.list.is_some() => {}
            LeftOut::Nothing | LeftOut::First => schema = nullable(schema),
            LeftOut::Flag(flag) => schema["default"] = flag.into(),
        }
        say(&mut schema, sentence, sentences);
        properties.insert(field.name.to_owned(), schema);
    }
    let mut schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    say(&mut schema, said.of_command(), sentences);
    schema
}

fn value(field: &Field) -> Value {
    let one = match field.kind {
        FieldKind::Thing(kind) | FieldKind::Called(kind) => reference(kind.name()),
        FieldKind::Text => json!({ "type": "string", "maxLength": 200 }),
        FieldKind::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        FieldKind::Clock => json!({ "type": "string", "format": "clock", "maxLength": 5 }),
        FieldKind::Prefix => json!({ "type": "string", "format": "prefix", "maxLength": 18 }),
        FieldKind::NewName(EntityKind::Domain) => {
            json!({ "type": "string", "minLength": 1, "maxLength": 255 })
        }
        FieldKind::NewName(EntityKind::Policy) => {
            json!({ "type": "string", "minLength": 1, "maxLength": 60 })
        }
        FieldKind::NewName(_) => {
            json!({ "type": "string", "format": "name", "minLength": 1, "maxLength": 60 })
        }
        FieldKind::Duration => json!({ "type": "string", "format": "offset", "maxLength": 40 }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Word(words) => json!({ "type": "string", "enum": words }),
        FieldKind::Check => reference("check"),
    };
    match field.list {
        None => one,
        Some((least, most)) => {
            let mut list = json!({ "type": "array", "items": one, "maxItems": most });
            if least > 0 {
                list["minItems"] = least.into();
            }
            list
        }
    }
}

fn reference(kind: &str) -> Value {
    json!({ "type": "string", "maxLength": 200, "x-reference": kind })
}

/// The same, or null: it says nothing that leaving out would not.
fn nullable(mut schema: Value) -> Value {
    match schema["type"].as_str() {
        Some(kind) if schema["enum"].is_null() => {
            schema["type"] = json!([kind, "null"]);
            schema
        }
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}
