//! The way from where something began to what happened, as signs: what was true, what was seen and what happened.

use anc_engine::domain::{Instant, RecordKey, RecordKind};
use anc_engine::{Simulation, calendar, why};

use super::direction::narrated;
use super::shape::Shape;
use super::why::believed_run;

/// Signs of a way at the most: of more, those nearest to what happened.
pub const SIGNS_MAX: usize = 16;
/// Steps of a way that are drawn: those nearest to what happened.
const STEPS_MAX: usize = 10;

/// What a sign is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Row {
    /// What was so, whoever knew it.
    True,
    /// What checks saw.
    Seen,
    /// What happened, and what people did.
    Happened,
}

impl Row {
    /// All rows, from above to below.
    pub const ALL: [Self; 3] = [Self::True, Self::Seen, Self::Happened];

    /// The row of a kind of record.
    pub const fn of(kind: RecordKind) -> Self {
        match kind {
            RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::EnvironmentChanged
            | RecordKind::Opened => Self::True,
            RecordKind::RunStarted | RecordKind::RunEnded | RecordKind::CheckChanged => Self::Seen,
            _ => Self::Happened,
        }
    }

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::True => "True",
            Self::Seen => "Seen by checks",
            Self::Happened => "Happened",
        }
    }
}

/// A sign: something of the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// When.
    pub at: Instant,
    /// The same in words.
    pub when: String,
    /// What it is of.
    pub row: Row,
    /// How it is meant.
    pub shape: Shape,
    /// Its number in the list below the picture; none: it is told with another one.
    pub number: Option<usize>,
    /// To which of them it led: a position after its own.
    pub leads_to: Option<usize>,
}

/// The way as signs, from where it began to what happened: its steps, the reasons, what was believed at each step, and what else it rested on.
pub(crate) fn signs(simulation: &Simulation, of: &why::Answer) -> Vec<Sign> {
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
