//! What each check sees: functions of the world and the connection, never set by hand.

use crate::domain::endpoint::EndpointService;
use crate::domain::{
    Check, CheckResult, CheckRun, ConnectionId, ConnectionSettings, ErrorType, Instant, RecordKey,
    SignInProblem, Verdict, VnetId, World,
};
use crate::health::catalogue::{Group, Severity, VM_NEEDS};
use crate::path;

/// What a check found wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which error.
    pub error: ErrorType,
    /// What made the world so.
    pub because: Vec<RecordKey>,
    /// Failing targets in the form `host:port;`, or names of what is concerned.
    pub detail: String,
}

impl Finding {
    fn new(error: ErrorType, because: impl Into<Vec<RecordKey>>, detail: impl Into<String>) -> Self {
        Self { error, because: because.into(), detail: detail.into() }
    }
}

/// One check looks at the world, at its instant within a run.
pub fn look(
    world: &World,
    connection: ConnectionId,
    run: &CheckRun,
    check: Check,
    now: Instant,
) -> CheckResult {
    let entry = check.entry();
    let vm_needs = if entry.group == Group::VirtualMachine { &VM_NEEDS[..] } else { &[] };
    let stopped_by = vm_needs
        .iter()
        .chain(entry.needs)
        .filter_map(|&need| run.result(need))
        .find(|result| !matches!(result.verdict, Verdict::Passed | Verdict::Warning(_)));
    if let Some(stopper) = stopped_by {
        // A check that did not run itself points to the one that stopped it first.
        let first = match stopper.verdict {
            Verdict::NotRun(first) => first,
            _ => stopper.check,
        };
        let because = stopper.because.clone();
        return CheckResult {
            check,
            at: now,
            verdict: Verdict::NotRun(first),
            because,
            detail: String::new(),
        };
    }
    let of = &world.connections[connection];
    let settings = &*of.settings;
    let found = match check {
        Check::SubscriptionPermission => subscription_permission(world, settings),
        Check::ResourceGroupPermission => resource_group_permission(world, settings),
        Check::VnetPermission => vnet_permission(world, settings),
        Check::SubnetAddresses => subnet_addresses(world, settings, run.vm_address.is_some()),
        Check::Dns => dns(world, settings),
        Check::DomainJoin => domain_join(world, settings, of.password_version),
        Check::Endpoints => endpoints(world, world.vnet_of(settings.subnet)),
        Check::Localization => localization(world, world.vnet_of(settings.subnet)),
    };
    match found {
        Ok(()) => CheckResult {
            check,
            at: now,
            verdict: Verdict::Passed,
            because: Vec::new(),
            detail: String::new(),
        },
        Err(Finding { error, because, detail }) => {
            let verdict = match entry.severity {
                Severity::Required => Verdict::Error(error),
                Severity::Warning => Verdict::Warning(error),
            };
            CheckResult { check, at: now, verdict, because, detail }
        }
    }
}

fn subscription_permission(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let subscription = &world.subscriptions[world.vnets[world.vnet_of(settings.subnet)].subscription];
    if subscription.reader_role {
        return Ok(());
    }
    Err(Finding::new(
        ErrorType::NoSubscriptionReaderRole,
        [subscription.changed_by],
        subscription.name.as_str(),
    ))
}

/// Whether Windows 365 may make network interfaces. Provisioning asks it too.
pub fn resource_group_permission(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let group = &world.resource_groups[settings.resource_group];
    if group.network_interface_contributor_role {
        return Ok(());
    }
    Err(Finding::new(ErrorType::NoNetworkInterfaceContributorRole, [group.changed_by], group.name.as_str()))
}

/// Whether Windows 365 may join the subnets of the virtual network. Provisioning asks it too.
pub fn vnet_permission(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let vnet = &world.vnets[world.vnet_of(settings.subnet)];
    if vnet.network_user_role {
        return Ok(());
    }
    Err(Finding::new(ErrorType::NoNetworkUserRole, [vnet.roles_changed_by], vnet.name.as_str()))
}

/// The temporary VM holds an address from the start of the run: without one there was none.
fn subnet_addresses(world: &World, settings: &ConnectionSettings, has_vm: bool) -> Result<(), Finding> {
    if has_vm {
        return Ok(());
    }
    let subnet = &world.subnets[settings.subnet];
    Err(Finding::new(ErrorType::NoSubnetAddress, [subnet.changed_by], subnet.name.as_str()))
}

/// Whether a DNS server of the virtual network answers and knows the domain.
pub fn dns(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let Some(domain) = settings.domain else { return Ok(()) };
    let name = &world.domains[domain].name;
    let service_record = format!("_ldap._tcp.{name}");
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        return Err(Finding::new(ErrorType::DnsNameWithInvalidCharacter, [RecordKey::OPENED], name.as_str()));
    }
    let vnet = &world.vnets[world.vnet_of(settings.subnet)];
    let mut because = Vec::new();
    for &server in &vnet.dns_servers {
        match path::ask(world, settings.subnet, server) {
            Ok(_) if world.controllers[server].domain == domain => return Ok(()),
            Ok(_) => because.push(vnet.dns_changed_by),
            Err(obstacle) => because.push(obstacle.because),
        }
    }
    if because.is_empty() {
        because.push(vnet.dns_changed_by);
    }
    Err(Finding::new(ErrorType::DnsFqdnNotFound, because, service_record))
}

