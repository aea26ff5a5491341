//! Copying the link to what is on the screen. Where the browser does not let the page copy, the text is there to be selected.

use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::button::Button;
use crate::components::clipboard::copied;
use crate::components::dialog::{Dialog, show};
use crate::components::icon::Icon;
use crate::shell::location::{Place, use_place};
use crate::state::{Run, use_run};
use crate::view::{follow, live, text};

/// How long the button says that it is done.
const SAID_MS: u64 = 2_500;

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
    let element = NodeRef::new();
    let input = NodeRef::<Input>::new();
    follow(move || {
        show(element, address.get().is_some());
        if let Some(input) = input.get().filter(|_| address.get().is_some()) {
            input.select();
        }
    });
    let copy = move || {
        if run.is_own() {
            return run.sharing.set(true);
        }
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
    let close = Callback::new(move |()| address.set(None));
    let dialog = Dialog { element, id: "copy-title", title: "Link to this moment", subtitle: None, close };
    let shown = text(move || address.get().unwrap_or_default());
    let dialog = dialog.draw(view! {
        <p>"The browser does not let this page copy. Select the text and copy it."</p>
        <input node_ref=input type="text" class="wide" readonly aria-label="Link" prop:value=shown />
    });
    let button = Button {
        class: "copy-link",
        label: Some("Copy link to this moment".to_owned()),
        tip: Some("Copy link to this moment".to_owned()),
        ..Button::default()
    };
    let icon = live(move || if said.get() { Icon::Done.draw() } else { Icon::Link.draw() });
    let word = text(move || if said.get() { "Copied" } else { "Copy link" });
    view! {
        {button.draw(view! { {icon}<span class="copy-word">{word}</span> }, copy)}
        <span class="hidden-visually" role="status">{text(move || if said.get() { "The link is copied." } else { "" })}</span>
        {dialog}
    }
}
