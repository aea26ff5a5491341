//! The state of the page: one session, and a signal for each slice of it, so that a page computes only what changed. Whatever changes
//! anything goes through [`Run::send`], as an intent.
//!
//! The frame is there before the engine is: what stands here is plain data, and [`session`] alone knows what a session is. Nothing
//! here may name what would bring the engine into the first part of the program, whose size has a budget.

mod checker;
mod clocks;
pub mod course;
pub mod draft_file;
pub mod files;
pub mod frames;
pub mod keep;
pub mod lessons;
pub mod library;
pub mod messages;
pub mod preferences;
pub mod session;
mod wait;
pub mod what_if;

use std::any::Any;

use anc_engine::domain::time::UtcStart;
use anc_engine::domain::{Instant, Offset, RecordKey};
use anc_session::{Document, Draft, Intent, SPEED_AT_FIRST};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::shell::address::Query;
use crate::shell::location::search;
use crate::state::files::OPENED_FILE;

/// What the open scenario is, besides its run.
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
    /// The title of its rules.
    pub rules: &'static str,
    /// When it begins.
    pub start: UtcStart,
    /// How long it is.
    pub horizon: Offset,
    /// How far its clocks are ahead of UTC, in minutes.
    pub ahead_of_utc_min: i32,
    /// Whether its lesson is open.
    pub lesson: bool,
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

/// Who acts, and the branches of the run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Acting {
    /// The titles of all administrators, in the order of the world.
    pub admins: Vec<String>,
    /// Which of them acts.
    pub actor: usize,
    /// Each branch: its number, and what it is called.
    pub branches: Vec<(u32, String)>,
    /// The number of the open one.
    pub open: u32,
    /// Whether lines of the scenario are left out of it.
    pub leaves_out: bool,
}

/// What somebody prepares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Prepared {
    /// A command.
    Command {
        /// As it was asked for: what the button knew.
        asked: Draft,
        /// Whether it is done at once, where nothing stands against it.
        at_once: bool,
    },
    /// What would be in the place of something, in another run.
    Instead {
        /// Of what.
        record: RecordKey,
        /// How that was, or what was written for it.
        said: Draft,
        /// When that was, or was written to be.
        at: Instant,
    },
}

/// How a run is handed to others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handing {
    /// By a link: what shows it is open.
    Link,
    /// As a file, which is not made yet.
    File,
}

/// What somebody wants of the run besides intents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Call {
    /// To go on with the run of an earlier visit, or to forget it.
    Answer(bool),
    /// To save the open branch as a file.
    Save,
}

/// A run of an earlier visit, that can be gone on with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it is, in words.
    pub words: String,
    /// The run, as it was kept.
    kept: String,
}

/// What somebody wanted before anything was open.
type Wish = Box<dyn FnOnce(Run) + Send + Sync>;

/// What comes with later parts of the program.
#[derive(Clone, Copy, Default)]
struct Later {
    keeper: Option<keep::Keeper>,
    learn: Option<Learn>,
}

/// Makes a document a lesson, where it has one.
pub type Learn = fn(Document) -> Option<Document>;

/// What takes intents.
type Door = fn(Run, Intent);

/// How many drafts are kept: the oldest goes first.
const DRAFTS_MAX: usize = 32;

/// How many wishes are kept: whoever presses keys while the page loads means the first ones.
const WISHES_MAX: usize = 32;

