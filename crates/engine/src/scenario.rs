//! Scenario files: JSON that becomes a [`Scenario`], or the list of everything that is wrong with it.
//!
//! Three passes. The text is read as JSON (one error ends it there). Its shape is compared with the JSON Schema that is
//! generated from [`mod@file`]'s types, and names with what the file declares ([`shape`]): all unknown fields, missing
//! fields, wrong types and bad references at once, and with them what is wrong with moments ([`moments`]). What only several values together tell is checked while the world is
//! built ([`build`]). Each error has a pointer, a line and a column ([`place`]).

pub mod build;
pub mod command;
pub mod complete;
pub mod error;
pub mod expectation;
pub mod export;
pub mod file;
pub mod judge;
pub mod lesson;
pub mod moments;
pub mod names;
pub mod place;
pub mod propose;
pub mod report;
pub mod shape;

use std::sync::Arc;

use crate::domain::{Name, ordered};
use crate::limits;
use crate::setup::Setup;
pub use error::FileError;
pub use expectation::{Expectation, Outcome, When};
use file::Read as _;
pub use judge::Judge;
pub use lesson::Lesson;
pub use report::{Failure, Report, must_hold, run};

/// The JSON Schema of scenario files without what only people read: what [`shape`] goes by. Generated together with
/// `public/schema/scenario.schema.json`.
pub const SCHEMA: &str = include_str!("scenario/shape.json");

/// A situation that can be played.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its identity: the file's name without ending, and part of addresses.
    pub id: Name,
    /// Its title.
    pub title: String,
    /// What happens, in a few sentences.
    pub summary: String,
    /// How far the clocks by which its moments are told are ahead of UTC, in minutes.
    pub ahead_of_utc_min: i32,
    /// What a run begins with.
    pub setup: Arc<Setup>,
    /// What must hold.
    pub expectations: Vec<Expectation>,
    /// Whether its file has a lesson ([`Lesson`]).
    pub has_lesson: bool,
}

impl Scenario {
    /// Reads a scenario file. The errors are in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<FileError>> {
        let text = read_text(bytes).map_err(|error| vec![error])?;
        let value = place::parse(text).map_err(|error| vec![error])?;
        let (value, mut errors) = shape::check(value);
        errors.extend(place::duplicate_fields(text));
        // The check took unknown fields out: none of them is a moment or an event.
        let moments = moments::check(&value, &errors);
        let buildable = errors.iter().all(FileError::is_unknown_field);
        errors.extend(moments);
        // Fields that nobody knows were taken out; with any other fault of shape there is nothing to build.
        if buildable {
            match file::File::read(&value) {
                Some(file) => match build::build(&file) {
                    Ok(mut scenario) => {
                        errors.extend(lesson::check(&file));
                        if errors.is_empty() {
                            locate_expectations(text, &mut scenario.expectations);
                            return Ok(scenario);
                        }
                    }
                    Err(more) => errors.extend(more),
                },
                None => errors.push(FileError::new("", "The file does not have the shape of a scenario.")),
            }
        }
        errors.truncate(limits::FILE_ERRORS_MAX);
        place::locate(text, &mut errors);
        Err(ordered::sorted(errors, |left, right| (left.line, left.column).cmp(&(right.line, right.column))))
    }

    /// Reads the text of a scenario that was read before: it is not checked again, and its expectations have no lines. None: it
    /// was not as it is said to be. Whoever calls this has seen that these are the bytes of that file.
    pub fn read_known(text: &str) -> Option<Self> {
        let value = serde_json::from_str(text).ok()?;
        build::build(&file::File::read(&value)?).ok()
    }

    /// The same with another seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.setup = Arc::new(Setup { seed, ..(*self.setup).clone() });
        self
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.setup.seed
    }
}

/// Says of each expectation in which line it begins.
fn locate_expectations(text: &str, expectations: &mut [Expectation]) {
    let lines = lines(text, expectations);
    for (expectation, line) in expectations.iter_mut().zip(lines) {
        expectation.line = line;
    }
}

/// In which line of its file each expectation begins.
pub fn lines(text: &str, expectations: &[Expectation]) -> Vec<usize> {
    let mut places: Vec<FileError> =
        expectations.iter().map(|expectation| FileError::new(expectation.pointer.clone(), "")).collect();
    place::locate(text, &mut places);
    places.into_iter().map(|place| place.line).collect()
}

fn read_text(bytes: &[u8]) -> Result<&str, FileError> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(FileError::new(
            "",
            format!("The file is too large: a scenario has at most {} bytes.", limits::FILE_BYTES_MAX),
        ));
    }
    let utf16 = bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || matches!(bytes, [0, first, ..] | [first, 0, ..] if first.is_ascii());
    if utf16 {
        return Err(FileError::new("", "The file is UTF-16. Save it as UTF-8."));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let mut found = FileError::new("", "The file is not UTF-8 text.");
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        (found.line, found.column) = place::line_and_column(&before, before.len());
        found
    })
}
