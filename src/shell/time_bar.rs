//! The time bar: transport, clock, speed, and below them the track.

use anc_engine::calendar;
use anc_engine::domain::Offset;
use anc_session::{Intent, SPEEDS};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::shell::address::DrawnBy;
use crate::shell::commands::TimeCommand;
use crate::shell::parts::Parts;
use crate::state::{Run, preferences, use_run};
use crate::view::{View, flag, live, text};
use crate::words;

/// How far a step of the slider and of the keys goes: fine enough to scrub, coarse enough for the slider's own keys.
pub const STEP_MS: i64 = 60_000;

/// Carries out a command of time, as soon as there is something that can be played.
pub fn carry_out(run: Run, command: TimeCommand) {
    run.once_open(move |run| carry_out_now(run, command));
}

fn carry_out_now(run: Run, command: TimeCommand) {
    let now = run.now.get_untracked();
    match command {
        TimeCommand::PlayPause if run.playing.get_untracked() => run.send(Intent::Pause),
        TimeCommand::PlayPause => run.send(Intent::Play),
        TimeCommand::NextEvent => run.send(Intent::Next),
        TimeCommand::PreviousEvent => run.send(Intent::Previous),
        TimeCommand::SkipAhead => run.send(Intent::SkipAhead),
        TimeCommand::SkipBack => run.send(Intent::SkipBack),
        TimeCommand::MinuteOn => run.send(Intent::Seek(now.after(Offset(STEP_MS)))),
        TimeCommand::MinuteBack => run.send(Intent::Seek(Offset(now.0 - STEP_MS))),
        TimeCommand::Start => run.send(Intent::Seek(Offset::ZERO)),
        TimeCommand::End => run.send(Intent::Seek(run.told_now(|about| about.horizon))),
        TimeCommand::Slower => run.send(Intent::Speed(run.speed.get_untracked().saturating_sub(1))),
        TimeCommand::Faster => run.send(Intent::Speed(run.speed.get_untracked() + 1)),
        TimeCommand::Undo if run.undoable.get_untracked().0 => run.send(Intent::Undo),
        TimeCommand::Redo if run.undoable.get_untracked().1 => run.send(Intent::Redo),
        TimeCommand::Find => run.finding.set(true),
        // Nothing is to be undone; or it is the page's own, and carried out where the page is.
        TimeCommand::Undo | TimeCommand::Redo | TimeCommand::Help | TimeCommand::FullScreen => {}
    }
}

/// The time bar.
#[component]
pub fn TimeBar(
    /** What is fetched later: the track is, and the timeline. */
    parts: Parts,
    /** Whether the timeline is open. */
    timeline: RwSignal<bool>,
) -> impl IntoView {
    let run = use_run();
    let open = View::new(move || run.about.with(Option::is_some));
    let second = View::new(move || Offset(run.now.get().0 / 1_000 * 1_000));
    // Before anything is open it tells some moment, unseen: so it takes its room.
    let utc = move || run.about.with(|about| about.as_ref().map_or(0, |about| about.start.at(second.get())));
    let clock = move |tell: fn(i64) -> String| text(move || tell(utc()));
    let clocks = View::new(move || run.clocks(utc()));
    let differ = View::new(move || clocks.with(|(differ, _)| *differ));
    let zone = live(move || {
        let zone = clock(calendar::zone);
        if !differ.get() {
            return view! { <span class="zone">{zone}</span> }.into_any();
        }
        let whose = text(move || {
            let own = clocks.with(|(_, own)| *own);
            if own { ": your clocks. Show the scenario's" } else { ": the scenario's clocks. Show yours" }
        });
        let content = view! { <span>{zone}</span><span class="hidden-visually">{whose}</span> };
        Button { class: "subtle zone", ..Button::default() }.draw(content, move || run.change_clocks())
    });
    let button = move |command: TimeCommand, icon: Icon| {
        let name = command.entry().name;
        Button::icon(name).draw(icon.draw(), move || carry_out(run, command))
    };
    let play_icon = live(move || if run.playing.get() { Icon::Pause.draw() } else { Icon::Play.draw() });
    let play_word = text(move || if run.playing.get() { "Pause" } else { "Play" });
    let play = Button { class: "primary play", key: Some("Space"), ..Button::default() };
    let play = play.draw(view! { {play_icon}<span>{play_word}</span> }, move || {
        carry_out(run, TimeCommand::PlayPause);
    });
    let skip = Button {
        label: Some("Skip ahead".to_owned()),
        tip: Some("To where the story goes on: a failure, a repair, another status, a new choice".to_owned()),
        ..Button::default()
    };
    let skip = skip.draw(
        view! { {Icon::FastForward.draw()}<span class="skip-word">"Skip ahead"</span> },
        move || {
            carry_out(run, TimeCommand::SkipAhead);
        },
    );
    let toggle = move |_| {
        let open = !timeline.get_untracked();
        timeline.set(open);
        preferences::set_timeline(open);
    };
    let expanded = text(move || if timeline.get() { "true" } else { "false" });
    let timeline_button = view! {
        <button type="button" class="button icon-only" aria-label="Timeline" data-tip="Timeline" aria-expanded=expanded on:click=toggle>
            {Icon::Timeline.draw()}
        </button>
    };
    let choose_speed = move |event| {
        if let Ok(speed) = event_target_value(&event).parse::<usize>() {
            run.once_open(move |run| run.send(Intent::Speed(speed)));
        }
        // Whoever chose a speed wants to play: Space is for that again.
        let play = document().query_selector(".time-bar .play").ok().flatten();
        if let Some(play) = play.and_then(|play| play.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = play.focus();
        }
    };
    // What is under way, or what playing slowed down for. The announcer tells the latter to those who do not see it.
    let note = text(move || {
        let travelled = run.travelling.get().map(|share| words::on_the_way(&share.to_string()));
        let slowed = || run.caption.get().filter(|_| run.playing.get());
        let awaited =
            || (run.awaited.get() && !parts.engine_failed()).then(|| "As soon as it is loaded".to_owned());
        travelled.or_else(slowed).or_else(awaited).unwrap_or_default()
    });
    view! {
        <section class="time-bar" aria-label="Time">
            <div class="transport">
                {button(TimeCommand::PreviousEvent, Icon::Previous)}
                {play}
                {button(TimeCommand::NextEvent, Icon::Next)}
                {skip}
                {timeline_button}
            </div>
            <p class="clock">
                <strong>{clock(|utc| format!("{} {}", calendar::day(utc), calendar::time(utc)))}</strong>
                {zone}
                <span class="elapsed">
                    <span class="long">{clock(calendar::date)}" · "</span>
                    {text(move || format!("{} in", second.get().words()))}
                </span>
            </p>
            <p class="time-note">{note}</p>
            <label class="field speed">
                <span class="caption">"Speed"</span>
                <select aria-label="Speed" on:change=choose_speed prop:value=text(move || run.speed.get().to_string())>
                    {SPEEDS.iter().enumerate().map(|(position, speed)| view! {
                        <option value=position.to_string() selected=flag(move || run.speed.get() == position)>{speed.title}</option>
                    }).collect_view()}
                </select>
            </label>
            {live(move || parts.beside(DrawnBy::Timeline).filter(|_| open.get() && timeline.get()).map(|timeline| timeline()))}
            {live(move || match parts.engine().filter(|_| open.get()) {
                Some(engine) => (engine.track)(),
                None => view! { <div class="time-track"></div> }.into_any(),
            })}
        </section>
    }
}
