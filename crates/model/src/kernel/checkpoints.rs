//! Checkpoints: copies of a state at certain moments, so that going back means replaying a little.

use std::sync::Arc;

/// How many copies are kept at the most. When there are more, every second one goes and the distance doubles.
pub const CHECKPOINTS_MAX: usize = 64;

/// How many events lie between two copies at first.
pub const SPACING_EVENTS: u64 = 4_096;

/// Copies of a state, each after so many events. Branches of a run share them.
#[derive(Clone, Debug)]
pub struct Checkpoints<S> {
    copies: Vec<(u64, Arc<S>)>,
    spacing: u64,
    bytes_max: usize,
}

impl<S> Checkpoints<S> {
    /// None yet. All copies together stay within about `bytes_max`.
    pub const fn new(bytes_max: usize) -> Self {
        Self { copies: Vec::new(), spacing: SPACING_EVENTS, bytes_max }
    }

    /// Whether a copy after so many events is wanted.
    pub fn wants(&self, events: u64) -> bool {
        events.is_multiple_of(self.spacing) && self.copies.last().is_none_or(|&(last, _)| last < events)
    }

    /// Keeps a copy that takes about `bytes`. Call it only when [`Self::wants`] says so.
    pub fn keep(&mut self, events: u64, state: S, bytes: usize) {
        self.copies.push((events, Arc::new(state)));
        let most = (self.bytes_max / bytes.max(1)).clamp(2, CHECKPOINTS_MAX);
        while self.copies.len() > most {
            self.spacing *= 2;
            let spacing = self.spacing;
            self.copies.retain(|&(after, _)| after.is_multiple_of(spacing));
        }
    }

    /// The last copy for which `not_later` holds; it must hold for a beginning of the list.
    pub fn latest(&self, not_later: impl Fn(&S) -> bool) -> Option<&S> {
        let count = self.copies.partition_point(|(_, state)| not_later(state));
        count.checked_sub(1).map(|last| &*self.copies[last].1)
    }

    /// Forgets the copies after so many events: the future was changed.
    pub fn forget_after(&mut self, events: u64) {
        self.copies.retain(|&(after, _)| after <= events);
    }

    /// How many copies there are.
    pub fn len(&self) -> usize {
        self.copies.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_stay_bounded_and_spread_over_the_whole_run() {
        let mut checkpoints = Checkpoints::new(1_000);
        for events in 0..200_000_u64 {
            if checkpoints.wants(events) {
                checkpoints.keep(events, events, 50);
            }
        }
        assert!((10..=20).contains(&checkpoints.len()), "{}", checkpoints.len());
        assert_eq!(checkpoints.latest(|&state| state <= 5), Some(&0));
        let late = *checkpoints.latest(|&state| state <= 190_000).expect("a copy");
        assert!(late > 150_000, "{late}");
        checkpoints.forget_after(100_000);
        assert!(checkpoints.latest(|_| true).is_some_and(|&last| last <= 100_000));
    }
}
