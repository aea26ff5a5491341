//! The catalogue of health checks and of what they can find. Source: service.md, *Health checks* and *Error types*.

use super::check_run::Check;
use super::connection::JoinType;
use super::error_type::ErrorType;

/// Where a check runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Asked of Azure, in seconds.
    Configuration,
    /// Run on the temporary VM.
    VirtualMachine,
}

/// What an error of a check means for the connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// The connection fails.
    Required,
    /// The connection passes with a warning.
    Warning,
    /// An add-on is not ready; the connection passes.
    Informational,
}

/// The errors of a check when the service itself fails while it runs. Source: decisions.md, *Health checks*.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServiceErrors {
    /// For a moment.
    pub transient: ErrorType,
    /// For a reason that it does not know.
    pub unknown: ErrorType,
}

/// What the catalogue says of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CheckEntry {
    /// The check.
    pub check: Check,
    /// Its name in files.
    pub name: &'static str,
    /// Its name in the admin center.
    pub title: &'static str,
    /// The same in a word or two.
    pub short: &'static str,
    /// Whether only hybrid connections have it.
    pub hybrid_only: bool,
    /// What an error means.
    pub severity: Severity,
    /// Where it runs.
    pub group: Group,
    /// Checks that must have passed before it can run, besides those that the temporary VM needs.
    pub needs: &'static [Check],
    /// What it gives when the service fails it.
    pub service_errors: ServiceErrors,
    /// What it proves.
    pub proves: &'static str,
}

impl CheckEntry {
    /// Whether connections of that join type have the check.
    pub const fn applies_to(&self, join_type: JoinType) -> bool {
        !self.hybrid_only || matches!(join_type, JoinType::HybridAzureAdJoin)
    }
}

/// What the temporary VM needs: without these it cannot be made, or not be set up.
pub const VM_NEEDS: [Check; 6] = [
    Check::TenantReadiness,
    Check::ResourceGroupPermission,
    Check::VnetPermission,
    Check::VnetReadiness,
    Check::SubnetAddresses,
    Check::Environment,
];

const RESOURCE: ServiceErrors =
    ServiceErrors { transient: ErrorType::ResourceTransient, unknown: ErrorType::ResourceUnknown };
const PERMISSION: ServiceErrors =
    ServiceErrors { transient: ErrorType::PermissionTransient, unknown: ErrorType::PermissionUnknown };
const SYNC: ServiceErrors =
    ServiceErrors { transient: ErrorType::SyncTransient, unknown: ErrorType::SyncUnknown };

/// Checks whose family has one error for both.
const fn always(error: ErrorType) -> ServiceErrors {
    ServiceErrors { transient: error, unknown: error }
}

const fn entry(
    check: Check,
    name: &'static str,
    title: &'static str,
    short: &'static str,
    group: Group,
    service_errors: ServiceErrors,
    proves: &'static str,
) -> CheckEntry {
    CheckEntry {
        check,
        name,
        title,
        short,
        hybrid_only: false,
        severity: Severity::Required,
        group,
        needs: &[],
        service_errors,
        proves,
    }
}

impl CheckEntry {
    const fn hybrid(self) -> Self {
        Self { hybrid_only: true, ..self }
    }

    const fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    const fn needs(self, needs: &'static [Check]) -> Self {
        Self { needs, ..self }
    }
}

