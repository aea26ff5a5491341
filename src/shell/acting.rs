//! Who acts, which branch is open, and what can be undone: on every page.

use anc_engine::domain::AdminId;
use anc_engine::domain::id::Id as _;
use anc_session::{BranchId, Intent};
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::dialog::{Dialog, show};
use crate::components::icon::Icon;
use crate::components::menu::menu;
use crate::shell::commands::TimeCommand;
use crate::shell::time_bar::carry_out;
use crate::state::{Call, use_run};
use crate::view::{View, follow, live, text};

/// Draws it.
pub fn draw() -> AnyView {
    let run = use_run();
    let act_as = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            run.send(Intent::Actor(AdminId::new(position)));
        }
    };
    let admins = live(move || {
        let acting = run.acting.get();
        let option = |(position, title): (usize, String)| {
            view! { <option value=position.to_string() selected=position == acting.actor>{title}</option> }
        };
        acting.admins.into_iter().enumerate().map(option).collect_view()
    });
    let open = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            run.send(Intent::Switch(BranchId(number)));
        }
    };
    let branches = live(move || {
        let acting = run.acting.get();
        let option = |(number, title): (u32, String)| {
            view! { <option value=number.to_string() selected=number == acting.open>{title}</option> }
        };
        (acting.branches.len() > 1).then(|| {
            view! {
                <select aria-label="Open run" on:change=open>{acting.branches.into_iter().map(option).collect_view()}</select>
            }
        })
    });
    let button = move |command: TimeCommand, icon: Icon, key, can: fn((bool, bool)) -> bool| {
        let name = command.entry().name;
        let idle = Some(View::new(move || !can(run.undoable.get())));
        let button = Button { key: Some(key), idle, ..Button::icon(name) };
        button.draw(icon.draw(), move || carry_out(run, command))
    };
    let asking = RwSignal::new(false);
    let element = NodeRef::new();
    follow(move || show(element, asking.get()));
    let start_over = move || {
        asking.set(false);
        run.send(Intent::StartOver);
    };
    // Where nothing was done nothing is lost.
    let ask =
        move || if run.undoable.get_untracked().0 { asking.set(true) } else { run.send(Intent::StartOver) };
    let find = Button { key: Some("Control+K"), ..Button::icon("Find") };
    let find = find.draw(Icon::Search.draw(), move || run.finding.set(true));
    let of_run = view! {
        {Button::default().draw("Save as file", move || run.call(Call::Save))}
        {Button::default().draw("Start over", ask)}
    };
    let close = Callback::new(move |()| asking.set(false));
    let dialog = Dialog { element, id: "start-over", title: "Start over?", subtitle: None, close };
    let dialog = dialog.draw(view! {
        <p>"The run begins anew. What was done in it, and its other branches, are lost; save it as a file to keep it."</p>
        <p class="deeds">
            {Button { class: "primary", ..Button::default() }.draw("Start over", start_over)}
            {Button::default().draw("Cancel", move || close.run(()))}
        </p>
    });
    view! {
        <div class="acting">
            {find}
            {branches}
            <label class="field">
                <span class="acting-word">"Act as"</span>
                <select aria-label="Act as" on:change=act_as prop:value=text(move || run.acting.get().actor.to_string())>{admins}</select>
            </label>
            {button(TimeCommand::Undo, Icon::Undo, "Control+Z", |(undo, _)| undo)}
            {button(TimeCommand::Redo, Icon::Redo, "Control+Shift+Z", |(_, redo)| redo)}
            {menu("Run", "", Callback::new(|()| {}), of_run.into_any())}
            {dialog}
        </div>
    }
    .into_any()
}
