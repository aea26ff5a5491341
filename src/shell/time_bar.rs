//! The time bar: transport, clock, speed, and the slider with a mark wherever the story goes on.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::domain::{Instant, Offset};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;

use crate::components::axis::{PLACES, labels};
use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::components::marks::{Drawn, drawn};
use crate::components::measured::measured;
use crate::components::status::glyph;
use anc_session::{Intent, SPEEDS};

use crate::shell::commands::TimeCommand;
use crate::state::{Run, use_run};
use crate::tell::numbers::grouped;
use crate::view::{flag, live, words};

/// The slider counts minutes: fine enough to scrub, coarse enough for its own keys.
const STEP_MS: i64 = 60_000;
/// The slider's thumb keeps so many pixels from both ends.
const THUMB: i64 = 8;

/// Carries out a command of time.
pub fn carry_out(run: Run, command: TimeCommand) {
    match command {
        TimeCommand::PlayPause if run.playing.get_untracked() => run.send(Intent::Pause),
        TimeCommand::PlayPause => run.send(Intent::Play),
        TimeCommand::NextEvent => run.send(Intent::Next),
        TimeCommand::PreviousEvent => run.send(Intent::Previous),
        TimeCommand::SkipAhead => run.send(Intent::SkipAhead),
        TimeCommand::SkipBack => run.send(Intent::SkipBack),
        TimeCommand::MinuteOn => run.send(Intent::Seek(run.read(Simulation::now).after(Offset(STEP_MS)))),
        TimeCommand::MinuteBack => run.send(Intent::Seek(Offset(run.read(Simulation::now).0 - STEP_MS))),
        TimeCommand::Start => run.send(Intent::Seek(Offset::ZERO)),
        TimeCommand::End => run.send(Intent::Seek(run.read(Simulation::horizon))),
        TimeCommand::Slower => run.send(Intent::Speed(run.speed.get_untracked().saturating_sub(1))),
        TimeCommand::Faster => run.send(Intent::Speed(run.speed.get_untracked() + 1)),
        // The page's own: carried out where the page is.
        TimeCommand::Help | TimeCommand::FullScreen => {}
    }
}

/// `2 h 10 min of 1 d, event 8 of 31`
fn value_text(simulation: &Simulation) -> String {
    let happened = grouped(simulation.records().len() as u64);
    let known = grouped(simulation.known_records().len() as u64);
    format!("{} of {}, event {happened} of {known}", simulation.now().words(), simulation.horizon().words())
}

/// A place on the track, between the ends that the thumb reaches.
fn left(place: i64) -> String {
    format!("calc({THUMB}px + (100% - {}px) * {place} / {PLACES})", 2 * THUMB)
}

#[component]
fn Track() -> impl IntoView {
    let run = use_run();
    let track = NodeRef::<Div>::new();
    // Before it is drawn, that of a small one.
    let width = measured(move || track.get_untracked().map_or(320, |track| i64::from(track.client_width())));
    let pixels = move || width.get() - 2 * THUMB;
    let horizon = run.view(Simulation::horizon);
    let start = run.view(|simulation| simulation.world().start);
    let value = run.view(|simulation| simulation.now().0 / STEP_MS);
    let spoken = run.view(value_text);
    let marks = run.view_story(move |simulation, story| drawn(simulation, story, pixels()));
    let scrub = move |event| {
        if let Ok(minutes) = event_target_value(&event).parse::<i64>() {
            run.send(Intent::Seek(Instant::minutes(minutes)));
        }
    };
    // By keyboard the marks are reached with [ and ]; they would be a hundred stops of Tab.
    let mark = move |Drawn { place, shape, at, later, words }: Drawn| {
        let class = if later { "mark later" } else { "mark" };
        view! {
            <button
                type="button"
                tabindex="-1"
                class=class
                style:left=left(place)
                title=words.clone()
                aria-label=words
                on:click=move |_| run.send(Intent::Seek(at))
            >
                {glyph(shape)}
            </button>
        }
    };
    let axis = live(move || {
        let label = |label: crate::components::axis::Label| {
            let class = if label.day { "axis-label day" } else { "axis-label" };
            view! { <span class=class style:left=left(label.place)>{label.words}</span> }
        };
        labels(start.get(), horizon.get(), pixels()).into_iter().map(label).collect_view()
    });
    view! {
        <div class="time-track" node_ref=track>
            <div class="marks">{live(move || marks.get().into_iter().map(mark).collect_view())}</div>
            <input
                type="range"
                aria-label="Time"
                min="0"
                max=words(move || (horizon.get().0 / STEP_MS).to_string())
                step="1"
                prop:value=words(move || value.get().to_string())
                aria-valuetext=words(move || spoken.get())
                on:input=scrub
            />
            <div class="axis" aria-hidden="true">{axis}</div>
        </div>
    }
}