/// All checks, in the order in which a run looks. The order and the dependencies are a modelling choice (service.md, *Health checks*).
pub const CHECKS: [CheckEntry; 15] = {
    use Group::{Configuration, VirtualMachine};
    [
        entry(
            Check::TenantReadiness,
            "tenantReadiness",
            "Azure tenant readiness",
            "tenant readiness",
            Configuration,
            RESOURCE,
            "The subscription and the resource group can be used, and no Azure Policy and no lock is in the way.",
        ),
        entry(
            Check::SubscriptionPermission,
            "subscriptionPermission",
            "First party app permissions exist on Azure subscription",
            "subscription role",
            Configuration,
            PERMISSION,
            "Windows 365 has the Reader role on the subscription.",
        ),
        entry(
            Check::ResourceGroupPermission,
            "resourceGroupPermission",
            "First party app permissions exist on Azure resource group",
            "resource group role",
            Configuration,
            PERMISSION,
            "Windows 365 may make network interfaces in the resource group.",
        ),
        entry(
            Check::VnetPermission,
            "vnetPermission",
            "First party app permissions exist on Azure virtual network",
            "network role",
            Configuration,
            PERMISSION,
            "Windows 365 may put network interfaces into the virtual network.",
        ),
        entry(
            Check::VnetReadiness,
            "vnetReadiness",
            "Azure virtual network readiness",
            "network readiness",
            Configuration,
            RESOURCE,
            "The virtual network and the subnet are healthy, and in a supported region.",
        ),
        entry(
            Check::SubnetAddresses,
            "subnetAddresses",
            "Azure subnet IP address usage",
            "addresses",
            Configuration,
            RESOURCE,
            "The subnet has a free address.",
        ),
        entry(
            Check::IntuneEnrollment,
            "intuneEnrollment",
            "Intune enrollment restrictions allow Windows enrollment",
            "Intune enrollment",
            Configuration,
            RESOURCE,
            "Cloud PCs may enroll in Intune.",
        ),
        entry(
            Check::SingleSignOn,
            "singleSignOn",
            "Single sign-on configuration",
            "single sign-on",
            Configuration,
            always(ErrorType::InternalUnknown),
            "A Kerberos server object exists.",
        )
        .hybrid()
        .severity(Severity::Informational),
        entry(
            Check::Environment,
            "environment",
            "Environment and configuration is ready",
            "environment",
            VirtualMachine,
            always(ErrorType::InternalUnknown),
            "The temporary virtual machine can be deployed and set up.",
        ),
        entry(
            Check::Dns,
            "dns",
            "DNS can resolve Active Directory domain",
            "DNS",
            VirtualMachine,
            always(ErrorType::DnsUnknown),
            "The DNS servers of the virtual network resolve the AD domain and its service records.",
        )
        .hybrid(),
        entry(
            Check::DomainJoin,
            "domainJoin",
            "Active directory domain join",
            "domain join",
            VirtualMachine,
            always(ErrorType::AdJoinUnknown),
            "A computer can join the domain with the stored credentials.",
        )
        .hybrid()
        .needs(&[Check::Dns]),
        entry(
            Check::DeviceSync,
            "deviceSync",
            "Microsoft Entra device sync",
            "device sync",
            VirtualMachine,
            SYNC,
            "The computer object reaches Microsoft Entra ID in time.",
        )
        .hybrid()
        .severity(Severity::Warning)
        .needs(&[Check::DomainJoin]),
        entry(
            Check::Endpoints,
            "endpoints",
            "Endpoint connectivity",
            "endpoints",
            VirtualMachine,
            always(ErrorType::EndpointsUnknown),
            "All required endpoints answer.",
        ),
        entry(
            Check::Localization,
            "localization",
            "Localization language package readiness",
            "localization",
            VirtualMachine,
            always(ErrorType::EndpointsLocalization),
            "Language packages can be downloaded.",
        )
        .severity(Severity::Warning),
        entry(
            Check::Udp,
            "udp",
            "UDP connection check",
            "UDP",
            VirtualMachine,
            always(ErrorType::UdpUnknown),
            "Sessions can go over UDP.",
        )
        .severity(Severity::Warning),
    ]
};

impl Check {
    /// What the catalogue says of it.
    pub fn entry(self) -> &'static CheckEntry {
        // The catalogue is in the order of the checks: a test compares them.
        &CHECKS[self as usize]
    }

    /// The check of that name.
    pub fn named(name: &str) -> Option<Self> {
        CHECKS.iter().find(|entry| entry.name == name).map(|entry| entry.check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_own_entry() {
        for entry in &CHECKS {
            assert_eq!(entry.check.entry(), entry);
            assert_eq!(Check::named(entry.name), Some(entry.check));
        }
        let last = Check::Udp as usize;
        assert_eq!(CHECKS.len(), last + 1, "a check without an entry");
    }

    #[test]
    fn the_configuration_is_looked_at_before_the_virtual_machine_exists() {
        let first_on_vm = CHECKS.iter().position(|entry| entry.group == Group::VirtualMachine).expect("one");
        assert!(CHECKS[first_on_vm..].iter().all(|entry| entry.group == Group::VirtualMachine));
        for entry in &CHECKS {
            for need in entry.needs.iter().chain(&VM_NEEDS) {
                let place = |check| CHECKS.iter().position(|entry| entry.check == check);
                let before = place(*need) < place(entry.check);
                assert!(entry.group == Group::Configuration || entry.check == *need || before);
            }
        }
    }
}
