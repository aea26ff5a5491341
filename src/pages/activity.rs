//! Activity: every record, filtered, each with its *Why?*.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::story::Story;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::item::Item;
use crate::components::status::Shape;
use crate::components::table::{TEXT, Table};
use crate::direction::narrated;
use crate::find::Sought;
use crate::numbers::{counted, grouped};
use crate::state::use_run;
use crate::target::of_entity;

/// Rows that are added at a time.
const ROWS: usize = 50;
/// Records that are searched for them at a time: narrating is work.
const SEARCHED: usize = 20_000;

/// The newest records that are wanted, and where the search ended.
#[derive(Clone, PartialEq)]
struct Found {
    table: Table,
    /// Whether there are more rows in what was searched.
    more: bool,
    /// How many older records were not searched.
    unsearched: usize,
}

fn find(
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
            ("Time (UTC)", "nowrap number-start"),
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

/// The page.
#[component]
pub fn Activity() -> impl IntoView {
    let run = use_run();
    let wanted = RwSignal::new(String::new());
    let of_note = RwSignal::new(false);
    let most = RwSignal::new(ROWS);
    let searched = RwSignal::new(SEARCHED);
    let found = run.view_story(move |simulation, story| {
        wanted.with(|wanted| find(simulation, story, wanted, of_note.get(), most.get(), searched.get()))
    });
    let anew = move || {
        most.set(ROWS);
        searched.set(SEARCHED);
    };
    let counts = run.view(|simulation| (simulation.records().len(), simulation.routine_records()));
    let caption = move || {
        let (kept, routine) = counts.get();
        let unkept = routine.saturating_sub(anc_engine::limits::ROUTINE_RECORDS_MAX);
        let more = if unkept > 0 {
            format!("; {} more successful sign-ins were counted", grouped(unkept))
        } else {
            String::new()
        };
        format!("{} so far{more}", counted(kept, "record", "records"))
    };
    let older = move || {
        let unsearched = found.with(|found| found.unsearched);
        (unsearched > 0).then(|| {
            view! {
                <p>
                    {format!("{} were not searched. ", counted(unsearched, "older record", "older records"))}
                    {Button::default().draw("Search on", move || searched.update(|count| *count += SEARCHED))}
                </p>
            }
        })
    };
    view! {
        <h1>"Activity"</h1>
        <div class="filters">
            <label class="field">
                "Find"
                <input type="search" maxlength="60" on:input=move |event| { anew(); wanted.set(event_target_value(&event)); } />
            </label>
            <label class="field">
                <input type="checkbox" on:change=move |event| { anew(); of_note.set(event_target_checked(&event)); } />
                "Only failures, refusals, faults and what turns the story"
            </label>
            <span class="caption">{caption}</span>
        </div>
        {move || found.get().table.draw()}
        <Show when=move || found.with(|found| found.more)>
            <p>{Button::default().draw("Show more", move || most.update(|most| *most += ROWS))}</p>
        </Show>
        {older}
    }
}
