//! The button that shares what is on the screen, and the address of that.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::shell::location::Place;
use crate::state::{Handing, Run, use_run};

/// The whole address of what is on the screen, followed.
pub fn address(run: Run, place: Place) -> String {
    run.now.track();
    run.about.track();
    place.page.track();
    place.whole(run.query())
}

/// The button.
pub fn draw() -> AnyView {
    let run = use_run();
    let name = "Share this moment";
    let button = Button { class: "share", ..Button::icon(name) };
    button.draw(view! { {Icon::Link.draw()}<span class="share-word">"Share"</span> }, move || {
        run.handing.set(Some(Handing::Link));
    })
}
