//! Text from data, made fit for a terminal: the one function at the last step before anything is shown to people.
//! Data files (JSON, CSV) keep the text as it is.

use std::borrow::Cow;
use std::fmt::Write;

/// Turns every character that could steer a terminal or hide text into a visible escape such as `\u{1b}`: C0 controls
/// (line breaks and tabs too: the layout is ours), DEL, C1 controls, bidi controls, and invisible format characters
/// (Unicode TR36). Everything else stays as it is.
pub fn make_visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            hidden if is_hidden(hidden) => _ = write!(shown, "\\u{{{:x}}}", hidden as u32),
            plain => shown.push(plain),
        }
    }
    Cow::Owned(shown)
}

/// The same for text of several lines, whose line breaks are ours.
pub fn make_lines_visible(text: &str) -> String {
    text.split('\n').map(make_visible).collect::<Vec<_>>().join("\n")
}

/// Whether a text shows nothing: it is empty, or blanks and characters that cannot be seen.
pub fn is_blank(text: &str) -> bool {
    // The empty pattern of Braille is a symbol that shows nothing.
    text.chars().all(|c| c.is_whitespace() || c == '\u{2800}' || is_hidden(c))
}

/// Whether a character steers or hides.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                    // soft hyphen
            | '\u{34f}'                 // combining grapheme joiner
            | '\u{61c}'                 // Arabic letter mark
            | '\u{115f}' | '\u{1160}'   // Hangul fillers
            | '\u{17b4}' | '\u{17b5}'   // Khmer invisible vowels
            | '\u{180b}'..='\u{180f}'   // Mongolian selectors and separator
            | '\u{200b}'..='\u{200f}'   // zero width, directional marks
            | '\u{2028}'..='\u{202e}'   // line and paragraph separators, bidi embeddings
            | '\u{2060}'..='\u{206f}'   // word joiner, invisible operators, bidi isolates
            | '\u{3164}' | '\u{ffa0}'   // Hangul fillers
            | '\u{feff}'                // byte order mark
            | '\u{fff9}'..='\u{fffb}'   // interlinear annotation
            | '\u{1bca0}'..='\u{1bca3}' // shorthand format controls
            | '\u{1d173}'..='\u{1d17a}' // musical format controls
            | '\u{e0000}'..='\u{e0fff}' // tags, supplementary variation selectors
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_and_hiding_characters_are_shown() {
        for (text, shown) in [
            ("more than 40% – “yes”, é 漢 👩", "more than 40% – “yes”, é 漢 👩"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{9b}31m", "a\\u{9b}31m"),
            ("a\r\nb\tc", "a\\r\\nb\\tc"),
            ("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
            ("10.1000/a\u{200b}b\u{7f}", "10.1000/a\\u{200b}b\\u{7f}"),
        ] {
            assert_eq!(make_visible(text), shown);
        }
        assert!(matches!(make_visible("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for (text, blank) in [
            ("", true),
            (" \n", true),
            ("\u{200b}", true),
            ("\u{2060} \u{2800}\u{3164}", true),
            ("a\u{200b}", false),
            ("–", false),
            ("👩\u{200d}🔬", false),
        ] {
            assert_eq!(is_blank(text), blank, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_hidden_is_left(text in proptest::collection::vec(proptest::char::any(), 0..60)) {
            let text: String = text.into_iter().collect();
            proptest::prop_assert!(!make_visible(&text).chars().any(is_hidden));
        }
    }
}
