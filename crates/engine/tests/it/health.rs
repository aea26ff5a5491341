//! Health checks: when they run, what they see, and what becomes of it.

use anc_engine::domain::{Check, ConnectionStatus, ErrorType, Verdict};
use anc_engine::health;
use anc_engine::{Detail, Simulation};

use crate::helpers::{at, office, office_text, parse, played, status, with_resolver};

/// What a check saw in the last finished run.
fn verdict(simulation: &Simulation, connection: &str, check: Check) -> Verdict {
    let world = simulation.world();
    let id = world.connection_named(connection).expect("a connection");
    world.connections[id].last_run().expect("a run").result(check).expect("a result").verdict
}

/// What a retry finds after a fault.
fn after(fault: &str) -> Simulation {
    let retry = |connection| {
        format!(
            r#"{{ "at": "2m", "admin": {{ "action": "retryChecks", "connection": "{connection}" }}, "as": "windows-365-admin" }}"#
        )
    };
    let events = format!(r#"{{ "at": "1m", "fault": {fault} }}, {}, {}"#, retry("hybrid"), retry("entra"));
    played(&office("", &events), "35m")
}

#[test]
fn each_fault_is_found_by_its_check_and_repaired() {
    use Check::{
        Dns, DomainJoin, Endpoints, Localization, ResourceGroupPermission, SubscriptionPermission,
        VnetPermission,
    };
    let cases: [(&str, Check, ErrorType); 13] = [
        (r#"{ "kind": "linkDown", "link": "vpn" }"#, Dns, ErrorType::DnsFqdnNotFound),
        (r#"{ "kind": "dnsServersChanged", "vnet": "vnet" }"#, Dns, ErrorType::DnsFqdnNotFound),
        (r#"{ "kind": "passwordChanged" }"#, DomainJoin, ErrorType::AdJoinIncorrectCredentials),
        (r#"{ "kind": "passwordExpired" }"#, DomainJoin, ErrorType::AdJoinCredentialsExpired),
        (r#"{ "kind": "accountLocked" }"#, DomainJoin, ErrorType::AdJoinAccountLockedOrDisabled),
        (r#"{ "kind": "joinRightRemoved" }"#, DomainJoin, ErrorType::AdJoinAccessDenied),
        (
            r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "windows365" }"#,
            Endpoints,
            ErrorType::EndpointsWindows365,
        ),
        (
            r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "azureVirtualDesktop" }"#,
            Endpoints,
            ErrorType::EndpointsAzureVirtualDesktop,
        ),
        (
            r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "intune" }"#,
            Endpoints,
            ErrorType::EndpointsIntune,
        ),
        (r#"{ "kind": "entraIdDown" }"#, Endpoints, ErrorType::EndpointsEntraId),
        (
            r#"{ "kind": "subscriptionRoleRemoved", "subscription": "contoso" }"#,
            SubscriptionPermission,
            ErrorType::NoSubscriptionReaderRole,
        ),
        (
            r#"{ "kind": "resourceGroupRoleRemoved", "resourceGroup": "rg-cloud-pcs" }"#,
            ResourceGroupPermission,
            ErrorType::NoNetworkInterfaceContributorRole,
        ),
        (r#"{ "kind": "vnetRoleRemoved", "vnet": "vnet" }"#, VnetPermission, ErrorType::NoNetworkUserRole),
    ];
    for (fault, check, error) in cases {
        let simulation = after(fault);
        assert_eq!(verdict(&simulation, "hybrid", check), Verdict::Error(error), "{fault}");
        assert_eq!(status(&simulation, "hybrid"), ConnectionStatus::Failed, "{fault}");
        // The same world without the fault passes: the repair is made before the next retry.
        let repaired = format!(
            r#"{{ "at": "1m", "fault": {fault} }}, {{ "at": "2m", "repair": {fault} }},
               {{ "at": "3m", "admin": {{ "action": "retryChecks", "connection": "hybrid" }} }}"#
        );
        let simulation = played(&office("", &repaired), "35m");
        assert_eq!(status(&simulation, "hybrid"), ConnectionStatus::Passed, "{fault}, repaired");
    }
    let blocked = after(r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "localization" }"#);
    assert_eq!(verdict(&blocked, "entra", Localization), Verdict::Warning(ErrorType::EndpointsLocalization));
    assert_eq!(status(&blocked, "entra"), ConnectionStatus::Warning, "a warning does not stop anything");
}

#[test]
fn faults_of_the_directory_do_not_touch_entra_join() {
    // Where the DNS servers do not stand behind the link.
    for fault in [r#"{ "kind": "linkDown", "link": "vpn" }"#, r#"{ "kind": "accountLocked" }"#] {
        let events = format!(
            r#"{{ "at": "1m", "fault": {fault} }}, {{ "at": "2m", "admin": {{ "action": "retryChecks", "connection": "entra" }} }}"#
        );
        let simulation = played(&parse(&with_resolver(&events)), "35m");
        assert_eq!(status(&simulation, "entra"), ConnectionStatus::Passed, "{fault}");
        let id = simulation.world().connection_named("entra").expect("it");
        let run = simulation.world().connections[id].last_run().expect("a run").clone();
        assert!(run.result(Check::Dns).is_none() && run.result(Check::DomainJoin).is_none());
    }
}

#[test]
fn a_check_that_cannot_run_names_the_one_that_stopped_it() {
    let simulation = after(r#"{ "kind": "linkDown", "link": "vpn" }"#);
    assert_eq!(verdict(&simulation, "hybrid", Check::DomainJoin), Verdict::NotRun(Check::Dns));
    // The DNS servers stand behind the link, and they resolve all names.
    let endpoints = verdict(&simulation, "hybrid", Check::Endpoints);
    assert_eq!(endpoints, Verdict::Error(ErrorType::EndpointsWindows365));
    let simulation = after(r#"{ "kind": "vnetRoleRemoved", "vnet": "vnet" }"#);
    for check in [Check::Dns, Check::DomainJoin, Check::Endpoints, Check::Localization] {
        assert_eq!(verdict(&simulation, "hybrid", check), Verdict::NotRun(Check::VnetPermission));
    }
}

#[test]
fn a_full_subnet_leaves_no_address_for_the_temporary_vm() {
    let simulation = after(r#"{ "kind": "addressesTaken", "subnet": "hybrid-pcs" }"#);
    let found = verdict(&simulation, "hybrid", Check::SubnetAddresses);
    assert_eq!(found, Verdict::Error(ErrorType::NoSubnetAddress));
    assert_eq!(verdict(&simulation, "hybrid", Check::Dns), Verdict::NotRun(Check::SubnetAddresses));
    assert_eq!(status(&simulation, "entra"), ConnectionStatus::Passed);
}

#[test]
fn a_domain_that_cannot_be_reached_differs_from_one_that_does_not_answer() {
    // Names are answered by a controller in Azure of another domain's site, so that DNS passes and the join decides.
    let dns_in_azure = |text: String| {
        text.replace(
            "{ \"name\": \"dc-2\" }",
            "{ \"name\": \"dc-2\" }, { \"name\": \"dc-azure\", \"subnet\": \"other-pcs\" }",
        )
    };
    let events = r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } },
        { "at": "2m", "admin": { "action": "retryChecks", "connection": "hybrid" } }"#;
    let simulation = played(&parse(&dns_in_azure(office_text("", events))), "40m");
    assert_eq!(status(&simulation, "hybrid"), ConnectionStatus::Passed, "a controller in Azure is enough");

    let bad_name =
        office_text("", r#"{ "at": "2m", "admin": { "action": "retryChecks", "connection": "hybrid" } }"#)
            .replace("corp.contoso.com", "corp contoso_com");
    let simulation = played(&parse(&bad_name), "40m");
    assert_eq!(
        verdict(&simulation, "hybrid", Check::Dns),
        Verdict::Error(ErrorType::DnsNameWithInvalidCharacter)
    );
}

#[test]
fn an_organizational_unit_must_exist_and_be_a_distinguished_name() {
    for (unit, error) in [
        ("PCs", ErrorType::AdJoinOrganizationalUnitIncorrectFormat),
        ("OU=Laptops,DC=corp,DC=contoso,DC=com", ErrorType::AdJoinOrganizationalUnitNotFound),
    ] {
        // The wizard refuses what is no distinguished name; a world may hold it.
        let text = office_text(
            "",
            r#"{ "at": "1m", "admin": { "action": "retryChecks", "connection": "hybrid" } }"#,
        )
        .replace(
            "\"subnet\": \"hybrid-pcs\" }",
            &format!("\"subnet\": \"hybrid-pcs\", \"organizationalUnit\": \"{unit}\" }}"),
        );
        let simulation = played(&parse(&text), "40m");
        assert_eq!(verdict(&simulation, "hybrid", Check::DomainJoin), Verdict::Error(error), "{unit}");
    }
}

#[test]
fn updating_the_password_makes_the_connection_whole_again() {
    let events = r#"{ "at": "1m", "fault": { "kind": "passwordChanged" } },
        { "at": "2m", "admin": { "action": "retryChecks", "connection": "hybrid" } },
        { "at": "1h", "admin": { "action": "updatePassword", "connection": "hybrid" } }"#;
    let scenario = office("", events);
    assert_eq!(status(&played(&scenario, "40m"), "hybrid"), ConnectionStatus::Failed);
    assert_eq!(
        status(&played(&scenario, "95m".replace("95m", "1h35m").as_str()), "hybrid"),
        ConnectionStatus::Passed
    );
}

#[test]
fn a_new_password_is_never_an_old_one() {
    let events = r#"{ "at": "1m", "fault": { "kind": "passwordChanged" } },
        { "at": "2m", "admin": { "action": "updatePassword", "connection": "hybrid" } },
        { "at": "1h", "repair": { "kind": "passwordChanged" } },
        { "at": "1h1m", "fault": { "kind": "passwordChanged" } },
        { "at": "2h", "admin": { "action": "retryChecks", "connection": "hybrid" } }"#;
    assert_eq!(status(&played(&office("", events), "2h35m"), "hybrid"), ConnectionStatus::Failed);
}

#[test]
fn an_owner_gives_the_service_its_roles_silently_and_a_reader_does_not() {
    let events = |who: &str| {
        format!(
            r#"{{ "at": "1m", "fault": {{ "kind": "vnetRoleRemoved", "vnet": "vnet" }} }},
               {{ "at": "2m", "as": "{who}", "admin": {{ "action": "retryChecks", "connection": "entra" }} }}"#
        )
    };
    let by = |who| status(&played(&office("", &events(who)), "40m"), "entra");
    assert_eq!(by("intune-admin"), ConnectionStatus::Passed, "an owner");
    assert_eq!(by("windows-365-admin"), ConnectionStatus::Failed, "a reader");
}

#[test]
fn runs_come_every_one_to_six_hours_and_take_up_to_thirty_minutes() {
    let text = office_text("", "").replace("10d", "60d");
    let simulation = played(&parse(&text), "60d");
    let mut gaps = Vec::new();
    let mut last_end = None;
    let mut started = None;
    let hybrid =
        anc_engine::domain::Entity::Connection(simulation.world().connection_named("hybrid").expect("it"));
    for record in simulation.records().iter().filter(|record| record.key.entity == hybrid) {
        match record.detail {
            Detail::RunStarted { .. } => {
                gaps.extend(last_end.map(|end| record.key.at.since(end)));
                started = Some(record.key.at);
            }
            Detail::RunEnded { .. } => {
                let length = record.key.at.since(started.expect("it began"));
                assert!(length >= health::RUN_MIN && length <= health::RUN_MAX, "{length}");
                last_end = Some(record.key.at);
            }
            _ => {}
        }
    }
    assert!(gaps.len() > 300, "{}", gaps.len());
    let (least, most) = (gaps.iter().min().expect("one"), gaps.iter().max().expect("one"));
    assert!(*least >= at("1h") && *least < at("1h5m"), "{least}");
    assert!(*most <= at("6h") && *most > at("5h55m"), "{most}");

    let newer = text.replace("\"seed\": 42", "\"seed\": 42, \"rules\": \"service-2026-10\"");
    let simulation = played(&parse(&newer), "3d");
    let id = simulation.world().connection_named("hybrid").expect("it");
    let runs = &simulation.world().connections[id].history;
    for pair in runs.windows(2).skip(1) {
        assert_eq!(pair[1].started.since(pair[0].ends), at("6h"));
    }
}

#[test]
fn the_truth_is_known_before_the_status_is() {
    let simulation =
        played(&office("", r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } }"#), "2m");
    let id = simulation.world().connection_named("hybrid").expect("it");
    assert_eq!(simulation.world().connections[id].status(), ConnectionStatus::Passed);
    assert_eq!(health::roll_up(&health::truth(simulation.state(), id)), ConnectionStatus::Failed);
}

#[test]
fn a_temporary_vm_takes_an_address_from_the_start_of_a_run_to_its_end() {
    let scenario =
        office("", r#"{ "at": "1m", "admin": { "action": "retryChecks", "connection": "entra" } }"#);
    let free = |moment: &str| {
        let simulation = played(&scenario, moment);
        let subnet =
            simulation.world().subnets.find(|subnet| subnet.name.as_str() == "entra-pcs").expect("it");
        simulation.world().subnets[subnet].free()
    };
    assert_eq!((free("0"), free("1m"), free("20m"), free("32m")), (24, 23, 23, 24));
}
