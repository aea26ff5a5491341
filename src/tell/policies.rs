//! Provisioning policies: the list, and each with its connections in order and the choices that were made of late.

use anc_engine::domain::{
    CandidateVerdict, ConnectionId, Entity, Instant, Network, Networks, Offset, PolicyId, ProvisioningPolicy,
    RegionId, World, ordered,
};
use anc_engine::provisioning::choice::judge;
use anc_engine::{Detail, Simulation, calendar};

use super::badge::{connection_badge, largest_unit, seen, upper_first};
use super::item::Item;
use super::shape::Shape;
use super::table::{NOWRAP, NUMBER, TEXT, Table};
use super::target::of_entity;
use crate::shell::address::Page;
use crate::words;

/// Choices that are told, newest first.
const CHOICES_MAX: usize = 20;
/// Records that are searched for them.
const SEARCHED_MAX: usize = 20_000;

fn joined(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Its connections in order, or the Microsoft hosted network with its regions.
fn networks(world: &World, id: PolicyId) -> Item {
    let names: Vec<&str> =
        world.policies[id].all_networks().into_iter().map(|of| world.title(of.entity())).collect();
    match &world.policies[id].networks {
        Networks::Connections(_) => Item::text(names.join(", ")),
        Networks::Hosted(_) => Item::text("Microsoft hosted network").second(names.join(", ")),
    }
}

fn groups(world: &World, id: PolicyId) -> Vec<&str> {
    world.policies[id].groups.iter().map(|&id| world.name(Entity::Group(id))).collect()
}

fn cloud_pcs(world: &World, id: PolicyId) -> usize {
    world.cloud_pcs.values().filter(|of| of.policy == id && of.placement().is_some()).count()
}

/// The list.
pub(crate) fn table(simulation: &Simulation) -> Table {
    let world = simulation.world();
    let present = world.policies.iter().filter(|(_, of)| of.deleted.is_none());
    let rows = present.map(|(id, of)| {
        let name = of.name.to_string();
        vec![
            Item::text(name.clone()).link(Page::Policy(name).fragment()),
            Item::text(of.join_type.title()),
            networks(world, id),
            Item::text(joined(&groups(world, id))),
            Item::text(cloud_pcs(world, id).to_string()),
        ]
    });
    Table {
        name: "Provisioning policies",
        caption: None,
        columns: &[
            ("Name", NOWRAP),
            ("Join type", TEXT),
            ("Network", TEXT),
            ("Groups", TEXT),
            ("Cloud PC count", NUMBER),
        ],
        head: 0,
        rows: rows.collect(),
        empty: "There is no policy yet. Create one: it says who gets Cloud PCs, and over which network.",
    }
}

/// A policy.
#[derive(Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) facts: Vec<(&'static str, Item)>,
    pub(crate) networks: Table,
    pub(crate) choices: Table,
}

/// The regions of the Microsoft hosted network, with what the next choice goes by.
fn hosted(simulation: &Simulation, id: PolicyId, regions: &[RegionId]) -> Table {
    let world = simulation.world();
    let mut here = ordered::Table::<RegionId, usize>::default();
    for of in world.cloud_pcs.values().filter(|of| of.policy == id) {
        if let Some(place) = of.placement().filter(|place| place.over.is_none()) {
            *here.or_default(place.region) += 1;
        }
    }
    let rows = regions.iter().map(|&region| {
        let of = &world.regions[region];
        let title = Item::text(of.title.as_str());
        let page = of_entity(world, Entity::Region(region));
        vec![
            match page {
                Some(page) => title.link(page.fragment()),
                None => title,
            },
            match judge(world, Network::Hosted(region)).0 {
                CandidateVerdict::PassedOver(why) => Item::shaped(Shape::Warning, upper_first(why.words())),
                _ => Item::shaped(Shape::Success, "Available"),
            },
            Item::text(words::free_of(&of.free().to_string(), &of.capacity.to_string())),
            Item::text(here.get(&region).copied().unwrap_or_default().to_string()),
        ]
    });
    Table {
        name: "Regions",
        caption: Some("Regions of the Microsoft hosted network"),
        columns: &[
            ("Region", NOWRAP),
            ("New Cloud PCs", TEXT),
            ("Capacity", TEXT),
            ("Cloud PC count", NUMBER),
        ],
        head: 0,
        rows: rows.collect(),
        empty: "",
    }
}

