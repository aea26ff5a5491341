//! The state of the page: one session, and a signal for each slice of it, so that a page computes only what changed. Pages read
//! views of the run; whatever changes anything goes through [`Run::send`], as an intent.

mod checker;
pub mod files;
pub mod frames;
pub mod library;
pub mod preferences;

use anc_engine::Simulation;
use anc_engine::domain::{Offset, RecordKey};
use anc_engine::scenario::{FileError, Judge};
use anc_engine::story::Story;
use anc_session::{Change, Document, Intent, Motion, Origin, Session, Slice};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::shell::address::Query;
use crate::state::files::OPENED_FILE;
use crate::view::View;

/// How long a frame goes on with a long way: the rest is the browser's, so that the page answers.
const TRAVEL_MS: f64 = 40.0;
const UNREACHABLE: &str = "What checks files could not be fetched. Either there is no network, or this site has a newer version by \
     now: then reload the page.";
/// How often the page shows how far a long way has come.
const SHOWN_EVERY_MS: f64 = 250.0;

/// What is known of the scenario besides its run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// How the address names it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What happens.
    pub summary: String,
    /// Its seed.
    pub seed: u64,
    /// The seed that the file has.
    pub own_seed: u64,
}

/// Something that the page has to say: what happened, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// In a few words.
    pub title: String,
    /// In sentences.
    pub lines: Vec<String>,
}

/// A file that could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadFile {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

/// The session, for all components.
#[derive(Clone, Copy)]
pub struct Run {
    session: StoredValue<Session>,
    version: RwSignal<u64>,
    /// The scenario.
    pub about: RwSignal<About>,
    /// Whether time passes.
    pub playing: RwSignal<bool>,
    /// Whether the run is on its way to where it was sent, and how many percent of the way are done: it can be long.
    pub travelling: RwSignal<Option<i64>>,
    /// Which speed.
    pub speed: RwSignal<usize>,
    /// What playing slows down for.
    pub caption: RwSignal<Option<String>>,
    /// Why the run cannot go on.
    pub halted: RwSignal<Option<String>>,
    /// When a run on its way was shown last, in milliseconds of the browser.
    shown: StoredValue<f64>,
    /// Whether something of it was not shown yet.
    unshown: StoredValue<bool>,
    /// What the page has to say about its address.
    pub notices: RwSignal<Vec<Notice>>,
    /// The file that could not be opened last.
    pub bad_file: RwSignal<Option<BadFile>>,
    /// The record that is being explained.
    pub explained: RwSignal<Option<RecordKey>>,
    /// How many scenarios were asked for: only the last one asked for is opened.
    asked: StoredValue<u64>,
}

/// The browser's clock, in milliseconds.
pub fn clock_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

impl Run {
    /// Begins as the address says, with the document that was asked for. One that cannot be had is replaced by the first
    /// one at its start, and the page says so.
    pub fn begin(query: &Query, asked: Result<Document, BadFile>) -> Self {
        let mut notices = unread(query);
        let (document, query) = match asked {
            Ok(document) => (document, query.clone()),
            Err(bad) => {
                notices.push(not_opened(bad, "The first scenario is open instead."));
                (library::first(), Query::default())
            }
        };
        let session = Session::open(seeded(document, &query));
        let run = Self {
            version: RwSignal::new(0),
            about: RwSignal::new(about(session.document())),
            playing: RwSignal::new(false),
            travelling: RwSignal::new(None),
            speed: RwSignal::new(session.speed()),
            session: StoredValue::new(session),
            caption: RwSignal::new(None),
            halted: RwSignal::new(None),
            shown: StoredValue::new(0.0),
            unshown: StoredValue::new(false),
            notices: RwSignal::new(notices),
            bad_file: RwSignal::new(None),
            explained: RwSignal::new(None),
            asked: StoredValue::new(0),
        };
        if let Some(moment) = query.t {
            run.go_to_asked(moment);
        }
        run
    }

    /// Does what is wanted, and shows what changed. What was rejected is said.
    pub fn send(self, intent: Intent) {
        let began = clock_ms();
        let mut outcome = Ok(Vec::new());
        self.session.update_value(|session| {
            outcome = session.apply(intent, &mut || clock_ms() - began < TRAVEL_MS);
        });
        match outcome {
            Ok(changes) => self.show(&changes, began),
            Err(rejected) => self.say(Notice {
                title: "That could not be done".to_owned(),
                lines: vec![format!("It was turned down: {rejected}.")],
            }),
        }
    }

