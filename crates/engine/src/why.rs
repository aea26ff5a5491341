//! Why something happened: the answer first, in one sentence; then the way down to where it began.
//!
//! A record has one cause, which triggered it, and any number of records that it rested on. Causes lead down to a
//! beginning; what it rested on leads to the reasons: faults, what people did, and how the scenario began.

pub mod not;

use crate::calendar;
use crate::domain::{Entity, Offset, RecordKey, RecordKind, ordered};
use crate::fault::is_same;
use crate::limits;
use crate::narration::narrate;
use crate::record::{Detail, Record};
use crate::words::{self, fixed, in_sentence};
use crate::{Simulation, domain::Instant};
use not::{although, not_noticed, passed_over};

/// Reasons that an answer names; how many more there are is said.
const NAMED_MAX: usize = 3;
/// Records that are looked at for one answer.
const VISITED_MAX: usize = 2_000;

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// In one sentence.
    pub sentence: String,
    /// Why no check had noticed what broke it, in a sentence.
    pub not_noticed: Option<String>,
    /// The records of the reasons, those that count most first.
    pub reasons: Vec<RecordKey>,
    /// From what happened down to where it began.
    pub chain: Vec<Step>,
}

/// A step on the way down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its record.
    pub record: RecordKey,
    /// How many more like it were on the way, one after the other, and are told by this one.
    pub alike: usize,
    /// What it rested on, besides what triggered it.
    pub rested_on: Vec<RecordKey>,
}

/// Why a record happened; none where nothing caused it: it is a beginning, or routine that nothing disturbed.
pub fn why(simulation: &Simulation, key: RecordKey) -> Option<Answer> {
    let record = simulation.record(key)?;
    if key.kind.is_root() {
        return None;
    }
    let reasons = reasons(simulation, record);
    let (told, began): (Vec<&Record>, Vec<&Record>) =
        reasons.into_iter().partition(|reason| reason.key != RecordKey::OPENED);
    let sentence = match (although(simulation, record), &told[..]) {
        // That it works although a status says otherwise is what is asked of it.
        (Some(sentence), _) => sentence,
        (None, []) if let Some(sentence) = passed_over(simulation, record) => sentence,
        (None, []) => match because_of_trigger(simulation, record) {
            _ if !began.is_empty() => fixed::SO_AT_THE_START.to_owned(),
            Some(sentence) => sentence,
            None => because_of_the_last(simulation, record)?,
        },
        (None, told) => because(simulation, record, told),
    };
    let told = told.into_iter().map(|reason| reason.key).collect();
    let not_noticed = not_noticed(simulation, record);
    Some(Answer { sentence, not_noticed, reasons: told, chain: chain(simulation, key) })
}

/// Whether there is an answer.
pub fn has_answer(simulation: &Simulation, key: RecordKey) -> bool {
    let Some(record) = simulation.record(key).filter(|_| !key.kind.is_root()) else { return false };
    !reasons(simulation, record).is_empty()
        || because_of_trigger(simulation, record).is_some()
        || because_of_the_last(simulation, record).is_some()
        || although(simulation, record).is_some()
}

/// A beginning in words, with its time: `The VPN vpn-weu is down since 07:45`. None for what is no beginning.
pub fn beginning(simulation: &Simulation, key: RecordKey) -> Option<String> {
    if key == RecordKey::OPENED {
        return Some(fixed::SO_SINCE_THE_START.to_owned());
    }
    let record = simulation.record(key).filter(|_| key.kind.is_root())?;
    let title = narrate(record, simulation).title;
    Some(match &record.detail {
        Detail::AdminActed(_) | Detail::EnvironmentChanged(_) => {
            words::at_time(&title, &moment(simulation, key.at, simulation.now()))
        }
        _ => {
            // It begins as a title does: with an article that is large, or with a name as it is written.
            let words = said(simulation, record);
            match words.strip_prefix(&in_sentence(&title)) {
                Some(rest) => format!("{title}{rest}"),
                None => words,
            }
        }
    })
}

