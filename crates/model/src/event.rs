//! What can be on the agenda. Small and without boxes: millions of these pass through the heap.

use crate::domain::{CloudPcId, ConnectionId, UserId};

/// Something that is due at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Event {
    /// A line of the scenario, by its position in the file.
    Line(u32),
    /// What somebody planned during the run, by its position among all that was.
    Planned(u32),
    /// The next check of a run looks.
    Check {
        /// Whose run.
        connection: ConnectionId,
        /// Which run.
        run: u32,
        /// Which check of the run.
        step: u8,
    },
    /// A run ends.
    RunEnd {
        /// Whose run.
        connection: ConnectionId,
        /// Which run.
        run: u32,
    },
    /// A periodic run is due, unless another run began after this one.
    PeriodicRun {
        /// Whose.
        connection: ConnectionId,
        /// The run after which it was planned.
        run: u32,
    },
    /// A stage of provisioning ends.
    StageEnd {
        /// Whose.
        cloud_pc: CloudPcId,
        /// Which attempt.
        attempt: u32,
    },
    /// The next attempt begins.
    NextAttempt {
        /// Whose.
        cloud_pc: CloudPcId,
        /// The attempt that failed.
        attempt: u32,
    },
    /// What a failed attempt holds is freed.
    CleanUp {
        /// Whose.
        cloud_pc: CloudPcId,
        /// Which attempt.
        attempt: u32,
    },
    /// Somebody's planned sign-in.
    SignIn(UserId),
    /// A connection may have become inactive.
    Idle(ConnectionId),
    /// A grace period may be over.
    GraceEnd(CloudPcId),
    /// A move, a resize or a removal is done.
    WorkEnd {
        /// Of which Cloud PC.
        cloud_pc: CloudPcId,
        /// Which one of its works.
        work: u32,
    },
    /// Support answers.
    LimitRaised(u32),
    /// Something that fails now and then breaks, or is repaired: by its position in the scenario.
    Failure {
        /// Which.
        position: u32,
        /// Whether it is broken now.
        broken: bool,
    },
}
