//! The panel in which a command is prepared, beside the page: what it says follows the run, for time may pass meanwhile. It keeps what
//! was written until it is sent.

use std::time::Duration;

use anc_engine::calendar;
use anc_engine::domain::{Instant, Offset, RecordKey};
use anc_session::{Draft, Family, Intent};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::wizard::Pages;
use crate::components::button::Button;
use crate::components::field;
use crate::components::focus::focus_on;
use crate::components::icon::Icon;
use crate::components::list::paragraph;
use crate::components::message::Message;
use crate::components::styles::adopt;
use crate::components::toast::toast;
use crate::state::session::Acted;
use crate::state::{Prepared, Run, use_run, what_if};
use crate::tell::direction::narrated;
use crate::tell::form::{Form, FormField, begun, noticed, titles, told};
use crate::tell::refusal::{self, Refused};
use crate::tell::shape::Shape;
use crate::view::{View, follow, live};
use crate::words;

/// Does the command of a draft, or what would be with it is asked. None: it is done.
fn send(run: Run, draft: &Draft, later: &str, instead: Option<RecordKey>) -> Option<Acted> {
    let command =
        run.look(|session| draft.command(session.branch().simulation().world(), session.actor()).ok());
    let Some(command) = command else { return Some(Acted::Rejected(String::new())) };
    if let Some(record) = instead {
        let Ok(at) = Offset::parse(later.trim()) else {
            return Some(Acted::Rejected(words::no_duration(MOMENT)));
        };
        let horizon = run.told_now(|about| about.horizon);
        if at > horizon {
            return Some(Acted::Rejected(words::ends_before(&horizon.words())));
        }
        what_if::ask_instead(run, record, command, at);
        return None;
    }
    let due = match due(run, later) {
        Ok(due) => due,
        Err(why) => return Some(Acted::Rejected(why)),
    };
    match run.act(command, due) {
        Acted::Planned(due) => {
            run.done.set(Some(words::planned_for(&titles(draft).0, &moment(run, due))));
            None
        }
        Acted::Done(record) => {
            let said = |simulation: &anc_engine::Simulation| {
                simulation.record(record).map(|of| narrated(of, simulation).title)
            };
            run.done.set(run.read(said));
            None
        }
        other => Some(other),
    }
}

/// When something that is put off is due; none: it is not.
fn due(run: Run, later: &str) -> Result<Option<Offset>, String> {
    let later = later.trim();
    if later.is_empty() {
        return Ok(None);
    }
    match Offset::parse(later).ok().filter(|later| later.0 > 0) {
        Some(later) => Ok(Some(run.now.get_untracked().after(later))),
        None => Err(words::no_duration("Start after")),
    }
}

/// A moment of the run, in words.
fn moment(run: Run, at: Offset) -> String {
    run.read(|simulation| {
        let start = simulation.world().start;
        calendar::seen_from(start.at(at), start.at(simulation.now()))
    })
}

/// What a moment of the run is called where another one can be said.
const MOMENT: &str = "Time after the start";

/// The field that puts something off, or says another moment for it.
fn when(typed: RwSignal<String>, instead: bool) -> AnyView {
    let type_in = move |event| typed.set(event_target_value(&event));
    let (label, hint) = if instead {
        (MOMENT, "A length of time such as 45m or 1d2h, counted from the start of the scenario.")
    } else {
        ("Start after (optional)", "A length of time such as 45m or 2h. Left out: now.")
    };
    let value = typed.get_untracked();
    view! {
        <div class="form-field">
            <label for="form-when">{label}</label>
            <input type="text" id="form-when" maxlength="20" autocomplete="off" aria-describedby="form-when-hint" value=value on:input=type_in />
            <p class="caption" id="form-when-hint">{hint}</p>
        </div>
    }
    .into_any()
}

/// Why it would be refused, or was.
fn refusal_message(of: Refused, tried: bool) -> AnyView {
    let Refused { rule, about, remedy, source, read, way } = of;
    let title = if tried { "Refused" } else { "This would be refused" };
    let source = if read.is_empty() {
        view! { <span>{source}</span> }.into_any()
    } else {
        view! { <a href=refusal::address(read) target="_blank" rel="noreferrer">{source}</a> }.into_any()
    };
    let role = if tried { "alert" } else { "status" };
    Message { role: Some(role), id: Some("refusal"), ..Message::of(Shape::Warning) }.draw(view! {
        <h3>{title}</h3>
        <p>{rule}</p>
        <p class="caption">{words::about(&about)}</p>
        <p><span class="strong">"Instead: "</span>{remedy}</p>
        {way.map(paragraph)}
        <p class="caption">"Source: "{source}</p>
    })
}