/// The beginnings that a record rests on. What triggered it counts only where it rests on nothing of its own.
fn reasons<'a>(simulation: &'a Simulation, record: &'a Record) -> Vec<&'a Record> {
    let mut found: Vec<&Record> = Vec::new();
    let mut seen = Vec::new();
    let mut waiting: Vec<&Record> = vec![record];
    while let Some(next) = waiting.pop() {
        if !ordered::insert(&mut seen, next.key) || seen.len() > VISITED_MAX {
            continue;
        }
        if next.key.kind.is_root() {
            found.push(next);
            continue;
        }
        if !next.because.is_empty() {
            waiting.extend(next.because.iter().rev().filter_map(|&key| simulation.record(key)));
        } else if rests_on_its_cause(next) {
            waiting.extend(next.cause.and_then(|key| simulation.record(key)));
        }
    }
    // What broke counts most, then what was mended, then what people did; the latest of each last.
    let rank = |record: &Record| match record.key.kind {
        RecordKind::FaultStruck => 0,
        RecordKind::RepairMade => 1,
        RecordKind::Opened => 3,
        _ => 2,
    };
    let mut found =
        ordered::sorted(found, |left, right| (rank(left), left.key.at).cmp(&(rank(right), right.key.at)));
    let best = found.first().map(|record| rank(record));
    found.retain(|record| Some(rank(record)) == best);
    found
}

/// Whether a record that rests on nothing of its own happened for the reasons of what triggered it. What a status was, and
/// that checks were due, are no reasons.
const fn rests_on_its_cause(record: &Record) -> bool {
    matches!(
        record.key.kind,
        RecordKind::ProvisioningFailed
            | RecordKind::AttemptFailed
            | RecordKind::NoConnection
            | RecordKind::CleanedUp
            | RecordKind::WorkFailed
            | RecordKind::SessionCut
            | RecordKind::GraceBegan
            | RecordKind::GraceEnded
            | RecordKind::Deprovisioning
            | RecordKind::Deprovisioned
            | RecordKind::Reprovisioned
            | RecordKind::Refused
            | RecordKind::RolesGranted
            | RecordKind::ConnectionCreated
            | RecordKind::ConnectionEdited
            | RecordKind::ConnectionDeleted
            | RecordKind::PolicyCreated
            | RecordKind::PolicyEdited
            | RecordKind::PolicyAssigned
            | RecordKind::PolicyUnassigned
            | RecordKind::PolicyDeleted
    )
}

/// Because the VPN vpn-weu is down since 07:45; anc-weu was still chosen, its status was 64 minutes old.
fn because(simulation: &Simulation, record: &Record, reasons: &[&Record]) -> String {
    let named = said_of(simulation, reasons);
    match belief(simulation, record, reasons) {
        None => words::because(&named),
        Some((connection, None)) => words::because_chosen_unchecked(&named, connection),
        Some((connection, Some(age))) => words::because_still_chosen(&named, connection, &age.words()),
    }
}

/// Reasons with their times; of many, how many more there are.
fn said_of(simulation: &Simulation, reasons: &[&Record]) -> String {
    let named: Vec<String> = reasons.iter().take(NAMED_MAX).map(|reason| said(simulation, reason)).collect();
    let named = match &named[..] {
        [others @ .., last] if !others.is_empty() => words::listed(&others.join(", "), last),
        named => named.concat(),
    };
    match reasons.len().saturating_sub(NAMED_MAX) {
        0 => named,
        count => words::and_more(&named, &count.to_string()),
    }
}

/// A moment, seen from another one.
fn moment(simulation: &Simulation, at: Instant, from: Instant) -> String {
    let start = simulation.world().start;
    calendar::hour_or_day(start.at(at), start.at(from))
}

/// A reason with its time: how long a fault has been there, when something was done.
fn said(simulation: &Simulation, reason: &Record) -> String {
    let title = in_sentence(&narrate(reason, simulation).title);
    let when = |at| moment(simulation, at, simulation.now());
    let world = simulation.world();
    match &reason.detail {
        Detail::FaultStruck(fault) => {
            let mended = simulation.records().iter().find(|later| {
                later.key.at >= reason.key.at
                    && matches!(&later.detail, Detail::RepairMade(of) if is_same(of, fault, world))
            });
            match mended {
                Some(mended) => {
                    let until = moment(simulation, mended.key.at, reason.key.at);
                    words::from_to(&title, &when(reason.key.at), &until)
                }
                None => words::since(&title, &when(reason.key.at)),
            }
        }
        Detail::AdminActed(_) => {
            let who = simulation.title_at(reason.key.entity, reason.key.at);
            words::of_what_was_done(&narrate(reason, simulation).title, who, &when(reason.key.at))
        }
        Detail::EnvironmentChanged(_) => {
            words::of_what_was_changed(&narrate(reason, simulation).title, &when(reason.key.at))
        }
        _ => words::at_time(&title, &when(reason.key.at)),
    }
}

