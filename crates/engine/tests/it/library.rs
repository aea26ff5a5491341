//! The scenarios of the library: their expectations hold, and their digests are those that are stored.

use std::collections::BTreeMap;

use anc_engine::kernel::Canonical;
use anc_engine::scenario::{self, Lesson, Outcome};
use anc_engine::{Digest, Scenario, Simulation};
use serde_json::{Value, json};

use crate::helpers::{assert_current, library, parse, root};

#[test]
fn every_expectation_holds() {
    for (name, text) in library() {
        let scenario = parse(&text);
        assert_eq!(scenario.id.as_str(), name, "the file is named after its id");
        assert!(!scenario.expectations.is_empty(), "{name} expects nothing");
        assert_holds(&name, &scenario);
    }
}

/// What a scenario expects follows from the rules, not from the dice. All digests together are compared in wasm too.
#[test]
fn expectations_hold_over_a_hundred_seeds() {
    let digests: BTreeMap<String, String> = library()
        .into_iter()
        .map(|(name, text)| {
            let scenario = parse(&text);
            let mut all = Canonical::default();
            for seed in 1..=SEEDS {
                let digest = assert_holds(&format!("{name}, seed {seed}"), &scenario.clone().with_seed(seed));
                all.text(&digest.to_string());
            }
            all.end_record();
            (name, all.digest().to_string())
        })
        .collect();
    let text = serde_json::to_string_pretty(&digests).expect("a table") + "\n";
    assert_current("tests/data/seeds.json", &text);
}

/// The digests of the files themselves: what has one of them was tested, and the page need not check it again.
#[test]
fn the_digests_of_the_texts_are_current() {
    let mut lines = String::from("[\n");
    for (name, text) in library() {
        let digest = Digest::of(text.as_bytes());
        let digits = format!("{digest}");
        let groups: Vec<&str> = (0..digits.len() / 4).map(|at| &digits[4 * at..4 * at + 4]).collect();
        lines += &format!("    0x{}, // {name}\n", groups.join("_"));
        let (known, read) = (Scenario::read_known(&text).expect("it was read before"), parse(&text));
        assert_eq!(
            scenario::run(&known, None).expect("within limits").digest,
            scenario::run(&read, None).expect("within limits").digest,
            "{name}"
        );
        assert_eq!(scenario::lines(&text, &known.expectations), {
            read.expectations.iter().map(|expectation| expectation.line).collect::<Vec<_>>()
        });
    }
    assert_current("tests/data/texts.rs", &(lines + "]\n"));
}

/// How many seeds are compared natively and in wasm; `wasm.rs` has the same number.
const SEEDS: u64 = 100;

fn assert_holds(name: &str, scenario: &Scenario) -> Digest {
    let report = scenario::run(scenario, None).expect("within limits");
    for (expectation, outcome) in scenario.expectations.iter().zip(&report.outcomes) {
        assert_eq!(outcome, &Outcome::Held, "{name}: {} {}", expectation.pointer, expectation.what.words());
    }
    report.digest
}

/// The same file is compared in Node and in the browser.
#[test]
fn digests_are_those_of_the_golden_file() {
    let digests: BTreeMap<String, String> = library()
        .into_iter()
        .map(|(name, text)| {
            let report = scenario::run(&parse(&text), None).expect("within limits");
            (name, report.digest.to_string())
        })
        .collect();
    let text = serde_json::to_string_pretty(&digests).expect("a table") + "\n";
    assert_current("tests/data/digests.json", &text);
}

/// Experiments run without: nothing else may be different.
#[test]
fn a_run_without_a_digest_is_the_same_run() {
    for (name, text) in library() {
        let setup = parse(&text).setup;
        let (mut with, mut without) = (Simulation::new(&setup), Simulation::undigested(&setup));
        for simulation in [&mut with, &mut without] {
            simulation.run_until(simulation.horizon()).expect("within limits");
        }
        assert!(with.records_digest().is_some() && without.records_digest().is_none(), "{name}");
        assert_eq!(with.records(), without.records(), "{name}");
        assert_eq!(with.state_digest(), without.state_digest(), "{name}");
    }
}

#[test]
fn a_run_that_ends_early_leaves_the_rest_unjudged() {
    let scenario = crate::helpers::scenario("alternate-failover");
    let report = scenario::run(&scenario, Some(anc_engine::domain::Offset::hours(1))).expect("within limits");
    assert!(report.passed());
    assert!(report.outcomes.contains(&Outcome::NotReached) && report.outcomes.contains(&Outcome::Held));
}

