//! Lessons: opening a scenario as one, what was put aside meanwhile, and what was reached. What was reached is kept in the browser;
//! one that gives no storage keeps it as long as the page lives.

use std::cell::RefCell;

use anc_engine::scenario::lesson::Way;
use anc_session::{Document, Intent, Session};
use serde_json::{Map, Value};
use web_sys::Storage;

use super::{Notice, Run, files};

/// Where progress is kept.
const KEY: &str = "anc-progress";
/// The version of what is kept there.
const VERSION: u64 = 1;
/// A file of progress is never larger, in bytes.
pub const PROGRESS_BYTES_MAX: f64 = 100_000.0;
/// Lessons of which progress is kept.
const LESSONS_MAX: usize = 500;

thread_local! {
    /// The run that was put aside when it was begun anew.
    static ASIDE: RefCell<Option<Session>> = const { RefCell::new(None) };
    /// Progress, where the browser keeps nothing.
    static PROGRESS: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The document as a lesson. None: its file has none.
pub fn learn(document: Document) -> Option<Document> {
    document.as_lesson()
}

impl Run {
    /// Begins anew, with the same dice or others: the run is put aside.
    pub fn begin_lesson_anew(self, seed: Option<u64>) {
        self.put_aside();
        self.send(seed.map_or(Intent::StartOver, Intent::Seed));
    }

    /// Shows the solution, from the start: the run is put aside.
    pub fn show_solution(self) {
        match self.look(|session| session.document().going(Way::Solution)) {
            Some(solution) => {
                self.put_aside();
                self.send(Intent::Open(Box::new(solution)));
                self.send(Intent::Play);
            }
            None => self.say(Notice {
                title: "The solution was not shown".to_owned(),
                lines: vec!["The file of this lesson has none that can be played.".to_owned()],
            }),
        }
    }

    fn put_aside(self) {
        self.send(Intent::Pause);
        self.look(|session| {
            if session.document().gone.is_none() {
                ASIDE.set(Some(session.clone()));
            }
        });
    }

    /// Whether a run was put aside that can be taken back.
    pub fn is_aside(self) -> bool {
        let title = self.told_now(|about| about.title.clone());
        ASIDE
            .with_borrow(|aside| aside.as_ref().is_some_and(|aside| aside.document().scenario.title == title))
    }

    /// Takes back what was put aside; what is open takes its place, unless it is the solution.
    pub fn take_back(self) {
        let Some(aside) = ASIDE.take() else { return };
        self.put_aside();
        self.enter(aside);
        self.keep_soon();
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The best score of each lesson. What is not understood is somebody else's, and counts as none.
pub fn progress() -> Vec<(String, u32)> {
    let stored = local().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let text = stored.or_else(|| PROGRESS.with_borrow(Clone::clone)).unwrap_or_default();
    read_progress(&text).unwrap_or_default()
}

/// None: it is no progress, or of another version.
fn read_progress(text: &str) -> Option<Vec<(String, u32)>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let of_lessons = value["best"].as_object().filter(|_| value["version"] == VERSION)?;
    let best =
        |(id, best): (&String, &Value)| Some((id.clone(), u32::try_from(best.as_u64()?).ok()?.min(100)));
    Some(of_lessons.iter().filter_map(best).take(LESSONS_MAX).collect())
}

fn write_progress(progress: &[(String, u32)]) -> String {
    let best: Map<String, Value> = progress.iter().map(|(id, best)| (id.clone(), (*best).into())).collect();
    let mut fields = Map::new();
    fields.insert("version".to_owned(), VERSION.into());
    fields.insert("best".to_owned(), best.into());
    Value::from(fields).to_string()
}

/// Puts a score beside those that are there, where it is the best of its lesson.
fn better(all: &mut Vec<(String, u32)>, id: &str, points: u32) -> bool {
    match all.iter().position(|(of, _)| of == id) {
        Some(place) if all[place].1 >= points => return false,
        Some(place) => all[place].1 = points,
        None if all.len() >= LESSONS_MAX => return false,
        None => all.push((id.to_owned(), points)),
    }
    true
}

/// Keeps a score, where it is the best of its lesson.
pub fn scored(id: &str, points: u32) {
    let mut all = progress();
    if better(&mut all, id, points) {
        keep_progress(&all);
    }
}

fn keep_progress(all: &[(String, u32)]) {
    let text = write_progress(all);
    if local().is_none_or(|storage| storage.set_item(KEY, &text).is_err()) {
        PROGRESS.set(Some(text));
    }
}

/// Gives all progress to the browser as a file.
pub fn export_progress() {
    files::download("anc-sim-progress.json", &write_progress(&progress()));
}

/// Takes what was exported before, where it is better than what is there. Gives how many lessons that were. None: the text is no
/// progress, or that of another version.
pub fn import_progress(text: &str) -> Option<usize> {
    let taken = read_progress(text)?;
    let mut all = progress();
    let count = taken.iter().filter(|(id, points)| better(&mut all, id, *points)).count();
    keep_progress(&all);
    Some(count)
}

/// Forgets all progress.
pub fn clear_progress() {
    PROGRESS.set(None);
    if let Some(storage) = local() {
        let _ = storage.remove_item(KEY);
    }
}
