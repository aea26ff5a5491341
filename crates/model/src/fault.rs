//! Faults strike and are repaired: the world changes; checks and sign-ins notice by themselves. What can break is declared in
//! [`crate::command::fault`].

mod set;

use crate::command::Fault;
use crate::domain::{RecordKey, World};

/// Breaks something. `by` is the record that says so.
pub(crate) fn strike(fault: &Fault, world: &mut World, by: RecordKey) {
    set::set(fault, world, None, by);
}

/// Repairs something. `origin` is the world at the start.
pub(crate) fn repair(fault: &Fault, world: &mut World, origin: &World, by: RecordKey) {
    set::set(fault, world, Some(origin), by);
}
