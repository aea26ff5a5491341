//! The editor of scenario files: the text, and beside it what is wrong, or what became of each expectation, as one writes. A run in which something was done
//! becomes a file here, with expectations that are proposed; and a file is opened from here.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::scenario::command::Fields;
use anc_engine::scenario::export::written;
use anc_engine::scenario::propose::{Proposal, Proposed};
use anc_engine::scenario::{self, FileError};
use anc_session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::Button;
use crate::components::code::{Code, Wrong};
use crate::components::message::Message;
use crate::components::status::glyph;
use crate::components::styles::adopt;
use crate::shell::location::use_place;
use crate::state::draft_file::{self, Looked};
use crate::state::{Run, files, use_run};
use crate::tell::expectations::{Line, lines};
use crate::tell::shape::Shape;
use crate::view::{follow, live};
use crate::words;

/// What is said of the text.
#[derive(Clone, PartialEq)]
enum Said {
    /// It is looked at.
    Looking,
    /// What is wrong with it.
    Wrong(Vec<Wrong>),
    /// It holds or not: expectation by expectation, and the run in a line.
    Judged { lines: Vec<Line>, run: String },
    /// It was not looked at, and why.
    Unread,
}

/// What was proposed, and which of it is chosen.
#[derive(Clone, PartialEq)]
struct Offer {
    proposed: Proposed,
    /// Their moments, in words.
    moments: Vec<String>,
    chosen: Vec<bool>,
}

/// The page.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/editor.css"));
    adopt(include_str!("../../style/scenarios.css"));
    let run = use_run();
    let kept = draft_file::kept();
    // What nobody wrote in is not kept: another scenario may be open the next time.
    let untouched = kept.is_none().then(|| untrack(|| run.document(|document| document.text.to_string())));
    let begun = kept.or_else(|| untouched.clone()).unwrap_or_default();
    let code = Code::new(begun);
    let said = RwSignal::new(Said::Looking);
    let trouble = RwSignal::new(Vec::<String>::new());
    let offer = RwSignal::new(None::<Offer>);
    let newest = StoredValue::new(0_u64);
    follow(move || {
        let text = code.text.get();
        if untouched.as_ref() != Some(&text) {
            draft_file::keep(&text);
        }
        newest.update_value(|newest| *newest += 1);
        let this = newest.get_value();
        said.set(Said::Looking);
        let is_last = move || newest.try_get_value() == Some(this);
        draft_file::look(text, is_last, move |looked| {
            let now = told(looked);
            code.mark(if let Said::Wrong(wrong) = &now { wrong } else { &[] });
            let _ = said.try_set(now);
        });
    });
    view! {
        <div class="page-head">
            <h1>"Editor"</h1>
            <p class="caption">"A scenario file as you write it: what is wrong with it, and what it expects, are seen at once. Ctrl Space offers what can stand at a place; Escape and then Tab leaves the field."</p>
        </div>
        {buttons(run, code, trouble, offer)}
        {live(move || problems(trouble.get()))}
        {live(move || offer.get().map(|of| proposals(of, code, trouble, offer)))}
        <div class="editor">
            {code.draw("Scenario file")}
            <section class="card editor-said" aria-label="What becomes of it" aria-live="polite">{live(move || drawn(said.get(), code))}</section>
        </div>
    }
    .into_any()
}

/// What is said of a text that was looked at.
fn told(looked: Looked) -> Said {
    match looked {
        Looked::Unreachable => Said::Unread,
        Looked::Wrong(errors) => {
            let wrong =
                |error: &FileError| Wrong { line: error.line, column: error.column, says: error.says() };
            Said::Wrong(errors.iter().map(wrong).collect())
        }
        Looked::Played(session) => judged(&session),
    }
}

