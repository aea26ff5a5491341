//! A lesson: what a learner is to reach in the scenario, and what is said of what they do.

use serde::Serialize;
use serde_json::Value;

use super::event::Event;
use super::expect::Expect;
use super::read::{Read, file_types, file_words, take};
use super::text::{LessonText, OffsetText};

/// A lesson as it stands in a file. Whoever opens the file as a lesson reads it ([`Lesson`]): nobody else needs what reads it.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct UnreadLesson(pub Value);

impl Read for UnreadLesson {
    fn read(value: &Value) -> Option<Self> {
        Some(Self(value.clone()))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for UnreadLesson {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Lesson::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Lesson::json_schema(generator)
    }
}

file_types! {
    /// A lesson: the learner gets the world with its events, and does the rest.
    pub struct Lesson {
        /// How much one has to know: 1, nothing, to 4.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 4)))]
        pub level: u32,
        /// How many minutes it takes, about.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 90)))]
        pub minutes: u32,
        /// What the situation is, paragraph by paragraph.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 8)))]
        pub introduction: Vec<LessonText>,
        /// What is to be reached, judged from the run.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 8)))]
        pub goals: Vec<Goal>,
        /// What is said when something comes to hold in the run.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 16)))]
        pub remarks: Vec<Remark>,
        /// What was to be learnt, said at the end; with a moment, one can go there.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 12)))]
        pub debrief: Vec<DebriefNote>,
        /// Events that reach all goals.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 60)))]
        pub solution: Vec<Event>,
        /// Events of a way that looks right and is not: a remark of the kind `notThis` says why.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 60)))]
        pub wrong_way: Vec<Event>,
    }

    /// Something to be reached.
    pub struct Goal {
        /// In a few words, as something to do.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 120)))]
        pub title: String,
        /// What it counts: a multiple of ten.
        #[cfg_attr(feature = "schema", schemars(range(min = 10, max = 100)))]
        pub points: u32,
        /// What must hold; without `at`, `by` and `never`: at some moment of the run.
        pub expect: Expect,
        /// Three: where to look, what to look for, what to do.
        #[cfg_attr(feature = "schema", schemars(length(min = 3, max = 3)))]
        pub hints: Vec<LessonText>,
        /// What is said when it is reached.
        pub done: LessonText,
    }

    /// What is said when something comes to hold.
    pub struct Remark {
        /// Whether it leads to the goals.
        pub kind: RemarkKind,
        /// What must come to hold; without `at`, `by` and `never`: at some moment of the run.
        pub expect: Expect,
        /// What is said.
        pub says: LessonText,
    }

    /// What is said at the end.
    pub struct DebriefNote {
        /// Of which moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at: Option<OffsetText>,
        /// What is said.
        pub says: LessonText,
    }
}

file_words! {
    /// Whether something leads to the goals of a lesson.
    pub enum RemarkKind {
        /// It does.
        OnTheWay "onTheWay",
        /// It does not.
        NotThis "notThis",
    }
}
