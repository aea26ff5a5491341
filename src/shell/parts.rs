//! The parts of the program that are fetched when they are wanted. `cargo xtask build` cuts the release where a function is marked,
//! and sets `anc_parts`; everywhere else, as in tests and under `cargo xtask serve`, the same functions are ordinary calls.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::console;
use crate::pages;
use crate::shell::address::{DrawnBy, Page, Query};
use crate::shell::{announcer, track};
use crate::state::keep::{self, Keeper};
use crate::state::{self, Learn, Run, use_run};

/// The engine, and what shows a run: the overview and what follows time in the frame.
#[derive(Clone, Copy)]
pub struct Engine {
    /// Lets time pass, and opens what the address asks for, where it is to.
    pub begin: fn(Run, bool),
    /// Opens what an address says.
    pub open: fn(Run, Query),
    /// Says that a link cannot be read, because what reads it could not be fetched.
    pub no_link: fn(Run),
    /// The overview.
    pub overview: fn() -> AnyView,
    /// The track of the time bar.
    pub track: fn() -> AnyView,
    /// What a screen reader is told.
    pub announcer: fn() -> AnyView,
}

/// Draws a page.
pub type Drawing = fn(Page) -> AnyView;

/// What a part brings, besides the engine. One type for all of them: each would be code of its own in the first file.
#[derive(Clone, Copy)]
pub struct Brings {
    /// Draws its pages.
    pub page: Drawing,
    /// What may stand beside any page: a panel, a dialog.
    pub beside: Option<fn() -> AnyView>,
    /// What makes a document a lesson.
    pub learn: Option<Learn>,
    /// What keeps runs.
    pub keeper: Option<Keeper>,
}

impl Brings {
    /// Pages, and nothing else.
    const fn pages(page: Drawing) -> Self {
        Self { page, beside: None, learn: None, keeper: None }
    }

    /// What stands beside pages, and none of its own.
    const fn beside(beside: fn() -> AnyView) -> Self {
        Self { page: no_page, beside: Some(beside), learn: None, keeper: None }
    }
}

/// A part that has no pages draws none.
fn no_page(_: Page) -> AnyView {
    ().into_any()
}

/// Whether a part is there.
#[derive(Clone, Copy)]
enum Fetched<T> {
    NotYet,
    Underway,
    Here(T),
    Failed,
}

/// The part could not be fetched.
struct Unreachable;

