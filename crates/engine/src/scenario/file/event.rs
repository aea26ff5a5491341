//! What happens.

use serde::Serialize;
use serde_json::Value;

use super::read::{Read, Yes, domain_words, file_choices, file_types, is_word, take};
use super::text::{
    AdminRef, CheckRef, ConnectionRef, ControllerRef, DomainRef, GroupRef, LinkRef, NewName, NewPolicyName,
    OffsetText, PeeringRef, PolicyRef, RegionRef, ResourceGroupRef, ResourceRef, SubnetRef, SubscriptionRef,
    UserRef, VnetRef,
};
use super::world::{EndpointService, JoinType};
use crate::domain;

domain_words! {
    /// What may be wrong with a subnet.
    SubnetState of domain::SubnetState, after 1;
    /// What may be wrong with a virtual network.
    VnetState of domain::VnetState, after 1;
    /// What may be wrong with a subscription.
    SubscriptionState of domain::SubscriptionState, after 1;
    /// What may be wrong with a resource group.
    ResourceGroupState of domain::ResourceGroupState, after 1;
    /// A lock.
    Lock of domain::Lock, after 1;
    /// An enrolment restriction.
    Restriction of domain::Restriction, after 1;
    /// A policy for scripts.
    ScriptPolicy of domain::ScriptPolicy, after 1;
    /// What a deployment meets.
    Deployment of domain::Deployment, after 1;
    /// How the service itself fails.
    ServiceFailure of domain::ServiceFailure, after 0;
    /// A step of the set-up.
    SetupStep of domain::SetupStep, after 0;
    /// Where UDP is blocked.
    UdpBlock of crate::fault::UdpBlock, after 0;
}

file_types! {
    /// Something that happens: exactly one of `admin`, `signIn`, `fault`, `repair`, `peopleJoin`,
    /// `licence`, `membership`.
    pub struct Event {
        /// When.
        pub at: OffsetText,
        /// Whether it comes after everything else of that moment; left out: before it.
        #[serde(default)]
        pub last: bool,
        /// As whom an administrator acts; left out: the first one.
        #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
        pub acting_as: Option<AdminRef>,
        /// An administrator acts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub admin: Option<AdminAction>,
        /// A user signs in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sign_in: Option<UserRef>,
        /// Something breaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub fault: Option<Fault>,
        /// Something that broke is repaired.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub repair: Option<Fault>,
        /// People join a group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub people_join: Option<PeopleJoin>,
        /// A user gets a licence, or loses it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub licence: Option<Licence>,
        /// A user leaves the group, or comes back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub membership: Option<Membership>,
    }

    /// A user gets a licence, or loses it.
    pub struct Licence {
        /// Who.
        pub user: UserRef,
        /// Whether this person has one from now on.
        pub has: bool,
    }

    /// A user leaves the group, or comes back.
    pub struct Membership {
        /// Who.
        pub user: UserRef,
        /// Whether this person is in it from now on.
        pub member: bool,
    }

    /// People join a group.
    pub struct PeopleJoin {
        /// Which group.
        pub group: GroupRef,
        /// How many.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 20_000)))]
        pub people: u32,
    }
}

