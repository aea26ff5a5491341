//! What always holds, whatever is done to a world.

use std::collections::BTreeSet;
use std::sync::Arc;

use anc_engine::command::random::Random;
use anc_engine::command::{ACTIONS, CHANGES, Command, FAULTS, USER_ACTIONS};
use anc_engine::domain::{CloudPcStatus, Offset, World};
use anc_engine::{Simulation, invariants};
use proptest::prelude::*;
use serde_json::json;

use crate::helpers::{Draft, office, office_draft, played};

/// A length of time, and the chance that makes what is done after it.
type Step = (i64, Vec<u32>);

/// Chance: the same numbers draw the same command of the same world.
fn command(world: &World, numbers: &[u32]) -> Option<Command> {
    let mut numbers = numbers.iter();
    let mut draw = |below: u32| numbers.next().map(|number| number % below.max(1));
    Random { world, beyond: false, draw: &mut draw }.command()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(
        (
            prop_oneof![8 => 0_i64..4 * 3_600_000, 1 => 0_i64..20 * 86_400_000],
            proptest::collection::vec(any::<u32>(), 24),
        ),
        1..25,
    )
}

/// Lets time pass, and says what is done then.
fn next(simulation: &mut Simulation, (wait, numbers): &Step) -> Option<Command> {
    simulation.run_until(simulation.now().after(Offset(*wait))).expect("within limits");
    command(simulation.world(), numbers)
}

fn play(steps: &[Step]) -> Simulation {
    let scenario = office("", "");
    let mut simulation = Simulation::new(&Arc::clone(&scenario.setup));
    for step in steps {
        if let Some(command) = next(&mut simulation, step) {
            simulation.act(command).expect("within limits");
        }
    }
    simulation.run_until(simulation.now().after(Offset::hours(5))).expect("within limits");
    simulation
}

