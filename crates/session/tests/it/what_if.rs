//! What if this had not been? Over the whole library: whatever began something can be left out, and nothing else differs before it.

use anc_engine::Detail;
use anc_engine::Simulation;
use anc_engine::command::Command;
use anc_engine::compare;
use anc_engine::domain::{CandidateVerdict, Offset, RecordKey, RecordKind};
use anc_session::what_if::{happens_in, instead, left_out, said, stands_first, without};
use anc_session::{Document, Intent, Kept, Link, Made, Origin, Rejected, Session, told};

use crate::library::ids;
use crate::{document, done, say};

fn at_the_end(id: &str) -> Session {
    let mut session = Session::open(document(id));
    done(&mut session, r#"{ "intent": "seek", "to": "730d" }"#);
    session
}

fn beginnings(run: &Simulation) -> Vec<RecordKey> {
    let of_somebody =
        |kind: RecordKind| kind.is_root() && kind != RecordKind::Opened && kind != RecordKind::LineFailed;
    run.records().iter().map(|record| record.key).filter(|key| of_somebody(key.kind)).collect()
}

#[test]
fn whatever_began_something_can_be_left_out_and_the_past_stays() {
    for id in ids() {
        let session = at_the_end(&id);
        let run = session.branch().simulation();
        let keys = beginnings(run);
        // By chance: no line says it.
        let of_chance = !run.setup().failures.is_empty();
        for &key in keys.iter().step_by((keys.len() / 8).max(1)) {
            if left_out(session.branch(), key).is_none() {
                assert!(of_chance, "{id}: {key:?} is of a line or was done");
                continue;
            }
            let branch = without(&session, key).unwrap_or_else(|why| panic!("{id}, {key:?}: {why}"));
            let other = branch.simulation();
            assert_eq!(other.now(), run.now(), "{id}");
            let gone = other.records().iter().filter(|record| {
                record.key == key && Some(&record.detail) == run.record(key).map(|of| &of.detail)
            });
            // Two of the same at one moment are one less.
            assert!(
                gone.count() == 0 || keys.iter().filter(|of| of.at == key.at).count() > 1,
                "{id}: {key:?}"
            );
            let parting =
                compare::parting(run, other).unwrap_or_else(|| panic!("{id}: {key:?} leaves a trace"));
            assert_eq!(parting.at, key.at, "{id}: {key:?} {parting:?}");
        }
    }
}

#[test]
fn what_was_done_by_hand_can_be_left_out_too() {
    let mut session = Session::open(document("small-office"));
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    let act = |session: &mut Session, change: &str| {
        done(session, &format!(r#"{{ "intent": "act", "command": {{ "change": {change} }} }}"#));
    };
    act(&mut session, r#"{ "what": "addGroup", "name": "one", "people": 1 }"#);
    act(&mut session, r#"{ "what": "addGroup", "name": "two", "people": 1 }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "2h" }"#);
    let run = session.branch().simulation();
    let keys = beginnings(run);
    let [.., one, _] = keys[..] else { panic!("{keys:?}") };
    let intent = serde_json::json!({ "version": 1, "intent": "without", "record": told::key(&one, run) });
    let intent = Intent::parse(&intent.to_string(), &session).expect("an intent");
    assert_eq!(intent.write(&session)["record"], told::key(&one, run), "it is written as it is read");
    session.apply(intent, &mut || true).expect("it is done");
    assert_eq!(session.branches().len(), 2);
    let branch = session.branch();
    assert_eq!(branch.simulation().actions().len(), 1, "the other one stays");
    assert!(branch.simulation().world().groups.iter().all(|(_, group)| group.name.as_str() != "one"));
    assert!(branch.without.as_ref().is_some_and(|of| of.words.contains("one")), "{:?}", branch.without);
    // And out of that one, too.
    let last = *beginnings(branch.simulation()).last().expect("one");
    let both = without(&session, last).expect("a branch");
    assert_eq!(both.simulation().actions().len(), 0);
}

#[test]
fn a_run_without_a_line_is_kept_linked_and_written_as_a_file() {
    let mut session = at_the_end("stale-status");
    let fault =
        beginnings(session.branch().simulation()).into_iter().find(|key| key.kind == RecordKind::FaultStruck);
    let branch = without(&session, fault.expect("a fault")).expect("a branch");
    let _ = session.apply(Intent::Without(Made::new(branch)), &mut || true).expect("it opens");
    let expected = session.branch().simulation().state_digest();
    let kept = Kept::of(&session).expect("it is another run than that of the scenario");
    let again = Kept::read(&kept.write()).expect("a run");
    let linked = Link::read(&Link::of(&session, "/").write()).expect("a link").kept;
    for kept in [again, linked] {
        let (session, lost) = kept.replay(document("stale-status"));
        assert_eq!((session.branch().simulation().state_digest(), lost), (expected, 0));
    }
    let text = anc_engine::scenario::export::export(
        &session.document().text,
        &session.branch().left_out,
        session.branch().simulation(),
    );
    let text = text.expect("a file");
    assert!(!text.contains("linkDown\" \"fault"), "{text}");
    let played = Document::read(text.as_bytes(), Origin::Sent).expect("a scenario");
    let mut played = Session::open(played);
    done(&mut played, r#"{ "intent": "seek", "to": "730d" }"#);
    let records = |session: &Session| session.branch().simulation().records().len();
    assert_eq!(records(&played), records(&session));
}

#[test]
fn what_began_nothing_cannot_be_left_out() {
    let session = at_the_end("stale-status");
    let run = session.branch().simulation();
    let ended =
        run.records().iter().find(|record| record.key.kind == RecordKind::RunEnded).expect("a run").key;
    for key in [ended, RecordKey::OPENED] {
        assert_eq!(without(&session, key).err(), Some(Rejected::NoBeginning));
    }
    let mut session = session;
    for record in
        ["{}", "7", r#"{ "at": -1 }"#, r#"{ "at": 0, "entity": "link/none", "kind": "faultStruck", "n": 0 }"#]
    {
        let wrong = say(&mut session, &format!(r#"{{ "intent": "without", "record": {record} }}"#));
        assert!(wrong.is_err(), "{record}");
    }
    assert_eq!(session.branches().len(), 1);
}

/// Whatever began something can be written down and done again in its own place: the same command gives the same run.
#[test]
fn whatever_began_something_can_be_put_back_in_its_place() {
    let mut again = 0;
    for id in ids() {
        let session = at_the_end(&id);
        let run = session.branch().simulation();
        let keys = beginnings(run);
        for &key in keys.iter().step_by((keys.len() / 4).max(1)) {
            let Some(command) = said(session.branch(), key) else { continue };
            let branch =
                instead(&session, key, &command, key.at).unwrap_or_else(|why| panic!("{id}, {key:?}: {why}"));
            let other = branch.simulation();
            assert_eq!(other.now(), run.now(), "{id}");
            let kept = other.records().iter().find(|record| {
                record.key.at == key.at && record.key.kind == key.kind && record.key.entity == key.entity
            });
            assert!(kept.is_some(), "{id}: {key:?} {command:?}");
            again += 1;
        }
    }
    assert!(again > 100, "{again}");
}

#[test]
fn another_value_makes_another_run_and_the_past_stays() {
    let mut session = Session::open(document("small-office"));
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    let group = |people: u8| {
        format!(r#"{{ "change": {{ "what": "addGroup", "name": "one", "people": {people} }} }}"#)
    };
    done(&mut session, &format!(r#"{{ "intent": "act", "command": {} }}"#, group(1)));
    done(&mut session, r#"{ "intent": "seek", "to": "2h" }"#);
    let run = session.branch().simulation();
    let key = *beginnings(run).last().expect("one");
    let record = told::key(&key, run);
    let other = serde_json::from_str::<serde_json::Value>(&group(3)).expect("JSON");
    let intent = serde_json::json!({ "version": 1, "intent": "instead", "other": { "record": record, "command": other } });
    let intent = Intent::parse(&intent.to_string(), &session).expect("an intent");
    let written = intent.write(&session);
    assert_eq!(
        Intent::read(&written, &session).map(|again| again.write(&session)).ok(),
        Some(written.clone())
    );
    assert_eq!(written["other"]["command"], other);
    session.apply(intent, &mut || true).expect("it is done");
    let people = |session: &Session, branch: usize| {
        session.branches()[branch]
            .simulation()
            .world()
            .groups
            .iter()
            .last()
            .map_or(0, |(_, of)| of.people.len())
    };
    assert_eq!((people(&session, 0), people(&session, 1)), (1, 3));
    let of = session.branch().without.as_ref().expect("something");
    assert!(of.instead.is_some() && of.words.contains("one"), "{of:?}");
    // Where it names nothing, or nothing that is there by then, that is told; and nothing is opened.
    let joins = serde_json::json!({ "peopleJoin": { "group": "one", "people": 1 }, "at": "30m" });
    let early = serde_json::json!({ "intent": "instead", "other": { "record": record, "command": joins } });
    assert_eq!(say(&mut session, &early.to_string()).err(), Some(Rejected::NotThere));
    for wrong in [r#"{ "record": {}, "command": {} }"#, "7", r#"{ "record": 7 }"#] {
        assert!(
            say(&mut session, &format!(r#"{{ "intent": "instead", "other": {wrong} }}"#)).is_err(),
            "{wrong}"
        );
    }
    assert_eq!(session.branches().len(), 2);
}

#[test]
fn what_broke_can_break_later() {
    let session = at_the_end("stale-status");
    let run = session.branch().simulation();
    let fault = beginnings(run).into_iter().find(|key| key.kind == RecordKind::FaultStruck).expect("a fault");
    let command = said(session.branch(), fault).expect("a command");
    let later = fault.at.after(Offset::hours(2));
    let branch = instead(&session, fault, &command, later).expect("a branch");
    let struck = |run: &Simulation| {
        let of = run.records().iter().filter(|record| record.key.kind == RecordKind::FaultStruck);
        of.map(|record| record.key.at).collect::<Vec<_>>()
    };
    assert!(struck(run).contains(&fault.at) && !struck(run).contains(&later));
    assert!(struck(branch.simulation()).contains(&later) && !struck(branch.simulation()).contains(&fault.at));
    let intent = Intent::Instead(Made::new(branch));
    let written = intent.write(&session);
    assert_eq!(written["other"]["command"]["at"], later.to_string());
    assert_eq!(Intent::read(&written, &session).map(|again| again.write(&session)).ok(), Some(written));
    // Too late for this run.
    assert!(instead(&session, fault, &command, run.horizon().after(Offset::hours(1))).is_err());
}

/// Of every choice of the library in which somebody was not asked: with that one first, it is the one that is asked first.
#[test]
fn whoever_was_not_asked_can_stand_first() {
    let mut seen = 0;
    for id in ids() {
        let session = at_the_end(&id);
        let run = session.branch().simulation();
        let choices = run.records().iter().filter(|record| record.key.kind == RecordKind::ConnectionChosen);
        let choices: Vec<_> = choices.map(|record| record.key).collect();
        for &choice in choices.iter().step_by((choices.len() / 3).max(1)) {
            let Some(Detail::NetworkChosen { candidates, .. }) = run.record(choice).map(|of| &of.detail)
            else {
                continue;
            };
            let Some(last) = candidates.last().filter(|of| of.verdict == CandidateVerdict::NotAsked) else {
                continue;
            };
            let Some(connection) = last.network.connection() else { continue };
            let Some((action, at)) = stands_first(run, choice, connection) else { continue };
            let command = Command::Admin(session.actor(), action);
            let branch = instead(&session, choice, &command, at).unwrap_or_else(|why| panic!("{id}: {why}"));
            let refused =
                branch.without.as_ref().and_then(|of| of.instead.as_ref()).is_some_and(|of| of.refused);
            if refused {
                // Whoever acts in it has no role.
                let role = run.world().admins[session.actor()].intune;
                assert!(!role.manages_connections(), "{id}: {choice:?}");
                continue;
            }
            let chosen = branch.simulation().records().iter().find(|record| {
                record.key.at == choice.at
                    && matches!(record.key.kind, RecordKind::ConnectionChosen | RecordKind::NoConnection)
            });
            let candidates = match chosen.map(|of| &of.detail) {
                Some(Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }) => {
                    candidates
                }
                other => panic!("{id}: {choice:?} {other:?}"),
            };
            seen += 1;
            assert_eq!(candidates[0].network, last.network, "{id}");
            assert_ne!(candidates[0].verdict, CandidateVerdict::NotAsked, "{id}");
        }
    }
    assert!(seen > 3, "{seen}");
}

/// What names a thing still names that one, though others are not there before it any more.
#[test]
fn what_is_done_again_is_done_to_the_same_thing() {
    let mut session = Session::open(document("small-office"));
    let mut at = |moment: &str, command: &str| {
        done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{moment}" }}"#));
        done(&mut session, &format!(r#"{{ "intent": "act", "command": {command} }}"#));
    };
    at("1h", r#"{ "change": { "what": "addGroup", "name": "one", "people": 1 } }"#);
    at("2h", r#"{ "change": { "what": "addGroup", "name": "two", "people": 1 } }"#);
    at("3h", r#"{ "peopleJoin": { "group": "two", "people": 5 } }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "90m" }"#);
    let one = *beginnings(session.branch().simulation()).last().expect("one");
    let at_the_end = |intent: Intent| {
        let mut session = session.clone();
        let _ = session.apply(intent, &mut || true).expect("it opens");
        done(&mut session, r#"{ "intent": "seek", "to": "1d" }"#);
        let groups = &session.branch().simulation().world().groups;
        let people = |name: &str| {
            groups.iter().find(|(_, of)| of.name.as_str() == name).map(|(_, of)| of.people.len())
        };
        (people("one"), people("two"))
    };
    let branch = without(&session, one).expect("a branch");
    assert_eq!(at_the_end(Intent::Without(Made::new(branch))), (None, Some(6)));
    let command = said(session.branch(), one).expect("a command");
    let branch = instead(&session, one, &command, Offset::minutes(150)).expect("a branch");
    // It lies beyond where the run stands, and is told all the same.
    let told = branch.without.as_ref().and_then(|of| of.instead.as_ref()).map(|of| of.words.clone());
    assert!(told.is_some_and(|words| words.contains("one")));
    assert_eq!(at_the_end(Intent::Instead(Made::new(branch))), (Some(1), Some(6)));
}

#[test]
fn in_a_session_that_is_locked_nothing_else_is_done() {
    let mut session = at_the_end("stale-status");
    session.lock();
    let run = session.branch().simulation();
    let fault = beginnings(run).into_iter().find(|key| key.kind == RecordKind::FaultStruck).expect("a fault");
    let command = said(session.branch(), fault).expect("a command");
    let branch = instead(&session, fault, &command, fault.at).expect("a branch");
    let opened = session.apply(Intent::Instead(Made::new(branch)), &mut || true);
    assert_eq!(opened.err(), Some(Rejected::Locked));
    assert_eq!(session.branches().len(), 1);
}

/// Had this not been: whoever failed because of it does not fail, and what did not rest on it happens all the same.
#[test]
fn an_outcome_is_gone_with_its_cause_and_others_stay() {
    let session = at_the_end("stale-status");
    let run = session.branch().simulation();
    let fault = beginnings(run).into_iter().find(|key| key.kind == RecordKind::FaultStruck).expect("a fault");
    let branch = without(&session, fault).expect("a branch");
    let other = branch.simulation();
    let failed = run.records().iter().filter(|record| record.key.kind == RecordKind::SignInFailed);
    let failed: Vec<RecordKey> = failed.map(|record| record.key).collect();
    assert!(!failed.is_empty());
    for outcome in failed {
        let because = anc_engine::why::why(run, outcome).expect("an answer").reasons;
        assert!(because.contains(&fault), "{because:?}");
        assert_eq!(happens_in(run, outcome, other), None, "{outcome:?}");
    }
    let first =
        run.records().iter().find(|record| record.key.kind == RecordKind::RunEnded).expect("a run").key;
    assert_eq!(happens_in(run, first, other), Some(first.at), "it had ended before");
    // Over the library: in the run itself each outcome happens at its moment.
    for id in ids() {
        let session = at_the_end(&id);
        let run = session.branch().simulation();
        for record in run.records().iter().rev().take(30) {
            assert_eq!(happens_in(run, record.key, run), Some(record.key.at), "{id}: {:?}", record.key);
        }
    }
}
