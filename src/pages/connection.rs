//! One connection: belief and truth check by check, its properties, its runs.

use anc_session::Session;
use leptos::prelude::*;

use super::One;
use crate::components::list::{card, facts, message, paragraph};
use crate::tell::connection::{Told, told};
use crate::tell::deed::{Deed, of_connection};
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

fn deeds(session: &Session, name: &str) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    world.connection_named(name).map(|id| of_connection(session, id)).unwrap_or_default()
}

/// The page.
pub fn draw(name: String) -> AnyView {
    let list = ("connection", "#/connections", "Azure network connections");
    One { list, told, deeds, body }.draw(name)
}
