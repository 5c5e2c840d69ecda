//! The line that says when a page was reviewed, which stands right behind many lists and is no entry.

use crate::model::PartialDate;
use crate::text::lexicon::PRINTED_REFERENCES;

/// Whether a line is a date behind what it tells of the page: `Reviewed: April 5, 2022`.
pub(super) fn is_dated(text: &str) -> bool {
    let lower = text.to_lowercase();
    let labels = PRINTED_REFERENCES.pairs("dates");
    let behind = labels.iter().filter_map(|(label, _)| lower.strip_prefix(label)).min_by_key(|rest| rest.len());
    let Some(behind) = behind else { return false };
    let date = behind.trim_start_matches([':', ' ']).trim_start_matches("on ").trim_end_matches('.');
    behind.starts_with([':', ' ']) && date.parse::<PartialDate>().is_ok()
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
