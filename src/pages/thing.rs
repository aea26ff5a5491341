//! One thing that connections rest on: how it is, what is broken in it, and everything that can break.

use leptos::prelude::*;

use crate::components::deeds::{bar, deed};
use crate::components::list::{card, facts};
use crate::state::use_run;
use crate::tell::deed::Breakable;
use crate::tell::environment::{BrokenLine, Told, told};
use crate::words;

/// Entries below each other, each with its buttons.
fn listed(title: &'static str, lines: Vec<AnyView>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    card(title, vec![view! { <ul class="breakables">{lines}</ul> }.into_any()])
}

/// What is broken, each with what repairs it.
fn broken(lines: Vec<BrokenLine>) -> AnyView {
    let line = |(position, of): (usize, BrokenLine)| {
        let id = format!("broken-{position}");
        let repair = of.repair.map(|repair| deed(repair, Some(&id)));
        view! { <li><div class="breakable" id=id.clone()>{of.line.draw(Some(&id))}</div>{repair}</li> }
            .into_any()
    };
    listed("Broken now", lines.into_iter().enumerate().map(line).collect())
}

/// Everything that can break, each with its two buttons.
pub fn breakables(all: Vec<Breakable>) -> AnyView {
    let line = |(position, of): (usize, Breakable)| {
        let id = format!("breakable-{position}");
        let noticed = if of.noticed.is_empty() { "nobody".to_owned() } else { of.noticed };
        view! {
            <li>
                <div class="breakable">
                    <h3 id=id.clone()>{of.title}</h3>
                    <p class="caption">{words::noticed_by(&noticed)}</p>
                </div>
                {deed(of.break_it, Some(&id))}
                {deed(of.repair, Some(&id))}
            </li>
        }
        .into_any()
    };
    listed("What can break", all.into_iter().enumerate().map(line).collect())
}

fn body(view: Told) -> AnyView {
    view! {
        {bar(view.deeds)}
        {broken(view.broken)}
        {card("How it is", vec![facts(view.facts)])}
        {breakables(view.breakables)}
    }
    .into_any()
}

/// The page.
pub fn draw(of: &str) -> AnyView {
    let run = use_run();
    let asked = of.to_owned();
    let view = run.view_session(move |session| told(session, &asked));
    let name = of.split_once('/').map_or(of, |(_, name)| name).to_owned();
    let title = move || {
        view.with(|view| view.as_ref().map(|view| view.title.clone())).unwrap_or_else(|| name.clone())
    };
    let body = move || match view.get() {
        Some(view) => body(view),
        None => super::nothing("thing", "#/environment").into_any(),
    };
    view! {
        <div class="page-head"><p class="caption"><a href="#/environment">"Environment"</a></p></div>
        <h1>{title}</h1>
        {body}
    }
    .into_any()
}
