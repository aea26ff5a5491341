//! The catalogue of health checks and of what they can find. Source: facts.md §1.1 and §1.3.

use crate::domain::{Check, ErrorType, JoinType};

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
    /// Whether only hybrid connections have it.
    pub hybrid_only: bool,
    /// What an error means.
    pub severity: Severity,
    /// Where it runs.
    pub group: Group,
    /// Checks that must have passed before it can run, besides those that the temporary VM needs.
    pub needs: &'static [Check],
    /// What it proves.
    pub proves: &'static str,
}

impl CheckEntry {
    /// Whether connections of that join type have the check.
    pub const fn applies_to(&self, join_type: JoinType) -> bool {
        !self.hybrid_only || matches!(join_type, JoinType::HybridAzureAdJoin)
    }
}

/// What the temporary VM needs: without these it cannot be made.
pub const VM_NEEDS: [Check; 3] =
    [Check::ResourceGroupPermission, Check::VnetPermission, Check::SubnetAddresses];

/// All checks, in the order in which a run looks. The order and the dependencies are a modelling choice (facts.md §1.2).
pub const CHECKS: [CheckEntry; 8] = [
    CheckEntry {
        check: Check::SubscriptionPermission,
        name: "subscriptionPermission",
        title: "First party app permissions exist on Azure subscription",
        hybrid_only: false,
        severity: Severity::Required,
        group: Group::Configuration,
        needs: &[],
        proves: "Windows 365 has the Reader role on the subscription.",
    },
    CheckEntry {
        check: Check::ResourceGroupPermission,
        name: "resourceGroupPermission",
        title: "First party app permissions exist on Azure resource group",
        hybrid_only: false,
        severity: Severity::Required,
        group: Group::Configuration,
        needs: &[],
        proves: "Windows 365 may make network interfaces in the resource group.",
    },
    CheckEntry {
        check: Check::VnetPermission,
        name: "vnetPermission",
        title: "First party app permissions exist on Azure virtual network",
        hybrid_only: false,
        severity: Severity::Required,
        group: Group::Configuration,
        needs: &[],
        proves: "Windows 365 may put network interfaces into the virtual network.",
    },
    CheckEntry {
        check: Check::SubnetAddresses,
        name: "subnetAddresses",
        title: "Azure subnet IP address usage",
        hybrid_only: false,
        severity: Severity::Required,
        group: Group::Configuration,
        needs: &[],
        proves: "The subnet has a free address.",
    },
    CheckEntry {
        check: Check::Dns,
        name: "dns",
        title: "DNS can resolve Active Directory domain",
        hybrid_only: true,
        severity: Severity::Required,
        group: Group::VirtualMachine,
        needs: &[],
        proves: "The DNS servers of the virtual network resolve the AD domain.",
    },
    CheckEntry {
        check: Check::DomainJoin,
        name: "domainJoin",
        title: "Active directory domain join",
        hybrid_only: true,
        severity: Severity::Required,
        group: Group::VirtualMachine,
        needs: &[Check::Dns],
        proves: "A computer can join the domain with the stored credentials.",
    },
    CheckEntry {
        check: Check::Endpoints,
        name: "endpoints",
        title: "Endpoint connectivity",
        hybrid_only: false,
        severity: Severity::Required,
        group: Group::VirtualMachine,
        needs: &[],
        proves: "All required endpoints answer.",
    },
    CheckEntry {
        check: Check::Localization,
        name: "localization",
        title: "Localization language package readiness",
        hybrid_only: false,
        severity: Severity::Warning,
        group: Group::VirtualMachine,
        needs: &[],
        proves: "Language packages can be downloaded.",
    },
];

impl Check {
    /// What the catalogue says of it.
    pub fn entry(self) -> &'static CheckEntry {
        // The catalogue holds every check: a test compares them.
        CHECKS.iter().find(|entry| entry.check == self).unwrap_or(&CHECKS[0])
    }

    /// The check of that name.
    pub fn named(name: &str) -> Option<Self> {
        CHECKS.iter().find(|entry| entry.name == name).map(|entry| entry.check)
    }
}