#[cfg(anc_parts)]
impl From<leptos::wasm_split::SplitLoaderError> for Unreachable {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

// A function with concrete arguments is where the program can be cut. What it hands out are pointers: once the part is there,
// drawing a page waits for nothing.
#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(engine, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn engine() -> Result<Engine, Unreachable> {
    Ok(Engine {
        begin: Run::begin,
        open: Run::open_said,
        no_link: Run::no_link,
        overview: || pages::overview::Overview().into_any(),
        track: track::draw,
        announcer: announcer::draw,
    })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn screens() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(pages::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(why, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn why() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(console::why::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(files, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn files() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(pages::taken::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(console, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn console() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(console::panel::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(keeper, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn keeper() -> Result<Brings, Unreachable> {
    Ok(Brings { keeper: Some(keep::KEEPER), ..Brings::pages(no_page) })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(sharing, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn sharing() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(console::share::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(comparing, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn comparing() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(|_| pages::compare::draw()))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(report, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn report() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(|_| pages::report::draw()))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(timeline, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn timeline() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(super::timeline::draw))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(tools, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn tools() -> Result<Brings, Unreachable> {
    Ok(Brings { beside: Some(console::finder::draw), ..Brings::pages(|_| pages::editor::draw()) })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(lists, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn lists() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(pages::draw_lists))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(things, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn things() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(pages::draw_things))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(environment, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn environment() -> Result<Brings, Unreachable> {
    Ok(Brings::pages(pages::draw_environment))
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(lessons, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn lessons() -> Result<Brings, Unreachable> {
    Ok(Brings {
        beside: Some(console::lesson::draw),
        learn: Some(state::lessons::learn),
        ..Brings::pages(|_| pages::lessons::draw())
    })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(embed, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn embed() -> Result<Brings, Unreachable> {
    Ok(Brings::beside(|| {
        // What it looks at first is not what draws it anew.
        untrack(|| state::messages::begin(use_run()));
        ().into_any()
    }))
}

/// Asks for a part. One type for all of them: each way of asking would be code of its own in the first file.
type Ask<T> = fn() -> Pin<Box<dyn Future<Output = Result<T, Unreachable>>>>;

/// A part, which is there or not.
struct Part<T: Send + Sync + 'static>(RwSignal<Fetched<T>>);

impl<T: Send + Sync + 'static> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Part<T> {}

impl<T: Copy + Send + Sync + 'static> Part<T> {
    fn new() -> Self {
        Self(RwSignal::new(Fetched::NotYet))
    }

    /// Fetches it, unless it is there or on its way. What could not be had is asked for again.
    fn fetch(self, ask: Ask<T>) {
        if !matches!(self.0.get_untracked(), Fetched::NotYet | Fetched::Failed) {
            return;
        }
        self.0.set(Fetched::Underway);
        spawn_local(async move { self.0.set(ask().await.map_or(Fetched::Failed, Fetched::Here)) });
    }

    fn here(self) -> Option<T> {
        match self.0.get() {
            Fetched::Here(part) => Some(part),
            _ => None,
        }
    }

    fn failed(self) -> bool {
        matches!(self.0.get(), Fetched::Failed)
    }
}

/// What is fetched later, for the whole app.
#[derive(Clone, Copy)]
pub struct Parts {
    engine: Part<Engine>,
    /// The others, in the order of [`LATER_PARTS`].
    later: [Part<Brings>; LATER_PARTS.len()],
}

/// All parts but the engine.
const LATER_PARTS: [DrawnBy; 15] = [
    DrawnBy::Screens,
    DrawnBy::Lists,
    DrawnBy::Things,
    DrawnBy::Environment,
    DrawnBy::Lessons,
    DrawnBy::Why,
    DrawnBy::Files,
    DrawnBy::Console,
    DrawnBy::Keeper,
    DrawnBy::Sharing,
    DrawnBy::Comparing,
    DrawnBy::Reporting,
    DrawnBy::Timeline,
    DrawnBy::Tools,
    DrawnBy::Around,
];

impl Default for Parts {
    fn default() -> Self {
        Self { engine: Part::new(), later: std::array::from_fn(|_| Part::new()) }
    }
}

/// Fetches a part by its function: what was cut out answers later, an ordinary call at once.
macro_rules! fetch {
    ($part:expr, $function:ident) => {{
        #[cfg(anc_parts)]
        $part.fetch(|| Box::pin($function()));
        #[cfg(not(anc_parts))]
        $part.fetch(|| Box::pin(std::future::ready($function())));
    }};
}

impl Parts {
    /// Fetches the engine.
    pub fn fetch_engine(self) {
        fetch!(self.engine, engine);
    }

    /// Fetches a part. What the engine draws comes with it.
    pub fn fetch(self, part: DrawnBy) {
        let Some(here) = self.part(part) else { return };
        match part {
            DrawnBy::Engine => {}
            DrawnBy::Screens => fetch!(here, screens),
            DrawnBy::Lists => fetch!(here, lists),
            DrawnBy::Things => fetch!(here, things),
            DrawnBy::Environment => fetch!(here, environment),
            DrawnBy::Lessons => fetch!(here, lessons),
            DrawnBy::Why => fetch!(here, why),
            DrawnBy::Files => fetch!(here, files),
            DrawnBy::Console => fetch!(here, console),
            DrawnBy::Keeper => fetch!(here, keeper),
            DrawnBy::Sharing => fetch!(here, sharing),
            DrawnBy::Comparing => fetch!(here, comparing),
            DrawnBy::Reporting => fetch!(here, report),
            DrawnBy::Timeline => fetch!(here, timeline),
            DrawnBy::Tools => fetch!(here, tools),
            DrawnBy::Around => fetch!(here, embed),
        }
    }

    /// Fetches all parts but what only frames want.
    pub fn fetch_ahead(self) {
        for part in LATER_PARTS.into_iter().filter(|part| *part != DrawnBy::Around) {
            self.fetch(part);
        }
    }

    fn part(self, part: DrawnBy) -> Option<Part<Brings>> {
        let position = LATER_PARTS.iter().position(|of| *of == part)?;
        Some(self.later[position])
    }

    /// What a part brings, when it is there.
    pub fn brought(self, part: DrawnBy) -> Option<Brings> {
        self.part(part)?.here()
    }

    /// What it has to stand beside pages, when it is there.
    pub fn beside(self, part: DrawnBy) -> Option<fn() -> AnyView> {
        self.brought(part)?.beside
    }

    /// What keeps runs, when it is there.
    pub fn keeper(self) -> Option<Keeper> {
        self.brought(DrawnBy::Keeper)?.keeper
    }

    /// Whether a part was asked for in vain.
    pub fn failed(self, part: DrawnBy) -> bool {
        self.part(part).is_some_and(Part::failed)
    }

    /// What draws a page, when it is there; and whether it was asked for in vain.
    pub fn drawing(self, page: &Page) -> (Option<Drawing>, bool) {
        let part = page.drawn_by();
        (self.brought(part).map(|brings| brings.page), self.failed(part))
    }

    /// Asks again for what could not be had.
    pub fn fetch_again(self) {
        if self.engine.failed() {
            self.fetch_engine();
        }
        for part in LATER_PARTS {
            if self.failed(part) {
                self.fetch(part);
            }
        }
    }

    /// The engine, when it is there.
    pub fn engine(self) -> Option<Engine> {
        self.engine.here()
    }

    /// Whether the engine was asked for in vain.
    pub fn engine_failed(self) -> bool {
        self.engine.failed()
    }
}
