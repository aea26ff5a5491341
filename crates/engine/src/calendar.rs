//! Moments in words. The display zone is UTC, the scenario's default; the words are the app's own language, so the calendar
//! of the engine serves, and nothing has to ask the browser every frame.

use crate::domain::time::{DAY_MS, civil, weekday};

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
    civil(utc_ms).split(' ').nth(1).unwrap_or_default().to_owned()
}

/// `18:12`
pub fn hour_and_minute(utc_ms: i64) -> String {
    time(utc_ms).get(..5).unwrap_or_default().to_owned()
}

/// `Mon`
pub fn day(utc_ms: i64) -> &'static str {
    DAYS.get(weekday(utc_ms) as usize).copied().unwrap_or_default()
}

/// `2 March 2026`
pub fn date(utc_ms: i64) -> String {
    let (year, month, day) = year_month_day(utc_ms);
    format!("{day} {month} {year}")
}

/// `2 Mar`
pub fn short_date(utc_ms: i64) -> String {
    let (_, month, day) = year_month_day(utc_ms);
    format!("{day} {}", &month[..3])
}

/// `2 March, 18:12`: in a sentence.
pub fn in_sentence(utc_ms: i64) -> String {
    let (_, month, day) = year_month_day(utc_ms);
    format!("{day} {month}, {}", hour_and_minute(utc_ms))
}

/// `18:12`, seen from a moment of the same day; `2 March, 18:12` from any other: in a sentence.
pub fn hour_or_day(utc_ms: i64, now_utc_ms: i64) -> String {
    let same = utc_ms.div_euclid(DAY_MS) == now_utc_ms.div_euclid(DAY_MS);
    if same { hour_and_minute(utc_ms) } else { in_sentence(utc_ms) }
}

/// `Mon 18:12:04`, seen from a moment of the same day; `Mon 2 Mar, 18:12:04` from any other.
pub fn seen_from(utc_ms: i64, now_utc_ms: i64) -> String {
    let (day, time) = (day(utc_ms), time(utc_ms));
    if utc_ms.div_euclid(DAY_MS) == now_utc_ms.div_euclid(DAY_MS) {
        return format!("{day} {time}");
    }
    let year = year_month_day(utc_ms).0;
    let year = if year == year_month_day(now_utc_ms).0 { String::new() } else { format!(" {year}") };
    format!("{day} {}{year}, {time}", short_date(utc_ms))
}

fn year_month_day(utc_ms: i64) -> (usize, &'static str, usize) {
    let civil = civil(utc_ms);
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
    }
}
