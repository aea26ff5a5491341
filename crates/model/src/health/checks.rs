//! What each check sees: functions of the world and the connection, never set by hand.

mod configuration;

use crate::domain::check_catalogue::{CheckEntry, Group, Severity, VM_NEEDS};
use crate::domain::directory::SYNC_MAX;
use crate::domain::directory::{MACHINE_ACCOUNT_QUOTA, SYNC_GOOD};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    Check, CheckResult, CheckRun, ConnectionId, ConnectionSettings, Deployment, ErrorType, Instant, Offset,
    RecordKey, Rule, ScriptPolicy, ServiceFailure, SignInProblem, SubnetId, Verdict, World,
};
use crate::path::service::{Hindrance, Unreached};
use crate::path::{self, service};
pub use configuration::{resource_group_permission, tenant, vnet, vnet_permission};

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
pub fn perform(
    world: &World,
    connection: ConnectionId,
    run: &CheckRun,
    check: Check,
    now: Instant,
) -> CheckResult {
    let entry = check.entry();
    let result = |verdict, because, detail| CheckResult { check, at: now, verdict, because, detail };
    if let Some(stopper) = stopped_by(world, run, check) {
        // A check that did not run itself points to the one that stopped it first.
        let first = match stopper.verdict {
            Verdict::NotRun(first) => first,
            _ => stopper.check,
        };
        return result(Verdict::NotRun(first), stopper.because.clone(), String::new());
    }
    match service_failure(world, check).map_or_else(|| find(world, connection, run, check), Err) {
        Ok(()) => result(Verdict::Passed, Vec::new(), String::new()),
        Err(Finding { error, because, detail }) => {
            let verdict = match severity(world, entry, error) {
                Severity::Required => Verdict::Error(error),
                Severity::Warning => Verdict::Warning(error),
                Severity::Informational => Verdict::Informational(error),
            };
            result(verdict, because, detail)
        }
    }
}

/// What an error means: what the catalogue says of its check, unless the error itself is milder.
fn severity(world: &World, entry: &CheckEntry, error: ErrorType) -> Severity {
    let one_way_left = matches!(error, ErrorType::UdpStunBlocked | ErrorType::UdpTurnBlocked)
        && world.rules.holds(Rule::UdpCheckLooksAtTurn);
    match entry.severity {
        Severity::Required if error.only_warns() => Severity::Warning,
        Severity::Warning if one_way_left => Severity::Informational,
        severity => severity,
    }
}

/// The result that keeps a check from running.
fn stopped_by<'a>(world: &World, run: &'a CheckRun, check: Check) -> Option<&'a CheckResult> {
    if !world.rules.holds(Rule::ChecksDepend) {
        return None;
    }
    let entry = check.entry();
    let vm_needs = if entry.group == Group::VirtualMachine { &VM_NEEDS[..] } else { &[] };
    vm_needs
        .iter()
        .chain(entry.needs)
        .filter(|&&need| need != check)
        .filter_map(|&need| run.result(need))
        .find(|result| matches!(result.verdict, Verdict::Error(_) | Verdict::NotRun(_)))
}

/// What the service itself makes of a check, while it fails it.
fn service_failure(world: &World, check: Check) -> Option<Finding> {
    let (_, how) = *world.service.failing.iter().find(|(failing, _)| *failing == check)?;
    let errors = check.entry().service_errors;
    let error = match how {
        ServiceFailure::Transient => errors.transient,
        ServiceFailure::Unknown => errors.unknown,
    };
    Some(Finding::new(error, [world.service.changed_by], ""))
}

fn find(world: &World, connection: ConnectionId, run: &CheckRun, check: Check) -> Result<(), Finding> {
    let of = &world.connections[connection];
    let settings = &*of.settings;
    match check {
        Check::TenantReadiness => configuration::tenant(world, settings),
        Check::SubscriptionPermission => configuration::subscription_permission(world, settings),
        Check::ResourceGroupPermission => {
            configuration::resource_group_permission(world, settings, of.role_model)
        }
        Check::VnetPermission => configuration::vnet_permission(world, settings, of.role_model),
        Check::VnetReadiness => configuration::vnet(world, settings),
        Check::SubnetAddresses => configuration::subnet_addresses(world, settings, run.vm),
        Check::IntuneEnrollment => configuration::intune_enrollment(world),
        Check::SingleSignOn => single_sign_on(world, settings),
        Check::Environment => environment(world),
        Check::Dns => dns(world, settings),
        Check::DomainJoin => domain_join(world, settings, world.password_of(connection)),
        Check::DeviceSync => device_sync(world, settings),
        Check::Endpoints => endpoints(world, settings.subnet),
        Check::Localization => localization(world, settings.subnet),
        Check::Udp => udp(world, settings.subnet),
    }
}

