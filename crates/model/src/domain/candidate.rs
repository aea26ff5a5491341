//! The networks of a policy's list, and what became of each when one was chosen.

use super::connection::ConnectionStatus;
use super::policy::Network;
use super::rules::Rule;

/// Why a network was passed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PassedOver {
    /// Its status is not a success.
    Status(ConnectionStatus),
    /// Its region has no capacity.
    RegionFull,
    /// Its subnet has no address.
    SubnetFull,
    /// Windows 365 does not provision in its region.
    RegionUnsupported,
}

impl PassedOver {
    /// The name in files, digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::RegionFull => "regionFull",
            Self::SubnetFull => "subnetFull",
            Self::RegionUnsupported => "regionUnsupported",
        }
    }

    /// The rule that makes a network unavailable so.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Status(_) => Rule::UnavailableWithoutSuccess,
            Self::RegionFull => Rule::UnavailableWithoutCapacity,
            Self::SubnetFull => Rule::UnavailableWithoutAddress,
            Self::RegionUnsupported => Rule::HostedSkipsRegions,
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
            Self::RegionUnsupported => "region not supported",
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

/// One network of the policy's list, and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Candidate {
    /// The network.
    pub network: Network,
    /// What became of it.
    pub verdict: CandidateVerdict,
}
