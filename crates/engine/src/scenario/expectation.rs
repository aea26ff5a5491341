//! Expectations: what must hold at a moment, by a moment, or never. Each kind has its file.

mod all;
mod check;
mod cloud_pc;
mod cloud_pcs;
mod connection;
mod domain;
mod done;
mod outage;
mod reach;
mod refused;
mod region;
mod sign_in;
mod subnet;

use std::fmt;

use super::error::FileError;
use super::file::{self, Expect};
use crate::domain::{CloudPc, CloudPcStatus, Instant, Offset, RecordKind};
use crate::record::Record;
use crate::simulation::Simulation;

/// When something must hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// After all events of this instant.
    At(Instant),
    /// At some moment up to and with this instant.
    By(Instant),
    /// At no moment up to the horizon.
    Never,
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(at) => write!(out, "at {at}"),
            Self::By(by) => write!(out, "by {by}"),
            Self::Never => out.write_str("never"),
        }
    }
}

/// Something that must hold.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// When.
    pub when: When,
    /// With [`When::By`]: not before this instant.
    pub from: Instant,
    /// What.
    pub what: What,
    /// Where it stands in the file.
    pub pointer: String,
    /// The line it begins in.
    pub line: usize,
}

/// What became of an expectation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It held.
    Held,
    /// It did not; this was seen instead.
    Failed(String),
    /// The run ended before its moment.
    NotReached,
}

/// A kind of expectation.
trait Kind {
    /// What of it contradicts itself.
    fn wrong(&self) -> Option<&'static str> {
        None
    }

    /// In a few words, for people.
    fn words(&self) -> String;

    /// Whether a record can make it hold that did not hold before: only then is a new look worth its while.
    fn concerns(&self, record: &Record) -> bool;

    /// Whether it holds now; if not, what is so instead. `at_this_instant`: only what happened now counts, for things
    /// that happen rather than are.
    fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String>;
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $field:ident $name:literal: $type:ty,)+) => {
        /// What must hold.
        #[derive(Clone, Debug)]
        pub enum What {
            $($(#[doc = $doc])+ $kind($type),)+
        }

        /// The names of all kinds in files.
        pub(super) const KINDS: &[&str] = &[$($name),+];

        /// What an expectation says, kind by kind.
        fn told(expect: &Expect) -> Vec<What> {
            [$(expect.$field.clone().map(What::$kind)),+].into_iter().flatten().collect()
        }

        impl What {
            fn kind(&self) -> &dyn Kind {
                match self { $(Self::$kind(of) => of,)+ }
            }
        }
    };
}

kinds! {
    /// A connection has a status.
    Connection connection "connection": file::ExpectConnection,
    /// A check has a result.
    Check check "check": file::ExpectCheck,
    /// A user's Cloud PC is somewhere, somehow.
    CloudPc cloud_pc "cloudPc": file::ExpectCloudPc,
    /// So many Cloud PCs are somewhere, somehow.
    CloudPcs cloud_pcs "cloudPcs": file::ExpectCloudPcs,
    /// A user's last sign-in went so.
    SignIn sign_in "signIn": file::ExpectSignIn,
    /// An action was refused.
    Refused refused "refused": file::ExpectRefused,
    /// Something was done.
    Done done "done": file::ExpectDone,
    /// A subnet has so many free addresses.
    Subnet subnet "subnet": file::ExpectSubnet,
    /// A region has room for so many.
    Region region "region": file::ExpectRegion,
    /// A network resource is reached, or not.
    Reach reach "reach": file::ExpectReach,
    /// How far an outage goes.
    Outage outage "outage": file::ExpectOutage,
    /// What health checks left in the directory.
    Domain domain "domain": file::ExpectDomain,
    /// Several things hold at once.
    All all "all": file::ExpectAll,
}

/// Reads an expectation. `within`: by when it must hold where it does not say so itself. None: a moment or what it is about is missing, or
/// there are several, which [`super::moments`] tells.
pub(super) fn read(
    expect: &Expect,
    pointer: String,
    within: Option<Instant>,
) -> Result<Option<Expectation>, FileError> {
    let moment = |text: &file::OffsetText| Offset::parse(&text.0).unwrap_or_default();
    let when = match (&expect.at, &expect.by, expect.never, within) {
        (Some(at), None, None, _) => When::At(moment(at)),
        (None, Some(by), None, _) => When::By(moment(by)),
        (None, None, Some(true), _) => When::Never,
        (None, None, None, Some(within)) => When::By(within),
        _ => return Ok(None),
    };
    let from = expect.from.as_ref().map_or(Instant::ZERO, moment);
    match what(expect) {
        Ok(what) => Ok(what.map(|what| Expectation { when, from, what, pointer, line: 0 })),
        Err(message) => Err(FileError::new(pointer, message)),
    }
}

/// Reads what an expectation is about; nothing, where that is not exactly one thing, which [`super::moments`] tells.
fn what(expect: &Expect) -> Result<Option<What>, &'static str> {
    let mut told = told(expect);
    if told.len() != 1 {
        return Ok(None);
    }
    let what = told.pop();
    match what.as_ref().and_then(|what| what.kind().wrong()) {
        Some(wrong) => Err(wrong),
        None => Ok(what),
    }
}

impl What {
    /// In a few words, for people.
    pub fn words(&self) -> String {
        self.kind().words()
    }

    /// Whether it happens rather than is.
    pub(super) const fn happens(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Done(_))
    }

    pub(super) fn concerns(&self, record: &Record) -> bool {
        self.kind().concerns(record)
    }

    pub(super) fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String> {
        self.kind().holds(simulation, at_this_instant)
    }
}

/// Records after which another way may be open, or closed.
const fn changes_ways(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::AdminActed
            | RecordKind::EnvironmentChanged
            | RecordKind::Provisioned
            | RecordKind::Deprovisioned
            | RecordKind::WorkBegan
            | RecordKind::WorkDone
    )
}

fn equal(expected: &str, seen: &str) -> Result<(), String> {
    if expected == seen { Ok(()) } else { Err(format!("it is {seen}")) }
}

fn status_of(cloud_pc: Option<&CloudPc>) -> CloudPcStatus {
    cloud_pc.map_or(CloudPcStatus::NotProvisioned, |cloud_pc| cloud_pc.status)
}
