//! The frame: header, navigation, page, time bar; keys.

use std::time::Duration;

use anc_engine::domain::Offset;
use leptos::prelude::*;

use crate::pages;
use crate::shell::address::{Page, Query};
use crate::shell::announcer::Announcer;
use crate::shell::header::Header;
use crate::shell::keys::press;
use crate::shell::location::{Place, focus_main};
use crate::shell::messages::Messages;
use crate::shell::navigation::Navigation;
use crate::shell::parts::Parts;
use crate::shell::print::PrintFooter;
use crate::shell::time_bar::TimeBar;
use crate::shell::waiting;
use crate::state::Run;
use crate::state::library;
use crate::state::{frames, preferences};
use crate::view::{flag, follow, live};

/// How long the address waits for the next step before it follows: a slider that is dragged makes many.
const SETTLES_MS: u64 = 150;
/// How long the overview has the network to itself.
const FETCHED_AHEAD_AFTER: Duration = Duration::from_secs(1);

/// The app.
#[component]
pub fn App(
    /// The run that is shown.
    run: Run,
    /// Where we are.
    place: Place,
) -> impl IntoView {
    provide_context(run);
    provide_context(place);
    frames::drive(run);
    preferences::show_theme(preferences::theme());
    place.follow(move |query| open_what_the_address_says(run, query));
    keep_address(run, place);

    let help = RwSignal::new(false);
    let shortcuts = RwSignal::new(preferences::shortcuts());
    let keys = window_event_listener(leptos::ev::keydown, move |event| press(&event, run, help, shortcuts));
    on_cleanup(move || keys.remove());

    let parts = Parts::default();
    fetch_when_wanted(parts, run, place, help);
    let body = live(move || match place.page.get() {
        Page::Overview => pages::overview::Overview().into_any(),
        page => match parts.screens() {
            Some(screens) => (screens.page)(page),
            None => waiting::page(parts, page.title()),
        },
    });
    follow(move || {
        let title = format!("{} · {} · ANC Simulator", place.page.get().title(), run.about.get().title);
        document().set_title(&title);
    });
    let menu = RwSignal::new(false);
    let navigation = (!place.embed).then(|| view! { <Navigation page=place.page.into() open=menu /> });
    let skip = (!place.embed).then(|| {
        view! {
            <a class="skip" href="#main" on:click=move |event| { event.prevent_default(); focus_main(); }>"To the page"</a>
        }
    });
    view! {
        <div class="frame" class:is-playing=flag(move || run.playing.get()) class:embedded=place.embed class:menu-open=flag(move || menu.get())>
            {skip}
            <Header help=Callback::new(move |()| help.set(true)) menu=menu />
            {navigation}
            <main class="main" id="main" tabindex="-1">
                <div class="page"><Messages />{body}</div>
            </main>
            <TimeBar />
            <PrintFooter />
        </div>
        <Announcer />
        {waiting::dialog(parts, run, help)}
        {live(move || parts.screens().map(|screens| ((screens.why)(), (screens.help)(help, shortcuts))))}
    }
}

/// Fetches what draws the other pages and the dialogs: at once where something of it is wanted, else soon after the overview
/// is there.
fn fetch_when_wanted(parts: Parts, run: Run, place: Place, help: RwSignal<bool>) {
    follow(move || {
        if help.get() || run.explained.get().is_some() {
            parts.fetch();
        }
    });
    follow(move || {
        if place.page.get() != Page::Overview {
            parts.fetch();
        }
    });
    set_timeout(move || parts.fetch(), FETCHED_AHEAD_AFTER);
}

/// *Back* and *Forward* may lead to another scenario. What is open stays at its moment.
fn open_what_the_address_says(run: Run, query: Query) {
    if run.is_open(&query) {
        return;
    }
    let id = query.scenario.clone().unwrap_or_else(|| library::FIRST.to_owned());
    run.open_asked(id, query, || {});
}

/// The address follows what is open, once it stands still. The same stands on the root element, where `boot.js` finds it
/// after a panic.
fn keep_address(run: Run, place: Place) {
    let minute = run.view(|simulation| simulation.now().0 / 60_000);
    follow(move || {
        minute.track();
        run.about.track();
        place.page.track();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-state", &place.text(run.query()));
        }
    });
    let settled = StoredValue::new(0_u64);
    let mut first = true;
    follow(move || {
        let moving = run.playing.get() || run.travelling.get().is_some();
        let _: Offset = run.now();
        run.about.track();
        place.page.track();
        settled.update_value(|count| *count += 1);
        // At first the address says what was asked for, even where that could not be had.
        let at_first = std::mem::take(&mut first);
        if moving || at_first {
            return;
        }
        let mine = settled.get_value();
        let wait = Duration::from_millis(SETTLES_MS);
        set_timeout(
            move || {
                if settled.get_value() == mine {
                    place.keep(run.query());
                }
            },
            wait,
        );
    });
}
