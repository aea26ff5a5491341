//! The scenarios of the library: their expectations hold, and their digests are those that are stored.

use std::collections::BTreeMap;

use anc_engine::Scenario;
use anc_engine::scenario::{self, Outcome};

use crate::helpers::{assert_current, library, parse};

#[test]
fn every_expectation_holds() {
    for (name, text) in library() {
        let scenario = parse(&text);
        assert_eq!(scenario.id.as_str(), name, "the file is named after its id");
        assert!(!scenario.expectations.is_empty(), "{name} expects nothing");
        assert_holds(&name, &scenario);
    }
}

/// What a scenario expects follows from the rules, not from the dice.
#[test]
fn expectations_hold_whatever_the_seed() {
    for (name, text) in library() {
        let scenario = parse(&text);
        for seed in 1..=40 {
            assert_holds(&format!("{name}, seed {seed}"), &scenario.clone().with_seed(seed));
        }
    }
}

fn assert_holds(name: &str, scenario: &Scenario) {
    let report = scenario::run(scenario, None).expect("within limits");
    for (expectation, outcome) in scenario.expectations.iter().zip(&report.outcomes) {
        assert_eq!(outcome, &Outcome::Held, "{name}: {} {}", expectation.pointer, expectation.what.words());
    }
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

#[test]
fn a_run_that_ends_early_leaves_the_rest_unjudged() {
    let scenario = crate::helpers::scenario("alternate-failover");
    let report = scenario::run(&scenario, Some(anc_engine::domain::Offset::hours(1))).expect("within limits");
    assert!(report.passed());
    assert!(report.outcomes.contains(&Outcome::NotReached) && report.outcomes.contains(&Outcome::Held));
}
