//! An action was refused.

use super::Kind;
use crate::domain::{RecordKind, Rule};
use crate::record::{Detail, Record};
use crate::scenario::file::ExpectRefused;
use crate::simulation::Simulation;

impl Kind for ExpectRefused {
    fn words(&self) -> String {
        let action = self.action.as_ref().map_or("an action", |action| action.0.as_str());
        format!("{action} is refused by {}", self.rule.0)
    }

    fn concerns(&self, record: &Record) -> bool {
        record.key.kind == RecordKind::Refused
    }

    fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String> {
        let rule = Rule::named(&self.rule.0);
        let mut last = None;
        for record in simulation.records().iter().rev() {
            if at_this_instant && record.key.at < simulation.now() {
                break;
            }
            if let Detail::Refused { rule: seen, action, .. } = &record.detail {
                if Some(*seen) == rule && self.action.as_ref().is_none_or(|expected| expected.0 == *action) {
                    return Ok(());
                }
                last = last.or(Some(format!("{action} was refused by {}", seen.text().name)));
            }
        }
        Err(last.unwrap_or_else(|| "nothing was refused".into()))
    }
}
