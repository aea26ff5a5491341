//! For every error type there is a state of the world that gives it, and a repair after which a retry passes.

use std::collections::BTreeSet;

use anc_engine::Simulation;
use anc_engine::domain::error_type::ERROR_TYPES;
use anc_engine::domain::{Check, ErrorType};
use serde_json::json;

use crate::helpers::{office, office_draft, played, status};

/// What a connection's last run found, of all checks.
fn found(simulation: &Simulation, connection: &str) -> Vec<(Check, ErrorType)> {
    let world = simulation.world();
    let id = world.connection_named(connection).expect(connection);
    let run = world.connections[id].last_run().expect("a run");
    run.results.iter().filter_map(|result| Some((result.check, result.verdict.error()?))).collect()
}

/// An error type, what breaks for it, and what of the file is another: where, and what.
struct Case {
    error: &'static str,
    faults: Vec<String>,
    file: Vec<(&'static str, &'static str)>,
    /// What mends it besides repairing the faults, as an event of an owner.
    remedy: Option<String>,
}

fn case(error: &'static str, faults: &[&str]) -> Case {
    let faults = faults.iter().map(|&fault| fault.to_owned()).collect();
    Case { error, faults, file: Vec::new(), remedy: None }
}

/// Faults of a kind that names nothing, or what the office has only one of.
fn simple() -> Vec<Case> {
    let of = |error, kind: &str, fields: &str| case(error, &[&format!(r#"{{ "kind": "{kind}"{fields} }}"#)]);
    let vnet = r#", "vnet": "vnet""#;
    let service = |service: &str| format!(r#"{vnet}, "service": "{service}""#);
    let subscription = |how: &str| format!(r#", "subscription": "contoso", "how": "{how}""#);
    let group = r#", "resourceGroup": "rg-cloud-pcs""#;
    let subnet = |how: &str| format!(r#", "subnet": "hybrid-pcs", "how": "{how}""#);
    let fails = |check: &str, how: &str| format!(r#", "check": "{check}", "how": "{how}""#);
    vec![
        of("dnsCheckFqdnNotFound", "dnsServersChanged", vnet),
        of("dnsCheckUnknownError", "checkFails", &fails("dns", "unknown")),
        of("adJoinCheckIncorrectCredentials", "passwordChanged", ""),
        of("adJoinCheckComputerObjectAlreadyExists", "computerMoved", ""),
        of("adJoinCheckAccessDenied", "joinRightRemoved", ""),
        of("adJoinCheckCredentialsExpired", "passwordExpired", ""),
        of("adJoinCheckAccountLockedOrDisabled", "accountLocked", ""),
        of("adJoinCheckServerNotOperational", "adPortsBlocked", vnet),
        of("adJoinCheckUnknownError", "checkFails", &fails("domainJoin", "unknown")),
        of("endpointConnectivityCheckCloudPcUrlNotAllowListed", "endpointsBlocked", &service("windows365")),
        of(
            "endpointConnectivityCheckWVDUrlNotAllowListed",
            "endpointsBlocked",
            &service("azureVirtualDesktop"),
        ),
        of("endpointConnectivityCheckIntuneUrlNotAllowListed", "endpointsBlocked", &service("intune")),
        of("endpointConnectivityCheckAzureADUrlNotAllowListed", "endpointsBlocked", &service("entraId")),
        of("endpointConnectivityCheckLocaleUrlNotAllowListed", "endpointsBlocked", &service("localization")),
        of("endpointConnectivityCheckUnknownError", "checkFails", &fails("endpoints", "unknown")),
        of(
            "endpointConnectivityCheckVMAgentEndPointCommunicationError",
            "endpointsBlocked",
            &service("platform"),
        ),
        of("azureAdDeviceSyncCheckDeviceNotFound", "syncScopeChanged", ""),
        of("azureAdDeviceSyncCheckLongSyncCircle", "syncSlow", r#", "interval": "2h""#),
        of("azureAdDeviceSyncCheckConnectDisabled", "connectOff", ""),
        of("azureAdDeviceSyncCheckDurationExceeded", "syncSlow", r#", "interval": "75m""#),
        of("azureAdDeviceSyncCheckScpNotConfigured", "connectionPointMissing", ""),
        of("azureAdDeviceSyncCheckTransientServiceError", "checkFails", &fails("deviceSync", "transient")),
        of("azureAdDeviceSyncCheckUnknownError", "checkFails", &fails("deviceSync", "unknown")),
        of("resourceAvailabilityCheckNoSubnetIP", "addressesTaken", r#", "subnet": "hybrid-pcs""#),
        of("resourceAvailabilityCheckSubscriptionDisabled", "subscriptionBroken", &subscription("disabled")),
        of(
            "resourceAvailabilityCheckAzurePolicyViolation",
            "azurePolicyDenies",
            r#", "subscription": "contoso""#,
        ),
        of("resourceAvailabilityCheckSubscriptionNotFound", "subscriptionBroken", &subscription("notFound")),
        of(
            "resourceAvailabilityCheckSubscriptionTransferred",
            "subscriptionBroken",
            &subscription("transferred"),
        ),
        of(
            "resourceAvailabilityCheckGeneralSubscriptionError",
            "subscriptionBroken",
            &subscription("impaired"),
        ),
        of(
            "resourceAvailabilityCheckUnsupportedVNetRegion",
            "regionUnsupported",
            r#", "region": "westeurope""#,
        ),
        of(
            "resourceAvailabilityCheckResourceGroupInvalid",
            "resourceGroupBroken",
            &format!(r#"{group}, "how": "deleted""#),
        ),
        of("resourceAvailabilityCheckVNetInvalid", "vnetBroken", &format!(r#"{vnet}, "how": "invalid""#)),
        of("resourceAvailabilityCheckSubnetInvalid", "subnetBroken", &subnet("invalid")),
        of(
            "resourceAvailabilityCheckResourceGroupBeingDeleted",
            "resourceGroupBroken",
            &format!(r#"{group}, "how": "beingDeleted""#),
        ),
        of(
            "resourceAvailabilityCheckVNetBeingMoved",
            "vnetBroken",
            &format!(r#"{vnet}, "how": "beingMoved""#),
        ),
        of("resourceAvailabilityCheckSubnetDelegationFailed", "subnetBroken", &subnet("delegated")),
        of(
            "resourceAvailabilityCheckSubnetWithExternalResources",
            "subnetBroken",
            &subnet("externalResources"),
        ),
        of(
            "resourceAvailabilityCheckResourceGroupLockedForReadonly",
            "resourceGroupLocked",
            &format!(r#"{group}, "lock": "readOnly""#),
        ),
        of(
            "resourceAvailabilityCheckResourceGroupLockedForDelete",
            "resourceGroupLocked",
            &format!(r#"{group}, "lock": "delete""#),
        ),
        of("resourceAvailabilityCheckNoIntuneReaderRoleError", "intuneRoleRemoved", ""),
        of(
            "resourceAvailabilityCheckIntuneDefaultWindowsRestrictionViolation",
            "enrollmentRestricted",
            r#", "restriction": "default""#,
        ),
        of(
            "resourceAvailabilityCheckIntuneCustomWindowsRestrictionViolation",
            "enrollmentRestricted",
            r#", "restriction": "custom""#,
        ),
        of(
            "resourceAvailabilityCheckMissingRegistrationForLocation",
            "registrationMissing",
            r#", "subscription": "contoso""#,
        ),
        of(
            "resourceAvailabilityCheckTransientServiceError",
            "checkFails",
            &fails("vnetReadiness", "transient"),
        ),
        of("resourceAvailabilityCheckUnknownError", "checkFails", &fails("intuneEnrollment", "unknown")),
        of(
            "permissionCheckNoSubscriptionReaderRole",
            "subscriptionRoleRemoved",
            r#", "subscription": "contoso""#,
        ),
        of("permissionCheckNoWindows365NetworkUserRole", "vnetRoleRemoved", vnet),
        of("permissionCheckNoWindows365NetworkInterfaceContributorRole", "resourceGroupRoleRemoved", group),
        of("permissionCheckTransientServiceError", "checkFails", &fails("vnetPermission", "transient")),
        of("permissionCheckUnknownError", "checkFails", &fails("resourceGroupPermission", "unknown")),
        of("udpConnectivityCheckStunUrlNotAllowListed", "udpBlocked", &format!(r#"{vnet}, "way": "stun""#)),
        of("udpConnectivityCheckUnknownError", "checkFails", &fails("udp", "unknown")),
        of("internalServerErrorDeploymentCanceled", "deploymentFails", r#", "how": "canceled""#),
        of("internalServerErrorAllocateResourceFailed", "deploymentFails", r#", "how": "noCapacity""#),
        of("internalServerErrorVMDeploymentTimeout", "scriptsRestricted", r#", "scripts": "allSigned""#),
        of("internalServerErrorUnableToRunDscScript", "scriptsRestricted", r#", "scripts": "blocked""#),
        of("ssoCheckKerberosConfigurationError", "kerberosServerRemoved", ""),
        of("internalServerUnknownError", "checkFails", &fails("environment", "unknown")),
    ]
}

/// Those that need more than one fault, or another world.
fn special() -> Vec<Case> {
    const UNIT: &str = "OU=PCs,DC=corp,DC=contoso,DC=com";
    const UNIT_OF_HYBRID: &str = "/world/connections/0/organizationalUnit";
    let roles = |roles| vec![("/world/connections/0/roles", roles)];
    let of_2026 = || vec![("/rules", "service-2026-10")];
    let remove = |kind: &str, field: &str| format!(r#"{{ "kind": "{kind}", {field} }}"#);
    let group_role = remove("resourceGroupRoleRemoved", r#""resourceGroup": "rg-cloud-pcs""#);
    let vnet_role = remove("vnetRoleRemoved", r#""vnet": "vnet""#);
    let lock = r#"{ "kind": "resourceGroupLocked", "resourceGroup": "rg-cloud-pcs", "lock": "delete" }"#;
    let full = r#"{ "kind": "deploymentHistoryFull", "resourceGroup": "rg-cloud-pcs" }"#;
    let owner = |action: &str| Some(format!(r#"{{ "at": "41m", "admin": {action} }}"#));
    vec![
        Case {
            file: vec![(UNIT_OF_HYBRID, UNIT)],
            ..case(
                "adJoinCheckOrganizationalUnitNotFound",
                &[&format!(r#"{{ "kind": "organizationalUnitRemoved", "unit": "{UNIT}" }}"#)],
            )
        },
        Case {
            file: vec![(UNIT_OF_HYBRID, "PCs")],
            remedy: owner(&format!(
                r#"{{ "action": "editConnection", "connection": "hybrid", "organizationalUnit": "{UNIT}" }}"#
            )),
            ..case("adJoinCheckOrganizationalUnitIncorrectFormat", &[])
        },
        // A resolver in Azure answers for the domain, and no domain controller is there.
        Case {
            file: vec![("/world/vnets/0/resolver", "true")],
            ..case("adJoinCheckFqdnNotFound", &[r#"{ "kind": "linkDown", "link": "vpn" }"#])
        },
        // Before January 2026 the check asked no relay.
        Case {
            file: of_2026(),
            ..case(
                "udpConnectivityCheckTurnUrlNotAllowListed",
                &[r#"{ "kind": "udpBlocked", "vnet": "vnet", "way": "turn" }"#],
            )
        },
        Case {
            file: of_2026(),
            ..case(
                "udpConnectivityCheckUrlsNotAllowListed",
                &[r#"{ "kind": "udpBlocked", "vnet": "vnet", "way": "both" }"#],
            )
        },
        case("resourceAvailabilityCheckDeploymentQuotaLimitReached", &[lock, full]),
        Case { file: roles("owner"), ..case("permissionCheckNoResourceGroupOwnerRole", &[&group_role]) },
        Case {
            file: roles("networkContributor"),
            ..case("permissionCheckNoResourceGroupNetworkContributorRole", &[&group_role])
        },
        Case {
            file: roles("networkContributor"),
            ..case("permissionCheckNoVNetContributorRole", &[&vnet_role])
        },
    ]
}

/// Plays a case: broken at one minute, seen at 40, mended at 41, seen again.
fn play(case: &Case) {
    let retry = |at: &str| {
        format!(
            r#"{{ "at": "{at}", "as": "windows-365-admin", "admin": {{ "action": "retryChecks", "connection": "hybrid" }} }}"#
        )
    };
    let mut events: Vec<String> =
        case.faults.iter().map(|fault| format!(r#"{{ "at": "1m", "fault": {fault} }}"#)).collect();
    events.push(retry("2m"));
    events.extend(case.faults.iter().map(|fault| format!(r#"{{ "at": "40m", "repair": {fault} }}"#)));
    // An edit runs the checks by itself.
    events.push(case.remedy.clone().unwrap_or_else(|| retry("41m")));
    let mut file = office_draft("", &events.join(", "));
    for &(place, value) in &case.file {
        file = if value == "true" { file.set(place, true) } else { file.set(place, value) };
    }
    let scenario = file.scenario();
    let error = ErrorType::named(case.error).expect(case.error);
    let broken = found(&played(&scenario, "39m"), "hybrid");
    assert!(broken.iter().any(|&(_, found)| found == error), "{}: {broken:?}", case.error);
    let mended = played(&scenario, "1h15m");
    assert_eq!(found(&mended, "hybrid"), [], "{}, mended", case.error);
    assert!(status(&mended, "hybrid").is_usable());
}

/// The account's quota is used up by ten joins, which take longer than the other cases.
fn play_quota() {
    let mut events = vec![r#"{ "at": "1m", "fault": { "kind": "delegationRemoved" } }"#.to_owned()];
    let retry = |minutes: i32| {
        format!(r#"{{ "at": "{minutes}m", "admin": {{ "action": "retryChecks", "connection": "hybrid" }} }}"#)
    };
    events.extend((0..11).map(|number| retry(2 + 40 * number)));
    events.push(r#"{ "at": "440m", "repair": { "kind": "delegationRemoved" } }"#.to_owned());
    events.push(retry(441));
    let scenario = office("", &events.join(", "));
    let broken = found(&played(&scenario, "439m"), "hybrid");
    assert!(broken.contains(&(Check::DomainJoin, ErrorType::AdJoinAccountQuotaExceeded)), "{broken:?}");
    assert_eq!(found(&played(&scenario, "475m"), "hybrid"), []);
}

/// A domain whose name no DNS has is never found; a connection to another domain is the remedy.
fn play_bad_name() {
    let events = r#"{ "at": "1m", "admin": { "action": "retryChecks", "connection": "hybrid" } },
        { "at": "40m", "admin": { "action": "createConnection", "name": "right", "joinType": "hybridAzureADJoin", "subnet": "other-pcs", "domain": "lab.contoso.com" } }"#;
    let controllers = json!([{ "name": "x" }]);
    let scenario = office_draft("", events)
        .set("/world/domains/0/name", "lab.contoso.com")
        .insert("/world/domains", Some(0), json!({ "name": "corp_contoso", "controllers": controllers }))
        .scenario();
    let broken = found(&played(&scenario, "35m"), "hybrid");
    assert!(broken.contains(&(Check::Dns, ErrorType::DnsNameWithInvalidCharacter)), "{broken:?}");
    assert_eq!(found(&played(&scenario, "75m"), "right"), []);
}

#[test]
fn every_error_type_comes_of_a_world_and_goes_with_a_repair() {
    let mut missing: BTreeSet<&str> = ERROR_TYPES.iter().map(|entry| entry.graph).collect();
    for case in simple().iter().chain(&special()) {
        play(case);
        missing.remove(case.error);
    }
    play_quota();
    missing.remove("adJoinCheckAccountQuotaExceeded");
    play_bad_name();
    missing.remove("dnsCheckNameWithInvalidCharacter");
    assert!(missing.is_empty(), "{missing:?}");
}
