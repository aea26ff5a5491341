//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use anc_engine::domain::Entity;
use anc_session::Session;
use leptos::prelude::*;

use super::One;
use crate::components::list::{card, facts, message, paragraph, steps};
use crate::state::use_run;
use crate::tell::cloud_pc::{Told, told};
use crate::tell::deed::{Deed, breakables, of_cloud_pc};
use crate::tell::item::Item;
use crate::tell::table::Table;
use crate::view::live;

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

fn deeds(session: &Session, name: &str) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    world.cloud_pc_named(name).map(|id| of_cloud_pc(session, id)).unwrap_or_default()
}

/// The page.
pub fn draw(name: String) -> AnyView {
    let list = ("Cloud PC", "#/cloud-pcs", "Cloud PCs");
    let of = name.clone();
    let breaks = use_run().view(move |simulation| {
        let world = simulation.world();
        world.cloud_pc_named(&of).map(|id| breakables(world, Entity::User(world.cloud_pcs[id].user)))
    });
    view! {
        {One { list, told, deeds, body }.draw(name)}
        {live(move || breaks.get().map(super::thing::breakables))}
    }
    .into_any()
}
