//! The hops of a sign-in and what became of it.

use super::cause::RecordKey;
use super::id::{CloudPcId, ControllerId, DomainId, LinkId, PeeringId, ResourceId, SubnetId, VnetId};
use super::time::{Instant, Offset};
use super::word::words;

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
    /// The Microsoft hosted network.
    HostedNetwork,
    /// The virtual network, with its way out.
    Vnet(VnetId),
    /// The link to on-premises; none when the virtual network has none.
    Link(Option<LinkId>),
    /// A peering to another virtual network.
    Peering(PeeringId),
    /// The DNS servers of the virtual network.
    Dns,
    /// A network resource.
    Resource(ResourceId),
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
            Self::HostedNetwork => "hostedNetwork",
            Self::Vnet(_) => "virtualNetwork",
            Self::Link(_) => "link",
            Self::Peering(_) => "peering",
            Self::Dns => "dns",
            Self::Resource(_) => "resource",
            Self::Controller(..) => "domainController",
            Self::EntraIdFromCloudPc => "entraIdFromCloudPc",
        }
    }
}

words! {
    /// Why a hop fails. Later ones are further on the way.
    pub enum SignInProblem {
        /// What the user connects with does not come through.
        ClientFails "clientFails",
        /// The gateway does not answer.
        GatewayDown "gatewayDown",
        /// Microsoft Entra ID does not answer.
        EntraIdDown "entraIdDown",
        /// Conditional Access blocks the sign-in.
        ConditionalAccess "conditionalAccess",
        /// The user has no Cloud PC.
        NoCloudPc "noCloudPc",
        /// The Cloud PC is not provisioned.
        CloudPcNotReady "cloudPcNotReady",
        /// The Cloud PC cannot reach Azure Virtual Desktop: nothing listens for the session.
        SessionBlocked "sessionBlocked",
        /// A policy forbids remote sessions to the Cloud PC.
        SessionsForbidden "sessionsForbidden",
        /// A Windows 365 Link would have to show a prompt, and shows none.
        PromptOnLink "promptOnLink",
        /// Conditional Access blocks Windows Cloud Login, where single sign-on signs in.
        CloudLoginBlocked "cloudLoginBlocked",
        /// No DNS server of the virtual network answers: the Cloud PC finds no service.
        NamesFail "namesFail",
        /// The virtual network blocks Azure's platform addresses: the Cloud PC reports no health.
        PlatformBlocked "platformBlocked",
        /// The virtual network blocks Microsoft Entra ID.
        EntraIdBlocked "entraIdBlocked",
        /// The Cloud PC's device object in Microsoft Entra ID is disabled or deleted.
        DeviceObjectGone "deviceObjectGone",
        /// Per-user multifactor authentication is asked for, and nothing in the session can answer.
        PerUserMfa "perUserMfa",
        /// The virtual network has no way to where it must go.
        NoLink "noLink",
        /// The link is down.
        LinkDown "linkDown",
        /// The peering is down.
        PeeringDown "peeringDown",
        /// No DNS server resolves the domain.
        DnsFails "dnsFails",
        /// The domain has no domain controller.
        NoController "noController",
        /// A firewall closes the ports of Active Directory.
        PortsBlocked "portsBlocked",
        /// No domain controller answers.
        ControllerDown "controllerDown",
        /// The domain does not know the user.
        CloudOnlyUser "cloudOnlyUser",
        /// The domain does not trust the Cloud PC's computer account.
        TrustBroken "trustBroken",
        /// The network resource does not answer.
        ResourceDown "resourceDown",
        /// The Microsoft hosted network leads to no network of the tenant.
        NotFromHosted "notFromHosted",
    }

    /// How a session goes over the network.
    pub enum SessionQuality {
        /// Straight, over UDP.
        Udp "udp",
        /// Relayed, over UDP.
        Turn "turn",
        /// Over TCP: slower.
        Tcp "tcp",
    }
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
}

/// How long somebody stays after a sign-in: assumed.
pub const SESSION: Offset = Offset::hours(8);

/// How a user's last sign-in went.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LastSignIn {
    /// When.
    pub at: Instant,
    /// Where it ended, and why; none: it succeeded.
    pub failed: Option<(Place, SignInProblem)>,
    /// How the session went over the network, if there was one.
    pub session: Option<SessionQuality>,
    /// Whether a password was asked for in the session.
    pub prompted: bool,
    /// Whether the user had to allow the connection to a Cloud PC that is new.
    pub consent: bool,
    /// What cut the session, if something did.
    pub cut_by: Option<RecordKey>,
    /// Its record.
    pub record: RecordKey,
}

/// The session of somebody who is in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Session {
    /// Since when.
    pub since: Instant,
    /// How it goes over the network.
    pub quality: SessionQuality,
    /// The record of the sign-in.
    pub record: RecordKey,
}
