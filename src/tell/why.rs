//! Why something happened, in words: the answer, then the way from the record down to where it began.

use anc_engine::calendar;
use anc_engine::domain::{CheckRun, Connection, Entity, Offset, RecordKey, RecordKind};
use anc_engine::why::{self, has_answer};
use anc_engine::{Record, Simulation};

use super::badge::{largest_unit, status_badge};
use super::direction::{isolated, narrated};
use super::numbers::grouped;
use super::shape::Shape;
use super::target::of_entity;
use crate::picture::chain::{Row, SIGNS_MAX, Sign};
use crate::state::what_if::{may_be_left_out, may_be_otherwise};
use crate::words;

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
    /// Why others were not taken, where it is a choice: in a sentence, and what that rested on.
    pub(crate) not_taken: Vec<(String, Option<RecordKey>)>,
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
fn believed_run(simulation: &Simulation, key: RecordKey) -> Option<(&CheckRun, &Connection)> {
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
        _ => world.cloud_pcs[cloud_pc?].placement_at(key.at)?.connection,
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
        others.into_iter().map(|of| (isolated(&of.sentence), of.rested_on.filter(leads))).collect()
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

/// Steps of a way that are drawn: those nearest to what happened.
const STEPS_MAX: usize = 10;

/// The way as signs, from where it began to what happened: its steps, the reasons, what was believed at each step, and what else it rested on.
fn signs(simulation: &Simulation, of: &why::Answer) -> Vec<Sign> {
    let steps = &of.chain[..of.chain.len().min(STEPS_MAX)];
    let mut found = Found { simulation, steps: steps.len(), signs: Vec::new() };
    for (position, step) in steps.iter().enumerate() {
        let leads_to = position.checked_sub(1).map(|after| steps[after].record);
        found.add(step.record, Some(position + 1), leads_to, (position, 3));
    }
    let rested_on =
        |step: &why::Step| step.rested_on.clone().into_iter().filter(|&key| key != RecordKey::OPENED);
    for &reason in &of.reasons {
        // It leads to what rested on it itself, where that is on the way.
        let rests =
            |key: RecordKey| simulation.record(key).is_some_and(|record| record.because.contains(&reason));
        let step =
            steps.iter().position(|step| rests(step.record) || rested_on(step).any(rests)).unwrap_or(0);
        let Some(to) = steps.get(step) else { break };
        let to = rested_on(to).find(|&key| rests(key)).unwrap_or(to.record);
        found.add(reason, None, Some(to), (step, 0));
    }
    for (position, step) in steps.iter().enumerate() {
        if let Some((run, _)) = believed_run(simulation, step.record) {
            found.add(run.record, None, Some(step.record), (position, 2));
        }
        for key in rested_on(step) {
            found.add(key, None, Some(step.record), (position, 1));
        }
    }
    found.signs()
}

/// A record of a way.
struct Telling {
    key: RecordKey,
    number: Option<usize>,
    leads_to: Option<RecordKey>,
    /// Its place in the order of what is of one moment: how many steps are before its own, and where it stands at that.
    order: (usize, usize),
}

/// What is found of a way.
struct Found<'a> {
    simulation: &'a Simulation,
    steps: usize,
    signs: Vec<Telling>,
}

/// Of many alike at one moment, one tells.
fn alike(one: RecordKey, other: RecordKey) -> bool {
    (one.at, one.entity, one.kind) == (other.at, other.entity, other.kind)
}

impl Found<'_> {
    fn add(
        &mut self,
        key: RecordKey,
        number: Option<usize>,
        leads_to: Option<RecordKey>,
        (step, within): (usize, usize),
    ) {
        let is_told = |of: &Telling| of.key == key || (number.is_none() && alike(of.key, key));
        if self.signs.len() < SIGNS_MAX
            && !self.signs.iter().any(is_told)
            && self.simulation.record(key).is_some()
        {
            self.signs.push(Telling { key, number, leads_to, order: (self.steps - step, within) });
        }
    }

    fn signs(mut self) -> Vec<Sign> {
        self.signs.sort_by_key(|of| (of.key.at, of.order));
        let start = self.simulation.world().start;
        let last = self.signs.last().map(|of| of.key.at).unwrap_or_default();
        let position = |key: RecordKey| {
            let exact = self.signs.iter().position(|of| of.key == key);
            exact.or_else(|| self.signs.iter().position(|of| alike(of.key, key)))
        };
        let sign = |(own, of): (usize, &Telling)| Sign {
            at: of.key.at,
            when: calendar::hour_or_day(start.at(of.key.at), start.at(last)),
            row: Row::of(of.key.kind),
            shape: self
                .simulation
                .record(of.key)
                .map(|record| Shape::of_tone(narrated(record, self.simulation).tone))
                .unwrap_or_default(),
            number: of.number,
            leads_to: of.leads_to.and_then(position).filter(|&to| to > own),
        };
        self.signs.iter().enumerate().map(sign).collect()
    }
}