/// Whether a computer could join the domain with the stored credentials.
pub fn domain_join(
    world: &World,
    settings: &ConnectionSettings,
    password_version: u32,
) -> Result<(), Finding> {
    let Some(domain) = settings.domain else { return Ok(()) };
    let of = &world.domains[domain];
    if let Err(obstacle) = path::ask_any(world, settings.subnet, domain) {
        let error = match obstacle.problem {
            SignInProblem::ControllerDown => ErrorType::AdJoinServerNotOperational,
            _ => ErrorType::AdJoinFqdnNotFound,
        };
        let mut because = path::obstacles(world, settings.subnet, domain);
        because.push(obstacle.because);
        return Err(Finding::new(error, because, format!("{}:389;", of.name)));
    }
    if let Some(unit) = &settings.organizational_unit {
        if !is_distinguished_name(unit) {
            let error = ErrorType::AdJoinOrganizationalUnitIncorrectFormat;
            return Err(Finding::new(error, [RecordKey::OPENED], unit.as_str()));
        }
        if !of.organizational_units.iter().any(|known| known.eq_ignore_ascii_case(unit)) {
            let error = ErrorType::AdJoinOrganizationalUnitNotFound;
            return Err(Finding::new(error, [RecordKey::OPENED], unit.as_str()));
        }
    }
    let account = &of.join_account;
    let error = if account.locked {
        ErrorType::AdJoinAccountLockedOrDisabled
    } else if account.password_version != password_version {
        ErrorType::AdJoinIncorrectCredentials
    } else if account.expired {
        ErrorType::AdJoinCredentialsExpired
    } else if !account.may_join {
        ErrorType::AdJoinAccessDenied
    } else {
        return Ok(());
    };
    Err(Finding::new(error, [account.changed_by], account.name.as_str()))
}

/// `OU=…,DC=…`: parts of OU, CN or DC, the last one a DC. Source: facts.md §4.1.
fn is_distinguished_name(text: &str) -> bool {
    let part = |part: &str| {
        part.split_once('=').is_some_and(|(kind, value)| {
            !value.trim().is_empty()
                && ["OU", "CN", "DC"].iter().any(|known| kind.trim().eq_ignore_ascii_case(known))
        })
    };
    text.split(',').all(part)
        && text.rsplit(',').next().is_some_and(|last| last.trim().to_ascii_uppercase().starts_with("DC="))
}

/// Whether a service's endpoints answer from a virtual network: not blocked there, and not down.
pub fn reaches(world: &World, vnet: VnetId, service: EndpointService) -> Result<(), RecordKey> {
    let of = &world.vnets[vnet];
    if of.blocked.contains(&service) {
        Err(of.firewall_changed_by)
    } else if service == EndpointService::EntraId && !world.entra_id.up {
        Err(world.entra_id.changed_by)
    } else {
        Ok(())
    }
}

fn endpoints(world: &World, vnet: VnetId) -> Result<(), Finding> {
    const REQUIRED: [(EndpointService, ErrorType); 4] = [
        (EndpointService::Windows365, ErrorType::EndpointsWindows365),
        (EndpointService::AzureVirtualDesktop, ErrorType::EndpointsAzureVirtualDesktop),
        (EndpointService::Intune, ErrorType::EndpointsIntune),
        (EndpointService::EntraId, ErrorType::EndpointsEntraId),
    ];
    let mut finding: Option<Finding> = None;
    for (service, error) in REQUIRED {
        if let Err(because) = reaches(world, vnet, service) {
            let found = finding.get_or_insert_with(|| Finding::new(error, [], ""));
            found.because.push(because);
            found.detail.push_str(service.targets());
        }
    }
    finding.map_or(Ok(()), Err)
}

fn localization(world: &World, vnet: VnetId) -> Result<(), Finding> {
    let service = EndpointService::Localization;
    reaches(world, vnet, service)
        .map_err(|because| Finding::new(ErrorType::EndpointsLocalization, [because], service.targets()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organizational_unit_is_a_distinguished_name() {
        for good in ["OU=CloudPCs,DC=corp,DC=contoso,DC=com", "ou=a, ou=b, dc=c", "CN=Computers,DC=corp"] {
            assert!(is_distinguished_name(good), "{good}");
        }
        for bad in ["CloudPCs", "OU=CloudPCs", "OU=,DC=corp", "DC=corp,OU=x", "corp.contoso.com/CloudPCs", ""]
        {
            assert!(!is_distinguished_name(bad), "{bad}");
        }
    }
}
