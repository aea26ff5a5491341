//! Environment: everything that connections rest on, as it truly is.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::list::{card, steps};
use crate::state::use_run;
use crate::tell::deed::of_environment;
use crate::tell::environment::{planned as planned_items, tables};
use crate::tell::table::Table;

/// The page.
pub fn draw() -> AnyView {
    let wanted = RwSignal::new(String::new());
    let run = use_run();
    let tables = run.view(move |simulation| wanted.with(|wanted| tables(simulation, wanted)));
    let drawn = move || {
        let tables = tables.get();
        if tables.is_empty() {
            return view! { <p class="card">"Nothing has this name."</p> }.into_any();
        }
        tables.into_iter().map(Table::draw).collect_view().into_any()
    };
    let coming = run.view(planned_items);
    let planned = move || {
        let coming = coming.get();
        (!coming.is_empty()).then(|| card("Planned", vec![steps("planned", coming)]))
    };
    view! {
        <div class="page-head">
            <h1>"Environment"</h1>
            <p class="caption">"Azure, networks, the directory and the services as they truly are. Open one to break it, or to repair it."</p>
        </div>
        <div class="filters">
            <label class="field">
                "Find"
                <input type="search" maxlength="60" on:input=move |event| wanted.set(event_target_value(&event)) />
            </label>
        </div>
        {bar(of_environment())}
        {planned}
        {drawn}
    }
    .into_any()
}
