//! What a lesson says of a run: which goals are reached, what that counts, and what became of what was done last. All of it is
//! a function of the run and of the hints that were taken: the same run has the same score.

use anc_engine::calendar;
use anc_engine::domain::rules::RuleText;
use anc_engine::domain::{Instant, Offset, RecordKey, RecordKind, Rule};
use anc_engine::record::Detail;
use anc_engine::scenario::file::RemarkKind;
use anc_engine::scenario::{Expectation, Lesson, Outcome, When};
use anc_engine::{Record, Simulation};

use crate::branch::{Branch, BranchId};
use crate::document::Guide;
use crate::session::Session;

/// Steps that are looked ahead at the most.
const AHEAD_STEPS_MAX: u32 = 200_000;

/// Seeds that variations of a lesson have, from 1 on: those that every lesson of the library is tried with.
pub const VARIATIONS: u64 = 50;

/// The seed of the variation after the one with this seed.
pub const fn next_variation(seed: u64) -> u64 {
    seed % VARIATIONS + 1
}

/// What became of a goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GoalState {
    /// It can still be reached.
    Open,
    /// It was reached.
    Reached(Instant),
    /// It cannot be reached any more: what was seen instead.
    Missed(Instant, String),
}

/// A goal, and what it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What became of it.
    pub state: GoalState,
    /// What it counts at the most.
    pub points: u32,
    /// How many hints were taken.
    pub hints: usize,
    /// What they cost.
    pub cost: u32,
}

impl Line {
    /// What it counts.
    pub const fn counts(&self) -> u32 {
        match self.state {
            GoalState::Reached(_) => self.points - self.cost,
            GoalState::Open | GoalState::Missed(..) => 0,
        }
    }
}

/// The score of a lesson, goal by goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Score(pub Vec<Line>);

impl Score {
    /// What all goals count.
    pub fn total(&self) -> u32 {
        self.0.iter().map(Line::counts).sum()
    }

    /// What they count at the most.
    pub fn most(&self) -> u32 {
        self.0.iter().map(|line| line.points).sum()
    }

    /// Whether every goal is decided.
    pub fn is_over(&self) -> bool {
        self.0.iter().all(|line| line.state != GoalState::Open)
    }

    /// Whether every goal is reached.
    pub fn is_reached(&self) -> bool {
        self.0.iter().all(|line| matches!(line.state, GoalState::Reached(_)))
    }
}

/// The score of a session. None: no lesson is open.
pub fn score(session: &Session) -> Option<Score> {
    let lesson = session.document().lesson.as_deref()?;
    let states = states(lesson, session.branch());
    let lines = lesson.goals.iter().zip(states).enumerate().map(|(position, (goal, state))| {
        let hints = session.hints(position);
        Line { state, points: goal.points, hints, cost: goal.hints_cost(hints) }
    });
    Some(Score(lines.collect()))
}

/// What became of each goal by now.
fn states(lesson: &Lesson, branch: &Branch) -> Vec<GoalState> {
    let simulation = &branch.simulation;
    let (now, horizon) = (simulation.now(), simulation.horizon());
    let decided = branch.judge.decided(now).zip(&lesson.expectations).take(lesson.goals.len());
    decided
        .map(|(decided, expectation)| match decided {
            Some((at, Outcome::Held)) => GoalState::Reached(at),
            Some((at, Outcome::Failed(seen))) => GoalState::Missed(at, seen.clone()),
            // What must never hold did not.
            None if expectation.when == When::Never && now >= horizon => GoalState::Reached(horizon),
            Some((_, Outcome::NotReached)) | None => GoalState::Open,
        })
        .collect()
}

/// How long before a goal has to be reached time stops for it.
pub const NOTICE: Offset = Offset::hours(1);

/// What an open lesson wants of time.
pub(crate) static GUIDE: Guide = Guide { stop, has_news };

/// Where time stops by itself for an open goal, before it is too late: nobody loses a lesson by looking on. None: nothing is ahead that asks for it, no
/// lesson is open, or it goes by itself.
fn stop(session: &Session) -> Option<Instant> {
    let lesson = open_lesson(session)?;
    let branch = session.branch();
    let now = branch.simulation.now();
    let open = open_goals(lesson, branch);
    let moments = open.flat_map(|(_, expectation)| match expectation.when {
        When::At(at) => [Some(at), notice(at)],
        When::By(by) => [Some(expectation.from), notice(by)],
        When::Never => [None, None],
    });
    moments.flatten().filter(|&at| at > now).min()
}

/// The last notice before a moment: none where it would come before the start.
fn notice(at: Instant) -> Option<Instant> {
    (at > NOTICE).then(|| Offset(at.0 - NOTICE.0))
}

fn open_lesson(session: &Session) -> Option<&Lesson> {
    let document = session.document();
    document.lesson.as_deref().filter(|_| document.gone.is_none())
}

fn open_goals<'a>(lesson: &'a Lesson, branch: &'a Branch) -> impl Iterator<Item = (usize, &'a Expectation)> {
    let decided = branch.judge.decided(branch.simulation.now());
    let goals = lesson.expectations.iter().take(lesson.goals.len()).zip(decided).enumerate();
    goals
        .filter(|(_, (_, decided))| decided.is_none())
        .map(|(position, (expectation, _))| (position, expectation))
}

