//! Sign-in: the route of one user, hop by hop, as the world is at this moment.

use anc_engine::Simulation;
use anc_engine::domain::User;
use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::components::list::{card, paragraph, steps};
use crate::components::styles::adopt;
use crate::shell::address::Page;
use crate::shell::location::use_place;
use crate::state::use_run;
use crate::tell::deed::of_user;
use crate::tell::item::Item;
use crate::tell::numbers::grouped;
use crate::tell::shape::Shape;
use crate::tell::sign_in::{Hours, Outage, Told, hours, offered, otherwise, outages, told};
use crate::tell::table::Table;
use crate::view::{flag, live};
use crate::words;

fn curve(hours: Hours, outages: Vec<Outage>) -> AnyView {
    let Hours { bars, most, shut_out, ready } = hours;
    let (shape, words) = match (ready, shut_out) {
        (0, _) => (Shape::Pending, "Nobody has a Cloud PC that is ready.".to_owned()),
        (1, 0) => (Shape::Success, "The one person with a Cloud PC could sign in now.".to_owned()),
        (ready, 0) => (Shape::Success, words::all_people_could(&ready.to_string())),
        (1, _) => (Shape::Error, "The one person with a Cloud PC could not sign in now.".to_owned()),
        (ready, out) => (Shape::Error, words::some_people_could_not(&out.to_string(), &ready.to_string())),
    };
    let sums = bars.iter().fold((0, 0), |sums, (bad, good)| (sums.0 + bad, sums.1 + good));
    let [good, bad] = [sums.1, sums.0].map(|sum: u32| grouped(sum.into()));
    let label = match bars.len() {
        1 => words::sign_ins_of_the_last_hour(&good, &bad),
        hours => words::sign_ins_of_the_last_hours(&hours.to_string(), &good, &bad),
    };
    let chart = (most > 0).then(|| {
        // Successes stand on the line, failures hang from it: not told by colour alone.
        let height = |count: u32| i64::from(count) * 32 / i64::from(most.max(1));
        let bars = bars.into_iter().enumerate().map(|(position, (bad, good))| {
            let x = position * 10;
            let (bad, good) = (height(bad), height(good));
            view! {
                <rect class="curve-good" x=x y=33 - good width="8" height=good></rect>
                <rect class="curve-bad" x=x y=34 width="8" height=bad></rect>
            }
        });
        // Behind the bars: when something kept people out.
        let marks = outages.iter().map(|of| {
            let (from, to) = (of.from, of.to.max(of.from + 2));
            view! { <rect class="curve-outage" x=from y=0 width=to - from height=67></rect> }
        });
        let marks = marks.collect_view();
        view! {
            <svg class="curve" viewBox="0 0 480 67" role="img" aria-label=label.clone()>
                {marks}
                <path class="curve-base" d="M0 33.5h480"></path>
                {bars.collect_view()}
            </svg>
            <p class="caption">{label}" (they hang below the line). One bar an hour; shaded: what can keep people out."</p>
        }
    });
    let outages = steps("outage", outages.into_iter().map(|of| of.told).collect());
    card("Everybody", vec![paragraph(Item::shaped(shape, words)), chart.into_any(), outages])
}

