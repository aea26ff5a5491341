//! Drafts: a command that somebody writes down field by field, as texts, before it is one. Forms, searches and links make them; what
//! a field may hold comes from the declarations of commands.

use anc_engine::command::{
    AdminAction, Change, Command, Declaration, Declared, Fault, Field, FieldKind, FieldValue, LeftOut,
    UserAction,
};
use anc_engine::domain::name::{is_plain, turns_direction};
use anc_engine::domain::{AdminId, Check, Entity, EntityKind, Name, Offset, Prefix, World};
use anc_engine::scenario::command::write::clock;
use anc_engine::scenario::shape::parse_clock;

/// The families of commands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Family {
    /// What an administrator does.
    Admin,
    /// What breaks.
    Fault,
    /// What is repaired.
    Repair,
    /// What a user does, or what becomes of one.
    User,
    /// What a tenant rests on is made, changed or removed.
    Change,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Fault, Self::Repair, Self::User, Self::Change];

    /// Its name where it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Fault => "fault",
            Self::Repair => "repair",
            Self::User => "user",
            Self::Change => "change",
        }
    }

    /// What is declared in it.
    pub fn declarations(self) -> Vec<&'static Declaration> {
        match self {
            Self::Admin => AdminAction::declarations().collect(),
            Self::Fault | Self::Repair => Fault::declarations().collect(),
            Self::User => UserAction::declarations().collect(),
            Self::Change => Change::declarations().collect(),
        }
    }

    /// Where a name stands in it, and what is declared there.
    pub fn find(self, name: &str) -> Option<(usize, &'static Declaration)> {
        self.declarations().into_iter().enumerate().find(|(_, declaration)| declaration.name == name)
    }
}

/// What is wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// Nothing is in it.
    Missing,
    /// More letters than there may be.
    TooLong {
        /// How many there may be.
        most: usize,
    },
    /// Letters that a name may not have.
    Letters,
    /// Nothing of the kind has this name.
    NotThere {
        /// Of which kind.
        kind: EntityKind,
        /// Which name.
        name: String,
    },
    /// No whole number, or one outside of these.
    NoNumber {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// No length of time of a minute or more.
    NoDuration,
    /// No time of day.
    NoClock,
    /// No IPv4 prefix that a subnet can have.
    NoPrefix,
    /// Fewer entries than there must be, or more than there may be.
    Entries {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
}

/// A command that is being written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Its family.
    pub family: Family,
    /// Where it stands in the table of its family.
    position: usize,
    /// What is declared of it.
    pub declaration: &'static Declaration,
    /// Field by field what was written: nothing, one text, or the entries of a list.
    written: Vec<Vec<String>>,
    /// Field by field how it stands in the tenant: who writes the same changes nothing.
    stands: Vec<Option<String>>,
}

/// Letters of a text that is no name.
const TEXT_MAX: usize = 200;
/// Letters of a new name.
const NAME_MAX: usize = 60;

impl Draft {
    /// A draft in which nothing is written yet. None: no command of the family is called so.
    pub fn new(family: Family, name: &str) -> Option<Self> {
        let (position, declaration) = family.find(name)?;
        let count = declaration.fields.len();
        Some(Self {
            family,
            position,
            declaration,
            written: vec![Vec::new(); count],
            stands: vec![None; count],
        })
    }

    /// A command, written down with the names of a world.
    pub fn of(command: &Command, world: &World) -> Self {
        Self::named(command, &|entity| world.name(entity))
    }