/// Whether what somebody who skips waits for has come about since a moment: a goal is decided, checks that were asked for are over, or
/// a Cloud PC waits for somebody to ask again.
fn has_news(session: &Session, since: Instant) -> bool {
    let Some(lesson) = open_lesson(session) else { return false };
    let simulation = &session.branch().simulation;
    let mut decided = session.branch().judge.decided(simulation.now()).take(lesson.goals.len()).flatten();
    let asks = |record: &Record| {
        if record.key.kind == RecordKind::ProvisioningFailed {
            return true;
        }
        let of = |key: Option<RecordKey>| key.and_then(|key| simulation.record(key));
        let began = of(record.cause).and_then(|run| of(run.cause));
        record.key.kind == RecordKind::RunEnded
            && began.is_some_and(|began| began.key.kind == RecordKind::AdminActed)
    };
    let records = simulation.records();
    let mut recent = records.iter().rev().take_while(|record| record.key.at > since);
    decided.any(|(at, _)| at > since) || recent.any(asks)
}

/// Which of three things is said, or that there is nothing to be said of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tone {
    /// The goals are as near as before.
    Neither,
    /// It leads to the goals.
    OnTheWay,
    /// It does not.
    NotThis,
    /// A goal is reached.
    Done,
}

/// What is said of what happened last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    /// Of which moment.
    pub at: Instant,
    /// Which of the three things.
    pub tone: Tone,
    /// In sentences.
    pub says: String,
}

/// What happened last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Last {
    /// Something that the lesson speaks of.
    Told(Feedback),
    /// Something was done: what [`of_action`] says of it takes two looks ahead. As long as this is equal, so is that.
    Done {
        /// The branch.
        branch: BranchId,
        /// When.
        at: Instant,
        /// How many things were done by then.
        actions: usize,
    },
}

/// What is said of what happened last: of a goal, of something that the lesson has a remark on, or of what was done. None: no
/// lesson is open, or nothing has happened yet.
pub fn feedback(session: &Session) -> Option<Feedback> {
    Some(match last(session)? {
        Last::Told(feedback) => feedback,
        Last::Done { at, .. } => of_action(session, at)?,
    })
}

/// What happened last. None: no lesson is open, or nothing has happened yet.
pub fn last(session: &Session) -> Option<Last> {
    let lesson = session.document().lesson.as_deref()?;
    let branch = session.branch();
    let decided = branch.judge.decided(branch.simulation.now());
    let actions = branch.simulation.actions();
    let done = actions.last().map(|taken| taken.at);
    // Whoever does several things at one moment hears of the last one.
    let before = Before::of(branch);
    let mut last: Option<Feedback> = None;
    for (position, (at, outcome)) in decided.enumerate().filter_map(|(at, of)| Some((at, of?))) {
        let said = match (lesson.goals.get(position), outcome) {
            (Some(goal), Outcome::Held) => Some((Tone::Done, goal.done.clone())),
            (Some(goal), Outcome::Failed(seen)) => {
                let why = lesson.expectations.get(position).and_then(|of| too_late(of, seen));
                let says = match why {
                    Some(seen) => {
                        format!("“{}” is missed: {seen}. Undo what led there, or choose Reset.", goal.title)
                    }
                    None => format!(
                        "The time for “{}” is over. Move the time back to where you can still act, or choose Reset.",
                        goal.title
                    ),
                };
                Some((Tone::NotThis, says))
            }
            (None, Outcome::Held) => lesson.remarks.get(position - lesson.goals.len()).map(|remark| {
                let tone = match remark.kind {
                    RemarkKind::OnTheWay => Tone::OnTheWay,
                    RemarkKind::NotThis => Tone::NotThis,
                };
                (tone, remark.says.clone())
            }),
            _ => None,
        };
        if let Some((tone, says)) = said
            && !(done == Some(at) && before.had(position))
            && last.as_ref().is_none_or(|last| (last.at, last.tone) <= (at, tone))
        {
            last = Some(Feedback { at, tone, says });
        }
    }
    if let Some(soon) = hurry(lesson, branch)
        && open_lesson(session).is_some()
        && last.as_ref().is_none_or(|last| last.at < soon.at)
        && done.is_none_or(|done| done < soon.at)
    {
        last = Some(soon);
    }
    match done {
        Some(at) if last.as_ref().is_none_or(|last| last.at < at) => {
            Some(Last::Done { branch: branch.id, at, actions: actions.len() })
        }
        _ => last.map(Last::Told),
    }
}

/// What was seen when a goal was missed, where that tells more than that it was too late.
pub fn too_late<'a>(of: &Expectation, seen: &'a str) -> Option<&'a str> {
    (!matches!(of.when, When::By(_))).then_some(seen)
}

