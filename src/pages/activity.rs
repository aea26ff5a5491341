//! Activity: every record, filtered, each with its *Why?*.

use anc_engine::Simulation;
use anc_engine::domain::RecordKey;
use anc_engine::narration::narrate;
use leptos::prelude::*;

use crate::clock;
use crate::components::status::{Shape, shaped};
use crate::components::why::WhyButton;
use crate::find::Sought;
use crate::run::use_run;

/// Rows that are added at a time.
const ROWS: usize = 50;
/// Records that are searched for them: narrating is work.
const SEARCHED_MAX: usize = 20_000;

#[derive(Clone, PartialEq)]
struct Row {
    key: RecordKey,
    when: String,
    shape: Shape,
    word: &'static str,
    title: String,
    text: String,
}

/// The newest records that are wanted, and whether there may be more.
fn rows(simulation: &Simulation, wanted: &str, of_note: bool, most: usize) -> (Vec<Row>, bool) {
    let world = simulation.world();
    let wanted = Sought::new(wanted);
    let mut rows = Vec::new();
    for record in simulation.records().iter().rev().take(SEARCHED_MAX) {
        if of_note && !record.is_of_note() {
            continue;
        }
        let told = narrate(record, world);
        if !wanted.is_in(&told.title) && !wanted.is_in(&told.text) {
            continue;
        }
        if rows.len() == most {
            return (rows, true);
        }
        rows.push(Row {
            key: record.key,
            when: clock::day_and_time(world.start.at(record.key.at)),
            shape: Shape::of_tone(told.tone),
            word: told.tone.word(),
            title: told.title,
            text: told.text,
        });
    }
    (rows, false)
}

/// The page.
#[component]
pub fn Activity() -> impl IntoView {
    let run = use_run();
    let wanted = RwSignal::new(String::new());
    let of_note = RwSignal::new(false);
    let most = RwSignal::new(ROWS);
    let found =
        run.view(move |simulation| wanted.with(|wanted| rows(simulation, wanted, of_note.get(), most.get())));
    let counted = run.view(|simulation| (simulation.records().len(), simulation.routine_records()));
    let line = |(position, row): (usize, Row)| {
        let id = format!("record-{position}");
        view! {
            <tr>
                <td class="nowrap number-start">{row.when}</td>
                <td>{shaped(row.shape, row.word)}</td>
                <th scope="row" id=id.clone()>{row.title}<span class="second caption">{row.text}</span></th>
                <td><WhyButton record=row.key described_by=id /></td>
            </tr>
        }
    };
    let body = move || {
        let (rows, _) = found.get();
        if rows.is_empty() {
            view! { <tr><td colspan="4" class="empty">"Nothing of that happened so far."</td></tr> }
                .into_any()
        } else {
            rows.into_iter().enumerate().map(line).collect_view().into_any()
        }
    };
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
        <div class="table-box" tabindex="0" role="region" aria-label="Activity, scrolling">
            <table aria-label="Activity">
                <thead><tr><th scope="col">"Time (UTC)"</th><th scope="col">"Kind"</th><th scope="col">"What happened, newest first"</th><th scope="col">"Cause"</th></tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <Show when=move || found.with(|(_, more)| *more)>
            <p><button type="button" class="button" on:click=move |_| most.update(|most| *most += ROWS)>"Show more"</button></p>
        </Show>
    }
}