/// The session, for all components.
#[derive(Clone, Copy)]
pub struct Run {
    /// What it is, [`session`] knows.
    session: StoredValue<Option<Box<dyn Any + Send + Sync>>>,
    /// What takes intents, once there is a session.
    door: StoredValue<Option<Door>>,
    wishes: StoredValue<Vec<Wish>>,
    /// Whether somebody waits for something to be open.
    pub awaited: RwSignal<bool>,
    /// Grows whenever the run is another one than before.
    version: RwSignal<u64>,
    /// The scenario; none: the page still loads.
    pub about: RwSignal<Option<About>>,
    /// The present moment.
    pub now: RwSignal<Offset>,
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
    /// When a run on its way was shown last, in milliseconds of the browser, and whether something of it was not shown yet.
    shown: StoredValue<(f64, bool)>,
    /// What the page has to say about its address.
    pub notices: RwSignal<Vec<Notice>>,
    /// The file that could not be opened last.
    pub bad_file: RwSignal<Option<BadFile>>,
    /// The record that is being explained.
    pub explained: RwSignal<Option<RecordKey>>,
    /// Who acts.
    pub acting: RwSignal<Acting>,
    /// Whether something can be undone, and done again.
    pub undoable: RwSignal<(bool, bool)>,
    /// The command that is being prepared.
    pub prepared: RwSignal<Option<Prepared>>,
    /// Whether something is looked for.
    pub finding: RwSignal<bool>,
    /// What was done last: a button that brought it about may be gone.
    pub done: RwSignal<Option<String>>,
    /// A run of an earlier visit.
    pub offer: RwSignal<Option<Offer>>,
    /// What somebody wants of the run besides intents.
    called: RwSignal<Option<Call>>,
    /// How the run is to be handed to others.
    pub handing: RwSignal<Option<Handing>>,
    /// The fragment of the page that answers what was asked for: where it leads to next.
    pub leads_to: RwSignal<Option<String>>,
    /// What keeps runs and what makes a document a lesson, once they are there.
    later: StoredValue<Later>,
    /// How often something was done that is to be kept.
    keeps: StoredValue<u64>,
    /// Whether something of this tab was kept, or gone on with.
    kept_here: StoredValue<bool>,
    /// What had the focus when it was asked for: it gets it back.
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// What was written into forms and not sent, by what was asked for.
    drafts: StoredValue<Vec<(Draft, Draft)>>,
    /// How many scenarios were asked for: only the last one asked for is opened.
    asked: StoredValue<u64>,
    /// What the address asked for last: scenario and seed.
    said: StoredValue<Option<(Option<String>, Option<u64>)>>,
}

/// The browser's clock, in milliseconds.
pub fn clock_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

impl Default for Run {
    fn default() -> Self {
        Self {
            session: StoredValue::new(None),
            door: StoredValue::new(None),
            wishes: StoredValue::new(Vec::new()),
            awaited: RwSignal::new(false),
            version: RwSignal::new(0),
            about: RwSignal::new(None),
            now: RwSignal::new(Offset::ZERO),
            playing: RwSignal::new(false),
            travelling: RwSignal::new(None),
            speed: RwSignal::new(SPEED_AT_FIRST),
            caption: RwSignal::new(None),
            halted: RwSignal::new(None),
            shown: StoredValue::new((0.0, false)),
            notices: RwSignal::new(Vec::new()),
            bad_file: RwSignal::new(None),
            explained: RwSignal::new(None),
            acting: RwSignal::new(Acting::default()),
            undoable: RwSignal::new((false, false)),
            prepared: RwSignal::new(None),
            finding: RwSignal::new(false),
            done: RwSignal::new(None),
            offer: RwSignal::new(None),
            called: RwSignal::new(None),
            handing: RwSignal::new(None),
            leads_to: RwSignal::new(None),
            later: StoredValue::new(Later::default()),
            keeps: StoredValue::new(0),
            kept_here: StoredValue::new(false),
            opener: StoredValue::new_local(None),
            drafts: StoredValue::new(Vec::new()),
            asked: StoredValue::new(0),
            said: StoredValue::new(None),
        }
    }
}

impl Run {
    /// Does what is wanted, and shows what changed. What was rejected is said. As long as nothing is open, nothing can be done.
    pub fn send(self, intent: Intent) {
        if let Some(door) = self.door.get_value() {
            door(self, intent);
        }
    }

