//! Closed forms that a long simulation must agree with, within a confidence interval of 99.9 %.

use std::sync::Arc;

use anc_engine::domain::{ConnectionStatus, Offset, PolicyId, RecordKind, Rule, id::Id};
use anc_engine::provisioning::choice;
use anc_engine::record::Detail;
use anc_engine::{Scenario, Simulation};

use crate::helpers::parse;

/// 99.9 % of a normal distribution lie within so many standard deviations.
const Z: f64 = 3.29;

fn text(period: &str, failures: &str) -> String {
    format!(
        r#"{{
        "format": 1, "id": "oracle", "title": "Oracle", "summary": "One connection that fails at random.",
        "start": "2026-01-01T00:00:00Z", "horizon": "700d",
        "world": {{
            "checkPeriod": {{ "from": "{period}", "to": "{period}" }},
            "vnets": [{{ "name": "vnet", "region": "westeurope", "subnets": [{{ "name": "pcs", "prefix": "10.0.0.0/26" }}] }}],
            "connections": [{{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }}],
            "policies": [{{ "name": "keeps it active", "connections": ["anc"] }}],
            "failures": [{failures}]
        }}
    }}"#
    )
}

/// The same, with a rule switched off.
fn without(scenario: &Scenario, rule: Rule, seed: u64) -> Simulation {
    let scenario = scenario.clone().with_seed(seed);
    let mut setup = (*scenario.setup).clone();
    Arc::make_mut(&mut setup.world).rules.off = Some(rule);
    Simulation::new(&Arc::new(setup))
}

/// Without its length, a run is over in two minutes; this check looks 40 seconds after its beginning.
const LOOKS_AFTER: f64 = 40.0 / 3_600.0;
const RUN: f64 = 2.0 / 60.0;

/// How many outages there were, how many were seen, and the mean delay of those, in hours.
fn outages(period_hours: i64, seeds: u64) -> (f64, f64, f64, f64) {
    let failure =
        r#"{ "fault": { "kind": "vnetRoleRemoved", "vnet": "vnet" }, "between": "3d", "repair": "8h" }"#;
    let scenario = parse(&text(&format!("{period_hours}h"), failure));
    let (mut count, mut seen, mut delays) = (0.0, 0.0, Vec::new());
    for seed in 1..=seeds {
        let mut simulation = without(&scenario, Rule::RunTakesTime, seed);
        simulation.run_until(simulation.horizon()).expect("within limits");
        let (mut began, mut ended): (Option<f64>, f64) = (None, -1.0);
        for record in simulation.records() {
            let at = record.key.at.0 as f64 / 3_600_000.0;
            match record.key.kind {
                RecordKind::FaultStruck => {
                    count += 1.0;
                    began = Some(at);
                }
                RecordKind::RepairMade => ended = at,
                // The first look within the outage sees it; its result is posted a little later.
                RecordKind::RunEnded => {
                    let looked = at - (RUN - LOOKS_AFTER);
                    let within = |from: f64| looked >= from && (ended < from || looked < ended);
                    if let Some(from) = began.take_if(|from| within(*from)) {
                        assert!(matches!(
                            record.detail,
                            Detail::RunEnded { status: ConnectionStatus::Failed, .. }
                        ));
                        seen += 1.0;
                        delays.push(looked - from);
                    }
                }
                _ => {}
            }
        }
    }
    let mean = delays.iter().sum::<f64>() / delays.len() as f64;
    let variance = delays.iter().map(|delay| (delay - mean).powi(2)).sum::<f64>() / (delays.len() - 1) as f64;
    (count, seen, mean, variance)
}

/// With a period P between two looks and outages of a mean length d, an outage is seen with probability
/// (d/P)(1 − e^(−P/d)), after d − P/(e^(P/d) − 1) on average.
#[test]
fn outages_are_seen_as_often_and_as_late_as_they_should_be() {
    for (hours, probability, delay) in [(6, 0.7035, 2.63), (1, 0.940, 0.49)] {
        let closed = |period: f64| {
            let d = 8.0;
            ((d / period) * (1.0 - (-period / d).exp()), d - period / ((period / d).exp() - 1.0))
        };
        let (stated, stated_delay) = closed(f64::from(hours));
        assert!((stated - probability).abs() < 0.001 && (stated_delay - delay).abs() < 0.01);
        // A run takes two minutes even here: they are part of the period.
        let (expected, expected_delay) = closed(f64::from(hours) + RUN);
        let (count, seen, mean, variance) = outages(i64::from(hours), 16);
        let share = seen / count;
        let margin = Z * (expected * (1.0 - expected) / count).sqrt();
        assert!(
            (share - expected).abs() < margin,
            "P = {hours} h: {share} of {count}, expected {expected} ± {margin}"
        );
        let margin = Z * (variance / seen).sqrt();
        assert!(
            (mean - expected_delay).abs() < margin,
            "P = {hours} h: {mean} h, expected {expected_delay} ± {margin}"
        );
    }
}

/// With independent unavailabilities q of k connections, provisioning is blocked with probability ∏q.
#[test]
fn provisioning_is_blocked_as_often_as_it_should_be() {
    let regions = [("westeurope", 3, 2), ("northeurope", 4, 3), ("swedencentral", 5, 5)];
    let mut vnets = Vec::new();
    let mut connections = Vec::new();
    let mut failures = Vec::new();
    for (region, between, repair) in regions {
        vnets.push(format!(
            r#"{{ "name": "{region}", "region": "{region}", "subnets": [{{ "name": "{region}-pcs", "prefix": "10.0.0.0/26" }}] }}"#
        ));
        connections.push(format!(
            r#"{{ "name": "{region}-anc", "joinType": "azureADJoin", "subnet": "{region}-pcs" }}"#
        ));
        failures.push(format!(
            r#"{{ "fault": {{ "kind": "regionTaken", "region": "{region}" }}, "between": "{between}h", "repair": "{repair}h" }}"#
        ));
    }
    let text = format!(
        r#"{{
        "format": 1, "id": "oracle", "title": "Oracle", "summary": "Three regions that fill up at random.",
        "start": "2026-01-01T00:00:00Z", "horizon": "700d",
        "world": {{
            "vnets": [{}], "connections": [{}], "failures": [{}],
            "policies": [{{ "name": "all", "connections": ["westeurope-anc", "northeurope-anc", "swedencentral-anc"] }}]
        }}
    }}"#,
        vnets.join(", "),
        connections.join(", "),
        failures.join(", ")
    );
    let scenario = parse(&text);
    let expected: f64 =
        regions.iter().map(|&(_, between, repair)| f64::from(repair) / f64::from(between + repair)).product();
    let (mut samples, mut blocked) = (0.0, 0.0);
    for seed in 1..=12 {
        let mut simulation = without(&scenario, Rule::PeriodicChecks, seed);
        // Two days are many times longer than what is remembered: each look is a sample of its own.
        for look in 1..=340 {
            simulation.run_until(Offset::hours(48 * look)).expect("within limits");
            samples += 1.0;
            if choice::choose(simulation.world(), PolicyId::new(0)).taken.is_none() {
                blocked += 1.0;
            }
        }
    }
    let share: f64 = blocked / samples;
    let margin = Z * (expected * (1.0 - expected) / samples).sqrt();
    assert!((share - expected).abs() < margin, "{share} of {samples}, expected {expected} ± {margin}");
}
