//! Lessons: what somebody is to reach in a scenario, and what is said of what they do. Goals and remarks are expectations: the
//! same judge watches them, and only the run counts.

use serde_json::Value;

use super::error::FileError;
use super::expectation::{self, Expectation};
use super::file::{self, File, Read as _, RemarkKind};
use super::{Scenario, build};
use crate::domain::{Instant, Offset};

/// What each of the three hints of a goal costs, in percent of its points.
pub const HINTS_COST: [u32; 3] = [10, 20, 30];

/// A lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// How much one has to know: 1 to 4.
    pub level: u32,
    /// How many minutes it takes, about.
    pub minutes: u32,
    /// What the situation is, paragraph by paragraph.
    pub introduction: Vec<String>,
    /// What is to be reached.
    pub goals: Vec<Goal>,
    /// What is said when something comes to hold.
    pub remarks: Vec<Remark>,
    /// What was to be learnt.
    pub debrief: Vec<Note>,
    /// What is judged: a goal each, then a remark each.
    pub expectations: Vec<Expectation>,
}

/// Something to be reached.
#[derive(Clone, Debug)]
pub struct Goal {
    /// In a few words.
    pub title: String,
    /// What it counts.
    pub points: u32,
    /// Where to look, what to look for, what to do.
    pub hints: [String; 3],
    /// What is said when it is reached.
    pub done: String,
}

impl Goal {
    /// What so many hints cost.
    pub fn hints_cost(&self, hints: usize) -> u32 {
        HINTS_COST.iter().take(hints).sum::<u32>() * self.points / 100
    }
}

/// What is said when something comes to hold.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Whether it leads to the goals.
    pub kind: RemarkKind,
    /// What is said.
    pub says: String,
}

/// What is said at the end.
#[derive(Clone, Debug)]
pub struct Note {
    /// Of which moment.
    pub at: Option<Instant>,
    /// What is said.
    pub says: String,
}

/// A way through a lesson that its file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It reaches all goals.
    Solution,
    /// It looks right and is not.
    Wrong,
}

impl Way {
    const fn field(self) -> &'static str {
        match self {
            Self::Solution => "solution",
            Self::Wrong => "wrongWay",
        }
    }
}

impl Lesson {
    /// The lesson of a file that was read before. None: it has none.
    pub fn read(text: &str) -> Option<Self> {
        let value = value_of(text)?;
        let horizon = Offset::parse(value.get("horizon")?.as_str()?).ok()?;
        Self::of(&file::Lesson::read(value.get("lesson")?)?, horizon).ok()
    }

    fn of(lesson: &file::Lesson, horizon: Instant) -> Result<Self, Vec<FileError>> {
        let (mut errors, mut expectations) = (Vec::new(), Vec::new());
        let goals = lesson.goals.iter().map(|goal| &goal.expect).enumerate().map(|of| ("goals", of));
        let remarks =
            lesson.remarks.iter().map(|remark| &remark.expect).enumerate().map(|of| ("remarks", of));
        for (list, (position, expect)) in goals.chain(remarks) {
            let pointer = format!("/lesson/{list}/{position}/expect");
            match expectation::read(expect, pointer, Some(horizon)) {
                Ok(expectation) => expectations.extend(expectation),
                Err(error) => errors.push(error),
            }
        }
        let mut goals = Vec::new();
        for (position, goal) in lesson.goals.iter().enumerate() {
            if goal.points % 10 > 0 {
                let pointer = format!("/lesson/goals/{position}/points");
                errors.push(FileError::new(
                    pointer,
                    format!("expected a multiple of ten, found {}", goal.points),
                ));
            }
            let hint = |which: usize| goal.hints.get(which).map(|hint| hint.0.clone()).unwrap_or_default();
            goals.push(Goal {
                title: goal.title.clone(),
                points: goal.points,
                hints: [hint(0), hint(1), hint(2)],
                done: goal.done.0.clone(),
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let remark = |remark: &file::Remark| Remark { kind: remark.kind, says: remark.says.0.clone() };
        let moment = |text: &file::OffsetText| Offset::parse(&text.0).ok();
        let note = |note: &file::DebriefNote| Note {
            at: note.at.as_ref().and_then(moment),
            says: note.says.0.clone(),
        };
        Ok(Self {
            level: lesson.level,
            minutes: lesson.minutes,
            introduction: lesson.introduction.iter().map(|paragraph| paragraph.0.clone()).collect(),
            goals,
            remarks: lesson.remarks.iter().map(remark).collect(),
            debrief: lesson.debrief.iter().map(note).collect(),
            expectations,
        })
    }

    /// The points of all goals.
    pub fn most(&self) -> u32 {
        self.goals.iter().map(|goal| goal.points).sum()
    }
}

impl Scenario {
    /// The same, to be judged by what a lesson wants.
    #[must_use]
    pub fn with_goals(self, lesson: &Lesson) -> Self {
        Self { expectations: lesson.expectations.clone(), ..self }
    }
}

/// The file in which a way through its lesson happens by itself, after everything else of each moment. None: there is no
/// such way.
pub fn gone(text: &str, way: Way) -> Option<String> {
    let mut value = value_of(text)?;
    let mut more = value["lesson"][way.field()].as_array().filter(|events| !events.is_empty())?.clone();
    for event in &mut more {
        event["last"] = true.into();
    }
    match value["events"].as_array_mut() {
        Some(events) => events.extend(more),
        None => value["events"] = more.into(),
    }
    serde_json::to_string_pretty(&value).ok()
}

fn value_of(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// What is wrong with the lesson of a file whose shape is right, and whose world can be built.
pub(super) fn check(file: &File) -> Vec<FileError> {
    let lesson = file.lesson.as_ref().and_then(|lesson| file::Lesson::read(&lesson.0));
    let Some(lesson) = lesson else { return Vec::new() };
    let horizon = Offset::parse(&file.horizon.0).unwrap_or_default();
    let mut errors = Lesson::of(&lesson, horizon).err().unwrap_or_default();
    // Whoever goes a way does so in the world of the file.
    for (way, events) in [(Way::Solution, lesson.solution), (Way::Wrong, lesson.wrong_way)] {
        let own = file.events.len();
        let mut gone = File { expect: Vec::new(), lesson: None, ..file.clone() };
        gone.events.extend(events);
        let inside = |mut error: FileError| {
            let (position, rest) = error.pointer.strip_prefix("/events/")?.split_once('/').map_or_else(
                || (error.pointer.strip_prefix("/events/").unwrap_or_default(), String::new()),
                |(position, rest)| (position, format!("/{rest}")),
            );
            let position = position.parse::<usize>().ok()?.checked_sub(own)?;
            error.pointer = format!("/lesson/{}/{position}{rest}", way.field());
            Some(error)
        };
        errors.extend(build::build(&gone).err().into_iter().flatten().filter_map(inside));
    }
    errors
}
