//! Provisioning policies: the list.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::state::use_run;
use crate::tell::deed::of_policies;
use crate::tell::policies::table;
use crate::view::live;

/// The page.
pub fn draw() -> AnyView {
    let run = use_run();
    let table = run.view(table);
    let deeds = run.view_session(of_policies);
    view! {
        <div class="page-head">
            <h1>"Provisioning policies"</h1>
            <p class="caption">"A policy says who gets Cloud PCs, and over which network. A change never touches Cloud PCs that exist."</p>
        </div>
        {live(move || bar(deeds.get()))}
        {live(move || table.get().draw())}
    }
    .into_any()
}