/// The connection that was chosen, and how old its status was then, where that was older than what broke it; no age: nobody had
/// looked since the start.
fn belief<'a>(
    simulation: &'a Simulation,
    record: &Record,
    reasons: &[&Record],
) -> Option<(&'a str, Option<Offset>)> {
    let mut next = Some(record);
    let mut depth = 0;
    let chosen = loop {
        let of = next?;
        if let Detail::NetworkChosen { network, .. } = &of.detail {
            // Nobody checks the Microsoft hosted network.
            break (of, network.connection()?);
        }
        depth += 1;
        if depth > limits::CAUSE_DEPTH_MAX {
            return None;
        }
        next = of.cause.and_then(|key| simulation.record(key));
    };
    let (choice, connection) = chosen;
    let entity = Entity::Connection(connection);
    let status = choice.because.iter().filter(|key| key.entity == entity).max_by_key(|key| key.at)?;
    let broke = reasons.iter().map(|reason| reason.key.at).max()?;
    let unseen = status.at < broke && broke <= choice.key.at && record.key.at > choice.key.at;
    let name = simulation.title_at(entity, choice.key.at);
    let age = choice.key.at.since(status.at);
    unseen.then(|| (name, (status.at.0 > 0).then_some(age)))
}

/// The beginning that triggered it, where that is something that somebody did.
fn because_of_trigger(simulation: &Simulation, record: &Record) -> Option<String> {
    let mut next = record;
    for _ in 0..limits::CAUSE_DEPTH_MAX {
        let Some(cause) = next.cause.and_then(|key| simulation.record(key)) else { break };
        next = cause;
    }
    let tells = matches!(
        next.key.kind,
        RecordKind::AdminActed
            | RecordKind::PeopleJoined
            | RecordKind::EntitlementChanged
            | RecordKind::EnvironmentChanged
            | RecordKind::FaultStruck
            | RecordKind::RepairMade
    );
    (tells && next.key != record.key).then(|| words::because(&said(simulation, next)))
}

/// What a failure rested on last, where that is no beginning and has none: a Cloud PC that is on its way.
fn because_of_the_last(simulation: &Simulation, record: &Record) -> Option<String> {
    let on_its_way = |key: &&RecordKey| matches!(key.entity, Entity::CloudPc(_));
    let last = record.because.iter().filter(on_its_way).max_by_key(|key| key.at)?;
    Some(words::because(&said(simulation, simulation.record(*last)?)))
}

/// The way down, attempts and stages that are alike told once.
fn chain(simulation: &Simulation, key: RecordKey) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut skipping = false;
    let mut last_failure: Option<(&Record, usize)> = None;
    for record in simulation.why(key) {
        match &record.detail {
            Detail::AttemptFailed { stage, problem, .. } => {
                let same = last_failure.filter(|(earlier, _)| {
                    matches!(&earlier.detail, Detail::AttemptFailed { stage: of, problem: also, .. }
                        if of == stage && also == problem)
                });
                skipping = same.is_some();
                match same {
                    Some((_, place)) => steps[place].alike += 1,
                    None => last_failure = Some((record, steps.len())),
                }
            }
            Detail::CloudPcRequested { .. } | Detail::Reprovisioned => skipping = false,
            Detail::StageDone(_) => {
                // Of the stages of an attempt the last one tells.
                if let Some(last) = steps.last_mut()
                    && last.record.kind == RecordKind::StageDone
                {
                    last.alike += 1;
                    continue;
                }
            }
            // The beginning of the scenario says nothing where something else does.
            Detail::Opened if !steps.is_empty() => continue,
            _ => {}
        }
        if !skipping {
            steps.push(Step { record: record.key, alike: 0, rested_on: record.because.clone() });
        }
    }
    steps
}
