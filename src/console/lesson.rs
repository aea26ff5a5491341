//! The panel of a lesson, beside the page: what the situation is, the goals and hints, what is said of what happened last, the
//! score, and the way back through the run.

use anc_engine::domain::Offset;
use anc_session::Intent;
use anc_session::lesson::{self, Last, next_variation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::components::message::Message;
use crate::components::rich::rich;
use crate::components::status::badge;
use crate::components::styles::adopt;
use crate::shell::location::{search, use_place};
use crate::state::library::{self, Entry};
use crate::state::{Run, lessons, use_run};
use crate::tell::lesson::{Goal, Said, Stop, Told, said, told};
use crate::tell::shape::Shape;
use crate::view::{View, flag, follow, live, text};
use crate::words;

/// What an address says that presents a lesson.
const PRESENTS: &str = "mode=present";

/// The panel.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/lesson.css"));
    let run = use_run();
    let view = run.view_session(told);
    let open = RwSignal::new(has_room());
    let presents = RwSignal::new(search().trim_start_matches('?').split('&').any(|part| part == PRESENTS));
    keep_score(run, view);
    let title = text(move || run.told(|about| about.title.clone()));
    let toggle = Button {
        class: "icon-only",
        label: Some("Show or hide the lesson".to_owned()),
        tip: Some("Show or hide the lesson".to_owned()),
        ..Button::default()
    };
    let toggle = toggle.draw(Icon::Menu.draw(), move || open.update(|open| *open = !*open));
    view! {
        <aside class="lesson" class:is-closed=flag(move || !open.get()) class:is-presented=flag(move || presents.get()) aria-label="Lesson">
            <div class="lesson-head">
                <div><p class="caption">"Lesson"</p><h2>{title}</h2></div>
                {toggle}
            </div>
            {live(move || open.get().then(|| body(run, view, presents)))}
        </aside>
    }
    .into_any()
}

/// Whether there is room for it beside the page.
fn has_room() -> bool {
    let wide = web_sys::window().and_then(|window| window.match_media("(min-width: 1024px)").ok().flatten());
    wide.is_none_or(|wide| wide.matches())
}

/// What was reached is kept: of what the solution reaches nothing.
fn keep_score(run: Run, view: View<Option<Told>>) {
    follow(move || {
        let reached = view.with(|told| {
            let told = told.as_ref().filter(|told| told.over.0 && !told.solution)?;
            Some(told.points.0)
        });
        if let Some(points) = reached.filter(|&points| points > 0) {
            lessons::scored(&run.told_now(|about| about.id.clone()), points);
        }
    });
}

fn body(run: Run, view: View<Option<Told>>, presents: RwSignal<bool>) -> AnyView {
    let introduction = View::new(move || {
        run.document(|document| document.lesson.as_ref().map(|lesson| lesson.introduction.clone()))
    });
    let introduction = live(move || {
        let paragraphs: Vec<AnyView> =
            introduction.get().unwrap_or_default().iter().map(|paragraph| rich(paragraph)).collect();
        paragraphs.into_any()
    });
    let solution = View::new(move || view.with(|told| told.as_ref().is_some_and(|told| told.solution)));
    let goals =
        View::new(move || view.with(|told| told.as_ref().map(|told| told.goals.clone()).unwrap_or_default()));
    let next = View::new(move || {
        view.with(|told| {
            let goals = told.iter().flat_map(|told| &told.goals).enumerate();
            let mut open = goals.filter(|(_, goal)| goal.badge.shape == Shape::Pending);
            open.next().map(|(position, goal)| words::step(&(position + 1).to_string(), &goal.title))
        })
    });
    let list = live(move || {
        let goals = goals.get().into_iter().enumerate();
        goals.map(|(position, of)| goal(run, position, of, presents.get())).collect_view()
    });
    let next = live(move || {
        presents.get().then(|| next.get()).flatten().map(|step| view! { <p class="lesson-next">{step}</p> })
    });
    let sum = live(move || {
        let sum = view.with(|told| told.as_ref().map(|told| told.sum.clone())).filter(|_| !presents.get());
        sum.map(|sum| view! { <p class="lesson-sum"><span class="strong">"Score: "</span>{sum}</p> })
    });
    let playing = live(move || {
        solution.get().then(|| {
            Message::of(Shape::Info)
                .draw("The solution goes by itself now. It counts nothing; your own run waits for you.")
        })
    });
    view! {
        <div class="lesson-body">
            {playing}
            {introduction}
            <div role="status" class="lesson-said">{feedback(run)}</div>
            {next}
            <h3>"Goals"</h3>
            <ol class="goals">{list}</ol>
            {sum}
            {looking_back(run, view)}
            {next_lesson(run, view)}
            {choices(run, view, presents)}
        </div>
    }
    .into_any()
}