fn single_sign_on(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let Some(domain) = settings.domain else { return Ok(()) };
    let of = &world.domains[domain];
    if of.kerberos_server {
        return Ok(());
    }
    Err(Finding::new(ErrorType::KerberosServerMissing, [of.kerberos_changed_by], of.name.as_str()))
}

/// Whether the temporary virtual machine can be deployed and its set-up script can run.
fn environment(world: &World) -> Result<(), Finding> {
    let error = match (world.service.deployment, world.intune.scripts) {
        (Deployment::Canceled, _) => ErrorType::DeploymentCanceled,
        (Deployment::NoCapacity, _) => ErrorType::AllocationFailed,
        (Deployment::Works, ScriptPolicy::AllSigned) => ErrorType::VmDeploymentTimeout,
        (Deployment::Works, ScriptPolicy::Blocked) => ErrorType::DscScriptFailed,
        (Deployment::Works, ScriptPolicy::Allowed) => return Ok(()),
    };
    let by_service = world.service.deployment != Deployment::Works;
    let because = if by_service { world.service.changed_by } else { world.intune.changed_by };
    Err(Finding::new(error, [because], ""))
}

/// Whether the computer object of the trial join would reach Microsoft Entra ID in time. Computed from Microsoft Entra
/// Connect, never waited for (decisions.md, *Health checks*).
pub fn device_sync(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let Some(domain) = settings.domain else { return Ok(()) };
    let of = &world.domains[domain];
    let entra_id = &world.entra_id;
    let interval = Offset(entra_id.sync_interval_ms);
    let (error, because) = if !entra_id.connect_on {
        (ErrorType::SyncConnectDisabled, entra_id.connect_changed_by)
    } else if !of.connection_point {
        (ErrorType::SyncScpNotConfigured, of.sync_changed_by)
    } else if !of.in_sync_scope {
        (ErrorType::SyncDeviceNotFound, of.sync_changed_by)
    } else if !entra_id.up {
        (ErrorType::SyncTransient, entra_id.changed_by)
    } else if interval > SYNC_MAX {
        (ErrorType::SyncLongCycle, entra_id.connect_changed_by)
    } else if interval > SYNC_GOOD {
        (ErrorType::SyncDurationExceeded, entra_id.connect_changed_by)
    } else {
        return Ok(());
    };
    Err(Finding::new(error, [because], of.name.as_str()))
}

/// Which of the two ways of a session over UDP are open. Before January 2026 the check asked the STUN server only. The
/// server is asked by name; that the relay is found by one, too, is a modelling choice.
fn udp(world: &World, subnet: SubnetId) -> Result<(), Finding> {
    const STUN: &str = "stun.azure.com:3478;";
    const TURN: &str = "51.5.0.0/16:3478;";
    let (open, closed_by) = service::udp(world, world.vnet_of(subnet));
    let closed = service::names(world, subnet).and_then(|()| service::way_out(world, subnet)).err();
    let stun = open.stun && closed.is_none();
    let turn = open.turn && closed.is_none() || !world.rules.holds(Rule::UdpCheckLooksAtTurn);
    let (error, targets) = match (stun, turn) {
        (true, true) => return Ok(()),
        (false, true) => (ErrorType::UdpStunBlocked, STUN.to_owned()),
        (true, false) => (ErrorType::UdpTurnBlocked, TURN.to_owned()),
        (false, false) => (ErrorType::UdpBlocked, format!("{STUN}{TURN}")),
    };
    Err(Finding::new(error, closed.or(closed_by).into_iter().collect::<Vec<_>>(), targets))
}

