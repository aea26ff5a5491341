//! WebAssembly gives what native gives: all scenarios of the library, run in Node, have the digests of the golden file.

#![cfg(target_arch = "wasm32")]

use std::collections::BTreeMap;

use anc_engine::kernel::Canonical;
use anc_engine::{Scenario, scenario};
use wasm_bindgen_test::wasm_bindgen_test;

const FILES: &[(&str, &str)] = include!("../../../tests/data/scenarios.rs");

fn golden() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../../../tests/data/digests.json")).expect("a table")
}

#[wasm_bindgen_test]
fn digests_are_those_of_native_runs() {
    let golden = golden();
    assert_eq!(golden.len(), FILES.len(), "every scenario is compared");
    for &(name, text) in FILES {
        let scenario = Scenario::parse(text.as_bytes()).expect(name);
        let report = scenario::run(&scenario, None).expect(name);
        assert!(report.passed(), "{name}");
        assert_eq!(Some(&report.digest.to_string()), golden.get(name), "{name}");
    }
}

#[wasm_bindgen_test]
fn the_manual_holds() {
    const MANUAL: &[(&str, &str)] = include!("../../../tests/data/manual.rs");
    assert!(MANUAL.len() > 50, "{} files", MANUAL.len());
    for &(name, text) in MANUAL {
        let scenario = Scenario::parse(text.as_bytes()).expect(name);
        assert!(scenario::run(&scenario, None).expect(name).passed(), "{name}");
    }
}

/// Seeds 1 to 100, as natively: one digest of all their digests.
fn all_seeds(part: usize) {
    let golden: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../../tests/data/seeds.json")).expect("a table");
    assert_eq!(golden.len(), FILES.len(), "every scenario is compared");
    for &(name, text) in FILES.iter().skip(part).step_by(PARTS) {
        let scenario = Scenario::parse(text.as_bytes()).expect(name);
        let mut all = Canonical::default();
        for seed in 1..=100 {
            let report = scenario::run(&scenario.clone().with_seed(seed), None).expect(name);
            all.text(&report.digest.to_string());
        }
        all.end_record();
        assert_eq!(Some(&all.digest().to_string()), golden.get(name), "{name}");
    }
}

/// A test has a limited time, so the library is cut into parts.
const PARTS: usize = 4;

#[wasm_bindgen_test]
fn a_hundred_seeds_of_the_first_part() {
    all_seeds(0);
}

#[wasm_bindgen_test]
fn a_hundred_seeds_of_the_second_part() {
    all_seeds(1);
}

#[wasm_bindgen_test]
fn a_hundred_seeds_of_the_third_part() {
    all_seeds(2);
}

#[wasm_bindgen_test]
fn a_hundred_seeds_of_the_fourth_part() {
    all_seeds(3);
}

#[wasm_bindgen_test]
fn seek_is_a_run_in_wasm_too() {
    let scenario = Scenario::parse(
        FILES.iter().find(|(name, _)| *name == "alternate-failover").expect("it is there").1.as_bytes(),
    )
    .expect("a scenario");
    let mut simulation = anc_engine::Simulation::new(&scenario.setup);
    simulation.run_until(simulation.horizon()).expect("within limits");
    let end = simulation.state_digest();
    simulation.seek(anc_engine::domain::Offset::hours(3)).expect("within limits");
    assert_ne!(simulation.state_digest(), end);
    simulation.seek(simulation.horizon()).expect("within limits");
    assert_eq!(simulation.state_digest(), end);
}
