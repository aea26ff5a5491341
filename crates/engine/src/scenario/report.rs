//! Runs a scenario and judges its expectations.

use super::Scenario;
use super::expectation::Outcome;
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
