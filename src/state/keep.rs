//! Runs in which somebody did something are kept in the browser, so that a reload, a crash or a closed tab loses nothing. This tab's own
//! run is gone on with at once; what another visit left is offered. A browser without storage keeps nothing, and the page says so once.

use std::cell::Cell;
use std::time::Duration;

use anc_session::{Document, Kept, Link, Origin, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Storage;

use super::session::{asked_for, not_opened, read};
use super::{Notice, Offer, Run};
use crate::shell::address::Query;
use crate::words;

/// The run of this tab, and, where tabs share it, the last one of all.
const KEY: &str = "anc-run";
/// Set while a run is gone on with: what stops the page then is not tried again by itself.
const TRYING: &str = "anc-run-trying";

thread_local! {
    /// Whether it was said that nothing is kept.
    static TOLD_OF_STORAGE: Cell<bool> = const { Cell::new(false) };
}

/// How long what is done waits for the next thing before it is written.
const SETTLES: Duration = Duration::from_millis(200);

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn kept(storage: Option<Storage>) -> Option<Kept> {
    Kept::read(&storage?.get_item(KEY).ok().flatten()?)
}

/// What keeps runs: a part of the program of its own, for at first nothing was done.
#[derive(Clone, Copy)]
pub struct Keeper {
    keep: fn(Run),
    begun: fn(Run, Document) -> Session,
    answer: fn(Run, bool),
    /// Opens the run of a link, and tells which page the link asks for.
    pub link: fn(Run, &str, Turn),
}

/// Turns to a page, as an address has it.
pub type Turn = Box<dyn FnOnce(&str)>;

/// The link to the open branch of a session, on a page.
pub fn link(session: &Session, page: &str) -> String {
    Link::of(session, page).write()
}

/// What keeps runs.
pub const KEEPER: Keeper = Keeper {
    keep: Run::keep_now,
    begun: Run::begun_or_gone_on,
    answer: Run::answer_offer,
    link: Run::open_link,
};

/// Whether a run was kept that may be gone on with: then the page begins with it.
pub fn is_any() -> bool {
    [session(), local()].into_iter().flatten().any(|storage| storage.get_item(KEY).ok().flatten().is_some())
}

impl Run {
    /// From now on runs are kept, also what was done before.
    pub fn keep_with(self, keeper: Keeper) {
        self.later.update_value(|later| later.keeper = Some(keeper));
        self.keep_soon();
    }

    fn keeper(self) -> Option<Keeper> {
        self.later.with_value(|later| later.keeper)
    }

    /// Keeps the run as soon as nothing else is done for a moment.
    pub(super) fn keep_soon(self) {
        self.keeps.update_value(|count| *count += 1);
        let mine = self.keeps.get_value();
        set_timeout(
            move || {
                if self.keeps.try_get_value() == Some(mine) {
                    self.keep();
                }
            },
            SETTLES,
        );
    }

    /// Keeps the run as it is now.
    pub(super) fn keep(self) {
        if let Some(keeper) = self.keeper() {
            (keeper.keep)(self);
        }
    }

    /// The session with which a document begins.
    pub(super) fn begun(self, document: Document) -> Session {
        match self.keeper() {
            Some(keeper) => (keeper.begun)(self, document),
            None => Session::open(document),
        }
    }

    /// Answers an offer.
    pub(super) fn answered(self, take: bool) {
        if let Some(keeper) = self.keeper() {
            (keeper.answer)(self, take);
        }
    }

    fn keep_now(self) {
        // A solution goes by itself: what is kept is one's own run.
        if !self.is_open() || self.look(|session| session.document().gone.is_some()) {
            return;
        }
        match self.look(Kept::of) {
            Some(kept) => {
                self.kept_here.set_value(true);
                let text = kept.write();
                let stored = [session(), local()]
                    .map(|storage| storage.is_some_and(|storage| storage.set_item(KEY, &text).is_ok()));
                if !stored[0] && !TOLD_OF_STORAGE.replace(true) {
                    self.say(Notice {
                        title: "What you do here is not kept".to_owned(),
                        lines: vec!["This browser, or the frame, gives the page no storage: a reload begins anew. Save the run as a file before you leave.".to_owned()],
                    });
                }
            }
            // What was not read yet is not forgotten.
            None => {
                if let Some(storage) = session().filter(|_| self.kept_here.get_value()) {
                    let _ = storage.remove_item(KEY);
                }
            }
        }
    }

    /// Keeps the run when the page goes.
    pub(super) fn keep_when_left(self) {
        let left = window_event_listener_untyped("pagehide", move |_| self.keep());
        on_cleanup(move || left.remove());
    }

    /// The session of a document: where this tab was, if it was in it; otherwise at its start. What an earlier visit left is offered.
    fn begun_or_gone_on(self, document: Document) -> Session {
        let trying = session().and_then(|storage| storage.get_item(TRYING).ok().flatten()).is_some();
        if let Some(storage) = session().filter(|_| trying) {
            let _ = storage.remove_item(TRYING);
        }
        if let Some(own) = kept(session()).filter(|own| own.is_of(&document)) {
            if !trying {
                return self.gone_on(&own, document);
            }
            self.offer.set(Some(Offer::of(&own)));
        } else if let Some(other) =
            kept(local()).filter(|other| kept(session()).is_none() && other.actions() > 0)
        {
            self.offer.set(Some(Offer::of(&other)));
        }
        Session::open(document)
    }

    /// Opens the run of a link. What leads nowhere is said.
    fn open_link(self, link: &str, turn: Turn) {
        match Link::read(link) {
            Ok(Link { kept, page }) => self.open_kept(kept, move || turn(&page)),
            Err(why) => self.open_instead(
                Notice { title: "The link was not opened".to_owned(), lines: vec![why.to_string()] },
                &Query::default(),
            ),
        }
    }

    /// Opens a run that was kept, and goes on with it; `opened` is told when it is open.
    fn open_kept(self, kept: Kept, opened: impl FnOnce() + 'static) {
        let Some(wanted) = wanted(&kept) else { return };
        let ticket = self.ask();
        spawn_local(async move {
            let document = match wanted {
                Wanted::Library(id) => asked_for(&id).await,
                Wanted::Text(text) => {
                    let origin = Origin::File(super::files::keep(&text));
                    read(&kept.title, text.into_bytes(), origin).await
                }
            };
            if !self.is_last_asked(ticket) {
                return;
            }
            match document {
                Ok(document) => {
                    let document = self.learnt(document, kept.is_lesson());
                    let begun = self.gone_on(&kept, document.with_seed(kept.seed));
                    self.enter(begun);
                    self.keep_soon();
                    opened();
                }
                Err(bad) => self.open_instead(not_opened(bad), &Query::default()),
            }
        });
    }

    /// Goes on with a kept run.
    fn gone_on(self, kept: &Kept, document: Document) -> Session {
        let storage = session();
        if let Some(storage) = &storage {
            let _ = storage.set_item(TRYING, "1");
        }
        self.kept_here.set_value(true);
        let (begun, lost) = kept.replay(document);
        if let Some(storage) = &storage {
            let _ = storage.remove_item(TRYING);
        }
        let horizon = begun.branch().simulation().horizon();
        if kept.now > horizon {
            self.say(Notice {
                title: "The moment of the run is after its end".to_owned(),
                lines: vec![words::ends_before(&horizon.words())],
            });
        }
        if lost > 0 {
            self.say(Notice {
                title: "Not all of the run could be done again".to_owned(),
                lines: vec![words::lost(&lost.to_string())],
            });
        }
        begun
    }

    /// Takes the offer, or lets it go. What is let go is forgotten.
    fn answer_offer(self, take: bool) {
        let Some(offer) = self.offer.get_untracked() else { return };
        self.offer.set(None);
        if !take {
            if let Some(storage) = local() {
                let _ = storage.remove_item(KEY);
            }
            return;
        }
        if let Some(kept) = Kept::read(&offer.kept) {
            self.open_kept(kept, || {});
        }
    }
}

impl Offer {
    fn of(kept: &Kept) -> Self {
        let words = words::left_off(&kept.title, &kept.actions().to_string(), &kept.now.words());
        Self { words, kept: kept.write() }
    }
}

/// What asks for the document of a kept run.
enum Wanted {
    /// A scenario of the library.
    Library(String),
    /// A file of one's own.
    Text(String),
}

fn wanted(kept: &Kept) -> Option<Wanted> {
    kept.library.clone().map(Wanted::Library).or_else(|| kept.text.clone().map(Wanted::Text))
}
