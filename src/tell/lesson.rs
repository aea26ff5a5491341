//! A lesson: its goals and what became of them, the score as arithmetic, what is said of what happened last, and the way back
//! through the run.

use anc_engine::Simulation;
use anc_engine::domain::Instant;
use anc_engine::narration::narrate;
use anc_engine::record::{Detail, Record};
use anc_engine::scenario::lesson::Way;
use anc_engine::scenario::{Expectation, Lesson, When};
use anc_session::Session;
use anc_session::lesson::{GoalState, Line, Score, Tone, moment, score, too_late};

use super::badge::Badge;
use super::shape::Shape;
use crate::words;

/// A lesson, as the panel shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Its goals.
    pub goals: Vec<Goal>,
    /// What they count together, as arithmetic.
    pub sum: String,
    /// The points by now, and all of them.
    pub points: (u32, u32),
    /// Whether every goal is decided, and whether every one is reached.
    pub over: (bool, bool),
    /// Whether the solution goes by itself.
    pub solution: bool,
    /// The way back through the run, once every goal is decided.
    pub debrief: Vec<Stop>,
}

/// A goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// What is to be reached.
    pub title: String,
    /// What became of it.
    pub badge: Badge,
    /// What it counts, and what hints took from that.
    pub counts: String,
    /// The hints that were taken.
    pub hints: Vec<String>,
    /// What the next hint costs; none: there is none, or none is needed.
    pub next: Option<String>,
}

/// A moment of the run, and what is said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// When; none: of no moment.
    pub at: Option<Instant>,
    /// The moment in words.
    pub when: String,
    /// What is said.
    pub says: String,
}

/// What is said of what happened last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Its shape.
    pub shape: Shape,
    /// In a word or two.
    pub title: &'static str,
    /// In sentences.
    pub says: String,
}

/// What the panel shows. None: no lesson is open.
pub fn told(session: &Session) -> Option<Told> {
    let document = session.document();
    let lesson = document.lesson.as_deref()?;
    let score = score(session)?;
    let simulation = session.branch().simulation();
    let goals = lesson.goals.iter().zip(&score.0).zip(&lesson.expectations);
    let goals = goals.map(|((of, line), expected)| goal(of, line, expected, simulation)).collect();
    Some(Told {
        goals,
        sum: sum(&score),
        points: (score.total(), score.most()),
        over: (score.is_over(), score.is_reached()),
        solution: document.gone == Some(Way::Solution),
        debrief: if score.is_over() { debrief(lesson, &score, simulation) } else { Vec::new() },
    })
}

fn goal(
    of: &anc_engine::scenario::lesson::Goal,
    line: &Line,
    expected: &Expectation,
    simulation: &Simulation,
) -> Goal {
    let badge = match &line.state {
        GoalState::Open => match expected.when {
            When::By(by) => Badge::new(Shape::Pending, words::open_until(&moment(simulation, by))),
            When::At(_) => Badge::new(Shape::Pending, "Open"),
            When::Never => Badge::new(Shape::Pending, "Kept so far"),
        },
        GoalState::Reached(at) => Badge::new(Shape::Success, words::reached_at(&moment(simulation, *at))),
        GoalState::Missed(at, _) => Badge::new(Shape::Error, words::missed_at(&moment(simulation, *at))),
    };
    let points = of.points.to_string();
    let counts = match line.cost {
        0 => words::points(&points),
        cost => words::points_less(&points, &cost.to_string(), &(of.points - cost).to_string()),
    };
    let taken = line.hints.min(of.hints.len());
    let wanted = line.state == GoalState::Open && taken < of.hints.len();
    let next = of.hints_cost(taken + 1) - of.hints_cost(taken);
    Goal {
        title: of.title.clone(),
        badge,
        counts,
        hints: of.hints[..taken].to_vec(),
        next: wanted.then(|| words::next_hint(&(taken + 1).to_string(), &next.to_string())),
    }
}

/// `30 − 3 + 20 + 50 = 97 of 100 points`.
fn sum(score: &Score) -> String {
    let term = |line: &Line| match (line.counts(), line.cost) {
        (0, _) => "0".to_owned(),
        (_, 0) => line.points.to_string(),
        (_, cost) => words::less(&line.points.to_string(), &cost.to_string()),
    };
    let terms: Vec<String> = score.0.iter().map(term).collect();
    words::sum_of_points(&terms.join(" + "), &score.total().to_string(), &score.most().to_string())
}

/// What the lesson says of moments, what was done, and when each goal was decided, in the order of time; then what is to be kept in
/// mind.
fn debrief(lesson: &Lesson, score: &Score, simulation: &Simulation) -> Vec<Stop> {
    let mut stops: Vec<(Instant, String)> = Vec::new();
    let mut add = |at: Instant, says: String| {
        let place = stops.partition_point(|(of, _)| *of <= at);
        stops.insert(place, (at, says));
    };
    for note in &lesson.debrief {
        if let Some(at) = note.at {
            add(at, note.says.clone());
        }
    }
    let done: Vec<Instant> = simulation.actions().iter().map(|taken| taken.due.unwrap_or(taken.at)).collect();
    for (position, &at) in done.iter().enumerate() {
        // Whoever acts does so after everything else of the moment, one after the other.
        let later = done[position + 1..].iter().filter(|&&other| other == at).count();
        let records = simulation.records();
        let mut began = records.iter().rev().filter(|record| record.key.at == at && record.cause.is_none());
        if let Some(record) = began.nth(later) {
            let refused =
                |of: &&Record| matches!(of.detail, Detail::Refused { .. }) && of.cause == Some(record.key);
            let title = narrate(record, simulation).title;
            let was_refused = records.iter().any(|of| refused(&of));
            add(at, if was_refused { words::you_were_refused(&title) } else { words::you_did(&title) });
        }
    }
    for ((goal, line), of) in lesson.goals.iter().zip(&score.0).zip(&lesson.expectations) {
        match &line.state {
            GoalState::Reached(at) => add(*at, words::goal_reached(&goal.title)),
            GoalState::Missed(at, seen) => add(
                *at,
                match too_late(of, seen) {
                    Some(seen) => words::goal_missed(&goal.title, seen),
                    None => words::goal_too_late(&goal.title),
                },
            ),
            GoalState::Open => {}
        }
    }
    let told = |(at, says): (Instant, String)| Stop { at: Some(at), when: moment(simulation, at), says };
    let mut stops: Vec<Stop> = stops.into_iter().map(told).collect();
    let kept = lesson.debrief.iter().filter(|note| note.at.is_none());
    stops.extend(kept.map(|note| Stop { at: None, when: String::new(), says: note.says.clone() }));
    stops
}

/// What something that is said looks like.
pub fn said(tone: Tone, says: String) -> Said {
    let (shape, title) = match tone {
        Tone::Done => (Shape::Success, "Done"),
        Tone::OnTheWay => (Shape::Running, "On the way"),
        Tone::NotThis => (Shape::Warning, "Not this"),
        Tone::Neither => (Shape::Info, "Noted"),
    };
    Said { shape, title, says }
}
