//! The line that says when a page was reviewed, which stands right behind many lists and is no entry.

use crate::text::lexicon::PRINTED_REFERENCES;

/// More words than these are no such line.
const FEW: usize = 9;

/// Whether a line is a date behind what it tells of the page: `Reviewed: April 5, 2022`.
pub(super) fn is_dated(text: &str) -> bool {
    let lower = text.to_lowercase();
    let labels = PRINTED_REFERENCES.pairs("dates");
    let behind = labels.iter().filter_map(|(label, _)| lower.strip_prefix(label)).min_by_key(|rest| rest.len());
    let Some(behind) = behind else { return false };
    let date = behind.trim_start_matches([':', ' ']);
    let has_year = date.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let is_parted = behind.starts_with([':', ' ']);
    is_parted && has_year && text.split_whitespace().count() <= FEW && !text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages() {
        for (text, want) in [
            ("Reviewed: April 5, 2022", true),
            ("Last updated 3 May 2026", true),
            ("Updated", false),
            ("Reviewed in 2019 by the Fictional College of Knees and of Hips, in its guide", false),
            ("Published works on knees. J Joints. 2017;1:2.", false),
        ] {
            assert_eq!(is_dated(text), want, "{text}");
        }
    }
}
