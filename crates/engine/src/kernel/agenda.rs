//! The agenda: events in order of time, and at one instant in the order in which they were scheduled, those that
//! come last after the others.
//!
//! A standard binary heap of small events. At 10 to 10,000 pending events nothing else was faster (docs/benchmarks.md),
//! and what costs in WebAssembly is an allocation an event, of which there is none here.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::domain::Instant;

/// Added to the sequence of what comes last at its moment: more than a run has events.
const LAST: u32 = 1 << 31;

/// An event and its place in the order.
#[derive(Clone, Copy, Debug)]
struct Scheduled<E> {
    at: Instant,
    /// Runs end long before two thousand million events.
    sequence: u32,
    event: E,
}

impl<E> Scheduled<E> {
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "which of two events is earlier cannot be foretold: no branches"
    )]
    const fn is_before(&self, other: &Self) -> bool {
        (self.at.0 < other.at.0) | ((self.at.0 == other.at.0) & (self.sequence < other.sequence))
    }
}

impl<E> PartialEq for Scheduled<E> {
    fn eq(&self, other: &Self) -> bool {
        self.sequence == other.sequence
    }
}

impl<E> Eq for Scheduled<E> {}

/// The earliest is the greatest: the standard heap gives the greatest first. The heap asks with the operators, and a plain
/// yes or no is faster than three ways.
impl<E> PartialOrd for Scheduled<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    fn lt(&self, other: &Self) -> bool {
        other.is_before(self)
    }

    fn le(&self, other: &Self) -> bool {
        !self.is_before(other)
    }

    fn gt(&self, other: &Self) -> bool {
        self.is_before(other)
    }

    fn ge(&self, other: &Self) -> bool {
        !other.is_before(self)
    }
}

impl<E> Ord for Scheduled<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.sequence).cmp(&(self.at, self.sequence))
    }
}

/// Events that are yet to come.
#[derive(Clone, Debug)]
pub struct Agenda<E> {
    heap: BinaryHeap<Scheduled<E>>,
    now: Instant,
    sequence: u32,
}

impl<E> Default for Agenda<E> {
    fn default() -> Self {
        Self { heap: BinaryHeap::new(), now: Instant::ZERO, sequence: 0 }
    }
}

impl<E: Copy> Agenda<E> {
    /// The present moment: that of the event taken last, or later.
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Puts an event on the agenda. A moment that has passed means now.
    #[inline]
    pub fn schedule(&mut self, at: Instant, event: E) {
        let at = at.max(self.now);
        self.heap.push(Scheduled { at, sequence: self.sequence, event });
        self.sequence += 1;
    }

    /// Puts an event on the agenda that comes after all others of its moment, also those that are scheduled later; several
    /// of these come in the order in which they were scheduled.
    pub fn schedule_last(&mut self, at: Instant, event: E) {
        let at = at.max(self.now);
        self.heap.push(Scheduled { at, sequence: LAST | self.sequence, event });
        self.sequence += 1;
    }

    /// When the next event is due.
    pub fn next_at(&self) -> Option<Instant> {
        self.heap.peek().map(|scheduled| scheduled.at)
    }

    /// Takes the next event that is due at `limit` or earlier, and makes its moment the present.
    #[inline]
    pub fn take_until(&mut self, limit: Instant) -> Option<E> {
        if self.heap.peek()?.at > limit {
            return None;
        }
        self.heap.pop().map(|scheduled| {
            self.now = scheduled.at;
            scheduled.event
        })
    }

    /// Lets time pass up to `moment`. Time never goes back, and no event is passed over.
    pub fn advance_to(&mut self, moment: Instant) {
        debug_assert!(self.next_at().is_none_or(|next| next >= moment), "an event would be passed over");
        self.now = self.now.max(moment);
    }

    /// How many events are to come.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// All events that are to come, in order.
    pub fn in_order(&self) -> Vec<(Instant, u32, E)> {
        let mut all: Vec<_> =
            self.heap.iter().map(|scheduled| (scheduled.at, scheduled.sequence, scheduled.event)).collect();
        all.sort_unstable_by_key(|&(at, sequence, _)| (at, sequence));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Offset;

    #[test]
    fn events_come_in_order_of_time_then_of_scheduling() {
        let mut agenda = Agenda::default();
        for (at, event) in [(5, 'c'), (1, 'a'), (5, 'd'), (1, 'b'), (9, 'e')] {
            agenda.schedule(Offset(at), event);
        }
        let mut taken = String::new();
        while let Some(event) = agenda.take_until(Offset(5)) {
            taken.push(event);
        }
        assert_eq!((taken.as_str(), agenda.now(), agenda.len()), ("abcd", Offset(5), 1));
        agenda.schedule(Offset(2), 'f');
        assert_eq!(agenda.next_at(), Some(Offset(5)), "the past is over");
    }
    #[test]
    fn what_is_last_comes_after_all_others_of_its_moment() {
        let mut agenda = Agenda::default();
        agenda.schedule_last(Offset(5), 'c');
        agenda.schedule(Offset(5), 'a');
        agenda.schedule_last(Offset(5), 'd');
        agenda.schedule(Offset(5), 'b');
        agenda.schedule(Offset(6), 'e');
        let taken: String = std::iter::from_fn(|| agenda.take_until(Offset(6))).collect();
        assert_eq!(taken, "abcde");
    }
}
