//! The speed *Auto*: quickly through time in which nothing happens, slowly where the story goes on.

/// Simulated milliseconds a real one, where the story goes on.
const SLOW: i64 = 60;
/// The same where nothing has happened for a while: a day a second.
const FAST: i64 = 86_400;
/// How long it takes to be twice as fast, in real milliseconds.
const TWICE_MS: i64 = 260;
/// How long a caption stands at least, and for each of its letters, in real milliseconds.
const STANDS_MS: i64 = 1_600;
const LETTER_MS: i64 = 30;

/// How fast time passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pace {
    factor: i64,
    /// How long it stays slow, in real milliseconds.
    slow_ms: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { factor: SLOW, slow_ms: 0 }
    }
}

impl Pace {
    /// Simulated milliseconds a real one, for a frame of so many real milliseconds.
    pub(crate) fn factor(&mut self, real_ms: i64) -> i64 {
        if self.slow_ms > 0 {
            self.slow_ms -= real_ms;
            return self.factor;
        }
        self.factor = (self.factor + self.factor * real_ms.min(TWICE_MS) / TWICE_MS).min(FAST);
        self.factor
    }

    /// Slows down for as long as it takes to read these words.
    pub(crate) fn slow_down(&mut self, words: &str) {
        self.factor = SLOW;
        self.slow_ms = STANDS_MS + LETTER_MS * words.chars().count() as i64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_quick_where_nothing_happens_and_slow_where_something_does() {
        let mut pace = Pace::default();
        let frames: Vec<i64> = (0..200).map(|_| pace.factor(33)).collect();
        assert!(frames.is_sorted() && frames[0] < 2 * SLOW, "it gets faster bit by bit");
        assert_eq!(frames.last(), Some(&FAST));
        pace.slow_down("A domain controller does not answer");
        let slow: Vec<i64> = (0..200).map(|_| pace.factor(33)).take_while(|&factor| factor == SLOW).collect();
        let seconds = slow.len() as i64 * 33 / 1_000;
        assert!((2..=4).contains(&seconds), "long enough to be read, and not longer: {seconds} s");
    }
}
