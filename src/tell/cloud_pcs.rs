//! Cloud PCs: the list.

use std::borrow::Cow;
use std::net::Ipv4Addr;

use anc_engine::Simulation;
use anc_engine::domain::{CloudPc, CloudPcId, CloudPcStatus, Entity, Placement};

use crate::shell::address::Page;
use crate::tell::badge::cloud_pc_badge;
use crate::tell::find::Sought;
use crate::tell::grid::{Grid, GridColumn, Key, words_column};
use crate::tell::item::Item;
use crate::tell::table::{NOWRAP, TEXT};

fn of(simulation: &Simulation, id: CloudPcId) -> &CloudPc {
    &simulation.world().cloud_pcs[id]
}

/// A name of where it is; nothing as long as it has no place.
fn at(simulation: &Simulation, id: CloudPcId, name: fn(&Placement) -> Option<Entity>) -> Option<&str> {
    let place = of(simulation, id).placement()?;
    Some(name(place).map_or(HOSTED, |entity| simulation.world().title(entity)))
}

/// What stands where others have the name of their connection.
const HOSTED: &str = "Microsoft hosted network";

fn user(simulation: &Simulation, id: CloudPcId) -> &str {
    simulation.world().title(Entity::User(of(simulation, id).user))
}

fn group(simulation: &Simulation, id: CloudPcId) -> &str {
    let world = simulation.world();
    world.name(Entity::Group(world.users[of(simulation, id).user].group))
}

fn status(simulation: &Simulation, id: CloudPcId) -> &'static str {
    of(simulation, id).status.title()
}

fn policy(simulation: &Simulation, id: CloudPcId) -> &str {
    simulation.world().name(Entity::Policy(of(simulation, id).policy))
}

fn connection(simulation: &Simulation, id: CloudPcId) -> &str {
    at(simulation, id, |place| place.connection().map(Entity::Connection)).unwrap_or_default()
}

fn region(simulation: &Simulation, id: CloudPcId) -> &str {
    at(simulation, id, |place| Some(Entity::Region(place.region))).unwrap_or_default()
}

fn name_cell(simulation: &Simulation, id: CloudPcId) -> Item {
    let name = of(simulation, id).name.to_string();
    Item::text(name.clone()).link(Page::CloudPc(name).fragment())
}

fn status_cell(simulation: &Simulation, id: CloudPcId) -> Item {
    let of = of(simulation, id);
    Item::badge(cloud_pc_badge(of)).second(of.stage().map_or("", |stage| stage.entry().title))
}

/// Its address, where it has one.
fn address(simulation: &Simulation, id: CloudPcId) -> Option<Ipv4Addr> {
    let over = of(simulation, id).placement()?.over.as_ref()?;
    Some(simulation.world().subnets[over.settings.subnet].address(over.address))
}

fn address_key(simulation: &Simulation, id: CloudPcId) -> Key<'_> {
    let number = address(simulation, id).map(|address| i64::from(u32::from_be_bytes(address.octets())));
    Key::Number(number.unwrap_or(i64::MAX))
}

fn address_cell(simulation: &Simulation, id: CloudPcId) -> Item {
    Item::text(address(simulation, id).map_or_else(String::new, |address| address.to_string()))
}

/// The list.
pub(crate) static GRID: Grid<CloudPcId> = Grid {
    name: "Cloud PCs",
    columns: &[
        GridColumn {
            title: "Device name",
            class: NOWRAP,
            at_first: true,
            key: |simulation, id| Key::text(&of(simulation, id).name),
            cell: name_cell,
        },
        words_column!("User", NOWRAP, true, user),
        GridColumn {
            title: "Status",
            class: TEXT,
            at_first: true,
            key: |simulation, id| Key::text(status(simulation, id)),
            cell: status_cell,
        },
        words_column!("Connection", TEXT, true, connection),
        GridColumn { title: "Address", class: NOWRAP, at_first: true, key: address_key, cell: address_cell },
        words_column!("Provisioning policy", TEXT, true, policy),
        words_column!("Region", TEXT, false, region),
        words_column!("Group", TEXT, false, group),
        GridColumn {
            title: "Attempts",
            class: "number",
            at_first: false,
            key: |simulation, id| Key::Number(of(simulation, id).attempts_begun.into()),
            cell: |simulation, id| Item::text(of(simulation, id).attempts_begun.to_string()),
        },
    ],
    filters: &[
        ("Status", |simulation, id| Cow::Borrowed(status(simulation, id))),
        ("Policy", |simulation, id| Cow::Borrowed(policy(simulation, id))),
        ("Connection", |simulation, id| Cow::Borrowed(connection(simulation, id))),
        ("Region", |simulation, id| Cow::Borrowed(region(simulation, id))),
        ("Group", |simulation, id| Cow::Borrowed(group(simulation, id))),
    ],
    rows: |simulation| {
        // What was removed is told in Activity.
        let there = simulation.world().cloud_pcs.iter();
        there.filter(|(_, of)| of.status != CloudPcStatus::NotProvisioned).map(|(id, _)| id).collect()
    },
    entity: Entity::CloudPc,
    fits,
    empty: "No Cloud PC, at least not at this moment of the run.",
};

fn fits(simulation: &Simulation, id: CloudPcId, sought: &Sought) -> bool {
    let texts = [
        &*of(simulation, id).name,
        user(simulation, id),
        status(simulation, id),
        connection(simulation, id),
        policy(simulation, id),
    ];
    // Asking for the address costs the most.
    texts.iter().any(|text| sought.is_in(text))
        || address(simulation, id).is_some_and(|address| sought.is_in(&address.to_string()))
}