/// Whether a DNS server of the virtual network answers and knows the domain.
pub fn dns(world: &World, settings: &ConnectionSettings) -> Result<(), Finding> {
    let Some(domain) = settings.domain else { return Ok(()) };
    let name = &world.domains[domain].name;
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        return Err(Finding::new(ErrorType::DnsNameWithInvalidCharacter, [RecordKey::OPENED], name.as_str()));
    }
    let vnet = &world.vnets[world.vnet_of(settings.subnet)];
    let mut because = Vec::new();
    if vnet.resolver {
        let of = &world.domains[domain];
        if of.service_records {
            return Ok(());
        }
        because.push(of.zone_changed_by);
    }
    for &server in &vnet.dns_servers {
        match path::ask_name(world, settings.subnet, server) {
            Ok(_) if world.controllers[server].domain == domain => {
                let of = &world.domains[domain];
                if of.service_records {
                    return Ok(());
                }
                because.push(of.zone_changed_by);
            }
            Ok(_) => because.push(vnet.dns_changed_by),
            Err(obstacle) => because.push(obstacle.because),
        }
    }
    if because.is_empty() {
        because.push(vnet.dns_changed_by);
    }
    Err(Finding::new(ErrorType::DnsFqdnNotFound, because, format!("_ldap._tcp.{name}")))
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
            SignInProblem::ControllerDown | SignInProblem::PortsBlocked => {
                ErrorType::AdJoinServerNotOperational
            }
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
            return Err(Finding::new(error, [of.units_changed_by], unit.as_str()));
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
    } else if !account.delegated && account.joined >= MACHINE_ACCOUNT_QUOTA {
        ErrorType::AdJoinAccountQuotaExceeded
    } else if of.computer_moved {
        let error = ErrorType::AdJoinComputerObjectExists;
        return Err(Finding::new(error, [of.computers_changed_by], of.name.as_str()));
    } else {
        return Ok(());
    };
    Err(Finding::new(error, [account.changed_by], account.name.as_str()))
}

/// `OU=…,DC=…`: parts of OU, CN or DC, the last one a DC. Source: service.md, *Connections*.
pub fn is_distinguished_name(text: &str) -> bool {
    let part = |part: &str| {
        part.split_once('=').is_some_and(|(kind, value)| {
            !value.trim().is_empty()
                && ["OU", "CN", "DC"].iter().any(|known| kind.trim().eq_ignore_ascii_case(known))
        })
    };
    text.split(',').all(part)
        && text.rsplit(',').next().is_some_and(|last| last.trim().to_ascii_uppercase().starts_with("DC="))
}

/// What a required service is reported as when the endpoint check does not reach it.
pub const REQUIRED_SERVICES: [(EndpointService, ErrorType); 6] = [
    (EndpointService::Windows365, ErrorType::EndpointsWindows365),
    (EndpointService::WindowsCloud, ErrorType::EndpointsWindows365),
    (EndpointService::AzureVirtualDesktop, ErrorType::EndpointsAzureVirtualDesktop),
    (EndpointService::Intune, ErrorType::EndpointsIntune),
    (EndpointService::EntraId, ErrorType::EndpointsEntraId),
    (EndpointService::Platform, ErrorType::EndpointsVmAgent),
];

fn endpoints(world: &World, subnet: SubnetId) -> Result<(), Finding> {
    let mut finding: Option<Finding> = None;
    for (service, error) in REQUIRED_SERVICES {
        if service == EndpointService::WindowsCloud && !world.rules.holds(Rule::NewEndpointNames) {
            continue;
        }
        if let Err(unreached) = service::reaches(world, subnet, service) {
            let found = finding.get_or_insert_with(|| Finding::new(error, [], ""));
            found.because.push(unreached.because);
            found.detail.push_str(&targets(world, subnet, service, unreached));
        }
    }
    finding.map_or(Ok(()), Err)
}

/// What is not reached of a service: single endpoints, where those alone are closed.
fn targets(world: &World, subnet: SubnetId, of: EndpointService, unreached: Unreached) -> String {
    if unreached.hindrance != Hindrance::Endpoints {
        return of.targets().to_owned();
    }
    let names = service::closed(world, subnet, of).flat_map(|(endpoint, _)| [endpoint.name, ";"]);
    names.collect()
}

fn localization(world: &World, subnet: SubnetId) -> Result<(), Finding> {
    let of = EndpointService::Localization;
    service::reaches(world, subnet, of).map_err(|unreached| {
        let targets = targets(world, subnet, of, unreached);
        Finding::new(ErrorType::EndpointsLocalization, [unreached.because], targets)
    })
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
