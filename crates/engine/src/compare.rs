//! Two runs beside each other: where they part, and what each came to.
//!
//! A draw is a function of the seed, the name of what is drawn for, and the purpose. What is left out of one run, or done in it
//! besides, disturbs no other draw: between two runs of one scenario and seed every difference is an effect of what differs.

use std::cmp::Ordering;

use crate::Simulation;
use crate::course::Course;
use crate::domain::{Instant, Offset};
use crate::narration::{Narration, narrate};
use crate::record::Record;

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// Things.
    Count(u64),
    /// A length of time.
    Time(Offset),
    /// There is nothing to be counted.
    None,
}

impl Value {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Time(time) if time == Offset::default() => "0".to_owned(),
            Self::Time(time) => time.words(),
            Self::None => "–".to_owned(),
        }
    }
}

/// A figure of a run.
#[derive(Debug)]
pub struct Figure {
    /// What it is called in JSON.
    pub name: &'static str,
    /// What it says.
    pub title: &'static str,
    /// Whether more of it is better, worse, or neither.
    pub more_is: Better,
    of: fn(&Course) -> Value,
}

/// Which of two values is the better one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// The larger one.
    More,
    /// The smaller one.
    Less,
    /// Neither.
    Neither,
}

/// The figures of a run, in the order in which they are told.
pub static FIGURES: [Figure; 9] = [
    Figure {
        name: "provisioned",
        title: "Cloud PCs provisioned",
        more_is: Better::More,
        of: |course| Value::Count(course.happened.waits.len() as u64),
    },
    Figure {
        name: "medianWait",
        title: "Time to provision one, in the middle",
        more_is: Better::Less,
        of: |course| course.median_wait().map_or(Value::None, Value::Time),
    },
    Figure {
        name: "longestWait",
        title: "Time to provision one, at the most",
        more_is: Better::Less,
        of: |course| course.happened.waits.iter().max().map_or(Value::None, |&wait| Value::Time(wait)),
    },
    Figure {
        name: "gaveUp",
        title: "Cloud PCs that could not be provisioned",
        more_is: Better::Less,
        of: |course| Value::Count(course.happened.gave_up as u64),
    },
    Figure {
        name: "signedIn",
        title: "Sign-ins that succeeded",
        more_is: Better::More,
        of: |course| Value::Count(course.simulation().sign_ins().0),
    },
    Figure {
        name: "signInsFailed",
        title: "Sign-ins that failed",
        more_is: Better::Less,
        of: |course| Value::Count(course.simulation().sign_ins().1),
    },
    Figure {
        name: "keptOut",
        title: "Time in which people could not sign in, all together",
        more_is: Better::Less,
        of: |course| Value::Time(course.kept_out()),
    },
    Figure {
        name: "stale",
        title: "Time in which a status was not true, all together",
        more_is: Better::Less,
        of: |course| Value::Time(course.stale()),
    },
    Figure {
        name: "refused",
        title: "Actions that were refused",
        more_is: Better::Neither,
        of: |course| Value::Count(course.happened.refused as u64),
    },
];

impl Figure {
    /// What a run came to.
    pub fn of(&self, course: &Course) -> Value {
        (self.of)(course)
    }

    /// Whether the other one of two runs fares better by it. None: they fare alike, or neither is better.
    pub fn improves(&self, one: Value, other: Value) -> Option<bool> {
        let order = match (one, other) {
            (Value::Count(one), Value::Count(other)) => other.cmp(&one),
            (Value::Time(one), Value::Time(other)) => other.cmp(&one),
            _ => Ordering::Equal,
        };
        match (self.more_is, order) {
            (Better::Neither, _) | (_, Ordering::Equal) => None,
            (Better::More, order) => Some(order == Ordering::Greater),
            (Better::Less, order) => Some(order == Ordering::Less),
        }
    }
}

/// Whether two runs begin alike, with the same dice: then every difference is an effect of what is done in one and not in the other.
pub fn begin_alike(one: &Simulation, other: &Simulation) -> bool {
    let (one, other) = (one.setup(), other.setup());
    one.seed == other.seed && one.world == other.world
}

/// Where two runs part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parting {
    /// The moment of the first thing that happened in one of them alone.
    pub at: Instant,
    /// What happened then in the one. None: nothing more happened in it.
    pub one: Option<(Instant, Narration)>,
    /// What happened in the other.
    pub other: Option<(Instant, Narration)>,
    /// How many things had happened in both.
    pub shared: usize,
}

/// Where two runs part, as far as both are played. None: all that happened in one happened in the other.
pub fn parting(one: &Simulation, other: &Simulation) -> Option<Parting> {
    let (ours, theirs) = (one.records(), other.records());
    let shared = ours.iter().zip(theirs.iter()).take_while(|(ours, theirs)| ours == theirs).count();
    let first = |records: &Record, run: &Simulation| (records.key.at, narrate(records, run));
    let next = |run: &Simulation| run.records().get(shared).map(|record| first(record, run));
    let (next_of_one, next_of_other) = (next(one), next(other));
    let at = match (&next_of_one, &next_of_other) {
        (None, None) => return None,
        (Some((at, _)), None) | (None, Some((at, _))) => *at,
        (Some((one, _)), Some((other, _))) => *one.min(other),
    };
    Some(Parting { at, one: next_of_one, other: next_of_other, shared })
}
