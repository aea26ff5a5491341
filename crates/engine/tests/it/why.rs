//! Why something happened: the answer names what broke, whoever asks and wherever.

use anc_engine::domain::{Entity, Placement, RecordKey, RecordKind};
use anc_engine::why::not::{not_noticed, not_taken};
use anc_engine::why::{has_answer, why};
use anc_engine::{Detail, Record, Simulation};

use serde_json::json;

use crate::helpers::{Draft, library, office, office_text, parse, played, scenario};

fn last(simulation: &Simulation, wanted: impl Fn(&Record) -> bool) -> &Record {
    simulation.records().iter().rev().find(|record| wanted(record)).expect("such a record")
}

fn sentence(simulation: &Simulation, key: RecordKey) -> String {
    why(simulation, key).expect("an answer").sentence
}

#[test]
fn failed_checks_are_because_of_what_broke() {
    let simulation = played(&scenario("stale-status"), "2h46m");
    let failed = last(&simulation, |record| record.key.kind == RecordKind::RunEnded);
    let said = sentence(&simulation, failed.key);
    assert_eq!(said, "Because the VPN vpn-weu is down since 07:45.");
    let check = last(&simulation, |record| record.key.kind == RecordKind::CheckChanged);
    assert_eq!(sentence(&simulation, check.key), said);
    let quota = played(&scenario("machine-account-quota"), "7h12m");
    let failed = last(&quota, |record| record.key.kind == RecordKind::RunEnded);
    assert!(sentence(&quota, failed.key).contains("ten computers only"), "{}", sentence(&quota, failed.key));
}

#[test]
fn what_was_believed_is_part_of_the_answer() {
    let simulation = played(&scenario("stale-status"), "4h");
    let failed = last(&simulation, |record| record.key.kind == RecordKind::ProvisioningFailed);
    let answer = why(&simulation, failed.key).expect("an answer");
    assert!(
        answer.sentence.starts_with(
            "Because the VPN vpn-weu is down since 07:45; anc-weu was still chosen, its status was "
        ),
        "{}",
        answer.sentence
    );
    // Three attempts that failed alike are told once.
    let told = |kind| answer.chain.iter().filter(|step| step.record.kind == kind).collect::<Vec<_>>();
    let attempts = told(RecordKind::AttemptFailed);
    assert_eq!((attempts.len(), attempts[0].alike), (1, 2), "{:?}", answer.chain);
    assert!(told(RecordKind::Opened).is_empty());
}

#[test]
fn a_fault_that_was_mended_is_told_with_both_ends() {
    let simulation = played(&scenario("stale-status"), "1d");
    let failed = last(
        &simulation,
        |record| matches!(record.detail, Detail::RunEnded { status, .. } if status.name() == "failed"),
    );
    let said = sentence(&simulation, failed.key);
    assert_eq!(said, "Because the VPN vpn-weu is down (5 March, 07:45 to 15:40).");
}

#[test]
fn whatever_went_wrong_has_an_answer_and_beginnings_have_none() {
    for (name, text) in library() {
        let scenario = parse(&text);
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(simulation.horizon()).expect("within limits");
        for record in simulation.records() {
            let answer = why(&simulation, record.key);
            assert_eq!(answer.is_some(), has_answer(&simulation, record.key), "{name}: {:?}", record.key);
            if record.key.kind.is_root() {
                assert_eq!(answer, None, "{name}: {:?} is a beginning", record.key);
                continue;
            }
            let wrong = match &record.detail {
                Detail::SignInFailed(_)
                | Detail::AttemptFailed { .. }
                | Detail::NoNetwork { .. }
                | Detail::ProvisioningFailed
                | Detail::WorkFailed(_)
                | Detail::Refused { .. } => true,
                Detail::RunEnded { status, .. } => status.name() == "failed",
                _ => false,
            };
            let Some(answer) = answer else {
                assert!(!wrong, "{name}: {record:?} has no answer");
                continue;
            };
            assert!(
                answer.sentence.ends_with('.') && answer.sentence.len() < 600,
                "{name}: {}",
                answer.sentence
            );
            assert_eq!(answer.chain.first().map(|step| step.record), Some(record.key), "{name}");
            for reason in &answer.reasons {
                assert!(reason.kind.is_root() && reason.at <= record.key.at, "{name}: {}", answer.sentence);
            }
        }
    }
}

