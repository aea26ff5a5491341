//! The way from where something began to what happened, as a picture: what was true, what was seen and what happened, in rows below each
//! other, in the order of time. A pure function, natively tested.

use anc_engine::domain::Instant;

use super::layout::{Area, Point, px};
use super::marks::Mark;
use super::scale::Scale;
use crate::tell::chain::{Row, Sign};

/// How high a row is, and where in it signs stand.
const ROW: f64 = 48.0;
const MIDDLE: f64 = 24.0;
/// Half of a sign.
const HALF: f64 = 8.0;
/// Between two signs is at least so much, where there is room for it.
const APART: f64 = 30.0;
/// How high the line of their times is, and how wide a letter of it.
const TIMES: f64 = 16.0;
const LETTER: f64 = 6.0;
/// From the edges to the first and the last sign.
const EDGE: f64 = 14.0;

/// The picture: its marks, and its height. Signs stand in the order in which they came, the last one is what happened.
pub fn chain(signs: &[Sign], width: f64) -> (Vec<Mark>, f64) {
    let rows: Vec<Row> =
        Row::ALL.into_iter().filter(|row| signs.iter().any(|sign| sign.row == *row)).collect();
    let top = |row: Row| rows.iter().position(|of| *of == row).unwrap_or(0) as f64 * ROW;
    let middles: Vec<Point> =
        places(signs, width).into_iter().zip(signs).map(|(x, sign)| (x, top(sign.row) + MIDDLE)).collect();
    let mut marks = Vec::new();
    let text = |class, at, anchor, text: String| Mark::Text { class, at, anchor, text };
    let path = |class, path| Mark::Path { class, path, transform: String::new() };
    for row in &rows {
        let y = top(*row);
        marks.push(Mark::Rect {
            class: "chain-row",
            area: Area { x: 0.0, y, width, height: ROW - 4.0 },
            round: 4.0,
        });
        marks.push(text("chain-title", (6.0, y + 12.0), "start", row.title().to_owned()));
    }
    for (sign, &from) in signs.iter().zip(&middles) {
        let Some(&to) = sign.leads_to.and_then(|to| middles.get(to)) else { continue };
        // What was seen is what was believed until then: how old it was is how long the line is.
        let class = if sign.row == Row::Seen { "chain-line seen" } else { "chain-line" };
        marks.push(path(class, arrow(from, to)));
    }
    for (sign, &(x, y)) in signs.iter().zip(&middles) {
        let transform = format!("translate({} {}) scale(0.8)", px(x - HALF), px(y - HALF));
        marks.push(Mark::Circle { class: "chain-sign", at: (x, y), radius: HALF + 2.0 });
        marks.push(Mark::Path { class: sign.shape.class(), path: sign.shape.path().to_owned(), transform });
        if let Some(number) = sign.number {
            marks.push(text("chain-number", (x, y + 19.0), "middle", number.to_string()));
        }
    }
    let height = rows.len() as f64 * ROW;
    // The times of as many as have room, the latest first: it is what is asked for. What stands in two rows at one place has one time.
    let mut free = width;
    for (sign, &(x, _)) in signs.iter().zip(&middles).rev() {
        let half = sign.when.chars().count() as f64 * LETTER / 2.0;
        let x = x.max(half).min(width - half);
        if x + half <= free {
            marks.push(text("chain-time", (x, height + 11.0), "middle", sign.when.clone()));
            free = x - half - 8.0;
        }
    }
    (marks, height + TIMES)
}

