//! The session behind the run: opening documents, carrying out intents, and looking at what runs. It comes with the engine, after
//! the frame.

use std::time::Duration;

use anc_engine::Simulation;
use anc_engine::action::Refusal;
use anc_engine::command::Command;
use anc_engine::domain::{Offset, RecordKey};
use anc_engine::scenario::{FileError, Judge};
use anc_engine::story::Story;
use anc_session::{Branch, Change, Document, Intent, Motion, Origin, Session, Slice};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{
    About, Acting, BadFile, Call, Learn, Notice, Run, checker, clock_ms, clocks, files, frames, library,
};
use crate::shell::address::Query;
use crate::shell::location::search;
use crate::state::files::OPENED_FILE;
use crate::view::{View, follow};
use crate::words;

/// How long a frame goes on with a long way: just short of three of a screen's 60 a second, so that the page answers and little time
/// is idle.
const TRAVEL_MS: f64 = 46.0;
/// How often a look that takes long is taken while time passes.
const LOOKED_EVERY_MS: f64 = 400.0;
/// How often the page shows how far a long way has come.
const SHOWN_EVERY_MS: f64 = 250.0;
const UNREACHABLE: &str = "What checks files could not be fetched. Either there is no network, or this site has a newer version by \
     now: then reload the page.";

impl Run {
    /// Lets time pass with the browser's frames, and, where the address says so, opens what it asks for.
    pub fn begin(self, opens: bool) {
        frames::drive(self);
        self.keep_when_left();
        follow(move || {
            let call = self.called.get();
            if call.is_some() {
                self.called.set(None);
            }
            untrack(|| match call {
                Some(Call::Answer(take)) => self.answered(take),
                Some(Call::Save) => self.save(),
                None => {}
            });
        });
        if opens {
            self.open_said(Query::parse(&search()));
        }
    }

    /// Says that a link cannot be read, because what reads it could not be fetched.
    pub fn no_link(self) {
        self.open_instead(
            Notice {
                title: "The link was not opened".to_owned(),
                lines: vec![
                    "What reads links could not be fetched. Reload the page to try again.".to_owned(),
                ],
            },
            &Query::default(),
        );
    }

    /// Says what could not be opened, that an address with this query or a link asked for. Where nothing is open yet, the first scenario is
    /// opened.
    pub(super) fn open_instead(self, mut notice: Notice, query: &Query) {
        if self.is_open() {
            notice.lines.push("What is open stays open.".to_owned());
        } else {
            self.open(library::first(), &Query::default());
            self.notices.set(unread(query));
            notice.lines.push("The first scenario is open instead.".to_owned());
        }
        self.say(notice);
    }

    /// Opens what an address says. What is on its way already is not asked for again.
    pub fn open_said(self, query: Query) {
        let said = Some((query.scenario.clone(), query.seed));
        if !self.is_open() && self.said.get_value() == said {
            return;
        }
        self.said.set_value(said);
        let id = query.scenario.clone().unwrap_or_else(|| library::FIRST.to_owned());
        self.open_asked(id, query, || {});
    }

    fn carry_out(self, intent: Intent) {
        let began = clock_ms();
        // What was done last cannot be undone any more by the button that says so.
        let now = self.now.get_untracked();
        let leaves = match intent {
            Intent::Seek(to) => to < now,
            Intent::Open(_)
            | Intent::Seed(_)
            | Intent::StartOver
            | Intent::Undo
            | Intent::Redo
            | Intent::Previous
            | Intent::SkipBack
            | Intent::Branch
            | Intent::Switch(_)
            | Intent::Without(_)
            | Intent::Instead(_)
            | Intent::Close(_) => true,
            _ => false,
        };
        if leaves {
            self.done.set(None);
        }
        if matches!(intent, Intent::Open(_)) {
            self.forget_drafts();
        }
        let rewrites = matches!(intent, Intent::Undo | Intent::Redo | Intent::StartOver | Intent::Seed(_));
        let outcome =
            self.with_session_mut(|session| session.apply(intent, &mut || clock_ms() - began < TRAVEL_MS));
        match outcome {
            Ok(changes) => {
                self.show(&changes, began);
                if rewrites {
                    self.keep_soon();
                }
            }
            Err(rejected) => self.say(Notice {
                title: "That could not be done".to_owned(),
                lines: vec![words::turned_down(&rejected.to_string())],
            }),
        }
    }

