//! One connection: belief and truth check by check, its properties, its runs.

use leptos::prelude::*;

use crate::components::list::{card, facts, message, paragraph};
use crate::state::use_run;
use crate::tell::connection::{Told, told};
use crate::tell::item::Item;

fn body(name: &str, view: Told) -> AnyView {
    let believed = view.believed.into_iter().map(paragraph).collect();
    let true_now = vec![
        paragraph(view.true_now),
        paragraph(Item::note("What the checks would find at this moment. Sign-in goes by this.")),
    ];
    view! {
        <div class="page-head"><p class="caption"><a href="#/connections">"Azure network connections"</a></p></div>
        <h1>{name.to_owned()}</h1>
        {view.finding.into_iter().map(message).collect_view()}
        <div class="belief">{card("Believed", believed)}{card("True now", true_now)}</div>
        {view.checks.draw()}
        {card("Properties", vec![facts(view.properties)])}
        {view.runs.draw()}
    }
    .into_any()
}

/// The page.
#[component]
pub fn ConnectionPage(
    /** Its name. */
    name: String,
) -> impl IntoView {
    let view_name = name.clone();
    let view = use_run().view(move |simulation| told(simulation, &view_name));
    move || match view.get() {
        Some(view) => body(&name, view),
        None => super::missing("connection", &name, "#/connections").into_any(),
    }
}
