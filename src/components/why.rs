//! Why something happened: the answer first, then the way from the record down to where it began.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::domain::{Entity, Offset, RecordKey, RecordKind};
use anc_engine::why::{self, has_answer};
use anc_session::Intent;
use leptos::prelude::*;

use super::button::Button;
use super::status::{glyph, shaped};
use crate::components::dialog::{Dialog, show};
use crate::components::styles::adopt;
use crate::state::use_run;
use crate::state::what_if::{self, may_be_left_out};
use crate::tell::badge::{largest_unit, status_badge};
use crate::tell::direction::{isolated, narrated};
use crate::tell::numbers::grouped;
use crate::tell::shape::Shape;
use crate::tell::target::of_entity;
use crate::view::{View, follow, live};
use crate::words;

/// A record of the way, in words.
#[derive(Clone, PartialEq)]
struct Step {
    shape: Shape,
    title: String,
    text: String,
    when: String,
    at: Offset,
    record: RecordKey,
    /// Whether it may be left out.
    left_out: bool,
    /// The page of what it is about.
    page: Option<String>,
    rested_on: Vec<(Shape, String)>,
    /// What was believed then of the connection that it is about.
    believed: Option<(Shape, String)>,
    /// How long before it the next step down was.
    gap: Option<String>,
}

/// An answer, in words.
#[derive(Clone, PartialEq, Default)]
struct Answer {
    title: String,
    sentence: String,
    steps: Vec<Step>,
}

/// What was believed of the connection that a record is about when it happened: the last end of a run before it.
fn believed(simulation: &Simulation, key: RecordKey) -> Option<(Shape, String)> {
    let world = simulation.world();
    // A run of checks does not rest on what was believed.
    if matches!(key.kind, RecordKind::RunStarted | RecordKind::RunEnded | RecordKind::CheckChanged) {
        return None;
    }
    let cloud_pc = match key.entity {
        Entity::CloudPc(id) => Some(id),
        Entity::User(id) => world.users[id].cloud_pc,
        _ => None,
    };
    let connection = match key.entity {
        Entity::Connection(id) => id,
        _ => world.cloud_pcs[cloud_pc?].placement_at(key.at)?.connection,
    };
    let of = &world.connections[connection];
    let run = of.last_run_at(key.at)?;
    let badge = status_badge(run.status);
    Some((badge.shape, words::believed_then(&of.name, &badge.words, &largest_unit(key.at.since(run.ends)))))
}

fn answer(simulation: &Simulation, key: RecordKey) -> Option<Answer> {
    let start = simulation.world().start;
    let now = start.at(simulation.now());
    let when = |at: Offset| calendar::seen_from(start.at(at), now);
    let told = |key| simulation.record(key).map(|record| narrated(record, simulation));
    let of = why::why(simulation, key)?;
    let steps = of.chain.iter().filter_map(|step| {
        let mut told = told(step.record)?;
        if step.alike > 0 {
            let before = match step.alike {
                1 => words::one_like_it(),
                count => words::many_like_it(&grouped(count as u64)),
            };
            told.text = match told.text.as_str() {
                "" => before,
                text => [text, &before].join(" "),
            };
        }
        let rested_on = step.rested_on.iter().filter_map(|&because| {
            let told = narrated(simulation.record(because)?, simulation);
            Some((Shape::of_tone(told.tone), words::at_time(&told.title, &when(because.at))))
        });
        Some(Step {
            shape: Shape::of_tone(told.tone),
            title: told.title,
            text: told.text,
            when: when(step.record.at),
            at: step.record.at,
            record: step.record,
            left_out: may_be_left_out(simulation, step.record),
            page: of_entity(simulation.world(), step.record.entity).map(|page| page.fragment()),
            rested_on: rested_on.collect(),
            believed: believed(simulation, step.record),
            gap: None,
        })
    });
    let title = told(key).map(|told| told.title).unwrap_or_default();
    let mut steps: Vec<Step> = steps.collect();
    for place in 1..steps.len() {
        let apart = steps[place - 1].at.since(steps[place].at);
        steps[place - 1].gap = (apart.0 >= 60_000).then(|| words::long_before(&apart.words()));
    }
    Some(Answer { title, sentence: isolated(&of.sentence), steps })
}

/// A button that asks why a record came to be; none where nothing caused it. `described_by` is the id of what tells of it.
pub fn why_button(record: RecordKey, described_by: Option<String>) -> AnyView {
    let run = use_run();
    let (answered, left_out) =
        run.read(|simulation| (has_answer(simulation, record), may_be_left_out(simulation, record)));
    if !answered && !left_out {
        return ().into_any();
    }
    let button = Button { class: "subtle", described_by, ..Button::default() };
    button.draw(if answered { "Why?" } else { IF_NOT }, move || {
        if answered { run.explain(record) } else { what_if::ask(run, record) }
    })
}

/// Asks for the run without a beginning.
const IF_NOT: &str = "What if not?";

/// The dialog.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/why.css"));
    let run = use_run();
    let element = NodeRef::new();
    follow(move || {
        let key = run.explained.get();
        // Whoever went back in time while this part was on its way asks for what did not happen yet.
        let known = key.filter(|&key| run.read(|simulation| simulation.record(key).is_some()));
        show(element, known.is_some());
        if known != key {
            run.explained.set(None);
        }
    });
    let close = move || run.explained.set(None);
    let told = View::new(move || {
        let key = run.explained.get();
        key.and_then(|key| run.read(|simulation| answer(simulation, key))).unwrap_or_default()
    });
    let line = move |step: Step| {
        let rested_on = (!step.rested_on.is_empty()).then(|| {
            let items = step.rested_on.into_iter().map(|(shape, words)| {
                view! { <li><span class="badge">{glyph(shape)}<span class="badge-word">{words}</span></span></li> }
            });
            view! { <ul aria-label="It rested on">{items.collect_view()}</ul> }
        });
        let there = Button { class: "subtle", label: Some(words::go_to(&step.when)), ..Button::default() };
        let go = move || {
            close();
            run.send(Intent::Seek(step.at));
        };
        let title = match step.page {
            Some(address) => view! { <a href=address on:click=move |_| close()>{step.title}</a> }.into_any(),
            None => step.title.into_any(),
        };
        view! {
            <li>
                {glyph(step.shape)}
                <div class="step">
                    <h3>{title}</h3>
                    {(!step.text.is_empty()).then(|| view! { <p>{step.text}</p> })}
                    {step.believed.map(|(shape, words)| view! { <p class="believed">{shaped(shape, words)}</p> })}
                    <p class="caption">
                        {step.when.clone()}" "
                        {there.draw("Go there", go)}
                        {step.left_out.then(|| Button { class: "subtle", ..Button::default() }.draw(IF_NOT, move || {
                            close();
                            what_if::ask(run, step.record);
                        }))}
                    </p>
                </div>
                {rested_on}
                {step.gap.map(|gap| view! { <p class="gap caption">{gap}</p> })}
            </li>
        }
    };
    let subtitle = Some(view! { {live(move || told.get().title)} }.into_any());
    let close = Callback::new(move |()| close());
    Dialog { element, id: "why-title", title: "Why?", subtitle, close }.draw(view! {
        <p class="answer">{live(move || told.get().sentence)}</p>
        <h3>"How it came"</h3>
        <ol class="chain">{live(move || told.get().steps.into_iter().map(line).collect_view())}</ol>
    })
}
