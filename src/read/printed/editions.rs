//! Editions of books: `2nd edn.`, `3rd edition`.

pub(super) fn is_edition(text: &str) -> bool {
    let lower = text.trim_end_matches('.').to_lowercase();
    text.len() < 30
        && (lower.ends_with(" ed")
            || lower.ends_with(" edition")
            || lower.ends_with(" edn")
            || lower.ends_with(" auflage")
            || lower.ends_with(" aufl")
            || lower.ends_with(" edição")
            || lower.ends_with(" edición"))
        && lower.contains(|c: char| c.is_ascii_digit() || c == 's' || c == 'f')
}

/// `2nd edn.` without the word.
pub(super) fn read_edition_number(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let words = text.rsplit_once(' ').map_or(text, |(number, _)| number);
    words.trim_end_matches(" rev.").to_owned()
}
