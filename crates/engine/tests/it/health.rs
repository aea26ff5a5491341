//! Health checks: when they run, what they see, and what becomes of it.

use anc_engine::domain::check_catalogue::Group;
use anc_engine::domain::{ConnectionStatus, Offset};
use anc_engine::{Detail, Simulation, health};

use crate::helpers::{at, library, office, office_draft, parse, played};

#[test]
fn runs_come_every_one_to_six_hours_and_take_up_to_thirty_minutes() {
    let file = office_draft("", "").set("/horizon", "60d");
    let simulation = played(&file.scenario(), "60d");
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

    let simulation = played(&file.under("service-2026-10").scenario(), "3d");
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

/// What is said to be asked now is the next result of the run; while the temporary VM is not there, nobody asks.
#[test]
fn what_is_asked_now_is_what_is_found_next() {
    let (mut asked, mut silent) = (0, 0);
    for (name, text) in library() {
        let mut simulation = Simulation::new(&parse(&text).setup);
        let end = simulation.horizon().min(Offset::hours(4));
        while simulation.now() < end {
            simulation.run_until(simulation.now().after(Offset::minutes(1))).expect("within limits");
            for (id, connection) in simulation.world().connections.iter() {
                let Some(run) = &connection.current_run else {
                    assert_eq!(health::looks_now(simulation.state(), id), None, "{name}");
                    continue;
                };
                let Some(check) = health::looks_now(simulation.state(), id) else {
                    silent += 1;
                    continue;
                };
                asked += 1;
                assert!(run.result(check).is_none(), "{name}: {check:?} has looked");
                let on_vm = check.entry().group == Group::VirtualMachine;
                assert!(!on_vm || run.vm, "{name}: {check:?} is asked by nobody");
                // It looks within its part of the run.
                let mut later = simulation.clone();
                let wait = Offset((run.ends.since(run.started).0 / 8).max(20_000));
                later.run_until(simulation.now().after(wait)).expect("within limits");
                let of = &later.world().connections[id];
                let seen = of.current_run.as_ref().or_else(|| of.history.last().map(|run| &**run));
                assert!(
                    seen.is_some_and(|run| run.result(check).is_some()),
                    "{name} at {}: {check:?}",
                    simulation.now()
                );
            }
        }
    }
    assert!(asked > 200 && silent > 200, "{asked} {silent}");
}