    /// Does something as soon as a scenario is open.
    pub fn once_open(self, wish: impl FnOnce(Self) + Send + Sync + 'static) {
        if self.is_open() {
            return wish(self);
        }
        self.awaited.set(true);
        self.wishes.update_value(|wishes| {
            if wishes.len() < WISHES_MAX {
                wishes.push(Box::new(wish));
            }
        });
    }

    /// Whether a scenario is open.
    pub fn is_open(self) -> bool {
        self.door.with_value(Option::is_some)
    }

    /// Something of the open scenario, followed; as long as none is open, nothing.
    pub fn told<T: Default>(self, tell: impl FnOnce(&About) -> T) -> T {
        self.about.with(|about| about.as_ref().map(tell).unwrap_or_default())
    }

    /// The same, not followed.
    pub fn told_now<T: Default>(self, tell: impl FnOnce(&About) -> T) -> T {
        untrack(|| self.told(tell))
    }

    /// Prepares a command, or what would be in the place of something.
    pub fn prepare(self, prepared: Prepared) {
        self.done.set(None);
        if self.prepared.with_untracked(Option::is_none) {
            let active = document().active_element().and_then(|active| active.dyn_into().ok());
            self.opener.set_value(active);
        }
        self.prepared.set(Some(prepared));
    }

    /// Whether it is being handed to others so.
    pub fn hands(self, how: Handing) -> bool {
        self.handing.get() == Some(how)
    }

    /// Wants something of the run besides intents, as soon as it is there.
    pub fn call(self, call: Call) {
        self.called.set(Some(call));
    }

    /// What had the focus when a command was asked for, once.
    pub fn take_opener(self) -> Option<HtmlElement> {
        let opener = self.opener.get_value();
        self.opener.set_value(None);
        opener
    }

    /// What was written into a form before, or what it begins with.
    pub fn draft(self, asked: &Draft) -> Draft {
        self.drafts.with_value(|drafts| {
            let kept = drafts.iter().find(|(of, _)| of == asked);
            kept.map_or_else(|| asked.clone(), |(_, written)| written.clone())
        })
    }

    /// Forgets what was written into forms: it was about another tenant.
    pub fn forget_drafts(self) {
        self.drafts.set_value(Vec::new());
    }

    /// Keeps what is written into a form: until it is sent, or written anew.
    pub fn keep_draft(self, asked: &Draft, written: Option<&Draft>) {
        self.drafts.update_value(|drafts| {
            drafts.retain(|(of, _)| of != asked);
            drafts.extend(written.map(|written| (asked.clone(), written.clone())));
            let surplus = drafts.len().saturating_sub(DRAFTS_MAX);
            drafts.drain(..surplus);
        });
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

    /// The address that brings back this run at this moment; as long as nothing is open, what the address says.
    pub fn query(self) -> Query {
        let about = self.about.get_untracked();
        let t = Some(self.now.get_untracked()).filter(|t| t.0 > 0);
        let Some(About { id, seed, own_seed, lesson, .. }) = about else { return Query::parse(&search()) };
        let seed = Some(seed).filter(|&seed| seed != own_seed);
        let first = id == library::FIRST && t.is_none() && seed.is_none() && !lesson;
        Query { scenario: Some(id).filter(|_| !first), seed, t, lesson, ..Query::default() }
    }

    /// Whether more is open than an address can say: something was done, or the file is one's own.
    pub fn is_own(self) -> bool {
        self.undoable.get_untracked().0
            || self.acting.with_untracked(|acting| acting.leaves_out)
            || self.about.with_untracked(|about| about.iter().any(|about| about.id.starts_with(OPENED_FILE)))
    }

    /// Whether the address speaks of the scenario that is open.
    pub fn has_open(self, query: &Query) -> bool {
        self.about.with_untracked(|about| {
            about.as_ref().is_some_and(|about| {
                query.scenario.as_deref().unwrap_or(library::FIRST) == about.id
                    && query.seed.unwrap_or(about.own_seed) == about.seed
                    && query.lesson == about.lesson
            })
        })
    }
}

/// The run of this page.
pub fn use_run() -> Run {
    expect_context::<Run>()
}
