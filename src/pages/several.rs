//! What is done to several Cloud PCs at once: a dialog that says for whom and what is lost, and the one report of what became of it.

use anc_session::{Intent, limits};
use leptos::html::Dialog;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::deeds::warning;
use crate::components::dialog::show;
use crate::components::list::message;
use crate::components::message::Message;
use crate::components::status::glyph;
use crate::state::{Run, use_run};
use crate::tell::deed::Deed;
use crate::tell::form::loses;
use crate::tell::item::Item;
use crate::tell::refusal;
use crate::tell::report::{self, Report};
use crate::tell::shape::Shape;
use crate::view::{follow, live};
use crate::words;

/// The field that says for whom.
const WHOM: &str = "user";
/// Names that are said; how many more there are is said.
const NAMES_MAX: usize = 8;

/// What is asked for, and for whom.
pub(super) type Asked = RwSignal<Option<(Deed, Vec<String>)>>;

/// The names of people, the first of them and how many more.
fn names(all: &[String]) -> String {
    let said = all.iter().take(NAMES_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMES_MAX) {
        0 => said,
        more => words::names_and_more(&said, &more.to_string()),
    }
}

/// Does it for each of them.
fn send(run: Run, deed: &Deed, people: &[String]) -> Result<Report, String> {
    let (mut there, mut gone, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    if people.len() > limits::ACTED_AT_ONCE_MAX {
        let most = limits::ACTED_AT_ONCE_MAX.to_string();
        return Err(words::too_many_at_once(&people.len().to_string(), &most));
    }
    run.look(|session| {
        let world = session.branch().simulation().world();
        for name in people {
            let mut of = deed.draft.clone();
            of.write(WHOM, vec![name.clone()]);
            match of.command(world, session.actor()) {
                Ok(command) => {
                    there.push(name.clone());
                    commands.push(command);
                }
                Err(_) => gone.push(name.clone()),
            }
        }
    });
    let outcomes = if commands.is_empty() { Vec::new() } else { run.act_all(commands)? };
    Ok(run.read(|simulation| report::told(simulation.world(), there, outcomes, gone)))
}

/// What became of it.
fn reported(of: Report, all: usize) -> AnyView {
    let Report { done, refused: refusals, gone } = of;
    let shape = if done == all { Shape::Success } else { Shape::Warning };
    let refusals = refusals.into_iter().map(|(why, whom)| {
        let source = Item::text(why.source);
        let source = if why.read.is_empty() { source } else { source.link(refusal::address(why.read)) };
        message(Item {
            details: vec![("Instead", Item::text(why.remedy)), ("Source", source)],
            ..Item::shaped(Shape::Warning, why.rule)
                .second(words::refused_to(&whom.len().to_string(), &names(&whom)))
        })
    });
    let gone = (!gone.is_empty()).then(|| view! { <p>{words::gone_meanwhile(&names(&gone))}</p> });
    view! {
        <div role="status">
            <p class="report-done">{glyph(shape)}<span>{words::done_for(&done.to_string(), &all.to_string())}</span></p>
            {gone}
        </div>
        {refusals.collect_view()}
    }
    .into_any()
}

/// The dialog.
pub(super) fn draw(asked: Asked) -> AnyView {
    let run = use_run();
    let dialog = NodeRef::<Dialog>::new();
    let outcome: RwSignal<Option<Result<Report, String>>> = RwSignal::new(None);
    follow(move || {
        let is_open = asked.with(Option::is_some);
        show(dialog, is_open);
        if !is_open {
            outcome.set(None);
        }
    });
    let close = move || asked.set(None);
    let undo = move || {
        close();
        run.send(Intent::Undo);
    };
    let content = move |(deed, people): (Deed, Vec<String>)| {
        let count = people.len();
        let title = words::for_several(&deed.button, &count.to_string());
        let (body, buttons) = match outcome.get() {
            Some(Ok(report)) => {
                let done = Button { class: "primary", ..Button::default() }.draw("Done", close);
                (reported(report, count), view! { {done}{Button::default().draw("Undo", undo)} }.into_any())
            }
            before => {
                let loses = loses(deed.draft.declaration.name).map(warning);
                let lacking = deed.lacking.map(warning);
                let why = before.and_then(Result::err);
                let why = why.map(|why| Message::alert(Shape::Warning).draw(why));
                let whom = words::for_whom(&names(&people));
                let button = deed.button.clone();
                let act = move || outcome.set(Some(send(run, &deed, &people)));
                let act = Button { class: "primary", ..Button::default() }.draw(button, act);
                let cancel = Button::default().draw("Cancel", close);
                (view! { <p>{whom}</p>{loses}{lacking}{why} }.into_any(), view! { {act}{cancel} }.into_any())
            }
        };
        view! {
            <div class="dialog-head"><h2 id="several-title">{title}</h2></div>
            <div class="dialog-body">{body}<p class="deeds">{buttons}</p></div>
        }
        .into_any()
    };
    let content = live(move || asked.get().map(content));
    view! {
        <dialog class="several-dialog" node_ref=dialog aria-labelledby="several-title" on:close=move |_| close()>
            {content}
        </dialog>
    }
    .into_any()
}
