//! Expectations: what the file says must hold, and what became of it so far; each leads to its moment.

use anc_engine::scenario;
use anc_session::Intent;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::status::glyph;
use crate::components::styles::adopt;
use crate::state::use_run;
use crate::tell::expectations::{Line, lines};
use crate::tell::shape::Shape;
use crate::view::{View, live};
use crate::words;

/// The page.
#[component]
pub fn Expectations() -> impl IntoView {
    adopt(include_str!("../../style/scenarios.css"));
    adopt(include_str!("../../style/sign-in.css"));
    let run = use_run();
    let places = View::new(move || {
        run.document(|document| scenario::lines(&document.text, &document.scenario.expectations))
    });
    let lines =
        run.view_judge(move |simulation, judge| places.with(|places| lines(simulation, judge, places)));
    let sums = move || {
        lines.with(|lines| {
            let count = |verdicts: &[&str]| {
                lines.iter().filter(|line| verdicts.contains(&line.verdict)).count().to_string()
            };
            [
                (Shape::Success, words::hold(&count(&["Holds"]))),
                (Shape::Error, words::failed(&count(&["Failed"]))),
                (Shape::Pending, words::not_reached(&count(&["Not yet", "Holds so far"]))),
            ]
        })
    };
    let item = move |(position, line): (usize, Line)| {
        let id = format!("expectation-{position}");
        let go = line.leads_to.map(|at| {
            Button { class: "subtle", described_by: Some(id.clone()), ..Button::default() }
                .draw("Go there", move || run.send(Intent::Seek(at)))
        });
        view! {
            <li class="expectation">
                {glyph(line.shape)}
                <div>
                    <p id=id><strong>{line.verdict}": "</strong>{line.words}", "{line.when}"."</p>
                    {(!line.seen.is_empty()).then(|| view! { <p>{line.seen}</p> })}
                    <p class="caption">{line.place}" "{go}</p>
                </div>
            </li>
        }
    };
    let body = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="card">"The file of this scenario expects nothing."</p> }.into_any();
        }
        // What failed comes first: whoever looks wants to see that.
        let (failed, others): (Vec<_>, Vec<_>) =
            lines.into_iter().enumerate().partition(|(_, line)| line.shape == Shape::Error);
        let items = failed.into_iter().chain(others).map(item).collect_view();
        view! { <ol class="card expectations" aria-label="Expectations">{items}</ol> }.into_any()
    };
    view! {
        <div class="page-head">
            <h1>"Expectations"</h1>
            <p class="caption">"What the file of this scenario says must hold. Playing on fills the list; “anc run” judges the same in a terminal."</p>
        </div>
        <ul class="sums">
            {live(move || sums().map(|(shape, words)| view! { <li>{crate::components::status::shaped(shape, words)}</li> }).collect_view())}
        </ul>
        {body}
    }
}
