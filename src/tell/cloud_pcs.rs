//! Cloud PCs: the list.

use anc_engine::Simulation;
use anc_engine::domain::{CloudPcStatus, Entity};

use crate::shell::address::Page;
use crate::tell::badge::cloud_pc_badge;
use crate::tell::find::Sought;
use crate::tell::item::Item;
use crate::tell::table::{NOWRAP, TEXT, Table};

/// Rows that are shown at once.
pub(crate) const ROWS_MAX: usize = 100;

/// Those that are looked for, and how many there are.
pub(crate) fn table(simulation: &Simulation, wanted: &str) -> (Table, usize) {
    let world = simulation.world();
    let wanted = Sought::new(wanted);
    let mut count = 0;
    let mut rows = Vec::new();
    for cloud_pc in world.cloud_pcs.values() {
        // What was removed is told in Activity.
        if cloud_pc.status == CloudPcStatus::NotProvisioned {
            continue;
        }
        let user = world.title(Entity::User(cloud_pc.user));
        let place = cloud_pc.placement().map_or_else(String::new, |place| {
            let address = world.subnets[place.settings.subnet].address(place.address);
            format!("{}, {address}", world.name(Entity::Connection(place.connection)))
        });
        let status = cloud_pc_badge(cloud_pc);
        let found =
            [cloud_pc.name.as_str(), user, &place, &status.words].iter().any(|text| wanted.is_in(text));
        if !found {
            continue;
        }
        count += 1;
        if rows.len() < ROWS_MAX {
            let name = cloud_pc.name.to_string();
            rows.push(vec![
                Item::text(name.clone()).link(Page::CloudPc(name).fragment()),
                Item::text(user),
                Item::badge(status).second(cloud_pc.stage().map_or("", |stage| stage.entry().title)),
                Item::text(place),
                Item::text(world.name(Entity::Policy(cloud_pc.policy))),
            ]);
        }
    }
    let table = Table {
        name: "Cloud PCs",
        caption: None,
        columns: &[
            ("Device name", NOWRAP),
            ("User", NOWRAP),
            ("Status", TEXT),
            ("Connection and address", TEXT),
            ("Provisioning policy", TEXT),
        ],
        head: 0,
        rows,
        empty: "No Cloud PC, at least not at this moment of the run.",
    };
    (table, count)
}
