//! Simulated time: whole milliseconds since the scenario's start, and that start as a UTC instant.

use std::fmt::{self, Write as _};

/// One second, in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// One minute, in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// One hour, in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// One day, in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// How many whole units lie in a time. In WebAssembly a division of 64 bits is a slow instruction, one
/// of 32 bits by a constant is a multiplication: what is even is shifted out, and the rest nearly always fits.
#[inline]
pub const fn whole<const UNIT_MS: i64>(milliseconds: i64) -> i64 {
    let shift = UNIT_MS.trailing_zeros();
    let (rest, odd) = (milliseconds >> shift, UNIT_MS >> shift);
    if rest >= 0 && rest <= u32::MAX as i64 {
        (rest as u32 / odd as u32) as i64
    } else {
        rest.div_euclid(odd)
    }
}

/// A length of simulated time, or a moment as its distance from the start, in milliseconds. Never negative in files.
///
/// In files it is text such as `1d6h30m`: days, hours, minutes, seconds and milliseconds (`ms`) in that order, each at most
/// once, without blanks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Offset(pub i64);

/// A moment of a run: the distance from its start.
pub type Instant = Offset;

impl Offset {
    /// The start of a run, or no time at all.
    pub const ZERO: Self = Self(0);
    /// Longer than any run.
    pub const FOREVER: Self = Self(i64::MAX);

    /// So many minutes.
    pub const fn minutes(count: i64) -> Self {
        Self(count * MINUTE_MS)
    }

    /// So many hours.
    pub const fn hours(count: i64) -> Self {
        Self(count * HOUR_MS)
    }

    /// So many days.
    pub const fn days(count: i64) -> Self {
        Self(count * DAY_MS)
    }

    /// This moment moved on by `length`; stops at the end of time.
    #[must_use]
    pub const fn after(self, length: Self) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// How long ago `earlier` was; zero when it was not.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        let length = self.0.saturating_sub(earlier.0);
        Self(if length < 0 { 0 } else { length })
    }

    /// Reads `1d6h30m`. What is wrong is told in words that can follow the text.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text == "0" {
            return Ok(Self::ZERO);
        }
        let mut total = 0_i64;
        let mut next_unit = 0;
        let mut digits = String::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            let name =
                if letter == 'm' && letters.next_if_eq(&'s').is_some() { "ms" } else { &*letter.to_string() };
            let unit = UNITS
                .iter()
                .position(|&(unit, _)| unit == name)
                .ok_or("has an unknown unit: d, h, m, s and ms are known, after whole numbers")?;
            if unit < next_unit {
                return Err("has its units in the wrong order");
            }
            let count: i64 =
                digits.parse().map_err(|_| "lacks a number before a unit, or it is too large")?;
            total = count
                .checked_mul(UNITS[unit].1)
                .and_then(|length| total.checked_add(length))
                .ok_or("is too long")?;
            digits.clear();
            next_unit = unit + 1;
        }
        match (digits.is_empty(), next_unit) {
            (true, 1..) => Ok(Self(total)),
            _ => Err("ends without a unit: d, h, m, s or ms"),
        }
    }

    /// For people: the two largest units, `2 h 12 min`.
    pub fn words(self) -> String {
        let milliseconds = self.0.max(0);
        let (days, hours) = (milliseconds / DAY_MS, milliseconds % DAY_MS / HOUR_MS);
        let (minutes, seconds) = (milliseconds % HOUR_MS / MINUTE_MS, milliseconds % MINUTE_MS / SECOND_MS);
        let mut text = String::new();
        let mut units = 0;
        for (count, unit) in [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")] {
            if count > 0 && units < 2 {
                let gap = if units > 0 { " " } else { "" };
                let _ = write!(text, "{gap}{count} {unit}");
                units += 1;
            } else if units > 0 {
                break;
            }
        }
        if text.is_empty() { "0 s".to_owned() } else { text }
    }
}