fn judged(session: &Session) -> Said {
    let document = session.document();
    let simulation = session.branch().simulation();
    let places = scenario::lines(&document.text, &document.scenario.expectations);
    let lines = lines(simulation, session.branch().judge(), &places);
    let records = simulation.records_written().to_string();
    let run = match session.halted() {
        Some(limit) => limit.to_string(),
        None => words::played_to_its_end(
            &simulation.horizon().to_string(),
            &records,
            &document.scenario.seed().to_string(),
            &simulation.records_digest().map(|digest| digest.to_string()).unwrap_or_default(),
        ),
    };
    Said::Judged { lines, run }
}

fn drawn(said: Said, code: Code) -> AnyView {
    match said {
        Said::Looking => view! { <p class="caption">"Looking …"</p> }.into_any(),
        Said::Unread => {
            view! { <p>"What reads files could not be fetched. Write on, or reload: the text stays."</p> }
                .into_any()
        }
        Said::Wrong(wrong) => {
            let count = wrong.len();
            let item = move |of: Wrong| {
                let place = (of.line > 0).then(|| {
                    let look = Button { class: "subtle", ..Button::default() };
                    look.draw(words::line(&of.line.to_string()), move || code.show(of.line, of.column))
                });
                view! { <li>{glyph(Shape::Error)}<div><p>{of.says}</p>{place}</div></li> }
            };
            view! {
                <h2>{words::wrong_places(&count.to_string())}</h2>
                <ol class="editor-list">{wrong.into_iter().map(item).collect_view()}</ol>
            }
            .into_any()
        }
        Said::Judged { lines, run } => {
            let failed = lines.iter().filter(|line| line.shape == Shape::Error).count();
            let title = match (lines.len(), failed) {
                (0, _) => "It is right, and expects nothing".to_owned(),
                (all, 0) => words::all_hold(&all.to_string()),
                (all, failed) => words::some_fail(&failed.to_string(), &all.to_string()),
            };
            let (wrong, others): (Vec<_>, Vec<_>) =
                lines.into_iter().partition(|line| line.shape == Shape::Error);
            let item = move |of: Line| {
                let seen = (!of.seen.is_empty()).then(|| view! { <p>{of.seen}</p> });
                view! { <li>{glyph(of.shape)}<div><p><strong>{of.verdict}": "</strong>{of.words}", "{of.when}"."</p>{seen}<p class="caption">{of.place}</p></div></li> }
            };
            view! {
                <h2>{title}</h2>
                <p class="caption">{run}</p>
                <ol class="editor-list">{wrong.into_iter().chain(others).map(item).collect_view()}</ol>
            }
            .into_any()
        }
    }
}

fn problems(lines: Vec<String>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    Message::alert(Shape::Error).draw(view! { <ol>{lines}</ol> })
}

/// What one can do with the text, and from where it can come.
fn buttons(run: Run, code: Code, trouble: RwSignal<Vec<String>>, offer: RwSignal<Option<Offer>>) -> AnyView {
    let place = use_place();
    let open = move || {
        let text = code.text.get_untracked();
        spawn_local(async move {
            match run.open_file("The file in the editor", text.into_bytes()).await {
                Some(Ok(())) => {
                    trouble.set(Vec::new());
                    place.opened(run.query());
                }
                Some(Err(bad)) => trouble.set(bad.errors),
                None => {}
            }
        });
    };
    let save = move || {
        let text = code.text.get_untracked();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        files::download(&format!("{}.json", file["id"].as_str().unwrap_or("scenario")), &text);
    };
    // What was in the field before it was filled with something else.
    let before = RwSignal::new(None::<String>);
    let fill = move |text: &str| {
        before.set(Some(code.text.get_untracked()).filter(|before| before != text));
        code.write(text);
    };
    let original = move || {
        fill(&run.document(|document| document.text.to_string()));
        offer.set(None);
    };
    let put_back = live(move || {
        before.get().map(|text| {
            Button { class: "subtle", ..Button::default() }
                .draw("Put back what was there", move || fill(&text))
        })
    });
    let this_run = move || {
        let proposed = run.look(|session| {
            let branch = session.branch();
            Proposed::of(&session.document().text, &branch.left_out, branch.simulation())
        });
        match proposed {
            Ok(proposed) => {
                trouble.set(Vec::new());
                fill(&proposed.with(&[]));
                let chosen = vec![false; proposed.all.len()];
                let moments = run.read(|simulation| moments(simulation, &proposed));
                offer.set(Some(Offer { proposed, moments, chosen }));
            }
            Err(errors) => trouble.set(errors.iter().map(ToString::to_string).collect()),
        }
    };
    view! {
        <div class="deeds" role="group" aria-label="Editor">
            {Button { class: "primary", ..Button::default() }.draw("Open", open)}
            {Button::default().draw("Save as file", save)}
            {Button::default().draw("Take the open scenario", original)}
            {Button::default().draw("Take this run", this_run)}
            {put_back}
        </div>
    }
    .into_any()
}

