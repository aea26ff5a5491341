//! Faults: what can break, each declared once. A fault changes the world ([`crate::fault`]); checks and sign-ins notice by
//! themselves.

use super::declaration::{self, Declaration, Declared, Label, Said, commands};
use super::field::{Field, FieldType, FieldValue};
use crate::domain::check_catalogue::CHECKS;
use crate::domain::endpoint::{Endpoint, EndpointService};
use crate::domain::word::words;
use crate::domain::{
    AccessDoor, Check, ClientTrouble, ControllerId, Deployment, DomainId, Entity, Geography, GroupId, LinkId,
    Lock, Name, PeeringId, RegionId, ResourceGroupId, ResourceGroupState, ResourceId, Restriction,
    ScriptPolicy, ServiceFailure, SetupStep, SubnetId, SubnetState, SubscriptionId, SubscriptionState,
    UserId, VnetId, VnetState, World,
};
use crate::kernel::Canonical;

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

/// What is declared of a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FaultEntry {
    /// Its name and its fields.
    pub declaration: Declaration,
    /// What breaks, where that is always the same; otherwise it is the first thing that the fields name.
    pub about: Option<Entity>,
    /// What happened, with fields in braces.
    pub struck: &'static str,
    /// What its repair says, likewise.
    pub repaired: &'static str,
    /// The health checks that can find it, in their order: a test strikes it and sees.
    pub checks: &'static [Check],
    /// Whether it can keep people from signing in: a test strikes it and sees.
    pub keeps_out: bool,
    /// Who else notices; may be empty.
    pub also: &'static str,
    /// Where it is written that it happens.
    pub source: &'static str,
}

