//! Sign-in: the route of one user, hop by hop, as the world is at this moment.

use anc_engine::command::Fault;
use anc_engine::domain::time::HOUR_MS;
use anc_engine::domain::{
    Entity, HopVerdict, Instant, LastSignIn, Place, SessionQuality, User, UserId, World, ordered,
};
use anc_engine::fault::is_same;
use anc_engine::sign_in::Route;
use anc_engine::{Detail, Simulation, calendar, sign_in};

use crate::tell::direction::narrated;
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{TEXT, Table};
use crate::words;

/// Users that the list offers; of more, it says how many, and leads to them by their name.
pub(crate) const OFFERED_MAX: usize = 300;

/// What is told.
#[derive(Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) outcome: Item,
    pub(crate) last: Item,
    pub(crate) route: Table,
    pub(crate) reaches: Vec<Item>,
}

pub(crate) fn place(place: Place, world: &World) -> (&'static str, String) {
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
        Place::HostedNetwork => ("Network", "Microsoft hosted".to_owned()),
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

pub(crate) fn hops(route: &Route, simulation: &Simulation, caption: &'static str) -> Table {
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
        name: caption,
        caption: Some(caption),
        columns: &[("Hop", "number narrow"), ("Place", TEXT), ("Verdict", TEXT), ("Cause", TEXT)],
        head: 1,
        rows: rows.collect(),
        empty: "",
    }
}

/// How somebody's last sign-in went.
pub(crate) fn last(of: &LastSignIn, simulation: &Simulation) -> Item {
    let start = simulation.world().start;
    let when = calendar::seen_from(start.at(of.at), start.at(simulation.now()));
    let item = match of.failed {
        None => {
            let session = of.session.map_or("", SessionQuality::words);
            let told = if of.prompted { words::signed_in_with_password } else { words::signed_in_at };
            let after = match (of.cut_by, of.consent) {
                (Some(_), _) => "The session was cut when the gateway went out.",
                (None, true) => "Asked to allow the connection to a new Cloud PC.",
                (None, false) => "",
            };
            Item::shaped(Shape::Success, told(&when, session)).second(after)
        }
        Some((_, problem)) => Item::shaped(Shape::Error, words::failed_to_sign_in_at(&when, problem.words())),
    };
    item.because(of.record)
}

/// What else is to be known of somebody's licences: what of an expired one can be recovered, and the others.
fn licences(simulation: &Simulation, id: UserId) -> String {
    let world = simulation.world();
    let now = simulation.now();
    let kept = world.users[id].recoverable.filter(|kept| now < kept.until);
    let until = kept.map(|kept| {
        words::recoverable_until(&calendar::seen_from(world.start.at(kept.until), world.start.at(now)))
    });
    let others = world.licences_of(id).into_iter().filter(|&other| other != id);
    let others: Vec<&str> = others.map(|other| world.title(Entity::User(other))).collect();
    let others = (!others.is_empty()).then(|| words::other_licences(&others.join(", ")));
    until.into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

pub(crate) fn told(simulation: &Simulation, user: Option<&str>) -> Option<Told> {
    let world = simulation.world();
    let id = meant(world, user)?;
    let route = sign_in::route(world, id);
    let title = world.users[id].title.to_string();
    let outcome = match route.failure() {
        None => Item::shaped(Shape::Success, words::would_reach_desktop(&title)),
        Some(failed) => {
            let words = words::could_not_sign_in(&title, failed.problem.words());
            Item::shaped(Shape::Error, words)
        }
    };
    let outcome = outcome.second(licences(simulation, id));
    let last = world.users[id].last_sign_in.map(|of| last(&of, simulation));
    let reaches = world.present_resources().map(|resource| {
        let of = &world.resources[resource];
        let route = sign_in::reach(world, id, resource);
        match route.failure() {
            None => Item::shaped(Shape::Success, words::is_reached(of.name.as_str())),
            Some(failed) => {
                let words = words::is_not_reached(of.name.as_str(), failed.problem.words());
                Item { text: words, shape: Some(Shape::Error), ..super::cause(simulation, failed.because) }
            }
        }
    });
    Some(Told {
        title,
        outcome,
        last: last.unwrap_or_else(|| Item::note("None so far.")),
        route: hops(&route, simulation, "Sign-in route"),
        reaches: reaches.collect(),
    })
}

/// The route beside the one that it is: the same person, were the Cloud PC joined the other way. None: there is no Cloud PC in a place,
/// or no domain to join.
pub(crate) fn otherwise(simulation: &Simulation, user: Option<&str>) -> Option<(Item, Table)> {
    let world = simulation.world();
    let id = meant(world, user)?;
    let route = sign_in::route_otherwise(world, id)?;
    let joined = world.cloud_pcs[world.users[id].cloud_pc?].placement()?.domain().is_some();
    let caption =
        if joined { "Were it Microsoft Entra joined" } else { "Were it Microsoft Entra hybrid joined" };
    let outcome = match route.failure() {
        None => Item::shaped(Shape::Success, "It would reach the desktop."),
        Some(failed) => Item::shaped(Shape::Error, words::it_would_fail(failed.problem.words())),
    };
    Some((outcome, hops(&route, simulation, caption)))
}

/// A time in which something kept people out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Outage {
    /// From where to where in the curve, in its units: ten an hour.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// What, and from when to when.
    pub(crate) told: Item,
}

