//! Reading commands from JSON whose shape is right ([`super::shape`]).

use serde_json::Value;

use super::{ACTION_TAG, CHANGE_TAG, FAULT_TAG, Fields, present};
use crate::command::{
    AdminAction, Command, Declared, Fault, Field, FieldKind, FieldValue, LeftOut, UserAction,
};
use crate::domain::{AdminId, Check, Entity, EntityKind, Name, Offset, World};
use crate::limits;
use crate::scenario::error::FileError;
use crate::scenario::names::Names;
use crate::scenario::shape::{self, kind_of_reference};

/// Who finds what a command names, and is told what is wrong.
pub trait Finds {
    /// The thing of that kind and name. None: it cannot be used here, and that was told.
    fn find(&mut self, kind: EntityKind, name: &str, pointer: &str) -> Option<Entity>;

    /// The world of the names.
    fn world(&self) -> &World;

    /// Something is wrong.
    fn error(&mut self, pointer: String, message: String);
}

/// The command of an event, by whoever acts. None where something is wrong, and that was told.
pub fn event(fields: &Fields, pointer: &str, finds: &mut impl Finds) -> Option<Command> {
    if let Some(action) = present(fields, "admin") {
        let admin = match present(fields, "as").and_then(Value::as_str) {
            None => finds.world().admins.ids().next()?,
            Some(name) => admin_named(finds.world(), name)?,
        };
        let action = choice::<AdminAction>(action, ACTION_TAG, &format!("{pointer}/admin"), finds)?;
        return Some(Command::Admin(admin, action));
    }
    if let Some(of) = present(fields, "fault") {
        return fault(of, &format!("{pointer}/fault"), finds).map(Command::Fault);
    }
    if let Some(of) = present(fields, "repair") {
        return fault(of, &format!("{pointer}/repair"), finds).map(Command::Repair);
    }
    if let Some(of) = present(fields, "change") {
        return choice(of, CHANGE_TAG, &format!("{pointer}/change"), finds).map(Command::Change);
    }
    for (position, declaration) in UserAction::declarations().enumerate() {
        let Some(of) = present(fields, declaration.name) else { continue };
        let pointer = format!("{pointer}/{}", declaration.name);
        let action = match declaration.fields {
            [only] => UserAction::of_values(position, &[entry(only, of, &pointer, finds)?]),
            _ => command(position, of, &pointer, finds),
        };
        return action.map(Command::User);
    }
    None
}

/// A fault of the catalogue.
pub fn fault(value: &Value, pointer: &str, finds: &mut impl Finds) -> Option<Fault> {
    choice(value, FAULT_TAG, pointer, finds)
}

/// A command that is done live, in a run: an event without a moment.
///
/// # Errors
/// Everything that is wrong with it, with pointers into the value.
pub fn live(value: &Value, world: &World) -> Result<Command, Vec<FileError>> {
    let (value, errors) = shape::check_command(value.clone(), &Names::of_world(world));
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut live = Live { world, errors: Vec::new() };
    let command = value.as_object().and_then(|fields| event(fields, "", &mut live));
    match command {
        Some(command) if live.errors.is_empty() => Ok(command),
        _ if live.errors.is_empty() => {
            let message = format!("expected exactly one of {}", super::kinds().join(", "));
            Err(vec![FileError::new("", message)])
        }
        _ => Err(live.errors),
    }
}

struct Live<'a> {
    world: &'a World,
    errors: Vec<FileError>,
}

impl Finds for Live<'_> {
    fn find(&mut self, kind: EntityKind, name: &str, pointer: &str) -> Option<Entity> {
        let found = self.world.named(kind, name);
        if found.is_none() {
            let message = format!("{name:?} is no {} of this run", kind_of_reference(kind.name()));
            self.error(pointer.to_owned(), message);
        }
        found
    }

    fn world(&self) -> &World {
        self.world
    }

    fn error(&mut self, pointer: String, message: String) {
        if self.errors.len() < limits::FILE_ERRORS_MAX {
            self.errors.push(FileError::new(pointer, message));
        }
    }
}

fn admin_named(world: &World, name: &str) -> Option<AdminId> {
    world.admins.find(|admin| admin.name.as_str() == name)
}

fn choice<C: Declared>(value: &Value, tag: &str, pointer: &str, finds: &mut impl Finds) -> Option<C> {
    let name = value.get(tag)?.as_str()?;
    let position = C::declarations().position(|declaration| declaration.name == name)?;
    command(position, value, pointer, finds)
}

fn command<C: Declared>(position: usize, value: &Value, pointer: &str, finds: &mut impl Finds) -> Option<C> {
    let declared = C::declarations().nth(position)?.fields;
    let values = values(declared, value.as_object()?, pointer, finds)?;
    let command = C::of_values(position, &values);
    if command.is_none() {
        let meant = declared.iter().find(|field| field.left_out == LeftOut::First);
        if let Some(FieldKind::Thing(kind)) = meant.map(|field| field.kind) {
            finds.error(pointer.to_owned(), format!("the world has no {}", kind_of_reference(kind.name())));
        }
    }
    command
}

fn values(
    declared: &[Field],
    fields: &Fields,
    pointer: &str,
    finds: &mut impl Finds,
) -> Option<Vec<FieldValue>> {
    let mut values = Vec::with_capacity(declared.len());
    for field in declared {
        let pointer = format!("{pointer}/{}", field.name);
        values.push(match (present(fields, field.name), field.list) {
            (None, _) => field.value_left_out(finds.world(), |other, word| {
                fields.get(other).and_then(Value::as_str) == Some(word)
            }),
            (Some(value), None) => entry(field, value, &pointer, finds)?,
            (Some(value), Some(_)) => {
                let mut entries = Vec::new();
                for (position, value) in value.as_array()?.iter().enumerate() {
                    entries.push(entry(field, value, &format!("{pointer}/{position}"), finds)?);
                }
                FieldValue::List(entries)
            }
        });
    }
    Some(values)
}

fn entry(field: &Field, value: &Value, pointer: &str, finds: &mut impl Finds) -> Option<FieldValue> {
    Some(match field.kind {
        FieldKind::Thing(kind) => FieldValue::Thing(finds.find(kind, value.as_str()?, pointer)?),
        FieldKind::Called(_) | FieldKind::NewName(_) | FieldKind::Text => {
            FieldValue::Text(Name::new(value.as_str()?))
        }
        FieldKind::Prefix => FieldValue::Text(Name::new(value.as_str()?)),
        FieldKind::Clock => FieldValue::Number(shape::parse_clock(value.as_str()?)?),
        FieldKind::Number { .. } => FieldValue::Number(value.as_i64()?),
        FieldKind::Duration => {
            let length = Offset::parse(value.as_str()?).unwrap_or_default();
            if length < Offset::minutes(1) {
                finds.error(pointer.to_owned(), "expected a minute or more".to_owned());
            }
            FieldValue::Number(length.0.max(1))
        }
        FieldKind::Flag => FieldValue::Flag(value.as_bool()?),
        FieldKind::Word(words) => {
            let word = value.as_str()?;
            FieldValue::Word(words.iter().find(|known| **known == word)?)
        }
        FieldKind::Check => FieldValue::Word(Check::named(value.as_str()?)?.entry().name),
    })
}