    /// Moves the signals of the slices that changed. A run on its way is shown now and then: drawing it takes time too.
    fn show(self, changes: &[Change], now: f64) {
        let changed = |slice| changes.iter().any(|change| change.slices().contains(&slice));
        let progress = self.session.with_value(Session::progress);
        let shows = progress.is_none() || now - self.shown.get_value() >= SHOWN_EVERY_MS;
        if changed(Slice::Document) {
            self.about.set(self.session.with_value(|session| about(session.document())));
        }
        if changed(Slice::Motion) {
            self.session.with_value(|session| {
                set(self.playing, matches!(session.motion(), Motion::Playing));
                set(self.speed, session.speed());
                set(self.caption, session.caption().map(str::to_owned));
                set(self.halted, session.halted().map(|limit| format!("The run stops here: {limit}.")));
            });
            if shows || self.travelling.get_untracked().is_none() {
                set(self.travelling, progress);
            }
        }
        if changed(Slice::Run) || changed(Slice::Branches) {
            self.unshown.set_value(true);
        }
        if shows && self.unshown.get_value() {
            self.unshown.set_value(false);
            self.shown.set_value(now);
            self.version.update(|version| *version += 1);
        }
    }

    /// Says something at the top of the page, once.
    pub fn say(self, notice: Notice) {
        self.notices.update(|notices| {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        });
    }

    /// Takes back what has a title. What else is said is not drawn anew: the focus may be in it.
    pub fn unsay(self, title: &str) {
        self.notices.maybe_update(|notices| {
            let before = notices.len();
            notices.retain(|notice| notice.title != title);
            notices.len() < before
        });
    }

    /// Asks why a record came to be. Time stands still meanwhile.
    pub fn explain(self, record: RecordKey) {
        self.send(Intent::Pause);
        self.explained.set(Some(record));
    }

    /// Goes to a moment that an address asks for; one after the end is said.
    fn go_to_asked(self, moment: Offset) {
        let horizon = self.read(Simulation::horizon);
        if moment > horizon {
            self.say(Notice {
                title: "The address asks for a moment after the end".to_owned(),
                lines: vec![format!("This run ends after {}: its end is shown.", horizon.words())],
            });
        }
        self.send(Intent::Seek(moment));
    }

    /// A view of the run that follows it: computed anew whenever the run changes.
    pub fn view<T>(self, look: impl Fn(&Simulation) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.read(&look)
        })
    }

    /// A view of the run and its story.
    pub fn view_story<T>(self, look: impl Fn(&Simulation, &Story) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.session.with_value(|session| look(session.branch().simulation(), session.branch().story()))
        })
    }

    /// A view of the run and what became of its expectations.
    pub fn view_judge<T>(self, look: impl Fn(&Simulation, &Judge) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.session.with_value(|session| look(session.branch().simulation(), session.branch().judge()))
        })
    }

    /// A look at the document, followed.
    pub fn document<T>(self, look: impl FnOnce(&Document) -> T) -> T {
        self.about.track();
        self.session.with_value(|session| look(session.document()))
    }

    /// A look at the run as it is, that follows nothing.
    pub fn read<T>(self, look: impl FnOnce(&Simulation) -> T) -> T {
        self.session.with_value(|session| look(session.branch().simulation()))
    }

    /// The present moment, followed.
    pub fn now(self) -> Offset {
        self.version.track();
        self.read(Simulation::now)
    }

    /// Opens a document as an address says.
    pub fn open(self, document: Document, query: &Query) {
        self.bad_file.set(None);
        self.explained.set(None);
        self.notices.set(unread(query));
        self.send(Intent::Open(Box::new(seeded(document, query))));
        if let Some(moment) = query.t {
            self.go_to_asked(moment);
        }
    }

    /// Opens what is asked for, as an address says, unless something else is asked for meanwhile; `opened` is told when it
    /// is open. What cannot be had is said, and what is open stays.
    pub fn open_asked(self, id: String, query: Query, opened: impl FnOnce() + 'static) {
        let ticket = self.ask();
        spawn_local(async move {
            let asked = asked_for(&id).await;
            if !self.is_last_asked(ticket) {
                return;
            }
            match asked {
                Ok(document) => {
                    self.open(document, &query);
                    opened();
                }
                Err(bad) => self.notices.set(vec![not_opened(bad, "What is open stays open.")]),
            }
        });
    }

    /// Asks for a scenario: of two that are asked for, the later one counts, however long each takes.
    pub fn ask(self) -> u64 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    /// Whether nothing else was asked for meanwhile.
    pub fn is_last_asked(self, ticket: u64) -> bool {
        self.asked.get_value() == ticket
    }

    /// Opens a file. A bad one changes nothing. None: something else was asked for meanwhile.
    pub async fn open_file(self, name: &str, bytes: Vec<u8>) -> Option<Result<(), BadFile>> {
        let ticket = self.ask();
        let read = read(name, bytes, Origin::Sent).await;
        if !self.is_last_asked(ticket) {
            return None;
        }
        Some(read.map(|mut document| {
            document.origin = Origin::File(files::keep(&document.text));
            self.open(document, &Query::default());
        }))
    }

    /// The address that brings back this run at this moment.
    pub fn query(self) -> Query {
        let about = self.about.get_untracked();
        let t = Some(self.read(Simulation::now)).filter(|t| t.0 > 0);
        let seed = Some(about.seed).filter(|&seed| seed != about.own_seed);
        let first = about.id == library::FIRST && t.is_none() && seed.is_none();
        Query { scenario: Some(about.id).filter(|_| !first), seed, t, ..Query::default() }
    }

    /// Whether the address speaks of the scenario that is open.
    pub fn is_open(self, query: &Query) -> bool {
        self.about.with_untracked(|about| {
            query.scenario.as_deref().unwrap_or(library::FIRST) == about.id
                && query.seed.unwrap_or(about.own_seed) == about.seed
        })
    }
}

