//! Provisioning: the choice, the stages, attempts and what they hold.

use anc_engine::domain::{AttemptState, CloudPc, CloudPcStatus, Stage};
use anc_engine::{Detail, Simulation};

use crate::helpers::{at, kinds, office, office_text, parse, played, user};

fn cloud_pc<'a>(simulation: &'a Simulation, name: &str) -> &'a CloudPc {
    let world = simulation.world();
    &world.cloud_pcs[world.users[user(simulation, name)].cloud_pc.expect("a Cloud PC")]
}

fn connection_of(simulation: &Simulation, name: &str) -> String {
    let placement = cloud_pc(simulation, name).placement().expect("a place");
    simulation.world().connections[placement.connection].name.to_string()
}

const LATER: &str =
    r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#;
const LATER_HYBRID: &str =
    r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Hybrid", "group": "later" } }"#;

/// The stages that one Cloud PC passed, in order.
fn stages(simulation: &Simulation, name: &str) -> Vec<Stage> {
    let id = simulation.world().users[user(simulation, name)].cloud_pc.expect("a Cloud PC");
    simulation
        .records()
        .iter()
        .filter(|record| record.key.entity == anc_engine::domain::Entity::CloudPc(id))
        .filter_map(|record| match record.detail {
            Detail::StageDone(stage) => Some(stage),
            _ => None,
        })
        .collect()
}

#[test]
fn stages_come_in_their_order_and_only_hybrid_waits_for_sync() {
    let hybrid = played(&office("", LATER_HYBRID), "4h");
    assert_eq!(stages(&hybrid, "later-01"), Stage::ALL);
    let entra = played(&office("", LATER), "4h");
    let expected: Vec<Stage> = Stage::ALL.into_iter().filter(|&stage| stage != Stage::SyncDevice).collect();
    assert_eq!(stages(&entra, "later-01"), expected);
    assert_eq!(cloud_pc(&entra, "later-01").status, CloudPcStatus::Provisioned);
}

#[test]
fn a_scenario_may_say_how_long_stages_take() {
    let world = r#", "stages": [{ "stage": "createVm", "from": "2h", "to": "2h" }]"#;
    let simulation = played(&office(world, LATER), "2h");
    let AttemptState::InStage(stage, began, until) =
        cloud_pc(&simulation, "later-01").last_attempt().expect("one").state
    else {
        panic!("it is under way")
    };
    assert_eq!((stage, began, until), (Stage::CreateVm, at("1m"), at("2h1m")));
}

#[test]
fn device_sync_comes_with_the_cycles_of_entra_connect() {
    let world = r#", "entraId": { "syncInterval": "1h" }"#;
    let simulation = played(&office(world, LATER_HYBRID), "5h");
    for record in simulation.records() {
        if record.detail == Detail::StageDone(Stage::SyncDevice) {
            assert_eq!(record.key.at.0 % at("1h").0, 0, "{record:?}");
        }
    }
    assert_eq!(cloud_pc(&simulation, "later-01").status, CloudPcStatus::Provisioned);
}

