//! Numbers and counts in words.

/// `4,642,601`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 person`, `2 people`
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as u64), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (number, text) in [(0, "0"), (12, "12"), (999, "999"), (1_000, "1,000"), (4_642_601, "4,642,601")]
        {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(
            (counted(1, "hour", "hours"), counted(48, "hour", "hours")),
            ("1 hour".into(), "48 hours".into())
        );
    }
}
