//! The hops of a sign-in and what became of it.

use super::cause::RecordKey;
use super::id::{CloudPcId, ControllerId, DomainId, LinkId, SubnetId, VnetId};
use super::time::Instant;

/// A place that a sign-in passes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// The user's own device.
    Device,
    /// The Windows 365 gateway.
    Gateway,
    /// Microsoft Entra ID, asked by the user's device.
    EntraId,
    /// The Cloud PC; none when the user has none.
    CloudPc(Option<CloudPcId>),
    /// The network interface of the Cloud PC.
    NetworkInterface,
    /// The subnet it is in.
    Subnet(SubnetId),
    /// The virtual network, with its way out.
    Vnet(VnetId),
    /// The link to on-premises; none when the virtual network has none.
    Link(Option<LinkId>),
    /// A domain controller; none when the domain has none.
    Controller(DomainId, Option<ControllerId>),
    /// Microsoft Entra ID, asked by the Cloud PC.
    EntraIdFromCloudPc,
}

impl Place {
    /// The name in files, digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Gateway => "gateway",
            Self::EntraId => "entraId",
            Self::CloudPc(_) => "cloudPc",
            Self::NetworkInterface => "networkInterface",
            Self::Subnet(_) => "subnet",
            Self::Vnet(_) => "virtualNetwork",
            Self::Link(_) => "link",
            Self::Controller(..) => "domainController",
            Self::EntraIdFromCloudPc => "entraIdFromCloudPc",
        }
    }
}

/// Why a hop fails.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SignInProblem {
    /// Microsoft Entra ID does not answer.
    EntraIdDown,
    /// The user has no Cloud PC.
    NoCloudPc,
    /// The Cloud PC is not provisioned.
    CloudPcNotReady,
    /// The virtual network blocks Microsoft Entra ID.
    EntraIdBlocked,
    /// The virtual network has no link to where the domain controllers are.
    NoLink,
    /// The link is down.
    LinkDown,
    /// The domain has no domain controller.
    NoController,
    /// No domain controller answers.
    ControllerDown,
}

/// How a hop went.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HopVerdict {
    /// Passed.
    Passed,
    /// The sign-in ends here.
    Failed(SignInProblem),
    /// Not reached.
    NotReached,
}

/// One hop of a route.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hop {
    /// Where.
    pub place: Place,
    /// How it went.
    pub verdict: HopVerdict,
    /// What made the place so, when it fails.
    pub because: Option<RecordKey>,
}

/// How a user's last sign-in went.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LastSignIn {
    /// When.
    pub at: Instant,
    /// Where it ended, and why; none: it succeeded.
    pub failed: Option<(Place, SignInProblem)>,
    /// Its record.
    pub record: RecordKey,
}
