//! The course of the run that is open, followed: played beside it, in slices, while the page answers.

use anc_engine::Simulation;
use anc_engine::course::Course;
use anc_engine::domain::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::wait::{SLICE_MS, wait};
use super::{Run, clock_ms};
use crate::view::follow;

/// Instants that are played between two looks at the clock.
const INSTANTS_AT_ONCE: u32 = 64;
/// Where somebody waits for all of it the page answers less often: between two slices the browser waits four milliseconds.
const SLICE_AWAITED_MS: f64 = 24.0;
/// While time passes a frame has room for so many milliseconds of it,
const SLICE_PLAYING_MS: f64 = 3.0;
/// and it is shown anew this often.
const SHOWN_EVERY_MS: f64 = 250.0;

/// The course of the run that is open.
#[derive(Clone, Copy)]
pub struct Followed {
    course: StoredValue<Option<Course>, LocalStorage>,
    /// Grows whenever there is more to be shown.
    shown: RwSignal<u64>,
    shown_ms: StoredValue<f64>,
    /// Whether it is being played.
    busy: StoredValue<bool>,
}

impl Followed {
    /// Of the open run, for as long as whoever asks is there.
    pub fn new(run: Run) -> Self {
        let this = Self {
            course: StoredValue::new_local(None),
            shown: RwSignal::new(0),
            shown_ms: StoredValue::new(0.0),
            busy: StoredValue::new(false),
        };
        follow(move || {
            run.version.track();
            run.acting.track();
            // Once time stands, what was not shown yet is.
            run.playing.track();
            run.read(|simulation| this.catch_up(simulation));
            if !this.busy.get_value() {
                this.busy.set_value(true);
                spawn_local(this.play(run));
            }
        });
        this
    }

    /// What is there of it, followed. None: nothing yet.
    pub fn with<T>(self, tell: impl FnOnce(&Course) -> T) -> Option<T> {
        self.shown.track();
        self.course.try_with_value(|course| course.as_ref().map(tell)).flatten()
    }

    fn catch_up(self, simulation: &Simulation) {
        self.course.update_value(|course| {
            let followed = course.as_mut().is_some_and(|course| course.follow(simulation).is_ok());
            if !followed {
                *course = Course::begin_until(simulation, simulation.now()).ok();
                // What is known beyond the present is followed, too.
                if let Some(course) = course {
                    let _ = course.follow(simulation);
                }
            }
        });
    }

    async fn play(self, run: Run) {
        loop {
            let playing = run.playing.get_untracked();
            let until = clock_ms() + if playing { SLICE_PLAYING_MS } else { SLICE_MS };
            let goes_on = self.course.try_update_value(|course| {
                let Some(course) = course else { return false };
                let mut goes_on = true;
                while goes_on && clock_ms() < until {
                    // A run that stops at a limit is told as far as it goes.
                    goes_on = course.go_on(INSTANTS_AT_ONCE).unwrap_or(false);
                }
                goes_on
            });
            // Whoever wanted it may be gone.
            let Some(goes_on) = goes_on else { return };
            let due = clock_ms() - self.shown_ms.get_value() > SHOWN_EVERY_MS;
            if due || !(goes_on || playing) {
                self.shown_ms.set_value(clock_ms());
                self.shown.update(|count| *count += 1);
            }
            if !goes_on {
                self.busy.set_value(false);
                return;
            }
            wait(0).await;
        }
    }
}

/// Plays the courses of runs, each up to a moment, in slices, and hands them over: unless `is_last` says that others are wanted by then.
pub fn play(
    runs: Vec<(Simulation, Instant)>,
    is_last: impl Fn() -> bool + 'static,
    told: impl FnOnce(Result<Vec<Course>, String>) + 'static,
) {
    spawn_local(async move {
        let begun =
            runs.iter().map(|(run, end)| Course::begin_until(run, *end).map_err(|limit| limit.to_string()));
        let mut courses = match begun.collect::<Result<Vec<_>, _>>() {
            Ok(courses) => courses,
            Err(why) => return told(Err(why)),
        };
        drop(runs);
        for course in &mut courses {
            loop {
                let until = clock_ms() + SLICE_AWAITED_MS;
                let mut goes_on = Ok(true);
                while clock_ms() < until && goes_on == Ok(true) {
                    goes_on = course.go_on(INSTANTS_AT_ONCE);
                }
                if !is_last() {
                    return;
                }
                match goes_on {
                    Ok(true) => wait(0).await,
                    Ok(false) => break,
                    Err(limit) => return told(Err(limit.to_string())),
                }
            }
        }
        told(Ok(courses));
    });
}
