//! Why something happened: the way from a record down to the scenario line, the action or the fault where it began.

use anc_engine::Simulation;
use anc_engine::domain::{Offset, RecordKey};
use anc_engine::narration::narrate;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::button::Button;
use super::help::show;
use super::icon::Icon;
use super::status::{Shape, glyph};
use crate::clock;
use crate::run::use_run;

/// One record of the way.
#[derive(Clone, PartialEq)]
struct Step {
    shape: Shape,
    title: String,
    text: String,
    when: String,
    at: Offset,
    rested_on: Vec<(Shape, String)>,
}

fn steps(simulation: &Simulation, key: RecordKey) -> Vec<Step> {
    let world = simulation.world();
    let when = |key: RecordKey| clock::day_and_time(world.start.at(key.at));
    simulation
        .why(key)
        .into_iter()
        .map(|record| {
            let told = narrate(record, simulation);
            let rested_on =
                record.because.iter().filter_map(|&because| simulation.record(because)).map(|because| {
                    let told = narrate(because, simulation);
                    (Shape::of_tone(told.tone), format!("{} ({})", told.title, when(because.key)))
                });
            Step {
                shape: Shape::of_tone(told.tone),
                title: told.title,
                text: told.text,
                when: when(record.key),
                at: record.key.at,
                rested_on: rested_on.collect(),
            }
        })
        .collect()
}

/// A button that asks why a record came to be. `described_by` is the id of what tells of it.
pub fn why_button(record: RecordKey, described_by: Option<String>) -> AnyView {
    let run = use_run();
    Button { class: "subtle", described_by, ..Button::default() }
        .draw("Why?", move || run.explained.set(Some(record)))
}

/// The dialog.
#[component]
pub fn Why() -> impl IntoView {
    let run = use_run();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| show(dialog, run.explained.get().is_some()));
    let close = move || run.explained.set(None);
    let body = move || {
        let Some(key) = run.explained.get() else { return Vec::new() };
        run.playing.set(false);
        run.look(|simulation| steps(simulation, key))
    };
    let line = move |step: Step| {
        let rested_on = (!step.rested_on.is_empty()).then(|| {
            let items = step.rested_on.into_iter().map(|(shape, words)| {
                view! { <li><span class="badge">{glyph(shape)}<span class="badge-word">{words}</span></span></li> }
            });
            view! { <ul aria-label="It rested on">{items.collect_view()}</ul> }
        });
        let there =
            Button { class: "subtle", label: Some(format!("Go to {}", step.when)), ..Button::default() };
        let go = move || {
            close();
            run.seek(step.at);
        };
        view! {
            <li>
                {glyph(step.shape)}
                <div class="step">
                    <h3>{step.title}</h3>
                    {(!step.text.is_empty()).then(|| view! { <p>{step.text}</p> })}
                    <p class="caption">
                        {step.when.clone()}" "
                        {there.draw("Go there", go)}
                    </p>
                </div>
                {rested_on}
            </li>
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="why-title" on:close=move |_| close()>
            <div class="dialog-head">
                <div>
                    <h2 id="why-title">"Why?"</h2>
                    <p class="caption">"From what happened down to where it began."</p>
                </div>
                {Button::icon("Close").draw(Icon::Dismiss.draw(), close)}
            </div>
            <div class="dialog-body"><ol class="chain">{move || body().into_iter().map(line).collect_view()}</ol></div>
        </dialog>
    }
}
