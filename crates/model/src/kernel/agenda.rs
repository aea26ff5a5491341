//! The agenda: events in order of time, and at one instant in the order in which they were scheduled, those that
//! come last after the others.
//!
//! A standard binary heap of small events. At 10 to 10,000 pending events nothing else was faster (docs/benchmarks.md),
//! and what costs in WebAssembly is an allocation an event, of which there is none here.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::domain::{Instant, Offset};

/// Bits of the sequence of an event: more than a run has events.
const SEQUENCE_BITS: u32 = 27;
/// Added to the sequence of what comes last at its moment.
const LAST: u64 = 1 << SEQUENCE_BITS;
/// The bits below the moment.
const BELOW_BITS: u32 = SEQUENCE_BITS + 1;
/// The last moment that can be told: two years and a few weeks, which is later than any run ends.
const END: Instant = Offset((1 << (u64::BITS - BELOW_BITS)) - 1);

/// An event and its place in the order: moment, whether it comes last there, sequence. One number, compared at once.
#[derive(Clone, Copy, Debug)]
struct Scheduled<E> {
    order: u64,
    event: E,
}

impl<E> Scheduled<E> {
    const fn new(at: Instant, last: u64, sequence: u32, event: E) -> Self {
        Self { order: (at.0 as u64) << BELOW_BITS | last | sequence as u64, event }
    }

    const fn at(&self) -> Instant {
        Offset((self.order >> BELOW_BITS) as i64)
    }
}

impl<E> PartialEq for Scheduled<E> {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
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
        other.order < self.order
    }

    fn le(&self, other: &Self) -> bool {
        other.order <= self.order
    }

    fn gt(&self, other: &Self) -> bool {
        other.order > self.order
    }

    fn ge(&self, other: &Self) -> bool {
        other.order >= self.order
    }
}

impl<E> Ord for Scheduled<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.order.cmp(&self.order)
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
        self.put(at, 0, event);
    }

    /// Puts an event on the agenda that comes after all others of its moment, also those that are scheduled later; several
    /// of these come in the order in which they were scheduled.
    pub fn schedule_last(&mut self, at: Instant, event: E) {
        self.put(at, LAST, event);
    }

    #[inline]
    fn put(&mut self, at: Instant, last: u64, event: E) {
        debug_assert!(u64::from(self.sequence) < LAST, "more events than a run has");
        self.heap.push(Scheduled::new(at.max(self.now).min(END), last, self.sequence, event));
        self.sequence += 1;
    }

    /// When the next event is due.
    pub fn next_at(&self) -> Option<Instant> {
        self.heap.peek().map(Scheduled::at)
    }

    /// Takes the next event that is due at `limit` or earlier, and makes its moment the present.
    #[inline]
    pub fn take_until(&mut self, limit: Instant) -> Option<E> {
        if self.heap.peek()?.at() > limit {
            return None;
        }
        self.heap.pop().map(|scheduled| {
            self.now = scheduled.at();
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

    /// All events that are to come, in order, each with its moment.
    pub fn in_order(&self) -> Vec<(Instant, E)> {
        let mut all: Vec<_> = self.heap.iter().collect();
        all.sort_unstable_by_key(|scheduled| scheduled.order);
        all.into_iter().map(|scheduled| (scheduled.at(), scheduled.event)).collect()
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

    #[test]
    fn what_is_due_after_the_end_of_time_comes_at_its_end() {
        let mut agenda = Agenda::default();
        agenda.schedule(Offset::FOREVER, 'b');
        agenda.schedule(Offset::days(crate::limits::HORIZON_DAYS_MAX), 'a');
        let taken: String = std::iter::from_fn(|| agenda.take_until(Offset::FOREVER)).collect();
        assert_eq!((taken.as_str(), agenda.now()), ("ab", END));
    }
}
