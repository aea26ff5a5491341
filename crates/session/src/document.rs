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
    /// Reads a document. With a seed, its runs have that one instead of the file's.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(text: &str, origin: Origin, seed: Option<u64>) -> Result<Self, Vec<FileError>> {
        let scenario = Scenario::parse(text.as_bytes())?;
        let own_seed = scenario.seed();
        let document = Self { origin, text: text.into(), scenario: Arc::new(scenario), own_seed };
        Ok(seed.map_or_else(|| document.clone(), |seed| document.with_seed(seed)))
    }

    /// The same with another seed.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        Self { scenario: Arc::new((*self.scenario).clone().with_seed(seed)), ..self.clone() }
    }

    /// How an address names it: the id in the library or of the kept file, otherwise the scenario's own.
    pub fn id(&self) -> &str {
        match &self.origin {
            Origin::Library(id) | Origin::File(id) => id,
            Origin::Sent => self.scenario.id.as_str(),
        }
    }
}