#[test]
fn routine_has_no_reason() {
    let simulation = played(&scenario("first-connection"), "1d");
    let routine: Vec<&Record> =
        simulation.records().iter().filter(|record| record.key.kind == RecordKind::SignedIn).collect();
    assert!(!routine.is_empty());
    assert!(routine.iter().all(|record| !has_answer(&simulation, record.key)));
}

#[test]
fn what_was_removed_is_why() {
    // A link of the network, one of a hub that it is peered with, and that peering. What was taken later and led nowhere is not why.
    let hub = |file: Draft| {
        let vnet = json!({ "name": "hub", "region": "westeurope", "subnets": [{ "name": "servers", "prefix": "10.9.0.0/27" }] });
        let peering = json!([{ "name": "to-hub", "between": ["vnet-weu", "hub"] }]);
        file.insert("/world/vnets", None, vnet)
            .set("/world/links/0/vnet", "hub")
            .set("/world/peerings", peering)
    };
    let stale = &library().into_iter().find(|(name, _)| name == "stale-status").expect("it is there").1;
    let base = || Draft::of(stale).set("/events", json!([])).set("/expect", json!([]));
    for (file, what, field, name, title) in [
        (base(), "removeLink", "link", "vpn-weu", "link VPN vpn-weu"),
        (hub(base()), "removeLink", "link", "vpn-weu", "link VPN vpn-weu"),
        (hub(base()), "removePeering", "peering", "to-hub", "peering to-hub"),
    ] {
        let event = json!({ "at": "45m", "change": { "what": what, field: name } });
        let file = file.set("/events", json!([event, { "at": "46m", "signIn": "office-01" }]));
        let simulation = played(&file.scenario(), "20h");
        for kind in [RecordKind::RunEnded, RecordKind::SignInFailed] {
            let failed = last(&simulation, |record| record.key.kind == kind);
            let answer = why(&simulation, failed.key).expect("an answer");
            let reasons: Vec<RecordKind> = answer.reasons.iter().map(|key| key.kind).collect();
            assert_eq!(reasons, [RecordKind::EnvironmentChanged], "{what}");
            let taken = format!("Because of “Remove {title}” at 5 March, 07:45.");
            assert_eq!(answer.sentence, taken);
        }
    }
}

#[test]
fn the_last_controller_that_was_removed_is_why() {
    let stale = &library().into_iter().find(|(name, _)| name == "stale-status").expect("it is there").1;
    let remove = |at: &str, name: &str| json!({ "at": at, "change": { "what": "removeController", "controller": name } });
    let file = Draft::of(stale)
        .set("/world/vnets/0/dns", json!([]))
        .set("/world/vnets/0/resolver", true)
        .set("/events", json!([remove("45m", "dc-1"), remove("50m", "dc-2")]))
        .set("/expect", json!([]));
    let simulation = played(&file.scenario(), "20h");
    let failed = last(&simulation, |record| record.key.kind == RecordKind::RunEnded);
    assert_eq!(
        sentence(&simulation, failed.key),
        "Because of “Remove domain controller dc-2” at 5 March, 07:50."
    );
}

#[test]
fn a_sign_in_that_works_though_the_status_is_red_says_why() {
    // The link is down while the checks look, and up again before the next ones do.
    let events = r#"{ "at": "30m", "fault": { "kind": "linkDown", "link": "vpn" } }, { "at": "9h", "repair": { "kind": "linkDown", "link": "vpn" } },
        { "at": "9h10m", "signIn": "USER" }"#;
    let text = office_text("", "");
    let first = {
        let simulation = Simulation::new(&parse(&text).setup);
        let world = simulation.world();
        let hybrid = world.cloud_pcs.iter().find(|(_, of)| {
            let over = of.placement().and_then(Placement::connection);
            over.is_some_and(|id| world.connections[id].name.as_str() == "hybrid")
        });
        let (_, cloud_pc) = hybrid.expect("somebody has one");
        world.name(anc_engine::domain::Entity::User(cloud_pc.user)).to_owned()
    };
    let scenario = parse(&office_text("", &events.replace("USER", &first)));
    let simulation = played(&scenario, "9h20m");
    let record = last(&simulation, |record| record.key.kind == RecordKind::SignedIn);
    assert!(has_answer(&simulation, record.key));
    let said = sentence(&simulation, record.key);
    assert!(said.contains("does not go by the status") && said.contains("Checks failed"), "{said}");
}

