//! How messages say lists, numbers and quotations.

/// `a`, `a and b`, `a, b and c`.
pub(in crate::rules) fn join_in_words<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// A text in quotation marks, cut after 90 characters.
pub(in crate::rules) fn quote(text: &str) -> String {
    const MOST: usize = 90;
    match text.char_indices().nth(MOST) {
        None => format!("“{text}”"),
        Some((end, _)) => format!("“{}…”", text.get(..end).unwrap_or(text).trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_numbers_and_quotations() {
        assert_eq!(join_in_words::<&str>(&[]), "");
        assert_eq!(join_in_words(&["a"]), "a");
        assert_eq!(join_in_words(&["a", "b", "c"]), "a, b and c");
        assert_eq!(quote("é".repeat(91).as_str()), format!("“{}…”", "é".repeat(90)));
    }
}