/// What could be expected of the run, to be chosen.
fn proposals(
    of: Offer,
    code: Code,
    trouble: RwSignal<Vec<String>>,
    offer: RwSignal<Option<Offer>>,
) -> AnyView {
    if of.proposed.all.is_empty() {
        return view! { <p class="card">"Nothing happened in this run that could be expected. Let time pass in it, and take it again."</p> }.into_any();
    }
    let choose = move |position: usize, is: bool| {
        offer.update(|offer| {
            if let Some(chosen) = offer.as_mut().and_then(|offer| offer.chosen.get_mut(position)) {
                *chosen = is;
            }
        });
    };
    let all = move || {
        offer.update(|offer| {
            if let Some(offer) = offer {
                offer.chosen.fill(true);
            }
        });
    };
    let put = move || {
        let chosen = offer.with_untracked(|offer| {
            offer.as_ref().map(|Offer { proposed, chosen, .. }| {
                let chosen = proposed.all.iter().zip(chosen).filter(|(_, chosen)| **chosen);
                chosen.map(|(proposal, _)| proposal.expect.clone()).collect::<Vec<_>>()
            })
        });
        match with_more(&code.text.get_untracked(), chosen.unwrap_or_default()) {
            Some(text) => {
                code.write(&text);
                trouble.set(Vec::new());
                offer.set(None);
            }
            None => trouble.set(vec![
                "The text is no JSON at the moment, or its \"expect\" is no list: mend it first, then put the expectations in.".to_owned(),
            ]),
        }
    };
    let item = |(position, ((proposal, moment), chosen)): (usize, ((Proposal, String), bool))| {
        let when = if proposal.expect["at"].is_string() { words::at(&moment) } else { words::by(&moment) };
        view! {
            <li><label><input type="checkbox" prop:checked=chosen on:change=move |event| choose(position, event_target_checked(&event)) />{proposal.says}" "<span class="caption">{when}</span></label></li>
        }
    };
    let count = of.chosen.iter().filter(|chosen| **chosen).count();
    let items =
        of.proposed.all.into_iter().zip(of.moments).zip(of.chosen).enumerate().map(item).collect_view();
    let put = Button { class: "primary", ..Button::default() }.draw(words::put_in(&count.to_string()), put);
    view! {
        <section class="card proposals" aria-label="Proposed expectations">
            <h2>"What should hold in this run?"</h2>
            <p class="caption">"Each of these holds. Choose what your scenario is about: what is chosen becomes an expectation."</p>
            <ul>{items}</ul>
            <div class="deeds">{put}{Button::default().draw("Choose all", all)}{Button::default().draw("Not now", move || offer.set(None))}</div>
        </section>
    }
    .into_any()
}

fn moments(simulation: &Simulation, proposed: &Proposed) -> Vec<String> {
    let start = simulation.world().start;
    let moment = |of: &Proposal| calendar::seen_from(start.at(of.at), start.at(simulation.now()));
    proposed.all.iter().map(moment).collect()
}

/// A file with more expectations. None: it is no JSON.
fn with_more(text: &str, more: Vec<serde_json::Value>) -> Option<String> {
    let mut file: Fields = serde_json::from_str(text).ok()?;
    let list = file.entry("expect").or_insert_with(|| serde_json::Value::Array(Vec::new()));
    list.as_array_mut()?.extend(more);
    Some(written(&file))
}
