//! Sign-in: the route of one user, hop by hop, as the world is at this moment.

use anc_engine::domain::time::HOUR_MS;
use anc_engine::domain::{Entity, HopVerdict, LastSignIn, Place, SessionQuality, User, World, ordered};
use anc_engine::sign_in::Route;
use anc_engine::{Simulation, calendar, sign_in};
use leptos::prelude::*;

use crate::address::Page;
use crate::components::item::Item;
use crate::components::list::{card, paragraph, steps};
use crate::components::status::Shape;
use crate::components::table::{TEXT, Table};
use crate::location::use_place;
use crate::numbers::{counted, grouped};
use crate::state::use_run;

/// Users that the list offers; of more, it says how many, and leads to them by their name.
const OFFERED_MAX: usize = 300;

#[derive(Clone, PartialEq)]
struct View {
    title: String,
    outcome: Item,
    last: Item,
    route: Table,
    reaches: Vec<Item>,
}

fn place(place: Place, world: &World) -> (&'static str, String) {
    let name = |entity: Entity| world.title(entity).to_owned();
    match place {
        Place::Device => ("Device", "the user's own".to_owned()),
        Place::Gateway => ("Gateway", "Windows 365".to_owned()),
        Place::EntraId => ("Microsoft Entra ID", "asked by the device".to_owned()),
        Place::CloudPc(cloud_pc) => {
            ("Cloud PC", cloud_pc.map_or_else(|| "none".to_owned(), |id| name(Entity::CloudPc(id))))
        }
        Place::NetworkInterface => ("Network interface", "in the customer's subnet".to_owned()),
        Place::Subnet(subnet) => ("Subnet", name(Entity::Subnet(subnet))),
        Place::Vnet(vnet) => ("Virtual network", name(Entity::Vnet(vnet))),
        Place::Link(link) => (
            "Link",
            link.map_or_else(
                || "none".to_owned(),
                |id| format!("{} ({})", world.links[id].name, world.links[id].kind.title()),
            ),
        ),
        Place::Peering(peering) => ("Peering", name(Entity::Peering(peering))),
        Place::Dns => ("DNS servers", "of the virtual network".to_owned()),
        Place::Resource(resource) => ("Network resource", name(Entity::Resource(resource))),
        Place::Controller(domain, controller) => (
            "Domain controller",
            controller.map_or_else(|| name(Entity::Domain(domain)), |id| name(Entity::Controller(id))),
        ),
        Place::EntraIdFromCloudPc => ("Microsoft Entra ID", "asked by the Cloud PC".to_owned()),
    }
}

fn hops(route: &Route, simulation: &Simulation) -> Table {
    let world = simulation.world();
    let rows = route.hops().iter().enumerate().map(|(position, hop)| {
        let (title, name) = place(hop.place, world);
        let (verdict, why) = match hop.verdict {
            HopVerdict::Passed => (Item::shaped(Shape::Success, "Passed"), None),
            HopVerdict::Failed(problem) => (
                Item::shaped(Shape::Error, "Failed").second(problem.words()),
                route.failure().map(|failed| super::cause(simulation, failed.because)),
            ),
            HopVerdict::NotReached => (Item::shaped(Shape::NotRun, "Not reached"), None),
        };
        vec![
            Item::text((position + 1).to_string()),
            Item::text(title).second(name),
            verdict,
            why.unwrap_or_default(),
        ]
    });
    Table {
        name: "Sign-in route",
        caption: Some("Sign-in route"),
        columns: &[("Hop", "number narrow"), ("Place", TEXT), ("Verdict", TEXT), ("Cause", TEXT)],
        head: 1,
        rows: rows.collect(),
        empty: "",
    }
}

/// How somebody's last sign-in went.
fn last(of: &LastSignIn, simulation: &Simulation) -> Item {
    let start = simulation.world().start;
    let when = calendar::seen_from(start.at(of.at), start.at(simulation.now()));
    let item = match of.failed {
        None => {
            let session = of.session.map_or("", SessionQuality::words);
            let prompt = if of.prompted { " A password was asked for." } else { "" };
            Item::shaped(Shape::Success, format!("Signed in at {when}, {session}.{prompt}"))
        }
        Some((_, problem)) => Item::shaped(Shape::Error, format!("Failed at {when}: {}", problem.words())),
    };
    item.because(of.record)
}

fn view_of(simulation: &Simulation, user: Option<&str>) -> Option<View> {
    let world = simulation.world();
    let id = match user {
        Some(name) => world.user_named(name)?,
        None => first_of_note(world)?,
    };
    let route = sign_in::route(world, id);
    let title = world.users[id].title.to_string();
    let outcome = match route.failure() {
        None => Item::shaped(Shape::Success, format!("{title} would reach the desktop now.")),
        Some(failed) => {
            let words = format!("{title} could not sign in now. {}", failed.problem.words());
            Item::shaped(Shape::Error, words)
        }
    };
    let last = world.users[id].last_sign_in.map(|of| last(&of, simulation));
    let reaches = world.resources.iter().map(|(resource, of)| {
        let route = sign_in::reach(world, id, resource);
        match route.failure() {
            None => Item::shaped(Shape::Success, format!("{} is reached", of.name)),
            Some(failed) => {
                let words = format!("{} is not reached. {}", of.name, failed.problem.words());
                Item { text: words, shape: Some(Shape::Error), ..super::cause(simulation, failed.because) }
            }
        }
    });
    Some(View {
        title,
        outcome,
        last: last.unwrap_or_else(|| Item::note("None so far.")),
        route: hops(&route, simulation),
        reaches: reaches.collect(),
    })
}

