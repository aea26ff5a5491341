//! By whose clocks moments are told: the scenario's, or the reader's own. It changes nothing of the run.

use std::cell::Cell;

use anc_engine::calendar::{Zone, show_in};
use js_sys::Date;
use leptos::prelude::*;

use super::{About, Run, preferences};

thread_local! {
    /// Whether moments are told by the reader's own clocks.
    static OWN: Cell<bool> = Cell::new(preferences::own_clocks());
}

/// How far the reader's clocks are ahead of UTC at a moment, in minutes: the browser knows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "minutes of a day; years of four digits"
)]
fn reader(utc_ms: i64) -> i32 {
    -(Date::new(&(utc_ms as f64).into()).get_timezone_offset() as i32)
}

/// Tells moments by the clocks that were chosen.
pub(super) fn set(about: &About) {
    show_in(if OWN.get() { Zone::Asked(reader) } else { Zone::Ahead(about.ahead_of_utc_min) });
}

impl Run {
    /// Takes the other clocks, and remembers it. All that is seen is told anew.
    pub fn change_clocks(self) {
        let own = !OWN.get();
        OWN.set(own);
        preferences::set_own_clocks(own);
        self.about.with_untracked(|about| about.iter().for_each(set));
        self.about.update(|_| {});
        self.version.update(|version| *version += 1);
    }

    /// Whether the reader's clocks differ from the scenario's at a moment, and whether they tell the moments, followed.
    pub fn clocks(self, utc_ms: i64) -> (bool, bool) {
        (self.told(|about| about.ahead_of_utc_min != reader(utc_ms)), OWN.get())
    }
}
