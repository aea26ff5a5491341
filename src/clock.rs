//! Moments in words. The display zone is UTC, the scenario's default; the words are the app's own language, so the
//! calendar of the engine serves, natively tested, and nothing has to ask the browser every frame.

use anc_engine::domain::time::{civil, weekday};

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

/// `Mon 18:12:04`
pub fn day_and_time(utc_ms: i64) -> String {
    let day = DAYS.get(weekday(utc_ms) as usize).copied().unwrap_or_default();
    format!("{day} {}", time(utc_ms))
}

/// `18:12:04`
pub fn time(utc_ms: i64) -> String {
    civil(utc_ms).split(' ').nth(1).unwrap_or_default().to_owned()
}

/// `2 March 2026`
pub fn date(utc_ms: i64) -> String {
    let civil = civil(utc_ms);
    let mut parts = civil.split([' ', '-']);
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
    let (year, month, day) = (number(), number(), number());
    format!("{day} {} {year}", MONTHS.get(month - 1).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_words() {
        let moment = 1_772_475_124_000;
        assert_eq!(day_and_time(moment), "Mon 18:12:04");
        assert_eq!(date(moment), "2 March 2026");
    }
}
