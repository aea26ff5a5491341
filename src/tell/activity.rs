//! Activity: every record, filtered, each with its *Why?*.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::story::Story;

use crate::tell::direction::narrated;
use crate::tell::find::Sought;
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{TEXT, Table};
use crate::tell::target::of_entity;

/// Rows that are added at a time.
pub(crate) const ROWS: usize = 50;
/// Records that are searched for them at a time: narrating is work.
pub(crate) const SEARCHED: usize = 20_000;

/// The newest records that are wanted, and where the search ended.
#[derive(Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) table: Table,
    /// Whether there are more rows in what was searched.
    pub(crate) more: bool,
    /// How many older records were not searched.
    pub(crate) unsearched: usize,
}

pub(crate) fn find(
    simulation: &Simulation,
    story: &Story,
    wanted: &str,
    of_note: bool,
    most: usize,
    searched: usize,
) -> Found {
    let world = simulation.world();
    let now = world.start.at(simulation.now());
    let wanted = Sought::new(wanted);
    let mut rows = Vec::new();
    let mut more = false;
    let records = simulation.records();
    for record in records.iter().rev().take(searched) {
        if of_note && !record.is_of_note() && !story.begins(record.key) {
            continue;
        }
        let told = narrated(record, simulation);
        if !wanted.is_in(&told.title) && !wanted.is_in(&told.text) {
            continue;
        }
        if rows.len() == most {
            more = true;
            break;
        }
        let mut title = Item::text(told.title).second(told.text);
        title.link = of_entity(world, record.key.entity).map(|page| page.fragment());
        rows.push(vec![
            Item::text(calendar::seen_from(world.start.at(record.key.at), now)),
            Item::shaped(Shape::of_tone(told.tone), told.tone.word()),
            title,
            Item::why(record.key),
        ]);
    }
    let table = Table {
        name: "Activity",
        caption: None,
        columns: &[
            ("Time", "nowrap number-start"),
            ("Kind", TEXT),
            ("What happened, newest first", TEXT),
            ("Cause", TEXT),
        ],
        head: 2,
        rows,
        empty: "Nothing of that happened, as far as was searched.",
    };
    let unsearched = if more { 0 } else { records.len().saturating_sub(searched) };
    Found { table, more, unsearched }
}