/// What is told; and beside it, when asked, how it would be were the Cloud PC joined the other way.
fn body(view: Told, asked: bool, other: Option<(Item, Table)>) -> AnyView {
    let reaches = (!view.reaches.is_empty()).then(|| {
        let title = "Network resources, from the Cloud PC";
        card(title, vec![steps("resource", view.reaches)])
    });
    let routes = match other {
        None if !asked => view.route.draw(),
        None => view! {
            {view.route.draw()}
            <p class="caption">"There is nothing to put beside it: no Cloud PC in a place, or no AD domain to join."</p>
        }
        .into_any(),
        Some((outcome, table)) => view! {
            <div class="beside">
                <div>{view.route.draw()}</div>
                <div>{table.draw()}{paragraph(outcome)}</div>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="belief">
            {card(words::if_signed_in(&view.title), vec![paragraph(view.outcome)])}
            {card("Last sign-in", vec![steps("last-sign-in", vec![view.last])])}
        </div>
        {routes}
        {reaches}
    }
    .into_any()
}

/// The page.
#[component]
pub fn SignInPage(
    /** Whose; none: whoever failed last. */
    user: Option<String>,
) -> impl IntoView {
    adopt(include_str!("../../style/sign-in.css"));
    let run = use_run();
    let users = run.view(offered);
    let chosen = user.clone().unwrap_or_default();
    let asked = user.clone();
    let view = run.view(move |simulation| told(simulation, asked.as_deref()));
    let acts_on = user.clone();
    let deeds = run.view_session(move |session| of_user(session, acts_on.as_deref()));
    let totals = run.view(Simulation::sign_ins);
    let everybody = run.view(hours);
    let marked = run.view(outages);
    let both = RwSignal::new(false);
    let acted_on = user.clone();
    let other = run.view(
        move |simulation| {
            if both.get() { otherwise(simulation, acted_on.as_deref()) } else { None }
        },
    );
    let place = use_place();
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event).trim().to_owned();
        place.go(if name.is_empty() { Page::SignIn(None) } else { Page::SignIn(Some(name)) });
    };
    // A long list is cut; whoever is not in it is found by name.
    let by_name = move || {
        let (shown, all) = users.with(|(users, all)| (users.len(), *all));
        (all > shown).then(|| {
            view! {
                <label class="field">
                    "By name"
                    <input type="search" maxlength="60" placeholder="sales-0301" on:change=choose />
                </label>
                <span class="caption">{words::list_is_cut(&grouped(shown as u64), &grouped(all as u64))}</span>
            }
        })
    };
    let options = move || {
        let chosen = chosen.clone();
        let (mut users, _) = users.get();
        // Whoever was found by name is in the list, too.
        if !chosen.is_empty() && users.iter().all(|(name, _)| *name != chosen) {
            users.insert(0, (chosen.clone(), chosen.clone()));
        }
        users
            .into_iter()
            .map(move |(name, title)| {
                let selected = name == chosen;
                view! { <option value=name selected=selected>{title}</option> }
            })
            .collect_view()
    };
    let body = move || match view.get() {
        None => {
            let name = user.clone().unwrap_or_default();
            let words = if name.is_empty() {
                "This world has no users.".to_owned()
            } else {
                words::nobody_called(&name)
            };
            view! { <p class="card">{words}</p> }.into_any()
        }
        Some(view) => body(view, both.get(), other.get()),
    };
    let whoever = run.view(|simulation| {
        let failed = |user: &User| user.last_sign_in.is_some_and(|last| last.failed.is_some());
        if simulation.world().users.values().any(failed) {
            "Whoever failed last"
        } else {
            "Whoever tried last"
        }
    });
    let counted = move || {
        let (good, bad) = totals.get();
        words::sign_ins_so_far(&grouped(good), &grouped(bad))
    };
    view! {
        <div class="page-head">
            <h1>"Sign-in"</h1>
            <p class="caption">"The path decides, not the status of the connection. Cached credentials are never used."</p>
        </div>
        <div class="filters">
            <label class="field">
                "User"
                <select aria-label="User" on:change=choose>
                    <option value="">{live(move || whoever.get())}</option>
                    {options}
                </select>
            </label>
            {by_name}
            <label class="form-flag">
                <input type="checkbox" prop:checked=flag(move || both.get()) on:change=move |event| both.set(event_target_checked(&event)) />
                "Both join types side by side"
            </label>
            <span class="caption">{counted}</span>
        </div>
        {live(move || bar(deeds.get()))}
        {live(move || curve(everybody.get(), marked.get()))}
        {body}
    }
}
