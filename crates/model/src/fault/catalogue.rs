//! What is said of each fault, and what it is about.

use super::Fault;
use crate::domain::check_catalogue::CHECKS;
use crate::domain::{Check, Entity, World};
use crate::kernel::Canonical;

/// What the catalogue says of a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FaultEntry {
    /// Its name in files.
    pub name: &'static str,
    /// What happens, in words that follow the name of what breaks.
    pub title: &'static str,
    /// What its repair is called, likewise.
    pub repair_title: &'static str,
    /// The health checks that can find it, in their order: a test strikes it and sees.
    pub checks: &'static [Check],
    /// Who else notices; may be empty.
    pub also: &'static str,
    /// Where it is written that it happens.
    pub source: &'static str,
}

const fn entry(
    name: &'static str,
    title: &'static str,
    repair_title: &'static str,
    checks: &'static [Check],
    also: &'static str,
    source: &'static str,
) -> FaultEntry {
    FaultEntry { name, title, repair_title, checks, also, source }
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

/// All faults, in the order of [`Fault`].
pub const FAULTS: [FaultEntry; 45] = [
    entry(
        "linkDown",
        "is down",
        "is up again",
        &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
        "sessions and sign-in, where DNS or the domain stands behind it; network resources on-premises",
        "Overview, User sign-in",
    ),
    entry(
        "peeringDown",
        "is down",
        "is up again",
        &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
        "whatever stands in the other network, or behind its links",
        "Troubleshoot Azure network connections",
    ),
    entry(
        "controllerDown",
        "does not answer",
        "answers again",
        &[Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization, Check::Udp],
        "sessions and sign-in, where no other one answers",
        "Overview, User sign-in",
    ),
    entry(
        "entraIdDown",
        "does not answer",
        "answers again",
        &[Check::DeviceSync, Check::Endpoints],
        "every sign-in; every new Cloud PC",
        "Overview, User sign-in",
    ),
    entry(
        "regionTaken",
        "is filled by other tenants",
        "has its capacity back",
        &[],
        "the choice of a connection",
        "Overview, Alternate ANCs",
    ),
    entry(
        "regionUnsupported",
        "is no longer supported by Windows 365",
        "is supported by Windows 365 again",
        &[Check::VnetReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types 506",
    ),
    entry(
        "addressesTaken",
        "has its addresses used by other machines",
        "has its addresses back",
        &[Check::SubnetAddresses],
        "the choice of a connection",
        "Microsoft Graph, health check error types 500",
    ),
    entry(
        "subnetBroken",
        "cannot be used",
        "can be used again",
        &[Check::VnetReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types 509, 512, 513",
    ),
    entry(
        "endpointsBlocked",
        "blocks required endpoints",
        "lets required endpoints through again",
        &[Check::Endpoints, Check::Localization],
        "new Cloud PCs; sessions; sign-in",
        "Network requirements of Windows 365",
    ),
    entry(
        "outboundClosed",
        "has no way to the Internet",
        "has a way to the Internet again",
        &[Check::Endpoints, Check::Localization, Check::Udp],
        "new Cloud PCs; sessions; sign-in",
        "Network requirements of Windows 365",
    ),
    entry(
        "udpBlocked",
        "blocks UDP",
        "lets UDP through again",
        &[Check::Udp],
        "the quality of sessions",
        "Azure network connection health checks",
    ),
    entry(
        "adPortsBlocked",
        "blocks the ports of Active Directory",
        "opens the ports of Active Directory again",
        &[Check::DomainJoin],
        "sign-in of hybrid Cloud PCs",
        "Microsoft Graph, health check error types 209",
    ),
    entry(
        "vnetBroken",
        "cannot be used",
        "can be used again",
        &[Check::VnetReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types 508, 511",
    ),
    entry(
        "dnsServersChanged",
        "uses other DNS servers",
        "uses its DNS servers again",
        &[Check::Dns, Check::Endpoints, Check::Localization, Check::Udp],
        "new Cloud PCs; sessions and sign-in",
        "Troubleshoot Azure network connections",
    ),
    entry(
        "subscriptionBroken",
        "cannot be used",
        "can be used again",
        &[Check::TenantReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types 501, 503 to 505",
    ),
    entry(
        "azurePolicyDenies",
        "has an Azure Policy that forbids what Windows 365 makes",
        "allows what Windows 365 makes again",
        &[Check::TenantReadiness],
        "new Cloud PCs",
        "Provisioning errors",
    ),
    entry(
        "registrationMissing",
        "lost the registration of its resource providers",
        "has its resource providers registered again",
        &[Check::VnetReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types beta",
    ),
    entry(
        "subscriptionRoleRemoved",
        "no longer gives Windows 365 the Reader role",
        "gives Windows 365 the Reader role again",
        &[Check::SubscriptionPermission],
        "",
        "Role-based access control in Windows 365",
    ),
    entry(
        "resourceGroupBroken",
        "cannot be used",
        "can be used again",
        &[Check::TenantReadiness],
        "new Cloud PCs",
        "Microsoft Graph, health check error types 507, 510",
    ),
    entry(
        "resourceGroupLocked",
        "is locked",
        "has no lock any more",
        &[Check::TenantReadiness],
        "clean-up of network interfaces",
        "Troubleshoot Azure network connections",
    ),
    entry(
        "deploymentHistoryFull",
        "has a full deployment history",
        "has room in its deployment history again",
        &[Check::TenantReadiness],
        "",
        "Microsoft Graph, health check error types 519",
    ),
    entry(
        "resourceGroupRoleRemoved",
        "no longer lets Windows 365 make network interfaces",
        "lets Windows 365 make network interfaces again",
        &[Check::ResourceGroupPermission],
        "new Cloud PCs",
        "Role-based access control in Windows 365",
    ),
    entry(
        "vnetRoleRemoved",
        "no longer lets Windows 365 join its subnets",
        "lets Windows 365 join its subnets again",
        &[Check::VnetPermission],
        "new Cloud PCs",
        "Role-based access control in Windows 365",
    ),
    entry(
        "passwordChanged",
        "has a new password for its join account",
        "has the old password for its join account again",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Azure network connection domain credentials",
    ),
    entry(
        "passwordExpired",
        "let the password of its join account expire",
        "made the expired password of its join account valid again",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Azure network connection domain credentials",
    ),
    entry(
        "accountLocked",
        "locked its join account",
        "unlocked its join account",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Azure network connection domain credentials",
    ),
    entry(
        "joinRightRemoved",
        "no longer lets its join account create computers",
        "lets its join account create computers again",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Microsoft Graph, health check error types 205",
    ),
    entry(
        "delegationRemoved",
        "lets its join account join ten computers only",
        "lets its join account join any number of computers again",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Troubleshoot Azure network connections",
    ),
    entry(
        "organizationalUnitRemoved",
        "lost an organizational unit",
        "has its organizational units again",
        &[Check::DomainJoin],
        "new hybrid Cloud PCs",
        "Microsoft Graph, health check error types 202",
    ),
    entry(
        "computerMoved",
        "has the computer of the trial join outside its organizational unit",
        "has the computer of the trial join in its organizational unit again",
        &[Check::DomainJoin],
        "",
        "Microsoft Graph, health check error types 204",
    ),
    entry(
        "serviceRecordsMissing",
        "lost its service records in DNS",
        "has its service records in DNS again",
        &[Check::Dns],
        "domain join; sign-in of hybrid Cloud PCs",
        "Troubleshoot Azure network connections",
    ),
    entry(
        "kerberosServerRemoved",
        "has no Kerberos server object any more",
        "has a Kerberos server object again",
        &[Check::SingleSignOn],
        "a password prompt at sign-in",
        "Configure single sign-on",
    ),
    entry(
        "syncScopeChanged",
        "is out of the scope of Microsoft Entra Connect",
        "is in the scope of Microsoft Entra Connect again",
        &[Check::DeviceSync],
        "new hybrid Cloud PCs",
        "Azure network connection health checks",
    ),
    entry(
        "connectionPointMissing",
        "lost its service connection point",
        "has its service connection point again",
        &[Check::DeviceSync],
        "new hybrid Cloud PCs",
        "Azure network connection health checks",
    ),
    entry(
        "connectOff",
        "gets no devices: Microsoft Entra Connect is off",
        "gets devices again: Microsoft Entra Connect is on",
        &[Check::DeviceSync],
        "new hybrid Cloud PCs",
        "Microsoft Graph, health check error types 402",
    ),
    entry(
        "syncSlow",
        "gets devices more slowly",
        "gets devices as before",
        &[Check::DeviceSync],
        "new hybrid Cloud PCs",
        "Microsoft Graph, health check error types 401, 403",
    ),
    entry(
        "accessBlocked",
        "is blocked by Conditional Access",
        "is let in by Conditional Access again",
        &[],
        "sign-in, before any network is asked",
        "Identity and authentication",
    ),
    entry(
        "intuneRoleRemoved",
        "no longer lets Windows 365 read its restrictions",
        "lets Windows 365 read its restrictions again",
        &[Check::IntuneEnrollment],
        "",
        "Microsoft Graph, health check error types 516",
    ),
    entry(
        "enrollmentRestricted",
        "keeps Windows devices from enrolling",
        "lets Windows devices enroll again",
        &[Check::IntuneEnrollment],
        "new Cloud PCs",
        "Requirements for Windows 365",
    ),
    entry(
        "scriptsRestricted",
        "keeps PowerShell scripts from running",
        "lets PowerShell scripts run again",
        &[Check::Environment],
        "the set-up of new Cloud PCs",
        "Known issues of Windows 365",
    ),
    entry(
        "deploymentFails",
        "cannot deploy temporary virtual machines",
        "deploys temporary virtual machines again",
        &[Check::Environment],
        "",
        "Microsoft Graph, health check error types 900, 901",
    ),
    entry(
        "checkFails",
        "fails a health check",
        "runs the health check again",
        ALL_CHECKS,
        "",
        "A modelling choice",
    ),
    entry(
        "setupFails",
        "fails a step of setting up Windows",
        "sets up Windows again",
        &[],
        "new Cloud PCs: provisioned with warnings",
        "Provisioning errors",
    ),
    entry(
        "trustBroken",
        "has a Cloud PC that the domain does not trust",
        "has a Cloud PC that the domain trusts again",
        &[],
        "sign-in of that user; the connectivity of the Cloud PC",
        "Health checks of a Cloud PC's connectivity",
    ),
    entry("resourceDown", "does not answer", "answers again", &[], "whoever needs it", "A modelling choice"),
];

impl Fault {
    /// What the catalogue says of it.
    pub const fn entry(&self) -> &'static FaultEntry {
        &FAULTS[self.position()]
    }

    const fn position(&self) -> usize {
        match self {
            Self::LinkDown(_) => 0,
            Self::PeeringDown(_) => 1,
            Self::ControllerDown(_) => 2,
            Self::EntraIdDown => 3,
            Self::RegionTaken(..) => 4,
            Self::RegionUnsupported(_) => 5,
            Self::AddressesTaken(..) => 6,
            Self::SubnetBroken(..) => 7,
            Self::EndpointsBlocked(..) => 8,
            Self::OutboundClosed(_) => 9,
            Self::UdpBlocked(..) => 10,
            Self::AdPortsBlocked(_) => 11,
            Self::VnetBroken(..) => 12,
            Self::DnsServersChanged(..) => 13,
            Self::SubscriptionBroken(..) => 14,
            Self::AzurePolicyDenies(_) => 15,
            Self::RegistrationMissing(_) => 16,
            Self::SubscriptionRoleRemoved(_) => 17,
            Self::ResourceGroupBroken(..) => 18,
            Self::ResourceGroupLocked(..) => 19,
            Self::DeploymentHistoryFull(_) => 20,
            Self::ResourceGroupRoleRemoved(_) => 21,
            Self::VnetRoleRemoved(_) => 22,
            Self::PasswordChanged(_) => 23,
            Self::PasswordExpired(_) => 24,
            Self::AccountLocked(_) => 25,
            Self::JoinRightRemoved(_) => 26,
            Self::DelegationRemoved(_) => 27,
            Self::OrganizationalUnitRemoved(..) => 28,
            Self::ComputerMoved(_) => 29,
            Self::ServiceRecordsMissing(_) => 30,
            Self::KerberosServerRemoved(_) => 31,
            Self::SyncScopeChanged(_) => 32,
            Self::ConnectionPointMissing(_) => 33,
            Self::ConnectOff => 34,
            Self::SyncSlow(_) => 35,
            Self::AccessBlocked(_) => 36,
            Self::IntuneRoleRemoved => 37,
            Self::EnrollmentRestricted(_) => 38,
            Self::ScriptsRestricted(_) => 39,
            Self::DeploymentFails(_) => 40,
            Self::CheckFails(..) => 41,
            Self::SetupFails(_) => 42,
            Self::TrustBroken(_) => 43,
            Self::ResourceDown(_) => 44,
        }
    }

    /// What breaks.
    pub const fn subject(&self) -> Entity {
        match *self {
            Self::LinkDown(id) => Entity::Link(id),
            Self::PeeringDown(id) => Entity::Peering(id),
            Self::ControllerDown(id) => Entity::Controller(id),
            Self::EntraIdDown | Self::ConnectOff | Self::SyncSlow(_) => Entity::EntraId,
            Self::RegionTaken(id, _) | Self::RegionUnsupported(id) => Entity::Region(id),
            Self::AddressesTaken(id, _) | Self::SubnetBroken(id, _) => Entity::Subnet(id),
            Self::EndpointsBlocked(id, _)
            | Self::OutboundClosed(id)
            | Self::UdpBlocked(id, _)
            | Self::AdPortsBlocked(id)
            | Self::VnetBroken(id, _)
            | Self::DnsServersChanged(id, _)
            | Self::VnetRoleRemoved(id) => Entity::Vnet(id),
            Self::SubscriptionBroken(id, _)
            | Self::AzurePolicyDenies(id)
            | Self::RegistrationMissing(id)
            | Self::SubscriptionRoleRemoved(id) => Entity::Subscription(id),
            Self::ResourceGroupBroken(id, _)
            | Self::ResourceGroupLocked(id, _)
            | Self::DeploymentHistoryFull(id)
            | Self::ResourceGroupRoleRemoved(id) => Entity::ResourceGroup(id),
            Self::PasswordChanged(id)
            | Self::PasswordExpired(id)
            | Self::AccountLocked(id)
            | Self::JoinRightRemoved(id)
            | Self::DelegationRemoved(id)
            | Self::OrganizationalUnitRemoved(id, _)
            | Self::ComputerMoved(id)
            | Self::ServiceRecordsMissing(id)
            | Self::KerberosServerRemoved(id)
            | Self::SyncScopeChanged(id)
            | Self::ConnectionPointMissing(id) => Entity::Domain(id),
            Self::AccessBlocked(id) => Entity::Group(id),
            Self::IntuneRoleRemoved | Self::EnrollmentRestricted(_) | Self::ScriptsRestricted(_) => {
                Entity::Intune
            }
            Self::DeploymentFails(_) | Self::CheckFails(..) | Self::SetupFails(_) => Entity::Service,
            Self::TrustBroken(id) => Entity::User(id),
            Self::ResourceDown(id) => Entity::Resource(id),
        }
    }

    /// The fault's canonical fields besides its subject.
    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        out.text(self.entry().name);
        match self {
            Self::RegionTaken(_, count) | Self::AddressesTaken(_, count) => {
                out.number(count.map_or(-1, i64::from));
            }
            Self::EndpointsBlocked(_, service) => out.text(service.name()),
            Self::DnsServersChanged(_, servers) => {
                for &server in servers {
                    out.text(world.name(Entity::Controller(server)));
                }
            }
            Self::SubnetBroken(_, state) => out.text(state.name()),
            Self::VnetBroken(_, state) => out.text(state.name()),
            Self::UdpBlocked(_, which) => out.text(which.name()),
            Self::SubscriptionBroken(_, state) => out.text(state.name()),
            Self::ResourceGroupBroken(_, state) => out.text(state.name()),
            Self::ResourceGroupLocked(_, lock) => out.text(lock.name()),
            Self::OrganizationalUnitRemoved(_, unit) => out.text(unit),
            Self::SyncSlow(interval) => out.number(*interval),
            Self::EnrollmentRestricted(restriction) => out.text(restriction.name()),
            Self::ScriptsRestricted(scripts) => out.text(scripts.name()),
            Self::DeploymentFails(deployment) => out.text(deployment.name()),
            Self::CheckFails(check, how) => {
                out.text(check.entry().name);
                out.text(how.name());
            }
            Self::SetupFails(step) => out.text(step.name()),
            _ => {}
        }
    }
}
