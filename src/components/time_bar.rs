//! The time bar: transport, clock, speed, and the slider with a tick for each event of note.

use anc_engine::domain::{Instant, Offset};
use anc_engine::narration::narrate;
use anc_engine::{Record, Simulation};
use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use super::status::Shape;
use crate::clock;
use crate::commands::{Command, SPEEDS};
use crate::run::{Run, use_run};

/// The slider counts minutes: fine enough to scrub, coarse enough for its own keys.
const STEP_MS: i64 = 60_000;
/// Ticks that are drawn at the most: more could not be told apart.
const TICKS_MAX: usize = 300;

/// Carries out a command of time.
pub fn carry_out(run: Run, command: Command) {
    match command {
        Command::PlayPause if run.playing.get_untracked() => run.playing.set(false),
        Command::PlayPause => run.play(),
        Command::NextEvent => run.next(|_| true),
        Command::PreviousEvent => run.previous(|_| true),
        Command::SkipAhead => run.next(Record::is_of_note),
        Command::SkipBack => run.previous(Record::is_of_note),
        Command::MinuteOn => run.seek(run.look(Simulation::now).after(Offset(STEP_MS))),
        Command::MinuteBack => run.seek(Offset(run.look(Simulation::now).0 - STEP_MS)),
        Command::Start => run.seek(Offset::ZERO),
        Command::End => run.seek(run.look(Simulation::horizon)),
        Command::Slower => run.speed.update(|speed| *speed = speed.saturating_sub(1)),
        Command::Faster => run.speed.update(|speed| *speed = (*speed + 1).min(SPEEDS.len() - 1)),
        // The page's own: carried out where the page is.
        Command::Help | Command::FullScreen => {}
    }
}

/// An event of note on the slider.
#[derive(Clone, PartialEq)]
struct Tick {
    /// In thousandths of the run.
    place: i64,
    shape: Shape,
    later: bool,
}

fn ticks(simulation: &Simulation) -> Vec<Tick> {
    let horizon = simulation.horizon().0.max(1);
    let now = simulation.now();
    let mut ticks: Vec<Tick> = Vec::new();
    for record in simulation.known_records().iter().filter(|record| record.is_of_note()) {
        let place = record.key.at.0 * 1_000 / horizon;
        let shape = Shape::of_tone(narrate(record, simulation).tone);
        let later = record.key.at > now;
        if ticks.last().is_none_or(|last| last.place != place || last.shape != shape) {
            ticks.push(Tick { place, shape, later });
        }
        if ticks.len() == TICKS_MAX {
            break;
        }
    }
    ticks
}

/// `2 h 10 min of 1 d, event 8 of 31`
fn value_text(simulation: &Simulation) -> String {
    let happened = simulation.records().len();
    let known = simulation.known_records().len();
    format!("{} of {}, event {happened} of {known}", simulation.now().words(), simulation.horizon().words())
}

/// The time bar.
#[component]
pub fn TimeBar() -> impl IntoView {
    let run = use_run();
    let start = run.view(|simulation| simulation.world().start);
    let horizon = run.view(Simulation::horizon);
    let second = run.view(|simulation| Offset(simulation.now().0 / 1_000 * 1_000));
    let utc = move || start.get().at(second.get());
    let ticks = run.view(ticks);
    let value = run.view(|simulation| simulation.now().0 / STEP_MS);
    let spoken = run.view(value_text);
    let button = move |command: Command, icon: Icon| {
        let name = command.entry().name;
        Button { title: Some(name), ..Button::icon(name) }.draw(icon.draw(), move || carry_out(run, command))
    };
    let play_icon = move || if run.playing.get() { Icon::Pause.draw() } else { Icon::Play.draw() };
    let play_word = move || if run.playing.get() { "Pause" } else { "Play" };
    let play = Button { class: "primary play", key: Some("Space"), ..Button::default() };
    let play = play.draw(view! { {play_icon}<span>{play_word}</span> }, move || {
        carry_out(run, Command::PlayPause);
    });
    let skip = Button {
        label: Some("Skip ahead".to_owned()),
        title: Some("To the next failure, refusal or change of a status"),
        ..Button::default()
    };
    let skip = skip.draw(
        view! { {Icon::FastForward.draw()}<span class="skip-word">"Skip ahead"</span> },
        move || {
            carry_out(run, Command::SkipAhead);
        },
    );
    let scrub = move |event| {
        if let Ok(minutes) = event_target_value(&event).parse::<i64>() {
            run.seek(Instant::minutes(minutes));
        }
    };
    let choose_speed = move |event| {
        if let Ok(speed) = event_target_value(&event).parse::<usize>() {
            run.speed.set(speed.min(SPEEDS.len() - 1));
        }
    };
    let drawn = move || {
        ticks
            .get()
            .into_iter()
            .map(|tick| {
                let x = format!("{}.{}%", tick.place / 10, tick.place % 10);
                let class = format!("tick {}{}", tick.shape.class(), if tick.later { " later" } else { "" });
                view! { <line class=class x1=x.clone() x2=x y1="1" y2="11"></line> }
            })
            .collect_view()
    };
    view! {
        <section class="time-bar" aria-label="Time">
            <div class="transport">
                {button(Command::PreviousEvent, Icon::Previous)}
                {play}
                {button(Command::NextEvent, Icon::Next)}
                {skip}
            </div>
            <p class="clock">
                <strong>{move || clock::day_and_time(utc())}</strong>
                <span>
                    <span class="long">{move || clock::date(utc())}" · "</span>
                    {move || format!("{} in", second.get().words())}
                </span>
            </p>
            <label class="field speed">
                <span class="caption">"Speed"</span>
                <select aria-label="Speed" on:change=choose_speed prop:value=move || run.speed.get().to_string()>
                    {SPEEDS.iter().enumerate().map(|(position, speed)| view! {
                        <option value=position.to_string() selected=move || run.speed.get() == position>{speed.name}</option>
                    }).collect_view()}
                </select>
            </label>
            <div class="time-track">
                <svg aria-hidden="true">{drawn}</svg>
                <input
                    type="range"
                    aria-label="Time"
                    min="0"
                    max=move || (horizon.get().0 / STEP_MS).to_string()
                    step="1"
                    prop:value=move || value.get().to_string()
                    aria-valuetext=move || spoken.get()
                    on:input=scrub
                />
            </div>
        </section>
    }
}
