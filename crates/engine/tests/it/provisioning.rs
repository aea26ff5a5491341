//! Provisioning: the choice, the stages, attempts and what they hold.

use anc_engine::domain::{AttemptState, CloudPc, CloudPcStatus, Stage};
use anc_engine::{Detail, Simulation};

use crate::helpers::{at, kinds, manual, office, played, user};

fn cloud_pc<'a>(simulation: &'a Simulation, name: &str) -> &'a CloudPc {
    let world = simulation.world();
    &world.cloud_pcs[world.users[user(simulation, name)].cloud_pc.expect("a Cloud PC")]
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
    let without =
        |left_out: &[Stage]| Stage::ALL.into_iter().filter(|of| !left_out.contains(of)).collect::<Vec<_>>();
    assert_eq!(stages(&hybrid, "later-01"), without(&[Stage::Prepare]));
    let entra = played(&office("", LATER), "4h");
    let expected = without(&[Stage::Prepare, Stage::SyncDevice]);
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

/// The verdicts of the choice for a Cloud PC, and how many things they rest on.
fn chosen(file: &str, at: &str) -> (Vec<&'static str>, usize) {
    let simulation = played(&manual(file).scenario(), at);
    let choice = simulation.records().iter().rev().find_map(|record| match &record.detail {
        Detail::NetworkChosen { candidates, .. } => Some((candidates.clone(), record.because.len())),
        _ => None,
    });
    let (candidates, because) = choice.expect("a choice");
    (candidates.iter().map(|candidate| candidate.verdict.name()).collect(), because)
}

#[test]
fn the_choice_says_why_others_are_not_taken_and_what_that_rests_on() {
    for (file, why) in [
        ("provisioning/a-full-region-is-passed-over", "regionFull"),
        ("provisioning/a-full-subnet-is-passed-over", "subnetFull"),
        ("provisioning/a-failed-status-is-passed-over", "status"),
    ] {
        assert_eq!(chosen(file, "41m"), (vec![why, "taken"], 2), "{file}");
    }
    let healthy = chosen("provisioning/the-first-that-is-available-is-taken", "2m");
    assert_eq!(healthy.0, ["taken", "notAsked"]);
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
