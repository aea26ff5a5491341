//! Azure network connections: the list.

use anc_engine::Simulation;
use anc_engine::domain::{ConnectionId, Entity, World};

use crate::shell::address::Page;
use crate::tell::badge::{connection_badge, seen, truth};
use crate::tell::item::Item;
use crate::tell::table::{NOWRAP, NUMBER, TEXT, Table};

/// The policies that name a connection, in words.
pub(crate) fn policies_using(world: &World, id: ConnectionId) -> String {
    let policies: Vec<&str> =
        world.policies_using(id).map(|policy| world.name(Entity::Policy(policy))).collect();
    if policies.is_empty() { "none".to_owned() } else { policies.join(", ") }
}

pub(crate) fn table(simulation: &Simulation) -> Table {
    let world = simulation.world();
    let rows = world.present_connections().map(|(id, connection)| {
        let running = connection.current_run.is_some() && connection.last_run().is_some();
        let mut when = seen(simulation, id);
        if running {
            when.push_str("; running checks");
        }
        let name = connection.name.to_string();
        vec![
            Item::text(name.clone()).link(Page::Connection(name).fragment()),
            Item::badge(connection_badge(connection)).second(when),
            truth(simulation, id).map_or_else(|| Item::text("as believed"), Item::badge),
            Item::text(world.cloud_pcs_on(id).count().to_string()),
            Item::text(world.title(Entity::Region(world.region_of(id)))),
            Item::text(world.subnets[connection.settings.subnet].free().to_string()),
            Item::text(connection.join_type.title()),
            Item::text(policies_using(world, id)),
        ]
    });
    Table {
        name: "Azure network connections",
        caption: None,
        columns: &[
            ("Name", NOWRAP),
            ("Status", TEXT),
            ("True now", TEXT),
            ("Cloud PC count", NUMBER),
            ("Region", TEXT),
            ("Available IP count", NUMBER),
            ("Join type", TEXT),
            ("Policies", TEXT),
        ],
        head: 0,
        rows: rows.collect(),
        empty: "There is no connection yet. Create one: it says where Cloud PCs are, and how they are joined.",
    }
}