/// Sign-ins of the last hours, as heights of bars: an outage has a curve.
#[derive(Clone, PartialEq)]
struct Hours {
    /// Failed and succeeded, oldest first.
    bars: Vec<(u32, u32)>,
    most: u32,
    shut_out: usize,
    ready: usize,
}

/// Hours that the curve shows.
const HOURS_SHOWN: usize = 48;

fn hours(simulation: &Simulation) -> Hours {
    let world = simulation.world();
    let now = (simulation.now().0 / HOUR_MS) as usize;
    let all = simulation.curve().hours();
    let bars: Vec<(u32, u32)> = (0..HOURS_SHOWN)
        .rev()
        .filter_map(|back| now.checked_sub(back))
        .map(|hour| all.get(hour).copied().unwrap_or_default())
        .map(|(good, bad)| (bad, good))
        .collect();
    let most = bars.iter().map(|(bad, good)| bad + good).max().unwrap_or(0);
    let abilities = sign_in::abilities(world);
    let shut_out = abilities.iter().map(|of| of.shut_out).sum();
    let ready = abilities.iter().map(|of| of.ready).sum();
    Hours { bars, most, shut_out, ready }
}

fn curve(hours: Hours) -> AnyView {
    let Hours { bars, most, shut_out, ready } = hours;
    let (shape, words) = match (ready, shut_out) {
        (0, _) => (Shape::Pending, "Nobody has a Cloud PC that is ready.".to_owned()),
        (1, 0) => (Shape::Success, "The one person with a Cloud PC could sign in now.".to_owned()),
        (ready, 0) => (Shape::Success, format!("All {ready} people with a Cloud PC could sign in now.")),
        (1, _) => (Shape::Error, "The one person with a Cloud PC could not sign in now.".to_owned()),
        (ready, out) => (Shape::Error, format!("{out} of {ready} people could not sign in now.")),
    };
    let sums = bars.iter().fold((0, 0), |sums, (bad, good)| (sums.0 + bad, sums.1 + good));
    let last = if bars.len() == 1 { "hour".to_owned() } else { counted(bars.len(), "hour", "hours") };
    let label = format!(
        "Sign-ins of the last {last}: {} succeeded, {} failed",
        grouped(sums.1.into()),
        grouped(sums.0.into())
    );
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
        view! {
            <svg class="curve" viewBox="0 0 480 67" role="img" aria-label=label.clone()>
                <path class="curve-base" d="M0 33.5h480"></path>
                {bars.collect_view()}
            </svg>
            <p class="caption">{label}" (they hang below the line). One bar an hour."</p>
        }
    });
    card("Everybody", vec![paragraph(Item::shaped(shape, words)), chart.into_any()])
}

/// Whoever failed last; where nobody's last sign-in failed, whoever tried last; else whoever has a name of their own, else
/// the first.
fn first_of_note(world: &World) -> Option<anc_engine::domain::UserId> {
    let tried = |failed: bool| {
        let users = world.users.iter().filter_map(move |(id, user)| {
            user.last_sign_in.filter(|last| last.failed.is_some() == failed).map(|last| (last.at, id))
        });
        users.max_by_key(|&(at, _)| at).map(|(_, id)| id)
    };
    let named = || world.users.find(|user| user.title != user.name);
    tried(true).or_else(|| tried(false)).or_else(named).or_else(|| world.users.ids().next())
}

/// The users that the list offers, whoever could not sign in last time first; and how many there are.
fn offered(simulation: &Simulation) -> (Vec<(String, String)>, usize) {
    let all = &simulation.world().users;
    let failed = |user: &&User| user.last_sign_in.is_some_and(|last| last.failed.is_some());
    let troubled = all.values().filter(failed);
    let others = all.values().filter(|user| !failed(user));
    let users = troubled.chain(others).take(OFFERED_MAX);
    let users = users.map(|user| (user.name.to_string(), user.title.to_string()));
    (ordered::sorted(users, |left, right| left.1.cmp(&right.1)), all.len())
}

fn body(view: View) -> AnyView {
    let reaches = (!view.reaches.is_empty()).then(|| {
        let title = "Network resources, from the Cloud PC";
        card(title, vec![steps("resource", view.reaches)])
    });
    view! {
        <div class="belief">
            {card(format!("If {} signed in now", view.title), vec![paragraph(view.outcome)])}
            {card("Last sign-in", vec![steps("last-sign-in", vec![view.last])])}
        </div>
        {view.route.draw()}
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
    let run = use_run();
    let users = run.view(offered);
    let chosen = user.clone().unwrap_or_default();
    let asked = user.clone();
    let view = run.view(move |simulation| view_of(simulation, asked.as_deref()));
    let totals = run.view(Simulation::sign_ins);
    let everybody = run.view(hours);
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
                <span class="caption">{format!("The list has {} of {} users.", grouped(shown as u64), grouped(all as u64))}</span>
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
                format!("Nobody is called {name} at this moment of the run.")
            };
            view! { <p class="card">{words}</p> }.into_any()
        }
        Some(view) => body(view),
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
        format!("So far {} sign-ins succeeded and {} failed.", grouped(good), grouped(bad))
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
                    <option value="">{move || whoever.get()}</option>
                    {options}
                </select>
            </label>
            {by_name}
            <span class="caption">{counted}</span>
        </div>
        {move || curve(everybody.get())}
        {body}
    }
}
