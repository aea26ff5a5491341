//! Copying the link to what is on the screen. Where the browser does not let the page copy, the text is there to be selected.

use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::components::button::Button;
use crate::components::dialog::show;
use crate::components::icon::Icon;
use crate::shell::location::{Place, use_place};
use crate::state::{Run, use_run};
use crate::view::{follow, live, text};

/// How long the button says that it is done.
const SAID_MS: u64 = 2_500;

async fn copied(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only a page that came over a safe way has a clipboard.
    let navigator = window.navigator();
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return false };
    if clipboard.is_undefined() || clipboard.is_null() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// The whole address of what is on the screen, followed.
pub fn address(run: Run, place: Place) -> String {
    run.now.track();
    run.about.track();
    place.page.track();
    place.whole(run.query())
}

/// The button, and the way out.
#[component]
pub fn CopyLink() -> impl IntoView {
    let (run, place) = (use_run(), use_place());
    let said = RwSignal::new(false);
    let address = RwSignal::new(None::<String>);
    let dialog = NodeRef::<Dialog>::new();
    let input = NodeRef::<Input>::new();
    follow(move || {
        show(dialog, address.get().is_some());
        if let Some(input) = input.get().filter(|_| address.get().is_some()) {
            input.select();
        }
    });
    let copy = move || {
        let text = place.whole(run.query());
        spawn_local(async move {
            if copied(&text).await {
                said.set(true);
                set_timeout(move || said.set(false), std::time::Duration::from_millis(SAID_MS));
            } else {
                address.set(Some(text));
            }
        });
    };
    let close = move || address.set(None);
    let button = Button {
        class: "copy-link",
        label: Some("Copy link to this moment".to_owned()),
        title: Some("Copy link to this moment"),
        ..Button::default()
    };
    let icon = live(move || if said.get() { Icon::Done.draw() } else { Icon::Link.draw() });
    let word = text(move || if said.get() { "Copied" } else { "Copy link" });
    view! {
        {button.draw(view! { {icon}<span class="copy-word">{word}</span> }, copy)}
        <span class="hidden-visually" role="status">{text(move || if said.get() { "The link is copied." } else { "" })}</span>
        <dialog node_ref=dialog aria-labelledby="copy-title" on:close=move |_| close()>
            <div class="dialog-head">
                <h2 id="copy-title">"Link to this moment"</h2>
                {Button::icon("Close").draw(Icon::Dismiss.draw(), close)}
            </div>
            <div class="dialog-body">
                <p>"The browser does not let this page copy. Select the text and copy it."</p>
                <input
                    node_ref=input
                    type="text"
                    class="wide"
                    readonly
                    aria-label="Link"
                    prop:value=text(move || address.get().unwrap_or_default())
                />
            </div>
        </dialog>
    }
}
