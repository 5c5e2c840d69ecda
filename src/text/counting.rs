//! Things with their number, as a sentence says it.

/// `1 claim`, `3 claims`, `2 entries`.
pub fn format_count<N: PartialEq + From<u8> + std::fmt::Display>(n: N, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if n == N::from(1) => format!("1 {noun}"),
        Some(stem) => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_all_else_are_several() {
        for (n, noun, expected) in
            [(1, "claim", "1 claim"), (0, "claim", "0 claims"), (2, "entry", "2 entries"), (1, "entry", "1 entry")]
        {
            assert_eq!(format_count(n, noun), expected);
        }
    }
}