    fn with_session<T>(self, look: impl FnOnce(&Session) -> T) -> T {
        self.session.with_value(|session| look(open(session.as_deref().and_then(|it| it.downcast_ref()))))
    }

    fn with_session_mut<T>(self, act: impl FnOnce(&mut Session) -> T) -> T {
        let mut session = self.session.write_value();
        act(open(session.as_deref_mut().and_then(|it| it.downcast_mut())))
    }

    /// Moves the signals of the slices that changed. A run on its way is shown now and then: drawing it takes time too.
    fn show(self, changes: &[Change], now: f64) {
        let changed = |slice| changes.iter().any(|change| change.slices().contains(&slice));
        let progress = self.with_session(Session::progress);
        let shows = progress.is_none() || now - self.shown.get_value().0 >= SHOWN_EVERY_MS;
        if changed(Slice::Document) {
            let about = self.with_session(about);
            clocks::set(&about);
            self.about.set(Some(about));
        }
        if changed(Slice::Motion) {
            self.with_session(|session| {
                set(self.playing, matches!(session.motion(), Motion::Playing));
                set(self.speed, session.speed());
                set(self.caption, session.caption().map(str::to_owned));
                set(self.halted, session.halted().map(|limit| words::run_stops(&limit.to_string())));
            });
            if shows || self.travelling.get_untracked().is_none() {
                set(self.travelling, progress);
            }
        }
        if [Slice::Document, Slice::Actor, Slice::Branches].into_iter().any(changed) {
            set(self.acting, self.with_session(acting));
        }
        if progress.is_none() && self.awaited.get_untracked() {
            self.grant_wishes();
        }
        if changed(Slice::Run) || changed(Slice::Branches) {
            self.shown.update_value(|(_, unshown)| *unshown = true);
        }
        let acted = |change: &Change| {
            matches!(change, Change::Acted { .. } | Change::Planned | Change::Branches | Change::Hint { .. })
        };
        if changes.iter().any(acted) {
            self.keep_soon();
        }
        if shows && self.shown.get_value().1 {
            self.shown.set_value((now, false));
            set(self.now, self.read(Simulation::now));
            let undoable =
                |simulation: &Simulation| (!simulation.actions().is_empty(), !simulation.undone().is_empty());
            set(self.undoable, self.read(undoable));
            self.version.update(|version| *version += 1);
        }
    }

    /// Does something as whoever acts, and says why the service refused it, if it did. What the run does not take is said.
    pub fn act(self, command: Command, due: Option<Offset>) -> Acted {
        let intent = match due {
            None => Intent::Act(command),
            Some(due) => Intent::Plan(due, command),
        };
        let changes = match self.acted(intent) {
            Ok(changes) => changes,
            Err(why) => return Acted::Rejected(why),
        };
        let refusal = changes.into_iter().find_map(|change| match change {
            Change::Acted { record, refused } => Some((record, refused)),
            _ => None,
        });
        match refusal {
            Some((_, Some(refusal))) => Acted::Refused(refusal),
            Some((record, None)) => Acted::Done(record),
            None => due.map_or_else(|| Acted::Rejected(String::new()), Acted::Planned),
        }
    }

    /// Carries out an intent that does something, and says where what was seen of the future is now.
    pub(super) fn acted(self, intent: Intent) -> Result<Vec<Change>, String> {
        let began = clock_ms();
        let branches = self.acting.with_untracked(|acting| acting.branches.len());
        let changes = self
            .with_session_mut(|session| session.apply(intent, &mut || true))
            .map_err(|rejected| words::turned_down(&rejected.to_string()))?;
        self.show(&changes, began);
        if self.acting.with_untracked(|acting| acting.branches.len()) > branches {
            self.say(Notice {
                title: "What you had seen of the future is kept".to_owned(),
                lines: vec![
                    "This is a run of its own now. The other one is in the list of runs above.".to_owned(),
                ],
            });
        }
        Ok(changes)
    }

    /// Does several things as one, and says of each why the service refused it, if it did.
    ///
    /// # Errors
    /// Why the run did not take them.
    pub fn act_all(self, commands: Vec<Command>) -> Result<Vec<Option<Refusal>>, String> {
        let changes = self.acted(Intent::ActAll(commands))?;
        let outcomes = changes.into_iter().filter_map(|change| match change {
            Change::Acted { refused, .. } => Some(refused),
            _ => None,
        });
        Ok(outcomes.collect())
    }

