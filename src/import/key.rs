//! Keys: how articles and works are called in addresses.

use crate::model::Address;

/// An article's key from a file's stem or a title: ASCII letters and digits, `-`, `_` and `.`; never empty, and never
/// what would be read as the address of a claim or reference.
pub fn make_key(name: &str) -> String {
    let folded = crate::text::fold(name);
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' | '_' => key.push(c),
            _ if key.ends_with('-') || key.is_empty() => {}
            _ => key.push('-'),
        }
    }
    let key: String = key.trim_matches(['-', '.']).chars().take(60).collect();
    unmistakable(key.trim_matches(['-', '.']), "article")
}

/// A name that cannot be taken for `c3`, `r10` or nothing.
pub(super) fn unmistakable(name: &str, what: &str) -> String {
    match name.parse::<Address>() {
        Ok(Address::Key(key)) if !key.contains('/') => key,
        _ => format!("{what}-{name}").trim_end_matches('-').to_owned(),
    }
}

/// `stem` with the first suffix from `first` on that makes it free, and which it was; the suffix 0 is none.
pub(super) fn free(
    stem: &str,
    first: usize,
    is_free: impl Fn(&String) -> bool,
    suffix: impl Fn(usize) -> String,
) -> (String, usize) {
    let named = |n: usize| if n == 0 { stem.to_owned() } else { format!("{stem}{}", suffix(n)) };
    (first..).map(|n| (named(n), n)).find(|(key, _)| is_free(key)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_unmistakable() {
        for (name, key) in [
            ("back-pain-during-pregnancy", "back-pain-during-pregnancy"),
            ("Rückenschmerzen & Schwangerschaft", "ruckenschmerzen-schwangerschaft"),
            ("c3", "article-c3"),
            ("10.1000/182", "10.1000-182"),
            ("日本語", "article"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "article"),
        ] {
            assert_eq!(make_key(name), key, "{name}");
        }
    }

    #[test]
    fn a_taken_key_gets_the_next_suffix() {
        let taken = ["salari2023".to_owned(), "salari2023a".to_owned()];
        let letter = |n: usize| char::from(b'a' + n as u8 - 1).to_string();
        let is_free = |key: &String| !taken.contains(key);
        assert_eq!(free("salari2023", 0, is_free, letter), ("salari2023b".to_owned(), 2));
        assert_eq!(free("other", 0, is_free, letter), ("other".to_owned(), 0));
    }
}
