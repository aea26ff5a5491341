//! The frame: header, navigation, page, time bar; keys.

use std::time::Duration;

use leptos::prelude::*;

use crate::shell::address::{DrawnBy, Page, Query};
use crate::shell::beside;
use crate::shell::header::Header;
use crate::shell::help;
use crate::shell::keys::{in_tip, press, tips};
use crate::shell::location::{Place, focus_main, search};
use crate::shell::messages::Messages;
use crate::shell::navigation::Navigation;
use crate::shell::parts::Parts;
use crate::shell::print::PrintFooter;
use crate::shell::time_bar::TimeBar;
use crate::shell::waiting;
use crate::state::{Handing, Run, keep, preferences};
use crate::view::{View, flag, follow, live, text};
use crate::words;

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
    preferences::show_theme(preferences::theme());
    let timeline = RwSignal::new(!place.embed && preferences::timeline());
    keep_address(run, place);

    let help = RwSignal::new(false);
    let shortcuts = RwSignal::new(preferences::shortcuts());
    let keys = window_event_listener(leptos::ev::keydown, move |event| press(&event, run, help, shortcuts));
    let left = window_event_listener(leptos::ev::pointerover, |event| {
        if !in_tip(&event) {
            tips(true);
        }
    });
    let blurred = window_event_listener(leptos::ev::focusout, |_| tips(true));
    on_cleanup(move || {
        keys.remove();
        left.remove();
        blurred.remove();
    });

    let parts = Parts::default();
    fetch_when_wanted(parts, run, place, timeline);
    place.follow(move |query| open_what_the_address_says(parts, run, query));
    // What begins lives as long as the app, and not only until this looks again.
    let app = Owner::current();
    let mut begun = false;
    follow(move || {
        if let Some(keeper) = parts.keeper() {
            run.keep_with(keeper);
        }
        if let Some(learn) = parts.brought(DrawnBy::Lessons).and_then(|lessons| lessons.learn) {
            run.learn_with(learn);
        }
        // What was kept is gone on with: its keeper comes first, unless it cannot be had. So does what makes a lesson.
        let keeps = !parts.failed(DrawnBy::Keeper) && parts.keeper().is_none() && keep::is_any();
        let learns = || {
            Query::parse(&search()).lesson
                && !parts.failed(DrawnBy::Lessons)
                && parts.brought(DrawnBy::Lessons).is_none()
        };
        match parts.engine() {
            Some(_) if keeps => parts.fetch(DrawnBy::Keeper),
            Some(_) if !begun && learns() => parts.fetch(DrawnBy::Lessons),
            Some(engine) if !std::mem::replace(&mut begun, true) => {
                let begin = || untrack(|| (engine.begin)(run, place.link.with(Option::is_none)));
                app.as_ref().map_or_else(begin, |app| app.with(begin));
            }
            _ => {}
        }
    });
    follow(move || open_link(parts, run, place));
    let open = View::new(move || run.about.with(Option::is_some));
    let around = place.embed.then(|| {
        follow(move || {
            if open.get() {
                parts.fetch(DrawnBy::Around);
            }
        });
        live(move || parts.beside(DrawnBy::Around).map(|around| around()))
    });
    // What stands beside the picture changes, and the picture stays.
    let whole = View::new(move || place.page.with(Page::whole_fragment));
    let body = live(move || {
        let page = Page::parse(&whole.get());
        // Until something is open there is nothing to be drawn.
        let engine = parts.engine().filter(|_| open.get());
        match (engine, page) {
            (Some(engine), Page::Overview) => {
                let tables = live(move || {
                    let pages = parts.brought(DrawnBy::Screens).filter(|_| !place.embed);
                    pages.map(|pages| (pages.page)(Page::Overview))
                });
                view! { {(engine.overview)()}{tables} }.into_any()
            }
            (None, page) => waiting::page(parts, page.title(), parts.engine_failed(), None),
            (Some(_), page) => match parts.drawing(&page) {
                // What is around says whether anybody may act: before it is there nothing is offered.
                (Some(draw), _) if !place.embed || parts.brought(DrawnBy::Around).is_some() => draw(page),
                (Some(_), _) => waiting::page(parts, page.title(), parts.failed(DrawnBy::Around), None),
                (None, failed) => waiting::page(parts, page.title(), failed, Some(waiting::STAYS_OPEN)),
            },
        }
    });
    let selected = place.selected;
    let beside = live(move || {
        let address = selected.get();
        (open.get() && !address.is_empty()).then(|| beside::draw(parts, place, &address))
    });
    follow(move || {
        let page = place.page.get().title();
        let title = run.about.with(|about| match about {
            Some(about) => words::title_of_page(&page, &about.title),
            None => words::title_while_loading(&page),
        });
        document().set_title(&title);
    });
    follow(move || {
        if let Some(address) = run.leads_to.get() {
            run.leads_to.set(None);
            place.go(Page::parse(&address));
        }
    });
    let learning = View::new(move || run.told(|about| about.lesson));
    let menu = RwSignal::new(false);
    let navigation = (!place.embed).then(|| view! { <Navigation page=place.page.into() open=menu /> });
    let skip = (!place.embed).then(|| {
        view! {
            <a class="skip" href="#main" on:click=move |event| { event.prevent_default(); focus_main(); }>"To the page"</a>
        }
    });
    view! {
        <div class="frame" class:is-playing=flag(move || run.playing.get()) class:embedded=place.embed class:menu-open=flag(move || menu.get()) class:is-loading=flag(move || !open.get())>
            {skip}
            <Header help=Callback::new(move |()| help.set(true)) menu=menu />
            {navigation}
            {live(move || parts.beside(DrawnBy::Lessons).filter(|_| learning.get()).map(|panel| panel()))}
            <main class="main" id="main" tabindex="-1" aria-busy=text(move || if open.get() || parts.engine_failed() { "false" } else { "true" })>
                <div class="page" class:has-beside=flag(move || selected.with(|address| !address.is_empty()))><Messages /><div class="page-body">{body}</div>{beside}</div>
            </main>
            {live(move || parts.beside(DrawnBy::Console).filter(|_| open.get()).map(|panel| panel()))}
            {live(move || parts.beside(DrawnBy::Tools).filter(|_| open.get()).map(|finder| finder()))}
            <TimeBar parts=parts timeline=timeline />
            <PrintFooter />
        </div>
        {live(move || parts.engine().filter(|_| open.get()).map(|engine| (engine.announcer)()))}
        {around}
        {waiting::dialogs(parts, run)}
        {help::draw(help, shortcuts)}
        {live(move || parts.beside(DrawnBy::Why).map(|why| why()))}
        {live(move || parts.beside(DrawnBy::Files).map(|files| files()))}
        {live(move || parts.beside(DrawnBy::Sharing).filter(|_| open.get()).map(|share| share()))}
    }
}

