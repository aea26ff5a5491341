//! Help: what keys do, and what this is.

use leptos::prelude::*;

use crate::components::dialog::{Dialog, show};
use crate::shell::commands::COMMANDS;
use crate::state::preferences;
use crate::view::{flag, follow};

/// The dialog. It opens when `open` is set, and the browser gives the focus back when it closes; `shortcuts` is whether single
/// keys are shortcuts.
pub fn draw(open: RwSignal<bool>, shortcuts: RwSignal<bool>) -> AnyView {
    let element = NodeRef::new();
    follow(move || show(element, open.get()));
    let keys = COMMANDS.map(|entry| view! { <dt><kbd>{entry.shown}</kbd></dt><dd>{entry.name}</dd> });
    let switch = move |event| {
        let on = event_target_checked(&event);
        shortcuts.set(on);
        preferences::set_shortcuts(on);
    };
    let close = Callback::new(move |()| open.set(false));
    Dialog { element, id: "help-title", title: "Help", subtitle: None, close }.draw(view! {
        <section>
            <h3>"Keys"</h3>
            <dl class="shortcuts">{keys}</dl>
        </section>
        <label class="field">
            <input type="checkbox" prop:checked=flag(move || shortcuts.get()) on:change=switch />
            "Single keys are shortcuts"
        </label>
        <section>
            <h3>"About"</h3>
            <p>
                "ANC Simulator "{env!("CARGO_PKG_VERSION")}
                " simulates Windows 365 Azure network connections in your browser, in simulated time. \
                Nothing is sent anywhere. Not affiliated with Microsoft. Icons: Fluent UI System Icons, MIT."
            </p>
        </section>
    })
}
