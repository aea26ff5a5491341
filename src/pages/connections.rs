//! Azure network connections: the list.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::grid;
use crate::state::use_run;
use crate::tell::connections::GRID;
use crate::tell::deed::of_connections;
use crate::view::live;

/// The page.
pub fn draw() -> AnyView {
    let deeds = use_run().view_session(of_connections);
    view! {
        <div class="page-head">
            <h1>"Azure network connections"</h1>
            <p class="caption">"The status is what the last finished run of health checks saw. What is true now may differ."</p>
        </div>
        {live(move || bar(deeds.get()))}
        {grid::draw(&GRID, None)}
    }
    .into_any()
}