/// Whatever is drawn names what is there: nearly all of it is done, and every command of every family is among it.
#[test]
fn chance_finds_every_command() {
    let scenario = office("", "");
    let simulation = Simulation::new(&scenario.setup);
    let mut found = BTreeSet::new();
    let mut seed = 1_u64;
    let mut draw = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((seed >> 33) as u32 % below.max(1))
    };
    for _ in 0..20_000 {
        let command = Random { world: simulation.world(), beyond: false, draw: &mut draw }.command();
        found.extend(command.map(|command| command.declaration().name));
    }
    let all = ACTIONS.iter().map(|of| of.declaration.name);
    let all = all.chain(FAULTS.iter().map(|of| of.declaration.name));
    let all = all.chain(USER_ACTIONS.iter().map(|of| of.declaration.name));
    let mut all: Vec<&str> = all.chain(CHANGES.iter().map(|of| of.declaration.name)).collect();
    all.sort_unstable();
    let missing: Vec<&str> = all.into_iter().filter(|name| !found.contains(name)).collect();
    assert_eq!(missing, crate::commands::MISSING_IN_THE_OFFICE);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_and_a_replay_is_the_live_run(steps in steps(), part in 0_i64..100) {
        let live = play(&steps);
        prop_assert_eq!(invariants::broken(live.world()), None);
        prop_assert_eq!(live.state_digest(), play(&steps).state_digest());

        let mut replayed = live.clone();
        replayed.seek(Offset(live.now().0 * part / 100)).expect("within limits");
        replayed.seek(live.now()).expect("within limits");
        prop_assert_eq!(replayed.state_digest(), live.state_digest());
        prop_assert_eq!(replayed.records_digest(), live.records_digest());
        prop_assert_eq!(replayed.records(), live.records());
    }

    #[test]
    fn a_run_that_is_exported_plays_again_as_it_was(steps in steps()) {
        let text = crate::helpers::office_text("", "");
        let mut live = Simulation::new(&crate::helpers::parse(&text).setup);
        for step in &steps {
            let Some(command) = next(&mut live, step) else { continue };
            // A file names nothing that never was; what a refused action names may be such a thing.
            if live.clone().act(command.clone()).expect("within limits").refused.is_none() {
                live.act(command).expect("within limits");
            }
        }
        live.run_until(live.now().after(Offset::hours(5))).expect("within limits");
        let file = anc_engine::scenario::export::export(&text, &[], &live).expect("a scenario file");
        let mut again = Simulation::new(&crate::helpers::parse(&file).setup);
        again.run_until(live.now()).expect("within limits");
        prop_assert_eq!(again.records(), live.records());
        prop_assert_eq!(again.records_digest(), live.records_digest());
    }

    #[test]
    fn what_is_undone_never_was_and_comes_back(steps in steps(), back in 1_usize..6) {
        let live = play(&steps);
        let mut changed = live.clone();
        let kept = live.actions().len().saturating_sub(back);
        let undone = live.actions().len() - kept;
        for _ in 0..undone {
            prop_assert!(changed.undo().expect("within limits"));
        }
        // A run in which the last ones were never done.
        let mut never = Simulation::new(live.setup());
        for taken in &live.actions()[..kept] {
            never.run_until(taken.at).expect("within limits");
            never.act(taken.command.clone()).expect("within limits");
        }
        never.run_until(live.now()).expect("within limits");
        prop_assert_eq!(changed.state_digest(), never.state_digest());
        prop_assert_eq!(changed.records_digest(), never.records_digest());
        prop_assert_eq!(changed.records(), never.records());
        for _ in 0..undone {
            prop_assert!(changed.redo().expect("within limits"));
        }
        prop_assert_eq!(changed.state_digest(), live.state_digest());
        prop_assert_eq!(changed.records(), live.records());
        prop_assert_eq!(changed.actions(), live.actions());
    }

    #[test]
    fn a_rehearsal_is_what_happens(steps in steps()) {
        let scenario = office("", "");
        let mut simulation = Simulation::new(&scenario.setup);
        for step in &steps {
            let Some(command) = next(&mut simulation, step) else { continue };
            let told = simulation.rehearse(command.clone()).expect("within limits");
            let (before, known) = (simulation.world().clone(), simulation.records().len());
            let outcome = simulation.act(command).expect("within limits");
            prop_assert_eq!(&told.refused, &outcome.refused);
            prop_assert_eq!(told.changes, simulation.world().changes_since(&before));
            prop_assert!(simulation.records().from(known).iter().eq(&told.records));
            prop_assert!(told.refused.is_none() || simulation.world() == &before);
        }
    }

    #[test]
    fn a_refused_action_changes_nothing(steps in steps()) {
        let scenario = office("", "");
        let mut simulation = Simulation::new(&scenario.setup);
        for step in &steps {
            let Some(command) = next(&mut simulation, step) else { continue };
            let before = simulation.state_digest();
            let outcome = simulation.act(command).expect("within limits");
            if outcome.refused.is_some() {
                prop_assert_eq!(simulation.state_digest(), before);
            }
        }
    }

    #[test]
    fn every_record_has_a_cause_in_the_past(steps in steps()) {
        let simulation = play(&steps);
        for record in simulation.records() {
            prop_assert_eq!(record.cause.is_none(), record.key.kind.is_root());
            for earlier in record.cause.iter().chain(&record.because) {
                prop_assert!(earlier.at <= record.key.at);
                prop_assert!(simulation.record(*earlier).is_some(), "{:?} of {:?} is not kept", earlier, record);
            }
        }
    }
}

/// Whoever is added without a part in anything leaves every other record as it was.
#[test]
fn who_is_added_without_a_part_changes_no_other_record() {
    let assign =
        r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#;
    let file = office_draft("", assign);
    let idle = file.clone().insert("/world/groups", Some(0), json!({ "name": "idle", "people": 5 }));
    let digest = |file: Draft| played(&file.scenario(), "5d").records_digest();
    assert_eq!(digest(file), digest(idle));
}

