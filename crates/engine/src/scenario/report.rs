//! Runs a scenario and judges its expectations.

use super::Scenario;
use super::expectation::{Expectation, Outcome, What, When};
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
pub fn run(scenario: &Scenario, until: Option<Instant>) -> Result<Report, RunError> {
    let mut simulation = Simulation::new(&scenario.setup);
    let end = until.unwrap_or(Offset::FOREVER).min(simulation.horizon());
    let mut judge = Judge::new(&scenario.expectations);
    judge.look(&simulation, 0, false);
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
        let mut known = simulation.records().len();
        let mut sign_ins = simulation.sign_ins();
        while simulation.step(moment)? {
            // Nothing that an expectation can name changes without a record; sign-ins past a limit are only counted.
            let counted = std::mem::replace(&mut sign_ins, simulation.sign_ins()) != sign_ins;
            let fresh = simulation.records().len();
            if counted || fresh > known {
                judge.look(&simulation, known, counted);
                known = fresh;
            }
        }
        judge.at(&simulation, moment);
    }
    let outcomes = judge.end(&simulation, end);
    let (digest, records) = (simulation.records_digest(), simulation.records_written());
    Ok(Report { simulation, digest, records, outcomes })
}

/// What happens rather than is was new just now, or it would not be looked at: the past needs no second look.
fn holds_now(what: &What, simulation: &Simulation) -> bool {
    what.holds(simulation, matches!(what, What::Refused(_))).is_ok()
}

struct Judge<'a> {
    expectations: &'a [Expectation],
    outcomes: Vec<Option<Outcome>>,
}

impl<'a> Judge<'a> {
    fn new(expectations: &'a [Expectation]) -> Self {
        Self { expectations, outcomes: vec![None; expectations.len()] }
    }

    /// After an event: what must hold by some moment, or never. Records from `fresh` on are new.
    fn look(&mut self, simulation: &Simulation, fresh: usize, signed_in: bool) {
        let now = simulation.now();
        let fresh = &simulation.records()[fresh..];
        for (expectation, outcome) in self.expectations.iter().zip(&mut self.outcomes) {
            let what = &expectation.what;
            let concerned = (signed_in && matches!(what, What::SignIn(_)))
                || fresh.iter().any(|record| what.concerns(record));
            // At the start everything is new.
            if outcome.is_some() || !(concerned || now == Offset::ZERO) {
                continue;
            }
            match expectation.when {
                When::By(by) if now <= by && holds_now(what, simulation) => {
                    *outcome = Some(Outcome::Held);
                }
                When::Never if holds_now(what, simulation) => {
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
