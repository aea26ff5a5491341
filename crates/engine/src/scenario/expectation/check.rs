//! A check has a result.

use super::Kind;
use super::connection::changes_status;
use crate::domain::{Check, ErrorType, Offset, Verdict};
use crate::record::Record;
use crate::scenario::file::{CheckResult, ExpectCheck};
use crate::simulation::Simulation;

impl Kind for ExpectCheck {
    fn wrong(&self) -> Option<&'static str> {
        (self.stopped_by.is_some() && self.result != CheckResult::NotRun)
            .then_some("only a check that is notRun was stopped by another")
    }

    fn words(&self) -> String {
        let error = self.error_type.as_ref().map(|error| format!(" ({})", error.0)).unwrap_or_default();
        let since = self.since.as_ref().map(|since| format!(", since {}", since.0)).unwrap_or_default();
        format!("check {} of {} is {}{error}{since}", self.name.0, self.connection.0, self.result.name())
    }

    fn concerns(&self, record: &Record) -> bool {
        changes_status(record.key.kind)
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let Some(id) = world.connection_named(&self.connection.0) else {
            return Err("it does not exist".into());
        };
        let Some(run) = world.connections[id].last_run() else { return Err("no run has ended".into()) };
        let Some(result) = Check::named(&self.name.0).and_then(|check| run.result(check)) else {
            return Err("connections of this join type do not have the check".into());
        };
        let (seen, error) = match result.verdict {
            Verdict::Passed => (CheckResult::Passed, None),
            Verdict::Informational(error) => (CheckResult::Informational, Some(error)),
            Verdict::Warning(error) => (CheckResult::Warning, Some(error)),
            Verdict::Error(error) => (CheckResult::Error, Some(error)),
            Verdict::NotRun(_) => (CheckResult::NotRun, None),
        };
        let fits = seen == self.result
        && self.error_type.as_ref().is_none_or(|expected| ErrorType::named(&expected.0) == error)
        && self.detail.as_ref().is_none_or(|expected| result.detail.contains(expected))
        && self.stopped_by.as_ref().is_none_or(|expected| {
            matches!(result.verdict, Verdict::NotRun(stopper) if Check::named(&expected.0) == Some(stopper))
        });
        let since = self.since.as_ref().and_then(|since| Offset::parse(&since.0).ok()).unwrap_or_default();
        if fits && result.at >= since {
            return Ok(());
        }
        let more = match (result.verdict, error) {
            (Verdict::NotRun(stopper), _) => format!(" ({} stopped it)", stopper.entry().name),
            (_, Some(error)) => format!(" ({} {})", error.entry().graph, result.detail),
            _ => String::new(),
        };
        let when = if fits { format!(", since {}", result.at) } else { String::new() };
        Err(format!("it is {}{more}{when}", seen.name()))
    }
}
