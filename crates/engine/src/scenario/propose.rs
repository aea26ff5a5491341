//! What was done by hand as a scenario file, with expectations proposed from what happened. Whoever makes the file chooses among them.
//! Each was judged in a run of that file, and holds.

use serde_json::{Value, json};

use super::command::Fields;
use super::export::{export, written};
use super::{FileError, run};
use crate::Scenario;
use crate::domain::time::MINUTE_MS;
use crate::domain::{Entity, HopVerdict, Instant, Offset, RecordKey, RecordKind, Verdict, ordered};
use crate::record::{Detail, Record};
use crate::simulation::Simulation;

/// Expectations that are proposed at the most: what was done comes first.
const PROPOSED_MAX: usize = 60;
/// Of one kind about one thing.
const ALIKE_MAX: usize = 4;

/// An expectation that holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The moment it is about.
    pub at: Instant,
    /// In words.
    pub says: String,
    /// As it stands in a file.
    pub expect: Value,
}

/// A run as a file, and what could be expected in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposed {
    file: Fields,
    /// In the order of time.
    pub all: Vec<Proposal>,
}

impl Proposed {
    /// The file of a run up to now, and what could be expected of it. `text` is the file that it began with, without the lines at `left_out`; what that expects and its lesson are left
    /// out: they are about another run.
    ///
    /// # Errors
    /// What keeps the run from being a file ([`export`]).
    pub fn of(text: &str, left_out: &[usize], simulation: &Simulation) -> Result<Self, Vec<FileError>> {
        let mut file: Fields = serde_json::from_str(&export(text, left_out, simulation)?).unwrap_or_default();
        file.remove("lesson");
        file.remove("expect");
        let mut wanted = candidates(simulation);
        wanted.truncate(PROPOSED_MAX);
        let mut proposed = Self { file, all: Vec::new() };
        let all = proposed.written(wanted.iter().map(|(_, expect)| expect));
        let scenario = Scenario::parse(all.as_bytes())?;
        // A run that met a limit judges nothing.
        let Ok(report) = run(&scenario, Some(simulation.now())) else { return Ok(proposed) };
        let judged = wanted.into_iter().zip(&scenario.expectations).zip(&report.outcomes);
        for (((at, expect), of), outcome) in judged {
            if *outcome == super::Outcome::Held {
                proposed.all.push(Proposal { at, says: of.what.words(), expect });
            }
        }
        proposed.all = ordered::sorted(proposed.all, |left, right| left.at.cmp(&right.at));
        Ok(proposed)
    }

    /// The file with those that were chosen, by their positions.
    pub fn with(&self, chosen: &[usize]) -> String {
        self.written(chosen.iter().filter_map(|&position| Some(&self.all.get(position)?.expect)))
    }

    fn written<'a>(&self, expect: impl Iterator<Item = &'a Value>) -> String {
        let mut file = self.file.clone();
        file.insert("expect".to_owned(), expect.cloned().collect());
        written(&file)
    }
}