fn goal(run: Run, position: usize, of: Goal, presents: bool) -> AnyView {
    let id = format!("goal-{position}");
    let hints: Vec<AnyView> = of.hints.iter().map(|hint| rich(hint)).collect();
    let next = of.next.map(|words| {
        let look = Button { class: "subtle", described_by: Some(id.clone()), ..Button::default() };
        // Who has seen them all has no button any more: the goal has the focus then.
        look.draw(words, move || run.send(Intent::Hint(position)))
    });
    let counts = (!presents).then_some(view! { <span class="caption">{of.counts}</span> });
    view! {
        <li>
            <h4 id=id>{of.title}</h4>
            <p class="goal-state">{badge(of.badge)}{counts}</p>
            {(!hints.is_empty()).then(|| view! { <div class="hints">{hints}</div> })}
            {next}
        </li>
    }
    .into_any()
}

/// What is said of what happened last.
fn feedback(run: Run) -> AnyView {
    let last = run.view_session(lesson::last);
    let words = View::new(move || -> Option<Said> {
        match last.get()? {
            Last::Told(of) => Some(said(of.tone, of.says)),
            Last::Done { at, .. } => {
                run.look(|session| lesson::of_action(session, at)).map(|of| said(of.tone, of.says))
            }
        }
    });
    let drawn = move || {
        words.get().map(|Said { shape, title, says }| {
            let body = view! { <p class="strong">{title}</p>{rich(&says)} };
            Message::of(shape).draw(body)
        })
    };
    view! { {live(drawn)} }.into_any()
}

/// The way back through the run, once every goal is decided.
fn looking_back(run: Run, view: View<Option<Told>>) -> AnyView {
    let stops = View::new(move || {
        view.with(|told| told.as_ref().map(|told| told.debrief.clone()).unwrap_or_default())
    });
    let stop = move |stop: Stop| {
        let go = stop.at.map(|at: Offset| {
            let look = Button { class: "subtle", ..Button::default() };
            look.draw(stop.when.clone(), move || run.send(Intent::Seek(at)))
        });
        view! { <li>{go}{rich(&stop.says)}</li> }.into_any()
    };
    let drawn = move || {
        let stops = stops.get();
        (!stops.is_empty()).then(|| {
            let stops: Vec<AnyView> = stops.into_iter().map(stop).collect();
            view! { <h3>"Looking back"</h3><ol class="debrief">{stops}</ol> }
        })
    };
    view! { {live(drawn)} }.into_any()
}

/// The lesson after this one, once every goal is decided.
fn next_lesson(run: Run, view: View<Option<Told>>) -> AnyView {
    let place = use_place();
    let next = RwSignal::new(None::<Entry>);
    let over = View::new(move || view.with(|told| told.as_ref().is_some_and(|told| told.over.0)));
    follow(move || {
        next.set(None);
        if !over.get() {
            return;
        }
        let id = run.told(|about| about.id.clone());
        spawn_local(async move {
            // Where the list cannot be had, *All lessons* says so.
            let chapters = library::chapters().await.unwrap_or_default();
            let lessons = chapters.into_iter().flat_map(|chapter| chapter.scenarios);
            let mut from = lessons.filter(|of| of.taught.is_some()).skip_while(|of| of.id != id);
            let _ = next.try_set(from.nth(1));
        });
    });
    let drawn = move || {
        next.get().map(|Entry { id, title, .. }| {
            let look = Button { class: "primary", ..Button::default() };
            look.draw(words::next_lesson(&title), move || place.learn(run, id.clone()))
        })
    };
    view! { <p class="lesson-choices">{live(drawn)}</p> }.into_any()
}

/// What one can choose besides: to begin anew, to see the solution, to come back.
fn choices(run: Run, view: View<Option<Told>>, presents: RwSignal<bool>) -> AnyView {
    let subtle = || Button { class: "subtle", ..Button::default() };
    // Whether something is aside follows what is open.
    let aside = View::new(move || {
        view.track();
        run.about.track();
        run.is_aside()
    });
    let back =
        live(move || aside.get().then(|| Button::default().draw("Back to my run", move || run.take_back())));
    let others = move || {
        let seed = run.told_now(|about| about.seed);
        run.begin_lesson_anew(Some(next_variation(seed)));
    };
    let tipped = |tip: &str| Button { tip: Some(tip.to_owned()), ..subtle() };
    let pressed = text(move || if presents.get() { "true" } else { "false" });
    view! {
        <div class="deeds lesson-choices" role="group" aria-label="Lesson">
            {back}
            {tipped("From the start, with the same dice").draw("Reset", move || run.begin_lesson_anew(None))}
            {tipped("From the start, with other dice: other durations, the same goals").draw("New variation", others)}
            {tipped("Plays it from the start; your run waits for you").draw("Show solution", move || run.show_solution())}
            <button type="button" class="button subtle" data-tip="For a classroom: larger, without a score" aria-description="For a classroom: larger, without a score" aria-pressed=pressed on:click=move |_| presents.update(|presents| *presents = !*presents)>"Present"</button>
            <a class="button subtle" href="#/lessons">"All lessons"</a>
        </div>
    }
    .into_any()
}
