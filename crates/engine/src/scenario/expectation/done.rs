//! Something was done, and was not refused.

use super::Kind;
use crate::domain::{Offset, RecordKind};
use crate::record::{Detail, Record};
use crate::scenario::file::ExpectDone;
use crate::simulation::Simulation;

impl Kind for ExpectDone {
    fn wrong(&self) -> Option<&'static str> {
        (self.action.is_some() == self.repair.is_some()).then_some("expected exactly one of action, repair")
    }

    fn words(&self) -> String {
        let times = self.times.filter(|&times| times != 1).map(|times| format!(" {times} times"));
        let times = times.unwrap_or_default();
        match (&self.action, &self.repair) {
            (Some(action), _) => format!("{} is done{times}", action.0),
            (None, Some(fault)) => format!("{} is repaired{times}", fault.0),
            (None, None) => "something is done".to_owned(),
        }
    }

    fn concerns(&self, record: &Record) -> bool {
        matches!(
            record.key.kind,
            RecordKind::AdminActed | RecordKind::EnvironmentChanged | RecordKind::RepairMade
        )
    }

    fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String> {
        let records = simulation.records();
        // Who refuses says so right after what was done.
        let mut refused = None;
        let mut missing = self.times.unwrap_or(1);
        let ago = self.ago.as_ref().and_then(|ago| Offset::parse(&ago.0).ok()).unwrap_or_default();
        let wanted = missing;
        for record in records.iter().rev() {
            // Those before the last one may be of any time.
            if at_this_instant && missing == wanted && record.key.at < simulation.now() {
                break;
            }
            let done = match &record.detail {
                Detail::AdminActed(action) => {
                    self.action.as_ref().is_some_and(|named| named.0 == action.name())
                }
                Detail::EnvironmentChanged(change) => {
                    self.action.as_ref().is_some_and(|named| named.0 == change.name())
                }
                Detail::RepairMade(fault) => {
                    self.repair.as_ref().is_some_and(|named| named.0 == fault.name())
                }
                Detail::Refused { .. } => {
                    refused = record.cause;
                    continue;
                }
                _ => continue,
            };
            let long_enough = record.key.at.after(ago) <= simulation.now();
            if done && long_enough && refused != Some(record.key) {
                missing = missing.saturating_sub(1);
                if missing == 0 {
                    return Ok(());
                }
            }
        }
        Err("it was not done so often".to_owned())
    }
}