/// What the catalogue says of an error type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ErrorEntry {
    /// Microsoft Graph's name.
    pub graph: &'static str,
    /// Microsoft Graph's number.
    pub number: u16,
    /// What is wrong, in our words.
    pub meaning: &'static str,
    /// What to do, in our words: the recommended action.
    pub action: &'static str,
}

impl ErrorType {
    /// All error types.
    pub const ALL: [Self; 19] = [
        Self::DnsFqdnNotFound,
        Self::DnsNameWithInvalidCharacter,
        Self::AdJoinFqdnNotFound,
        Self::AdJoinIncorrectCredentials,
        Self::AdJoinOrganizationalUnitNotFound,
        Self::AdJoinOrganizationalUnitIncorrectFormat,
        Self::AdJoinAccessDenied,
        Self::AdJoinCredentialsExpired,
        Self::AdJoinAccountLockedOrDisabled,
        Self::AdJoinServerNotOperational,
        Self::EndpointsWindows365,
        Self::EndpointsAzureVirtualDesktop,
        Self::EndpointsIntune,
        Self::EndpointsEntraId,
        Self::EndpointsLocalization,
        Self::NoSubnetAddress,
        Self::NoSubscriptionReaderRole,
        Self::NoNetworkUserRole,
        Self::NoNetworkInterfaceContributorRole,
    ];

