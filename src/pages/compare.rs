//! The runs of a session as a tree, and two of them beside each other.

use std::cell::Cell;
use std::rc::Rc;

use anc_engine::course::Course;
use anc_session::{BranchId, Intent};
use leptos::html::Div;
use leptos::prelude::*;

use super::taken::{self, Taken};
use crate::components::button::Button;
use crate::components::measured::measured;
use crate::components::message::Message;
use crate::components::styles::adopt;
use crate::picture::comparison::scale;
use crate::picture::draw::still;
use crate::picture::lane;
use crate::picture::timeline::lanes;
use crate::state::course::play;
use crate::state::what_if::{self, Answered};
use crate::state::{Run, use_run};
use crate::tell::compare::{Compared, Told, compared, runs, still_happens};
use crate::tell::picture::model;
use crate::view::{View, follow, live, text};
use crate::words;

const ONE_RUN: &str = "There is one run so far. Go back in time and do something else, or ask “What if not?” where it is told why something happened: the run that comes of it stands here beside this one.";

/// The page.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/compare.css"));
    lane::styles();
    let run = use_run();
    let all = run.view_session(runs);
    let open = run.look(|session| session.branch().id.0);
    // Beside the open one stands the one that it parted from.
    let parent = run.look(|session| session.branch().parted.map_or(open, |(from, _)| from.0));
    let chosen = [RwSignal::new(parent), RwSignal::new(open)];
    let answered = RwSignal::new(None::<Answered>);
    follow(move || {
        if let Some(of) = what_if::answer(run) {
            chosen[0].set(of.one.0);
            chosen[1].set(of.other.0);
            answered.set(Some(of));
        }
    });
    let whole = RwSignal::new(true);
    let (told, played) = beside(run, all, chosen, whole);
    let room = NodeRef::<Div>::new();
    let width = measured(move || f64::from(room.get_untracked().map_or(800, |room| room.client_width())));
    let tree = live(move || {
        let all = all.get();
        let alone = all.len() == 1;
        all.into_iter().map(|of| entry(run, of, alone)).collect_view()
    });
    let result = live(move || match told.get() {
        _ if all.with(|all| all.len() < 2) => view! { <p>{ONE_RUN}</p> }.into_any(),
        None => view! { <p class="caption" role="status">"Playing both …"</p> }.into_any(),
        Some(Err(why)) => view! { <p role="alert">{words::not_compared(&why)}</p> }.into_any(),
        Some(Ok(of)) => {
            let seen = played.with_value(|courses| seen(courses, width.get()));
            view! { {drawn(of)}{seen} }.into_any()
        }
    });
    let title = run.told_now(|about| about.title.clone());
    let title = words::comparison_of(&title);
    let take = move |name: &'static str, taken: fn(String) -> Taken| {
        let title = title.clone();
        Button::default().draw(name, move || {
            let title = title.clone();
            taken::take(run, move |maker| {
                let told = told.try_get_untracked()??.ok()?;
                let names = chosen.map(|of| {
                    let id = of.get_untracked();
                    let of = all.with(|all| all.iter().find(|of| of.id == id).cloned());
                    of.map(|of| words::run_and_from(&of.title, &of.from)).unwrap_or_default()
                });
                let file =
                    played.try_with_value(|courses| (maker.comparison)(courses, &told, &title, &names))?;
                Some(taken(file))
            });
        })
    };
    let takes = live(move || {
        let is_there = told.with(|told| matches!(told, Some(Ok(_)))) && all.with(|all| all.len() > 1);
        is_there.then(|| {
            view! {
                <div class="deeds" role="group" aria-label="Take along">
                    {take("Comparison as SVG", |text| Taken::File("comparison.svg", text))}
                    {take("Comparison as PNG", |text| Taken::Picture("comparison.png", text))}
                </div>
            }
        })
    });
    // Of these two it was asked; of others it says nothing.
    let happens = View::new(move || {
        let of = answered.get()?;
        let chosen = chosen.map(|of| of.get());
        let (outcome, when) = of.outcome.filter(|_| chosen == [of.one.0, of.other.0])?;
        run.look(|session| {
            let one = session.branches().iter().find(|branch| branch.id == of.one)?;
            still_happens(one.simulation(), outcome, when)
        })
    });
    let counterfactual =
        live(move || happens.get().map(|(shape, words)| Message::of(shape).draw(view! { <p>{words}</p> })));
    let pressed = move |is: bool| text(move || if whole.get() == is { "true" } else { "false" });
    view! {
        <div class="page-head">
            <h1>"Compare"</h1>
            <p class="caption">"The runs of this scenario. Acting in the past begins another one; so do “What if not?” and “What if otherwise?” wherever something is told that began by itself or by somebody."</p>
        </div>
        <section class="card" aria-labelledby="runs">
            <h2 id="runs">"Runs"</h2>
            <ul class="runs">{tree}</ul>
        </section>
        <section class="card" aria-labelledby="beside">
            <h2 id="beside">"Beside each other"</h2>
            <div class="beside-choice">
                {choice("One", all, chosen[0])}
                {choice("The other", all, chosen[1])}
                <div class="deeds" role="group" aria-label="How far">
                    <button type="button" class="button" aria-pressed=pressed(true) on:click=move |_| whole.set(true)>"To the end"</button>
                    <button type="button" class="button" aria-pressed=pressed(false) on:click=move |_| whole.set(false)>"Up to where each stands"</button>
                </div>
            </div>
            {counterfactual}
            {takes}
            <div class="compared" node_ref=room>{result}</div>
        </section>
    }
    .into_any()
}

