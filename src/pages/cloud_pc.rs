//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use leptos::prelude::*;

use crate::components::list::{card, facts, message, paragraph, steps};
use crate::state::use_run;
use crate::tell::cloud_pc::{Told, told};
use crate::tell::item::Item;
use crate::tell::table::Table;

fn body(name: &str, view: Told) -> AnyView {
    let notes: Vec<AnyView> = view.notes.into_iter().map(|note| paragraph(Item::note(note))).collect();
    let connectivity = vec![paragraph(view.connectivity), steps("failing", view.failing)];
    let choice =
        (!view.candidates.is_empty()).then(|| card("The choice", vec![steps("candidate", view.candidates)]));
    view! {
        <div class="page-head"><p class="caption"><a href="#/cloud-pcs">"Cloud PCs"</a></p></div>
        <h1>{name.to_owned()}</h1>
        {view.failure.map(message)}
        <section class="card">{facts(view.summary)}{notes}</section>
        <div class="belief">
            {card("What it is", vec![steps("fact", view.facts)])}
            {card("Its own connectivity", connectivity)}
        </div>
        <div class="belief">{card("Stages", vec![steps("stage", view.stages)])}{choice}</div>
        {view.settings.map(Table::draw)}
        {view.attempts.draw()}
    }
    .into_any()
}

/// The page.
#[component]
pub fn CloudPcPage(
    /** Its name. */
    name: String,
) -> impl IntoView {
    let view_name = name.clone();
    let view = use_run().view(move |simulation| told(simulation, &view_name));
    move || match view.get() {
        Some(view) => body(&name, view),
        None => super::missing("Cloud PC", &name, "#/cloud-pcs").into_any(),
    }
}
