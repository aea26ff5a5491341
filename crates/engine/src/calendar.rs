//! Moments in words, by the clocks of a zone: the scenario's, which is UTC where it says nothing, or the reader's. A zone is a matter
//! of who reads: no run, no file and no digest knows it. The words are the app's own language.

use std::cell::Cell;

use crate::domain::time::{DAY_MS, MINUTE_MS, civil, weekday};

/// Whose clocks tell the moments.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// So many minutes ahead of UTC, always: a scenario says no more of its zone.
    Ahead(i32),
    /// Minutes ahead of UTC at a moment, in milliseconds since 1970: a browser knows when its reader's summer begins.
    Asked(fn(i64) -> i32),
}

thread_local! {
    static ZONE: Cell<Zone> = const { Cell::new(Zone::Ahead(0)) };
}

/// From now on all moments are told by the clocks of this zone, in this thread.
pub fn show_in(zone: Zone) {
    ZONE.set(zone);
}

/// How far the clocks are ahead of UTC at a moment, in milliseconds.
pub fn ahead_ms(utc_ms: i64) -> i64 {
    let minutes = match ZONE.get() {
        Zone::Ahead(minutes) => minutes,
        Zone::Asked(minutes_at) => minutes_at(utc_ms),
    };
    i64::from(minutes) * MINUTE_MS
}

/// What the clocks show at a moment, as if it were UTC. From here on a moment is asked for once, for a browser has to be.
fn local(utc_ms: i64) -> i64 {
    utc_ms.saturating_add(ahead_ms(utc_ms))
}

/// `UTC`, `UTC+1`, `UTC−3:30`: what the clocks show at a moment.
pub fn zone(utc_ms: i64) -> String {
    let minutes = ahead_ms(utc_ms) / MINUTE_MS;
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    let minutes = if minutes == 0 { String::new() } else { format!(":{minutes:02}") };
    format!("UTC{sign}{hours}{minutes}")
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `18:12:04`
pub fn time(utc_ms: i64) -> String {
    clock(local(utc_ms))
}

/// `18:12`
pub fn hour_and_minute(utc_ms: i64) -> String {
    short_clock(local(utc_ms))
}

/// `Mon`
pub fn day(utc_ms: i64) -> &'static str {
    day_of(local(utc_ms))
}

/// `2 March 2026`
pub fn date(utc_ms: i64) -> String {
    let (year, month, day) = year_month_day(local(utc_ms));
    format!("{day} {month} {year}")
}

/// `2 Mar`
pub fn short_date(utc_ms: i64) -> String {
    short_date_of(local(utc_ms))
}

/// `2 March, 18:12`: in a sentence.
pub fn in_sentence(utc_ms: i64) -> String {
    sentence(local(utc_ms))
}

/// `18:12`, seen from a moment of the same day; `2 March, 18:12` from any other: in a sentence.
pub fn hour_or_day(utc_ms: i64, now_utc_ms: i64) -> String {
    let (shown, now) = (local(utc_ms), local(now_utc_ms));
    if same_day(shown, now) { short_clock(shown) } else { sentence(shown) }
}

/// `Mon 18:12:04`, seen from a moment of the same day; `Mon 2 Mar, 18:12:04` from any other.
pub fn seen_from(utc_ms: i64, now_utc_ms: i64) -> String {
    let (shown, now) = (local(utc_ms), local(now_utc_ms));
    let (day, time) = (day_of(shown), clock(shown));
    if same_day(shown, now) {
        return format!("{day} {time}");
    }
    let year = year_month_day(shown).0;
    let year = if year == year_month_day(now).0 { String::new() } else { format!(" {year}") };
    format!("{day} {}{year}, {time}", short_date_of(shown))
}

fn same_day(one: i64, other: i64) -> bool {
    one.div_euclid(DAY_MS) == other.div_euclid(DAY_MS)
}

fn clock(shown: i64) -> String {
    civil(shown).split(' ').nth(1).unwrap_or_default().to_owned()
}

fn short_clock(shown: i64) -> String {
    clock(shown).get(..5).unwrap_or_default().to_owned()
}

fn day_of(shown: i64) -> &'static str {
    DAYS.get(weekday(shown) as usize).copied().unwrap_or_default()
}

fn short_date_of(shown: i64) -> String {
    let (_, month, day) = year_month_day(shown);
    format!("{day} {}", &month[..3])
}

fn sentence(shown: i64) -> String {
    let (_, month, day) = year_month_day(shown);
    format!("{day} {month}, {}", short_clock(shown))
}

fn year_month_day(shown: i64) -> (usize, &'static str, usize) {
    let civil = civil(shown);
    let mut parts = civil.split([' ', '-']);
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
    let (year, month, day) = (number(), number(), number());
    (year, MONTHS.get(month - 1).copied().unwrap_or(MONTHS[0]), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_words() {
        let moment = 1_772_475_124_000;
        assert_eq!(date(moment), "2 March 2026");
        assert_eq!(in_sentence(moment), "2 March, 18:12");
        assert_eq!(seen_from(moment, moment + 5 * 3_600_000), "Mon 18:12:04");
        assert_eq!(seen_from(moment, moment + 6 * 3_600_000), "Mon 2 Mar, 18:12:04");
        assert_eq!(seen_from(moment, moment + 366 * DAY_MS), "Mon 2 Mar 2026, 18:12:04");
        assert_eq!(zone(moment), "UTC");
    }

    #[test]
    fn a_moment_by_the_clocks_of_a_zone() {
        // 18:12 in London is another day in Sydney.
        let moment = 1_772_475_124_000;
        show_in(Zone::Ahead(600));
        assert_eq!((zone(moment).as_str(), date(moment).as_str()), ("UTC+10", "3 March 2026"));
        assert_eq!(seen_from(moment, moment), "Tue 04:12:04");
        assert_eq!(hour_or_day(moment, moment - 5 * 3_600_000), "3 March, 04:12", "from the day before");
        show_in(Zone::Ahead(-210));
        assert_eq!((zone(moment).as_str(), hour_and_minute(moment).as_str()), ("UTC\u{2212}3:30", "14:42"));
        // Where clocks are put forward that day.
        show_in(Zone::Asked(|utc_ms| if utc_ms < 1_772_475_124_000 { 60 } else { 120 }));
        assert_eq!(
            (hour_and_minute(moment - 1), hour_and_minute(moment)),
            ("19:12".to_owned(), "20:12".to_owned())
        );
        show_in(Zone::Ahead(0));
    }
}
