//! A list that grows at its end and is cut at its end, in pieces that copies share: a copy costs a pointer for each piece, and
//! what is added to it afterwards a piece of its own.

use std::fmt;
use std::ops::Index;
use std::sync::Arc;

/// How many entries a piece has.
const PIECE: usize = 1_024;

/// Such a list.
#[derive(Clone)]
pub struct Log<T> {
    /// All but the last are full.
    pieces: Vec<Arc<Vec<T>>>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T> Log<T> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The first so many entries, or all.
    pub fn first(&self, count: usize) -> Entries<'_, T> {
        Entries { log: self, range: (0, count.min(self.len())) }
    }
}

impl<T: Clone> Log<T> {
    /// Adds an entry.
    pub fn push(&mut self, entry: T) {
        match self.pieces.last_mut() {
            Some(last) if last.len() < PIECE => Arc::make_mut(last).push(entry),
            _ => self.pieces.push(Arc::new(vec![entry])),
        }
    }

    /// Cuts off all but the first so many entries.
    pub fn truncate(&mut self, count: usize) {
        if count >= self.len() {
            return;
        }
        self.pieces.truncate(count.div_ceil(PIECE));
        let rest = count % PIECE;
        if rest > 0
            && let Some(last) = self.pieces.last_mut()
            && last.len() > rest
        {
            match Arc::get_mut(last) {
                Some(own) => own.truncate(rest),
                // Only what stays is copied.
                None => *last = Arc::new(last[..rest].to_vec()),
            }
        }
    }
}

/// Some entries of a list, one after the other.
pub struct Entries<'a, T> {
    log: &'a Log<T>,
    /// From the first to the second, which is not among them.
    range: (usize, usize),
}

impl<T> Clone for Entries<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entries<'_, T> {}

impl<'a, T> Entries<'a, T> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.range.1 - self.range.0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.range.0 == self.range.1
    }

    /// The entry at a position of these.
    pub fn get(self, position: usize) -> Option<&'a T> {
        let at = self.range.0.checked_add(position).filter(|&at| at < self.range.1)?;
        self.log.pieces.get(at / PIECE)?.get(at % PIECE)
    }

    /// The last one.
    pub fn last(self) -> Option<&'a T> {
        self.len().checked_sub(1).and_then(|last| self.get(last))
    }

    /// All in order.
    pub fn iter(self) -> Iter<'a, T> {
        Iter(self)
    }

    /// Those from a position on.
    #[must_use]
    pub fn from(self, position: usize) -> Self {
        let start = self.range.0.saturating_add(position).min(self.range.1);
        Self { log: self.log, range: (start, self.range.1) }
    }

    /// How many there are before the first for which `test` does not hold; it must hold for a beginning of them.
    pub fn partition_point(self, test: impl Fn(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(&test) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Goes through entries, from either end.
#[derive(Clone)]
pub struct Iter<'a, T>(Entries<'a, T>);

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let next = self.0.get(0)?;
        self.0.range.0 += 1;
        Some(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let last = self.0.last()?;
        self.0.range.1 -= 1;
        Some(last)
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T> IntoIterator for Entries<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> Index<usize> for Entries<'_, T> {
    type Output = T;
    fn index(&self, position: usize) -> &T {
        self.get(position).expect("a position of these entries")
    }
}

impl<T: PartialEq> PartialEq for Entries<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: fmt::Debug> fmt::Debug for Entries<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for Log<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first(usize::MAX).fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: usize) -> Log<usize> {
        let mut log = Log::default();
        (0..count).for_each(|number| log.push(number));
        log
    }

    #[test]
    fn a_log_is_like_a_list() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let log = of(count);
            assert_eq!(log.len(), count);
            assert!(log.first(count).iter().copied().eq(0..count));
            assert!(log.first(count).iter().rev().copied().eq((0..count).rev()));
            assert_eq!(log.first(count).last().copied(), count.checked_sub(1));
            assert_eq!(log.first(count).get(count), None);
            assert_eq!(log.first(count).partition_point(|&number| number < 700), count.min(700));
            assert_eq!(log.first(count).from(5).len(), count.saturating_sub(5));
            for cut in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 9 * PIECE] {
                let mut cut_off = log.clone();
                cut_off.truncate(cut);
                assert_eq!(cut_off.len(), count.min(cut));
                cut_off.push(7);
                assert!(cut_off.first(usize::MAX).iter().copied().eq((0..count.min(cut)).chain([7])));
                // The other one is as it was.
                assert!(log.first(usize::MAX).iter().copied().eq(0..count));
            }
        }
    }

    #[test]
    fn copies_share_their_past() {
        let first = of(3 * PIECE + 5);
        let mut second = first.clone();
        second.push(1);
        second.truncate(2 * PIECE + 9);
        for (left, right) in first.pieces.iter().zip(&second.pieces).take(2) {
            assert!(Arc::ptr_eq(left, right));
        }
        assert!(!Arc::ptr_eq(&first.pieces[2], &second.pieces[2]));
    }
}
