//! Activity: every record, filtered, each with its *Why?*.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::state::use_run;
use crate::tell::activity::{ROWS, SEARCHED, find};
use crate::tell::numbers::{counted, grouped};
use crate::view::live;
use crate::words;

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
    // The same scenario, seed and actions give the same one everywhere: a run is known by it.
    let digest = run.view(|simulation| simulation.records_digest().map(|digest| digest.to_string()));
    let caption = move || {
        let (kept, routine) = counts.get();
        let unkept = routine.saturating_sub(anc_engine::limits::ROUTINE_RECORDS_MAX);
        let kept = counted(kept, "record", "records");
        match unkept {
            0 => words::records_so_far(&kept),
            more => words::records_and_more(&kept, &grouped(more)),
        }
    };
    let older = move || {
        let unsearched = found.with(|found| found.unsearched);
        (unsearched > 0).then(|| {
            view! {
                <p>
                    {words::not_searched(&counted(unsearched, "older record", "older records"))}
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
            <label class="field check">
                <input type="checkbox" on:change=move |event| { anew(); of_note.set(event_target_checked(&event)); } />
                "Only failures, refusals, faults and what turns the story"
            </label>
            <span class="caption">{caption}" · digest "<code>{live(move || digest.get())}</code></span>
        </div>
        {live(move || found.get().table.draw())}
        <Show when=move || found.with(|found| found.more)>
            <p>{Button::default().draw("Show more", move || most.update(|most| *most += ROWS))}</p>
        </Show>
        {older}
    }
}
