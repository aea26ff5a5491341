//! The picture as tables, below it. They come with the pages that are read, and are computed while they are open.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::Element;

use crate::state::use_run;
use crate::tell::picture::model_with;
use crate::tell::picture::part::Opened;
use crate::tell::picture::tables::tables;
use crate::tell::table::Table;
use crate::view::live;

/// Draws them.
pub(super) fn draw() -> AnyView {
    let run = use_run();
    let open = RwSignal::new(false);
    let told = run.view(
        move |simulation| if open.get() { tables(&model_with(simulation, Opened::ALL)) } else { Vec::new() },
    );
    let toggled = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let drawn = live(move || told.get().into_iter().map(Table::draw).collect_view());
    view! {
        <details class="as-table" on:toggle=toggled>
            <summary>"The same as tables"</summary>
            <div class="page">{drawn}</div>
        </details>
    }
    .into_any()
}
