//! Cloud PCs: the list.

use leptos::prelude::*;

use crate::state::use_run;
use crate::tell::cloud_pcs::{ROWS_MAX, table};
use crate::words;

/// The page.
#[component]
pub fn CloudPcs() -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let found = use_run().view(move |simulation| wanted.with(|wanted| table(simulation, wanted)));
    let count = move || {
        let count = found.with(|(_, count)| *count);
        if count > ROWS_MAX {
            words::found_first(&count.to_string(), &ROWS_MAX.to_string())
        } else {
            words::found(&count.to_string())
        }
    };
    view! {
        <h1>"Cloud PCs"</h1>
        <div class="filters">
            <label class="field">
                "Find"
                <input type="search" maxlength="60" placeholder="name, user, connection, status" on:input=move |event| wanted.set(event_target_value(&event)) />
            </label>
            <span class="caption">{count}</span>
        </div>
        {move || found.get().0.draw()}
    }
}
