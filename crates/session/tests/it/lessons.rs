//! The lessons of the library: their solutions reach all goals, whatever the dice give; doing nothing does not; their wrong ways end
//! in what is wrong with them. And what is said of a run.

use std::sync::Arc;

use anc_engine::Scenario;
use anc_engine::domain::{Instant, Offset};
use anc_engine::scenario::file::RemarkKind;
use anc_engine::scenario::lesson::Way;
use anc_engine::scenario::{Lesson, When};
use anc_session::lesson::{
    Feedback, GoalState, NOTICE, Score, Tone, VARIATIONS, feedback, next_variation, score,
};
use anc_session::{Document, Origin, Session};
use serde_json::Value;

use crate::library::ids;
use crate::{document, done, say};

fn lessons() -> Vec<(String, Document)> {
    let all = ids().into_iter().map(|id| (id.clone(), document(&id)));
    all.filter_map(|(id, document)| Some((id, document.as_lesson()?))).collect()
}

fn lesson(document: &Document) -> &Lesson {
    document.lesson.as_deref().expect("a lesson")
}

/// The score at the end, when nothing else is done.
fn at_the_end(document: Document) -> (Score, Session) {
    let mut session = Session::open(document);
    done(&mut session, r#"{ "intent": "seek", "to": "730d" }"#);
    (score(&session).expect("a lesson"), session)
}

#[test]
fn there_is_a_course_in_four_levels() {
    let levels: Vec<u32> = lessons().iter().map(|(_, document)| lesson(document).level).collect();
    assert!(levels.len() >= 15, "{} lessons", levels.len());
    for level in 1..=4 {
        assert!(levels.contains(&level), "no lesson of level {level}");
    }
    for (id, document) in lessons() {
        assert_eq!(lesson(&document).most(), 100, "{id}: points are percent");
        assert!(document.scenario.has_lesson);
    }
}

#[test]
fn every_solution_reaches_all_goals_with_fifty_seeds() {
    for (id, document) in lessons() {
        for seed in 1..=VARIATIONS {
            let gone = document.clone().with_seed(seed).going(Way::Solution).expect("a solution");
            let (score, session) = at_the_end(gone);
            assert!(score.is_reached(), "{id}, seed {seed}: {score:?}");
            assert_eq!((score.total(), score.most()), (100, 100), "{id}");
            // Who does what is right is never told otherwise.
            let lesson = lesson(session.document());
            let simulation = session.branch().simulation();
            let decided = session.branch().judge().decided(simulation.now()).skip(lesson.goals.len());
            for (remark, decided) in lesson.remarks.iter().zip(decided) {
                let told =
                    decided.is_some_and(|(_, outcome)| *outcome == anc_engine::scenario::Outcome::Held);
                assert!(remark.kind == RemarkKind::OnTheWay || !told, "{id}, seed {seed}: {}", remark.says);
            }
        }
    }
}

/// *New variation* gives no seed but those that are tried here, and after fifty of them each was there once.
#[test]
fn every_variation_is_one_that_is_tried() {
    for first in [0, 1, 7, 50, 999, u64::MAX] {
        let mut seed = first;
        let mut seen: Vec<u64> = (0..VARIATIONS)
            .map(|_| {
                seed = next_variation(seed);
                seed
            })
            .collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=VARIATIONS).collect::<Vec<_>>(), "from {first}");
    }
}

#[test]
fn whoever_does_nothing_does_not_reach_the_goals() {
    for (id, document) in lessons() {
        for seed in 1..=VARIATIONS {
            let (score, _) = at_the_end(document.clone().with_seed(seed));
            assert!(!score.is_reached() && score.is_over(), "{id}, seed {seed}: {score:?}");
        }
    }
}

/// Points are for what somebody does or keeps from doing: no goal but one of the second kind is reached by itself.
#[test]
fn nothing_that_is_to_be_done_is_reached_by_doing_nothing() {
    for (id, document) in lessons() {
        for seed in 1..=VARIATIONS {
            let (score, session) = at_the_end(document.clone().with_seed(seed));
            let lesson = lesson(session.document());
            for ((line, goal), of) in score.0.iter().zip(&lesson.goals).zip(&lesson.expectations) {
                let by_itself = matches!(line.state, GoalState::Reached(_)) && of.when != When::Never;
                assert!(!by_itself, "{id}, seed {seed}: {}", goal.title);
            }
        }
    }
}

