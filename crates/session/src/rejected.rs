//! Why an intent changed nothing.

use std::fmt;

use anc_engine::scenario::FileError;
use anc_engine::simulation::ActError;

use crate::limits;

/// Why an intent changed nothing. What the service refuses is not among it: that is a record of the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rejected {
    /// The intent, or the document in it, is not right.
    Bad(Vec<FileError>),
    /// The run did not take the action.
    Act(ActError),
    /// There is no such branch.
    NoSuchBranch,
    /// [`limits::BRANCHES_MAX`].
    Branches,
    /// None at once, or more than [`limits::ACTED_AT_ONCE_MAX`].
    Together,
    /// The only branch cannot be closed.
    LastBranch,
    /// Nothing was done that could be undone.
    NothingToUndo,
    /// Nothing was undone that could be done again.
    NothingToRedo,
    /// No lesson is open, or it has no such goal.
    NoSuchGoal,
    /// All hints of the goal were taken.
    NoMoreHints,
    /// It is nothing that began something, or it came by chance.
    NoBeginning,
    /// The run does not have that moment.
    NoSuchMoment,
    /// What a command names is not there at its moment.
    NotThere,
    /// Nobody may act in this session.
    Locked,
}

impl fmt::Display for Rejected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bad(errors) => {
                let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
                formatter.write_str(&lines.join("; "))
            }
            Self::Act(error) => error.fmt(formatter),
            Self::NoSuchBranch => formatter.write_str("there is no such branch"),
            Self::Branches => {
                write!(formatter, "there are {} branches: close one first", limits::BRANCHES_MAX)
            }
            Self::Together => {
                write!(formatter, "1 to {} things can be done at once", limits::ACTED_AT_ONCE_MAX)
            }
            Self::LastBranch => formatter.write_str("the only branch cannot be closed"),
            Self::NothingToUndo => formatter.write_str("nothing was done that could be undone"),
            Self::NothingToRedo => formatter.write_str("nothing was undone that could be done again"),
            Self::NoSuchGoal => {
                formatter.write_str("there is no such goal: no lesson is open, or it has fewer")
            }
            Self::NoBeginning => formatter
                .write_str("that cannot be left out: it is no line of the scenario, and nobody did it"),
            Self::NoSuchMoment => formatter.write_str("the run is over by then"),
            Self::NotThere => formatter.write_str("what it names is not there at that moment"),
            Self::Locked => formatter.write_str("nobody may act here: the address says so"),
            Self::NoMoreHints => formatter.write_str("all hints of the goal were taken"),
        }
    }
}

impl std::error::Error for Rejected {}

impl From<ActError> for Rejected {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

impl From<FileError> for Rejected {
    fn from(error: FileError) -> Self {
        Self::Bad(vec![error])
    }
}
