//! What exists at the start.

use serde::Serialize;
use serde_json::Value;

use super::event::Fault;
use super::read::{Read, Yes, domain_words, file_types, file_words, take};
use super::text::{
    ClockText, ConnectionRef, ControllerRef, DateText, DomainRef, GroupRef, NewName, OffsetText, PrefixText,
    RegionRef, ResourceGroupRef, StageRef, SubnetRef, SubscriptionRef, VnetRef,
};
use crate::domain;

domain_words! {
    /// A join type, as Microsoft Graph spells it.
    JoinType of domain::JoinType, after 0;
    /// A service with endpoints.
    EndpointService of domain::endpoint::EndpointService, after 0;
    /// The outbound path of a network.
    Outbound of domain::Outbound, after 0;
    /// A geography, a region group or a region.
    HostedPlace of domain::HostedPlace, after 0;
    /// How the roles of Windows 365 are made up.
    RoleModel of domain::RoleModel, after 0;
}

file_types! {
    /// What exists at the start.
    pub struct World {
        /// Azure regions with their capacity. A supported region that is not listed has room enough.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
        pub regions: Vec<Region>,
        /// Azure subscriptions; left out: one, `contoso`, on which Windows 365 has its role.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub subscriptions: Vec<Subscription>,
        /// Azure resource groups; left out: one, `rg-cloud-pcs`; `[]`: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub resource_groups: Option<Vec<ResourceGroup>>,
        /// Azure virtual networks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub vnets: Vec<Vnet>,
        /// Links from virtual networks to on-premises.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub links: Vec<Link>,
        /// Peerings of virtual networks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub peerings: Vec<Peering>,
        /// Network resources that people reach from their Cloud PCs.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub resources: Vec<Resource>,
        /// What breaks and is repaired now and then, at random.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub failures: Vec<Failure>,
        /// Active Directory domains. The first one is meant where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub domains: Vec<Domain>,
        /// Microsoft Entra ID.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub entra_id: Option<EntraId>,
        /// Licences, by size: people get one of the first. Left out: there are as many as anybody wants.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub licences: Vec<Licences>,
        /// Administrators; left out: `intune-admin`, `windows-365-admin`, `reader`, `helpdesk`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub admins: Vec<Admin>,
        /// Groups of licensed users.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub groups: Vec<Group>,
        /// Users who have a name of their own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub users: Vec<User>,
        /// Azure network connections.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub connections: Vec<Connection>,
        /// Provisioning policies, in the order of assignment.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub policies: Vec<Policy>,
        /// The time from one run of health checks to the next, where the rule set's is not wanted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub check_period: Option<Period>,
        /// How long stages of provisioning take, where the defaults are not wanted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 8)))]
        pub stages: Vec<StageDuration>,
    }

    /// An Azure region. Capacity is counted in Cloud PCs, all of one size.
    pub struct Region {
        /// Azure's short name, `westeurope`; or a name of your own, for a region that Windows 365 does not support.
        pub name: NewName,
        /// How many Cloud PCs it can hold in all; left out: 1,000.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
        pub capacity: Option<u32>,
        /// How many of them other tenants hold.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
        pub others: u32,
        /// How many other tenants hold from these moments on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub curve: Vec<CurvePoint>,
    }

    /// From this moment on other tenants hold so much of a region.
    pub struct CurvePoint {
        /// When.
        pub at: OffsetText,
        /// How many Cloud PCs they hold.
        #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
        pub others: u32,
    }

    /// A peering of two virtual networks: each reaches the other, and its links.
    pub struct Peering {
        /// Its name.
        pub name: NewName,
        /// The two networks.
        #[cfg_attr(feature = "schema", schemars(length(min = 2, max = 2)))]
        pub between: Vec<VnetRef>,
        /// Whether it carries traffic at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
    }

    /// A network resource: a file server, a line-of-business application.
    pub struct Resource {
        /// Its name.
        pub name: NewName,
        /// The subnet it stands in; left out: on-premises.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<SubnetRef>,
    }

    /// Something that breaks now and then. Both times are drawn from the exponential distribution.
    pub struct Failure {
        /// What breaks.
        pub fault: Fault,
        /// The mean time from a repair to the next failure.
        pub between: OffsetText,
        /// The mean time to repair.
        pub repair: OffsetText,
    }

    /// An Azure subscription.
    pub struct Subscription {
        /// Its name.
        pub name: NewName,
        /// Whether Windows 365 has Reader on it; left out: yes.
        #[serde(default)]
        pub reader: Yes,
    }

    /// An Azure resource group.
    pub struct ResourceGroup {
        /// Its name.
        pub name: NewName,
        /// The subscription it is in; left out: the first one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subscription: Option<SubscriptionRef>,
        /// Whether Windows 365 has *Windows 365 Network Interface Contributor* on it; left out: yes.
        #[serde(default)]
        pub network_interface_contributor: Yes,
    }

    /// An Azure virtual network.
    pub struct Vnet {
        /// Its name.
        pub name: NewName,
        /// Where it is.
        pub region: RegionRef,
        /// Whose it is; left out: the first subscription.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subscription: Option<SubscriptionRef>,
        /// Its DNS servers: domain controllers. Left out: all that a link, a peering or the network itself leads to. Empty:
        /// Azure's own DNS.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub dns: Option<Vec<ControllerRef>>,
        /// Services whose endpoints are blocked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 7)))]
        pub blocked: Vec<EndpointService>,
        /// The way to the Internet; left out: a NAT gateway.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outbound: Option<Outbound>,
        /// The day it was made. Networks made after 31 March 2026 are private by default; left out: it is older.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub made: Option<DateText>,
        /// Whether a resolver in Azure answers for AD domains, whatever becomes of the domain controllers; left out: no.
        #[serde(default)]
        pub resolver: bool,
        /// Whether Windows 365 has *Windows 365 Network User* on it; left out: yes.
        #[serde(default)]
        pub network_user: Yes,
        /// Its subnets.
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub subnets: Vec<Subnet>,
    }

    /// A subnet.
    pub struct Subnet {
        /// Its name, unique in the file.
        pub name: NewName,
        /// Its addresses.
        pub prefix: PrefixText,
        /// How many of them other machines use.
        #[serde(default)]
        pub used: u32,
        /// Whether it is private: without a NAT gateway or a firewall there is no way to the Internet; left out: no.
        #[serde(default)]
        pub private: bool,
    }

    /// A link from a virtual network to on-premises.
    pub struct Link {
        /// Its name.
        pub name: NewName,
        /// What it is; left out: a VPN.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<LinkKind>,
        /// The virtual network at its Azure end.
        pub vnet: VnetRef,
        /// Whether it carries traffic at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
    }

    /// An Active Directory domain.
    pub struct Domain {
        /// Its DNS name. May hold what no DNS name has, to see the check find it.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 255)))]
        pub name: String,
        /// Its domain controllers.
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub controllers: Vec<Controller>,
        /// Organizational units, as distinguished names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100), inner(length(max = 200))))]
        pub organizational_units: Vec<String>,
        /// The account that joins computers; left out: `svc-join` of the domain.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
        pub join_account: Option<String>,
        /// Whether a Kerberos server object exists; left out: yes.
        #[serde(default)]
        pub kerberos_server: Yes,
        /// Whether it is federated with Microsoft Entra ID; left out: no.
        #[serde(default)]
        pub federated: bool,
    }

    /// A domain controller. It answers names for its domain too.
    pub struct Controller {
        /// Its name.
        pub name: NewName,
        /// The subnet it stands in; left out: on-premises.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<SubnetRef>,
        /// Whether it answers at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
    }

    /// Microsoft Entra ID.
    pub struct EntraId {
        /// Whether it answers at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
        /// How often Microsoft Entra Connect synchronizes; left out: every 30 minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sync_interval: Option<OffsetText>,
    }

    /// An administrator.
    pub struct Admin {
        /// The name in this file.
        pub name: NewName,
        /// The name on the screen; left out: the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: Option<String>,
        /// The role in Intune; left out: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub intune: Option<IntuneRole>,
        /// The role on all subscriptions; left out: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub azure: Option<AzureRole>,
        /// Other roles on single subscriptions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub azure_on: Vec<RoleOn>,
    }

    /// A role on one subscription.
    pub struct RoleOn {
        /// Which.
        pub subscription: SubscriptionRef,
        /// The role; left out: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub role: Option<AzureRole>,
    }

    /// The licences of one size.
    pub struct Licences {
        /// What the size is called, `2vCPU/8GB`.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 60)))]
        pub size: String,
        /// How many there are.
        #[cfg_attr(feature = "schema", schemars(range(max = 20_000)))]
        pub count: u32,
    }

    /// A group of licensed users.
    pub struct Group {
        /// Its name; its people are numbered after it: `sales-01`.
        pub name: NewName,
        /// How many people it has, besides users with a name of their own.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(max = 20_000)))]
        pub people: u32,
        /// Of which size its people get a licence; left out: of the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 60)))]
        pub licence: Option<String>,
        /// When they sign in by themselves; left out: only when an event says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workday: Option<Workday>,
    }

    /// When people sign in, Monday to Friday.
    pub struct Workday {
        /// Local times.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 24)))]
        pub sign_ins: Vec<ClockText>,
        /// Each sign-in comes up to this much later; left out: 30 minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spread: Option<OffsetText>,
        /// How many minutes local time is ahead of UTC; left out: 0.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(min = -720, max = 840)))]
        pub ahead_of_utc_minutes: i32,
    }

    /// A user with a name of their own.
    pub struct User {
        /// The name in this file.
        pub name: NewName,
        /// The name on the screen; left out: the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: Option<String>,
        /// The group.
        pub group: GroupRef,
        /// Other groups this person is in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub others: Vec<GroupRef>,
        /// Whether this person is in Microsoft Entra ID alone, and unknown to Active Directory; left out: no.
        #[serde(default)]
        pub cloud_only: bool,
        /// Whether this person has a licence; left out: yes.
        #[serde(default)]
        pub licensed: Yes,
        /// Further licences of this person: each gives another Cloud PC, called for by the name of the licence.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub further: Vec<Licence>,
    }

    /// A further licence of a person.
    pub struct Licence {
        /// What it is called in this file: commands and expectations of a Cloud PC name it like a person.
        pub name: NewName,
        /// The name on the screen; left out: the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: Option<String>,
        /// Of which size, where licences are counted; left out: of the first one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 60)))]
        pub size: Option<String>,
    }

    /// An Azure network connection. It was created and passed its checks before the start, unless it is new.
    pub struct Connection {
        /// Its name.
        pub name: NewName,
        /// Its join type.
        pub join_type: JoinType,
        /// Where Cloud PCs get their network interface.
        pub subnet: SubnetRef,
        /// Where the network interfaces are made; left out: the first resource group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub resource_group: Option<ResourceGroupRef>,
        /// The domain, for hybrid join; left out: the first one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub domain: Option<DomainRef>,
        /// The organizational unit, as a distinguished name; left out: the domain's default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub organizational_unit: Option<String>,
        /// Which roles the service uses for it; left out: those of today.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub roles: Option<RoleModel>,
        /// Whether it is created at the start, and its first checks begin then; left out: no.
        #[serde(default)]
        pub new: bool,
    }

    /// The Microsoft hosted network: for Microsoft Entra join, without health checks, and without a way to a network of the tenant.
    pub struct Hosted {
        /// Where: geographies, region groups or regions.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 64)))]
        pub regions: Vec<HostedPlace>,
    }

    /// Autopilot device preparation: apps and scripts before the user may sign in (`service-2026-10`).
    pub struct DevicePreparation {
        /// So many minutes at most.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_440)))]
        pub minutes: u32,
        /// Whether a Cloud PC that is not ready by then has failed; left out: it is provisioned with warnings.
        #[serde(default)]
        pub prevent_connection: bool,
    }

    /// A provisioning policy. Its groups got their Cloud PCs long before the start, unless it is new.
    pub struct Policy {
        /// Its name.
        pub name: NewName,
        /// Its connections: the first is the primary, the rest are alternates. Either these or `hosted`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub connections: Vec<ConnectionRef>,
        /// The Microsoft hosted network in place of connections.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hosted: Option<Hosted>,
        /// The groups it is assigned to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub groups: Vec<GroupRef>,
        /// Whether users sign in without a password prompt; left out: no.
        #[serde(default)]
        pub single_sign_on: bool,
        /// Whether Cloud PCs are prepared; left out: no.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub device_preparation: Option<DevicePreparation>,
        /// Whether it is assigned at the start, and provisioning begins then; left out: no.
        #[serde(default)]
        pub new: bool,
    }

    /// A range of times, drawn anew each time.
    pub struct Period {
        /// The shortest time.
        pub from: OffsetText,
        /// The longest time.
        pub to: OffsetText,
    }

    /// How long a stage takes.
    pub struct StageDuration {
        /// Which stage.
        pub stage: StageRef,
        /// The shortest time.
        pub from: OffsetText,
        /// The longest time.
        pub to: OffsetText,
    }
}

file_words! {
    /// What a link is.
    pub enum LinkKind {
        /// A site-to-site VPN.
        Vpn "vpn",
        /// An ExpressRoute circuit.
        ExpressRoute "expressRoute",
    }

    /// A role in Intune.
    pub enum IntuneRole {
        /// Intune Administrator.
        IntuneAdministrator "intuneAdministrator",
        /// Windows 365 Administrator.
        Windows365Administrator "windows365Administrator",
    }

    /// A role on the subscription.
    pub enum AzureRole {
        /// Reader.
        Reader "reader",
        /// User Access Administrator.
        UserAccessAdministrator "userAccessAdministrator",
        /// Owner.
        Owner "owner",
    }
}
