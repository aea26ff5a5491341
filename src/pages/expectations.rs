//! Expectations: what the file says must hold, and what became of it so far; each leads to its moment.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::domain::Offset;
use anc_engine::scenario::{Judge, Outcome, When};
use anc_session::Intent;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::status::{Shape, glyph};
use crate::state::use_run;

/// An expectation in words.
#[derive(Clone, PartialEq)]
struct Line {
    shape: Shape,
    verdict: &'static str,
    words: String,
    when: String,
    seen: String,
    leads_to: Option<Offset>,
    place: String,
}

fn lines(simulation: &Simulation, judge: &Judge) -> Vec<Line> {
    let now = simulation.now();
    let start = simulation.world().start;
    let moment = |at: Offset| calendar::seen_from(start.at(at), start.at(now));
    let line = |(expectation, decided): (&anc_engine::scenario::Expectation, Option<(Offset, &Outcome)>)| {
        let (when, asked) = match expectation.when {
            When::At(at) => (format!("at {}", moment(at)), Some(at)),
            When::By(at) => (format!("by {}", moment(at)), Some(at)),
            When::Never => ("never".to_owned(), None),
        };
        let (shape, verdict, seen) = match decided {
            Some((_, Outcome::Held)) => (Shape::Success, "Holds", String::new()),
            Some((_, Outcome::Failed(seen))) => (Shape::Error, "Failed", format!("Seen instead: {seen}.")),
            None if expectation.when == When::Never && now >= simulation.horizon() => {
                (Shape::Success, "Holds", String::new())
            }
            None if expectation.when == When::Never => (Shape::Running, "Holds so far", String::new()),
            None | Some((_, Outcome::NotReached)) => (Shape::Pending, "Not yet", String::new()),
        };
        Line {
            shape,
            verdict,
            words: expectation.what.words(),
            when,
            seen,
            leads_to: decided.map(|(at, _)| at).or(asked),
            place: format!("line {}", expectation.line),
        }
    };
    judge.expectations().iter().zip(judge.decided(now)).map(line).collect()
}

/// The page.
#[component]
pub fn Expectations() -> impl IntoView {
    let run = use_run();
    let lines = run.view_judge(lines);
    let sums = move || {
        lines.with(|lines| {
            let count =
                |verdicts: &[&str]| lines.iter().filter(|line| verdicts.contains(&line.verdict)).count();
            [
                (Shape::Success, format!("{} hold", count(&["Holds"]))),
                (Shape::Error, format!("{} failed", count(&["Failed"]))),
                (Shape::Pending, format!("{} not yet reached", count(&["Not yet", "Holds so far"]))),
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
            {move || sums().map(|(shape, words)| view! { <li>{crate::components::status::shaped(shape, words)}</li> }).collect_view()}
        </ul>
        {body}
    }
}
