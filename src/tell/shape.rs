//! The shapes of statuses: four outlines tell apart what colours may not.

use anc_engine::domain::Verdict;
use anc_engine::narration::Tone;

/// The shape of a status.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Shape {
    /// A circle with an i.
    #[default]
    Info,
    /// A circle with a tick.
    Success,
    /// A triangle.
    Warning,
    /// A diamond with a cross.
    Error,
    /// Two arrows in a circle, turning.
    Running,
    /// A clock.
    Pending,
    /// A circle of dashes.
    NotRun,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 7] =
        [Self::Info, Self::Success, Self::Warning, Self::Error, Self::Running, Self::Pending, Self::NotRun];

    /// The shape of a sentence.
    pub const fn of_tone(tone: Tone) -> Self {
        match tone {
            Tone::Info => Self::Info,
            Tone::Success => Self::Success,
            Tone::Warning => Self::Warning,
            Tone::Error => Self::Error,
            Tone::Running => Self::Running,
        }
    }

    /// The shape of what a check found.
    pub const fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Passed => Self::Success,
            Verdict::Informational(_) => Self::Info,
            Verdict::Warning(_) => Self::Warning,
            Verdict::Error(_) => Self::Error,
            Verdict::NotRun(_) => Self::NotRun,
        }
    }
}
