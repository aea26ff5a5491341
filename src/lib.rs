//! The app: shows a run of the simulator and asks the engine; it decides nothing.
//!
//! Three kinds of state, never mixed: the run ([`run`]), preferences that are stored ([`preferences`]), and the view,
//! which is in the address ([`address`]).

pub mod address;
pub mod app;
pub mod clock;
pub mod commands;
pub mod components;
pub mod library;
pub mod pages;
pub mod picture;
pub mod playback;
pub mod preferences;
pub mod run;

/// Mounts the app into the page. A panic is told to `boot.js`, which shows it in plain DOM.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        tell_panic(&info.to_string());
    }));
    leptos::mount::mount_to_body(app::App);
}

fn tell_panic(text: &str) {
    let Some(window) = web_sys::window() else { return };
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&text.into());
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("anc-panic", &init) {
        let _ = window.dispatch_event(&event);
    }
}