    /// A look at the session, that follows the run and who acts.
    pub fn view_session<T>(self, look: impl Fn(&Session) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.acting.track();
            self.with_session(&look)
        })
    }

    /// A look at the session as it is, that follows nothing.
    pub fn look<T>(self, look: impl FnOnce(&Session) -> T) -> T {
        self.with_session(look)
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
                lines: vec![words::ends_before(&horizon.words())],
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

    /// A look at the session that takes long: while time passes, now and then; else whenever the run changes; and at once when
    /// something else is asked.
    pub fn view_now_and_then<A, T>(
        self,
        asked: impl Fn() -> A + Send + Sync + 'static,
        look: impl Fn(&Session, &A) -> T + Send + Sync + 'static,
    ) -> View<T>
    where
        A: PartialEq + Send + Sync + 'static,
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let last: StoredValue<Option<(f64, A, T)>> = StoredValue::new(None);
        View::new(move || {
            self.version.track();
            self.acting.track();
            let asked = asked();
            let passes = self.playing.get();
            let now = clock_ms();
            let known = last.with_value(|last| {
                let (when, of, seen) = last.as_ref()?;
                (passes && *of == asked && now - when < LOOKED_EVERY_MS).then(|| seen.clone())
            });
            known.unwrap_or_else(|| {
                let seen = self.with_session(|session| look(session, &asked));
                last.set_value(Some((now, asked, seen.clone())));
                seen
            })
        })
    }

    /// A view of the run and its story.
    pub fn view_story<T>(self, look: impl Fn(&Simulation, &Story) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.with_session(|session| look(session.branch().simulation(), session.branch().story()))
        })
    }

    /// A view of the run and what became of its expectations.
    pub fn view_judge<T>(self, look: impl Fn(&Simulation, &Judge) -> T + Send + Sync + 'static) -> View<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        View::new(move || {
            self.version.track();
            self.with_session(|session| look(session.branch().simulation(), session.branch().judge()))
        })
    }

    /// A look at the document, followed.
    pub fn document<T>(self, look: impl FnOnce(&Document) -> T) -> T {
        self.about.track();
        self.with_session(|session| look(session.document()))
    }

    /// A look at the run as it is, that follows nothing.
    pub fn read<T>(self, look: impl FnOnce(&Simulation) -> T) -> T {
        self.with_session(|session| look(session.branch().simulation()))
    }

    /// Opens a document as an address says.
    pub fn open(self, document: Document, query: &Query) {
        self.bad_file.set(None);
        self.explained.set(None);
        self.notices.set(unread(query));
        let document = seeded(self.learnt(document, query.lesson), query);
        if self.is_open() {
            self.send(Intent::Open(Box::new(document)));
        } else {
            let begun = self.begun(document);
            self.enter(begun);
        }
        if let Some(moment) = query.t {
            self.go_to_asked(moment);
        }
    }

    /// The document as a lesson, where that is asked for. What makes it one is there by then, or could not be had.
    pub(super) fn learnt(self, document: Document, lesson: bool) -> Document {
        if !lesson {
            return document;
        }
        let learn = self.later.with_value(|later| later.learn);
        learn.and_then(|learn| learn(document.clone())).unwrap_or_else(|| {
            self.say(Notice {
                title: "The scenario is open without its lesson".to_owned(),
                lines: vec![
                    "Either its file has none, or what shows lessons could not be fetched: then reload the page."
                        .to_owned(),
                ],
            });
            document
        })
    }

    /// From now on nobody acts in it.
    pub(super) fn lock(self) {
        self.with_session_mut(Session::lock);
    }

    /// Whether lessons can be opened by now.
    pub(super) fn can_learn(self) -> bool {
        self.later.with_value(|later| later.learn.is_some())
    }

    /// From now on lessons can be opened.
    pub fn learn_with(self, learn: Learn) {
        self.later.update_value(|later| later.learn = Some(learn));
    }

    /// Saves the open branch as a file that plays again as it was.
    fn save(self) {
        spawn_local(async move {
            let Ok(checker) = checker::checker().await else {
                return self.say(Notice {
                    title: "It was not saved".to_owned(),
                    lines: vec![UNREACHABLE.to_owned()],
                });
            };
            let (name, text) = self.look(|session| {
                let document = session.document();
                let name = format!("{}-{}.json", document.scenario.id, document.scenario.seed());
                (name, (checker.save)(session))
            });
            match text {
                Ok(text) => files::download(&name, &text),
                Err(errors) => self.say(not_saved(&errors)),
            }
        });
    }

    /// Shows a session.
    pub(super) fn enter(self, session: Session) {
        self.session.set_value(Some(Box::new(session)));
        self.door.set_value(Some(Self::carry_out));
        self.show(&[Change::Opened], 0.0);
    }

    /// Does what was wanted before anything was open, once that is shown as the address asks for it: a long way ends first.
    fn grant_wishes(self) {
        let grant = move || {
            if self.travelling.get_untracked().is_some() {
                return;
            }
            self.awaited.set(false);
            let mut wishes = Vec::new();
            self.wishes.update_value(|waiting| wishes.append(waiting));
            for wish in wishes {
                wish(self);
            }
            frames::pause_when_hidden(self);
        };
        set_timeout(grant, Duration::ZERO);
    }

    /// Opens what is asked for, as an address says, unless something else is asked for meanwhile; `opened` is told when it
    /// is open. What cannot be had is said, and what is open stays; where nothing is, the first scenario is opened.
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
                Err(bad) => {
                    self.notices.set(Vec::new());
                    self.open_instead(not_opened(bad), &query);
                }
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
}

