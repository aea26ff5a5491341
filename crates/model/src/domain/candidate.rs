//! The connections of a policy's list, and what became of each when one was chosen.

use super::connection::ConnectionStatus;
use super::id::ConnectionId;
use super::rules::Rule;

/// Why a connection was passed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PassedOver {
    /// Its status is not a success.
    Status(ConnectionStatus),
    /// Its region has no capacity.
    RegionFull,
    /// Its subnet has no address.
    SubnetFull,
}

impl PassedOver {
    /// The name in files, digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::RegionFull => "regionFull",
            Self::SubnetFull => "subnetFull",
        }
    }

    /// The rule that makes a connection unavailable so.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Status(_) => Rule::UnavailableWithoutSuccess,
            Self::RegionFull => Rule::UnavailableWithoutCapacity,
            Self::SubnetFull => Rule::UnavailableWithoutAddress,
        }
    }

    /// In words that follow "passed over:".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Status(ConnectionStatus::Failed) => "checks failed",
            Self::Status(ConnectionStatus::Running | ConnectionStatus::Pending) => "first checks under way",
            Self::Status(ConnectionStatus::Inactive) => "inactive",
            Self::Status(_) => "status",
            Self::RegionFull => "region full",
            Self::SubnetFull => "no address left",
        }
    }
}

/// What became of a candidate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CandidateVerdict {
    /// It was taken.
    Taken,
    /// It was passed over.
    PassedOver(PassedOver),
    /// An earlier one was taken.
    NotAsked,
}

impl CandidateVerdict {
    /// The name in digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::PassedOver(why) => why.name(),
            Self::NotAsked => "notAsked",
        }
    }
}

/// One connection of the policy's list, and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Candidate {
    /// The connection.
    pub connection: ConnectionId,
    /// What became of it.
    pub verdict: CandidateVerdict,
}