/// Fetches the engine at once, and what draws the other pages where something of it is wanted, else soon after the overview is
/// there.
fn fetch_when_wanted(parts: Parts, run: Run, place: Place, timeline: RwSignal<bool>) {
    parts.fetch_engine();
    follow(move || {
        parts.fetch(place.page.get().drawn_by());
        if run.explained.get().is_some() {
            parts.fetch(DrawnBy::Why);
        }
        // One that was kept, or came with a link, is a lesson whatever the address says.
        if run.told(|about| about.lesson) {
            parts.fetch(DrawnBy::Lessons);
        }
        if run.prepared.with(Option::is_some) {
            parts.fetch(DrawnBy::Console);
        }
        if run.finding.get() {
            parts.fetch(DrawnBy::Tools);
        }
        if timeline.get() {
            parts.fetch(DrawnBy::Timeline);
        }
        if run.hands(Handing::Link) {
            parts.fetch(DrawnBy::Sharing);
        }
        if run.hands(Handing::File) {
            parts.fetch(DrawnBy::Files);
        }
        // What was done is kept from then on.
        if run.undoable.get().0 || run.acting.with(|acting| acting.leaves_out) {
            parts.fetch(DrawnBy::Keeper);
        }
    });
    follow(move || {
        if run.about.with(Option::is_some) {
            set_timeout(
                move || {
                    parts.fetch_ahead();
                },
                FETCHED_AHEAD_AFTER,
            );
        }
    });
}

/// *Back* and *Forward* may lead to another scenario. What is open stays at its moment. As long as the engine is not there, nothing
/// is to be done: it begins with what the address says then.
fn open_what_the_address_says(parts: Parts, run: Run, query: Query) {
    let engine = untrack(move || parts.engine());
    if let Some(engine) = engine.filter(|_| !run.has_open(&query)) {
        (engine.open)(run, query);
    }
}

/// Opens the run that the address is a link to. What keeps runs reads links, too, and is fetched where it is not there.
fn open_link(parts: Parts, run: Run, place: Place) {
    let Some((link, engine)) = place.link.get().zip(parts.engine()) else { return };
    // It may be that of a lesson.
    let lessons = parts.brought(DrawnBy::Lessons).is_some() || parts.failed(DrawnBy::Lessons);
    match parts.keeper() {
        Some(_) if !lessons => parts.fetch(DrawnBy::Lessons),
        Some(keeper) => {
            place.link.set(None);
            // The address says it at once: whoever goes to another page finds the run there.
            let turn = move |page: &str| {
                place.page.set(Page::parse(page));
                place.keep(run.query());
            };
            untrack(|| (keeper.link)(run, &link, Box::new(turn)));
        }
        None if parts.failed(DrawnBy::Keeper) => {
            place.link.set(None);
            untrack(|| (engine.no_link)(run));
        }
        None => parts.fetch(DrawnBy::Keeper),
    }
}

/// The address follows what is open, once it stands still. The same stands on the root element, where `boot.js` finds it
/// after a panic.
fn keep_address(run: Run, place: Place) {
    let minute = View::new(move || run.now.get().0 / 60_000);
    follow(move || {
        minute.track();
        place.page.track();
        if run.about.with(Option::is_none) {
            return;
        }
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-state", &place.text(run.query()));
        }
    });
    let settled = StoredValue::new(0_u64);
    let mut first = true;
    follow(move || {
        let moving = run.playing.get() || run.travelling.get().is_some();
        run.now.track();
        place.page.track();
        if run.about.with(Option::is_none) {
            return;
        }
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
