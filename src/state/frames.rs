//! Playing: the browser's frames become simulated time. The app's one clock.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use anc_session::Intent;

use crate::state::{Run, clock_ms};
use crate::view::{View, follow};

/// Frames are drawn at most this often: smooth enough, and half the work of a fast screen.
const FRAME_MS: f64 = 30.0;
/// A frame that took longer (a hidden tab, a debugger) counts as this much.
const FRAME_MS_MAX: f64 = 250.0;

/// Runs the frame loop while the run plays or is on its way, and pauses when the tab is hidden.
pub fn drive(run: Run) {
    let moving = View::new(move || run.playing.get() || run.travelling.get().is_some());
    let clock = Rc::new(Clock::default());
    follow(move || {
        // Stopped and started between two frames, the loop still runs: a second one would play twice as fast.
        if moving.get() && !clock.runs.replace(true) {
            clock.last.set(None);
            frame(run, Rc::clone(&clock));
        }
    });
    let handle = window_event_listener_untyped("visibilitychange", move |_| pause_when_hidden(run));
    on_cleanup(move || handle.remove());
}

/// The frame loop.
#[derive(Default)]
struct Clock {
    /// Whether a frame is asked for.
    runs: Cell<bool>,
    /// The frame that let time pass last, if that was just before.
    last: Cell<Option<f64>>,
}

/// Nobody sees what would play in a hidden tab.
pub(super) fn pause_when_hidden(run: Run) {
    let hidden =
        web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden());
    if hidden {
        run.send(Intent::Pause);
    }
}

fn frame(run: Run, clock: Rc<Clock>) {
    request_animation_frame(move || {
        let now = clock_ms();
        if run.travelling.get_untracked().is_some() {
            clock.last.set(None);
            run.send(Intent::Frame(0));
        } else if run.playing.get_untracked() {
            match clock.last.get() {
                None => clock.last.set(Some(now)),
                Some(before) if now - before >= FRAME_MS => {
                    clock.last.set(Some(now));
                    run.send(Intent::Frame((now - before).min(FRAME_MS_MAX) as i64));
                }
                Some(_) => {}
            }
        } else {
            clock.runs.set(false);
            return;
        }
        frame(run, clock);
    });
}
