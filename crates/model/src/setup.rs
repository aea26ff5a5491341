//! What a run begins with.

use std::sync::Arc;

use crate::command::{Command, Fault};
use crate::domain::{ConnectionId, GroupId, Instant, Name, PolicyId, World};

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
    /// Whom the command is about, when this person joins during the run: the command takes the place of that name in the
    /// list of users once it happens.
    pub late: Option<Name>,
}
