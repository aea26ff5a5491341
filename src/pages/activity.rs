//! Activity: every record, filtered, each with its *Why?*.

use anc_engine::Simulation;
use anc_engine::narration::narrate;
use leptos::prelude::*;

use crate::clock;
use crate::components::button::Button;
use crate::components::item::Item;
use crate::components::status::Shape;
use crate::components::table::{TEXT, Table};
use crate::find::Sought;
use crate::run::use_run;

/// Rows that are added at a time.
const ROWS: usize = 50;
/// Records that are searched for them: narrating is work.
const SEARCHED_MAX: usize = 20_000;

/// The newest records that are wanted, and whether there may be more.
fn table(simulation: &Simulation, wanted: &str, of_note: bool, most: usize) -> (Table, bool) {
    let world = simulation.world();
    let wanted = Sought::new(wanted);
    let mut rows = Vec::new();
    let mut more = false;
    for record in simulation.records().iter().rev().take(SEARCHED_MAX) {
        if of_note && !record.is_of_note() {
            continue;
        }
        let told = narrate(record, simulation);
        if !wanted.is_in(&told.title) && !wanted.is_in(&told.text) {
            continue;
        }
        if rows.len() == most {
            more = true;
            break;
        }
        rows.push(vec![
            Item::text(clock::day_and_time(world.start.at(record.key.at))),
            Item::shaped(Shape::of_tone(told.tone), told.tone.word()),
            Item::text(told.title).second(told.text),
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
        empty: "Nothing of that happened so far.",
    };
    (table, more)
}

/// The page.
#[component]
pub fn Activity() -> impl IntoView {
    let run = use_run();
    let wanted = RwSignal::new(String::new());
    let of_note = RwSignal::new(false);
    let most = RwSignal::new(ROWS);
    let found = run
        .view(move |simulation| wanted.with(|wanted| table(simulation, wanted, of_note.get(), most.get())));
    let counted = run.view(|simulation| (simulation.records().len(), simulation.routine_records()));
    let caption = move || {
        let (kept, routine) = counted.get();
        let unkept = routine.saturating_sub(anc_engine::limits::ROUTINE_RECORDS_MAX);
        let more = if unkept > 0 {
            format!("; {unkept} more successful sign-ins were counted")
        } else {
            String::new()
        };
        format!("{kept} records so far{more}")
    };
    view! {
        <h1>"Activity"</h1>
        <div class="filters">
            <label class="field">
                "Find"
                <input type="search" maxlength="60" on:input=move |event| { most.set(ROWS); wanted.set(event_target_value(&event)); } />
            </label>
            <label class="field">
                <input type="checkbox" on:change=move |event| { most.set(ROWS); of_note.set(event_target_checked(&event)); } />
                "Only failures, refusals, faults and changes of a status"
            </label>
            <span class="caption">{caption}</span>
        </div>
        {move || found.get().0.draw()}
        <Show when=move || found.with(|(_, more)| *more)>
            <p>{Button::default().draw("Show more", move || most.update(|most| *most += ROWS))}</p>
        </Show>
    }
}