file_choices! {
    /// What an administrator does.
    pub enum AdminAction by "action" {
        /// Create a connection; its first checks begin.
        CreateConnection {
            /// Its name.
            name: NewName,
            /// Its join type.
            join_type: JoinType,
            /// Its subnet.
            subnet: SubnetRef,
            /// Its resource group; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resource_group: Option<ResourceGroupRef>,
            /// Its domain, for hybrid join; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
            /// Its organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
            /// The user name of the join account, as it is typed; left out: that of the domain.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            user_name: Option<String>,
            /// Whether the password is typed alike twice; left out: yes.
            #[serde(default)]
            passwords_match: Yes,
        },
        /// Edit a connection; its checks run.
        EditConnection {
            /// Which.
            connection: ConnectionRef,
            /// Another name.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rename: Option<NewName>,
            /// Another subnet.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            subnet: Option<SubnetRef>,
            /// Another organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
        },
        /// Delete a connection.
        DeleteConnection {
            /// Which.
            connection: ConnectionRef,
        },
        /// Reactivate an inactive connection; its checks run.
        ReactivateConnection {
            /// Which.
            connection: ConnectionRef,
        },
        /// Ask support for more connections; it answers a day later.
        RequestLimit {
            /// How many the tenant shall have.
            #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 100)))]
            connections: u32,
        },
        /// Retry the health checks of a connection.
        RetryChecks {
            /// Which.
            connection: ConnectionRef,
        },
        /// Enter the present password of the join account; the checks run.
        UpdatePassword {
            /// Of which connection.
            connection: ConnectionRef,
        },
        /// Create a provisioning policy.
        CreatePolicy {
            /// Its name.
            name: NewPolicyName,
            /// Its connections, in order of priority.
            #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
            connections: Vec<ConnectionRef>,
            /// The groups it is assigned to at once.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
            groups: Vec<GroupRef>,
            /// Whether users sign in without a password prompt; left out: no.
            #[serde(default)]
            single_sign_on: bool,
        },
        /// Give a policy other connections; Cloud PCs that exist are not touched.
        EditPolicy {
            /// Which.
            policy: PolicyRef,
            /// Its connections, in order of priority.
            #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
            connections: Vec<ConnectionRef>,
        },
        /// Take a policy from a group; its members go into a grace period.
        UnassignPolicy {
            /// Which.
            policy: PolicyRef,
            /// From whom.
            group: GroupRef,
        },
        /// Delete a policy that is assigned to nobody.
        DeletePolicy {
            /// Which.
            policy: PolicyRef,
        },
        /// Assign a policy to a group.
        AssignPolicy {
            /// Which.
            policy: PolicyRef,
            /// To whom.
            group: GroupRef,
        },
        /// Try again to provision a Cloud PC that failed.
        RetryProvisioning {
            /// Whose.
            user: UserRef,
        },
        /// Delete a Cloud PC and make it anew: its data is lost.
        Reprovision {
            /// Whose.
            user: UserRef,
        },
        /// Move a Cloud PC to where its policy would place it now (`service-2026-10`).
        MoveCloudPc {
            /// Whose.
            user: UserRef,
        },
        /// Give a Cloud PC another size.
        ResizeCloudPc {
            /// Whose.
            user: UserRef,
        },
        /// End a grace period at once: the Cloud PC is removed.
        EndGracePeriod {
            /// Whose.
            user: UserRef,
        },
    }

    /// Something that breaks, or is repaired: a repair names the fault that it undoes.
    pub enum Fault by "kind" {
        /// A link carries no traffic.
        LinkDown {
            /// Which.
            link: LinkRef,
        },
        /// A domain controller does not answer.
        ControllerDown {
            /// Which.
            controller: ControllerRef,
        },
        /// Microsoft Entra ID does not answer.
        EntraIdDown {},
        /// Other tenants take capacity of a region.
        RegionTaken {
            /// Which.
            region: RegionRef,
            /// How much they hold in all; left out: all that is left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
            others: Option<u32>,
        },
        /// Other machines take addresses of a subnet.
        AddressesTaken {
            /// Which.
            subnet: SubnetRef,
            /// How many they use in all; left out: all that are left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            used: Option<u32>,
        },
        /// A firewall blocks the endpoints of a service.
        EndpointsBlocked {
            /// On which virtual network.
            vnet: VnetRef,
            /// Of which service.
            service: EndpointService,
        },
        /// A virtual network uses other DNS servers.
        DnsServersChanged {
            /// Which.
            vnet: VnetRef,
            /// Which ones; left out: Azure's own.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
            dns: Vec<ControllerRef>,
        },
        /// Windows 365 loses Reader on a subscription.
        SubscriptionRoleRemoved {
            /// Which.
            subscription: SubscriptionRef,
        },
        /// Windows 365 loses its role on a resource group.
        ResourceGroupRoleRemoved {
            /// Which.
            resource_group: ResourceGroupRef,
        },
        /// Windows 365 loses its role on a virtual network.
        VnetRoleRemoved {
            /// Which.
            vnet: VnetRef,
        },
        /// Somebody changes the password of the join account in the directory.
        PasswordChanged {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The password of the join account expires.
        PasswordExpired {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account is locked.
        AccountLocked {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account may no longer create computer objects.
        JoinRightRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// A peering carries no traffic.
        PeeringDown {
            /// Which.
            peering: PeeringRef,
        },
        /// Windows 365 no longer provisions in a region.
        RegionUnsupported {
            /// Which.
            region: RegionRef,
        },
        /// A subnet cannot be used.
        SubnetBroken {
            /// Which.
            subnet: SubnetRef,
            /// How.
            how: SubnetState,
        },
        /// A virtual network loses its way to the Internet.
        OutboundClosed {
            /// Which.
            vnet: VnetRef,
        },
        /// A firewall blocks UDP: STUN, TURN, or both.
        UdpBlocked {
            /// On which virtual network.
            vnet: VnetRef,
            /// Which way.
            way: UdpBlock,
        },
        /// A firewall closes the ports of Active Directory.
        AdPortsBlocked {
            /// On which virtual network.
            vnet: VnetRef,
        },
        /// A virtual network cannot be used.
        VnetBroken {
            /// Which.
            vnet: VnetRef,
            /// How.
            how: VnetState,
        },
        /// A subscription cannot be used.
        SubscriptionBroken {
            /// Which.
            subscription: SubscriptionRef,
            /// How.
            how: SubscriptionState,
        },
        /// An Azure Policy forbids what Windows 365 makes.
        AzurePolicyDenies {
            /// On which subscription.
            subscription: SubscriptionRef,
        },
        /// The resource providers of a subscription are not registered.
        RegistrationMissing {
            /// Of which.
            subscription: SubscriptionRef,
        },
        /// A resource group cannot be used.
        ResourceGroupBroken {
            /// Which.
            resource_group: ResourceGroupRef,
            /// How.
            how: ResourceGroupState,
        },
        /// A resource group is locked. Who removes the lock removes what it kept.
        ResourceGroupLocked {
            /// Which.
            resource_group: ResourceGroupRef,
            /// What the lock forbids.
            lock: Lock,
        },
        /// The deployment history of a resource group is full.
        DeploymentHistoryFull {
            /// Of which.
            resource_group: ResourceGroupRef,
        },
        /// The join account may join ten more computers only: the right to create them is no longer delegated.
        DelegationRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// An organizational unit is deleted.
        OrganizationalUnitRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
            /// Which, as a distinguished name.
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            unit: String,
        },
        /// Somebody moves the computer object of the trial join out of its organizational unit.
        ComputerMoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The DNS zone of a domain loses its service records.
        ServiceRecordsMissing {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The Kerberos server object is deleted.
        KerberosServerRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The organizational units leave the scope of Microsoft Entra Connect.
        SyncScopeChanged {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The service connection point of the forest is missing.
        ConnectionPointMissing {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// Microsoft Entra Connect is off.
        ConnectOff {},
        /// Microsoft Entra Connect synchronizes less often.
        SyncSlow {
            /// How often.
            interval: OffsetText,
        },
        /// Conditional Access blocks the sign-ins of a group.
        AccessBlocked {
            /// Which.
            group: GroupRef,
        },
        /// Windows 365 cannot read the restrictions of Intune.
        IntuneRoleRemoved {},
        /// A platform restriction of Intune keeps Windows devices out.
        EnrollmentRestricted {
            /// Which one.
            restriction: Restriction,
        },
        /// Policies keep PowerShell scripts from running.
        ScriptsRestricted {
            /// How.
            scripts: ScriptPolicy,
        },
        /// Temporary virtual machines cannot be deployed.
        DeploymentFails {
            /// How.
            how: Deployment,
        },
        /// The service itself fails a health check.
        CheckFails {
            /// Which.
            check: CheckRef,
            /// How.
            how: ServiceFailure,
        },
        /// A step of setting up Windows fails.
        SetupFails {
            /// Which.
            step: SetupStep,
        },
        /// The domain no longer trusts the computer account of a Cloud PC.
        TrustBroken {
            /// Whose Cloud PC.
            user: UserRef,
        },
        /// A network resource does not answer.
        ResourceDown {
            /// Which.
            resource: ResourceRef,
        },
    }
}
