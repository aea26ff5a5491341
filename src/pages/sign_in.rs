//! Sign-in: the route of one user, hop by hop, as the world is at this moment.

use anc_engine::domain::time::HOUR_MS;
use anc_engine::domain::{Entity, Hop, HopVerdict, Place, RecordKey, SessionQuality, World};
use anc_engine::sign_in::Route;
use anc_engine::{Simulation, sign_in};
use leptos::prelude::*;

use crate::address::Page;
use crate::clock;
use crate::components::status::{Shape, shaped};
use crate::components::why::WhyButton;
use crate::run::use_run;

/// Users that the list offers; others are found by their name in the address.
const OFFERED_MAX: usize = 300;

#[derive(Clone, PartialEq)]
struct Row {
    place: &'static str,
    name: String,
    verdict: (Shape, &'static str),
    text: &'static str,
    why: Option<RecordKey>,
}

#[derive(Clone, PartialEq)]
struct View {
    title: String,
    rows: Vec<Row>,
    outcome: (Shape, String),
    last: Option<(Shape, String, RecordKey)>,
    reaches: Vec<(String, Shape, String, Option<RecordKey>)>,
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

fn row(hop: &Hop, route: &Route, world: &World) -> Row {
    let (title, name) = place(hop.place, world);
    let (verdict, text, why) = match hop.verdict {
        HopVerdict::Passed => ((Shape::Success, "Passed"), "", None),
        HopVerdict::Failed(problem) => {
            ((Shape::Error, "Failed"), problem.words(), route.failure().map(|failed| failed.because))
        }
        HopVerdict::NotReached => ((Shape::NotRun, "Not reached"), "", None),
    };
    Row { place: title, name, verdict, text, why }
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
        None => (Shape::Success, format!("{title} would reach the desktop now.")),
        Some(failed) => (Shape::Error, format!("{title} could not sign in now. {}", failed.problem.words())),
    };
    let last = world.users[id].last_sign_in.map(|last| {
        let when = clock::day_and_time(world.start.at(last.at));
        match last.failed {
            None => {
                let session = last.session.map_or("", SessionQuality::words);
                let prompt = if last.prompted { " A password was asked for." } else { "" };
                (Shape::Success, format!("Signed in at {when}, {session}.{prompt}"), last.record)
            }
            Some((_, problem)) => {
                (Shape::Error, format!("Failed at {when}: {}", problem.words()), last.record)
            }
        }
    });
    let reaches = world.resources.iter().map(|(resource, of)| {
        let route = sign_in::reach(world, id, resource);
        let (shape, words, why) = match route.failure() {
            None => (Shape::Success, "is reached".to_owned(), None),
            Some(failed) => {
                (Shape::Error, format!("is not reached. {}", failed.problem.words()), Some(failed.because))
            }
        };
        (of.name.to_string(), shape, words, why)
    });
    Some(View {
        title,
        rows: route.hops().iter().map(|hop| row(hop, &route, world)).collect(),
        outcome,
        last,
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
    let ready = world.cloud_pcs.values().filter(|of| of.status.is_ready()).count();
    // Asking everybody each frame takes long in a large tenant: there the table of the sign-in tells for one.
    let shut_out = if ready <= ASKED_MAX { sign_in::shut_out(world) } else { 0 };
    Hours { bars, most, shut_out, ready }
}

/// People who are asked whether they could sign in now, each frame.
const ASKED_MAX: usize = 500;

fn curve(hours: Hours) -> impl IntoView {
    let Hours { bars, most, shut_out, ready } = hours;
    let (shape, words) = match (ready, shut_out) {
        (0, _) => (Shape::Pending, "Nobody has a Cloud PC that is ready.".to_owned()),
        (ready, _) if ready > ASKED_MAX => {
            (Shape::Info, format!("{ready} people have a Cloud PC that is ready."))
        }
        (ready, 0) => (Shape::Success, format!("All {ready} people with a Cloud PC could sign in now.")),
        (ready, out) => (Shape::Error, format!("{out} of {ready} people could not sign in now.")),
    };
    let sums = bars.iter().fold((0, 0), |sums, (bad, good)| (sums.0 + bad, sums.1 + good));
    let label = format!("Sign-ins of the last {} hours: {} succeeded, {} failed", bars.len(), sums.1, sums.0);
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
    view! { <section class="card"><h2>"Everybody"</h2><p>{shaped(shape, words)}</p>{chart}</section> }
}

/// Whoever failed last, else whoever has a name of their own, else the first.
fn first_of_note(world: &World) -> Option<anc_engine::domain::UserId> {
    let failed = world
        .users
        .iter()
        .filter_map(|(id, user)| {
            user.last_sign_in.filter(|last| last.failed.is_some()).map(|last| (last.at, id))
        })
        .max_by_key(|&(at, _)| at);
    let named = || world.users.find(|user| user.title != user.name);
    failed.map(|(_, id)| id).or_else(named).or_else(|| world.users.ids().next())
}

fn offered(simulation: &Simulation) -> Vec<(String, String)> {
    let mut users: Vec<_> = simulation
        .world()
        .users
        .values()
        .take(OFFERED_MAX)
        .map(|user| (user.name.to_string(), user.title.to_string()))
        .collect();
    users.sort_by(|left, right| left.1.cmp(&right.1));
    users
}

fn hop_row((position, row): (usize, Row)) -> impl IntoView {
    let id = format!("hop-{position}");
    view! {
        <tr>
            <td class="number">{position + 1}</td>
            <th scope="row" id=id.clone()>{row.place}<span class="second caption">{row.name}</span></th>
            <td>{shaped(row.verdict.0, row.verdict.1)}<span class="second">{row.text}</span></td>
            <td>{row.why.map(|why| view! { <WhyButton record=why described_by=id /> })}</td>
        </tr>
    }
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
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        let target = if name.is_empty() { Page::SignIn(None) } else { Page::SignIn(Some(name)) };
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_hash(&target.fragment());
        }
    };
    let options = move || {
        let chosen = chosen.clone();
        users
            .get()
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
        Some(view) => {
            let last = view.last.map(|(shape, words, record)| {
                view! {
                    <p><span id="last-sign-in">{shaped(shape, words)}</span>" "<WhyButton record=record described_by="last-sign-in".to_owned() /></p>
                }
            });
            let reaches = (!view.reaches.is_empty()).then(|| {
                let items = view.reaches.into_iter().enumerate().map(|(position, (name, shape, words, why))| {
                    let id = format!("resource-{position}");
                    let text = format!("{name} {words}");
                    view! {
                        <li><span id=id.clone()>{shaped(shape, text)}</span>{why.map(|why| view! { <WhyButton record=why described_by=id /> })}</li>
                    }
                });
                view! { <section class="card"><h2>"Network resources, from the Cloud PC"</h2><ul class="steps">{items.collect_view()}</ul></section> }
            });
            view! {
                <div class="belief">
                    <section class="card"><h2>{format!("If {} signed in now", view.title)}</h2><p>{shaped(view.outcome.0, view.outcome.1)}</p></section>
                    <section class="card"><h2>"Last sign-in"</h2>{last.map_or_else(|| view! { <p class="caption">"None so far."</p> }.into_any(), IntoAny::into_any)}</section>
                </div>
                <div class="table-box" tabindex="0" role="region" aria-label="Sign-in route, scrolling">
                    <table aria-label="Sign-in route">
                        <caption>"Sign-in route"</caption>
                        <thead><tr><th scope="col" class="number">"Hop"</th><th scope="col">"Place"</th><th scope="col">"Verdict"</th><th scope="col">"Cause"</th></tr></thead>
                        <tbody>{view.rows.into_iter().enumerate().map(hop_row).collect_view()}</tbody>
                    </table>
                </div>
                {reaches}
            }
            .into_any()
        }
    };
    let counted = move || {
        let (good, bad) = totals.get();
        format!("So far {good} sign-ins succeeded and {bad} failed.")
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
                    <option value="">"Whoever failed last"</option>
                    {options}
                </select>
            </label>
            <span class="caption">{counted}</span>
        </div>
        {move || curve(everybody.get())}
        {body}
    }
}
