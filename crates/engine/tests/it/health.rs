//! Health checks: when they run, what they see, and what becomes of it.

use anc_engine::Detail;
use anc_engine::domain::ConnectionStatus;
use anc_engine::health;

use crate::helpers::{at, office, office_draft, played};

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