    /// A command, written down; `name` tells what something is called.
    pub fn named<'a>(command: &Command, name: &dyn Fn(Entity) -> &'a str) -> Self {
        let family = match command {
            Command::Admin(..) => Family::Admin,
            Command::Fault(_) => Family::Fault,
            Command::Repair(_) => Family::Repair,
            Command::User(_) => Family::User,
            Command::Change(_) => Family::Change,
        };
        let declaration = command.declaration();
        let position = family.find(declaration.name).map_or(0, |(position, _)| position);
        let written = declaration.fields.iter().zip(command.values());
        let written = written.map(|(field, value)| texts(field, &value, name)).collect();
        let stands = vec![None; declaration.fields.len()];
        Self { family, position, declaration, written, stands }
    }

    /// The same with nothing written in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let count = self.declaration.fields.len();
        Self { written: vec![Vec::new(); count], stands: vec![None; count], ..self.clone() }
    }

    fn position_of(&self, field: &str) -> Option<usize> {
        self.declaration.fields.iter().position(|of| of.name == field)
    }

    /// Writes into a field; an unknown one changes nothing.
    pub fn write(&mut self, field: &str, texts: Vec<String>) {
        if let Some(position) = self.position_of(field) {
            self.written[position] = texts;
        }
    }

    /// Writes into a field what stands there in the tenant: as long as it stays so, it is left out of the command.
    pub fn stand(&mut self, field: &str, text: &str) {
        if let Some(position) = self.position_of(field) {
            self.written[position] = vec![text.to_owned()];
            self.stands[position] = Some(text.to_owned());
        }
    }

    /// Whether a field began with what stands in the tenant.
    pub fn stands_there(&self, field: &str) -> bool {
        self.position_of(field).is_some_and(|position| self.stands[position].is_some())
    }

    /// What is written in a field.
    pub fn texts(&self, field: &str) -> &[String] {
        self.position_of(field).map_or(&[], |position| &self.written[position])
    }

    /// The one text of a field.
    pub fn text(&self, field: &str) -> &str {
        self.texts(field).first().map_or("", String::as_str)
    }

    /// Whether a field matters, by what is written in the others.
    pub fn matters(&self, field: &Field) -> bool {
        field.only_where.is_none_or(|(other, word)| self.text(other) == word)
    }

    /// The command, as somebody acts.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn command(&self, world: &World, actor: AdminId) -> Result<Command, Vec<(&'static str, Wrong)>> {
        let mut values = Vec::new();
        let mut wrong = Vec::new();
        for ((field, texts), stands) in self.declaration.fields.iter().zip(&self.written).zip(&self.stands) {
            let unchanged = stands.is_some() && texts.first() == stands.as_ref();
            match self.value(field, if unchanged { &[] } else { texts }, world) {
                Ok(value) => values.push(value),
                Err(what) => wrong.push((field.name, what)),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let command = self.of_values(&values, actor);
        // What is left out and has no first one to stand for it.
        command.ok_or_else(|| {
            let meant = self.declaration.fields.iter().filter(|field| field.left_out == LeftOut::First);
            meant.map(|field| (field.name, Wrong::Missing)).collect()
        })
    }

    /// A command that was done before: it may name what is refused. None: it cannot be read.
    pub(crate) fn command_as_done(&self, world: &World, actor: AdminId) -> Option<Command> {
        let value = |(field, texts): (&Field, &Vec<String>)| match (field.list, texts.first()) {
            (Some(_), _) => texts
                .iter()
                .map(|text| entry_as_done(field, text, world))
                .collect::<Option<_>>()
                .map(FieldValue::List),
            (None, None) => Some(FieldValue::Nothing),
            (None, Some(text)) => entry_as_done(field, text, world),
        };
        let values: Option<Vec<FieldValue>> =
            self.declaration.fields.iter().zip(&self.written).map(value).collect();
        self.of_values(&values?, actor)
    }

    fn of_values(&self, values: &[FieldValue], actor: AdminId) -> Option<Command> {
        let position = self.position;
        match self.family {
            Family::Admin => {
                AdminAction::of_values(position, values).map(|action| Command::Admin(actor, action))
            }
            Family::Fault => Fault::of_values(position, values).map(Command::Fault),
            Family::Repair => Fault::of_values(position, values).map(Command::Repair),
            Family::User => UserAction::of_values(position, values).map(Command::User),
            Family::Change => Change::of_values(position, values).map(Command::Change),
        }
    }

    fn value(&self, field: &Field, texts: &[String], world: &World) -> Result<FieldValue, Wrong> {
        let written: Vec<&str> =
            texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if !self.matters(field) || (written.is_empty() && field.left_out != LeftOut::Never) {
            return Ok(field.value_left_out(world, |other, word| self.text(other) == word));
        }
        match field.list {
            Some((least, most)) => {
                let count = u32::try_from(written.len()).unwrap_or(u32::MAX);
                if count < least || count > most {
                    return Err(Wrong::Entries { least, most });
                }
                written
                    .into_iter()
                    .map(|text| entry(field, text, world))
                    .collect::<Result<_, _>>()
                    .map(FieldValue::List)
            }
            None => match written.first() {
                None => Err(Wrong::Missing),
                Some(text) => entry(field, text, world),
            },
        }
    }
}

