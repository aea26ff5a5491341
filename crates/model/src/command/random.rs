//! Random commands: for fuzzing, and for properties that must hold of any.

use super::field::{Field, FieldKind, FieldValue, LeftOut};
use super::{AdminAction, Change, Command, Declared, Fault, UserAction};
use crate::domain::check_catalogue::CHECKS;
use crate::domain::id::Id as _;
use crate::domain::time::HOUR_MS;
use crate::domain::{AdminId, Entity, EntityKind, Name, Offset, World};

/// Draws commands about what is in a world. `draw(n)` gives a number below `n`; none ends it.
pub struct Random<'a> {
    /// The world of the commands.
    pub world: &'a World,
    /// Whether now and then something is named that is not there.
    pub beyond: bool,
    /// Where chance comes from.
    pub draw: &'a mut dyn FnMut(u32) -> Option<u32>,
}

impl Random<'_> {
    /// Any command. None where chance ends, or where the world has nothing of what the command is about.
    pub fn command(&mut self) -> Option<Command> {
        Some(match (self.draw)(10)? {
            0..=2 => {
                let admin = (self.draw)(self.world.admins.len() as u32)?;
                Command::Admin(AdminId::new(admin as usize), self.any::<AdminAction>()?)
            }
            3 | 4 => Command::User(self.any::<UserAction>()?),
            5 | 6 => Command::Fault(self.any::<Fault>()?),
            7 => Command::Repair(self.any::<Fault>()?),
            _ => Command::Change(self.any::<Change>()?),
        })
    }

    /// Any command of a family.
    pub fn any<C: Declared>(&mut self) -> Option<C> {
        let position = (self.draw)(C::declarations().len() as u32)? as usize;
        self.one(position)
    }

    /// The command at a position of a family's table, with any values.
    pub fn one<C: Declared>(&mut self, position: usize) -> Option<C> {
        let declaration = C::declarations().nth(position)?;
        let values: Option<Vec<FieldValue>> =
            declaration.fields.iter().map(|field| self.value(field)).collect();
        C::of_values(position, &values?)
    }

    fn value(&mut self, field: &Field) -> Option<FieldValue> {
        if let Some((least, most)) = field.list {
            let count = least + (self.draw)(3.min(most - least + 1))?;
            let entries: Option<Vec<FieldValue>> = (0..count).map(|_| self.entry(field)).collect();
            return Some(FieldValue::List(entries?));
        }
        let optional = matches!(field.left_out, LeftOut::Nothing | LeftOut::First);
        // What is left out and what cannot be named are both nothing; one where the first is meant must be there.
        let entry = if optional && (self.draw)(3)? == 0 { None } else { self.entry(field) };
        match (entry, field.left_out) {
            (Some(entry), _) => Some(entry),
            (None, LeftOut::Nothing) => Some(FieldValue::Nothing),
            (None, LeftOut::First) => self.entry(field),
            (None, LeftOut::Never | LeftOut::Flag(_)) => None,
        }
    }

    fn entry(&mut self, field: &Field) -> Option<FieldValue> {
        Some(match field.kind {
            FieldKind::Thing(kind) => FieldValue::Thing(self.thing(kind)?),
            FieldKind::Called(kind) => {
                // Now and then one that never was.
                let named = match (self.draw)(9)? {
                    0 => None,
                    _ => self.present(kind),
                };
                FieldValue::Text(Name::new(named.map_or("nowhere", |entity| self.world.name(entity))))
            }
            FieldKind::NewName(kind) => {
                FieldValue::Text(Name::new(format!("{}-{}", kind.name(), (self.draw)(9)?)))
            }
            FieldKind::Text => FieldValue::Text(Name::new(TEXTS[(self.draw)(TEXTS.len() as u32)? as usize])),
            FieldKind::Number { least, most } => {
                // Twenty thousand people who join at once are a matter of their own.
                FieldValue::Number(
                    i64::from(least) + i64::from((self.draw)((most - least).clamp(1, NUMBERS))?),
                )
            }
            FieldKind::Duration => FieldValue::Number(Offset::minutes(1 + i64::from((self.draw)(800)?)).0),
            FieldKind::Clock => FieldValue::Number(i64::from((self.draw)(24)?) * HOUR_MS),
            FieldKind::Prefix => {
                FieldValue::Text(Name::new(PREFIXES[(self.draw)(PREFIXES.len() as u32)? as usize]))
            }
            FieldKind::Flag => FieldValue::Flag((self.draw)(2)? == 0),
            FieldKind::Word(words) => FieldValue::Word(words[(self.draw)(words.len() as u32)? as usize]),
            FieldKind::Check => FieldValue::Word(CHECKS[(self.draw)(CHECKS.len() as u32)? as usize].name),
        })
    }

    fn present(&mut self, kind: EntityKind) -> Option<Entity> {
        let count = self.world.present(kind).count() as u32;
        if count == 0 {
            return None;
        }
        let position = (self.draw)(count)?;
        self.world.present(kind).nth(position as usize)
    }

    fn thing(&mut self, kind: EntityKind) -> Option<Entity> {
        let count = self.world.count(kind) as u32;
        if count > 0 && self.beyond && (self.draw)(BEYOND_ONE_IN)? == 0 {
            return Some(kind.at((count + (self.draw)(3)? * 1_000) as usize));
        }
        self.present(kind)
    }
}

/// How many different numbers there are for a field.
const NUMBERS: u32 = 64;

/// Of so many things that are named, one is not there, where that is wanted.
const BEYOND_ONE_IN: u32 = 32;

/// Addresses of subnets, some of which overlap.
const PREFIXES: [&str; 5] = ["10.0.0.0/26", "10.0.0.0/24", "10.77.0.0/28", "10.78.0.0/29", "10.79.0.0/24"];

/// Texts that forms take or refuse.
const TEXTS: [&str; 4] = [
    "OU=PCs,DC=corp,DC=contoso,DC=com",
    "join@corp.contoso.com",
    "join",
    "OU=Elsewhere,DC=corp,DC=contoso,DC=com",
];