/// What is wrong, field by field, once somebody tried to send it.
fn summary(form: View<Form>, strict: RwSignal<bool>, pages: Pages) -> AnyView {
    let wrong = View::new(move || {
        let is_told = |field: &&FormField| pages.are_done() || pages.has(field.name);
        let told = |field: &FormField| Some((field.name, field.wrong.clone()?));
        let all = form.with(|form| form.fields.iter().filter(is_told).filter_map(told).collect::<Vec<_>>());
        if strict.get() { all } else { Vec::new() }
    });
    let line = move |(name, words): (&'static str, String)| {
        let look = Button { class: "subtle", ..Button::default() };
        view! { <li>{look.draw(words, move || pages.to(name))}</li> }
    };
    let drawn = move || {
        let wrong = wrong.get();
        (!wrong.is_empty()).then(|| {
            let lines = wrong.into_iter().map(line).collect_view();
            Message { id: Some("form-errors"), ..Message::alert(Shape::Error) }
                .draw(view! { <h3>"Not sent yet"</h3><ol>{lines}</ol> })
        })
    };
    view! { {live(drawn)} }.into_any()
}

/// What is always so of a command: who notices it, what is lost.
fn known(run: Run, asked: &Draft, form: View<Form>) -> AnyView {
    let noticed = noticed(asked).map(|(by, source)| {
        let by = if by.is_empty() { "nobody".to_owned() } else { by };
        view! { <p class="caption">{words::noticed_by(&by)}". "{words::written_in(source)}</p> }
    });
    let loses = form.with(|form| form.loses).map(|loses| Message::of(Shape::Warning).draw(loses));
    let actor =
        move || run.acting.with(|acting| acting.admins.get(acting.actor).cloned()).unwrap_or_default();
    let by_somebody = (asked.family == Family::Admin)
        .then(|| view! { <p class="caption">{live(move || words::as_whom(&actor()))}</p> });
    view! { {by_somebody}{noticed}{loses} }.into_any()
}

