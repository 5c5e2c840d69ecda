//! Markup that registries leave in titles, for formats that have their own or none: `<i>`, `<jats:sub>`, `&amp;`. Read so
//! that no text is taken for markup: a tag counts only with its end, an entity only with its semicolon.

use crate::text::markup::to_plain;
use std::borrow::Cow;

/// How a stretch of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Italic,
    Bold,
    SmallCapitals,
    Lowered,
    Raised,
    /// A tag that says nothing here.
    Plain,
}

/// A piece of marked text; what is opened is closed, innermost first.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(Cow<'t, str>),
    Open(Style),
    Close(Style),
}

const TAGS: &[(&str, Style)] = &[
    ("i", Style::Italic),
    ("em", Style::Italic),
    ("italic", Style::Italic),
    ("b", Style::Bold),
    ("strong", Style::Bold),
    ("bold", Style::Bold),
    ("sc", Style::SmallCapitals),
    ("scp", Style::SmallCapitals),
    ("sub", Style::Lowered),
    ("sup", Style::Raised),
    ("span", Style::Plain),
    ("u", Style::Plain),
];

/// The pieces of a text, in order.
pub(super) fn split_pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut open): (Vec<Piece<'_>>, Vec<(&str, Style)>) = (Vec::new(), Vec::new());
    let (mut rest, mut from) = (text, 0);
    let ends = find_ends(text);
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find(['<', '&'])).map(|at| at + from) {
        let (before, here) = rest.split_at(at);
        let found = match read_tag(here) {
            Some(tag) if tag.end && open.last().is_some_and(|(name, _)| *name == tag.name) => {
                open.pop().map(|(_, style)| (Piece::Close(style), tag.length))
            }
            Some(tag) if !tag.end && ends.iter().any(|(name, left)| *name == tag.name && *left < here.len()) => {
                open.push((tag.name, tag.style));
                Some((Piece::Open(tag.style), tag.length))
            }
            _ => read_entity(here).map(|(text, length)| (Piece::Text(text.into()), length)),
        };
        let Some((piece, length)) = found else {
            from = at + 1;
            continue;
        };
        pieces.extend((!before.is_empty()).then_some(Piece::Text(before.into())));
        pieces.push(piece);
        (rest, from) = (here.get(length..).unwrap_or_default(), 0);
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest.into())));
    pieces.extend(open.into_iter().rev().map(|(_, style)| Piece::Close(style)));
    pieces
}

/// The text alone, and whether it was set in some way that is lost. Figures below and above the line are kept where there
/// are characters for them.
pub(super) fn strip_markup(text: &str) -> (Cow<'_, str>, bool) {
    if !text.contains(['<', '&']) {
        return (text.into(), false);
    }
    let (mut plain, mut lost, mut style) = (String::with_capacity(text.len()), false, Vec::new());
    for piece in split_pieces(text) {
        match piece {
            Piece::Open(opened) => style.push(opened),
            Piece::Close(_) => drop(style.pop()),
            Piece::Text(text) => match (style.last(), shift_script(&text, style.last())) {
                (Some(Style::Lowered | Style::Raised), Some(shifted)) => plain.push_str(&shifted),
                (style, _) => {
                    lost |= style.is_some_and(|style| *style != Style::Plain);
                    plain.push_str(&text);
                }
            },
        }
    }
    (plain.into(), lost)
}

/// Figures and signs as characters below or above the line, if there is one for each.
fn shift_script(text: &str, style: Option<&Style>) -> Option<String> {
    const PLAIN: &str = "0123456789+-=()";
    let all = match style {
        Some(Style::Lowered) => "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎",
        Some(Style::Raised) => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾",
        _ => return None,
    };
    text.chars()
        .map(|c| all.chars().nth(PLAIN.chars().position(|plain| plain == c || (plain, c) == ('-', '−'))?))
        .collect()
}

struct Tag {
    name: &'static str,
    style: Style,
    end: bool,
    length: usize,
}

/// A tag that we know, at the beginning of a text: `<i>`, `</jats:sub>`, `<span class="nocase">`.
fn read_tag(text: &str) -> Option<Tag> {
    let inner = find_beginning(text).strip_prefix('<')?.split_once('>')?.0;
    let (end, whole) = inner.strip_prefix('/').map_or((false, inner), |name| (true, name));
    let name = whole.split_whitespace().next()?;
    let name = name.rsplit(':').next()?;
    let known = TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let (name, style) = known.filter(|_| !inner.contains('<') && !inner.starts_with(char::is_whitespace))?;
    Some(Tag { name, style: *style, end, length: inner.len() + 2 })
}

/// For each tag that ends somewhere, how much of the text is left where it does so for the last time.
fn find_ends(text: &str) -> Vec<(&'static str, usize)> {
    let mut ends: Vec<(&'static str, usize)> = Vec::new();
    for (at, _) in text.match_indices("</") {
        let Some(tag) = text.get(at..).and_then(read_tag) else { continue };
        match ends.iter_mut().find(|(name, _)| *name == tag.name) {
            Some((_, left)) => *left = text.len() - at,
            None => ends.push((tag.name, text.len() - at)),
        }
    }
    ends
}

/// The beginning of a text: no tag and no entity of ours is longer, and to look further would take for ever.
fn find_beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(80)).unwrap_or(text)
}

/// An entity at the beginning of a text, and its length. What was escaped twice is read twice.
fn read_entity(text: &str) -> Option<(String, usize)> {
    let (name, after) = find_beginning(text).strip_prefix('&')?.split_once(';')?;
    let named = (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    if !named {
        return None;
    }
    let twice = after.split_once(';').filter(|(name, _)| name == &"amp" || name == &"lt" || name == &"gt");
    let length = name.len() + 2 + twice.filter(|_| name == "amp").map_or(0, |(name, _)| name.len() + 1);
    let read = to_plain(text.get(..length)?);
    (read.chars().count() == 1).then_some((read, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        for (text, plain, lost) in [
            ("Sleep &amp; Rest", "Sleep & Rest", false),
            ("Women&amp;apos;s", "Women&apos;s", false),
            ("A &amp;lt; B", "A < B", false),
            ("CO<sub>2</sub> and 10<sup>-3</sup>", "CO₂ and 10⁻³", false),
            ("V<sub>max</sub>", "Vmax", true),
            ("<jats:italic>E. coli</jats:italic> now", "E. coli now", true),
            ("<span class=\"nocase\">pH</span>", "pH", false),
            ("p < 0.05 and n > 3, a<b>c, R&D; AT&T", "p < 0.05 and n > 3, a<b>c, R&D; AT&T", false),
            ("<i><b>x</i></b>", "x</i>", true),
            ("<i>never closed", "<i>never closed", false),
            ("&nosuch; &#233;", "&nosuch; é", false),
            ("膝<i>の</i>痛み", "膝の痛み", true),
        ] {
            assert_eq!(strip_markup(text), (plain.into(), lost), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_opened_is_closed(text in "(<|</|>|i|sub|&|amp;|;| |é){0,24}") {
            let mut open = Vec::new();
            for piece in split_pieces(&text) {
                match piece {
                    Piece::Open(style) => open.push(style),
                    Piece::Close(style) => proptest::prop_assert_eq!(open.pop(), Some(style)),
                    Piece::Text(_) => {}
                }
            }
            proptest::prop_assert!(open.is_empty());
        }
    }
}