impl fmt::Display for Offset {
    /// As in files: `1d6h30m`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.max(0);
        if rest == 0 {
            return formatter.write_str("0s");
        }
        for (name, length) in UNITS {
            if rest >= length {
                write!(formatter, "{}{name}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }
}

/// The units of offsets, in the order in which they are written.
const UNITS: [(&str, i64); 5] =
    [("d", DAY_MS), ("h", HOUR_MS), ("m", MINUTE_MS), ("s", SECOND_MS), ("ms", 1)];

/// A scenario's start: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UtcStart(pub i64);

impl UtcStart {
    /// Reads `2026-03-02T08:00:00Z` (seconds may be left out). Years 1970 to 2200.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let part = text.get(from..to)?;
            if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let seconds = match bytes.len() {
            17 => 0,
            20 if bytes[16] == b':' => number(17, 19)?,
            _ => return None,
        };
        let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (bytes.len() - 1, b'Z')];
        if separators.iter().any(|&(place, letter)| bytes[place] != letter) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute) = (number(11, 13)?, number(14, 16)?);
        let in_range = (1970..=2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && seconds < 60;
        in_range.then(|| {
            Self(
                days_from_civil(year, month, day) * DAY_MS
                    + hour * HOUR_MS
                    + minute * MINUTE_MS
                    + seconds * SECOND_MS,
            )
        })
    }

    /// The beginning of a day such as `2026-03-02`.
    pub fn parse_day(text: &str) -> Option<Self> {
        Self::parse(&format!("{text}T00:00Z"))
    }

    /// The UTC instant at a moment of the run, in milliseconds since 1970.
    pub const fn at(self, moment: Instant) -> i64 {
        self.0.saturating_add(moment.0)
    }
}

/// The day of the week of a UTC instant: 0 is Monday, 6 is Sunday.
pub const fn weekday(utc_ms: i64) -> i64 {
    weekday_of_day(utc_ms.div_euclid(DAY_MS))
}

/// The same of a day, counted from 1970-01-01, which was a Thursday. The count fits where a date has a year of four digits.
pub const fn weekday_of_day(day: i64) -> i64 {
    (day as i32 + 3).rem_euclid(7) as i64
}

/// `2026-03-02 18:12:04`, in UTC.
pub fn civil(utc_ms: i64) -> String {
    let (year, month, day) = civil_from_days(utc_ms.div_euclid(DAY_MS));
    let rest = utc_ms.rem_euclid(DAY_MS);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        rest / HOUR_MS,
        rest % HOUR_MS / MINUTE_MS,
        rest % MINUTE_MS / SECOND_MS
    )
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the Gregorian calendar, by counting in eras of 400 years that begin in March.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_units_are_what_a_division_gives() {
        for milliseconds in
            [0, 1, DAY_MS - 1, DAY_MS, 1_772_438_400_123, i64::from(u32::MAX) << 10, i64::MAX, -1]
        {
            assert_eq!(whole::<DAY_MS>(milliseconds), milliseconds.div_euclid(DAY_MS));
            assert_eq!(whole::<HOUR_MS>(milliseconds), milliseconds.div_euclid(HOUR_MS));
        }
    }

    #[test]
    fn offsets_are_read_and_written_alike() {
        for text in ["1d6h30m", "45s", "36h", "2d", "1h1s", "1m250ms", "7ms"] {
            let offset = Offset::parse(text).expect(text);
            assert_eq!(Offset::parse(&offset.to_string()), Ok(offset), "{text}");
        }
        assert_eq!(Offset::parse("0"), Ok(Offset::ZERO));
        assert_eq!(Offset::parse("1d6h30m"), Ok(Offset(30 * HOUR_MS + 30 * MINUTE_MS)));
    }

    #[test]
    fn offsets_that_are_none_are_refused() {
        for text in [
            "",
            "1",
            "h",
            "1m2h",
            "1h1h",
            "-1h",
            "1.5h",
            "1ms1s",
            "1sm",
            "99999999999999999999d",
            "9223372036854775d",
            "1y",
        ] {
            assert!(Offset::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_offset_in_words_has_two_units_at_the_most() {
        assert_eq!(Offset(26 * HOUR_MS + 5 * MINUTE_MS).words(), "1 d 2 h");
        assert_eq!(Offset(DAY_MS + 5 * MINUTE_MS).words(), "1 d");
        assert_eq!(Offset(12 * MINUTE_MS + 4 * SECOND_MS).words(), "12 min 4 s");
        assert_eq!(Offset::ZERO.words(), "0 s");
    }

    #[test]
    fn dates_agree_with_the_calendar() {
        let start = UtcStart::parse("2026-03-02T08:00:00Z").expect("a date");
        assert_eq!(start.0, 1_772_438_400_000);
        assert_eq!(civil(start.0), "2026-03-02 08:00:00");
        assert_eq!(weekday(start.0), 0, "a Monday");
        assert_eq!(weekday(0), 3, "1970 began on a Thursday");
        for text in [
            "2026-02-29T08:00Z",
            "2026-13-01T08:00Z",
            "2026-03-02 08:00Z",
            "2026-03-02T24:00Z",
            "soon",
            "+026-03-02T08:00Z",
        ] {
            assert_eq!(UtcStart::parse(text), None, "{text}");
        }
        assert!(UtcStart::parse("2028-02-29T08:00Z").is_some());
    }
}