/// Records that are searched for outages.
const SEARCHED_MAX: usize = 20_000;
/// Outages that are marked, newest first.
const OUTAGES_MAX: usize = 12;
/// Units of the curve an hour.
pub(crate) const HOUR_UNITS: i64 = 10;

/// The faults of the hours that the curve shows which can keep people from signing in, newest first.
pub(crate) fn outages(simulation: &Simulation) -> Vec<Outage> {
    let world = simulation.world();
    let now = simulation.now();
    let first_hour = (now.0 / HOUR_MS - HOURS_SHOWN as i64 + 1).max(0);
    let place = |at: Instant| (at.0 * HOUR_UNITS / HOUR_MS - first_hour * HOUR_UNITS).max(0);
    let mut ended: Vec<(&Fault, Instant)> = Vec::new();
    let mut outages = Vec::new();
    for record in simulation.records().iter().rev().take(SEARCHED_MAX) {
        match &record.detail {
            Detail::RepairMade(fault) => ended.push((fault, record.key.at)),
            Detail::FaultStruck(fault) => {
                let end = ended.iter().rposition(|(of, _)| is_same(of, fault, world));
                let end = end.map(|position| ended.swap_remove(position).1);
                if !fault.entry().keeps_out || end.is_some_and(|end| end.0 < first_hour * HOUR_MS) {
                    continue;
                }
                let moment = |at: Instant| calendar::seen_from(world.start.at(at), world.start.at(now));
                let from = moment(record.key.at);
                let when = end.map_or_else(|| words::since(&from), |end| words::from_to(&from, &moment(end)));
                let title = narrated(record, simulation).title;
                outages.push(Outage {
                    from: place(record.key.at),
                    to: place(end.unwrap_or(now)),
                    told: Item::shaped(if end.is_some() { Shape::Info } else { Shape::Error }, title)
                        .second(when)
                        .because(record.key),
                });
            }
            _ => {}
        }
        if outages.len() == OUTAGES_MAX {
            break;
        }
    }
    outages
}

/// Sign-ins of the last hours, as heights of bars: an outage has a curve.
#[derive(Clone, PartialEq)]
pub(crate) struct Hours {
    /// Failed and succeeded, oldest first.
    pub(crate) bars: Vec<(u32, u32)>,
    pub(crate) most: u32,
    pub(crate) shut_out: usize,
    pub(crate) ready: usize,
}

/// Hours that the curve shows.
pub(crate) const HOURS_SHOWN: usize = 48;

pub(crate) fn hours(simulation: &Simulation) -> Hours {
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

/// Whoever is called so; where no name is said, whoever is of note.
pub(crate) fn meant(world: &World, user: Option<&str>) -> Option<anc_engine::domain::UserId> {
    user.map_or_else(|| first_of_note(world), |name| world.user_named(name))
}

/// Whoever failed last; where nobody's last sign-in failed, whoever tried last; else whoever has a name of their own, else
/// the first.
fn first_of_note(world: &World) -> Option<anc_engine::domain::UserId> {
    let tried = |failed: bool| {
        let users = world.present_users().filter_map(move |(id, user)| {
            user.last_sign_in.filter(|last| last.failed.is_some() == failed).map(|last| (last.at, id))
        });
        users.max_by_key(|&(at, _)| at).map(|(_, id)| id)
    };
    let named = || world.present_users().find(|(_, user)| user.title != user.name).map(|(id, _)| id);
    tried(true)
        .or_else(|| tried(false))
        .or_else(named)
        .or_else(|| world.present_users().next().map(|(id, _)| id))
}

/// The users that the list offers, whoever could not sign in last time first; and how many there are.
pub(crate) fn offered(simulation: &Simulation) -> (Vec<(String, String)>, usize) {
    let there = || simulation.world().present_users().map(|(_, user)| user);
    let failed = |user: &&User| user.last_sign_in.is_some_and(|last| last.failed.is_some());
    let troubled = there().filter(failed);
    let others = there().filter(|user| !failed(user));
    let users = troubled.chain(others).take(OFFERED_MAX);
    let users = users.map(|user| (user.name.to_string(), user.title.to_string()));
    (ordered::sorted(users, |left, right| left.1.cmp(&right.1)), there().count())
}
