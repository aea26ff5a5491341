//! Sharing: a link that reopens this run with nothing on a server. What was done is in it, and so is a file of one's own; where only the
//! moment counts, the address is link enough.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::Button;
use crate::components::clipboard::copied;
use crate::components::dialog::{Dialog, show};
use crate::shell::location::use_place;
use crate::state::{Call, keep, use_run};
use crate::view::{flag, follow, text};
use crate::words;

/// Characters that every program leaves whole.
const SAFE_MAX: usize = 2_000;
/// Characters beyond which a file is better in any case.
const SENSIBLE_MAX: usize = 8_000;

/// The dialog, that opens when a link is asked for.
pub fn draw() -> AnyView {
    let (run, place) = (use_run(), use_place());
    let (element, input) = (NodeRef::new(), NodeRef::<Input>::new());
    let link = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    follow(move || {
        let open = run.sharing.get();
        if open {
            let page = place.page.get_untracked().fragment();
            link.set(place.linked(&run.look(|session| keep::link(session, &page))));
            said.set(String::new());
        }
        show(element, open);
        if let Some(input) = input.get_untracked().filter(|_| open) {
            input.select();
        }
    });
    let close = Callback::new(move |()| run.sharing.set(false));
    let copy = move || {
        let text = link.get_untracked();
        spawn_local(async move {
            let done = copied(&text).await;
            let words = if done {
                "Copied"
            } else {
                "Select the link and copy it: the browser does not let this page do so."
            };
            let _ = said.try_set(words.to_owned());
        });
    };
    let save = move || {
        close.run(());
        run.call(Call::Save);
    };
    let advice = text(move || {
        let count = link.with(String::len);
        let characters = count.to_string();
        if count > SAFE_MAX { words::long_link(&characters) } else { words::characters(&characters) }
    });
    let too_long = move || flag(move || link.with(String::len) > SENSIBLE_MAX);
    let copy = Button { class: "primary", ..Button::default() }.draw("Copy", copy);
    Dialog { element, id: "share-title", title: "Share this run", subtitle: None, close }.draw(view! {
        <p>"Whoever opens this link sees this run at this moment, with all that was done in it. It is in the link itself: nothing is sent anywhere."</p>
        <input node_ref=input type="text" class="wide" readonly aria-label="Link" hidden=too_long() prop:value=text(move || link.get()) />
        <p class="caption">{advice}</p>
        <p class="deeds">
            <span hidden=too_long()>{copy}</span>
            {Button::default().draw("Save as file", save)}
            <span role="status">{text(move || said.get())}</span>
        </p>
    })
}