fn body(
    run: Run,
    asked: Draft,
    tried_before: Option<Acted>,
    of_another: Option<(RecordKey, Instant)>,
) -> AnyView {
    let instead = of_another.map(|(record, _)| record);
    // What is written in the place of something else is kept by nobody: the same command can be asked for at other places.
    let keep = move |written: Option<&Draft>, asked: &Draft| {
        if instead.is_none() {
            run.keep_draft(asked, written);
        }
    };
    let begin = if instead.is_none() { run.draft(&asked) } else { asked.clone() };
    let written = RwSignal::new(run.read(|simulation| begun(begin, simulation.world())));
    let strict = RwSignal::new(false);
    let when_typed = RwSignal::new(of_another.map(|(_, at)| at.to_string()).unwrap_or_default());
    let tried = RwSignal::new(tried_before.is_some());
    let rejected = RwSignal::new(match tried_before {
        Some(Acted::Rejected(why)) => Some(why).filter(|why| !why.is_empty()),
        _ => None,
    });
    // What is done in the place of something can be anything of it.
    let of = if instead.is_some() { asked.emptied() } else { asked.clone() };
    let form: View<Form> =
        run.view_session(move |session| written.with(|written| told(session, &of, written, strict.get())));
    let key = asked.clone();
    let mut first = true;
    follow(move || {
        let now = written.get();
        if !std::mem::take(&mut first) {
            tried.set(false);
            keep(Some(&now), &key);
        }
    });
    let (title, button) = form.with(|form| (form.title.clone(), form.button));
    let pages = Pages::new(form, strict);
    let names = View::new(move || {
        let names = form.with(|form| form.fields.iter().map(|field| field.name).collect::<Vec<_>>());
        names.into_iter().filter(|name| pages.has(name)).collect::<Vec<_>>()
    });
    let drawn =
        move || names.get().into_iter().map(|name| field::draw(written, form, name)).collect::<Vec<_>>();
    // Of what would be done at another moment it is not told what would become of it now: the other run shows it.
    let refusal = View::new(move || form.with(|form| form.refused.clone()).filter(|_| instead.is_none()));
    let refused = move || refusal.get().map(|refused| refusal_message(refused, tried.get()));
    let not_taken = move || rejected.get().map(|why| Message::alert(Shape::Warning).draw(why));
    let consequences = View::new(move || form.with(|form| form.consequences.clone()));
    let after = move || {
        let lines = consequences.get();
        (!lines.is_empty() && pages.are_done() && instead.is_none()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li>{line.draw(None)}</li> });
            view! { <div class="after"><h3>"Right after it"</h3><ol>{lines.collect_view()}</ol></div> }
        })
    };
    // Faults and repairs, and changes, can be put off.
    let later =
        (asked.family != Family::Admin || instead.is_some()).then(|| when(when_typed, instead.is_some()));
    let close = move || run.prepared.set(None);
    let (known, button) = match instead {
        None => (known(run, &asked, form), button),
        Some(record) => {
            let words = words::in_place_of(&moment(run, record.at));
            (view! { <p>{words}</p> }.into_any(), "Compare both")
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !untrack(|| pages.are_done()) {
            return pages.next();
        }
        strict.set(true);
        if untrack(|| form.with(|form| !form.complete)) {
            return focus_on("form-errors".to_owned());
        }
        match send(run, &written.get_untracked(), &when_typed.get_untracked(), instead) {
            None => {
                keep(None, &asked);
                close();
            }
            Some(Acted::Rejected(why)) => rejected.set(Some(why)),
            Some(_) => {
                rejected.set(None);
                tried.set(true);
                focus_on("refusal".to_owned());
            }
        }
    };
    view! {
        <div class="panel-head">
            <h2 id="panel-title" tabindex="-1">{title}</h2>
            {Button::icon("Close").draw(Icon::Dismiss.draw(), close)}
        </div>
        <form class="panel-body" on:submit=submit novalidate=true>
                {known}
                {pages.head()}
                {summary(form, strict, pages)}
                {live(drawn)}
                {pages.review(written)}
                {later}
                {live(not_taken)}
                {live(refused)}
                {live(after)}
                <div class="panel-actions">
                    {pages.buttons(button)}
                    {Button::default().draw("Cancel", close)}
                </div>
        </form>
    }
    .into_any()
}

/// What was done, with the way back.
fn last_done(run: Run) -> AnyView {
    let said = move || {
        let dismiss = move |()| {
            // The button goes with what it stands in.
            focus_on("main".to_owned());
            run.done.set(None);
        };
        let undo = move |()| {
            dismiss(());
            run.send(Intent::Undo);
        };
        run.done.get().map(|what| toast(what, Callback::new(undo), Callback::new(dismiss)))
    };
    view! { <div class="toasts" role="status">{live(said)}</div> }.into_any()
}

/// Gives the focus back to what opened the panel, or to the page.
fn give_back(run: Run) {
    match run.take_opener() {
        Some(element) if element.is_connected() => drop(element.focus()),
        Some(_) => focus_on("main".to_owned()),
        None => {}
    }
}

/// The panel.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/panel.css"));
    let run = use_run();
    let open = move |prepared: Prepared| {
        let mut tried = None;
        let (asked, at_once, instead) = match prepared {
            Prepared::Command { asked, at_once } => (asked, at_once, None),
            Prepared::Instead { record, said, at } => (said, false, Some((record, at))),
        };
        if at_once {
            let draft = run.read(|simulation| begun(asked.clone(), simulation.world()));
            tried = send(run, &draft, "", None);
            if tried.is_none() {
                set_timeout(move || run.prepared.set(None), Duration::ZERO);
                return ().into_any();
            }
        }
        focus_on("panel-title".to_owned());
        let escape = move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                run.prepared.set(None);
            }
        };
        view! {
            <aside class="panel" aria-labelledby="panel-title" on:keydown=escape>
                {body(run, asked, tried, instead)}
            </aside>
        }
        .into_any()
    };
    let panel = move || match run.prepared.get() {
        Some(prepared) => untrack(|| open(prepared)),
        None => {
            give_back(run);
            ().into_any()
        }
    };
    view! { {panel}{last_done(run)} }.into_any()
}