/// Sets a signal that is other than before: nothing is drawn anew for nothing.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    signal.maybe_update(|present| {
        let changed = *present != value;
        *present = value;
        changed
    });
}

/// The run of this page.
pub fn use_run() -> Run {
    expect_context::<Run>()
}

fn unread(query: &Query) -> Vec<Notice> {
    if query.unread.is_empty() {
        return Vec::new();
    }
    let title = "Not all of the address was understood".to_owned();
    vec![Notice { title, lines: query.unread.clone() }]
}

/// Says that something was not opened, why, and what is open instead.
fn not_opened(bad: BadFile, instead: &str) -> Notice {
    let BadFile { name, errors: mut lines } = bad;
    lines.push(instead.to_owned());
    Notice { title: format!("{name} was not opened"), lines }
}

fn about(document: &Document) -> About {
    let scenario = &document.scenario;
    About {
        id: document.id().to_owned(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        seed: scenario.seed(),
        own_seed: document.own_seed,
    }
}

/// With the seed that an address asks for.
fn seeded(document: Document, query: &Query) -> Document {
    match query.seed {
        Some(seed) => document.with_seed(seed),
        None => document,
    }
}

fn bad(name: &str, errors: &[FileError]) -> BadFile {
    BadFile { name: name.to_owned(), errors: errors.iter().map(ToString::to_string).collect() }
}

/// The document that an address asks for: of the library, or a file that was opened in this tab.
///
/// # Errors
/// What is wrong with it, for the page.
pub async fn asked_for(id: &str) -> Result<Document, BadFile> {
    let (text, origin) = if id.starts_with(OPENED_FILE) {
        let text = files::kept(id).ok_or_else(|| {
            "This address is that of a file which was opened in another tab. Open the file again.".to_owned()
        });
        (text, Origin::File(id.to_owned()))
    } else {
        (library::text(id).await, Origin::Library(id.to_owned()))
    };
    let text = text.map_err(|why| BadFile { name: format!("{id:?}"), errors: vec![why] })?;
    // What the library has as it was tested need not be checked again.
    if library::is_tested(&text)
        && let Some(document) = Document::known(&text, origin.clone())
    {
        return Ok(document);
    }
    read(id, text.into_bytes(), origin).await
}

/// Reads a file with the checker, which is fetched when it is wanted.
async fn read(name: &str, bytes: Vec<u8>, origin: Origin) -> Result<Document, BadFile> {
    match checker::check(bytes, origin).await {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(errors)) => Err(bad(name, &errors)),
        Err(checker::Unreachable) => {
            Err(BadFile { name: name.to_owned(), errors: vec![UNREACHABLE.to_owned()] })
        }
    }
}
