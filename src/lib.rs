//! The app: shows a run of the simulator and asks the engine; it decides nothing.
//!
//! Three kinds of state, never mixed: the session ([`state`]), preferences that are stored ([`state::preferences`]), and the view,
//! which is in the address ([`shell::address`], [`shell::location`]).

pub mod components;
pub mod console;
pub mod pages;
pub mod picture;
pub mod shell;
pub mod state;
pub mod tell;
pub mod view;
pub mod words;

/// Mounts the app into the page. A panic is told to `boot.js`, which shows it in plain DOM.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        tell_panic(&info.to_string());
    }));
    // The frame is there at once; the engine follows.
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(move || {
        let place = shell::location::Place::begin(&shell::address::Query::parse(&shell::location::search()));
        shell::frame::App(shell::frame::AppProps { run: state::Run::default(), place })
    });
}

fn tell_panic(text: &str) {
    let Some(window) = web_sys::window() else { return };
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&text.into());
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("anc-panic", &init) {
        let _ = window.dispatch_event(&event);
    }
}
