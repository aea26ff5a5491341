//! Azure network connections: the list.

use leptos::prelude::*;

use crate::state::use_run;
use crate::tell::connections::table;

/// The page.
#[component]
pub fn Connections() -> impl IntoView {
    let table = use_run().view(table);
    view! {
        <div class="page-head">
            <h1>"Azure network connections"</h1>
            <p class="caption">"The status is what the last finished run of health checks saw. What is true now may differ."</p>
        </div>
        {move || table.get().draw()}
    }
}
