//! Faults and their repairs: one typed catalogue. A fault changes the world; checks and sign-ins notice by themselves.

pub mod catalogue;
mod set;

use crate::domain::endpoint::EndpointService;
use crate::domain::word::words;
use crate::domain::{
    Check, ControllerId, Deployment, DomainId, GroupId, LinkId, Lock, Name, PeeringId, RecordKey, RegionId,
    ResourceGroupId, ResourceGroupState, ResourceId, Restriction, ScriptPolicy, ServiceFailure, SetupStep,
    SubnetId, SubnetState, SubscriptionId, SubscriptionState, UserId, VnetId, VnetState, World,
};

words! {
    /// Which of the two ways over UDP are blocked.
    pub enum UdpBlock {
        /// STUN: straight to the client.
        Stun "stun",
        /// TURN: over a relay.
        Turn "turn",
        /// Both.
        Both "both",
    }
}

/// Something that can break.
///
/// A repair makes the part work: it returns to what it was at the start when that was healthy, and to the healthy default
/// otherwise. It touches nothing that another fault broke.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    /// A link carries no traffic.
    LinkDown(LinkId),
    /// A peering carries no traffic.
    PeeringDown(PeeringId),
    /// A domain controller does not answer.
    ControllerDown(ControllerId),
    /// Microsoft Entra ID does not answer.
    EntraIdDown,
    /// Other tenants hold so much of a region's capacity; none: all that is left.
    RegionTaken(RegionId, Option<u32>),
    /// Windows 365 no longer provisions in a region.
    RegionUnsupported(RegionId),
    /// Other machines use so many addresses of a subnet; none: all that are left.
    AddressesTaken(SubnetId, Option<u32>),
    /// A subnet cannot be used.
    SubnetBroken(SubnetId, SubnetState),
    /// A firewall blocks the endpoints of a service.
    EndpointsBlocked(VnetId, EndpointService),
    /// The way to the Internet is gone.
    OutboundClosed(VnetId),
    /// A firewall blocks UDP.
    UdpBlocked(VnetId, UdpBlock),
    /// A firewall closes the ports of Active Directory.
    AdPortsBlocked(VnetId),
    /// A virtual network cannot be used.
    VnetBroken(VnetId, VnetState),
    /// A virtual network uses other DNS servers; none: Azure's own.
    DnsServersChanged(VnetId, Vec<ControllerId>),
    /// A subscription cannot be used.
    SubscriptionBroken(SubscriptionId, SubscriptionState),
    /// An Azure Policy forbids what Windows 365 makes.
    AzurePolicyDenies(SubscriptionId),
    /// The resource providers of a subscription are not registered.
    RegistrationMissing(SubscriptionId),
    /// The service principal lost Reader on a subscription.
    SubscriptionRoleRemoved(SubscriptionId),
    /// A resource group cannot be used.
    ResourceGroupBroken(ResourceGroupId, ResourceGroupState),
    /// A resource group is locked.
    ResourceGroupLocked(ResourceGroupId, Lock),
    /// The deployment history of a resource group is full.
    DeploymentHistoryFull(ResourceGroupId),
    /// The service principal lost its role on a resource group.
    ResourceGroupRoleRemoved(ResourceGroupId),
    /// The service principal lost its role on a virtual network.
    VnetRoleRemoved(VnetId),
    /// Somebody changed the password of the join account in the directory.
    PasswordChanged(DomainId),
    /// The password of the join account expired.
    PasswordExpired(DomainId),
    /// The join account is locked.
    AccountLocked(DomainId),
    /// The join account may no longer create computer objects.
    JoinRightRemoved(DomainId),
    /// The right to create computers is no longer delegated: the quota counts from here.
    DelegationRemoved(DomainId),
    /// An organizational unit is deleted.
    OrganizationalUnitRemoved(DomainId, Name),
    /// Somebody moved the computer object of the trial join.
    ComputerMoved(DomainId),
    /// The zone of a domain lost its service records.
    ServiceRecordsMissing(DomainId),
    /// The Kerberos server object is deleted.
    KerberosServerRemoved(DomainId),
    /// The organizational units are no longer synchronized.
    SyncScopeChanged(DomainId),
    /// The service connection point of the forest is missing.
    ConnectionPointMissing(DomainId),
    /// Microsoft Entra Connect is off.
    ConnectOff,
    /// Microsoft Entra Connect synchronizes less often: every so many milliseconds.
    SyncSlow(i64),
    /// Conditional Access blocks the sign-ins of a group.
    AccessBlocked(GroupId),
    /// Windows 365 cannot read the restrictions of Intune.
    IntuneRoleRemoved,
    /// A restriction of Intune keeps Windows devices out.
    EnrollmentRestricted(Restriction),
    /// Policies keep PowerShell scripts from running.
    ScriptsRestricted(ScriptPolicy),
    /// Temporary virtual machines cannot be deployed.
    DeploymentFails(Deployment),
    /// The service fails a check.
    CheckFails(Check, ServiceFailure),
    /// A step of setting up Windows fails.
    SetupFails(SetupStep),
    /// The computer account of a Cloud PC lost its trust.
    TrustBroken(UserId),
    /// A network resource does not answer.
    ResourceDown(ResourceId),
}

impl Fault {
    /// Breaks it. `by` is the record that says so.
    pub(crate) fn strike(&self, world: &mut World, by: RecordKey) {
        set::set(self, world, None, by);
    }

    /// Repairs it. `origin` is the world at the start.
    pub(crate) fn repair(&self, world: &mut World, origin: &World, by: RecordKey) {
        set::set(self, world, Some(origin), by);
    }
}
