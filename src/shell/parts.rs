//! The part of the program that is fetched when it is wanted. `cargo xtask build` cuts the release where a function is marked,
//! and sets `anc_parts`; everywhere else, as in tests and under `cargo xtask serve`, the same function is an ordinary call.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::why;
use crate::pages;
use crate::shell::address::Page;
use crate::shell::help;

/// What draws everything but the frame and the overview.
#[derive(Clone, Copy)]
pub struct Screens {
    /// A page.
    pub page: fn(Page) -> AnyView,
    /// The dialog that answers *Why?*.
    pub why: fn() -> AnyView,
    /// The help: whether it is open, and whether single keys are shortcuts.
    pub help: fn(RwSignal<bool>, RwSignal<bool>) -> AnyView,
}

/// Whether a part is there.
#[derive(Clone, Copy, Default)]
enum Fetched {
    #[default]
    NotYet,
    Underway,
    Here(Screens),
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
    leptos::wasm_split::wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn screens() -> Result<Screens, Unreachable> {
    Ok(Screens { page: pages::draw, why: why::draw, help: help::draw })
}

/// What is fetched later, for the whole app.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    screens: RwSignal<Fetched>,
}

impl Parts {
    /// Fetches what is not there yet. What could not be had is asked for again.
    pub fn fetch(self) {
        if !matches!(self.screens.get_untracked(), Fetched::NotYet | Fetched::Failed) {
            return;
        }
        self.screens.set(Fetched::Underway);
        spawn_local(async move {
            #[cfg(anc_parts)]
            let fetched = screens().await;
            #[cfg(not(anc_parts))]
            let fetched = screens();
            self.screens.set(fetched.map_or(Fetched::Failed, Fetched::Here));
        });
    }

    /// What draws, when it is there.
    pub fn screens(self) -> Option<Screens> {
        match self.screens.get() {
            Fetched::Here(screens) => Some(screens),
            _ => None,
        }
    }

    /// Whether it was asked for in vain.
    pub fn failed(self) -> bool {
        matches!(self.screens.get(), Fetched::Failed)
    }
}
