//! Marks that travel through the processor inside the text: characters of a private-use area, which it passes on as they
//! are, and which [`runs`](super::runs) turns into formatting or takes away. Markup in titles (`<i>`, `<sub>`, entities,
//! LaTeX that somebody left) would otherwise come out letter by letter.

use crate::text::markup::to_plain_line;

/// Italic from here on, or roman where all is italic.
pub(super) const ITALIC: char = '\u{e000}';
pub(super) const ITALIC_END: char = '\u{e001}';
/// Lowered.
pub(super) const SUB: char = '\u{e002}';
pub(super) const SUB_END: char = '\u{e003}';
/// Raised.
pub(super) const SUP: char = '\u{e004}';
pub(super) const SUP_END: char = '\u{e005}';
/// Roman, whatever is around.
pub(super) const ROMAN: char = '\u{e006}';
pub(super) const ROMAN_END: char = '\u{e007}';
/// Here a field of ours ends: a full stop after `?` or `!` is left out.
pub(super) const END: char = '\u{e008}';
/// A hyphen that stays one, as in `12A-15B`; the style's dash for ranges where it has another.
pub(super) const RANGE: char = '\u{e009}';
/// Stands for "and others" in a list of names that was cut short.
pub(super) const OTHERS: char = '\u{e00a}';
/// An ellipsis that somebody wrote, unlike the processor's own.
pub(super) const ELLIPSIS: char = '\u{e00b}';

/// A group follows the people that it wrote with.
pub(super) const GROUP: char = '\u{e00c}';

/// A full stop that somebody wrote beside another, `...`: it is not folded into its neighbour.
pub(super) const DOT: char = '\u{e00d}';

/// Behind a number that stands as it is: what the processor cannot read as a number, it copies. It would read one over a mark
/// alone, so a blank and a mark stand for this; [`runs`](super::runs) takes away the three of them.
pub(super) const AS_IS: &str = "\u{e00e}\u{2007}\u{e00e}";
pub(super) const AS_IS_MARK: char = '\u{e00e}';
pub(super) const AS_IS_BLANK: char = '\u{2007}';

/// Whether a character is one of ours.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{e000}'..='\u{e00f}').contains(&c)
}

/// Text of a field, with markup as marks, entities read, and spaces single.
pub(super) fn mark_up(text: &str) -> String {
    // What comes from outside may not steer.
    let clean: String = text.chars().map(|c| if is_mark(c) { '\u{fffd}' } else { c }).collect();
    let clean = match clean.contains('…') {
        true => clean.replace('…', "\u{e00b}"),
        false => clean,
    };
    let clean = if clean.contains("..") { keep_own_dots(&clean) } else { clean };
    if !clean.contains(['<', '&']) {
        return join_spaces(&clean);
    }
    // Registries escape their markup once or twice.
    let clean = clean.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;lt;", "<").replace("&amp;gt;", ">");
    to_plain_line(&with_marks(&clean))
}

/// Full stops beside each other, marked as somebody's own.
fn keep_own_dots(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_stop = |at: Option<usize>| at.and_then(|at| letters.get(at)) == Some(&'.');
    let marked = |(at, c): (usize, &char)| match c {
        '.' if is_stop(at.checked_sub(1)) || is_stop(Some(at + 1)) => DOT,
        c => *c,
    };
    letters.iter().enumerate().map(marked).collect()
}

/// Known tags as marks; others stay, for the reader of markup to take away.
fn with_marks(text: &str) -> String {
    const TAGS: &[(&[&str], char, char)] =
        &[(&["i", "em", "italic"], ITALIC, ITALIC_END), (&["sub"], SUB, SUB_END), (&["sup"], SUP, SUP_END)];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = from.find('>') else {
            rest = from;
            break;
        };
        let (tag, after) = from.split_at(end + 1);
        let inner = tag.trim_start_matches('<').trim_end_matches('>').trim();
        let (closing, name) = inner.strip_prefix('/').map_or((false, inner), |name| (true, name.trim()));
        let name = name.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
        let name = name.rsplit(':').next().unwrap_or_default();
        match TAGS.iter().find(|(names, ..)| names.contains(&name)) {
            Some((_, open, close)) => out.push(if closing { *close } else { *open }),
            None if is_tag(inner) => out.push_str(tag),
            None => {
                // `p < 0.05 and n > 3` is no tag.
                out.push_str("&lt;");
                rest = from.get(1..).unwrap_or_default();
                continue;
            }
        }
        rest = after;
    }
    out.push_str(&rest.replace('<', "&lt;"));
    out
}

fn is_tag(inner: &str) -> bool {
    let name = inner.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('<')
}

fn join_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_marks_and_entities_are_read() {
        for (text, expected) in [
            ("Plain  title ", "Plain title"),
            ("<i>Lactobacillus</i> &amp; others", "\u{e000}Lactobacillus\u{e001} & others"),
            ("CO<sub>2</sub> at 10<sup>3</sup>", "CO\u{e002}2\u{e003} at 10\u{e004}3\u{e005}"),
            ("p < 0.05 and n > 3", "p < 0.05 and n > 3"),
            ("&lt;i&gt;E. coli&lt;/i&gt;", "\u{e000}E. coli\u{e001}"),
            ("<jats:italic>E</jats:italic>", "\u{e000}E\u{e001}"),
            ("<b>Bold</b> <scp>d</scp>-dimer", "Bold d-dimer"),
            ("a \u{e000}forged mark", "a \u{fffd}forged mark"),
            ("a < b", "a < b"),
            ("Women&amp;apos;s health", "Women's health"),
            ("wait…", "wait\u{e00b}"),
            ("wait... no.", "wait\u{e00d}\u{e00d}\u{e00d} no."),
        ] {
            assert_eq!(mark_up(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[<>/&;a-z \u{e000}-\u{e00c}…]{0,40}") {
            let _ = mark_up(&text);
        }
    }
}