/// However somebody lets time pass, it stands still once more in the last hour of a goal, and where a goal wants to be looked at.
#[test]
fn time_stops_before_it_is_too_late() {
    for (id, document) in lessons() {
        for intent in [r#""skipAhead""#, r#""next""#, r#""frame", "ms": 100"#] {
            let mut session = Session::open(document.clone());
            let horizon = session.branch().simulation().horizon();
            let mut stood = Vec::new();
            for _ in 0..100_000 {
                let now = session.branch().simulation().now();
                if now >= horizon {
                    break;
                }
                if !session.is_moving() {
                    stood.push(now);
                    if intent.contains("frame") {
                        done(&mut session, r#"{ "intent": "play" }"#);
                    }
                }
                done(&mut session, &format!(r#"{{ "intent": {intent} }}"#));
            }
            for of in lesson(&document).expectations.iter().take(lesson(&document).goals.len()) {
                let (When::At(by) | When::By(by)) = of.when else { continue };
                let asked = |stood: &Instant| (Offset(by.0 - NOTICE.0)..by).contains(stood);
                assert!(stood.iter().any(asked), "{id}, {intent}: {by} in {stood:?}");
                if let When::At(at) = of.when {
                    assert!(stood.contains(&at) || at == horizon, "{id}, {intent}: {at} in {stood:?}");
                }
            }
        }
    }
}

/// Whoever asked for a run of checks and skips ahead stands where it ends, and hears of it.
#[test]
fn skipping_ahead_ends_with_what_was_asked_for() {
    let mut session = Session::open(document("asleep-after-four-weeks").as_lesson().expect("a lesson"));
    done(&mut session, r#"{ "intent": "seek", "to": "29d" }"#);
    let act = |session: &mut Session, admin: &str| {
        done(session, &format!(r#"{{ "intent": "act", "command": {{ "admin": {admin} }} }}"#));
    };
    act(&mut session, r#"{ "action": "reactivateConnection", "connection": "anc-weu" }"#);
    assert_eq!(feedback(&session).map(|said| said.tone), Some(Tone::Done));
    done(&mut session, r#"{ "intent": "skipAhead" }"#);
    let now = session.branch().simulation().now();
    assert!((Offset::days(29)..=Offset::days(29).after(Offset::hours(1))).contains(&now), "{now}");
    act(
        &mut session,
        r#"{ "action": "createPolicy", "name": "Office", "connections": ["anc-weu"], "groups": ["office"] }"#,
    );
    done(&mut session, r#"{ "intent": "seek", "to": "30d" }"#);
    assert!(score(&session).expect("a lesson").is_reached());
}

/// Two things at one moment: what is said is of the second, also where it reaches a goal.
#[test]
fn the_second_of_two_things_at_one_moment_is_told_of() {
    let mut session = Session::open(document("take-a-connection-away").as_lesson().expect("a lesson"));
    done(&mut session, r#"{ "intent": "seek", "to": "10m" }"#);
    for admin in [
        r#"{ "action": "editPolicy", "policy": "Office desktops", "connections": ["anc-neu"] }"#,
        r#"{ "action": "deleteConnection", "connection": "anc-weu" }"#,
    ] {
        done(&mut session, &format!(r#"{{ "intent": "act", "command": {{ "admin": {admin} }} }}"#));
    }
    let said = feedback(&session).expect("something is said");
    assert_eq!(said.tone, Tone::Done, "{said:?}");
}

#[test]
fn time_that_runs_out_is_said() {
    let mut session = Session::open(document("take-a-connection-away").as_lesson().expect("a lesson"));
    done(&mut session, r#"{ "intent": "seek", "to": "11h30m" }"#);
    let said = feedback(&session).expect("something is said");
    assert!(said.says.contains("“Delete anc-weu” is over at") && said.tone == Tone::Neither, "{said:?}");
    done(&mut session, r#"{ "intent": "seek", "to": "12h" }"#);
    let said = feedback(&session).expect("something is said");
    assert!(said.says.contains("Move the time back") && said.tone == Tone::NotThis, "{said:?}");
}

/// The events of a way, done by hand at their moments; what is said after each, and while time passes.
fn by_hand(document: Document, way: &str) -> (Session, Vec<Feedback>) {
    let value: Value = serde_json::from_str(&document.text).expect("JSON");
    let mut session = Session::open(document);
    let mut said = Vec::new();
    for event in value["lesson"][way].as_array().expect("events") {
        let mut command = event.clone();
        let at = command.as_object_mut().expect("an event").remove("at").expect("a moment");
        done(&mut session, &format!(r#"{{ "intent": "seek", "to": {at} }}"#));
        let rejected = say(&mut session, &format!(r#"{{ "intent": "act", "command": {command} }}"#)).err();
        assert!(rejected.is_none(), "{command}: {rejected:?}");
        said.extend(feedback(&session));
    }
    let horizon = session.branch().simulation().horizon();
    while session.branch().simulation().now() < horizon {
        let next = session.branch().simulation().now().after(Offset(horizon.0 / 100));
        done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{next}" }}"#));
        said.extend(feedback(&session));
    }
    (session, said)
}

#[test]
fn every_wrong_way_ends_in_what_is_wrong_with_it() {
    for (id, document) in lessons() {
        let (session, said) = by_hand(document, "wrongWay");
        let remarks = &lesson(session.document()).remarks;
        let told = |feedback: &Feedback| {
            feedback.tone == Tone::NotThis
                && remarks.iter().any(|of| of.kind == RemarkKind::NotThis && of.says == feedback.says)
        };
        let all: Vec<&String> = said.iter().map(|feedback| &feedback.says).collect();
        assert!(said.iter().any(told), "{id}: {all:#?}");
        assert!(!score(&session).expect("a lesson").is_reached(), "{id}");
    }
}

#[test]
fn by_hand_the_solution_counts_the_same_and_ends_in_a_goal() {
    for (id, document) in lessons() {
        let goals = lesson(&document).goals.clone();
        let (session, said) = by_hand(document.clone(), "solution");
        let score = score(&session).expect("a lesson");
        assert_eq!(score.total(), 100, "{id}: {score:?}");
        let wrong: Vec<&Feedback> = said.iter().filter(|feedback| feedback.tone == Tone::NotThis).collect();
        assert!(wrong.is_empty(), "{id}: {wrong:?}");
        for goal in goals {
            assert!(
                score.0.iter().all(|line| matches!(line.state, GoalState::Reached(_))),
                "{id}: {}",
                goal.title
            );
        }
        assert!(said.iter().any(|feedback| feedback.tone == Tone::Done), "{id}");
    }
}

#[test]
fn a_score_is_arithmetic_and_hints_have_a_price() {
    let document = document("what-is-a-connection").as_lesson().expect("a lesson");
    let (mut session, _) = by_hand(document, "solution");
    let full = score(&session).expect("a lesson");
    for (hint, costs) in [(1, 3), (2, 9), (3, 18)] {
        done(&mut session, r#"{ "intent": "hint", "goal": 1 }"#);
        let now = score(&session).expect("a lesson");
        assert_eq!((now.0[0].hints, now.0[0].cost, now.0[0].counts()), (hint, costs, 30 - costs));
        assert_eq!(now.total(), full.total() - costs);
    }
    let more = say(&mut session, r#"{ "intent": "hint", "goal": 1 }"#).expect_err("there are three");
    assert_eq!(more.to_string(), "all hints of the goal were taken");
    let other = say(&mut session, r#"{ "intent": "hint", "goal": 4 }"#).expect_err("there are three goals");
    assert!(other.to_string().contains("no such goal"), "{other}");
    let none = say(&mut crate::session("first-connection"), r#"{ "intent": "hint", "goal": 1 }"#);
    assert!(none.is_err(), "no lesson is open");
    // Who starts over has taken none.
    done(&mut session, r#"{ "intent": "startOver" }"#);
    assert_eq!(session.hints(0), 0);
    assert!(session.document().lesson.is_some(), "and is still in the lesson");
}

#[test]
fn what_is_done_is_told_by_what_it_changes() {
    let mut session = Session::open(document("who-gets-to-the-desktop").as_lesson().expect("a lesson"));
    assert_eq!(feedback(&session), None, "nothing has happened");
    done(&mut session, r#"{ "intent": "seek", "to": "1h10m" }"#);
    let act = |session: &mut Session, command: &str| {
        done(session, &format!(r#"{{ "intent": "act", "command": {command} }}"#));
        feedback(session).expect("something is said")
    };
    // A group that nobody asked for changes nothing; a refused action says by which rule.
    let neither = act(&mut session, r#"{ "change": { "what": "addGroup", "name": "x", "people": 0 } }"#);
    assert_eq!(neither.tone, Tone::Neither, "{neither:?}");
    let refused =
        act(&mut session, r#"{ "admin": { "action": "deleteConnection", "connection": "anc-weu" } }"#);
    assert_eq!(refused.tone, Tone::NotThis);
    assert!(refused.says.starts_with("It was refused."), "{refused:?}");
    let won = act(&mut session, r#"{ "repair": { "kind": "controllerDown", "controller": "dc-1" } }"#);
    assert_eq!(won.tone, Tone::Done, "{won:?}");
    // At the same moment the next thing is told of, not the goal before it.
    let other = act(&mut session, r#"{ "change": { "what": "addGroup", "name": "y", "people": 0 } }"#);
    assert_eq!(other.tone, Tone::Neither, "{other:?}");
    done(&mut session, r#"{ "intent": "undo" }"#);
    assert_eq!(feedback(&session).expect("the goal").says, won.says);
    // Undone, it never was.
    done(&mut session, r#"{ "intent": "undo" }"#);
    assert_eq!(feedback(&session).expect("the refusal before").says, refused.says);
}

#[test]
fn a_lesson_is_kept_and_linked_with_its_hints() {
    use anc_session::{Kept, Link};
    let mut session = Session::open(document("what-is-a-connection").as_lesson().expect("a lesson"));
    assert_eq!(Kept::of(&session), None);
    done(&mut session, r#"{ "intent": "hint", "goal": 2 }"#);
    let kept = Kept::of(&session).expect("a hint was taken");
    assert_eq!(Kept::read(&kept.write()).as_ref(), Some(&kept));
    let link = Link::read(&Link::of(&session, "/").write()).expect("a link").kept;
    for kept in [kept, link] {
        assert!(!kept.is_of(&document("what-is-a-connection")), "that is no lesson");
        assert!(kept.is_lesson());
        let (again, lost) = kept.replay(document("what-is-a-connection").as_lesson().expect("a lesson"));
        assert_eq!((lost, again.hints(0), again.hints(1)), (0, 0, 1));
        assert!(again.document().lesson.is_some());
    }
}

/// A file whose goal can never hold is a file all the same: its solution tells.
#[test]
fn a_goal_that_can_never_hold_is_missed() {
    let text = std::fs::read_to_string(format!(
        "{}/../../public/scenarios/what-is-a-connection.json",
        env!("CARGO_MANIFEST_DIR")
    ));
    let text = text.expect("a scenario").replace("\"atLeast\": 3", "\"atLeast\": 4");
    let document =
        Document::read(text.as_bytes(), Origin::Sent).expect("a scenario").as_lesson().expect("a lesson");
    let (score, session) = at_the_end(document.going(Way::Solution).expect("a solution"));
    assert!(!score.is_reached() && score.is_over());
    let last = feedback(&session).expect("something is said");
    assert!(last.tone == Tone::NotThis && last.says.contains("is over. Move the time back"), "{last:?}");
    assert_eq!(Arc::strong_count(&session.document().scenario), 1);
}

#[test]
fn a_scenario_without_a_lesson_has_none() {
    assert!(document("first-connection").as_lesson().is_none());
    let scenario: Arc<Scenario> = document("first-connection").scenario;
    assert!(!scenario.has_lesson);
    assert_eq!(score(&crate::session("first-connection")), None);
}

/// The lesson of the guide is one, as it stands there.
#[test]
fn the_lesson_of_the_guide_can_be_played() {
    let guide = format!("{}/../../docs/writing-scenarios.md", env!("CARGO_MANIFEST_DIR"));
    let guide = std::fs::read_to_string(guide).expect("the guide");
    let (_, rest) = guide.split_once("\n## Lessons\n").expect("its part");
    let (_, rest) = rest.split_once("```json\n").expect("a block");
    let (lesson, _) = rest.split_once("```").expect("its end");
    let text = format!(
        r#"{{
            "format": 1, "id": "guide", "title": "Guide", "summary": "A link breaks.",
            "start": "2026-03-02T08:00:00Z", "horizon": "1d",
            "world": {{
                "vnets": [{{ "name": "vnet-weu", "region": "westeurope", "subnets": [{{ "name": "pcs", "prefix": "10.0.0.0/26" }}] }}],
                "links": [{{ "name": "vpn-weu", "vnet": "vnet-weu" }}],
                "domains": [{{ "name": "corp.contoso.com", "controllers": [{{ "name": "dc-1" }}] }}],
                "groups": [{{ "name": "office", "people": 1 }}],
                "connections": [{{ "name": "anc-weu", "joinType": "hybridAzureADJoin", "subnet": "pcs" }}],
                "policies": [{{ "name": "Desktops", "connections": ["anc-weu"], "groups": ["office"] }}]
            }},
            "events": [{{ "at": "1h", "fault": {{ "kind": "linkDown", "link": "vpn-weu" }} }}],
            "lesson": {lesson}
        }}"#
    );
    let document =
        Document::read(text.as_bytes(), Origin::Sent).unwrap_or_else(|errors| panic!("{errors:?}"));
    let document = document.as_lesson().expect("a lesson");
    assert!(!at_the_end(document.clone()).0.is_reached());
    assert!(at_the_end(document.going(Way::Solution).expect("a solution")).0.is_reached());
    let (_, said) = by_hand(document, "wrongWay");
    assert!(said.iter().any(|said| said.says == "A run of checks looks, and mends nothing."), "{said:?}");
}

/// A byte order mark is no reason to have no lesson.
#[test]
fn a_lesson_survives_the_mark_that_some_editors_write() {
    let text = document("what-is-a-connection").text;
    let marked = format!("\u{feff}{text}");
    let document = Document::read(marked.as_bytes(), Origin::Sent).expect("a scenario");
    assert!(document.as_lesson().expect("a lesson").going(Way::Solution).is_some());
}