/// The time bar.
#[component]
pub fn TimeBar() -> impl IntoView {
    let run = use_run();
    let start = run.view(|simulation| simulation.world().start);
    let second = run.view(|simulation| Offset(simulation.now().0 / 1_000 * 1_000));
    let utc = move || start.get().at(second.get());
    let button = move |command: TimeCommand, icon: Icon| {
        let name = command.entry().name;
        Button { title: Some(name), ..Button::icon(name) }.draw(icon.draw(), move || carry_out(run, command))
    };
    let play_icon = live(move || if run.playing.get() { Icon::Pause.draw() } else { Icon::Play.draw() });
    let play_word = words(move || if run.playing.get() { "Pause" } else { "Play" });
    let play = Button { class: "primary play", key: Some("Space"), ..Button::default() };
    let play = play.draw(view! { {play_icon}<span>{play_word}</span> }, move || {
        carry_out(run, TimeCommand::PlayPause);
    });
    let skip = Button {
        label: Some("Skip ahead".to_owned()),
        title: Some("To where the story goes on: a failure, a repair, another status, a new choice"),
        ..Button::default()
    };
    let skip = skip.draw(
        view! { {Icon::FastForward.draw()}<span class="skip-word">"Skip ahead"</span> },
        move || {
            carry_out(run, TimeCommand::SkipAhead);
        },
    );
    let choose_speed = move |event| {
        if let Ok(speed) = event_target_value(&event).parse::<usize>() {
            run.send(Intent::Speed(speed));
        }
        // Whoever chose a speed wants to play: Space is for that again.
        let play = document().query_selector(".time-bar .play").ok().flatten();
        if let Some(play) = play.and_then(|play| play.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = play.focus();
        }
    };
    // What is under way, or what playing slowed down for. The announcer tells the latter to those who do not see it.
    let note = words(move || {
        let travelled = run.travelling.get().map(|share| format!("On the way: {share} %"));
        travelled.or_else(|| run.caption.get().filter(|_| run.playing.get())).unwrap_or_default()
    });
    view! {
        <section class="time-bar" aria-label="Time">
            <div class="transport">
                {button(TimeCommand::PreviousEvent, Icon::Previous)}
                {play}
                {button(TimeCommand::NextEvent, Icon::Next)}
                {skip}
            </div>
            <p class="clock">
                <strong>{words(move || format!("{} {}", calendar::day(utc()), calendar::time(utc())))}<abbr title="Coordinated Universal Time">"UTC"</abbr></strong>
                <span>
                    <span class="long">{words(move || calendar::date(utc()))}" · "</span>
                    {words(move || format!("{} in", second.get().words()))}
                </span>
            </p>
            <p class="time-note">{note}</p>
            <label class="field speed">
                <span class="caption">"Speed"</span>
                <select aria-label="Speed" on:change=choose_speed prop:value=words(move || run.speed.get().to_string())>
                    {SPEEDS.iter().enumerate().map(|(position, speed)| view! {
                        <option value=position.to_string() selected=flag(move || run.speed.get() == position)>{speed.title}</option>
                    }).collect_view()}
                </select>
            </label>
            <Track />
        </section>
    }
}