/// What could be expected: of each record that tells of something, and of how things are now.
fn candidates(simulation: &Simulation) -> Vec<(Instant, Value)> {
    let world = simulation.world();
    let now = simulation.now();
    // What came of what was done comes first, then how things are now, then what else happened.
    let mut all: Vec<(Instant, Value)> = Vec::new();
    let mut others = Vec::new();
    let mut alike: Vec<(&'static str, Entity, usize)> = Vec::new();
    for record in simulation.records() {
        let Some((kind, what)) = told(record, simulation) else { continue };
        let by_hand = is_by_hand(record);
        // Whoever else cannot sign in is like the others.
        let entity = if kind == "signIn" && !by_hand { Entity::Service } else { record.key.entity };
        let count = match alike.iter_mut().find(|(of, about, _)| (*of, *about) == (kind, entity)) {
            Some((.., count)) => count,
            None => {
                alike.push((kind, entity, 0));
                let Some((.., count)) = alike.last_mut() else { continue };
                count
            }
        };
        *count += 1;
        let list = if by_hand { &mut all } else { &mut others };
        if *count <= ALIKE_MAX && list.len() < PROPOSED_MAX {
            let at = record.key.at;
            let (when, at) =
                if by_hand { ("at", at) } else { ("by", full_minute(at).min(simulation.horizon())) };
            list.push((at, so(when, at, kind, &what)));
        }
    }
    let mut now_so = |kind: &str, what: Value| all.push((now, so("at", now, kind, &what)));
    for (id, connection) in world.present_connections() {
        if world.connections[id].deleted.is_none() {
            now_so(
                "connection",
                json!({ "name": connection.name.as_str(), "status": connection.status().name() }),
            );
        }
    }
    let mut statuses: Vec<(&str, usize)> = Vec::new();
    for id in world.cloud_pcs.ids().filter(|&id| world.has(Entity::CloudPc(id))) {
        let name = world.cloud_pcs[id].status.name();
        match statuses.iter_mut().find(|(of, _)| *of == name) {
            Some((_, count)) => *count += 1,
            None => statuses.push((name, 1)),
        }
    }
    for (status, count) in statuses {
        now_so("cloudPcs", json!({ "status": status, "atLeast": count }));
    }
    let shut_out: usize = crate::sign_in::abilities(world).iter().map(|of| of.shut_out).sum();
    now_so("outage", json!({ "shutOutAtMost": shut_out }));
    all.append(&mut others);
    // The same is not proposed twice.
    let mut seen: Vec<String> = Vec::new();
    all.retain(|(_, expect)| ordered::insert(&mut seen, expect.to_string()));
    all
}

fn so(when: &str, moment: Instant, kind: &str, what: &Value) -> Value {
    json!({ when: moment.to_string(), kind: what })
}

/// What happens by itself happens at another second with other draws: the next full minute is near enough.
fn full_minute(at: Instant) -> Instant {
    Offset((at.0 + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS)
}

/// What a record lets one expect: the kind of expectation, and the rest of it.
fn told(record: &Record, simulation: &Simulation) -> Option<(&'static str, Value)> {
    let name = simulation.name_at(record.key.entity, record.key.at);
    Some(match &record.detail {
        Detail::RunEnded { before, status, .. } if before != status => {
            ("connection", json!({ "name": name, "status": status.name() }))
        }
        Detail::CheckChanged { check, verdict, .. } => {
            let result = match verdict {
                Verdict::Error(_) => "error",
                Verdict::Warning(_) => "warning",
                _ => return None,
            };
            ("check", json!({ "connection": name, "name": check.entry().name, "result": result }))
        }
        Detail::Refused { rule, .. } => ("refused", json!({ "rule": rule.text().name })),
        Detail::ProvisioningFailed => {
            ("cloudPc", json!({ "user": owner(record, simulation)?, "status": "failed" }))
        }
        // Whoever came by their daily rounds is no news.
        Detail::SignedIn { .. } if is_by_hand(record) => {
            ("signIn", json!({ "user": name, "outcome": "succeeded" }))
        }
        Detail::SignInFailed(hops) => {
            let failed = hops.iter().find_map(|hop| match hop.verdict {
                HopVerdict::Failed(problem) => Some(problem.name()),
                _ => None,
            });
            ("signIn", json!({ "user": name, "outcome": "failed", "problem": failed? }))
        }
        _ => return None,
    })
}

/// Whether it came of what somebody did at that moment.
fn is_by_hand(record: &Record) -> bool {
    let by_somebody = |cause: RecordKey| {
        cause.at == record.key.at && matches!(cause.kind, RecordKind::UserActed | RecordKind::AdminActed)
    };
    record.cause.is_some_and(by_somebody)
}

/// Whose Cloud PC a record is about.
fn owner<'a>(record: &Record, simulation: &'a Simulation) -> Option<&'a str> {
    let world = simulation.world();
    match record.key.entity {
        of @ Entity::CloudPc(id) if world.has(of) => Some(world.name(Entity::User(world.cloud_pcs[id].user))),
        _ => None,
    }
}
