//! The parts of the program that are fetched when they are wanted. `cargo xtask build` cuts the release where a function is marked,
//! and sets `anc_parts`; everywhere else, as in tests and under `cargo xtask serve`, the same functions are ordinary calls.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::why;
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

/// What draws some of the pages, and what comes with them.
#[derive(Clone, Copy)]
pub struct Pages {
    /// A page.
    pub page: Drawing,
    /// What may stand beside any page: the dialog that answers *Why?*, the panel of a lesson.
    pub beside: Option<fn() -> AnyView>,
    /// What makes a document a lesson.
    pub learn: Option<Learn>,
}

/// The panel in which commands are prepared.
#[derive(Clone, Copy)]
pub struct Console {
    /// The panel.
    pub panel: fn() -> AnyView,
}

/// The field that finds.
#[derive(Clone, Copy)]
pub struct Finder {
    /// Its dialog.
    pub dialog: fn() -> AnyView,
}

/// What keeps runs, for later and for others.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// What keeps them here.
    pub keeper: Keeper,
    /// The dialog that shares one.
    pub share: fn() -> AnyView,
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
fn screens() -> Result<Pages, Unreachable> {
    Ok(Pages { page: pages::draw, beside: Some(why::draw), learn: None })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(console, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn console() -> Result<Console, Unreachable> {
    Ok(Console { panel: console::panel::draw })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(keeper, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn keeper() -> Result<Keeping, Unreachable> {
    Ok(Keeping { keeper: keep::KEEPER, share: console::share::draw })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(finder, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn finder() -> Result<Finder, Unreachable> {
    Ok(Finder { dialog: console::finder::draw })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(lists, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn lists() -> Result<Pages, Unreachable> {
    Ok(Pages { page: pages::draw_lists, beside: None, learn: None })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(things, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn things() -> Result<Pages, Unreachable> {
    Ok(Pages { page: pages::draw_things, beside: None, learn: None })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(environment, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn environment() -> Result<Pages, Unreachable> {
    Ok(Pages { page: pages::draw_environment, beside: None, learn: None })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(lessons, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn lessons() -> Result<Pages, Unreachable> {
    Ok(Pages {
        page: |_| pages::lessons::draw(),
        beside: Some(console::lesson::draw),
        learn: Some(state::lessons::learn),
    })
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(embed, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn embed() -> Result<Pages, Unreachable> {
    let around = || {
        // What it looks at first is not what draws it anew.
        untrack(|| state::messages::begin(use_run()));
        ().into_any()
    };
    Ok(Pages { page: |_| ().into_any(), beside: Some(around), learn: None })
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
    /// What draws pages, in the order of [`PAGE_PARTS`].
    pages: [Part<Pages>; PAGE_PARTS.len()],
    console: Part<Console>,
    finder: Part<Finder>,
    keeper: Part<Keeping>,
}

/// What draws pages, besides the engine.
const PAGE_PARTS: [DrawnBy; 6] = [
    DrawnBy::Screens,
    DrawnBy::Lists,
    DrawnBy::Things,
    DrawnBy::Environment,
    DrawnBy::Lessons,
    DrawnBy::Around,
];

impl Default for Parts {
    fn default() -> Self {
        Self {
            engine: Part::new(),
            pages: std::array::from_fn(|_| Part::new()),
            console: Part::new(),
            finder: Part::new(),
            keeper: Part::new(),
        }
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

    /// Fetches what draws some pages. What the engine draws comes with it.
    pub fn fetch_pages(self, drawn_by: DrawnBy) {
        let Some(part) = self.drawing_part(drawn_by) else { return };
        match drawn_by {
            DrawnBy::Engine => {}
            DrawnBy::Screens => fetch!(part, screens),
            DrawnBy::Lists => fetch!(part, lists),
            DrawnBy::Things => fetch!(part, things),
            DrawnBy::Environment => fetch!(part, environment),
            DrawnBy::Lessons => fetch!(part, lessons),
            DrawnBy::Around => fetch!(part, embed),
        }
    }

    /// Fetches what draws pages, all of it.
    pub fn fetch_all_pages(self) {
        for drawn_by in PAGE_PARTS.into_iter().filter(|drawn_by| *drawn_by != DrawnBy::Around) {
            self.fetch_pages(drawn_by);
        }
    }

    fn drawing_part(self, drawn_by: DrawnBy) -> Option<Part<Pages>> {
        let position = PAGE_PARTS.iter().position(|part| *part == drawn_by)?;
        Some(self.pages[position])
    }

    /// What draws some pages, when it is there.
    pub fn pages(self, drawn_by: DrawnBy) -> Option<Pages> {
        self.drawing_part(drawn_by)?.here()
    }

    /// Whether it was asked for in vain.
    pub fn pages_failed(self, drawn_by: DrawnBy) -> bool {
        self.drawing_part(drawn_by).is_some_and(Part::failed)
    }

    /// Fetches the panel in which commands are prepared.
    pub fn fetch_console(self) {
        fetch!(self.console, console);
    }

    /// Fetches what keeps runs in which something was done.
    pub fn fetch_keeper(self) {
        fetch!(self.keeper, keeper);
    }

    /// What keeps runs, when it is there.
    pub fn keeper(self) -> Option<Keeping> {
        self.keeper.here()
    }

    /// Whether what keeps runs was asked for in vain.
    pub fn keeper_failed(self) -> bool {
        self.keeper.failed()
    }

    /// Fetches the field that finds.
    pub fn fetch_finder(self) {
        fetch!(self.finder, finder);
    }

    /// What draws a page, when it is there; and whether it was asked for in vain.
    pub fn drawing(self, page: &Page) -> (Option<Drawing>, bool) {
        let drawn_by = page.drawn_by();
        (self.pages(drawn_by).map(|pages| pages.page), self.pages_failed(drawn_by))
    }

    /// Asks again for what could not be had.
    pub fn fetch_again(self) {
        if self.engine.failed() {
            self.fetch_engine();
        }
        for drawn_by in PAGE_PARTS {
            if self.pages_failed(drawn_by) {
                self.fetch_pages(drawn_by);
            }
        }
        if self.keeper.failed() {
            self.fetch_keeper();
        }
        if self.finder.failed() {
            self.fetch_finder();
        }
        if self.console.failed() {
            self.fetch_console();
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

    /// The field that finds, when it is there.
    pub fn finder(self) -> Option<Finder> {
        self.finder.here()
    }

    /// Whether the field that finds was asked for in vain.
    pub fn finder_failed(self) -> bool {
        self.finder.failed()
    }

    /// The panel, when it is there.
    pub fn console(self) -> Option<Console> {
        self.console.here()
    }

    /// Whether the panel was asked for in vain.
    pub fn console_failed(self) -> bool {
        self.console.failed()
    }
}
