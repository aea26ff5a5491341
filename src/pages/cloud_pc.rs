//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use anc_engine::domain::Entity;
use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::list::{card, facts, message, paragraph, steps};
use crate::state::use_run;
use crate::tell::cloud_pc::{Told, told};
use crate::tell::deed::{breakables, of_cloud_pc};
use crate::tell::item::Item;
use crate::tell::table::Table;

fn body(view: Told) -> AnyView {
    let notes: Vec<AnyView> = view.notes.into_iter().map(|note| paragraph(Item::note(note))).collect();
    let connectivity = vec![paragraph(view.connectivity), steps("failing", view.failing)];
    let choice =
        (!view.candidates.is_empty()).then(|| card("The choice", vec![steps("candidate", view.candidates)]));
    view! {
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
pub fn draw(name: String) -> AnyView {
    let run = use_run();
    let view_name = name.clone();
    let view = run.view(move |simulation| told(simulation, &view_name));
    let deeds_name = name.clone();
    let deeds = run.view_session(move |session| {
        let world = session.branch().simulation().world();
        let id = world.cloud_pcs.find(|of| of.name.as_str() == deeds_name);
        id.map(|id| (of_cloud_pc(session, id), breakables(world, Entity::User(world.cloud_pcs[id].user))))
    });
    let body = move || match view.get() {
        Some(view) => body(view),
        None => super::nothing("Cloud PC", "#/cloud-pcs").into_any(),
    };
    let acts = move || deeds.get().map(|(deeds, _)| bar(deeds));
    let breaks = move || deeds.get().map(|(_, breakables)| super::thing::breakables(breakables));
    view! {
        <div class="page-head"><p class="caption"><a href="#/cloud-pcs">"Cloud PCs"</a></p></div>
        <h1>{name}</h1>
        {acts}
        {body}
        {breaks}
    }
    .into_any()
}
