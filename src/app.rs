//! The frame: header, navigation, page, time bar; keys; the address.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

use crate::address::Page;
use crate::commands::{Command, keeps_key};
use crate::components::announcer::Announcer;
use crate::components::header::Header;
use crate::components::help::Help;
use crate::components::message::Messages;
use crate::components::navigation::Navigation;
use crate::components::time_bar::{TimeBar, carry_out};
use crate::components::why::Why;
use crate::pages::{self, NotFound};
use crate::run::Run;
use crate::{playback, preferences};

fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The query of the address.
pub(crate) fn search() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The app.
#[component]
pub fn App(
    /// The run that is shown.
    run: Run,
) -> impl IntoView {
    provide_context(run);
    playback::drive(run);
    preferences::show_theme(preferences::theme());
    let page = RwSignal::new(Page::parse(&fragment()));
    let handle = window_event_listener_untyped("hashchange", move |_| {
        page.set(Page::parse(&fragment()));
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        focus_main();
    });
    on_cleanup(move || handle.remove());
    keep_state_in_page(run, page.into());

    let help = RwSignal::new(false);
    let shortcuts = RwSignal::new(preferences::shortcuts());
    let keys = window_event_listener(leptos::ev::keydown, move |event| press(&event, run, help, shortcuts));
    on_cleanup(move || keys.remove());

    let body = move || match page.get() {
        Page::Overview => pages::overview::Overview().into_any(),
        Page::Connections => pages::connections::Connections().into_any(),
        Page::Connection(name) => view! { <pages::connection::ConnectionPage name=name /> }.into_any(),
        Page::CloudPcs => pages::cloud_pcs::CloudPcs().into_any(),
        Page::CloudPc(name) => view! { <pages::cloud_pc::CloudPcPage name=name /> }.into_any(),
        Page::SignIn(user) => view! { <pages::sign_in::SignInPage user=user /> }.into_any(),
        Page::Activity => pages::activity::Activity().into_any(),
        Page::Scenarios => pages::scenarios::Scenarios().into_any(),
        Page::NotFound => NotFound().into_any(),
    };
    Effect::new(move |_| {
        let title = format!("{} · {} · ANC Simulator", page.get().title(), run.about.get().title);
        document().set_title(&title);
    });
    view! {
        <div class="frame" class:is-playing=move || run.playing.get()>
            <a class="skip" href="#main" on:click=move |event| { event.prevent_default(); focus_main(); }>"To the page"</a>
            <Header help=Callback::new(move |()| help.set(true)) />
            <Navigation page=page.into() />
            <main class="main" id="main" tabindex="-1">
                <div class="page"><Messages />{body}</div>
            </main>
            <TimeBar />
        </div>
        <Announcer />
        <Why />
        <Help open=help shortcuts=shortcuts />
    }
}

fn focus_main() {
    let main =
        document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let _ = main.focus();
    }
}

/// The address that brings back what is open stands on the root element, where `boot.js` finds it after a panic.
fn keep_state_in_page(run: Run, page: Signal<Page>) {
    let minute = run.view(|simulation| simulation.now().0 / 60_000);
    Effect::new(move |_| {
        minute.track();
        run.about.track();
        let state = format!("{}{}", run.query().text(), page.get().fragment());
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-state", &state);
        }
    });
}

/// A key. Fields and buttons keep theirs, and so do the browser's combinations.
fn press(event: &KeyboardEvent, run: Run, help: RwSignal<bool>, shortcuts: RwSignal<bool>) {
    let taken = event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    let kept = target.is_some_and(|element| keeps_key(&element.tag_name(), &event.key()));
    if taken || in_dialog || kept || !shortcuts.get_untracked() {
        return;
    }
    let Some(command) = Command::of_key(&event.key(), event.shift_key()) else { return };
    event.prevent_default();
    match command {
        Command::Help => help.set(true),
        Command::FullScreen => toggle_full_screen(),
        _ => carry_out(run, command),
    }
}

fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // A page in a frame may not be allowed to; then nothing happens.
        let _ = root.request_fullscreen();
    }
}
