//! Why something happened, in words: the answer, then the way from the record down to where it began.

use anc_engine::calendar;
use anc_engine::domain::{CheckRun, Connection, ConnectionId, Entity, Offset, RecordKey, RecordKind};
use anc_engine::why::{self, has_answer};
use anc_engine::{Record, Simulation};
use anc_session::what_if::stands_first;

use super::badge::{largest_unit, status_badge};
use super::chain::{Sign, signs};
use super::direction::{isolated, narrated};
use super::numbers::grouped;
use super::shape::Shape;
use super::target::of_entity;
use crate::words;

/// Why another connection was not taken.
#[derive(Clone, PartialEq)]
pub(crate) struct NotTaken {
    /// Its name.
    pub(crate) name: String,
    /// In a sentence.
    pub(crate) sentence: String,
    /// What that rested on, where that has an answer of its own.
    pub(crate) rested_on: Option<RecordKey>,
    /// The connection, where it could have stood first: nobody asked it, and the policy was there before the choice.
    pub(crate) could_be_first: Option<ConnectionId>,
}

/// A record of the way, in words.
#[derive(Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) shape: Shape,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) when: String,
    pub(crate) at: Offset,
    pub(crate) record: RecordKey,
    /// Whether it may be left out.
    pub(crate) left_out: bool,
    /// Whether it may be another one.
    pub(crate) otherwise: bool,
    /// The page of what it is about.
    pub(crate) page: Option<String>,
    pub(crate) rested_on: Vec<(Shape, String)>,
    /// What was believed then of the connection that it is about.
    pub(crate) believed: Option<(Shape, String)>,
    /// How long before it the next step down was.
    pub(crate) gap: Option<String>,
    /// Why others were not taken, where it is a choice.
    pub(crate) not_taken: Vec<NotTaken>,
}

/// An answer, in words.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Answer {
    pub(crate) title: String,
    pub(crate) sentence: String,
    pub(crate) not_noticed: Option<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) signs: Vec<Sign>,
}

/// What was believed of the connection that a record is about when it happened: the last run of checks that was over then.
pub(super) fn believed_run(simulation: &Simulation, key: RecordKey) -> Option<(&CheckRun, &Connection)> {
    let world = simulation.world();
    // A run of checks does not rest on what was believed.
    if matches!(key.kind, RecordKind::RunStarted | RecordKind::RunEnded | RecordKind::CheckChanged) {
        return None;
    }
    let cloud_pc = match key.entity {
        Entity::CloudPc(id) => Some(id),
        Entity::User(id) => world.users[id].cloud_pc,
        _ => None,
    };
    let connection = match key.entity {
        Entity::Connection(id) => id,
        _ => world.cloud_pcs[cloud_pc?].placement_at(key.at)?.connection()?,
    };
    let of = &world.connections[connection];
    Some((of.last_run_at(key.at)?, of))
}

/// The same in words.
fn believed(simulation: &Simulation, key: RecordKey) -> Option<(Shape, String)> {
    let (run, of) = believed_run(simulation, key)?;
    let badge = status_badge(run.status);
    Some((badge.shape, words::believed_then(&of.name, &badge.words, &largest_unit(key.at.since(run.ends)))))
}

/// Why a record came to be; none where nothing caused it.
pub(crate) fn answer(simulation: &Simulation, key: RecordKey) -> Option<Answer> {
    let start = simulation.world().start;
    let now = start.at(simulation.now());
    let when = |at: Offset| calendar::seen_from(start.at(at), now);
    let told = |key| simulation.record(key).map(|record| narrated(record, simulation));
    let of = why::why(simulation, key)?;
    let not_taken = |record: &Record| {
        let others = why::not::not_taken(simulation, record);
        let leads = |key: &RecordKey| has_answer(simulation, *key);
        let told = |of: why::not::NotTaken| NotTaken {
            name: simulation.title_at(of.network.entity(), record.key.at).to_owned(),
            sentence: isolated(&of.sentence),
            could_be_first: (of.network.connection())
                .filter(|&first| !of.asked && stands_first(simulation, record.key, first).is_some()),
            rested_on: of.rested_on.filter(leads),
        };
        others.into_iter().map(told).collect()
    };
    let steps = of.chain.iter().filter_map(|step| {
        let mut told = told(step.record)?;
        if step.alike > 0 {
            let before = match step.alike {
                1 => words::one_like_it(),
                count => words::many_like_it(&grouped(count as u64)),
            };
            told.text = match told.text.as_str() {
                "" => before,
                text => [text, &before].join(" "),
            };
        }
        let rested_on = step.rested_on.iter().filter_map(|&because| {
            let told = narrated(simulation.record(because)?, simulation);
            Some((Shape::of_tone(told.tone), words::at_time(&told.title, &when(because.at))))
        });
        Some(Step {
            shape: Shape::of_tone(told.tone),
            title: told.title,
            text: told.text,
            when: when(step.record.at),
            at: step.record.at,
            record: step.record,
            left_out: may_be_left_out(simulation, step.record),
            otherwise: may_be_otherwise(simulation, step.record),
            page: of_entity(simulation.world(), step.record.entity).map(|page| page.fragment()),
            rested_on: rested_on.collect(),
            believed: believed(simulation, step.record),
            gap: None,
            not_taken: simulation.record(step.record).map(not_taken).unwrap_or_default(),
        })
    });
    let title = told(key).map(|told| told.title).unwrap_or_default();
    let mut steps: Vec<Step> = steps.collect();
    for place in 1..steps.len() {
        let apart = steps[place - 1].at.since(steps[place].at);
        steps[place - 1].gap = (apart.0 >= 60_000).then(|| words::long_before(&apart.words()));
    }
    let not_noticed = of.not_noticed.as_deref().map(isolated);
    Some(Answer {
        title,
        sentence: isolated(&of.sentence),
        not_noticed,
        steps,
        signs: signs(simulation, &of),
    })
}

/// Whether a record is likely one that can be left out of the open run. What comes by chance cannot, where something does; the page says what
/// could not be. To know it of each would take what only that page has.
pub(crate) fn may_be_left_out(simulation: &Simulation, key: RecordKey) -> bool {
    let by_chance = matches!(key.kind, RecordKind::FaultStruck | RecordKind::RepairMade);
    key.kind.is_root()
        && !matches!(key.kind, RecordKind::Opened | RecordKind::LineFailed)
        && (!by_chance || simulation.setup().failures.is_empty())
}

/// Whether another value can be said for what a record tells.
pub(crate) fn may_be_otherwise(simulation: &Simulation, key: RecordKey) -> bool {
    let has_values = matches!(
        key.kind,
        RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::AdminActed
            | RecordKind::EnvironmentChanged
            | RecordKind::PeopleJoined
    );
    has_values && may_be_left_out(simulation, key)
}
