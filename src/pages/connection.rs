//! One connection: belief and truth check by check, its properties, its runs.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::list::{card, facts, message, paragraph};
use crate::state::use_run;
use crate::tell::connection::{Told, told};
use crate::tell::deed::of_connection;
use crate::tell::item::Item;

fn body(view: Told) -> AnyView {
    let believed = view.believed.into_iter().map(paragraph).collect();
    let true_now = vec![
        paragraph(view.true_now),
        paragraph(Item::note("What the checks would find at this moment. Sign-in goes by this.")),
    ];
    view! {
        {view.finding.into_iter().map(message).collect_view()}
        <div class="belief">{card("Believed", believed)}{card("True now", true_now)}</div>
        {view.checks.draw()}
        {card("Properties", vec![facts(view.properties)])}
        {view.runs.draw()}
    }
    .into_any()
}

/// The page.
pub fn draw(name: String) -> AnyView {
    let run = use_run();
    let view_name = name.clone();
    let view = run.view(move |simulation| told(simulation, &view_name));
    let deeds_name = name.clone();
    let deeds = run.view_session(move |session| {
        let id = session.branch().simulation().world().connection_named(&deeds_name);
        id.map(|id| of_connection(session, id)).unwrap_or_default()
    });
    let body = move || match view.get() {
        Some(view) => body(view),
        None => super::nothing("connection", "#/connections").into_any(),
    };
    view! {
        <div class="page-head"><p class="caption"><a href="#/connections">"Azure network connections"</a></p></div>
        <h1>{name}</h1>
        {move || bar(deeds.get())}
        {body}
    }
    .into_any()
}