/// Where signs stand: at their moments, as far as none stands over another one of its row, and each after what led to it.
fn places(signs: &[Sign], width: f64) -> Vec<f64> {
    let room = width - 2.0 * EDGE;
    let ends = [signs.first(), signs.last()].map(|sign| sign.map_or(Instant::ZERO, |sign| sign.at));
    let scale = Scale::new((ends[0], ends[1]), room, &[]);
    let apart = APART.min(room / (signs.len().max(2) - 1) as f64);
    let mut places: Vec<f64> = signs.iter().map(|sign| EDGE + scale.place(sign.at)).collect();
    let bound =
        |one: usize, other: usize| signs[one].row == signs[other].row || signs[one].leads_to == Some(other);
    for place in 1..signs.len() {
        let least = (0..place).filter(|&before| bound(before, place)).map(|before| places[before] + apart);
        places[place] = least.fold(places[place], f64::max);
    }
    let mut most = vec![width - EDGE; signs.len()];
    for place in (0..signs.len()).rev() {
        places[place] = places[place].min(most[place]);
        for before in (0..place).filter(|&before| bound(before, place)) {
            most[before] = most[before].min(places[place] - apart);
        }
    }
    places
}

/// A line from sign to sign, with its head. Into another row it comes from above or from below: what stands before it there is not on its way.
fn arrow((from_x, from_y): Point, (to_x, to_y): Point) -> String {
    let side = HALF + 3.0;
    if (from_y - to_y).abs() < 1.0 {
        let (left, right, y) = (px(from_x + side), px(to_x - side), px(from_y));
        return ["M", &left, " ", &y, "H", &right, "m-5 -4l5 4l-5 4"].concat();
    }
    let (end, head) =
        if to_y > from_y { (to_y - side, "m-4 -5l4 5l4 -5") } else { (to_y + side, "m-4 5l4 -5l4 5") };
    let (left, turn) = (px(from_x + side), px(f64::midpoint(from_x, to_x)));
    let (from_y, to_x, end) = (px(from_y), px(to_x), px(end));
    [
        "M", &left, " ", &from_y, "C", &turn, " ", &from_y, " ", &to_x, " ", &from_y, " ", &to_x, " ", &end,
        head,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::why::has_answer;

    use super::*;
    use crate::state::library::tests as library;
    use crate::tell::chain::SIGNS_MAX;
    use crate::tell::why::answer;

    /// Of every answer of the library.
    #[test]
    fn signs_stand_apart_in_the_order_in_which_they_came() {
        let (mut seen, mut long) = (0, 0);
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            simulation.run_until(simulation.horizon()).expect("within limits");
            let keys: Vec<_> = simulation.records().iter().map(|record| record.key).collect();
            for key in keys.into_iter().rev().filter(|&key| has_answer(&simulation, key)).take(60) {
                let signs = answer(&simulation, key).expect("an answer").signs;
                assert!(signs.len() <= SIGNS_MAX, "{}: {signs:?}", scenario.id);
                long += usize::from(signs.len() >= 5);
                for width in [288.0, 592.0] {
                    seen += 1;
                    let (marks, height) = chain(&signs, width);
                    let places = places(&signs, width);
                    for (position, &place) in places.iter().enumerate() {
                        assert!(
                            place >= EDGE - 0.1 && place <= width - EDGE + 0.1,
                            "{}: {places:?} {signs:?}",
                            scenario.id
                        );
                        for before in 0..position {
                            let of = (&signs[before], &signs[position]);
                            let bound = of.0.row == of.1.row || of.0.leads_to == Some(position);
                            assert!(
                                !bound || place - places[before] >= HALF * 2.0,
                                "{}: {places:?} {signs:?}",
                                scenario.id
                            );
                        }
                    }
                    // Whatever is told leads on, but what happened itself.
                    let ends = signs.iter().filter(|sign| sign.leads_to.is_none()).count();
                    assert_eq!(ends, 1, "{}: {signs:?}", scenario.id);
                    let inside = marks.iter().all(|mark| match mark {
                        Mark::Text { at: (x, y), .. } => {
                            (0.0..=width).contains(x) && (0.0..=height).contains(y)
                        }
                        _ => true,
                    });
                    assert!(inside, "{}: {marks:?}", scenario.id);
                }
            }
        }
        assert!(seen > 1_000 && long > 100, "{seen} {long}");
    }
}
