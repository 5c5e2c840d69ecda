//! What leads back from an entry to the text, as a page that is copied leaves it among the words: `↑`, `^ a b`, `Jump up to:`,
//! `↩`. It is no part of what is printed.

use crate::read::piece::Piece;

/// Signs that lead back, and the mark behind one that asks for its plain form.
const SIGNS: [char; 8] = ['^', '↑', '⇑', '↩', '↵', '⏎', '\u{fe0e}', '\u{fe0f}'];

/// The same in words, in small letters; the longer before those that they hold.
const WORDS: [&str; 3] = ["jump up to:", "jump up to", "jump up"];

/// The number of an entry may be followed by one of these at once: `1.↑`.
pub(super) fn begins_with_sign(text: &str) -> bool {
    text.starts_with(SIGNS)
}

/// Where an entry's words begin behind what leads back, in bytes.
pub(in crate::read) fn skip_back_links(text: &str) -> usize {
    let mut rest = text.trim_start();
    let mut found = false;
    loop {
        found |= rest.starts_with(SIGNS);
        let plain = rest.trim_start_matches(|c: char| SIGNS.contains(&c) || c == ' ');
        let spoken = WORDS.iter().find_map(|words| {
            let head = plain.get(..words.len()).filter(|head| head.eq_ignore_ascii_case(words))?;
            let leads = |behind: &&str| found || head.ends_with(':') || behind.trim_start().starts_with(SIGNS);
            plain.get(head.len()..).filter(leads)
        });
        found |= spoken.is_some();
        let next = spoken.unwrap_or(plain);
        if !found || next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    if !found {
        return 0;
    }
    rest = skip_letters(rest.trim_start());
    text.len() - rest.trim_start().len()
}

/// Behind `a b c` or `1.0 1.1`, which lead to one place each: two at least, in their order.
fn skip_letters(text: &str) -> &str {
    let mut rest = text;
    let mut count = 0_usize;
    while let Some((word, behind)) = rest.split_once(' ') {
        let word = word.trim_end_matches(',');
        let is_letter = word.len() == 1 && word.bytes().next().map(usize::from) == Some(usize::from(b'a') + count);
        let is_figure = word.split_once('.').is_some_and(|(entry, place)| {
            entry.bytes().all(|b| b.is_ascii_digit()) && !entry.is_empty() && place == count.to_string()
        });
        if !(is_letter || is_figure) {
            break;
        }
        count += 1;
        rest = behind.trim_start();
    }
    if count >= 2 { rest } else { text }
}

/// Takes what leads back off both ends of an entry.
pub(super) fn cut(piece: &mut Piece) {
    let text = piece.text();
    let start = skip_back_links(text);
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c)).len();
    if start < end && (start, end) != (0, text.len()) {
        *piece = piece.slice(start, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_is_no_word_of_an_entry() {
        for (text, want) in [
            ("↑ Lo A. Hips.", "Lo A. Hips."),
            ("^ Lo A. Hips.", "Lo A. Hips."),
            ("^ a b c Lo A. Hips.", "Lo A. Hips."),
            ("↑ Jump up to: a b Lo A. Hips.", "Lo A. Hips."),
            ("^ Jump up to:a b Lo A. Hips.", "Lo A. Hips."),
            ("Jump up ↑ Lo A. Hips.", "Lo A. Hips."),
            ("↑ 1.0 1.1 Lo A. Hips.", "Lo A. Hips."),
            ("↩\u{fe0e} Lo A. Hips.", "Lo A. Hips."),
            // A small letter may begin a title.
            ("^ a hip in motion", "a hip in motion"),
            ("Jump up and down: hips in motion", "Jump up and down: hips in motion"),
            ("a b c", "a b c"),
            ("↑", ""),
            ("", ""),
        ] {
            assert_eq!(text.get(skip_back_links(text)..), Some(want), "{text}");
        }
    }
}
