//! Records in words: the same wherever in time one stands, with the names of their own time.

use anc_engine::Simulation;
use anc_engine::domain::Offset;
use anc_engine::narration::narrate;

use crate::helpers::{at, library, office, parse, played};

/// All records that are known, in words.
fn told(simulation: &Simulation) -> Vec<String> {
    let words = |record| {
        let told = narrate(record, simulation);
        format!("{:?} {}: {}", told.tone, told.title, told.text)
    };
    simulation.known_records().iter().map(words).collect()
}

#[test]
fn every_known_record_is_told_alike_at_any_moment_of_its_run() {
    for (name, text) in library() {
        let scenario = parse(&text);
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(simulation.horizon()).expect("within limits");
        let at_the_end = told(&simulation);
        let moments: Vec<Offset> = simulation.known_records().iter().map(|record| record.key.at).collect();
        // From the end to the start, and forwards again; not every moment: a record is told with what is known of all of them.
        let step = moments.len() / 8 + 1;
        for &moment in moments.iter().rev().step_by(step).chain(moments.iter().step_by(step)) {
            simulation.seek(moment).expect("within limits");
            assert_eq!(told(&simulation), at_the_end, "{name} at {moment}");
        }
    }
}

#[test]
fn a_run_tells_its_own_seed() {
    for seed in [1, 11, 4_711] {
        let (_, text) = &library()[0];
        let simulation = Simulation::new(&parse(text).with_seed(seed).setup);
        assert!(told(&simulation)[0].ends_with(&format!(", seed {seed}.")), "{:?}", told(&simulation)[0]);
        assert_eq!(simulation.world().seed, seed);
    }
}

#[test]
fn the_past_keeps_its_names() {
    let rename = r#"{ "at": "1h", "admin": { "action": "editConnection", "connection": "hybrid", "rename": "renamed" } },
        { "at": "3h", "admin": { "action": "retryChecks", "connection": "renamed" } }"#;
    let scenario = office("", rename);
    let simulation = played(&scenario, "4h");
    let (before, after): (Vec<_>, Vec<_>) =
        simulation.records().iter().partition(|record| record.key.at < at("1h"));
    let say = |records: Vec<_>| {
        records.into_iter().map(|record| narrate(record, &simulation).title).collect::<Vec<_>>().join("\n")
    };
    let (before, after) = (say(before), say(after));
    assert!(!before.contains("renamed"), "{before}");
    assert!(after.contains("hybrid is called renamed now"), "{after}");
    assert!(after.contains("renamed: Checks successful"), "{after}");
    // What the name was at a moment can be asked, too.
    let id = simulation.world().connection_named("renamed").expect("it is there");
    let entity = anc_engine::domain::Entity::Connection(id);
    assert_eq!(simulation.name_at(entity, at("59m")), "hybrid");
    assert_eq!(simulation.name_at(entity, at("61m")), "renamed");
}

#[test]
fn a_future_that_was_dropped_leaves_no_names() {
    use anc_engine::command::{Command, UserAction};
    let rename = r#"{ "at": "1h", "admin": { "action": "editConnection", "connection": "hybrid", "rename": "renamed" } }"#;
    let scenario = office("", rename);
    let mut simulation = played(&scenario, "4h");
    simulation.seek(at("30m")).expect("within limits");
    let user = simulation.world().user_named("staff-01").expect("there");
    simulation.act(Command::User(UserAction::SignIn { user })).expect("accepted");
    let id = simulation.world().connection_named("hybrid").expect("it is there");
    let entity = anc_engine::domain::Entity::Connection(id);
    assert_eq!(simulation.name_at(entity, at("2h")), "hybrid");
}

#[test]
fn moments_in_sentences_are_dates() {
    let scenario = office("", r#"{ "at": "1h", "licence": { "user": "cloud-01", "has": false } }"#);
    let simulation = played(&scenario, "2h");
    let said: Vec<String> =
        simulation.records().iter().map(|record| narrate(record, &simulation).text).collect();
    assert!(said.iter().any(|text| text.contains("works on until 9 March, 09:00")), "{said:?}");
}