impl FaultEntry {
    /// Who notices, in words that follow "noticed by".
    pub fn noticed_by(&self) -> String {
        let names: Vec<&str> = self.checks.iter().map(|check| check.entry().short).collect();
        let checks = match &names[..] {
            [] => String::new(),
            _ if self.checks.len() == ALL_CHECKS.len() => "that check".to_owned(),
            [one] => format!("the check {one}"),
            [others @ .., last] => format!("the checks {} and {last}", others.join(", ")),
        };
        [checks.as_str(), self.also]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// Any of them.
const ALL_CHECKS: &[Check] = &{
    let mut checks = [Check::TenantReadiness; CHECKS.len()];
    let mut position = 0;
    while position < checks.len() {
        checks[position] = CHECKS[position].check;
        position += 1;
    }
    checks
};

commands! {
    /// Something that can break.
    ///
    /// A repair makes the part work: it returns to what it was at the start when that was healthy, and to the healthy default
    /// otherwise. It touches nothing that another fault broke.
    pub enum Fault with FaultEntry in FAULTS, said in SAID, called in LABELS {
        /// A link carries no traffic.
        LinkDown "linkDown" {
            /// Which link.
            link "link": LinkId,
        } => {
            about: None,
            struck: "The {link} is down",
            repaired: "The {link} is up again",
            checks: &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "sessions and sign-in, where DNS or the domain stands behind it; network resources on-premises",
            source: "Overview, User sign-in",
        },
        /// A peering carries no traffic.
        PeeringDown "peeringDown" {
            /// Which peering.
            peering "peering": PeeringId,
        } => {
            about: None,
            struck: "The peering {peering} is down",
            repaired: "The peering {peering} is up again",
            checks: &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "whatever stands in the other network, or behind its links",
            source: "Troubleshoot Azure network connections",
        },
        /// A domain controller does not answer.
        ControllerDown "controllerDown" {
            /// Which domain controller.
            controller "controller": ControllerId,
        } => {
            about: None,
            struck: "Domain controller {controller} does not answer",
            repaired: "Domain controller {controller} answers again",
            checks: &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "sessions and sign-in, where no other one answers",
            source: "Overview, User sign-in",
        },
        /// Microsoft Entra ID does not answer.
        EntraIdDown "entraIdDown" {
        } => {
            about: Some(Entity::EntraId),
            struck: "Microsoft Entra ID does not answer",
            repaired: "Microsoft Entra ID answers again",
            checks: &[Check::DeviceSync, Check::Endpoints],
            keeps_out: true,
            also: "every sign-in; every new Cloud PC",
            source: "Overview, User sign-in",
        },
        /// Other tenants take capacity of a region.
        RegionTaken "regionTaken" {
            /// Which region.
            region "region": RegionId,
            /// How much they hold in all; left out: all that is left.
            others "others": Option<u32> [.between(0, 1_000_000)],
        } => {
            about: None,
            struck: "{region} is filled by other tenants",
            repaired: "{region} has its capacity back",
            checks: &[],
            keeps_out: false,
            also: "the choice of a connection",
            source: "Overview, Alternate ANCs",
        },
        /// Windows 365 no longer provisions in a region.
        RegionUnsupported "regionUnsupported" {
            /// Which region.
            region "region": RegionId,
        } => {
            about: None,
            struck: "{region} is no longer supported by Windows 365",
            repaired: "{region} is supported by Windows 365 again",
            checks: &[Check::VnetReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types 506",
        },
        /// Other machines take addresses of a subnet.
        AddressesTaken "addressesTaken" {
            /// Which subnet.
            subnet "subnet": SubnetId,
            /// How many they use in all; left out: all that are left.
            used "used": Option<u32>,
        } => {
            about: None,
            struck: "Subnet {subnet} has its addresses used by other machines",
            repaired: "Subnet {subnet} has its addresses back",
            checks: &[Check::SubnetAddresses],
            keeps_out: false,
            also: "the choice of a connection",
            source: "Microsoft Graph, health check error types 500",
        },
        /// A subnet cannot be used.
        SubnetBroken "subnetBroken" {
            /// Which subnet.
            subnet "subnet": SubnetId,
            /// How.
            how "how": SubnetState [.after(1)],
        } => {
            about: None,
            struck: "Subnet {subnet} cannot be used",
            repaired: "Subnet {subnet} can be used again",
            checks: &[Check::VnetReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types 509, 512, 513",
        },
        /// A firewall blocks the endpoints of a service.
        EndpointsBlocked "endpointsBlocked" {
            /// On which virtual network.
            vnet "vnet": VnetId,
            /// Of which service.
            service "service": EndpointService,
        } => {
            about: None,
            struck: "{vnet} blocks the required endpoints of {service}",
            repaired: "{vnet} lets the required endpoints of {service} through again",
            checks: &[Check::Endpoints, Check::Localization],
            keeps_out: true,
            also: "new Cloud PCs; sessions; sign-in",
            source: "Network requirements of Windows 365",
        },
        /// A firewall blocks a single endpoint.
        EndpointBlocked "endpointBlocked" {
            /// On which virtual network.
            vnet "vnet": VnetId,
            /// Which one.
            endpoint "endpoint": Endpoint,
        } => {
            about: None,
            struck: "{vnet} blocks {endpoint}",
            repaired: "{vnet} lets {endpoint} through again",
            checks: &[Check::Endpoints, Check::Localization],
            keeps_out: true,
            also: "new Cloud PCs; of some, sessions and sign-in",
            source: "Network requirements of Windows 365",
        },
        /// A firewall lets through what FQDN tags carry, and no other port: not 5671, not 1688, not 3478.
        TagsOnly "tagsOnly" {
            /// On which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} lets through what FQDN tags carry, and nothing else",
            repaired: "{vnet} has network rules for the other ports again",
            checks: &[Check::Endpoints, Check::Udp],
            keeps_out: false,
            also: "new Cloud PCs; the quality of sessions",
            source: "Manage and optimize Windows 365 with Azure Firewall",
        },
        /// Somebody opens the encrypted traffic of a virtual network on its way.
        TlsInspected "tlsInspected" {
            /// Of which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} has its encrypted traffic inspected",
            repaired: "{vnet} has its encrypted traffic left alone again",
            checks: &[],
            keeps_out: false,
            also: "new Cloud PCs: Intune takes no other certificate",
            source: "Network endpoints for Microsoft Intune",
        },
        /// A route table sends everything of a virtual network on-premises.
        ForcedTunnel "forcedTunnel" {
            /// Of which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} sends everything on-premises",
            repaired: "{vnet} has its own way to the Internet again",
            checks: &[Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "the quality of sessions; without the link new Cloud PCs, sessions and sign-in",
            source: "Azure virtual network traffic routing; Network requirements of Windows 365",
        },
        /// A network security group denies a subnet the way to the Internet.
        SecurityGroupDenies "securityGroupDenies" {
            /// Which subnet.
            subnet "subnet": SubnetId,
        } => {
            about: None,
            struck: "Subnet {subnet} is denied the way to the Internet by a network security group",
            repaired: "Subnet {subnet} may use the way to the Internet again",
            checks: &[Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "new Cloud PCs; sessions; sign-in",
            source: "Azure network security groups; Network requirements of Windows 365",
        },
        /// A virtual network loses its way to the Internet.
        OutboundClosed "outboundClosed" {
            /// Which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} has no way to the Internet",
            repaired: "{vnet} has a way to the Internet again",
            checks: &[Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "new Cloud PCs; sessions; sign-in",
            source: "Network requirements of Windows 365",
        },
        /// A firewall blocks UDP: STUN, TURN, or both.
        UdpBlocked "udpBlocked" {
            /// On which virtual network.
            vnet "vnet": VnetId,
            /// Which way.
            way "way": UdpBlock,
        } => {
            about: None,
            struck: "{vnet} blocks UDP",
            repaired: "{vnet} lets UDP through again",
            checks: &[Check::Udp],
            keeps_out: false,
            also: "the quality of sessions",
            source: "Azure network connection health checks",
        },
        /// A firewall closes the ports of Active Directory.
        AdPortsBlocked "adPortsBlocked" {
            /// On which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} blocks the ports of Active Directory",
            repaired: "{vnet} opens the ports of Active Directory again",
            checks: &[Check::DomainJoin],
            keeps_out: true,
            also: "sign-in of hybrid Cloud PCs",
            source: "Microsoft Graph, health check error types 209",
        },
        /// A virtual network cannot be used.
        VnetBroken "vnetBroken" {
            /// Which virtual network.
            vnet "vnet": VnetId,
            /// How.
            how "how": VnetState [.after(1)],
        } => {
            about: None,
            struck: "{vnet} cannot be used",
            repaired: "{vnet} can be used again",
            checks: &[Check::VnetReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types 508, 511",
        },
        /// A virtual network uses other DNS servers.
        DnsServersChanged "dnsServersChanged" {
            /// Which virtual network.
            vnet "vnet": VnetId,
            /// Which ones; left out: Azure's own.
            dns "dns": Vec<ControllerId> [.entries(0, 20)],
        } => {
            about: None,
            struck: "{vnet} uses other DNS servers",
            repaired: "{vnet} uses its DNS servers again",
            checks: &[Check::Dns, Check::Endpoints, Check::Localization, Check::Udp],
            keeps_out: true,
            also: "new Cloud PCs; sessions and sign-in",
            source: "Troubleshoot Azure network connections",
        },
        /// A subscription cannot be used.
        SubscriptionBroken "subscriptionBroken" {
            /// Which subscription.
            subscription "subscription": SubscriptionId,
            /// How.
            how "how": SubscriptionState [.after(1)],
        } => {
            about: None,
            struck: "Subscription {subscription} cannot be used",
            repaired: "Subscription {subscription} can be used again",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types 501, 503 to 505",
        },
        /// An Azure Policy forbids what Windows 365 makes.
        AzurePolicyDenies "azurePolicyDenies" {
            /// On which subscription.
            subscription "subscription": SubscriptionId,
        } => {
            about: None,
            struck: "Subscription {subscription} has an Azure Policy that forbids what Windows 365 makes",
            repaired: "Subscription {subscription} allows what Windows 365 makes again",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Provisioning errors",
        },
        /// The resource providers of a subscription are not registered.
        RegistrationMissing "registrationMissing" {
            /// Of which.
            subscription "subscription": SubscriptionId,
        } => {
            about: None,
            struck: "Subscription {subscription} lost the registration of its resource providers",
            repaired: "Subscription {subscription} has its resource providers registered again",
            checks: &[Check::VnetReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types beta",
        },
        /// Windows 365 loses Reader on a subscription.
        SubscriptionRoleRemoved "subscriptionRoleRemoved" {
            /// Which subscription.
            subscription "subscription": SubscriptionId,
        } => {
            about: None,
            struck: "Subscription {subscription} no longer gives Windows 365 the Reader role",
            repaired: "Subscription {subscription} gives Windows 365 the Reader role again",
            checks: &[Check::SubscriptionPermission],
            keeps_out: false,
            also: "",
            source: "Role-based access control in Windows 365",
        },
        /// A resource group cannot be used.
        ResourceGroupBroken "resourceGroupBroken" {
            /// Which resource group.
            resource_group "resourceGroup": ResourceGroupId,
            /// How.
            how "how": ResourceGroupState [.after(1)],
        } => {
            about: None,
            struck: "Resource group {resourceGroup} cannot be used",
            repaired: "Resource group {resourceGroup} can be used again",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Microsoft Graph, health check error types 507, 510",
        },
        /// A resource group is locked. Who removes the lock removes what it kept.
        ResourceGroupLocked "resourceGroupLocked" {
            /// Which resource group.
            resource_group "resourceGroup": ResourceGroupId,
            /// What the lock forbids.
            lock "lock": Lock [.after(1)],
        } => {
            about: None,
            struck: "Resource group {resourceGroup} is locked",
            repaired: "Resource group {resourceGroup} has no lock any more",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "clean-up of network interfaces",
            source: "Troubleshoot Azure network connections",
        },
        /// A subscription is locked, and with it all its resource groups.
        SubscriptionLocked "subscriptionLocked" {
            /// Which subscription.
            subscription "subscription": SubscriptionId,
            /// What the lock forbids.
            lock "lock": Lock [.after(1)],
        } => {
            about: None,
            struck: "Subscription {subscription} is locked",
            repaired: "Subscription {subscription} has no lock any more",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "clean-up of network interfaces",
            source: "Lock your Azure resources",
        },
        /// A virtual network is locked.
        VnetLocked "vnetLocked" {
            /// Which virtual network.
            vnet "vnet": VnetId,
            /// What the lock forbids.
            lock "lock": Lock [.after(1)],
        } => {
            about: None,
            struck: "{vnet} is locked",
            repaired: "{vnet} has no lock any more",
            checks: &[Check::VnetReadiness],
            keeps_out: false,
            also: "new Cloud PCs, where it is read-only",
            source: "Lock your Azure resources",
        },
        /// The deployment history of a resource group is full.
        DeploymentHistoryFull "deploymentHistoryFull" {
            /// Of which.
            resource_group "resourceGroup": ResourceGroupId,
        } => {
            about: None,
            struck: "Resource group {resourceGroup} has a full deployment history",
            repaired: "Resource group {resourceGroup} has room in its deployment history again",
            checks: &[Check::TenantReadiness],
            keeps_out: false,
            also: "",
            source: "Microsoft Graph, health check error types 519",
        },
        /// Windows 365 loses its role on a resource group.
        ResourceGroupRoleRemoved "resourceGroupRoleRemoved" {
            /// Which resource group.
            resource_group "resourceGroup": ResourceGroupId,
        } => {
            about: None,
            struck: "Resource group {resourceGroup} no longer lets Windows 365 make network interfaces",
            repaired: "Resource group {resourceGroup} lets Windows 365 make network interfaces again",
            checks: &[Check::ResourceGroupPermission],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Role-based access control in Windows 365",
        },
        /// Windows 365 loses its role on a virtual network.
        VnetRoleRemoved "vnetRoleRemoved" {
            /// Which virtual network.
            vnet "vnet": VnetId,
        } => {
            about: None,
            struck: "{vnet} no longer lets Windows 365 join its subnets",
            repaired: "{vnet} lets Windows 365 join its subnets again",
            checks: &[Check::VnetPermission],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Role-based access control in Windows 365",
        },
        /// Somebody changes the password of the join account in the directory.
        PasswordChanged "passwordChanged" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} has a new password for its join account",
            repaired: "{domain} has the old password for its join account again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Azure network connection domain credentials",
        },
        /// The password of the join account expires.
        PasswordExpired "passwordExpired" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} let the password of its join account expire",
            repaired: "{domain} made the expired password of its join account valid again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Azure network connection domain credentials",
        },
        /// The join account is locked.
        AccountLocked "accountLocked" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} locked its join account",
            repaired: "{domain} unlocked its join account",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Azure network connection domain credentials",
        },
        /// The join account may no longer create computer objects.
        JoinRightRemoved "joinRightRemoved" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} no longer lets its join account create computers",
            repaired: "{domain} lets its join account create computers again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Microsoft Graph, health check error types 205",
        },
        /// The join account may join ten more computers only: the right to create them is no longer delegated.
        DelegationRemoved "delegationRemoved" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} lets its join account join ten computers only",
            repaired: "{domain} lets its join account join any number of computers again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Troubleshoot Azure network connections",
        },
        /// An organizational unit is deleted.
        OrganizationalUnitRemoved "organizationalUnitRemoved" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Which, as a distinguished name.
            unit "unit": Name,
        } => {
            about: None,
            struck: "{domain} lost an organizational unit",
            repaired: "{domain} has its organizational units again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Microsoft Graph, health check error types 202",
        },
        /// Somebody moves the computer object of the trial join out of its organizational unit.
        ComputerMoved "computerMoved" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} has the computer of the trial join outside its organizational unit",
            repaired: "{domain} has the computer of the trial join in its organizational unit again",
            checks: &[Check::DomainJoin],
            keeps_out: false,
            also: "",
            source: "Microsoft Graph, health check error types 204",
        },
        /// The DNS zone of a domain loses its service records.
        ServiceRecordsMissing "serviceRecordsMissing" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} lost its service records in DNS",
            repaired: "{domain} has its service records in DNS again",
            checks: &[Check::Dns],
            keeps_out: true,
            also: "domain join; sign-in of hybrid Cloud PCs",
            source: "Troubleshoot Azure network connections",
        },
        /// The Kerberos server object is deleted.
        KerberosServerRemoved "kerberosServerRemoved" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} has no Kerberos server object any more",
            repaired: "{domain} has a Kerberos server object again",
            checks: &[Check::SingleSignOn],
            keeps_out: false,
            also: "a password prompt at sign-in",
            source: "Configure single sign-on",
        },
        /// The organizational units leave the scope of Microsoft Entra Connect.
        SyncScopeChanged "syncScopeChanged" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} is out of the scope of Microsoft Entra Connect",
            repaired: "{domain} is in the scope of Microsoft Entra Connect again",
            checks: &[Check::DeviceSync],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Azure network connection health checks",
        },
        /// The service connection point of the forest is missing.
        ConnectionPointMissing "connectionPointMissing" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
        } => {
            about: None,
            struck: "{domain} lost its service connection point",
            repaired: "{domain} has its service connection point again",
            checks: &[Check::DeviceSync],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Azure network connection health checks",
        },
        /// Microsoft Entra Connect is off.
        ConnectOff "connectOff" {
        } => {
            about: Some(Entity::EntraId),
            struck: "Microsoft Entra ID gets no devices: Microsoft Entra Connect is off",
            repaired: "Microsoft Entra ID gets devices again: Microsoft Entra Connect is on",
            checks: &[Check::DeviceSync],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Microsoft Graph, health check error types 402",
        },
        /// Microsoft Entra Connect synchronizes less often.
        SyncSlow "syncSlow" {
            /// How often.
            interval "interval": i64 [.duration()],
        } => {
            about: Some(Entity::EntraId),
            struck: "Microsoft Entra ID gets devices more slowly",
            repaired: "Microsoft Entra ID gets devices as before",
            checks: &[Check::DeviceSync],
            keeps_out: false,
            also: "new hybrid Cloud PCs",
            source: "Microsoft Graph, health check error types 401, 403",
        },
        /// Conditional Access blocks the sign-ins of a group.
        AccessBlocked "accessBlocked" {
            /// Which group.
            group "group": GroupId,
            /// At which door; left out: at all of them.
            door "door": Option<AccessDoor>,
        } => {
            about: None,
            struck: "Group {group} is blocked by Conditional Access",
            repaired: "Group {group} is let in by Conditional Access again",
            checks: &[],
            keeps_out: true,
            also: "sign-in, before any network is asked; at the door of Windows Cloud Login in the session, with single sign-on only",
            source: "Identity and authentication",
        },
        /// Per-user multifactor authentication is on for somebody.
        PerUserMfa "perUserMfa" {
            /// For whom.
            user "user": UserId,
        } => {
            about: None,
            struck: "{user} has per-user multifactor authentication",
            repaired: "{user} has no per-user multifactor authentication any more",
            checks: &[],
            keeps_out: true,
            also: "the session of a Microsoft Entra joined Cloud PC without single sign-on",
            source: "Connection errors",
        },
        /// What somebody connects with does not come through: after an update, or because of a tunnel on the device.
        ClientFails "clientFails" {
            /// Whose.
            user "user": UserId,
            /// The app alone, or every client of the device.
            client "client": ClientTrouble,
        } => {
            about: None,
            struck: "{user} has a client that does not connect",
            repaired: "{user} has a client that connects again",
            checks: &[],
            keeps_out: true,
            also: "sign-in of that user, on the device",
            source: "Connection errors",
        },
        /// The same of a whole group: an update or a tunnel that everybody got.
        ClientsFail "clientsFail" {
            /// Of which group.
            group "group": GroupId,
            /// The app alone, or every client of their devices.
            client "client": ClientTrouble,
        } => {
            about: None,
            struck: "Group {group} has clients that do not connect",
            repaired: "Group {group} has clients that connect again",
            checks: &[],
            keeps_out: true,
            also: "sign-in of that group, on the devices",
            source: "Connection errors",
        },
        /// The gateway does not answer: the service is out.
        GatewayDown "gatewayDown" {
            /// For Cloud PCs of which geography; left out: everywhere.
            geography "geography": Option<Geography>,
        } => {
            about: Some(Entity::Service),
            struck: "Windows 365 has a gateway that does not answer",
            repaired: "Windows 365 has its gateway back",
            checks: &[],
            keeps_out: true,
            also: "every sign-in to a Cloud PC there",
            source: "Connection errors",
        },
        /// A group policy forbids remote sessions to the computers of an organizational unit.
        SessionsForbiddenInUnit "sessionsForbiddenInUnit" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// In which unit, and in those below it, as a distinguished name.
            unit "unit": Name,
        } => {
            about: None,
            struck: "{domain} forbids remote sessions in an organizational unit",
            repaired: "{domain} allows remote sessions again",
            checks: &[],
            keeps_out: true,
            also: "sessions to the Cloud PCs of that unit; their connectivity",
            source: "Connection errors",
        },
        /// A configuration profile of Intune forbids remote sessions to the Cloud PCs of a group.
        SessionsForbiddenByIntune "sessionsForbiddenByIntune" {
            /// Whose Cloud PCs.
            group "group": GroupId,
        } => {
            about: None,
            struck: "Group {group} has Cloud PCs to which Intune forbids remote sessions",
            repaired: "Group {group} has Cloud PCs to which Intune allows remote sessions again",
            checks: &[],
            keeps_out: true,
            also: "sessions to these Cloud PCs; their connectivity",
            source: "Connection errors",
        },
        /// The device object of a Cloud PC in Intune is deleted.
        ManagedObjectGone "managedObjectGone" {
            /// Whose.
            user "user": UserId,
        } => {
            about: None,
            struck: "The Cloud PC of {user} is not in Intune any more",
            repaired: "The Cloud PC of {user} is enrolled in Intune again",
            checks: &[],
            keeps_out: false,
            also: "its resize",
            source: "Resize a Cloud PC; Delete devices in Intune",
        },
        /// The device object of a Cloud PC in Microsoft Entra ID is disabled or deleted.
        DeviceObjectGone "deviceObjectGone" {
            /// Whose Cloud PC.
            user "user": UserId,
        } => {
            about: None,
            struck: "{user} has a Cloud PC whose device object in Microsoft Entra ID is disabled or deleted",
            repaired: "{user} has a Cloud PC whose device object in Microsoft Entra ID is there again",
            checks: &[],
            keeps_out: true,
            also: "sign-in to a Microsoft Entra joined Cloud PC",
            source: "Manage device identities in Microsoft Entra ID",
        },
        /// Windows 365 cannot read the restrictions of Intune.
        IntuneRoleRemoved "intuneRoleRemoved" {
        } => {
            about: Some(Entity::Intune),
            struck: "Intune no longer lets Windows 365 read its restrictions",
            repaired: "Intune lets Windows 365 read its restrictions again",
            checks: &[Check::IntuneEnrollment],
            keeps_out: false,
            also: "",
            source: "Microsoft Graph, health check error types 516",
        },
        /// A platform restriction of Intune keeps Windows devices out.
        EnrollmentRestricted "enrollmentRestricted" {
            /// Which one.
            restriction "restriction": Restriction [.after(1)],
        } => {
            about: Some(Entity::Intune),
            struck: "Intune has a {restriction} restriction for Windows devices",
            repaired: "Intune lets Windows devices enroll again",
            checks: &[Check::IntuneEnrollment],
            keeps_out: false,
            also: "new Cloud PCs",
            source: "Requirements for Windows 365",
        },
        /// Policies keep PowerShell scripts from running.
        ScriptsRestricted "scriptsRestricted" {
            /// How.
            scripts "scripts": ScriptPolicy [.after(1)],
        } => {
            about: Some(Entity::Intune),
            struck: "Intune keeps PowerShell scripts from running",
            repaired: "Intune lets PowerShell scripts run again",
            checks: &[Check::Environment],
            keeps_out: false,
            also: "the set-up of new Cloud PCs",
            source: "Known issues of Windows 365",
        },
        /// Temporary virtual machines cannot be deployed.
        DeploymentFails "deploymentFails" {
            /// How.
            how "how": Deployment [.after(1)],
        } => {
            about: Some(Entity::Service),
            struck: "Windows 365 cannot deploy temporary virtual machines",
            repaired: "Windows 365 deploys temporary virtual machines again",
            checks: &[Check::Environment],
            keeps_out: false,
            also: "",
            source: "Microsoft Graph, health check error types 900, 901",
        },
        /// The service itself fails a health check.
        CheckFails "checkFails" {
            /// Which.
            check "check": Check,
            /// How.
            how "how": ServiceFailure,
        } => {
            about: Some(Entity::Service),
            struck: "Windows 365 fails a health check",
            repaired: "Windows 365 runs the health check again",
            checks: ALL_CHECKS,
            keeps_out: false,
            also: "",
            source: "A modelling choice",
        },
        /// The apps of device preparation are not installed.
        PreparationStuck "preparationStuck" {
        } => {
            about: Some(Entity::Intune),
            struck: "Intune does not install the apps of device preparation",
            repaired: "Intune installs the apps of device preparation again",
            checks: &[],
            keeps_out: false,
            also: "new Cloud PCs of policies with device preparation",
            source: "What's new, May 2026",
        },
        /// A step of setting up Windows fails.
        SetupFails "setupFails" {
            /// Which.
            step "step": SetupStep [.after(1)],
        } => {
            about: Some(Entity::Service),
            struck: "Windows 365 fails a step of setting up Windows",
            repaired: "Windows 365 sets up Windows again",
            checks: &[],
            keeps_out: false,
            also: "new Cloud PCs: provisioned with warnings",
            source: "Provisioning errors",
        },
        /// The domain no longer trusts the computer account of a Cloud PC.
        TrustBroken "trustBroken" {
            /// Whose Cloud PC.
            user "user": UserId,
        } => {
            about: None,
            struck: "{user} has a Cloud PC that the domain does not trust",
            repaired: "{user} has a Cloud PC that the domain trusts again",
            checks: &[],
            keeps_out: true,
            also: "sign-in of that user; the connectivity of the Cloud PC",
            source: "Health checks of a Cloud PC's connectivity",
        },
        /// An agent on a Cloud PC, of a security product for example, keeps sessions out.
        AgentInTheWay "agentInTheWay" {
            /// Whose Cloud PC.
            user "user": UserId,
        } => {
            about: None,
            struck: "{user} has a Cloud PC on which an agent keeps sessions out",
            repaired: "{user} has a Cloud PC that lets sessions in again",
            checks: &[],
            keeps_out: true,
            also: "sign-in of that user; the connectivity of the Cloud PC",
            source: "Connection errors",
        },
        /// A network resource does not answer.
        ResourceDown "resourceDown" {
            /// Which network resource.
            resource "resource": ResourceId,
        } => {
            about: None,
            struck: "Network resource {resource} does not answer",
            repaired: "Network resource {resource} answers again",
            checks: &[],
            keeps_out: false,
            also: "whoever needs it",
            source: "A modelling choice",
        },
    }
}

impl Fault {
    /// What breaks.
    pub fn subject(&self) -> Entity {
        let fixed = self.entry().about;
        fixed.or_else(|| declaration::first_thing(&self.values())).unwrap_or(Entity::Service)
    }

    /// The fault's canonical fields besides its subject.
    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        out.text(self.name());
        let subject = FieldValue::Thing(self.subject());
        for (field, value) in self.declaration().fields.iter().zip(self.values()) {
            if value != subject {
                declaration::write(field, &value, world, out);
            }
        }
    }
}
