//! Speeds: how much simulated time passes in real time.

/// A speed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Speed {
    /// Its name in intents.
    pub name: &'static str,
    /// In words.
    pub title: &'static str,
    /// Simulated milliseconds a real millisecond; none: it follows the story (`pace`).
    pub factor: Option<i64>,
}

/// All speeds: the one that follows the story, then the others, slowest first.
pub const SPEEDS: [Speed; 7] = [
    speed("auto", "Auto", None),
    speed("1m", "1 min a second", Some(60)),
    speed("10m", "10 min a second", Some(600)),
    speed("1h", "1 h a second", Some(3_600)),
    speed("6h", "6 h a second", Some(21_600)),
    speed("1d", "1 day a second", Some(86_400)),
    speed("1w", "1 week a second", Some(604_800)),
];

/// The position of the speed at first.
pub const SPEED_AT_FIRST: usize = 0;

const fn speed(name: &'static str, title: &'static str, factor: Option<i64>) -> Speed {
    Speed { name, title, factor }
}
