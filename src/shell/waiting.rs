//! What stands in the place of a page or a dialog as long as the part of the program that draws it is not there.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::dialog::show;
use crate::components::status::glyph;
use crate::shell::location::{focus_main, reload};
use crate::shell::parts::Parts;
use crate::state::{Notice, Run};
use crate::tell::shape::Shape;
use crate::view::follow;

const UNREACHABLE: &str = "A part of the simulator could not be fetched";
const WHY: &str =
    "Either there is no network, or this site has a newer version by now: then reload the page.";

/// What is so where something is open.
pub const STAYS_OPEN: &str = "What is open stays open. ";

/// In the place of a page: what it waits for is on its way, or could not be had. `besides` is said then, too.
pub fn page(parts: Parts, title: String, failed: bool, besides: Option<&'static str>) -> AnyView {
    if !failed {
        return view! { <div aria-busy="true"><h1>{title}</h1><p>"Loading …"</p></div> }.into_any();
    }
    // The button goes with what it stands in: the page that comes has the focus.
    let again = move || {
        focus_main();
        parts.fetch_again();
    };
    view! {
        <h1>{title}</h1>
        <div class="message warning" role="alert">
            {glyph(Shape::Warning)}
            <div class="message-body">
                <h2>{UNREACHABLE}</h2>
                <p>{besides}{WHY}</p>
                <p>{Button::default().draw("Try again", again)}" "{Button::default().draw("Reload", reload)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// In the place of *Why?*: it can be called off, and says when it cannot be had.
pub fn dialog(parts: Parts, run: Run) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    let wanted = move || run.explained.get().is_some();
    let call_off = move || run.explained.set(None);
    follow(move || show(dialog, wanted() && parts.screens().is_none() && !parts.screens_failed()));
    follow(move || {
        if parts.screens().is_some() {
            run.unsay(UNREACHABLE);
        } else if parts.screens_failed() && untrack(wanted) {
            call_off();
            run.say(Notice {
                title: UNREACHABLE.to_owned(),
                lines: vec![WHY.to_owned(), "Choose it again, and it is asked for anew.".to_owned()],
            });
        }
    });
    // Closing it because the part is there calls nothing off.
    let closed = move |_| {
        if parts.screens().is_none() {
            call_off();
        }
    };
    view! {
        <dialog node_ref=dialog aria-label="Loading" on:close=closed>
            <div class="dialog-head">
                <p role="status">"Loading …"</p>
                {Button::default().draw("Cancel", call_off)}
            </div>
        </dialog>
    }
    .into_any()
}
