//! What can be done: by administrators, by users, to the world. Data only: [`crate::action`] carries it out. Each command is
//! declared once, in `action`, `fault` or `user_action`.

pub mod action;
pub mod change;
mod declaration;
pub mod fault;
pub mod field;
pub mod random;
pub mod user_action;

use crate::domain::{AdminId, Entity, World};
pub use action::{ACTIONS, ActionEntry, AdminAction};
pub use change::{CHANGES, Change, ChangeEntry};
pub use declaration::{Declaration, Declared, Label, Said};
pub use fault::{FAULTS, Fault, FaultEntry, UdpBlock};
pub use field::{Field, FieldKind, FieldValue, LeftOut};
pub use user_action::{USER_ACTIONS, UserAction};

/// Something that is done to the world, by a scenario or live.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Command {
    /// An administrator acts.
    Admin(AdminId, AdminAction),
    /// A user acts, or something becomes of one.
    User(UserAction),
    /// Something breaks.
    Fault(Fault),
    /// Something is repaired.
    Repair(Fault),
    /// Something that a tenant rests on is made, changed or removed.
    Change(Change),
}

impl Command {
    /// What is declared of it.
    pub fn declaration(&self) -> &'static Declaration {
        match self {
            Self::Admin(_, action) => action.declaration(),
            Self::User(action) => action.declaration(),
            Self::Fault(fault) | Self::Repair(fault) => fault.declaration(),
            Self::Change(change) => change.declaration(),
        }
    }

    /// The values of its fields, in their order.
    pub fn values(&self) -> Vec<FieldValue> {
        match self {
            Self::Admin(_, action) => action.values(),
            Self::User(action) => action.values(),
            Self::Fault(fault) | Self::Repair(fault) => fault.values(),
            Self::Change(change) => change.values(),
        }
    }

    /// The same about other things: each of the first is replaced by the second.
    pub(crate) fn about(&self, others: &[(Entity, Entity)]) -> Self {
        let replaced = |values: Vec<FieldValue>| -> Vec<FieldValue> {
            values.into_iter().map(|value| declaration::replace(value, others)).collect()
        };
        let changed = match self {
            Self::Admin(admin, action) => {
                again(action, &replaced(action.values())).map(|action| Self::Admin(*admin, action))
            }
            Self::User(action) => again(action, &replaced(action.values())).map(Self::User),
            Self::Fault(fault) => again(fault, &replaced(fault.values())).map(Self::Fault),
            Self::Repair(fault) => again(fault, &replaced(fault.values())).map(Self::Repair),
            Self::Change(change) => again(change, &replaced(change.values())).map(Self::Change),
        };
        changed.unwrap_or_else(|| self.clone())
    }

    /// The subject of its root record.
    pub fn subject(&self) -> Entity {
        match self {
            Self::Admin(admin, _) => Entity::Admin(*admin),
            Self::User(action) => declaration::first_thing(&action.values()).unwrap_or(Entity::Service),
            Self::Fault(fault) | Self::Repair(fault) => fault.subject(),
            Self::Change(change) => change.subject(),
        }
    }

    /// Everything that it names by position. Connections and policies are called by name: the service refuses what it
    /// does not find.
    pub fn entities(&self) -> Vec<Entity> {
        let mut entities = vec![self.subject()];
        for value in self.values() {
            declaration::add_things(&value, &mut entities);
        }
        entities
    }

    /// Whether everything it names is there now.
    pub(crate) fn is_possible(&self, world: &World) -> bool {
        self.entities().into_iter().all(|entity| world.is_there(entity))
    }
}

/// A command of the same kind with other values.
fn again<C: Declared>(command: &C, values: &[FieldValue]) -> Option<C> {
    let position = C::declarations().position(|other| std::ptr::eq(other, command.declaration()))?;
    C::of_values(position, values)
}