/// The connections in order, with what the next choice goes by.
fn in_order(simulation: &Simulation, id: PolicyId) -> Table {
    let world = simulation.world();
    let rows = world.policies[id].connections().iter().enumerate().map(|(position, &id)| {
        let of = &world.connections[id];
        let region = &world.regions[world.region_of(id)];
        let name = of.name.to_string();
        vec![
            Item::text((position + 1).to_string()),
            Item::text(name.clone()).link(Page::Connection(name).fragment()),
            Item::badge(connection_badge(of)).second(upper_first(&seen(simulation, id))),
            Item::text(region.title.as_str())
                .second(words::free_of(&region.free().to_string(), &region.capacity.to_string())),
            Item::text(world.subnets[of.settings.subnet].free().to_string()),
        ]
    });
    Table {
        name: "Connections",
        caption: Some("Azure network connections, in order of priority"),
        columns: &[
            ("Priority", "number narrow"),
            ("Connection", NOWRAP),
            ("Status", TEXT),
            ("Region and capacity", TEXT),
            ("Available IP count", NUMBER),
        ],
        head: 1,
        rows: rows.collect(),
        empty: "",
    }
}

/// How old the status of a connection was at a moment: the last run that was over then, as far back as runs are known.
fn belief_age(world: &World, id: ConnectionId, at: Instant) -> Option<Offset> {
    let run = world.connections[id].last_run_at(at)?;
    Some(at.since(run.ends))
}

/// The choices of late: each candidate, taken or passed over, and how old the belief was.
fn choices(simulation: &Simulation, id: PolicyId) -> Table {
    let world = simulation.world();
    let now = world.start.at(simulation.now());
    let mut rows = Vec::new();
    for record in simulation.records().iter().rev().take(SEARCHED_MAX) {
        let (Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }) =
            &record.detail
        else {
            continue;
        };
        let Entity::CloudPc(cloud_pc) = record.key.entity else { continue };
        if !world.has(record.key.entity) || world.cloud_pcs[cloud_pc].policy != id {
            continue;
        }
        let details = candidates
            .iter()
            .map(|candidate| {
                let name = simulation.title_at(candidate.network.entity(), record.key.at);
                let (shape, words) = match candidate.verdict {
                    CandidateVerdict::Taken => (Shape::Success, words::candidate_taken(name)),
                    CandidateVerdict::PassedOver(why) => {
                        (Shape::Warning, words::candidate_passed_over(name, why.words()))
                    }
                    CandidateVerdict::NotAsked => (Shape::NotRun, words::candidate_not_asked(name)),
                };
                let connection = candidate.network.connection();
                let age = connection.and_then(|id| belief_age(world, id, record.key.at));
                let age = age.map(|age| words::status_was_old(&largest_unit(age)));
                ("", Item::shaped(shape, words).second(age.unwrap_or_default()))
            })
            .collect();
        let cell = Item { details, ..Item::default() };
        let taken = candidates.iter().find(|candidate| candidate.verdict == CandidateVerdict::Taken);
        let result = match taken {
            Some(candidate) => {
                let name = simulation.title_at(candidate.network.entity(), record.key.at);
                let passed = candidates
                    .iter()
                    .filter(|of| matches!(of.verdict, CandidateVerdict::PassedOver(_)))
                    .count();
                let shape = if passed == 0 { Shape::Success } else { Shape::Warning };
                Item { shape: Some(shape), text: words::chosen(name, &passed.to_string()), ..cell }
            }
            None => Item { shape: Some(Shape::Error), text: "None of them could be used".to_owned(), ..cell },
        };
        let name = world.name(record.key.entity).to_owned();
        rows.push(vec![
            Item::text(calendar::seen_from(world.start.at(record.key.at), now)),
            Item::text(name.clone()).link(Page::CloudPc(name).fragment()),
            result.because(record.key),
        ]);
        if rows.len() == CHOICES_MAX {
            break;
        }
    }
    Table {
        name: "Choices",
        caption: Some("Recent choices, newest first"),
        columns: &[("When", NOWRAP), ("Cloud PC", NOWRAP), ("Chosen", TEXT)],
        head: 1,
        rows,
        empty: "None so far.",
    }
}

/// How its Cloud PCs are prepared.
fn preparation(of: &ProvisioningPolicy) -> String {
    of.preparation.map_or_else(
        || "none".to_owned(),
        |of| {
            let then = if of.prevents_connection { "failed" } else { "provisioned with warnings" };
            words::preparation(&of.timeout.words(), then)
        },
    )
}

/// The page of a policy.
pub(crate) fn told(simulation: &Simulation, name: &str) -> Option<Told> {
    let world = simulation.world();
    let id = world.policy_named(name)?;
    let of = &world.policies[id];
    Some(Told {
        facts: vec![
            ("Join type", Item::text(of.join_type.title())),
            ("Assigned to", Item::text(joined(&groups(world, id)))),
            ("Single sign-on", Item::text(if of.single_sign_on { "on" } else { "off" })),
            ("Device preparation", Item::text(preparation(of))),
            ("Cloud PC count", Item::text(cloud_pcs(world, id).to_string())),
        ],
        networks: match &of.networks {
            Networks::Connections(_) => in_order(simulation, id),
            Networks::Hosted(regions) => hosted(simulation, id, regions),
        },
        choices: choices(simulation, id),
    })
}
