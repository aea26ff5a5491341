//! How far an outage goes.

use super::{Kind, changes_ways};
use crate::domain::RecordKind;
use crate::record::Record;
use crate::scenario::file::ExpectOutage;
use crate::simulation::Simulation;

impl Kind for ExpectOutage {
    fn wrong(&self) -> Option<&'static str> {
        (self.failed_at_least.is_none()
            && self.failed_at_most.is_none()
            && self.shut_out_at_least.is_none()
            && self.shut_out_at_most.is_none())
        .then_some("expected one of failedAtLeast, failedAtMost, shutOutAtLeast, shutOutAtMost")
    }

    fn words(&self) -> String {
        let bounds = [
            (self.failed_at_least, "at least", "sign-ins failed"),
            (self.failed_at_most, "at most", "sign-ins failed"),
            (self.shut_out_at_least, "at least", "people are shut out"),
            (self.shut_out_at_most, "at most", "people are shut out"),
        ];
        let words = bounds
            .into_iter()
            .filter_map(|(count, bound, what)| count.map(|count| format!("{bound} {count} {what}")));
        words.collect::<Vec<_>>().join(", ")
    }

    fn concerns(&self, record: &Record) -> bool {
        record.key.kind == RecordKind::SignInFailed || changes_ways(record.key.kind)
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let failed = simulation.sign_ins().1;
        let fits = self.failed_at_least.is_none_or(|least| failed >= u64::from(least))
            && self.failed_at_most.is_none_or(|most| failed <= u64::from(most));
        if !fits {
            return Err(format!("{failed} sign-ins failed"));
        }
        if self.shut_out_at_least.is_none() && self.shut_out_at_most.is_none() {
            return Ok(());
        }
        let abilities = crate::sign_in::abilities(simulation.world());
        let shut_out = abilities.iter().map(|of| of.shut_out as u64).sum::<u64>();
        let fits = self.shut_out_at_least.is_none_or(|least| shut_out >= u64::from(least))
            && self.shut_out_at_most.is_none_or(|most| shut_out <= u64::from(most));
        if fits { Ok(()) } else { Err(format!("{shut_out} people are shut out")) }
    }
}
