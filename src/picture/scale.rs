//! Where moments stand on a number of pixels: a stretch of a run, of which time in which nothing is of note may be folded. A pure
//! function both ways, natively tested.

use anc_engine::domain::{Instant, Offset};

/// A folded stretch takes so many pixels.
pub const FOLD: f64 = 26.0;
/// Quiet time shorter than this part of what is shown is not folded: it would gain nothing.
const WORTH_FOLDING: i64 = 12;
/// So much of a quiet stretch stays on both of its sides, in parts of what is shown.
const MARGIN: i64 = 60;

/// A stretch of time with its place.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Piece {
    from: i64,
    to: i64,
    left: f64,
    right: f64,
    folded: bool,
}

/// Where moments stand.
#[derive(Clone, PartialEq, Debug)]
pub struct Scale {
    pieces: Vec<Piece>,
}

impl Scale {
    /// A stretch of time on so many pixels; between moments that are of note, in order, quiet time is folded. Of none, nothing is folded.
    pub fn new((from, to): (Instant, Instant), pixels: f64, note: &[Instant]) -> Self {
        let (from, to) = (from.0, to.0.max(from.0 + 1));
        let length = to - from;
        let mut quiet = Vec::new();
        let mut last = from;
        let inside = note.iter().map(|at| at.0).filter(|at| (from..=to).contains(at));
        // What comes after the last of them may be unknown: it is not quiet.
        for at in inside {
            // Nothing follows on the end: nothing needs to be kept apart from it.
            let ends = if at == to { at } else { at - length / MARGIN };
            let begins = last + length / MARGIN;
            if ends - begins > length / WORTH_FOLDING {
                quiet.push((begins, ends));
            }
            last = at;
        }
        // What is folded must leave room for the rest.
        let most = (pixels / FOLD / 2.0) as usize;
        if quiet.len() > most {
            quiet.sort_by_key(|(begins, ends)| begins - ends);
            quiet.truncate(most);
            quiet.sort_unstable();
        }
        let folded: i64 = quiet.iter().map(|(begins, ends)| ends - begins).sum();
        let open = pixels - FOLD * quiet.len() as f64;
        let per_ms = open / (length - folded).max(1) as f64;
        let mut pieces = Vec::new();
        let (mut at, mut left) = (from, 0.0);
        let mut add = |to: i64, folded: bool| {
            if to > at {
                let width = if folded { FOLD } else { (to - at) as f64 * per_ms };
                pieces.push(Piece { from: at, to, left, right: left + width, folded });
                left += width;
                at = to;
            }
        };
        for (begins, ends) in quiet {
            add(begins, false);
            add(ends, true);
        }
        add(to, false);
        Self { pieces }
    }

    /// The stretch that is shown.
    pub fn window(&self) -> (Instant, Instant) {
        let first = self.pieces.first().map_or(0, |piece| piece.from);
        (Offset(first), Offset(self.pieces.last().map_or(first, |piece| piece.to)))
    }

    /// How wide it is.
    pub fn width(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    /// Where a moment stands; those before and after what is shown, at its ends.
    pub fn place(&self, at: Instant) -> f64 {
        let past = self.pieces.partition_point(|piece| piece.to <= at.0);
        let Some(piece) = self.pieces.get(past) else { return self.width() };
        let share = (at.0 - piece.from).max(0) as f64 / (piece.to - piece.from) as f64;
        piece.left + share * (piece.right - piece.left)
    }

    /// The moment of a place.
    pub fn moment(&self, x: f64) -> Instant {
        let past = self.pieces.partition_point(|piece| piece.right <= x);
        let Some(piece) = self.pieces.get(past) else { return self.window().1 };
        // `clamp` would bring the writing of floating-point numbers, for its panic.
        let share = (x.max(piece.left).min(piece.right) - piece.left) / (piece.right - piece.left);
        Offset(piece.from + (share * (piece.to - piece.from) as f64).round() as i64)
    }

    /// What is folded: its place, and how long it is.
    pub fn folds(&self) -> impl Iterator<Item = (f64, f64, Offset)> {
        let folded = self.pieces.iter().filter(|piece| piece.folded);
        folded.map(|piece| (piece.left, piece.right, Offset(piece.to - piece.from)))
    }

    /// What is not folded: from when to when, and where.
    pub fn open(&self) -> impl Iterator<Item = ((Instant, Instant), (f64, f64))> {
        let open = self.pieces.iter().filter(|piece| !piece.folded);
        open.map(|piece| ((Offset(piece.from), Offset(piece.to)), (piece.left, piece.right)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs of all lengths, with moments of note wherever a simple generator puts them.
    fn scales() -> impl Iterator<Item = (Scale, Vec<Instant>)> {
        let mut seed = 7_u64;
        let mut draw = move |below: i64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % below
        };
        (0..400).map(move |round| {
            let horizon = [3_600_000, 86_400_000, 7_776_000_000, 63_072_000_000][round % 4];
            let mut note: Vec<Instant> = (0..draw(40)).map(|_| Offset(draw(horizon))).collect();
            note.sort_unstable();
            let from = draw(horizon / 2);
            let window = (Offset(from), Offset(from + 1 + draw(horizon - from)));
            let pixels = [200.0, 640.0, 1_300.0][round % 3];
            (Scale::new(window, pixels, &note), note)
        })
    }

    #[test]
    fn places_grow_with_time_and_lead_back_to_their_moments() {
        for (scale, _) in scales() {
            let (from, to) = scale.window();
            let length = to.0 - from.0;
            let mut before = -1.0;
            for share in 0..=200 {
                let at = Offset(from.0 + length * share / 200);
                let place = scale.place(at);
                assert!(place >= before && place <= scale.width() + 0.001, "{scale:?}");
                before = place;
                // A pixel of a fold is long: it leads back as exactly as a pixel can.
                let back = scale.moment(place);
                assert!((scale.place(back) - place).abs() < 0.01, "{at} {back} {scale:?}");
            }
            assert!([200.0, 640.0, 1_300.0].iter().any(|width: &f64| (width - scale.width()).abs() < 0.01));
        }
    }

    #[test]
    fn what_is_of_note_is_never_folded_and_something_is() {
        let mut folds = 0;
        for (scale, note) in scales() {
            for (left, right, _) in scale.folds() {
                folds += 1;
                assert!((right - left - FOLD).abs() < 0.001);
                let hidden = note.iter().filter(|at| {
                    let (from, to) = scale.window();
                    (from..=to).contains(at) && (left + 0.01..right - 0.01).contains(&scale.place(**at))
                });
                assert_eq!(hidden.count(), 0, "{scale:?}");
            }
            let open: f64 = scale.open().map(|(_, (left, right))| right - left).sum();
            assert!(open > scale.width() * 0.4, "{scale:?}");
        }
        assert!(folds > 100, "{folds}");
        let none = Scale::new((Offset(0), Offset::days(90)), 900.0, &[]);
        assert_eq!(none.folds().count(), 0);
        assert!((none.place(Offset::days(45)) - 450.0).abs() < 0.001);
    }
}
