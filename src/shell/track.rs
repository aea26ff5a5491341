//! The track of the time bar: the slider, the axis, and a mark wherever the story goes on.

use anc_engine::Simulation;
use anc_engine::domain::Instant;
use anc_session::Intent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::components::axis::{Label, PLACES, labels};
use crate::components::marks::{Drawn, drawn};
use crate::components::measured::measured;
use crate::components::status::glyph;
use crate::shell::time_bar::STEP_MS;
use crate::state::use_run;
use crate::tell::numbers::grouped;
use crate::view::{live, text};
use crate::words;

/// The slider's thumb keeps so many pixels from both ends.
const THUMB: i64 = 8;

/// `2 h 10 min of 1 d, event 8 of 31`
fn value_text(simulation: &Simulation) -> String {
    let happened = grouped(simulation.records().len() as u64);
    let known = grouped(simulation.known_records().len() as u64);
    words::moment_of_run(&simulation.now().words(), &simulation.horizon().words(), &happened, &known)
}

/// A place on the track, between the ends that the thumb reaches.
fn left(place: i64) -> String {
    format!("calc({THUMB}px + (100% - {}px) * {place} / {PLACES})", 2 * THUMB)
}

/// The track.
pub fn draw() -> AnyView {
    let run = use_run();
    let track = NodeRef::<Div>::new();
    // Before it is drawn, that of a small one.
    let width = measured(move || track.get_untracked().map_or(320, |track| i64::from(track.client_width())));
    let pixels = move || width.get() - 2 * THUMB;
    let horizon = run.view(Simulation::horizon);
    let value = run.view(|simulation| simulation.now().0 / STEP_MS);
    let spoken = run.view(value_text);
    let marks = run.view_story(move |simulation, story| drawn(simulation, story, pixels()));
    let scrub = move |event| {
        if let Ok(minutes) = event_target_value(&event).parse::<i64>() {
            run.send(Intent::Seek(Instant::minutes(minutes)));
        }
    };
    // By keyboard the marks are reached with [ and ]; they would be a hundred stops of Tab.
    let mark = move |Drawn { place, shape, at, later, words }: Drawn| {
        let class = if later { "mark later" } else { "mark" };
        view! {
            <button
                type="button"
                tabindex="-1"
                class=class
                style:left=left(place)
                title=words.clone()
                aria-label=words
                on:click=move |_| run.send(Intent::Seek(at))
            >
                {glyph(shape)}
            </button>
        }
    };
    let axis_labels =
        run.view(move |simulation| labels(simulation.world().start, simulation.horizon(), pixels()));
    let axis = live(move || {
        let label = |label: Label| {
            let class = if label.day { "axis-label day" } else { "axis-label" };
            view! { <span class=class style:left=left(label.place)>{label.words}</span> }
        };
        axis_labels.get().into_iter().map(label).collect_view()
    });
    view! {
        <div class="time-track" node_ref=track>
            <div class="marks">{live(move || marks.get().into_iter().map(mark).collect_view())}</div>
            <input
                type="range"
                aria-label="Time"
                min="0"
                max=text(move || (horizon.get().0 / STEP_MS).to_string())
                step="1"
                prop:value=text(move || value.get().to_string())
                aria-valuetext=text(move || spoken.get())
                on:input=scrub
            />
            <div class="axis" aria-hidden="true">{axis}</div>
        </div>
    }
    .into_any()
}
