//! What a health check can find, in one table. Names and numbers are Microsoft Graph's
//! (`cloudPcOnPremisesConnectionHealthCheckErrorType`), meanings and actions are our own words. Source: service.md, *Error types*;
//! the texts that Graph swapped (502 and 505) go by their names here (service.md, *Where sources disagree*).

/// What the table says of an error type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ErrorEntry {
    /// The error type.
    pub error: ErrorType,
    /// Microsoft Graph's name.
    pub graph: &'static str,
    /// Microsoft Graph's number; none for the two of its beta, which have none yet.
    pub number: Option<u16>,
    /// What is wrong.
    pub meaning: &'static str,
    /// What to do: the recommended action.
    pub action: &'static str,
}

macro_rules! error_types {
    ($($name:ident $number:tt $graph:literal $meaning:literal $action:literal;)+) => {
        /// What a check that did not pass saw.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs, reason = "the table says in words what each one means")]
        pub enum ErrorType { $($name,)+ }

        /// All error types, in the order of their numbers.
        pub const ERROR_TYPES: &[ErrorEntry] = &[$(ErrorEntry {
            error: ErrorType::$name,
            graph: $graph,
            number: error_types!(@ $number),
            meaning: $meaning,
            action: $action,
        },)+];
    };
    (@ beta) => { None };
    (@ $number:literal) => { Some($number) };
}

