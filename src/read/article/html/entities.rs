//! Entities of a text, `&rsquo;` and `&#8217;`, each with where it stands in the file.

use html5gum::{Token, Tokenizer};
use std::borrow::Cow;

/// A part of a text: an entity by itself, or what stands between two.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'s> {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    /// What it says.
    pub(super) words: Cow<'s, str>,
}

/// The longest entity that is looked for, `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 40;

/// The parts of a text in their order.
pub(super) fn split_entities(raw: &str) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
        let from = at;
        if let Some(length) = measure_entity(rest) {
            at += length;
            return Some(Part { at: from, words: read(rest.get(..length).unwrap_or_default()) });
        }
        // An ampersand that stands first is a word of the text.
        let skip = usize::from(rest.starts_with('&'));
        let length = rest.get(skip..).and_then(|rest| rest.find('&')).map_or(rest.len(), |next| next + skip);
        at += length;
        Some(Part { at: from, words: Cow::Borrowed(rest.get(..length).unwrap_or_default()) })
    })
}

/// A text with what its entities stand for.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(split_entities(raw).map(|part| part.words).collect())
}

/// The length of what looks like an entity at the head of a text.
fn measure_entity(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let is_part = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let length = inner.bytes().take(LONGEST).take_while(is_part).count();
    let closed = usize::from(inner.as_bytes().get(length) == Some(&b';'));
    (length > 0).then_some(1 + length + closed)
}

/// What an entity stands for; itself where it is none.
fn read(entity: &str) -> Cow<'_, str> {
    let common = match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&#39;" | "&apos;" | "&#039;" => "'",
        "&nbsp;" | "&#160;" | "&#xA0;" | "&#xa0;" => "\u{a0}",
        "&rsquo;" | "&#8217;" => "’",
        "&lsquo;" => "‘",
        "&ldquo;" => "“",
        "&rdquo;" => "”",
        "&ndash;" | "&#8211;" => "–",
        "&mdash;" => "—",
        "&hellip;" => "…",
        _ => "",
    };
    if !common.is_empty() {
        return Cow::Borrowed(common);
    }
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(entity) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entities_are_read_in_their_places() {
        for (raw, want) in [
            ("a &amp; b", "a & b"),
            ("1&ndash;2 &#8804; &#x2264; 3", "1–2 ≤ ≤ 3"),
            ("AT&T & co &; &unknown; x", "AT&T & co &; &unknown; x"),
            ("&copy 2020 &notit;", "© 2020 ¬it;"),
            ("&&amp;&", "&&&"),
            ("&#0;&#x110000;&#128;", "\u{fffd}\u{fffd}€"),
            ("caf&eacute;", "café"),
        ] {
            assert_eq!(decode(raw), want, "{raw}");
        }
        let places: Vec<usize> = split_entities("a &amp; b &lt;").map(|p| p.at).collect();
        assert_eq!(places, [0, 2, 7, 10]);
    }

    proptest! {
        #[test]
        fn a_text_reads_as_browsers_read_it(raw in "[a-z&;# x0-9é]{0,40}|(&(amp|nbsp|not|rsquo|#8217|#x20|copy);?|[a-z ]){0,12}") {
            let mut want = String::new();
            for Ok(token) in Tokenizer::new(raw.as_str()) {
                if let Token::String(text) = token {
                    want.push_str(&String::from_utf8_lossy(&text));
                }
            }
            prop_assert_eq!(decode(&raw).into_owned(), want);
        }
    }
}
