//! Sign-ins hour by hour: what an outage looks like, at a bounded cost.

use crate::domain::Instant;
use crate::domain::time::{HOUR_MS, whole};

/// How many sign-ins succeeded and failed, in each hour of the run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Curve {
    /// The hours up to the last one with a sign-in: at most as many as a run has.
    hours: Vec<(u32, u32)>,
    sums: (u64, u64),
}

impl Curve {
    /// Counts a sign-in.
    pub(crate) fn count(&mut self, at: Instant, failed: bool) {
        let hour = whole::<HOUR_MS>(at.0.max(0)) as usize;
        if self.hours.len() <= hour {
            self.hours.resize(hour + 1, (0, 0));
        }
        let (of, sum) = if failed {
            (&mut self.hours[hour].1, &mut self.sums.1)
        } else {
            (&mut self.hours[hour].0, &mut self.sums.0)
        };
        *of = of.saturating_add(1);
        *sum += 1;
    }

    /// Sign-ins that succeeded and failed, by hour; hours after the last sign-in are left out.
    pub fn hours(&self) -> &[(u32, u32)] {
        &self.hours
    }

    /// Sign-ins that succeeded and failed, in all.
    pub const fn sums(&self) -> (u64, u64) {
        self.sums
    }

    /// About how many bytes a copy takes.
    pub(crate) fn bytes(&self) -> usize {
        self.hours.len() * 8
    }
}
