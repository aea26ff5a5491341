//! What stands in the place of a page or a dialog as long as the part of the program that draws it is not there.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::dialog::show;
use crate::components::message::Message;
use crate::shell::address::DrawnBy;
use crate::shell::location::{focus_main, reload};
use crate::shell::parts::Parts;
use crate::state::{Handing, Notice, Run};
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
    let said = Message::alert(Shape::Warning).draw(view! {
        <h2>{UNREACHABLE}</h2>
        <p>{besides}{WHY}</p>
        <p>{Button::default().draw("Try again", again)}" "{Button::default().draw("Reload", reload)}</p>
    });
    view! { <h1>{title}</h1>{said} }.into_any()
}

/// Something that is wanted of a part that may not be there.
#[derive(Clone, Copy)]
struct Wanted {
    /// Whether it is wanted, followed.
    is: fn(Run) -> bool,
    /// Calls it off.
    call_off: fn(Run),
    /// What brings it.
    part: DrawnBy,
}

/// *Why?*, the panel of a command, the field that finds, a link, and what is taken along.
const DIALOGS: [Wanted; 5] = [
    Wanted {
        is: |run| run.explained.get().is_some(),
        call_off: |run| run.explained.set(None),
        part: DrawnBy::Why,
    },
    Wanted {
        is: |run| run.prepared.with(Option::is_some),
        call_off: |run| run.prepared.set(None),
        part: DrawnBy::Console,
    },
    Wanted { is: |run| run.finding.get(), call_off: |run| run.finding.set(false), part: DrawnBy::Tools },
    Wanted {
        is: |run| run.hands(Handing::Link),
        call_off: |run| run.handing.set(None),
        part: DrawnBy::Sharing,
    },
    Wanted {
        is: |run| run.hands(Handing::File),
        call_off: |run| run.handing.set(None),
        part: DrawnBy::Files,
    },
];

/// In the place of what is wanted: it can be called off, and says when it cannot be had.
pub fn dialogs(parts: Parts, run: Run) -> AnyView {
    DIALOGS.map(|wanted| dialog(parts, run, wanted)).into_any()
}

fn dialog(parts: Parts, run: Run, wanted: Wanted) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    let Wanted { is, call_off, part } = wanted;
    let here = move |parts: Parts| parts.brought(part).is_some();
    let failed = move |parts: Parts| parts.failed(part);
    follow(move || show(dialog, is(run) && !here(parts) && !failed(parts)));
    follow(move || {
        if here(parts) {
            run.unsay(UNREACHABLE);
        } else if failed(parts) && untrack(|| is(run)) {
            call_off(run);
            run.say(Notice {
                title: UNREACHABLE.to_owned(),
                lines: vec![WHY.to_owned(), "Choose it again, and it is asked for anew.".to_owned()],
            });
        }
    });
    // Closing it because the part is there calls nothing off.
    let closed = move |_| {
        if !here(parts) {
            call_off(run);
        }
    };
    view! {
        <dialog node_ref=dialog aria-label="Loading" on:close=closed>
            <div class="dialog-head">
                <p role="status">"Loading …"</p>
                {Button::default().draw("Cancel", move || call_off(run))}
            </div>
        </dialog>
    }
    .into_any()
}
