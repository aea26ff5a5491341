//! The document: the scenario file that is open, and where it came from.

use std::sync::Arc;

use anc_engine::Scenario;
use anc_engine::domain::Instant;
use anc_engine::scenario::lesson::{self, Way};
use anc_engine::scenario::{FileError, Lesson};

use crate::lesson::GUIDE;
use crate::session::Session;

/// Where a document came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The library, by its id there.
    Library(String),
    /// A file that somebody opened, by the id under which it is kept.
    File(String),
    /// Whoever sent it: a host page, a script, a terminal.
    Sent,
}

/// An open document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it came from.
    pub origin: Origin,
    /// The file, as it was read.
    pub text: Arc<str>,
    /// What it says, with the seed of the run.
    pub scenario: Arc<Scenario>,
    /// The seed that the file has.
    pub own_seed: u64,
    /// Its lesson, where it is open as one: then the scenario is judged by what that wants.
    pub lesson: Option<Arc<Lesson>>,
    /// The way through its lesson that it goes by itself.
    pub gone: Option<Way>,
    /// What a lesson wants of time.
    pub(crate) guide: Option<&'static Guide>,
}

/// What a lesson wants of time. Pointers, so that whoever opens no lesson need not load what is behind them.
#[derive(Debug)]
pub(crate) struct Guide {
    /// Where time stops by itself.
    pub(crate) stop: fn(&Session) -> Option<Instant>,
    /// Whether what somebody who skips waits for has come about since a moment.
    pub(crate) has_news: fn(&Session, Instant) -> bool,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(text: &[u8], origin: Origin) -> Result<Self, Vec<FileError>> {
        let scenario = Scenario::parse(text)?;
        // What was read is text.
        Ok(Self::of(scenario, String::from_utf8_lossy(text).into(), origin))
    }

    /// The document of a text that was read before ([`Scenario::read_known`]). None: it is another one.
    pub fn known(text: &str, origin: Origin) -> Option<Self> {
        Some(Self::of(Scenario::read_known(text)?, text.into(), origin))
    }

    fn of(scenario: Scenario, text: Arc<str>, origin: Origin) -> Self {
        let own_seed = scenario.seed();
        Self { origin, text, scenario: Arc::new(scenario), own_seed, lesson: None, gone: None, guide: None }
    }

    /// The same as a lesson. None: its file has none.
    pub fn as_lesson(self) -> Option<Self> {
        let lesson = Lesson::read(&self.text)?;
        let scenario = Arc::unwrap_or_clone(self.scenario).with_goals(&lesson);
        Some(Self {
            scenario: Arc::new(scenario),
            lesson: Some(Arc::new(lesson)),
            guide: Some(&GUIDE),
            ..self
        })
    }

    /// The lesson in which a way through it happens by itself, with the same seed. None: there is no such way.
    pub fn going(&self, way: Way) -> Option<Self> {
        let scenario = Scenario::read_known(&lesson::gone(&self.text, way)?)?;
        let scenario = Arc::new(scenario.with_seed(self.scenario.seed()));
        Self { scenario, gone: Some(way), ..self.clone() }.as_lesson()
    }

    /// The same with another seed.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { scenario: Arc::new(Arc::unwrap_or_clone(self.scenario).with_seed(seed)), ..self }
    }

    /// How an address names it: the id in the library or of the kept file, otherwise the scenario's own.
    pub fn id(&self) -> &str {
        match &self.origin {
            Origin::Library(id) | Origin::File(id) => id,
            Origin::Sent => self.scenario.id.as_str(),
        }
    }
}
