//! Faults strike and are repaired: the world changes; checks and sign-ins notice by themselves. What can break is declared in
//! [`crate::command::fault`].

mod set;

use crate::command::Fault;
use crate::domain::{RecordKey, UserId, World};

/// Breaks something. `by` is the record that says so.
pub(crate) fn strike(fault: &Fault, world: &mut World, by: RecordKey) {
    set::set(fault, world, None, by);
}

/// Whether two faults are one: what is of a person is so by whichever of the licences it is called.
pub fn is_same(one: &Fault, other: &Fault, world: &World) -> bool {
    let person = |user: &UserId| world.users[*user].further_of.unwrap_or(*user);
    match (one, other) {
        (Fault::PerUserMfa { user }, Fault::PerUserMfa { user: other }) => person(user) == person(other),
        (Fault::ClientFails { user, client }, Fault::ClientFails { user: other, client: with }) => {
            person(user) == person(other) && client == with
        }
        _ => one == other,
    }
}

/// Repairs something. `origin` is the world at the start.
pub(crate) fn repair(fault: &Fault, world: &mut World, origin: &World, by: RecordKey) {
    set::set(fault, world, Some(origin), by);
}
