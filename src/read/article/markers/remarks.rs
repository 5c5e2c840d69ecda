//! What an encyclopedia prints in and behind its markers that is no word of the sentence: `[citation needed]`, and the page of a
//! source, `[1]: 14`.

use crate::text::CharIndex;
use crate::text::citing::is_dash;
use crate::text::lexicon::{PAGES, WordSet};
use std::sync::LazyLock;

static REMARKS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("editors' remarks"));

/// The longest remark, in characters.
const LONGEST: usize = 40;

/// Finds remarks among the characters of a block that begins at `base`: from where to where.
pub(super) fn find(words: &[char], base: u32, found: &mut Vec<(u32, u32)>) {
    for (open, _) in words.iter().enumerate().filter(|(_, c)| **c == '[') {
        let begins = words.get(open + 1).is_some_and(|first| first.is_alphabetic());
        let mut inner = words.get(open + 1..).unwrap_or_default().iter().take(LONGEST);
        let Some(length) = inner.position(|c| *c == ']').filter(|_| begins) else { continue };
        let remark = words.get(open + 1..open + 1 + length).unwrap_or_default();
        let remark: String = remark.iter().flat_map(|c| c.to_lowercase()).collect();
        // "dubious – discuss"
        let remark = remark.split(is_dash).next().unwrap_or_default().trim();
        if REMARKS.contains(remark) {
            found.push((base + open as u32, base + (open + length) as u32 + 2));
        }
    }
}

/// The pages that stand behind markers, each behind a colon and before a new sentence or the end.
pub(super) fn find_pages(markers: &[(u32, u32)], text: &CharIndex<'_>) -> Vec<(u32, u32)> {
    let read = |(_, end): &(u32, u32)| {
        let behind: Vec<char> = text.slice(*end, end + LONGEST as u32).chars().collect();
        let pages = behind.strip_prefix(&[':'])?;
        let blank = pages.iter().take_while(|c| **c == ' ').count();
        let is_page = |c: &&char| c.is_ascii_digit() || is_dash(**c) || **c == ',';
        let length = pages.iter().skip(blank).take_while(is_page).count();
        let mut next = pages.iter().skip(blank + length);
        let ends = match next.next() {
            Some(' ') => next.next().is_some_and(|c| c.is_uppercase()),
            Some(c) => matches!(c, '.' | ',' | ';' | '\n' | '['),
            None => true,
        };
        let begins = pages.get(blank).is_some_and(char::is_ascii_digit);
        (begins && ends).then(|| (*end, end + (1 + blank + length) as u32))
    };
    markers.iter().filter_map(read).collect()
}
