//! Runs a scenario and judges its expectations.

use std::fmt;

use super::Scenario;
use super::expectation::{Expectation, Outcome};
use super::judge::Judge;
use crate::domain::{Instant, Offset};
use crate::kernel::Digest;
use crate::simulation::{RunError, Simulation};

/// What a run of a scenario showed.
#[derive(Debug)]
pub struct Report {
    /// The run, at its end.
    pub simulation: Simulation,
    /// The digest of all records.
    pub digest: Digest,
    /// How many records there were, kept or counted.
    pub records: u64,
    /// What became of each expectation, in the order of the file.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// Whether nothing failed. What was not reached did not fail.
    pub fn passed(&self) -> bool {
        !self.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    /// What failed: each expectation with its place in the file, and what was seen instead.
    pub fn failures<'a>(&'a self, scenario: &'a Scenario) -> impl Iterator<Item = Failure<'a>> {
        scenario.expectations.iter().zip(&self.outcomes).filter_map(|(expectation, outcome)| match outcome {
            Outcome::Failed(seen) => Some(Failure { expectation, seen }),
            Outcome::Held | Outcome::NotReached => None,
        })
    }
}

/// An expectation that failed.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// What was expected.
    pub expectation: &'a Expectation,
    /// What was seen.
    pub seen: &'a str,
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Expectation { pointer, when, what, .. } = self.expectation;
        write!(out, "{pointer} {when}: expected: {}; but {}", what.words(), self.seen)
    }
}

/// Runs the text of a scenario file to its horizon: a test of its expectations in one call. `path` is how messages name the file.
///
/// ```
/// use anc_engine::scenario;
///
/// let text = r#"{
///     "format": 1, "id": "full", "title": "Full", "summary": "Eleven people, eleven addresses.",
///     "start": "2026-03-02T08:00:00Z", "horizon": "1d",
///     "world": {
///         "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/28" }] }],
///         "groups": [{ "name": "office", "people": 11 }],
///         "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }],
///         "policies": [{ "name": "Desktops", "connections": ["anc"], "groups": ["office"] }]
///     },
///     "events": [{ "at": "10m", "admin": { "action": "retryChecks", "connection": "anc" } }],
///     "expect": [{ "at": "20m", "connection": { "name": "anc", "status": "passed" } }]
/// }"#;
/// let why = scenario::must_hold("full.json", text.as_bytes()).expect_err("the subnet is full");
/// assert_eq!(why, "full.json:11: /expect/0 at 20m: expected: anc is passed; but it is failed");
/// ```
///
/// # Errors
/// A line for everything that is wrong with the file, or else for each expectation that does not hold, as `anc run` prints it.
pub fn must_hold(path: &str, bytes: &[u8]) -> Result<Report, String> {
    let scenario =
        Scenario::parse(bytes).map_err(|errors| lines(errors.iter().map(|error| error.in_file(path))))?;
    let report =
        run(&scenario, None).map_err(|limit| format!("{path}: {} was stopped: {limit}", scenario.id))?;
    let failed =
        report.failures(&scenario).map(|failure| format!("{path}:{}: {failure}", failure.expectation.line));
    let failed = lines(failed);
    if failed.is_empty() { Ok(report) } else { Err(failed) }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs a scenario to its horizon, or to an earlier end.
///
/// # Panics
/// Never: the run is made with a digest.
#[expect(clippy::expect_used, reason = "the run is made with a digest")]
pub fn run(scenario: &Scenario, until: Option<Instant>) -> Result<Report, RunError> {
    let mut simulation = Simulation::new(&scenario.setup);
    let end = until.unwrap_or(Offset::FOREVER).min(simulation.horizon());
    let mut judge = Judge::new(&scenario.expectations);
    judge.begin(&simulation);
    while judge.step(&mut simulation, end)? {}
    let outcomes = judge.end(&simulation, end);
    let (digest, records) = (simulation.records_digest().expect("a digest"), simulation.records_written());
    Ok(Report { simulation, digest, records, outcomes })
}
