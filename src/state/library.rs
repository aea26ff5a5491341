//! The scenario library: files beside the page. The first one is part of the program, so that there is always something to
//! show. What was fetched once is kept as long as the page lives: the library stays when the network goes.

use std::cell::RefCell;

use crate::words;
use anc_engine::Digest;
use anc_engine::domain::ordered::Table;
use anc_engine::limits::FILE_BYTES_MAX;
use anc_session::{Document, Origin};
use serde_json::Value;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use web_sys::wasm_bindgen::JsCast as _;

/// The scenario that is open when none is asked for.
pub const FIRST: &str = "first-connection";

const FIRST_TEXT: &str = include_str!("../../public/scenarios/first-connection.json");

/// What the library says about one of its scenarios.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// How the address names it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What happens.
    pub summary: String,
    /// How long it is and how much it expects.
    pub facts: String,
    /// What its lesson is; none: it has none.
    pub taught: Option<Taught>,
}

/// What the library says about a lesson.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taught {
    /// How much one has to know, from 1.
    pub level: u64,
    /// How long it takes.
    pub minutes: u64,
    /// How many goals it has.
    pub goals: u64,
}

/// Scenarios that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chapter {
    /// What they are about.
    pub title: String,
    /// In the order in which a learner meets them.
    pub scenarios: Vec<Entry>,
}

/// The digests of the scenarios that were tested.
const TESTED: &[u128] = &include!("../../tests/data/texts.rs");

/// Whether a text is, to the letter, that of a scenario that was tested.
pub fn is_tested(text: &str) -> bool {
    TESTED.contains(&Digest::of(text.as_bytes()).0)
}

/// The first document.
///
/// # Panics
/// Never: it is part of the program, and a test reads it.
#[expect(clippy::expect_used, reason = "it is part of the program and tested")]
pub fn first() -> Document {
    Document::known(FIRST_TEXT, Origin::Library(FIRST.to_owned())).expect("the first scenario can be read")
}

thread_local! {
    /// What was fetched, by its address.
    static FETCHED: RefCell<Table<String, String>> = RefCell::default();
}

fn file_of(id: &str) -> String {
    format!("scenarios/{id}.json")
}

/// Fetches the scenarios of the list ahead, one after the other: they are small, and stay when the network goes.
pub async fn fetch_ahead(chapters: &[Chapter]) {
    for entry in chapters.iter().flat_map(|chapter| &chapter.scenarios) {
        // Whatever is wrong is said when it is opened.
        if fetch(&file_of(&entry.id)).await.is_err() {
            return;
        }
    }
}

/// The text of a scenario of the library.
///
/// # Errors
/// A sentence: there is no such scenario, or its file could not be fetched.
pub async fn text(id: &str) -> Result<String, String> {
    if id == FIRST {
        return Ok(FIRST_TEXT.to_owned());
    }
    let named = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !named || id.is_empty() {
        return Err(unknown(id));
    }
    fetch(&file_of(id)).await.map_err(|why| match why {
        Unfetched::Missing => unknown(id),
        Unfetched::Failed(why) => words::scenario_not_fetched(&format!("{id:?}"), &why),
    })
}

fn unknown(id: &str) -> String {
    words::no_such_scenario(&format!("{id:?}"))
}

/// The chapters of the library.
///
/// # Errors
/// A sentence: its file could not be fetched or read.
pub async fn chapters() -> Result<Vec<Chapter>, String> {
    let text = fetch("library.json").await.map_err(|why| match why {
        Unfetched::Missing => "The list of scenarios is missing from this site.".to_owned(),
        Unfetched::Failed(why) => words::list_not_fetched(&why),
    })?;
    read_chapters(&text).ok_or_else(|| "The list of scenarios is damaged.".to_owned())
}

fn read_chapters(text: &str) -> Option<Vec<Chapter>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let word = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
    let number = |value: &Value, name: &str| value.get(name)?.as_u64();
    let taught = |value: &Value| {
        Some(Taught {
            level: number(value, "level")?,
            minutes: number(value, "minutes")?,
            goals: number(value, "goals")?,
        })
    };
    let entry = |value: &Value| {
        Some(Entry {
            id: word(value, "id")?,
            title: word(value, "title")?,
            summary: word(value, "summary")?,
            facts: word(value, "facts")?,
            taught: value.get("lesson").and_then(taught),
        })
    };
    let chapter = |value: &Value| {
        let scenarios = value.get("scenarios")?.as_array()?.iter().map(entry).collect::<Option<_>>()?;
        Some(Chapter { title: word(value, "title")?, scenarios })
    };
    value.get("chapters")?.as_array()?.iter().map(chapter).collect()
}

enum Unfetched {
    Missing,
    Failed(String),
}

/// Fetches a file that lies beside the page, once.
async fn fetch(address: &str) -> Result<String, Unfetched> {
    if let Some(text) = FETCHED.with_borrow(|fetched| fetched.get(address).cloned()) {
        return Ok(text);
    }
    let text = fetch_anew(address).await?;
    FETCHED.with_borrow_mut(|fetched| fetched.insert(address.to_owned(), text.clone()));
    Ok(text)
}

async fn fetch_anew(address: &str) -> Result<String, Unfetched> {
    let failed = |why: &str| Unfetched::Failed(why.to_owned());
    let window = web_sys::window().ok_or_else(|| failed("there is no window."))?;
    let offline = |_| failed("the site does not answer. Try again when you are online.");
    let response = JsFuture::from(window.fetch_with_str(address)).await.map_err(offline)?;
    let response: Response = response.dyn_into().map_err(|_| failed("the answer is no response."))?;
    match response.status() {
        404 => return Err(Unfetched::Missing),
        status if !response.ok() => return Err(failed(&words::status_of_site(&status.to_string()))),
        _ => {}
    }
    let body = response.text().map_err(|_| failed("the answer has no text."))?;
    let text = JsFuture::from(body).await.map_err(offline)?.as_string().unwrap_or_default();
    if text.len() > FILE_BYTES_MAX {
        return Err(failed("the file is too large."));
    }
    Ok(text)
}

#[cfg(test)]
pub(crate) mod tests {
    use anc_engine::Scenario;

    use super::*;

    const FILES: &[(&str, &str)] = include!("../../tests/data/scenarios.rs");

    /// All scenarios of the folder.
    pub(crate) fn all() -> Vec<Scenario> {
        FILES.iter().map(|(id, text)| Scenario::parse(text.as_bytes()).expect(id)).collect()
    }

    /// One of them.
    pub(crate) fn find(wanted: &str) -> Scenario {
        let text = FILES.iter().find(|(id, _)| *id == wanted).expect(wanted).1;
        Scenario::parse(text.as_bytes()).expect(wanted)
    }

    #[test]
    fn what_was_tested_is_known_to_the_letter() {
        for (id, text) in FILES {
            assert!(is_tested(text), "{id}");
            assert!(!is_tested(&text.replacen(' ', "  ", 1)), "{id}");
        }
    }

    #[test]
    fn the_first_scenario_is_part_of_the_program() {
        assert_eq!(first().scenario.id.as_str(), FIRST);
    }

    #[test]
    fn the_list_names_every_scenario_once() {
        let chapters = read_chapters(include_str!("../../public/library.json")).expect("a list");
        let mut listed: Vec<String> =
            chapters.into_iter().flat_map(|chapter| chapter.scenarios).map(|entry| entry.id).collect();
        listed.sort();
        assert_eq!(listed, FILES.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>());
        assert_eq!(read_chapters("{\"chapters\":[{\"title\":\"x\",\"scenarios\":[{}]}]}"), None);
    }
}