/// Sets a signal that is other than before: nothing is drawn anew for nothing.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    signal.maybe_update(|present| {
        let changed = *present != value;
        *present = value;
        changed
    });
}

/// What is behind a run whose door is open: whoever asks for it is drawn only then.
#[expect(
    clippy::expect_used,
    reason = "a caller that comes too early is a defect, which tests and boot.js tell"
)]
fn open<T>(session: Option<T>) -> T {
    session.expect("a scenario is open")
}

fn unread(query: &Query) -> Vec<Notice> {
    if query.unread.is_empty() {
        return Vec::new();
    }
    let title = "Not all of the address was understood".to_owned();
    vec![Notice { title, lines: query.unread.clone() }]
}

/// Says that something was not opened, and why.
pub(super) fn not_opened(bad: BadFile) -> Notice {
    Notice { title: words::not_opened(&bad.name), lines: bad.errors }
}

/// What became of something that was done.
pub enum Acted {
    /// It was carried out; the record that says so.
    Done(RecordKey),
    /// It is planned for this moment.
    Planned(Offset),
    /// The service refused it.
    Refused(Refusal),
    /// The run did not take it, and why.
    Rejected(String),
}

fn acting(session: &Session) -> Acting {
    use anc_engine::domain::id::Id as _;
    let world = session.branch().simulation().world();
    let branch =
        |of: &Branch| (of.id.0, words::open_run(&of.id.0.to_string(), &of.simulation().now().words()));
    Acting {
        admins: world.admins.values().map(|admin| admin.title.to_string()).collect(),
        actor: session.actor().position(),
        branches: session.branches().iter().map(branch).collect(),
        open: session.branch().id.0,
        leaves_out: !session.branch().left_out.is_empty(),
    }
}

fn about(session: &Session) -> About {
    let document = session.document();
    let scenario = &document.scenario;
    let simulation = session.branch().simulation();
    About {
        id: document.id().to_owned(),
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        seed: scenario.seed(),
        own_seed: document.own_seed,
        rules: simulation.world().rules.set.title(),
        start: simulation.world().start,
        horizon: simulation.horizon(),
        ahead_of_utc_min: scenario.ahead_of_utc_min,
        lesson: document.lesson.is_some(),
    }
}

/// With the seed that an address asks for.
fn seeded(document: Document, query: &Query) -> Document {
    match query.seed {
        Some(seed) => document.with_seed(seed),
        None => document,
    }
}

fn not_saved(errors: &[FileError]) -> Notice {
    Notice { title: "It was not saved".to_owned(), lines: errors.iter().map(ToString::to_string).collect() }
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
pub(super) async fn read(name: &str, bytes: Vec<u8>, origin: Origin) -> Result<Document, BadFile> {
    let checker = checker::checker().await;
    match checker.map(|checker| (checker.check)(&bytes, origin)) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(errors)) => Err(bad(name, &errors)),
        Err(checker::Unreachable) => {
            Err(BadFile { name: name.to_owned(), errors: vec![UNREACHABLE.to_owned()] })
        }
    }
}
