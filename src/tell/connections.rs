//! Azure network connections: the list.

use std::borrow::Cow;

use anc_engine::domain::{ConnectionId, Entity, Subnet, World};
use anc_engine::{Simulation, calendar};

use super::find::Sought;
use crate::shell::address::Page;
use crate::tell::badge::{connection_badge, seen, truth};
use crate::tell::grid::{Grid, GridColumn, Key, words_column};
use crate::tell::item::Item;
use crate::tell::table::{NOWRAP, NUMBER, TEXT};

/// The policies that name a connection, in words.
pub(crate) fn policies_using(world: &World, id: ConnectionId) -> String {
    let policies: Vec<&str> =
        world.policies_using(id).map(|policy| world.name(Entity::Policy(policy))).collect();
    if policies.is_empty() { "none".to_owned() } else { policies.join(", ") }
}

fn subnet(world: &World, id: ConnectionId) -> &Subnet {
    &world.subnets[world.connections[id].settings.subnet]
}

fn region(simulation: &Simulation, id: ConnectionId) -> &str {
    let world = simulation.world();
    world.title(Entity::Region(world.region_of(id)))
}

fn vnet(simulation: &Simulation, id: ConnectionId) -> &str {
    let world = simulation.world();
    world.name(Entity::Vnet(subnet(world, id).vnet))
}

fn subscription(simulation: &Simulation, id: ConnectionId) -> &str {
    let world = simulation.world();
    world.name(Entity::Subscription(world.vnets[subnet(world, id).vnet].subscription))
}

fn resource_group(simulation: &Simulation, id: ConnectionId) -> &str {
    let world = simulation.world();
    world.name(Entity::ResourceGroup(world.connections[id].settings.resource_group))
}

fn domain(simulation: &Simulation, id: ConnectionId) -> &str {
    let world = simulation.world();
    world.connections[id].settings.domain.map_or("none", |domain| world.name(Entity::Domain(domain)))
}

fn join_type(simulation: &Simulation, id: ConnectionId) -> &'static str {
    simulation.world().connections[id].join_type.title()
}

fn status(simulation: &Simulation, id: ConnectionId) -> &'static str {
    simulation.world().connections[id].status().title()
}

fn name_cell(simulation: &Simulation, id: ConnectionId) -> Item {
    let name = simulation.world().connections[id].name.to_string();
    Item::text(name.clone()).link(Page::Connection(name).fragment())
}

fn status_cell(simulation: &Simulation, id: ConnectionId) -> Item {
    let of = &simulation.world().connections[id];
    let mut when = seen(simulation, id);
    if of.current_run.is_some() && of.last_run().is_some() {
        when.push_str("; running checks");
    }
    Item::badge(connection_badge(of)).second(when)
}

fn next_checks(simulation: &Simulation, id: ConnectionId) -> Item {
    let world = simulation.world();
    let now = world.start.at(simulation.now());
    let next = world.connections[id].next_run_at;
    Item::text(
        next.map_or_else(|| "none planned".to_owned(), |at| calendar::seen_from(world.start.at(at), now)),
    )
}

/// The list.
pub(crate) static GRID: Grid<ConnectionId> = Grid {
    name: "Azure network connections",
    columns: &[
        GridColumn {
            title: "Name",
            class: NOWRAP,
            at_first: true,
            key: |simulation, id| Key::text(&simulation.world().connections[id].name),
            cell: name_cell,
        },
        GridColumn {
            title: "Status",
            class: TEXT,
            at_first: true,
            key: |simulation, id| Key::text(status(simulation, id)),
            cell: status_cell,
        },
        GridColumn {
            title: "True now",
            class: TEXT,
            at_first: true,
            key: |simulation, id| Key::Number(i64::from(truth(simulation, id).is_none())),
            cell: |simulation, id| {
                truth(simulation, id).map_or_else(|| Item::text("as believed"), Item::badge)
            },
        },
        GridColumn {
            title: "Cloud PC count",
            class: NUMBER,
            at_first: true,
            key: |simulation, id| Key::count(simulation.world().cloud_pcs_on(id).count()),
            cell: |simulation, id| Item::text(simulation.world().cloud_pcs_on(id).count().to_string()),
        },
        words_column!("Region", TEXT, true, region),
        GridColumn {
            title: "Available IP count",
            class: NUMBER,
            at_first: true,
            key: |simulation, id| Key::Number(i64::from(subnet(simulation.world(), id).free())),
            cell: |simulation, id| Item::text(subnet(simulation.world(), id).free().to_string()),
        },
        words_column!("Join type", TEXT, true, join_type),
        GridColumn {
            title: "Policies",
            class: TEXT,
            at_first: true,
            key: |simulation, id| Key::Text(Cow::Owned(policies_using(simulation.world(), id))),
            cell: |simulation, id| Item::text(policies_using(simulation.world(), id)),
        },
        words_column!("Virtual network", TEXT, false, vnet),
        GridColumn {
            title: "Subnet",
            class: TEXT,
            at_first: false,
            key: |simulation, id| Key::text(&subnet(simulation.world(), id).name),
            cell: |simulation, id| {
                let of = subnet(simulation.world(), id);
                Item::text(of.name.as_str()).second(of.prefix.to_string())
            },
        },
        words_column!("Subscription", TEXT, false, subscription),
        words_column!("Resource group", TEXT, false, resource_group),
        words_column!("AD domain", TEXT, false, domain),
        GridColumn {
            title: "Next checks",
            class: TEXT,
            at_first: false,
            key: |simulation, id| {
                Key::Number(simulation.world().connections[id].next_run_at.map_or(i64::MAX, |at| at.0))
            },
            cell: next_checks,
        },
    ],
    filters: &[
        ("Status", |simulation, id| Cow::Borrowed(status(simulation, id))),
        ("Region", |simulation, id| Cow::Borrowed(region(simulation, id))),
        ("Join type", |simulation, id| Cow::Borrowed(join_type(simulation, id))),
    ],
    rows: |simulation| simulation.world().present_connections().map(|(id, _)| id).collect(),
    entity: Entity::Connection,
    fits,
    empty: "There is no connection yet. Create one: it says where Cloud PCs are, and how they are joined.",
};

fn fits(simulation: &Simulation, id: ConnectionId, sought: &Sought) -> bool {
    let of = &simulation.world().connections[id];
    let texts = [&*of.name, region(simulation, id), vnet(simulation, id), domain(simulation, id)];
    texts.iter().any(|text| sought.is_in(text))
        || sought.is_in(&connection_badge(of).words)
        || sought.is_in(&policies_using(simulation.world(), id))
}
