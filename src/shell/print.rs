//! What paper says of a page: scenario, moment, seed and address. On the screen the header, the clock and the browser do.

use anc_engine::calendar;
use leptos::prelude::*;

use crate::shell::location::use_place;
use crate::shell::share::address;
use crate::state::use_run;
use crate::view::text;
use crate::words;

/// The lines at the end of a printed page.
#[component]
pub fn PrintFooter() -> impl IntoView {
    let (run, place) = (use_run(), use_place());
    let line = text(move || {
        let now = run.now.get();
        run.told(|about| {
            let utc = about.start.at(now);
            words::printed(
                &about.title,
                &[calendar::day(utc), &calendar::date(utc), &calendar::time(utc), &calendar::zone(utc)]
                    .join(" "),
                &now.words(),
                about.rules,
                &about.seed.to_string(),
            )
        })
    });
    let address = text(move || address(run, place));
    view! {
        <footer class="print-footer">
            <p>"ANC Simulator "{env!("CARGO_PKG_VERSION")}", simulated"</p>
            <p>{line}</p>
            <p>{address}</p>
        </footer>
    }
}
