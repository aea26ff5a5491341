//! Runs a scenario and judges its expectations.

use super::Scenario;
use super::expectation::{Expectation, Outcome, When};
use crate::domain::{Instant, Offset};
use crate::kernel::Digest;
use crate::simulation::{LimitReached, Simulation};

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
pub fn run(scenario: &Scenario, until: Option<Instant>) -> Result<Report, LimitReached> {
    let mut simulation = Simulation::new(&scenario.setup);
    let end = until.unwrap_or(Offset::FOREVER).min(simulation.horizon());
    let mut judge = Judge::new(&scenario.expectations);
    judge.look(&simulation);
    let mut moments: Vec<Instant> = scenario
        .expectations
        .iter()
        .filter_map(|expectation| match expectation.when {
            When::At(at) => Some(at),
            When::By(_) | When::Never => None,
        })
        .filter(|&at| at <= end)
        .chain([end])
        .collect();
    moments.sort_unstable();
    moments.dedup();
    for moment in moments {
        let mut seen = simulation.state().kept + simulation.state().routine;
        while simulation.step(moment)? {
            // Nothing that an expectation can name changes without a record.
            let now = simulation.state().kept + simulation.state().routine;
            if now != seen {
                seen = now;
                judge.look(&simulation);
            }
        }
        judge.at(&simulation, moment);
    }
    let outcomes = judge.end(&simulation, end);
    let state = simulation.state();
    let kept_routine = state.routine.min(crate::limits::ROUTINE_RECORDS_MAX);
    let records = state.kept - kept_routine + state.routine;
    Ok(Report { digest: simulation.records_digest(), records, outcomes, simulation })
}

struct Judge<'a> {
    expectations: &'a [Expectation],
    outcomes: Vec<Option<Outcome>>,
}

impl<'a> Judge<'a> {
    fn new(expectations: &'a [Expectation]) -> Self {
        Self { expectations, outcomes: vec![None; expectations.len()] }
    }

    /// After an event: what must hold by some moment, or never.
    fn look(&mut self, simulation: &Simulation) {
        let now = simulation.now();
        for (expectation, outcome) in self.expectations.iter().zip(&mut self.outcomes) {
            if outcome.is_some() {
                continue;
            }
            match expectation.when {
                When::By(by) if now <= by && expectation.what.holds(simulation, false).is_ok() => {
                    *outcome = Some(Outcome::Held);
                }
                When::Never if expectation.what.holds(simulation, false).is_ok() => {
                    *outcome = Some(Outcome::Failed(format!("it was so at {now}")));
                }
                _ => {}
            }
        }
    }

    /// After all events of an instant.
    fn at(&mut self, simulation: &Simulation, moment: Instant) {
        for (expectation, outcome) in self.expectations.iter().zip(&mut self.outcomes) {
            if expectation.when == When::At(moment) {
                *outcome = Some(match expectation.what.holds(simulation, true) {
                    Ok(()) => Outcome::Held,
                    Err(seen) => Outcome::Failed(seen),
                });
            }
        }
    }

    fn end(self, simulation: &Simulation, end: Instant) -> Vec<Outcome> {
        let horizon = simulation.horizon();
        self.expectations
            .iter()
            .zip(self.outcomes)
            .map(|(expectation, outcome)| match (outcome, expectation.when) {
                (Some(outcome), _) => outcome,
                (None, When::By(by)) if by <= end => {
                    let seen = expectation.what.holds(simulation, false).err();
                    Outcome::Failed(
                        seen.map_or_else(
                            || "it came too late".to_owned(),
                            |seen| format!("at the end, {seen}"),
                        ),
                    )
                }
                (None, When::Never) if end >= horizon => Outcome::Held,
                (None, _) => Outcome::NotReached,
            })
            .collect()
    }
}