#[test]
fn why_a_connection_was_not_taken_names_what_broke_it() {
    let simulation = played(&scenario("alternate-failover"), "4h");
    let chosen = last(&simulation, |record| record.key.kind == RecordKind::ConnectionChosen);
    let others = not_taken(&simulation, chosen);
    let [first] = &others[..] else { panic!("{others:?}") };
    assert!(first.sentence.starts_with("anc-weu was passed over: region full"), "{}", first.sentence);
    assert!(first.asked);
    let earlier = simulation.records().iter().find(|record| record.key.kind == RecordKind::ConnectionChosen);
    let others = not_taken(&simulation, earlier.expect("one"));
    let said: Vec<&str> = others.iter().map(|of| of.sentence.as_str()).collect();
    assert_eq!(said, ["anc-neu was not asked: anc-weu stands before it, and could be taken."]);
}

/// Over the library: each candidate but the one that was taken is told, and what it rested on is about it.
#[test]
fn every_candidate_that_was_not_taken_has_an_answer() {
    let (mut passed, mut unasked, mut rested) = (0, 0, 0);
    for (name, text) in library() {
        let mut simulation = Simulation::new(&parse(&text).setup);
        simulation.run_until(simulation.horizon()).expect("within limits");
        for record in simulation.records() {
            let (taken, candidates) = match &record.detail {
                Detail::NetworkChosen { candidates, .. } => (1, candidates.len()),
                Detail::NoNetwork { candidates, .. } => (0, candidates.len()),
                _ => continue,
            };
            let told = not_taken(&simulation, record);
            assert_eq!(told.len() + taken, candidates, "{name}: {record:?}");
            let world = simulation.world();
            for of in told {
                // What it rested on is about it, its region or its subnet.
                let region = Entity::Region(world.region_in(of.network));
                let subnet = of.network.connection().map(|id| world.connections[id].settings.subnet);
                let own = [of.network.entity(), region, subnet.map_or(region, Entity::Subnet)];
                let of_it = |key: &RecordKey| record.because.contains(key) && own.contains(&key.entity);
                assert!(of.rested_on.as_ref().is_none_or(of_it), "{name}: {of:?}");
                assert!(of.asked || of.rested_on.is_none(), "{name}: {of:?}");
                rested += usize::from(of.rested_on.is_some());
                passed += usize::from(of.asked);
                unasked += usize::from(!of.asked);
            }
        }
    }
    assert!(passed > 20 && unasked > 20 && rested > 20, "{passed} {unasked} {rested}");
}

#[test]
fn why_no_check_had_noticed_is_told_from_the_runs() {
    let simulation = played(&scenario("stale-status"), "4h");
    let failed = last(&simulation, |record| matches!(record.detail, Detail::AttemptFailed { .. }));
    let said = not_noticed(&simulation, failed).expect("an answer");
    let broke = why(&simulation, failed.key).expect("an answer").reasons[0].at;
    let connection = simulation.world().connections.values().next().expect("one");
    let before = connection.last_run_at(failed.key.at).expect("a run");
    assert!(before.ends < broke, "the scenario tells of a status that is old");
    assert!(said.contains("had last looked before it broke") || said.contains("were under way"), "{said}");
    // Over the library each is a sentence.
    let mut ways = [0_usize; 3];
    for (name, text) in library() {
        let mut simulation = Simulation::new(&parse(&text).setup);
        simulation.run_until(simulation.horizon()).expect("within limits");
        for record in simulation.records() {
            let Some(said) = not_noticed(&simulation, record) else { continue };
            assert!(said.ends_with('.') && said.len() < 500, "{name}: {said}");
            let way = ["under way since", "had last looked before", "found nothing of it"];
            let way =
                way.iter().position(|words| said.contains(words)).unwrap_or_else(|| panic!("{name}: {said}"));
            ways[way] += 1;
        }
    }
    assert!(ways[0] > 0 && ways[1] > 0, "{ways:?}");
    // What no check asks for is found by none of them.
    let trust = office(
        "",
        r#"{ "at": "1d", "fault": { "kind": "trustBroken", "user": "staff-01" } }, { "at": "2d", "signIn": "staff-01" }"#,
    );
    let simulation = played(&trust, "2d1h");
    let failed = last(&simulation, |record| matches!(record.detail, Detail::SignInFailed(_)));
    let said = not_noticed(&simulation, failed).expect("an answer");
    assert!(
        said.starts_with("The checks of hybrid had looked since it broke")
            && said.ends_with("found nothing of it."),
        "{said}"
    );
}