error_types! {
    DnsFqdnNotFound 100 "dnsCheckFqdnNotFound"
        "No DNS server of the virtual network resolves the AD domain and its service records."
        "Give the virtual network DNS servers that know the domain, and make sure that they can be reached.";
    DnsNameWithInvalidCharacter 101 "dnsCheckNameWithInvalidCharacter"
        "The name of the AD domain has a character that no DNS name has."
        "Enter the name of the domain again.";
    DnsUnknown 199 "dnsCheckUnknownError"
        "The DNS check failed for a reason that it does not know."
        "Resolve the domain from a machine in the subnet, then choose Retry.";
    AdJoinFqdnNotFound 200 "adJoinCheckFqdnNotFound"
        "No domain controller can be reached from the virtual network."
        "Check routing, peering, VPN or ExpressRoute between the subnet and the domain controllers.";
    AdJoinIncorrectCredentials 201 "adJoinCheckIncorrectCredentials"
        "The directory refuses the user name or the password of the connection."
        "Update the password of the connection.";
    AdJoinOrganizationalUnitNotFound 202 "adJoinCheckOrganizationalUnitNotFound"
        "The organizational unit does not exist."
        "Create it, or name one that exists.";
    AdJoinOrganizationalUnitIncorrectFormat 203 "adJoinCheckOrganizationalUnitIncorrectFormat"
        "The organizational unit is not written as a distinguished name."
        "Write it like OU=CloudPCs,DC=corp,DC=contoso,DC=com.";
    AdJoinComputerObjectExists 204 "adJoinCheckComputerObjectAlreadyExists"
        "The computer object exists in the domain, but outside the organizational unit of the connection."
        "Move the object back into the organizational unit, or delete it.";
    AdJoinAccessDenied 205 "adJoinCheckAccessDenied"
        "The account may not create and delete computer objects in the organizational unit."
        "Delegate these two rights to the account.";
    AdJoinCredentialsExpired 206 "adJoinCheckCredentialsExpired"
        "The password of the account has expired."
        "Set a new password in the directory, then update the connection.";
    AdJoinAccountLockedOrDisabled 207 "adJoinCheckAccountLockedOrDisabled"
        "The account is locked or disabled."
        "Unlock or enable the account.";
    AdJoinAccountQuotaExceeded 208 "adJoinCheckAccountQuotaExceeded"
        "The account has joined as many computers as ms-DS-MachineAccountQuota allows, 10 by default."
        "Delegate the right to create computer objects to the account, or raise the quota.";
    AdJoinServerNotOperational 209 "adJoinCheckServerNotOperational"
        "The network leads to the domain controllers, but none answers on the ports of Active Directory."
        "Start a domain controller, and make sure that its ports are open.";
    AdJoinUnknown 299 "adJoinCheckUnknownError"
        "The trial join failed for a reason that the check does not know."
        "Join a machine in the subnet by hand and read what it says, then choose Retry.";
    EndpointsWindows365 300 "endpointConnectivityCheckCloudPcUrlNotAllowListed"
        "Endpoints of Windows 365 do not answer."
        "Allow the listed endpoints in every firewall and proxy on the way.";
    EndpointsAzureVirtualDesktop 301 "endpointConnectivityCheckWVDUrlNotAllowListed"
        "Endpoints of Azure Virtual Desktop do not answer."
        "Allow the listed endpoints in every firewall and proxy on the way.";
    EndpointsIntune 302 "endpointConnectivityCheckIntuneUrlNotAllowListed"
        "Endpoints of Intune do not answer."
        "Allow the listed endpoints in every firewall and proxy on the way.";
    EndpointsEntraId 303 "endpointConnectivityCheckAzureADUrlNotAllowListed"
        "Endpoints of Microsoft Entra ID do not answer."
        "Allow the listed endpoints; when all networks see it, look at the service's health.";
    EndpointsLocalization 304 "endpointConnectivityCheckLocaleUrlNotAllowListed"
        "Language packages cannot be downloaded. Cloud PCs in en-US do not need them."
        "Allow the listed endpoints, or provision in en-US.";
    EndpointsUnknown 399 "endpointConnectivityCheckUnknownError"
        "The endpoint check failed for a reason that it does not know."
        "Look for a proxy or for TLS inspection on the way, then choose Retry.";
    EndpointsVmAgent beta "endpointConnectivityCheckVMAgentEndPointCommunicationError"
        "The agent of the virtual machine cannot reach Azure's platform address 168.63.129.16."
        "Allow 168.63.129.16 and 169.254.169.254 on port 80 in every firewall and route table.";
    SyncDeviceNotFound 400 "azureAdDeviceSyncCheckDeviceNotFound"
        "The computer object did not reach Microsoft Entra ID: its organizational unit is not synchronized."
        "Put the organizational unit into the scope of Microsoft Entra Connect.";
    SyncLongCycle 401 "azureAdDeviceSyncCheckLongSyncCircle"
        "The check gave up waiting: a cycle of Microsoft Entra Connect takes longer than provisioning waits."
        "Let Microsoft Entra Connect synchronize every 30 minutes.";
    SyncConnectDisabled 402 "azureAdDeviceSyncCheckConnectDisabled"
        "Microsoft Entra Connect is switched off."
        "Switch Microsoft Entra Connect on.";
    SyncDurationExceeded 403 "azureAdDeviceSyncCheckDurationExceeded"
        "Synchronization takes more than 60 minutes; provisioning gives up at 90."
        "Let Microsoft Entra Connect synchronize every 30 minutes.";
    SyncScpNotConfigured 404 "azureAdDeviceSyncCheckScpNotConfigured"
        "The service connection point of the forest is missing or wrong."
        "Configure hybrid Microsoft Entra join for the forest in Microsoft Entra Connect.";
    SyncTransient 498 "azureAdDeviceSyncCheckTransientServiceError"
        "The service failed for a moment while it looked for the device."
        "Choose Retry.";
    SyncUnknown 499 "azureAdDeviceSyncCheckUnknownError"
        "The device sync check failed for a reason that it does not know."
        "Look at the health of Microsoft Entra Connect, then choose Retry.";
    NoSubnetAddress 500 "resourceAvailabilityCheckNoSubnetIP"
        "The subnet has no free address."
        "Free addresses, or use a larger subnet: failed attempts hold theirs for hours.";
    SubscriptionDisabled 501 "resourceAvailabilityCheckSubscriptionDisabled"
        "The subscription is disabled."
        "Enable the subscription; look at its billing.";
    AzurePolicyViolation 502 "resourceAvailabilityCheckAzurePolicyViolation"
        "An Azure Policy forbids resources that Windows 365 makes."
        "Exempt the resource group, or change the policy: look at regions, sizes, types and tags.";
    SubscriptionNotFound 503 "resourceAvailabilityCheckSubscriptionNotFound"
        "The subscription is not there."
        "Create a connection in a subscription that is there.";
    SubscriptionTransferred 504 "resourceAvailabilityCheckSubscriptionTransferred"
        "The subscription was transferred to another tenant."
        "Transfer it back, or create a connection in a subscription of this tenant.";
    SubscriptionImpaired 505 "resourceAvailabilityCheckGeneralSubscriptionError"
        "The subscription cannot be used."
        "Look at the state of the subscription in the Azure portal.";
    UnsupportedVnetRegion 506 "resourceAvailabilityCheckUnsupportedVNetRegion"
        "Windows 365 does not provision in the region of the virtual network."
        "Use a virtual network in a supported region.";
    ResourceGroupInvalid 507 "resourceAvailabilityCheckResourceGroupInvalid"
        "The resource group is not there."
        "Create a connection with a resource group that is there.";
    VnetInvalid 508 "resourceAvailabilityCheckVNetInvalid"
        "The virtual network is not there, or not healthy."
        "Repair the virtual network, or create a connection with another one.";
    SubnetInvalid 509 "resourceAvailabilityCheckSubnetInvalid"
        "The subnet is not there, or not healthy."
        "Repair the subnet, or create a connection with another one.";
    ResourceGroupBeingDeleted 510 "resourceAvailabilityCheckResourceGroupBeingDeleted"
        "The resource group is being deleted."
        "Create a connection with another resource group.";
    VnetBeingMoved 511 "resourceAvailabilityCheckVNetBeingMoved"
        "The virtual network is being moved."
        "Wait until the move is over, then choose Retry.";
    SubnetDelegated 512 "resourceAvailabilityCheckSubnetDelegationFailed"
        "The subnet is delegated to another service, which keeps network interfaces out."
        "Remove the delegation, or use another subnet.";
    SubnetWithExternalResources 513 "resourceAvailabilityCheckSubnetWithExternalResources"
        "The subnet holds resources of others that are in conflict with Cloud PCs."
        "Use a subnet of its own for Cloud PCs.";
    ResourceGroupLockedForReadonly 514 "resourceAvailabilityCheckResourceGroupLockedForReadonly"
        "A read-only lock on the resource group stops Windows 365 from making network interfaces."
        "Remove the lock.";
    ResourceGroupLockedForDelete 515 "resourceAvailabilityCheckResourceGroupLockedForDelete"
        "A delete lock on the resource group stops the clean-up: network interfaces pile up and keep their addresses."
        "Remove the lock, and the network interfaces that were left.";
    NoIntuneReaderRole 516 "resourceAvailabilityCheckNoIntuneReaderRoleError"
        "Windows 365 cannot read the enrollment restrictions of Intune."
        "Let Windows 365 read them again.";
    IntuneDefaultRestriction 517 "resourceAvailabilityCheckIntuneDefaultWindowsRestrictionViolation"
        "The default platform restriction of Intune keeps Windows devices from enrolling."
        "Allow Windows (MDM) in the default platform restriction.";
    IntuneCustomRestriction 518 "resourceAvailabilityCheckIntuneCustomWindowsRestrictionViolation"
        "A custom platform restriction of Intune may keep Windows devices of some users from enrolling."
        "Allow Windows (MDM) in the restriction, for the users of Cloud PCs.";
    DeploymentQuotaLimitReached 519 "resourceAvailabilityCheckDeploymentQuotaLimitReached"
        "The deployment history of the resource group is full, and a lock stops it from being shortened."
        "Remove the lock, and delete old deployments.";
    MissingRegistrationForLocation beta "resourceAvailabilityCheckMissingRegistrationForLocation"
        "The subscription is not registered for resources in the region of the virtual network."
        "Register the resource providers of the subscription for the region.";
    ResourceTransient 598 "resourceAvailabilityCheckTransientServiceError"
        "The service failed for a moment while it looked at the resources."
        "Choose Retry.";
    ResourceUnknown 599 "resourceAvailabilityCheckUnknownError"
        "The resources could not be looked at, for a reason that the check does not know."
        "Look at the requirements of the connection, then choose Retry.";
    NoSubscriptionReaderRole 600 "permissionCheckNoSubscriptionReaderRole"
        "Windows 365 lacks Reader on the subscription."
        "Give it the role; an owner's Retry does it silently.";
    NoResourceGroupOwnerRole 601 "permissionCheckNoResourceGroupOwnerRole"
        "Windows 365 lacks Owner on the resource group, the role of its first connections."
        "Let an owner choose Retry: the service gives itself the roles of today.";
    NoVnetContributorRole 602 "permissionCheckNoVNetContributorRole"
        "Windows 365 lacks Network Contributor on the virtual network, the role of older connections."
        "Let an owner choose Retry: the service gives itself the roles of today.";
    NoResourceGroupNetworkContributorRole 603 "permissionCheckNoResourceGroupNetworkContributorRole"
        "Windows 365 lacks Network Contributor on the resource group, the role of older connections."
        "Let an owner choose Retry: the service gives itself the roles of today.";
    NoNetworkUserRole 604 "permissionCheckNoWindows365NetworkUserRole"
        "Windows 365 lacks Windows 365 Network User on the virtual network."
        "Give it the role; an owner's Retry does it silently.";
    NoNetworkInterfaceContributorRole 605 "permissionCheckNoWindows365NetworkInterfaceContributorRole"
        "Windows 365 lacks Windows 365 Network Interface Contributor on the resource group."
        "Give it the role; an owner's Retry does it silently.";
    PermissionTransient 698 "permissionCheckTransientServiceError"
        "The service failed for a moment while it looked at the permissions."
        "Choose Retry.";
    PermissionUnknown 699 "permissionCheckUnknownError"
        "The permissions could not be looked at, for a reason that the check does not know."
        "Look at the three role assignments, then choose Retry.";
    UdpStunBlocked 800 "udpConnectivityCheckStunUrlNotAllowListed"
        "STUN does not answer: sessions cannot go straight over UDP. They work, more slowly."
        "Allow UDP 3478 to the listed targets.";
    UdpTurnBlocked 801 "udpConnectivityCheckTurnUrlNotAllowListed"
        "TURN does not answer: sessions cannot be relayed over UDP. They work, more slowly."
        "Allow UDP 3478 to the listed targets.";
    UdpBlocked 802 "udpConnectivityCheckUrlsNotAllowListed"
        "Neither STUN nor TURN answers: sessions go over TCP. They work, more slowly."
        "Allow UDP 3478 to the listed targets.";
    UdpUnknown 899 "udpConnectivityCheckUnknownError"
        "The UDP check failed for a reason that it does not know."
        "Choose Retry. Sessions work over TCP meanwhile.";
    DeploymentCanceled 900 "internalServerErrorDeploymentCanceled"
        "The deployment of the temporary virtual machine was canceled."
        "Choose Retry; look in the activity log who cancels deployments.";
    AllocationFailed 901 "internalServerErrorAllocateResourceFailed"
        "Azure has no capacity for the temporary virtual machine."
        "Wait, then choose Retry.";
    VmDeploymentTimeout 902 "internalServerErrorVMDeploymentTimeout"
        "The deployment of a virtual machine timed out. A policy that lets only signed PowerShell scripts run does that."
        "Do not set the PowerShell execution policy AllSigned for Cloud PCs, then choose Retry.";
    DscScriptFailed 903 "internalServerErrorUnableToRunDscScript"
        "The script that sets up the temporary virtual machine cannot run: PowerShell is blocked."
        "Allow PowerShell and the required endpoints, then choose Retry.";
    KerberosServerMissing 904 "ssoCheckKerberosConfigurationError"
        "There is no Kerberos server object: single sign-on to hybrid Cloud PCs asks for a password."
        "Create a Kerberos server object in the domain and in Microsoft Entra ID.";
    InternalUnknown 999 "internalServerUnknownError"
        "The service failed for a reason that it does not know."
        "Choose Retry; if it stays, ask support with the correlation id.";
}