#[test]
fn sync_gives_up_after_ninety_minutes() {
    let events = format!(r#"{LATER_HYBRID}, {{ "at": "10m", "fault": {{ "kind": "entraIdDown" }} }}"#);
    // Checks every six hours: no run ends in between and fails the attempt first.
    let text =
        office_text("", &events).replace("\"seed\": 42", "\"seed\": 42, \"rules\": \"service-2026-10\"");
    let simulation = played(&parse(&text), "2h20m");
    let problem = simulation.records().iter().find_map(|record| match record.detail {
        Detail::AttemptFailed { problem, stage: Some(Stage::SyncDevice), .. } => Some(problem.name()),
        _ => None,
    });
    assert_eq!(problem, Some("hybridJoinTimedOut"));
}

#[test]
fn sync_that_comes_too_seldom_gives_up_too() {
    let text = office_text(r#", "entraId": { "syncInterval": "6h" }"#, LATER_HYBRID);
    let simulation = played(&parse(&text), "2h30m");
    let timed_out = simulation.records().iter().any(
        |record| matches!(record.detail, Detail::AttemptFailed { problem, .. } if problem.name() == "hybridJoinTimedOut"),
    );
    assert!(timed_out, "ninety minutes are over before the first cycle");
}

#[test]
fn settings_are_frozen_into_the_cloud_pc() {
    let events = r#"{ "at": "1m", "admin": { "action": "editConnection", "connection": "entra", "subnet": "other-pcs" } },
        { "at": "1h", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#;
    let simulation = played(&office("", events), "4h");
    let subnet = |name: &str| {
        let placement = cloud_pc(&simulation, name).placement().expect("a place");
        simulation.world().subnets[placement.settings.subnet].name.to_string()
    };
    assert_eq!(subnet("cloud-01"), "entra-pcs", "born before the edit");
    assert_eq!(subnet("later-01"), "other-pcs", "born after it");
}

#[test]
fn the_choice_takes_the_first_that_is_available_and_says_why_others_are_not() {
    let world = r#", "stages": []"#;
    let second = |text: String| {
        text.replace(
            r#"{ "name": "entra", "joinType": "azureADJoin", "subnet": "entra-pcs" }"#,
            r#"{ "name": "entra", "joinType": "azureADJoin", "subnet": "entra-pcs" },
               { "name": "spare", "joinType": "azureADJoin", "subnet": "far-pcs" }"#,
        )
        .replace(
            "\"prefix\": \"10.0.2.0/28\" }\n            ] }",
            "\"prefix\": \"10.0.2.0/28\" }\n            ] }, { \"name\": \"far\", \"region\": \"uksouth\", \"subnets\": [{ \"name\": \"far-pcs\", \"prefix\": \"10.9.0.0/28\" }] }",
        )
        .replace("\"connections\": [\"entra\"]", "\"connections\": [\"entra\", \"spare\"]")
    };
    for (fault, why) in [
        (r#"{ "kind": "regionTaken", "region": "westeurope" }"#, "regionFull"),
        (r#"{ "kind": "addressesTaken", "subnet": "entra-pcs" }"#, "subnetFull"),
        (r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "intune" }"#, "status"),
    ] {
        let events = format!(
            r#"{{ "at": "1m", "fault": {fault} }}, {{ "at": "2m", "admin": {{ "action": "retryChecks", "connection": "entra" }} }},
               {{ "at": "40m", "admin": {{ "action": "assignPolicy", "policy": "Entra", "group": "later" }} }}"#
        );
        // A full subnet fails the checks too; the choice is then by status. Without the retry it is by address.
        let events = if why == "status" {
            events
        } else {
            events.replace("retryChecks", "updatePassword").replace(
                "\"connection\": \"entra\" } },\n               { \"at\": \"40m\"",
                "\"connection\": \"hybrid\" } },\n               { \"at\": \"40m\"",
            )
        };
        let simulation = played(&parse(&second(office_text(world, &events))), "41m");
        assert_eq!(connection_of(&simulation, "later-01"), "spare", "{fault}");
        let candidates = simulation.records().iter().find_map(|record| match &record.detail {
            Detail::ConnectionChosen { candidates, .. } => Some((candidates.clone(), record.because.clone())),
            _ => None,
        });
        let (candidates, because) = candidates.expect("a choice");
        let verdicts: Vec<_> = candidates.iter().map(|candidate| candidate.verdict.name()).collect();
        assert_eq!(verdicts, [why, "taken"], "{fault}");
        assert_eq!(because.len(), 2, "both verdicts rest on something: {because:?}");
    }
    let healthy = played(&parse(&second(office_text(world, LATER))), "2m");
    let Some(Detail::ConnectionChosen { candidates, .. }) = healthy
        .records()
        .iter()
        .map(|record| &record.detail)
        .find(|detail| matches!(detail, Detail::ConnectionChosen { .. }))
    else {
        panic!("a choice")
    };
    let verdicts: Vec<_> = candidates.iter().map(|candidate| candidate.verdict.name()).collect();
    assert_eq!(verdicts, ["taken", "notAsked"]);
}

#[test]
fn three_attempts_hold_their_addresses_until_their_clean_up() {
    let events =
        format!(r#"{{ "at": "0", "fault": {{ "kind": "vnetRoleRemoved", "vnet": "vnet" }} }}, {LATER}"#);
    // Gaps of periodic runs would end the connection's good status; the first run comes after an hour at the earliest.
    let scenario = office("", &events);
    let ended = played(&scenario, "1h");
    let attempts =
        ended.records().iter().filter(|record| matches!(record.detail, Detail::AttemptFailed { .. })).count();
    assert_eq!(attempts, 12, "three for each of four");
    assert_eq!(cloud_pc(&ended, "later-01").status, CloudPcStatus::Failed);
    let subnet = |simulation: &Simulation| {
        let id = simulation.world().subnets.find(|subnet| subnet.name.as_str() == "entra-pcs").expect("it");
        simulation.world().subnets[id].held()
    };
    assert_eq!(subnet(&ended), 3 + 12, "failed attempts hold their addresses");
    let cleaned = played(&scenario, "5h");
    let runs = cleaned
        .world()
        .connections
        .values()
        .filter(|of| of.current_run.is_some() && of.name.as_str() == "entra")
        .count();
    assert_eq!(subnet(&cleaned) as usize, 3 + runs, "and free them three hours later");
    assert_eq!(kinds(&cleaned).iter().filter(|&&kind| kind == "cleanedUp").count(), 12);
}

#[test]
fn a_failed_cloud_pc_is_tried_again_when_an_admin_asks() {
    let events = format!(
        r#"{{ "at": "0", "fault": {{ "kind": "vnetRoleRemoved", "vnet": "vnet" }} }}, {LATER},
           {{ "at": "59m", "repair": {{ "kind": "vnetRoleRemoved", "vnet": "vnet" }} }},
           {{ "at": "59m", "admin": {{ "action": "retryProvisioning", "user": "later-02" }} }}"#
    );
    let simulation = played(&office("", &events), "5h");
    assert_eq!(cloud_pc(&simulation, "later-02").status, CloudPcStatus::Provisioned);
    assert_eq!(cloud_pc(&simulation, "later-01").status, CloudPcStatus::Failed);
}

#[test]
fn a_failed_run_fails_attempts_that_are_under_way() {
    let world = r#", "stages": [{ "stage": "createVm", "from": "3h", "to": "3h" }]"#;
    let events = format!(
        r#"{LATER}, {{ "at": "2m", "fault": {{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "intune" }} }},
           {{ "at": "3m", "admin": {{ "action": "retryChecks", "connection": "entra" }} }}"#
    );
    let simulation = played(&office(world, &events), "40m");
    let problems: Vec<_> = simulation
        .records()
        .iter()
        .filter_map(|record| match record.detail {
            Detail::AttemptFailed { problem, .. } => Some(problem.name()),
            _ => None,
        })
        .collect();
    assert_eq!(problems[..4], ["connectionUnhealthy"; 4]);
}

#[test]
fn people_who_join_get_a_cloud_pc_by_the_policy_of_their_group() {
    let simulation =
        played(&office("", r#"{ "at": "1m", "peopleJoin": { "group": "cloud", "people": 2 } }"#), "4h");
    assert_eq!(connection_of(&simulation, "cloud-05"), "entra");
    assert_eq!(cloud_pc(&simulation, "cloud-05").status, CloudPcStatus::Provisioned);
}

#[test]
fn the_first_policy_that_was_assigned_gives_the_cloud_pc() {
    let events = r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Hybrid", "group": "later" } },
        { "at": "2m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } },
        { "at": "3m", "peopleJoin": { "group": "later", "people": 1 } }"#;
    let simulation = played(&office("", events), "4m");
    assert_eq!(connection_of(&simulation, "later-01"), "hybrid");
    assert_eq!(connection_of(&simulation, "later-05"), "hybrid");
}
