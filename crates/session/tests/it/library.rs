//! Every scenario of the library, forwards and backwards, acted in, undone and branched.

use anc_engine::domain::Offset;
use anc_engine::scenario;
use anc_session::{Motion, Session};

use crate::{document, done, say};

pub(crate) fn ids() -> Vec<String> {
    let folder = format!("{}/../../public/scenarios", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the library").flatten();
    let mut ids: Vec<String> = files
        .filter_map(|file| file.file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    ids.sort();
    ids
}

#[test]
fn a_session_ends_where_a_run_does() {
    assert!(ids().len() > 40);
    for id in ids() {
        let document = document(&id);
        let report = scenario::run(&document.scenario, None).expect("within limits");
        let mut session = Session::open(document);
        let end = session.branch().simulation().horizon();
        // There, back, half the way again, played to the end.
        for moment in [end, Offset::ZERO, Offset(end.0 / 2)] {
            done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{moment}" }}"#));
        }
        for _ in 0..12 {
            done(&mut session, r#"{ "intent": "skipAhead" }"#);
        }
        for intent in ["skipBack", "previous", "next"] {
            done(&mut session, &format!(r#"{{ "intent": "{intent}" }}"#));
        }
        // What is done and undone leaves nothing behind.
        for _ in 0..3 {
            let acted = say(
                &mut session,
                r#"{ "intent": "act", "command": { "fault": { "kind": "entraIdDown" } } }"#,
            );
            acted.expect("it can be done anywhere");
            done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{end}" }}"#));
            done(&mut session, r#"{ "intent": "undo" }"#);
            done(&mut session, r#"{ "intent": "skipBack" }"#);
        }
        done(&mut session, r#"{ "intent": "speed", "speed": "1w" }"#);
        done(&mut session, r#"{ "intent": "play" }"#);
        for _ in 0..100_000 {
            if !matches!(session.motion(), Motion::Playing) {
                break;
            }
            done(&mut session, r#"{ "intent": "frame", "ms": 250 }"#);
        }
        done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{end}" }}"#));
        let simulation = session.branch().simulation();
        assert_eq!(simulation.records_digest(), Some(report.digest), "{id}");
        let outcomes: Vec<_> = session
            .branch()
            .judge()
            .decided(end)
            .zip(&report.outcomes)
            .map(|(decided, reported)| (decided.map(|(_, outcome)| outcome.clone()), reported.clone()))
            .collect();
        for (decided, reported) in outcomes {
            if let Some(decided) = decided {
                assert_eq!(decided, reported, "{id}");
            }
        }
    }
}
