//! Why something happened: the answer first, then the way from the record down to where it began, as a picture and as a list.

use anc_engine::domain::RecordKey;
use anc_session::{Intent, Session};
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::dialog::{Dialog, show};
use crate::components::status::{glyph, shaped};
use crate::components::styles::adopt;
use crate::components::why::{IF_NOT, IF_OTHER};
use crate::picture::chain::chain;
use crate::picture::draw::element;
use crate::picture::layout::px;
use crate::state::{Run, use_run, what_if};
use crate::tell::chain::Sign;
use crate::tell::why::{NotTaken, Step, answer};
use crate::view::{View, follow, live};
use crate::words;

/// What the lines of the picture are.
const LEGEND: &str =
    "Numbers are those of the list. A thick line is what checks had seen, for as long as it was believed.";

/// The way as a picture; of fewer than three signs there is nothing to see.
fn pictured(signs: &[Sign]) -> Option<AnyView> {
    const WIDEST: f64 = 592.0;
    if signs.len() < 3 {
        return None;
    }
    let window = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(WIDEST);
    let width = (window - 72.0).min(WIDEST);
    let (marks, height) = chain(signs, width);
    let drawn = marks.into_iter().map(element).collect_view();
    Some(
        view! {
            <div class="chain-picture">
                <svg role="img" aria-label="The way in the order of time: the list below says the same" width=px(width) height=px(height)>{drawn}</svg>
                <p class="caption">{LEGEND}</p>
            </div>
        }
        .into_any(),
    )
}

/// Why the others of a choice were not taken, and what would be if they had been asked first.
fn not_taken(run: Run, choice: RecordKey, others: Vec<NotTaken>) -> AnyView {
    let button = || Button { class: "subtle", ..Button::default() };
    let may_act = !run.look(Session::is_locked);
    let line = |of: NotTaken| {
        let why = of.rested_on.map(|key| button().draw("Why?", move || run.explain(key)));
        let first = of.could_be_first.filter(|_| may_act).map(|connection| {
            let ask = move || what_if::ask_first(run, choice, connection);
            button().draw(words::had_stood_first(&of.name), ask)
        });
        view! { <li>{of.sentence}" "{why}{first}</li> }
    };
    view! { <h4>"Why not another one?"</h4><ul class="plain">{others.into_iter().map(line).collect_view()}</ul> }
        .into_any()
}

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
    let line = move |(position, step): (usize, Step)| {
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
        let asks = |words: &'static str, ask: fn(Run, RecordKey)| {
            Button { class: "subtle", ..Button::default() }.draw(words, move || ask(run, step.record))
        };
        let title = match step.page {
            Some(address) => view! { <a href=address on:click=move |_| close()>{step.title}</a> }.into_any(),
            None => step.title.into_any(),
        };
        view! {
            <li>
                {glyph(step.shape)}
                <div class="step">
                    <h3><span class="chain-place" aria-hidden="true">{position + 1}</span>{title}</h3>
                    {(!step.text.is_empty()).then(|| view! { <p>{step.text}</p> })}
                    {(!step.not_taken.is_empty()).then(|| not_taken(run, step.record, step.not_taken))}
                    {step.believed.map(|(shape, words)| view! { <p class="believed">{shaped(shape, words)}</p> })}
                    <p class="caption">
                        {step.when.clone()}" "
                        {there.draw("Go there", go)}
                        {step.left_out.then(|| asks(IF_NOT, what_if::ask))}
                        {(step.otherwise && !run.look(Session::is_locked)).then(|| asks(IF_OTHER, what_if::ask_otherwise))}
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
        {live(move || told.get().not_noticed.map(|words| view! { <h3 class="why-head">"Why had no check noticed?"</h3><p>{words}</p> }))}
        <h3 class="why-head">"How it came"</h3>
        {live(move || pictured(&told.get().signs))}
        <ol class="chain">{live(move || told.get().steps.into_iter().enumerate().map(line).collect_view())}</ol>
    })
}
