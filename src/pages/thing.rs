//! One thing that connections rest on: how it is, what is broken in it, and everything that can break.

use leptos::prelude::*;

use crate::components::deeds::{bar, deed};
use crate::components::list::{card, facts};
use crate::state::use_run;
use crate::tell::deed::{Breakable, Deed};
use crate::tell::environment::{BrokenLine, Told, told};
use crate::tell::item::Item;
use crate::view::View;
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
        let reach = (!of.reach.is_empty()).then(|| {
            let lines = of.reach.into_iter().map(|line| view! { <li>{line.draw(None)}</li> });
            view! { <ul class="reach" aria-label="How far it reaches">{lines.collect_view()}</ul> }
        });
        view! { <li><div class="breakable" id=id.clone()>{of.line.draw(Some(&id))}{reach}</div>{repair}</li> }
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

/// The page.
pub fn draw(of: &str) -> AnyView {
    let run = use_run();
    let asked = of.to_owned();
    // How far what is broken reaches is found by repairing a copy: while time passes, now and then.
    let view = run.view_now_and_then(|| (), move |session, ()| told(session, &asked));
    let name = of.split_once('/').map_or(of, |(_, name)| name).to_owned();
    let title = move || {
        view.with(|view| view.as_ref().map(|view| view.title.clone())).unwrap_or_else(|| name.clone())
    };
    // Each part is drawn anew only where it differs: the focus may be in another one.
    let of = move |look: fn(&Told) -> Part| {
        let part = View::new(move || view.with(|told| told.as_ref().map(look)));
        move || part.get().map(Part::draw)
    };
    let nothing = View::new(move || view.with(Option::is_none));
    let nothing = move || nothing.get().then(|| super::nothing("thing", "#/environment"));
    view! {
        <div class="page-head"><p class="caption"><a href="#/environment">"Environment"</a></p></div>
        <h1>{title}</h1>
        {nothing}
        {of(|told| Part::Deeds(told.deeds.clone()))}
        {of(|told| Part::Broken(told.broken.clone()))}
        {of(|told| Part::Facts(told.facts.clone()))}
        {of(|told| Part::Breakables(told.breakables.clone()))}
    }
    .into_any()
}

/// A part of the page.
#[derive(Clone, PartialEq)]
enum Part {
    Deeds(Vec<Deed>),
    Broken(Vec<BrokenLine>),
    Facts(Vec<(&'static str, Item)>),
    Breakables(Vec<Breakable>),
}

impl Part {
    fn draw(self) -> AnyView {
        match self {
            Self::Deeds(deeds) => bar(deeds),
            Self::Broken(lines) => broken(lines),
            Self::Facts(all) => card("How it is", vec![facts(all)]),
            Self::Breakables(all) => breakables(all),
        }
    }
}