fn texts<'a>(field: &Field, value: &FieldValue, name: &dyn Fn(Entity) -> &'a str) -> Vec<String> {
    vec![match value {
        FieldValue::Nothing => return Vec::new(),
        FieldValue::List(entries) => {
            return entries.iter().flat_map(|entry| texts(field, entry, name)).collect();
        }
        FieldValue::Flag(flag) => flag.to_string(),
        FieldValue::Number(length) if field.kind == FieldKind::Duration => Offset(*length).to_string(),
        FieldValue::Number(moment) if field.kind == FieldKind::Clock => clock(*moment),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Word(word) => (*word).to_owned(),
        FieldValue::Text(text) => text.to_string(),
        FieldValue::Thing(entity) => name(*entity).to_owned(),
    }]
}

/// Names and texts as they were given, whether or not they are right: the service refused what was not.
fn entry_as_done(field: &Field, text: &str, world: &World) -> Option<FieldValue> {
    match field.kind {
        FieldKind::Called(_) | FieldKind::NewName(_) | FieldKind::Text => {
            Some(FieldValue::Text(Name::new(text)))
        }
        _ => entry(field, text, world).ok(),
    }
}

fn entry(field: &Field, text: &str, world: &World) -> Result<FieldValue, Wrong> {
    let not_there = |kind| Wrong::NotThere { kind, name: text.to_owned() };
    match field.kind {
        FieldKind::Thing(kind) => {
            world.named(kind, text).map(FieldValue::Thing).ok_or_else(|| not_there(kind))
        }
        FieldKind::Called(kind) => {
            let there = world.named(kind, text).is_some();
            if there { name(text, TEXT_MAX) } else { Err(not_there(kind)) }
        }
        FieldKind::NewName(kind) => {
            let plain = matches!(kind, EntityKind::Policy | EntityKind::Domain) || is_plain(text);
            if plain { name(text, NAME_MAX) } else { Err(Wrong::Letters) }
        }
        FieldKind::Text => name(text, TEXT_MAX),
        FieldKind::Number { least, most } => {
            let number = text.parse().ok().filter(|number| (least..=most).contains(number));
            number.map(|number| FieldValue::Number(number.into())).ok_or(Wrong::NoNumber { least, most })
        }
        FieldKind::Duration => {
            let length = Offset::parse(text).ok().filter(|length| *length >= Offset::minutes(1));
            length.map(|length| FieldValue::Number(length.0)).ok_or(Wrong::NoDuration)
        }
        FieldKind::Clock => parse_clock(text).map(FieldValue::Number).ok_or(Wrong::NoClock),
        FieldKind::Prefix => {
            let prefix = Prefix::parse(text);
            prefix.map(|prefix| FieldValue::Text(Name::new(prefix.to_string()))).ok_or(Wrong::NoPrefix)
        }
        FieldKind::Flag => Ok(FieldValue::Flag(text == "true")),
        FieldKind::Word(words) => words
            .iter()
            .find(|known| **known == text)
            .map(|word| FieldValue::Word(word))
            .ok_or(Wrong::Missing),
        FieldKind::Check => {
            Check::named(text).map(|check| FieldValue::Word(check.entry().name)).ok_or(Wrong::Missing)
        }
    }
}

fn name(text: &str, most: usize) -> Result<FieldValue, Wrong> {
    if text.chars().count() > most {
        Err(Wrong::TooLong { most })
    } else if text.chars().any(turns_direction) {
        Err(Wrong::Letters)
    } else {
        Ok(FieldValue::Text(Name::new(text)))
    }
}
