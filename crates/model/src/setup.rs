//! What a run begins with.

use std::sync::Arc;

use crate::command::{Command, Fault};
use crate::domain::{ConnectionId, Entity, GroupId, Instant, Name, PolicyId, World};

/// What a run begins with. Built from a scenario file, or by hand.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The world as it was before the start: nothing runs in it yet. Many runs begin with one world.
    pub world: Arc<World>,
    /// The seed of the run.
    pub seed: u64,
    /// Connections whose first checks begin at the start. All others passed theirs before.
    pub new_connections: Vec<ConnectionId>,
    /// Policies and the groups they are assigned to, in order; `true`: at the start, otherwise long before.
    pub assignments: Vec<(PolicyId, GroupId, bool)>,
    /// What the scenario does, in the order of the file.
    pub lines: Vec<ScriptLine>,
    /// What breaks and is repaired now and then.
    pub failures: Vec<Failure>,
    /// Where the run ends: at [`crate::limits::HORIZON_DAYS_MAX`] at the latest.
    pub horizon: Instant,
}

/// Something that breaks now and then: both times are drawn from the exponential distribution.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What breaks.
    pub fault: Fault,
    /// The mean time from a repair to the next failure, in milliseconds.
    pub between_ms: i64,
    /// The mean time to repair, in milliseconds.
    pub repair_ms: i64,
}

/// A line of a scenario: something is done at a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptLine {
    /// When.
    pub at: Instant,
    /// What.
    pub command: Command,
    /// Whether it comes after everything else of its moment, or before.
    pub last: bool,
    /// What the command names that comes to be during the run: it is sought by its name once the line happens.
    pub late: Vec<LateThing>,
}

/// Something that comes to be during the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LateThing {
    /// What stands for it in the command: of its kind, at a position that nothing has.
    pub stands_in: Entity,
    /// Its name.
    pub name: Name,
}

impl ScriptLine {
    /// The command with everything that it names.
    ///
    /// # Errors
    /// The name of what is not there.
    pub fn bound(&self, world: &World) -> Result<Command, Name> {
        let mut found = Vec::with_capacity(self.late.len());
        for LateThing { stands_in, name } in &self.late {
            let there = stands_in.listed().and_then(|(kind, _)| world.named(kind, name));
            found.push((*stands_in, there.ok_or_else(|| name.clone())?));
        }
        let command = if found.is_empty() { self.command.clone() } else { self.command.about(&found) };
        match command.entities().into_iter().find(|&entity| !world.is_there(entity)) {
            Some(gone) => Err(Name::new(world.name(gone))),
            None => Ok(command),
        }
    }
}