/// The same for a virtual network that nobody uses, and for an alternate that is never needed.
#[test]
fn an_unused_network_and_an_unused_alternate_change_no_other_record() {
    let told = |file: &Draft| {
        let simulation = played(&file.scenario(), "5d");
        let world = simulation.world();
        let key = |key: &anc_engine::domain::RecordKey| {
            format!("{} {} {} {}", key.at, world.name(key.entity), key.kind.name(), key.n)
        };
        // What is about the alternate itself is its own; everything else is compared, with its causes.
        simulation
            .records()
            .iter()
            .filter(|record| world.name(record.key.entity) != "idle")
            .map(|record| {
                let because: Vec<String> = record.because.iter().map(key).collect();
                format!("{} < {:?} < {because:?}", key(&record.key), record.cause.as_ref().map(key))
            })
            .collect::<Vec<_>>()
    };
    let office = office_draft(
        "",
        r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } },
           { "at": "2h", "fault": { "kind": "linkDown", "link": "vpn" } }, { "at": "3h", "signIn": "staff-01" }"#,
    );
    let plain = told(&office);
    assert!(plain.len() > 100);
    let vnet = json!({ "name": "spare", "region": "northeurope", "subnets": [{ "name": "spare-pcs", "prefix": "10.9.0.0/26" }] });
    let with_network = office.insert("/world/vnets", Some(0), vnet);
    assert_eq!(told(&with_network), plain);
    let idle = json!({ "name": "idle", "joinType": "azureADJoin", "subnet": "spare-pcs" });
    let with_alternate = with_network.insert("/world/connections", Some(0), idle).insert(
        "/world/policies/1/connections",
        None,
        "idle",
    );
    assert_eq!(told(&with_alternate), plain);
}

/// Of so many people as many have a Cloud PC as there are licences, in their order; whoever's grace period is ended makes room for one who
/// waits, and for one only; more licences make room for as many.
#[test]
fn licences_add_up() {
    for (people, count) in [(1, 1), (5, 0), (5, 3), (5, 5), (8, 6)] {
        for ended in 0..=count.min(3) {
            let end = |n: usize| {
                format!(
                    r#"{{ "at": "1h", "licence": {{ "user": "office-0{n}", "has": false }} }},
                       {{ "at": "2h", "admin": {{ "action": "endGracePeriod", "user": "office-0{n}" }} }},"#
                )
            };
            let ends: String = (1..=ended).map(end).collect();
            let more =
                r#"{ "at": "10h", "change": { "what": "setLicences", "size": "small", "count": 20 } }"#;
            let text = format!(
                r#"{{ "format": 1, "id": "licences", "title": "Licences", "summary": "So many, and so many people.",
                    "start": "2026-03-02T07:00:00Z", "horizon": "1d", "world": {{
                    "vnets": [{{ "name": "vnet", "region": "westeurope", "subnets": [{{ "name": "pcs", "prefix": "10.20.0.0/26" }}] }}],
                    "licences": [{{ "size": "small", "count": {count} }}],
                    "groups": [{{ "name": "office", "people": {people} }}],
                    "connections": [{{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }}],
                    "policies": [{{ "name": "Desktops", "connections": ["anc"], "groups": ["office"] }}] }},
                    "events": [{ends} {more}] }}"#
            );
            let seen = |until: &str| {
                let simulation = played(&crate::helpers::parse(&text), until);
                let of =
                    |status| simulation.world().cloud_pcs.values().filter(|of| of.status == status).count();
                (
                    of(CloudPcStatus::Provisioned),
                    of(CloudPcStatus::InGracePeriod),
                    of(CloudPcStatus::PendingProvision),
                )
            };
            let waiting = people - count.min(people);
            let served = ended.min(waiting);
            assert_eq!(seen("30m"), (count.min(people), 0, waiting), "{people} people, {count} licences");
            assert_eq!(
                seen("90m"),
                (count.min(people) - ended, ended, waiting),
                "the grace period keeps them"
            );
            assert_eq!(
                seen("9h"),
                (count.min(people) - ended + served, 0, waiting - served),
                "{ended} are free"
            );
            assert_eq!(seen("23h"), (people - ended, 0, 0), "there are enough");
        }
    }
}
