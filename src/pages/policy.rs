//! One provisioning policy: its connections in order, and the choices of late.

use anc_session::Session;
use leptos::prelude::*;

use super::One;
use crate::components::list::{card, facts};
use crate::tell::deed::{Deed, of_policy};
use crate::tell::policies::{Told, told};

fn body(view: Told) -> AnyView {
    view! {
        {card("Properties", vec![facts(view.facts)])}
        {view.networks.draw()}
        {view.choices.draw()}
    }
    .into_any()
}

fn deeds(session: &Session, name: &str) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    world.policy_named(name).map(|id| of_policy(session, id)).unwrap_or_default()
}

/// The page.
pub fn draw(name: String) -> AnyView {
    let list = ("policy", "#/policies", "Provisioning policies");
    One { list, told, deeds, body }.draw(name)
}
