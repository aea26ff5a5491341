//! What an intent changed.

use anc_engine::action::Refusal;
use anc_engine::domain::{Instant, RecordKey};
use anc_engine::scenario::Outcome;

/// Something that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A document was opened, or began anew: everything is other than before.
    Opened,
    /// The run stands at another moment, or is another one: records up to `known` are as before, those that follow happened
    /// since.
    Run {
        /// The present moment.
        now: Instant,
        /// How many of the records that happened were there before.
        known: usize,
    },
    /// Something was done.
    Acted {
        /// The record that says so.
        record: RecordKey,
        /// Why the service refused it; none: it was carried out.
        refused: Option<Refusal>,
    },
    /// Something was planned.
    Planned,
    /// A goal was decided, or is open again.
    Goal {
        /// Its position in the file.
        position: usize,
        /// What became of it; none: it is open.
        outcome: Option<Outcome>,
    },
    /// A hint was taken.
    Hint {
        /// For which goal of the lesson.
        goal: usize,
    },
    /// Whether time passes, how fast, and for what it slows down.
    Motion,
    /// Which branches there are, or which one is open.
    Branches,
    /// As whom one acts.
    Actor,
    /// The run is over before its end: it reached a limit.
    Halted,
}

/// The slices of a session: whoever shows one follows only that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slice {
    /// The document.
    Document,
    /// The run, its story, its goals.
    Run,
    /// Whether time passes, and how.
    Motion,
    /// The branches.
    Branches,
    /// As whom one acts.
    Actor,
}

impl Slice {
    /// All slices.
    pub const ALL: [Self; 5] = [Self::Document, Self::Run, Self::Motion, Self::Branches, Self::Actor];
}

impl Change {
    /// The slices that show it.
    pub const fn slices(&self) -> &'static [Slice] {
        match self {
            Self::Opened => &Slice::ALL,
            Self::Run { .. } | Self::Acted { .. } | Self::Planned | Self::Goal { .. } | Self::Hint { .. } => {
                &[Slice::Run]
            }
            Self::Motion | Self::Halted => &[Slice::Motion],
            Self::Branches => &[Slice::Branches],
            Self::Actor => &[Slice::Actor],
        }
    }
}
