//! The document: the scenario file that is open, and where it came from.

use std::sync::Arc;

use anc_engine::Scenario;
use anc_engine::scenario::FileError;

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
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(text: &[u8], origin: Origin) -> Result<Self, Vec<FileError>> {
        let scenario = Scenario::parse(text)?;
        let own_seed = scenario.seed();
        // What was read is text.
        let text = String::from_utf8_lossy(text).into();
        Ok(Self { origin, text, scenario: Arc::new(scenario), own_seed })
    }

    /// The document of a text that was read before ([`Scenario::read_known`]). None: it is another one.
    pub fn known(text: &str, origin: Origin) -> Option<Self> {
        let scenario = Scenario::read_known(text)?;
        let own_seed = scenario.seed();
        Some(Self { origin, text: text.into(), scenario: Arc::new(scenario), own_seed })
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
