//! The date on which a page was read; it is never the date of publication.

use crate::model::{CslDate, Item, PartialDate};
use crate::read::references::printed::words::{find_word, is_month};

/// "Accessed May 3, 2024", "Last accessed …", "Retrieved May 3, 2024, from", "[cited 2020 Jan 5]".
pub(super) fn take_accessed(text: &mut String, item: &mut Item) {
    const LABELS: [&str; 9] = [
        "last accessed on",
        "last accessed",
        "date accessed",
        "accessed on",
        "accessed",
        "retrieved on",
        "retrieved",
        "cited",
        "viewed",
    ];
    for _ in 0..2 {
        let Some((start, date_at)) = LABELS.iter().find_map(|l| {
            let at = find_word(text, l)?;
            let end = at + l.len();
            let marked = text.get(..at).is_none_or(|b| b.is_empty() || b.ends_with([' ', '[', '(']));
            let begins = text.get(end..)?.trim_start_matches([':', ' ']);
            let dated = begins.starts_with(|c: char| c.is_ascii_digit())
                || begins.split([' ', ',']).next().is_some_and(is_month);
            (marked && dated).then_some((at, end))
        }) else {
            return;
        };
        let length = date_length(text.get(date_at..).unwrap_or_default());
        let printed = text.get(date_at..date_at + length).unwrap_or_default();
        let printed = printed.trim_matches([' ', ':', ',', '.', ')', ']']);
        if let Ok(date) = printed.parse::<PartialDate>() {
            item.accessed.get_or_insert(CslDate(date));
        }
        let rest = text.get(date_at + length..).unwrap_or_default();
        let closing = rest.len() - rest.trim_start_matches(['.', ']', ')', ',', ' ']).trim_start_matches("from").len();
        let opening = text.get(..start).is_some_and(|b| b.ends_with(['[', '(']));
        text.replace_range(start - usize::from(opening)..date_at + length + closing, " ");
    }
}

/// How many bytes of a string are a date: months and numbers of one, two or four digits.
pub(super) fn date_length(text: &str) -> usize {
    let mut end = 0;
    for token in text.split_inclusive(' ') {
        let core = token.trim_matches(|c: char| !c.is_alphanumeric());
        let number = core.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let iso = core.len() >= 7 && core.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/');
        let day = number.bytes().all(|b| b.is_ascii_digit()) && matches!(number.len(), 1 | 2 | 4);
        if !(core.is_empty() || iso || is_month(core) || (day && core.len() <= number.len() + 2)) {
            break;
        }
        end += token.len();
        if iso || token.trim_end().ends_with([']', '.', ')']) && number.len() == 4 {
            break;
        }
    }
    end
}
