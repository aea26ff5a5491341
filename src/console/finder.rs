//! The field that finds: a combo box with its list, after the ARIA Authoring Practices. The focus stays in the field; the arrows choose.

use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::button::Button;
use crate::components::dialog::show;
use crate::components::icon::Icon;
use crate::components::list::facts;
use crate::components::styles::adopt;
use crate::shell::location::{Place, use_place};
use crate::state::{Prepared, Run, use_run};
use crate::tell::finder::{Found, Way, find};
use crate::view::{follow, live};
use crate::words;

fn option_id(position: usize) -> String {
    format!("found-{position}")
}

/// Goes where something leads. None: what is to be known of it is shown here.
fn go(run: Run, place: Place, found: &Found) -> bool {
    match &found.way {
        Way::Page(address) => {
            run.finding.set(false);
            place.turn(crate::shell::address::Page::parse(address));
            true
        }
        Way::Prepare(draft) => {
            run.finding.set(false);
            run.prepare(Prepared::Command { asked: draft.clone(), at_once: false });
            true
        }
        Way::Known(_) => false,
    }
}

/// The dialog.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/finder.css"));
    let (run, place) = (use_run(), use_place());
    let dialog = NodeRef::<Dialog>::new();
    let input = NodeRef::<Input>::new();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let known: RwSignal<Option<Found>> = RwSignal::new(None);
    follow(move || {
        let open = run.finding.get();
        show(dialog, open);
        if let Some(input) = input.get().filter(|_| open) {
            input.select();
        }
    });
    // Closed, it looks for nothing.
    let found = run.view_session(move |session| {
        if run.finding.get() { typed.with(|typed| find(session, typed)) } else { (Vec::new(), 0) }
    });
    let take = move |position: usize| {
        let taken = untrack(|| found.with(|(found, _)| found.get(position).cloned()));
        if let Some(taken) = taken
            && !go(run, place, &taken)
        {
            known.set(Some(taken));
        }
    };
    let press = move |event: KeyboardEvent| {
        let last = untrack(|| found.with(|(found, _)| found.len())).saturating_sub(1);
        let now = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" => (now + 1).min(last),
            "ArrowUp" => now.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                return take(now);
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(to);
        let option = document().get_element_by_id(&option_id(to));
        if let Some(option) = option {
            option.scroll_into_view_with_bool(false);
        }
    };
    let type_in = move |event| {
        typed.set(event_target_value(&event));
        chosen.set(0);
        known.set(None);
    };
    let options = move || {
        let (found, _) = found.get();
        let one = |(position, found): (usize, Found)| {
            let selected = move || if chosen.get() == position { "true" } else { "false" };
            view! {
                <li role="option" id=option_id(position) aria-selected=selected on:click=move |_| take(position)>
                    <span class="found-title">{found.title}</span>
                    <span class="caption">{found.kind}</span>
                </li>
            }
        };
        found.into_iter().enumerate().map(one).collect_view()
    };
    let active = move || {
        let last = found.with(|(found, _)| found.len().checked_sub(1));
        last.map(|last| option_id(chosen.get().min(last)))
    };
    let expanded = move || if found.with(|(found, _)| found.is_empty()) { "false" } else { "true" };
    let told = move || {
        let (count, more) = found.with(|(found, more)| (found.len(), *more));
        match (typed.with(|typed| typed.trim().is_empty()), count, more) {
            (true, ..) => {
                "A person, a Cloud PC, a connection, a network, a check, an error code, a rule, an action …"
                    .to_owned()
            }
            (_, 0, _) => "Nothing is called so.".to_owned(),
            (_, count, 0) => words::listed(&count.to_string()),
            (_, count, more) => words::first_of(&(count + more).to_string(), &count.to_string()),
        }
    };
    let details = move || {
        known.get().map(|found| {
            let Way::Known(known) = found.way else { return ().into_any() };
            view! { <section class="card found-known"><h3>{found.title}</h3>{facts(known)}</section> }
                .into_any()
        })
    };
    let close = move || run.finding.set(false);
    view! {
        <dialog class="finder" node_ref=dialog aria-label="Find" on:close=move |_| close()>
            <div class="dialog-head">
                <input
                    node_ref=input
                    type="text"
                    class="wide"
                    role="combobox"
                    aria-label="Find"
                    aria-expanded=expanded
                    aria-controls="found"
                    aria-autocomplete="list"
                    aria-activedescendant=active
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="120"
                    on:input=type_in
                    on:keydown=press
                />
                {Button::icon("Close").draw(Icon::Dismiss.draw(), close)}
            </div>
            <div class="dialog-body">
                <p class="caption" role="status">{told}</p>
                {details}
                <ul class="found" id="found" role="listbox" aria-label="Found">{live(options)}</ul>
            </div>
        </dialog>
    }
    .into_any()
}
