//! One connection: belief and truth, its runs with their checks, who uses it, and what the rules say of it.

use anc_session::Session;
use leptos::prelude::*;

use super::One;
use crate::components::list::{card, facts, message, paragraph, steps};
use crate::components::status::glyph;
use crate::components::styles::adopt;
use crate::components::tabs::tabs;
use crate::state::{Run, use_run};
use crate::tell::connection::{History, Stripe, Told, history, properties, rules, told, used_by};
use crate::tell::deed::{Deed, of_connection};
use crate::tell::item::Item;
use crate::tell::table::Table;
use crate::view::{View, flag, live};
use crate::words;

fn body(view: Told) -> AnyView {
    let believed = view.believed.into_iter().map(paragraph).collect();
    let true_now = vec![
        paragraph(view.true_now),
        paragraph(Item::note("What the checks would find at this moment. Sign-in goes by this.")),
    ];
    view! {
        {view.finding.into_iter().map(message).collect_view()}
        <div class="belief">{card("Believed", believed)}{card("True now", true_now)}</div>
    }
    .into_any()
}

fn deeds(session: &Session, name: &str) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    world.connection_named(name).map(|id| of_connection(session, id)).unwrap_or_default()
}

/// The runs as a strip: one is chosen by pointing at it, or by arrows.
fn strip(told: View<Option<History>>, chosen: RwSignal<Option<u32>>) -> AnyView {
    let runs =
        View::new(move || told.with(|told| told.as_ref().map(|told| told.runs.clone()).unwrap_or_default()));
    let shown = View::new(move || told.with(|told| told.as_ref().map_or(0, |told| told.chosen)));
    let stripe = move |of: Stripe| {
        let Stripe { number, shape, when, words: result } = of;
        let label = words::run_of(&when, &result);
        view! {
            <label class="stripe" title=label.clone()>
                <input type="radio" name="run" aria-label=label.clone() prop:checked=flag(move || shown.get() == number) on:change=move |_| chosen.set(Some(number)) />
                {glyph(shape)}
                <span aria-hidden="true">{when}</span>
            </label>
        }
    };
    let stripes = live(move || runs.get().into_iter().map(stripe).collect_view());
    view! {
        <fieldset class="strip"><legend class="hidden-visually">"Runs of the health checks, oldest first"</legend>{stripes}</fieldset>
    }
    .into_any()
}

/// What follows the run from moment to moment: its history with the checks, and who uses it.
fn live_part(run: Run, name: &str) -> AnyView {
    let chosen = RwSignal::new(None);
    let of = name.to_owned();
    let told = run.view(move |simulation| history(simulation, &of, chosen.get()));
    let chosen_facts =
        View::new(move || told.with(|told| told.as_ref().map(|told| told.facts.clone()).unwrap_or_default()));
    let checks = View::new(move || told.with(|told| told.as_ref().map(|told| told.checks.clone())));
    let of = name.to_owned();
    let users = run.view(move |simulation| used_by(simulation, &of));
    let of = name.to_owned();
    let properties = run.view(move |simulation| properties(simulation, &of));
    let of = name.to_owned();
    let lines = run.view_now_and_then(|| (), move |session, ()| rules(session, &of));
    let there = View::new(move || told.with(Option::is_some));
    let runs = move || {
        there.get().then(|| {
            let drawn =
                vec![strip(told, chosen), view! { {live(move || facts(chosen_facts.get()))} }.into_any()];
            view! {
                {card("Runs of the health checks", drawn)}
                {live(move || checks.get().map(Table::draw))}
            }
        })
    };
    let rest = move || {
        there.get().then(|| {
            let used = live(move || match users.get() {
                users if users.is_empty() => paragraph(Item::note("Nobody: it can be edited and deleted.")),
                users => steps("user", users),
            });
            let lines = live(move || steps("rule", lines.get()));
            let properties = live(move || facts(properties.get()));
            let sheets = vec![
                ("Properties", view! { {properties} }.into_any()),
                ("Used by", view! { {used} }.into_any()),
                ("What the rules say now", view! { {lines} }.into_any()),
            ];
            view! { <section class="card">{tabs("connection", sheets)}</section> }
        })
    };
    view! { {live(runs)}{live(rest)} }.into_any()
}

/// The page.
pub fn draw(name: String) -> AnyView {
    adopt(include_str!("../../style/connection.css"));
    let list = ("connection", "#/connections", "Azure network connections");
    let rest = live_part(use_run(), &name);
    view! { {One { list, told, deeds, body }.draw(name)}{rest} }.into_any()
}
