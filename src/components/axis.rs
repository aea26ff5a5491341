//! The axis of time: where hours and days begin, by the clocks that tell the moments. A pure function, natively tested.

use anc_engine::calendar;
use anc_engine::domain::Offset;
use anc_engine::domain::time::{DAY_MS, HOUR_MS, UtcStart};

/// The track is divided into so many places.
pub const PLACES: i64 = 10_000;

/// A label of the axis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where, in parts of the track: [`PLACES`].
    pub place: i64,
    /// `12:00`, or `Tue 3 Mar` where a day begins.
    pub words: String,
    /// Whether a day begins.
    pub day: bool,
}

/// What may lie between two labels.
const STEPS_MS: [i64; 15] = [
    HOUR_MS / 4,
    HOUR_MS / 2,
    HOUR_MS,
    2 * HOUR_MS,
    3 * HOUR_MS,
    6 * HOUR_MS,
    12 * HOUR_MS,
    DAY_MS,
    2 * DAY_MS,
    7 * DAY_MS,
    14 * DAY_MS,
    28 * DAY_MS,
    91 * DAY_MS,
    182 * DAY_MS,
    365 * DAY_MS,
];

/// How much room a label needs, in pixels.
const ROOM: i64 = 76;

/// The labels of a run on so many pixels.
pub fn labels(start: UtcStart, horizon: Offset, pixels: i64) -> Vec<Label> {
    let length = horizon.0.max(1);
    let most = (pixels / ROOM).max(1);
    let step = STEPS_MS.into_iter().find(|step| length / step <= most).unwrap_or(STEPS_MS[14]);
    // Hours and days are counted from midnight, as the clocks show it.
    let begins = start.0 + calendar::ahead_ms(start.0);
    let midnight = begins.div_euclid(DAY_MS) * DAY_MS;
    let first = midnight + (begins - midnight + step - 1) / step * step;
    (0..=most)
        .map(|number| first + number * step)
        .filter_map(|shown| {
            let at = shown - calendar::ahead_ms(shown - (begins - start.0));
            // Where clocks are put forward there is no such hour; a day that has no midnight begins an hour later.
            let there = at + calendar::ahead_ms(at) == shown;
            (there || step >= DAY_MS).then_some((shown, if there { at } else { at + HOUR_MS }))
        })
        .filter(|&(_, at)| at <= start.0 + length)
        .map(|(shown, at)| {
            let day = shown.rem_euclid(DAY_MS) == 0;
            let words = if day {
                format!("{} {}", calendar::day(at), calendar::short_date(at))
            } else {
                calendar::hour_and_minute(at)
            };
            Label { place: (at - start.0).saturating_mul(PLACES) / length, words, day }
        })
        // One at the very edge would be cut off.
        .filter(|label| (PLACES * 15 / 1_000..=PLACES * 975 / 1_000).contains(&label.place))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_at_whole_hours_and_days_and_apart_from_each_other() {
        let start = UtcStart::parse("2026-03-02T07:10:00Z").expect("a moment");
        for horizon in ["45m", "2h", "4h", "1d", "2d", "10d", "30d", "365d", "731d"] {
            let horizon = Offset::parse(horizon).expect("a length");
            for pixels in [200, 330, 700, 1_400] {
                let labels = labels(start, horizon, pixels);
                for pair in labels.windows(2) {
                    let apart = (pair[1].place - pair[0].place) * pixels / PLACES;
                    assert!(apart >= ROOM - 2, "{} on {pixels}: {labels:?}", horizon.words());
                }
                assert!(!labels.is_empty() || pixels < 300, "{} on {pixels}", horizon.words());
            }
        }
        let day = labels(start, Offset::days(1), 700);
        assert!(day.iter().any(|label| label.words == "12:00" && !label.day), "{day:?}");
        assert!(day.iter().any(|label| label.words == "Tue 3 Mar" && label.day), "{day:?}");
        let midnight = |labels: &[Label]| labels.iter().find(|label| label.day).map(|label| label.place);
        // The clocks of India show midnight at 18:30, and days begin there also after clocks were put forward.
        calendar::show_in(calendar::Zone::Ahead(330));
        let india = labels(start, Offset::days(1), 700);
        calendar::show_in(calendar::Zone::Asked(|utc_ms| if utc_ms < 1_772_600_000_000 { 60 } else { 120 }));
        let forward = labels(start, Offset::days(10), 1_400);
        calendar::show_in(calendar::Zone::Ahead(0));
        let apart = midnight(&day).expect("a day") - midnight(&india).expect("a day");
        assert_eq!(apart, 330 * 60_000 * PLACES / DAY_MS, "{india:?}");
        assert!(forward.len() > 8 && forward.iter().all(|label| label.day), "{forward:?}");
        // At two in the morning it is three; and at midnight it is one.
        calendar::show_in(calendar::Zone::Asked(|utc_ms| if utc_ms < 1_774_746_000_000 { 60 } else { 120 }));
        let amsterdam = UtcStart::parse("2026-03-28T22:00:00Z").expect("a moment");
        let night = labels(amsterdam, Offset::hours(12), 1_000);
        calendar::show_in(calendar::Zone::Asked(|utc_ms| if utc_ms < 1_776_981_600_000 { 120 } else { 180 }));
        let cairo = UtcStart::parse("2026-04-20T00:00:00Z").expect("a moment");
        let april = labels(cairo, Offset::days(10), 1_400);
        calendar::show_in(calendar::Zone::Ahead(0));
        for labels in [&night, &april] {
            let mut words: Vec<&str> = labels.iter().map(|label| label.words.as_str()).collect();
            words.dedup();
            assert_eq!(words.len(), labels.len(), "{labels:?}");
            assert!(labels.windows(2).all(|pair| pair[0].place < pair[1].place), "{labels:?}");
        }
        assert!(april.iter().any(|label| label.words == "Fri 24 Apr" && label.day), "{april:?}");
    }
}