/// That time runs out for an open goal: said from the notice on.
fn hurry(lesson: &Lesson, branch: &Branch) -> Option<Feedback> {
    let simulation = &branch.simulation;
    let now = simulation.now();
    let soon = |(position, of): (usize, &Expectation)| {
        let (When::At(by) | When::By(by)) = of.when else { return None };
        let at = notice(by).filter(|&at| at <= now && now < by)?;
        Some((at, by, position))
    };
    let soon = || open_goals(lesson, branch).filter_map(soon);
    let (at, by, _) = soon().max_by_key(|&(at, ..)| at)?;
    let titles: Vec<String> = soon()
        .filter(|&(_, of, _)| of == by)
        .map(|(.., position)| format!("“{}”", lesson.goals[position].title))
        .collect();
    let says = format!("The time for {} is over at {}.", titles.join(" and "), moment(simulation, by));
    Some(Feedback { at, tone: Tone::Neither, says })
}

/// A moment, as it is seen from now.
pub fn moment(simulation: &Simulation, at: Instant) -> String {
    let start = simulation.world().start;
    calendar::seen_from(start.at(at), start.at(simulation.now()))
}

/// What was decided before the last thing was done, where that was done at this very moment.
struct Before(Vec<bool>);

impl Before {
    fn of(branch: &Branch) -> Self {
        let now = branch.simulation.now();
        if branch.simulation.actions().last().is_none_or(|taken| taken.at != now) {
            return Self(Vec::new());
        }
        let mut without = branch.clone();
        let Some(mut seek) = without.simulation.begin_undo() else { return Self(Vec::new()) };
        without.rewritten();
        for _ in 0..AHEAD_STEPS_MAX {
            match without.go_on(&mut seek, 1, Offset::FOREVER) {
                Ok(false) => {}
                Ok(true) | Err(_) => break,
            }
        }
        Self(without.judge.decided(now).map(|decided| decided.is_some()).collect())
    }

    fn had(&self, position: usize) -> bool {
        self.0.get(position).copied().unwrap_or_default()
    }
}

/// What is said of what was done last, at that moment. None: no lesson is open.
pub fn of_action(session: &Session, at: Instant) -> Option<Feedback> {
    let (tone, says) = compared(session.document().lesson.as_deref()?, session.branch(), at);
    Some(Feedback { at, tone, says })
}

/// Whether it was refused, or else which goals the run reaches with it and without it, when nothing else is done.
fn compared(lesson: &Lesson, branch: &Branch, at: Instant) -> (Tone, String) {
    if let Some(rule) = refused_by(&branch.simulation, at) {
        let RuleText { fact, remedy, .. } = rule.text();
        return (Tone::NotThis, format!("It was refused. {fact} Instead: {remedy}"));
    }
    let with = ahead(lesson, branch.clone());
    let mut without = branch.clone();
    if without.simulation.begin_undo().is_none() {
        return (Tone::Neither, NOTHING_CHANGED.to_owned());
    }
    without.rewritten();
    let without = ahead(lesson, without);
    let reached = |state: &GoalState| matches!(state, GoalState::Reached(_));
    let title = |position: usize| &lesson.goals[position].title;
    let both = || with.iter().zip(&without).enumerate();
    if let Some((lost, _)) = both().find(|(_, (with, without))| !reached(with) && reached(without)) {
        let says = format!(
            "Without it “{}” would be reached by itself; with it, it will not. Undo takes it back.",
            title(lost)
        );
        return (Tone::NotThis, says);
    }
    let won = both().find_map(|(position, (with, without))| match with {
        GoalState::Reached(at) if !reached(without) => Some((position, *at)),
        _ => None,
    });
    match won {
        Some((won, when)) => {
            let says = format!(
                "From here “{}” is reached by itself, {}.",
                title(won),
                moment(&branch.simulation, when)
            );
            (Tone::OnTheWay, says)
        }
        None => (Tone::Neither, NOTHING_CHANGED.to_owned()),
    }
}

const NOTHING_CHANGED: &str =
    "It was done. What came of it shows as time passes; no goal is reached by it alone.";

/// The rule that refused what was done last, at that moment.
fn refused_by(simulation: &Simulation, at: Instant) -> Option<Rule> {
    let records = simulation.records();
    let at_that_moment = || records.iter().rev().filter(|record| record.key.at == at);
    // Whoever acts does so after everything else of the moment.
    let done: RecordKey = at_that_moment().find(|record| is_command(record))?.key;
    at_that_moment().filter(|record| record.cause == Some(done)).find_map(|record| match record.detail {
        Detail::Refused { rule, .. } => Some(rule),
        _ => None,
    })
}

fn is_command(record: &Record) -> bool {
    matches!(
        record.key.kind,
        RecordKind::AdminActed
            | RecordKind::EnvironmentChanged
            | RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::UserActed
            | RecordKind::EntitlementChanged
    )
}

/// What becomes of the goals when nothing else is done.
fn ahead(lesson: &Lesson, mut branch: Branch) -> Vec<GoalState> {
    let horizon = branch.simulation.horizon();
    for _ in 0..AHEAD_STEPS_MAX {
        match branch.step(horizon) {
            Ok(true) => {}
            Ok(false) | Err(_) => break,
        }
    }
    states(lesson, &branch)
}
