//! Commands as JSON: what is done, as the event of a file that does it again.

use serde_json::Value;

use super::{ACTION_TAG, CHANGE_TAG, FAULT_TAG, Fields};
use crate::command::{Command, Declaration, FieldKind, FieldValue, LeftOut};
use crate::domain::{Entity, Offset};

/// A command as an event without a moment. `name` tells what something is called.
pub fn event<'a>(command: &Command, name: &dyn Fn(Entity) -> &'a str) -> Fields {
    let declaration = command.declaration();
    let values = command.values();
    let mut event = Fields::new();
    match command {
        Command::Admin(admin, _) => {
            event.insert("as".to_owned(), name(Entity::Admin(*admin)).into());
            event.insert("admin".to_owned(), tagged(declaration, &values, ACTION_TAG, name));
        }
        Command::Fault(_) => {
            event.insert("fault".to_owned(), tagged(declaration, &values, FAULT_TAG, name));
        }
        Command::Repair(_) => {
            event.insert("repair".to_owned(), tagged(declaration, &values, FAULT_TAG, name));
        }
        Command::Change(_) => {
            event.insert("change".to_owned(), tagged(declaration, &values, CHANGE_TAG, name));
        }
        Command::User(_) => {
            let value = match &values[..] {
                // The one field stands for the whole.
                [only] => value(only, declaration.fields.first().map(|field| field.kind), name),
                _ => fields(declaration, &values, name).into(),
            };
            event.insert(declaration.name.to_owned(), value);
        }
    }
    event
}

/// What of a command no file can say: something is left out where a file would take the first one.
pub fn unsayable(command: &Command) -> Option<&'static str> {
    let fields = command.declaration().fields;
    let values = command.values();
    let holds = |(other, word): (&str, &'static str)| {
        let other = fields.iter().position(|field| field.name == other);
        other.and_then(|position| values.get(position)) == Some(&FieldValue::Word(word))
    };
    fields
        .iter()
        .zip(&values)
        .find(|(field, value)| {
            field.left_out == LeftOut::First
                && **value == FieldValue::Nothing
                && field.only_where.is_none_or(holds)
        })
        .map(|(field, _)| field.name)
}

fn tagged<'a>(
    declaration: &Declaration,
    values: &[FieldValue],
    tag: &str,
    name: &dyn Fn(Entity) -> &'a str,
) -> Value {
    let mut fields = fields(declaration, values, name);
    fields.insert(tag.to_owned(), declaration.name.into());
    fields.into()
}

/// What was left out when it was done is left out here.
fn fields<'a>(declaration: &Declaration, values: &[FieldValue], name: &dyn Fn(Entity) -> &'a str) -> Fields {
    let mut fields = Fields::new();
    for (field, of) in declaration.fields.iter().zip(values) {
        if *of != FieldValue::Nothing && *of != FieldValue::List(Vec::new()) {
            fields.insert(field.name.to_owned(), value(of, Some(field.kind), name));
        }
    }
    fields
}

fn value<'a>(of: &FieldValue, kind: Option<FieldKind>, name: &dyn Fn(Entity) -> &'a str) -> Value {
    match of {
        FieldValue::Nothing => Value::Null,
        FieldValue::Flag(flag) => (*flag).into(),
        FieldValue::Number(length) if kind == Some(FieldKind::Duration) => Offset(*length).to_string().into(),
        FieldValue::Number(moment) if kind == Some(FieldKind::Clock) => clock(*moment).into(),
        FieldValue::Number(number) => (*number).into(),
        FieldValue::Word(word) => (*word).into(),
        FieldValue::Text(text) => text.as_str().into(),
        FieldValue::Thing(entity) => name(*entity).into(),
        FieldValue::List(entries) => entries.iter().map(|entry| value(entry, kind, name)).collect(),
    }
}

/// A time of day, `08:30`, from milliseconds after midnight.
pub fn clock(moment_ms: i64) -> String {
    let minutes = moment_ms / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
