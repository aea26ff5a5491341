//! How commands are declared: each once, with its fields and what is said of it. From the declarations come JSON, the schema,
//! the reference, the checks of ids, forms, and random commands.

use super::field::{Field, FieldValue};
use crate::domain::{Entity, World};
use crate::kernel::Canonical;

/// What is declared of a command, whatever family it is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Declaration {
    /// Its name in files, digests and JSON.
    pub name: &'static str,
    /// Its fields, in the order of digests and forms.
    pub fields: &'static [Field],
}

/// What the schema and the reference say of a command. Apart from the declaration: who runs scenarios needs no word of it, and a
/// page need not load it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    pub(super) command: &'static str,
    pub(super) fields: &'static [&'static str],
}

/// What a form and its button call a command; apart from the declaration, likewise. Empty for faults: they are broken and repaired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label {
    /// The name of the command.
    pub name: &'static str,
    /// The title of the form.
    pub title: &'static str,
    /// What its button says.
    pub button: &'static str,
}

impl Said {
    /// What the command does, as a sentence.
    pub fn of_command(&self) -> &'static str {
        self.command.trim_start()
    }

    /// What each field says, in their order.
    pub fn of_fields(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|said| said.trim_start())
    }
}

/// A family of commands that is declared as a table.
pub trait Declared: Sized + 'static {
    /// The declarations, in the order of the family's values.
    fn declarations() -> impl ExactSizeIterator<Item = &'static Declaration>;

    /// What is said of each, in the same order.
    fn said() -> &'static [Said];

    /// What forms and buttons call each, in the same order.
    fn labels() -> &'static [Label];

    /// Its declaration.
    fn declaration(&self) -> &'static Declaration;

    /// The values of its fields, in their order.
    fn values(&self) -> Vec<FieldValue>;

    /// The command at a position of the table, of such values. None where they do not fit its fields.
    fn of_values(position: usize, values: &[FieldValue]) -> Option<Self>;
}

/// Declares a family: the type, its table, and the ways between a value and its fields.
macro_rules! commands {
    (
        $(#[$meta:meta])*
        pub enum $family:ident with $entry:ident in $table:ident, said in $said:ident, called in $labels:ident {$(
            $(#[doc = $doc:literal])+
            $command:ident $name:literal {$(
                $(#[doc = $about:literal])+
                $field:ident $json:literal: $type:ty $([$($more:tt)+])?,
            )*} $(as ($title:literal, $button:literal))? => { $($told:tt)* },
        )+}
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, Debug)]
        pub enum $family {$(
            $(#[doc = $doc])+
            $command {$(
                $(#[doc = $about])+
                $field: $type,
            )*},
        )+}

        #[doc = concat!("What is declared of each [`", stringify!($family), "`], in its order.")]
        pub static $table: &[$entry] = &[$(
            $entry {
                declaration: Declaration {
                    name: $name,
                    fields: &[$(Field::of::<$type>($json) $($($more)+)?,)*],
                },
                $($told)*
            },
        )+];

        static $said: &[Said] = &[$(
            Said { command: concat!($($doc),+), fields: &[$(concat!($($about),+)),*] },
        )+];

        static $labels: &[Label] = &[$(
            Label { name: $name, title: concat!($($title)?), button: concat!($($button)?) },
        )+];

        impl $family {
            /// What is declared of it.
            pub fn entry(&self) -> &'static $entry {
                enum Position { $($command,)+ }
                let position = match self { $(Self::$command { .. } => Position::$command,)+ };
                &$table[position as usize]
            }

            /// Its name in files, digests and JSON.
            pub fn name(&self) -> &'static str {
                self.entry().declaration.name
            }
        }

        impl Declared for $family {
            fn declarations() -> impl ExactSizeIterator<Item = &'static Declaration> {
                $table.iter().map(|entry| &entry.declaration)
            }

            fn said() -> &'static [Said] {
                $said
            }

            fn labels() -> &'static [Label] {
                $labels
            }

            fn declaration(&self) -> &'static Declaration {
                &self.entry().declaration
            }

            fn values(&self) -> Vec<FieldValue> {
                match self {$(
                    Self::$command { $($field),* } => vec![$(FieldType::value($field)),*],
                )+}
            }

            fn of_values(position: usize, values: &[FieldValue]) -> Option<Self> {
                enum Position { $($command,)+ }
                let mut values = values.iter();
                $(if position == Position::$command as usize {
                    return Some(Self::$command { $($field: FieldType::from_value(values.next()?)?,)* });
                })+
                let _ = values.next();
                None
            }
        }
    };
}

pub(super) use commands;

/// The first thing that fields name.
pub(super) fn first_thing(values: &[FieldValue]) -> Option<Entity> {
    values.iter().find_map(|value| if let FieldValue::Thing(entity) = value { Some(*entity) } else { None })
}

/// A value that names other things: each of the first is replaced by the second.
pub(super) fn replace(value: FieldValue, others: &[(Entity, Entity)]) -> FieldValue {
    match value {
        FieldValue::Thing(entity) => {
            let other = others.iter().find(|(of, _)| *of == entity);
            FieldValue::Thing(other.map_or(entity, |&(_, other)| other))
        }
        FieldValue::List(entries) => {
            FieldValue::List(entries.into_iter().map(|entry| replace(entry, others)).collect())
        }
        other => other,
    }
}

/// Adds everything that a value names by position.
pub(super) fn add_things(value: &FieldValue, into: &mut Vec<Entity>) {
    match value {
        FieldValue::Thing(entity) => into.push(*entity),
        FieldValue::List(entries) => entries.iter().for_each(|entry| add_things(entry, into)),
        FieldValue::Nothing
        | FieldValue::Flag(_)
        | FieldValue::Number(_)
        | FieldValue::Word(_)
        | FieldValue::Text(_) => {}
    }
}

/// Adds the canonical form of a command: its name and its fields, lists with their length.
pub(super) fn write_all(of: &Declaration, values: &[FieldValue], world: &World, out: &mut Canonical) {
    out.text(of.name);
    for (field, value) in of.fields.iter().zip(values) {
        if let FieldValue::List(entries) = value {
            out.number(entries.len() as i64);
        }
        write(field, value, world, out);
    }
}

/// Adds the canonical form of a field.
pub(super) fn write(field: &Field, value: &FieldValue, world: &World, out: &mut Canonical) {
    use super::field::FieldKind;
    match value {
        FieldValue::Nothing => match field.kind {
            FieldKind::Number { .. } | FieldKind::Duration => out.number(-1),
            _ => out.text(""),
        },
        FieldValue::Flag(flag) => out.number(i64::from(*flag)),
        FieldValue::Number(number) => out.number(*number),
        FieldValue::Word(word) => out.text(word),
        FieldValue::Text(text) => out.text(text),
        FieldValue::Thing(entity) => out.text(world.name(*entity)),
        FieldValue::List(entries) => entries.iter().for_each(|entry| write(field, entry, world, out)),
    }
}