/// Both as pictures where they end, and as timelines on one axis.
fn seen(courses: &[Course], width: f64) -> AnyView {
    const NAMES: f64 = 150.0;
    let scale = scale(courses, (width - NAMES).max(120.0));
    let names = ["One", "The other"];
    let timelines = courses.iter().zip(names).map(|(course, name)| {
        let lanes = lanes(course, &scale).into_iter().map(|of| lane::draw(of, scale.width() as i64));
        view! { <h4>{name}</h4><div class="lanes whole">{lanes.collect_view()}</div> }
    });
    let start = courses.first().map(|course| course.simulation().world().start);
    let labels = start.map(|start| lane::axis_line(start, &scale));
    // Beside each other where there is room, else below each other.
    let across = if width >= 1_000.0 { (width - 24.0) / 2.0 } else { width };
    let pictures = courses.iter().zip(names).map(|(course, name)| {
        let model = model(course.simulation());
        view! { <div><h4>{name}</h4>{still(&model, across)}</div> }
    });
    view! {
        <h3>"Timelines"</h3>
        {timelines.collect_view()}
        {labels}
        <h3>"Pictures, where each ends"</h3>
        <div class="beside-pictures">{pictures.collect_view()}</div>
    }
    .into_any()
}

/// The courses of the two that are chosen, as they were played last.
type Courses = StoredValue<Vec<Course>, LocalStorage>;

/// What the two that are chosen came to, followed. Played in slices, of which a newer choice makes an end.
fn beside(
    run: Run,
    all: View<Vec<Told>>,
    chosen: [RwSignal<u32>; 2],
    whole: RwSignal<bool>,
) -> (RwSignal<Option<Result<Compared, String>>>, Courses) {
    let told = RwSignal::new(None);
    let played = Courses::new_local(Vec::new());
    let last = Rc::new(Cell::new(0_u32));
    follow(move || {
        all.track();
        let whole = whole.get();
        let ids = chosen.map(|of| BranchId(of.get()));
        if all.with(|all| all.len() < 2) {
            return;
        }
        // While time passes another run is looked at in each frame: it waits until that stands.
        if run.playing.get() {
            return;
        }
        let pair = run.look(|session| {
            let find = |id| {
                let run = session.branches().iter().find(|branch| branch.id == id)?.simulation().clone();
                let end = if whole { run.horizon() } else { run.now() };
                Some((run, end))
            };
            Some(vec![find(ids[0])?, find(ids[1])?])
        });
        last.set(last.get() + 1);
        let Some(pair) = pair else {
            told.set(Some(Err("One of them was closed. Choose another one.".to_owned())));
            return;
        };
        told.set(None);
        let (mine, now) = (last.get(), Rc::clone(&last));
        play(
            pair,
            move || now.get() == mine && !told.is_disposed(),
            move |courses| {
                let result = courses.map(|courses| {
                    let result = compared(&courses);
                    // Whoever left the page meanwhile does not wait for it.
                    let _ = played.try_set_value(courses);
                    result
                });
                let _ = told.try_set(Some(result));
            },
        );
    });
    (told, played)
}

fn choice(label: &'static str, all: View<Vec<Told>>, chosen: RwSignal<u32>) -> AnyView {
    let options = live(move || {
        let option = |of: Told| {
            let selected = of.id == chosen.get_untracked();
            view! { <option value=of.id.to_string() selected=selected>{words::run_and_from(&of.title, &of.from)}</option> }
        };
        all.get().into_iter().map(option).collect_view()
    });
    let choose = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            chosen.set(id);
        }
    };
    view! { <label class="field">{label}<select on:change=choose prop:value=text(move || chosen.get().to_string())>{options}</select></label> }.into_any()
}

/// A run of the tree.
fn entry(run: Run, of: Told, alone: bool) -> AnyView {
    let id = format!("run-{}", of.id);
    let branch = BranchId(of.id);
    let button = || Button { class: "subtle", described_by: Some(id.clone()), ..Button::default() };
    let open = if of.is_open {
        view! { <span class="strong">"Open now"</span> }.into_any()
    } else {
        button().draw("Open", move || run.send(Intent::Switch(branch)))
    };
    let close = (!alone).then(|| button().draw("Close", move || run.send(Intent::Close(branch))));
    view! {
        <li style:--depth=of.depth.to_string()>
            <p id=id.clone()><strong>{of.title}</strong>" "{of.from}</p>
            <p class="caption">{of.stands}" "{open}{close}</p>
        </li>
    }
    .into_any()
}

fn drawn(of: Compared) -> AnyView {
    let first = of.first.into_iter().map(|(name, item)| {
        view! { <div><dt>{name}</dt><dd>{item.draw(None)}</dd></div> }
    });
    view! {
        <p>{of.alike}</p>
        <h3>{of.parting}</h3>
        <dl class="facts">{first.collect_view()}</dl>
        {of.table.draw()}
    }
    .into_any()
}