/// The tests in Node and in the browser have no folder to read: this lists the files for them.
#[test]
fn the_list_for_wasm_tests_is_current() {
    let lines: Vec<String> = library()
        .into_iter()
        .map(|(name, _)| format!("    ({name:?}, include_str!(\"../../public/scenarios/{name}.json\")),\n"))
        .collect();
    assert_current("tests/data/scenarios.rs", &format!("&[\n{}]\n", lines.concat()));
}

/// The page shows this list. Chapters and their order are written by hand, the rest follows from the files; a file that
/// no chapter names comes last.
#[test]
fn the_list_of_the_page_is_current() {
    let path = root().join("public/library.json");
    let written = std::fs::read_to_string(&path).expect("the list");
    let written: Value = serde_json::from_str(&written).expect("JSON");
    let files: BTreeMap<String, String> = library().into_iter().collect();
    let mut listed = Vec::new();
    let mut chapters = Vec::new();
    for chapter in written["chapters"].as_array().expect("chapters") {
        let mut scenarios = Vec::new();
        for entry in chapter["scenarios"].as_array().expect("scenarios") {
            let id = entry["id"].as_str().expect("an id").to_owned();
            if let Some(text) = files.get(&id) {
                scenarios.push(listing(text));
                listed.push(id);
            }
        }
        chapters.push(json!({ "title": chapter["title"], "scenarios": scenarios }));
    }
    let others: Vec<Value> =
        files.iter().filter(|(id, _)| !listed.contains(id)).map(|(_, text)| listing(text)).collect();
    if !others.is_empty() {
        chapters.push(json!({ "title": "Others", "scenarios": others }));
    }
    let text = serde_json::to_string_pretty(&json!({ "chapters": chapters })).expect("JSON") + "\n";
    assert_current("public/library.json", &text);
}

fn listing(text: &str) -> Value {
    let scenario = parse(text);
    let connections = scenario.setup.world.connections.len();
    let facts = format!(
        "{} · {} · {}",
        scenario.setup.horizon.words(),
        match connections {
            0 => "creates its connections".to_owned(),
            some => counted(some, "connection"),
        },
        counted(scenario.expectations.len(), "expectation")
    );
    let mut listing = json!({
        "id": scenario.id.as_str(), "title": scenario.title, "summary": scenario.summary, "facts": facts,
    });
    if let Some(lesson) = Lesson::read(text) {
        listing["lesson"] =
            json!({ "level": lesson.level, "minutes": lesson.minutes, "goals": lesson.goals.len() });
    }
    listing
}

fn counted(count: usize, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}

/// The page judges while it plays, goes back, and jumps; the terminal judges once from start to end.
#[test]
fn whoever_plays_a_run_judges_it_alike() {
    for (name, text) in library() {
        let scenario = parse(&text);
        let whole = scenario::run(&scenario, None).expect("within limits");
        let mut simulation = anc_engine::Simulation::new(&scenario.setup);
        let mut judge = scenario::Judge::new(&scenario.expectations);
        judge.begin(&simulation);
        let horizon = simulation.horizon();
        for share in [3, 1, 5, 2, 7, 0, 8] {
            let mut seek = simulation.begin_seek(anc_engine::domain::Offset(horizon.0 / 8 * share));
            while !judge
                .go_on(&mut simulation, &mut seek, 100, anc_engine::domain::Offset::FOREVER)
                .expect("within limits")
            {}
            // Nothing is told before its moment.
            let now = simulation.now();
            assert!(judge.decided(now).flatten().all(|(at, _)| at <= now), "{name}");
        }
        let mut seek = simulation.begin_seek(horizon);
        while !judge
            .go_on(&mut simulation, &mut seek, 100, anc_engine::domain::Offset::FOREVER)
            .expect("within limits")
        {}
        for ((expectation, decided), outcome) in
            scenario.expectations.iter().zip(judge.decided(horizon)).zip(&whole.outcomes)
        {
            match decided {
                Some((_, decided)) => assert_eq!(decided, outcome, "{name}: {}", expectation.pointer),
                None => {
                    assert_eq!(expectation.when, scenario::When::Never, "{name}: {}", expectation.pointer);
                }
            }
        }
    }
}
