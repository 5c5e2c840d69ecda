//! Things with their number, as a sentence says it.

/// `1 claim`, `3 claims`, `2 entries`, `43,792 claims`.
pub fn format_count<N: PartialEq + From<u8> + std::fmt::Display>(n: N, noun: &str) -> String {
    let number = group_digits(&n.to_string());
    match noun.strip_suffix('y') {
        _ if n == N::from(1) => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// Digits with a comma before each three of them, counted from the end.
fn group_digits(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_all_else_are_several() {
        for (n, noun, expected) in [
            (1, "claim", "1 claim"),
            (0, "claim", "0 claims"),
            (2, "entry", "2 entries"),
            (1, "entry", "1 entry"),
            (1_000, "claim", "1,000 claims"),
            (43_792, "entry", "43,792 entries"),
        ] {
            assert_eq!(format_count(n, noun), expected);
        }
    }
}
