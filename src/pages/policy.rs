//! One provisioning policy: its connections in order, and the choices of late.

use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::list::{card, facts};
use crate::state::use_run;
use crate::tell::deed::of_policy;
use crate::tell::policies::{Told, told};

fn body(view: Told) -> AnyView {
    view! {
        {card("Properties", vec![facts(view.facts)])}
        {view.connections.draw()}
        {view.choices.draw()}
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
        let id = session.branch().simulation().world().policy_named(&deeds_name);
        id.map(|id| of_policy(session, id)).unwrap_or_default()
    });
    let body = move || match view.get() {
        Some(view) => body(view),
        None => super::nothing("policy", "#/policies").into_any(),
    };
    view! {
        <div class="page-head"><p class="caption"><a href="#/policies">"Provisioning policies"</a></p></div>
        <h1>{name}</h1>
        {move || bar(deeds.get())}
        {body}
    }
    .into_any()
}