    /// The error type that Microsoft Graph calls so.
    pub fn named(graph: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.entry().graph == graph)
    }

    /// What the catalogue says of it.
    pub const fn entry(self) -> ErrorEntry {
        let (number, graph, meaning, action) = match self {
            Self::DnsFqdnNotFound => (
                100,
                "dnsCheckFqdnNotFound",
                "No DNS server of the virtual network resolves the AD domain.",
                "Give the virtual network DNS servers that know the domain, and make sure that they can be reached.",
            ),
            Self::DnsNameWithInvalidCharacter => (
                101,
                "dnsCheckNameWithInvalidCharacter",
                "The name of the AD domain has a character that no DNS name has.",
                "Enter the name of the domain again.",
            ),
            Self::AdJoinFqdnNotFound => (
                200,
                "adJoinCheckFqdnNotFound",
                "No domain controller can be reached from the virtual network.",
                "Check routing, peering, VPN or ExpressRoute between the subnet and the domain controllers.",
            ),
            Self::AdJoinIncorrectCredentials => (
                201,
                "adJoinCheckIncorrectCredentials",
                "The directory refuses the user name or the password of the connection.",
                "Update the password of the connection.",
            ),
            Self::AdJoinOrganizationalUnitNotFound => (
                202,
                "adJoinCheckOrganizationalUnitNotFound",
                "The organizational unit does not exist.",
                "Create it, or name one that exists.",
            ),
            Self::AdJoinOrganizationalUnitIncorrectFormat => (
                203,
                "adJoinCheckOrganizationalUnitIncorrectFormat",
                "The organizational unit is not written as a distinguished name.",
                "Write it like OU=CloudPCs,DC=corp,DC=contoso,DC=com.",
            ),
            Self::AdJoinAccessDenied => (
                205,
                "adJoinCheckAccessDenied",
                "The account may not create and delete computer objects in the organizational unit.",
                "Delegate these two rights to the account.",
            ),
            Self::AdJoinCredentialsExpired => (
                206,
                "adJoinCheckCredentialsExpired",
                "The password of the account has expired.",
                "Set a new password in the directory, then update the connection.",
            ),
            Self::AdJoinAccountLockedOrDisabled => (
                207,
                "adJoinCheckAccountLockedOrDisabled",
                "The account is locked or disabled.",
                "Unlock or enable the account.",
            ),
            Self::AdJoinServerNotOperational => (
                209,
                "adJoinCheckServerNotOperational",
                "The network leads to the domain controllers, but none answers.",
                "Start a domain controller, and make sure that its ports are open.",
            ),
            Self::EndpointsWindows365 => (
                300,
                "endpointConnectivityCheckCloudPcUrlNotAllowListed",
                "Endpoints of Windows 365 do not answer.",
                "Allow the listed endpoints in every firewall and proxy on the way.",
            ),
            Self::EndpointsAzureVirtualDesktop => (
                301,
                "endpointConnectivityCheckWVDUrlNotAllowListed",
                "Endpoints of Azure Virtual Desktop do not answer.",
                "Allow the listed endpoints in every firewall and proxy on the way.",
            ),
            Self::EndpointsIntune => (
                302,
                "endpointConnectivityCheckIntuneUrlNotAllowListed",
                "Endpoints of Intune do not answer.",
                "Allow the listed endpoints in every firewall and proxy on the way.",
            ),
            Self::EndpointsEntraId => (
                303,
                "endpointConnectivityCheckAzureADUrlNotAllowListed",
                "Endpoints of Microsoft Entra ID do not answer.",
                "Allow the listed endpoints; when all networks see it, look at the service's health.",
            ),
            Self::EndpointsLocalization => (
                304,
                "endpointConnectivityCheckLocaleUrlNotAllowListed",
                "Language packages cannot be downloaded. Cloud PCs in en-US do not need them.",
                "Allow the listed endpoints, or provision in en-US.",
            ),
            Self::NoSubnetAddress => (
                500,
                "resourceAvailabilityCheckNoSubnetIP",
                "The subnet has no free address.",
                "Free addresses, or use a larger subnet: failed attempts hold theirs for hours.",
            ),
            Self::NoSubscriptionReaderRole => (
                600,
                "permissionCheckNoSubscriptionReaderRole",
                "Windows 365 lacks Reader on the subscription.",
                "Give it the role; an owner's Retry does it silently.",
            ),
            Self::NoNetworkUserRole => (
                604,
                "permissionCheckNoWindows365NetworkUserRole",
                "Windows 365 lacks Windows 365 Network User on the virtual network.",
                "Give it the role; an owner's Retry does it silently.",
            ),
            Self::NoNetworkInterfaceContributorRole => (
                605,
                "permissionCheckNoWindows365NetworkInterfaceContributorRole",
                "Windows 365 lacks Windows 365 Network Interface Contributor on the resource group.",
                "Give it the role; an owner's Retry does it silently.",
            ),
        };
        ErrorEntry { graph, number, meaning, action }
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
        let last = Check::Localization as usize;
        assert_eq!(CHECKS.len(), last + 1, "a check without an entry");
    }

    #[test]
    fn the_configuration_is_looked_at_before_the_virtual_machine_exists() {
        let first_on_vm = CHECKS.iter().position(|entry| entry.group == Group::VirtualMachine).expect("one");
        assert!(CHECKS[first_on_vm..].iter().all(|entry| entry.group == Group::VirtualMachine));
        for entry in &CHECKS {
            for need in entry.needs.iter().chain(&VM_NEEDS) {
                let place = |check| CHECKS.iter().position(|entry| entry.check == check);
                assert!(entry.group == Group::Configuration || place(*need) < place(entry.check));
            }
        }
    }

    #[test]
    fn error_types_are_those_of_microsoft_graph() {
        const ENUMS: &str = include_str!("../../tests/data/error-types.json");
        let numbers: std::collections::BTreeMap<String, u16> = serde_json::from_str(ENUMS).expect("a table");
        for error in ErrorType::ALL {
            let entry = error.entry();
            assert_eq!(numbers.get(entry.graph), Some(&entry.number), "{}", entry.graph);
            assert_eq!(ErrorType::named(entry.graph), Some(error));
        }
    }
}