impl ErrorType {
    /// What the table says of it.
    pub const fn entry(self) -> &'static ErrorEntry {
        // The table is made in the order of the variants.
        &ERROR_TYPES[self as usize]
    }

    /// The error type that Microsoft Graph calls so.
    pub fn named(graph: &str) -> Option<Self> {
        ERROR_TYPES.iter().find(|entry| entry.graph == graph).map(|entry| entry.error)
    }

    /// Whether it is a warning even in a check that is required: a restriction that *may* block (service.md, *Error types*).
    pub const fn only_warns(self) -> bool {
        matches!(self, Self::IntuneCustomRestriction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_types_are_those_of_microsoft_graph() {
        const ENUMS: &str = include_str!("../../tests/data/error-types.json");
        let mut numbers: std::collections::BTreeMap<String, u16> =
            serde_json::from_str(ENUMS).expect("a table");
        for entry in ERROR_TYPES {
            assert_eq!(entry.error.entry(), entry);
            assert_eq!(ErrorType::named(entry.graph), Some(entry.error));
            assert_eq!(numbers.remove(entry.graph), entry.number, "{}", entry.graph);
        }
        assert_eq!(ERROR_TYPES.len(), 69);
        assert_eq!(
            numbers.into_keys().collect::<Vec<_>>(),
            ["unknownFutureValue"],
            "the sentinel alone cannot occur"
        );
    }
}
