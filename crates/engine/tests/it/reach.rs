//! How far a fault reaches is what changes when it is repaired; and what checks have seen of it stands in the status.

use anc_engine::command::Fault;
use anc_engine::domain::id::Id as _;
use anc_engine::domain::{Instant, Verdict};
use anc_engine::reach::{Reach, Seen, reach};
use anc_engine::{Detail, Simulation, sign_in};

use crate::helpers::{Draft, at, library, office_text, parse};

/// The faults that struck up to now.
fn struck(run: &Simulation) -> Vec<Fault> {
    let faults = run.records().iter().filter_map(|record| match &record.detail {
        Detail::FaultStruck(fault) => Some(fault.clone()),
        _ => None,
    });
    faults.collect()
}

#[test]
fn a_link_keeps_hybrid_people_out_at_once_and_checks_see_it_when_they_look() {
    let events = r#"{ "at": "1h", "fault": { "kind": "linkDown", "link": "vpn" } }"#;
    let draft = Draft::of(&office_text("", events))
        .set("/world/checkPeriod", serde_json::json!({ "from": "6h", "to": "6h" }));
    let scenario = draft.scenario();
    let mut run = Simulation::new(&scenario.setup);
    run.run_until(at("2h")).expect("within limits");
    let fault = struck(&run).pop().expect("it struck");
    let before = reach(&run, &fault, Instant::default()).expect("it can be repaired");
    let out: usize = sign_in::abilities(run.world()).iter().map(|of| of.shut_out).sum();
    assert!(out > 0);
    assert_eq!(before.shut_out.iter().map(|(_, count)| count).sum::<usize>(), out, "it alone keeps them out");
    let failing =
        |of: &Reach| of.found.iter().find(|found| matches!(found.verdict, Verdict::Error(_))).copied();
    let found = failing(&before).expect("a check that fails without the domain");
    let Seen::ByNextRun(earliest, latest) = found.seen else { panic!("nobody looked yet: {found:?}") };
    assert!(earliest > run.now() && latest > earliest);
    // What it promises is what happens.
    run.run_until(at("12h")).expect("within limits");
    let after = reach(&run, &fault, Instant::default()).expect("it can be repaired");
    let Seen::Since(seen) = failing(&after).expect("it still cannot").seen else {
        panic!("it was looked at: {after:?}")
    };
    assert!((earliest..=latest).contains(&seen), "{earliest} {seen} {latest}");
}

#[test]
fn over_the_whole_library_it_says_who_would_be_let_in_and_no_status_tells_what_it_does_not() {
    let (mut faults, mut notices) = (0, 0);
    for (name, text) in library() {
        let scenario = parse(&text);
        let mut run = Simulation::new(&scenario.setup);
        for part in 1..=6 {
            run.run_until(Instant::default().after(anc_engine::domain::Offset(run.horizon().0 / 6 * part)))
                .expect("within limits");
            for fault in struck(&run) {
                let digest = run.state_digest();
                let Some(of) = reach(&run, &fault, Instant::default()) else { continue };
                assert_eq!(run.state_digest(), digest, "{name}: the run itself is not touched");
                faults += 1;
                let now = sign_in::abilities(run.world());
                for (group, count) in &of.shut_out {
                    assert!(*count <= now[group.position()].shut_out, "{name}: {fault:?}");
                }
                for found in &of.found {
                    let connection = &run.world().connections[found.connection];
                    let told = connection
                        .last_run()
                        .and_then(|run| run.result(found.check))
                        .map(|result| result.verdict);
                    assert_eq!(
                        told == Some(found.verdict),
                        matches!(found.seen, Seen::Since(_)),
                        "{name}: {found:?}"
                    );
                    notices += 1;
                }
            }
        }
    }
    assert!(faults > 100 && notices > 50, "{faults} {notices}");
}
