//! Judging expectations while a run goes on: a terminal does it once from start to end, the page step by step, forwards and
//! backwards. What was decided stays decided, with its moment.

use super::expectation::{Expectation, Outcome, What, When};
use crate::domain::{Instant, Offset, ordered};
use crate::simulation::{RunError, Seek, Simulation};

/// Judges a run, from its start on.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    expectations: Vec<Expectation>,
    /// What became of each so far, and when that was decided.
    decided: Vec<Option<(Instant, Outcome)>>,
    /// Moments at which something must be looked at, in order; the first `passed` of them were.
    moments: Vec<Instant>,
    passed: usize,
    /// How many events and records were seen: what is replayed was judged before. What was done is no event, and has a record.
    events: u64,
    records: usize,
}

impl Judge {
    /// A judge of these expectations.
    pub fn new(expectations: &[Expectation]) -> Self {
        let mut moments = Vec::new();
        for expectation in expectations {
            if let When::At(at) | When::By(at) = expectation.when {
                ordered::insert(&mut moments, at);
            }
            // What holds already when it begins to count.
            if expectation.from > Instant::ZERO {
                ordered::insert(&mut moments, expectation.from);
            }
        }
        Self {
            expectations: expectations.to_vec(),
            decided: vec![None; expectations.len()],
            moments,
            passed: 0,
            events: 0,
            records: 0,
        }
    }

    /// What is expected, in the order of the file.
    pub fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }

    /// What became of each expectation up to a moment, and when.
    pub fn decided(&self, now: Instant) -> impl Iterator<Item = Option<(Instant, &Outcome)>> {
        self.decided.iter().map(move |decided| {
            decided.as_ref().filter(|&&(at, _)| at <= now).map(|(at, outcome)| (*at, outcome))
        })
    }

    /// Looks at a run that has just begun.
    pub fn begin(&mut self, simulation: &Simulation) {
        self.judge(simulation, 0, false);
    }

    /// A step of the run ([`Simulation::step`]) under the judge's eyes.
    pub fn step(&mut self, simulation: &mut Simulation, limit: Instant) -> Result<bool, RunError> {
        let Some(&moment) = self.moments.get(self.passed).filter(|&&moment| moment <= limit) else {
            return self.watch(simulation, limit);
        };
        if self.watch(simulation, moment)? {
            return Ok(true);
        }
        // All events of that instant are over; a run that ends before it has not reached it.
        if simulation.now() >= moment {
            self.at(simulation, moment);
            self.passed += 1;
            return Ok(true);
        }
        Ok(false)
    }

    /// Looks at what an action did, besides its events to come. Records from `known` on are new.
    pub fn acted(&mut self, simulation: &Simulation, known: usize) {
        self.records = simulation.records().len();
        self.judge(simulation, known, true);
    }

    /// Goes back to how far a run has come: what was decided of a future that will be another one is open again.
    pub fn rewind(&mut self, simulation: &Simulation) {
        let now = simulation.now();
        self.events = simulation.events();
        self.records = simulation.records().len();
        self.passed = self.moments.partition_point(|&moment| moment < now);
        for (expectation, decided) in self.expectations.iter().zip(&mut self.decided) {
            // What is looked at after all events of this instant is looked at again.
            let again = match expectation.when {
                When::At(at) => at >= now,
                When::By(_) | When::Never => false,
            };
            let over = |(at, outcome): &(Instant, Outcome)| {
                *at > now
                    || (*at == now
                        && matches!(outcome, Outcome::Failed(_))
                        && expectation.when == When::By(now))
            };
            if again || decided.as_ref().is_some_and(over) {
                *decided = None;
            }
        }
    }

    fn watch(&mut self, simulation: &mut Simulation, limit: Instant) -> Result<bool, RunError> {
        let (known, sign_ins) = (simulation.records().len(), simulation.sign_ins());
        let stepped = simulation.step(limit);
        let (events, records) = (simulation.events(), simulation.records().len());
        if events > self.events || records > self.records {
            self.events = self.events.max(events);
            self.records = self.records.max(records);
            // Nothing that an expectation can name changes without a record; sign-ins past a limit are only counted.
            let counted = simulation.sign_ins() != sign_ins;
            if counted || records > known {
                self.judge(simulation, known, counted);
            }
        }
        stepped
    }

    /// Goes on with a seek ([`Simulation::go_on`]) under the judge's eyes, and no further than to a moment.
    pub fn go_on(
        &mut self,
        simulation: &mut Simulation,
        seek: &mut Seek,
        events_max: u32,
        until: Instant,
    ) -> Result<bool, RunError> {
        seek.go_on(simulation, events_max, &mut |simulation, limit| self.step(simulation, limit.min(until)))
    }

    /// After an event: what must hold by some moment, or never. Records from `fresh` on are new.
    fn judge(&mut self, simulation: &Simulation, fresh: usize, signed_in: bool) {
        let now = simulation.now();
        let fresh = simulation.records().from(fresh);
        for (expectation, decided) in self.expectations.iter().zip(&mut self.decided) {
            let what = &expectation.what;
            let concerned = (signed_in && matches!(what, What::SignIn(_)))
                || fresh.iter().any(|record| what.concerns(record));
            // At the start everything is new.
            if decided.is_some() || !(concerned || now == Offset::ZERO) {
                continue;
            }
            match expectation.when {
                When::By(by) if (expectation.from..=by).contains(&now) && holds_now(what, simulation) => {
                    *decided = Some((now, Outcome::Held));
                }
                When::Never if holds_now(what, simulation) => {
                    *decided = Some((now, Outcome::Failed(format!("it was so at {now}"))));
                }
                _ => {}
            }
        }
    }

    /// After all events of an instant.
    fn at(&mut self, simulation: &Simulation, moment: Instant) {
        for (expectation, decided) in self.expectations.iter().zip(&mut self.decided) {
            let outcome = match expectation.when {
                When::At(at) if at == moment => match expectation.what.holds(simulation, true) {
                    Ok(()) => Outcome::Held,
                    Err(seen) => Outcome::Failed(seen),
                },
                When::By(_)
                    if expectation.from == moment
                        && decided.is_none()
                        && holds_now(&expectation.what, simulation) =>
                {
                    Outcome::Held
                }
                When::By(by) if by == moment && decided.is_none() => {
                    let seen = expectation.what.holds(simulation, false).err();
                    Outcome::Failed(
                        seen.map_or_else(|| "it came too late".to_owned(), |seen| format!("by then, {seen}")),
                    )
                }
                _ => continue,
            };
            *decided = Some((moment, outcome));
        }
    }

    /// What became of everything, at the end of a run.
    pub(super) fn end(self, simulation: &Simulation, end: Instant) -> Vec<Outcome> {
        let over = end >= simulation.horizon();
        self.expectations
            .iter()
            .zip(self.decided)
            .map(|(expectation, decided)| match (decided, expectation.when) {
                (Some((_, outcome)), _) => outcome,
                (None, When::Never) if over => Outcome::Held,
                (None, _) => Outcome::NotReached,
            })
            .collect()
    }
}

/// What happens rather than is was new just now, or it would not be looked at: the past needs no second look.
fn holds_now(what: &What, simulation: &Simulation) -> bool {
    what.holds(simulation, what.happens()).is_ok()
}
