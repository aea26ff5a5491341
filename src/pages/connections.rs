//! Azure network connections: the list.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::state::use_run;
use crate::tell::connections::table;
use crate::tell::deed::of_connections;

/// The page.
#[component]
pub fn Connections() -> impl IntoView {
    let run = use_run();
    let table = run.view(table);
    let deeds = run.view_session(of_connections);
    view! {
        <div class="page-head">
            <h1>"Azure network connections"</h1>
            <p class="caption">"The status is what the last finished run of health checks saw. What is true now may differ."</p>
        </div>
        {move || bar(deeds.get())}
        {move || table.get().draw()}
    }
}
