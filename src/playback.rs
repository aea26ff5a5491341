//! Playing: the browser's frames become simulated time. The app's one clock.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::run::Run;

/// Frames are drawn at most this often: smooth enough, and half the work of a fast screen.
const FRAME_MS: f64 = 30.0;
/// A frame that took longer (a hidden tab, a debugger) counts as this much.
const FRAME_MS_MAX: f64 = 250.0;

/// Runs the frame loop while the run plays, and pauses when the tab is hidden.
pub fn drive(run: Run) {
    let last = Rc::new(Cell::new(None));
    Effect::new(move |_| {
        if run.playing.get() {
            last.set(None);
            frame(run, Rc::clone(&last));
        }
    });
    let handle = window_event_listener_untyped("visibilitychange", move |_| pause_when_hidden(run));
    on_cleanup(move || handle.remove());
}

fn pause_when_hidden(run: Run) {
    let hidden =
        web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden());
    if hidden {
        run.playing.set(false);
    }
}

fn frame(run: Run, last: Rc<Cell<Option<f64>>>) {
    request_animation_frame(move || {
        if !run.playing.get_untracked() {
            return;
        }
        let now = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
        match last.get() {
            None => last.set(Some(now)),
            Some(before) if now - before >= FRAME_MS => {
                last.set(Some(now));
                run.frame((now - before).min(FRAME_MS_MAX) as i64);
            }
            Some(_) => {}
        }
        frame(run, last);
    });
}
