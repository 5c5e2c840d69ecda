//! How a text ends: the marks of reference behind its last stop (`.¹`, `.[1]`, `. (1)`, `.^1^`, `.<sup>1</sup>`, `.[^a]`, `.1,2`)
//! are no part of it.

/// How far back a stop is looked for, in code points: no marker is longer.
const REACH: usize = 60;

/// A text without the markers behind the stop that ends it; the text itself where no stop stands before them.
pub fn unmarked(text: &str) -> &str {
    let text = text.trim_end();
    let tail: Vec<(usize, char)> = text.char_indices().rev().take(REACH).collect();
    let tail: Vec<(usize, char)> = tail.into_iter().rev().collect();
    let letters: Vec<char> = tail.iter().map(|(_, c)| *c).collect();
    for stop in (0..letters.len()).rev().filter(|at| letters.get(*at).is_some_and(|c| is_stop(*c))) {
        let closers = letters.iter().skip(stop + 1).take_while(|c| is_closer(**c)).count();
        // A bracket may close what the sentence opened, or be the end of nothing but itself.
        for end in [stop + 1 + closers, stop + 1] {
            let figure = stop.checked_sub(1).and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
            if only_markers(letters.get(end..).unwrap_or_default(), figure) {
                return tail.get(end).and_then(|(byte, _)| text.get(..*byte)).unwrap_or(text);
            }
        }
    }
    text
}

/// Whether a text ends as sentences do: with a stop, closing quotes, brackets and markers apart.
pub fn ends_with_stop(text: &str) -> bool {
    unmarked(text).trim_end_matches(is_closer).ends_with(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | '»' | ')' | ']')
}

/// Whether characters behind a stop are markers and nothing else. Behind a figure, bare digits go on with it.
fn only_markers(mut rest: &[char], figure: bool) -> bool {
    let mut first = true;
    while let Some(c) = rest.first() {
        let bare = c.is_ascii_digit();
        let length = match c {
            ' ' => 1,
            _ if bare && (!first || figure) => 0,
            _ => marker(rest),
        };
        if length == 0 {
            return false;
        }
        first = false;
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// The length of the marker that begins here; 0 if there is none.
pub(super) fn marker(rest: &[char]) -> usize {
    let run = |is: fn(char) -> bool| rest.iter().take_while(|c| is(**c)).count();
    match rest.first() {
        Some('[') => bracketed(rest, ']', is_label),
        Some('(') => bracketed(rest, ')', |c| c.is_ascii_digit() || is_list_mark(c) || c == ' '),
        Some('^') => match run(|c| c == '^' || c.is_ascii_digit() || is_list_mark(c)) {
            length if length > 2 && rest.get(length - 1) == Some(&'^') => length,
            _ => 0,
        },
        Some('<') => raised(rest),
        Some(c) if is_superscript(*c) => run(|c| is_superscript(c) || is_list_mark(c)),
        Some(c) if c.is_ascii_digit() => run(|c| c.is_ascii_digit() || is_list_mark(c)),
        Some('*' | '†' | '‡' | '§' | '¶') => run(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶')),
        _ => 0,
    }
}

/// `[3,4]`, `[3–5]`, `[^note]`, `(1)`; 0 where the bracket holds words.
fn bracketed(rest: &[char], close: char, inside: fn(char) -> bool) -> usize {
    let length = rest.iter().skip(1).take_while(|c| inside(**c)).count();
    let numbered = rest.get(1).is_some_and(|c| c.is_ascii_digit());
    let label: Vec<char> = rest.iter().skip(1).take(length).copied().collect();
    // A label is one word: `[^smith-2019]`, `[a]`.
    let fits = length > 0 && (numbered || close == ']' && length <= 24 && !label.contains(&' '));
    if fits && rest.get(length + 1) == Some(&close) { length + 2 } else { 0 }
}

fn is_label(c: char) -> bool {
    c.is_alphanumeric() || is_list_mark(c) || matches!(c, '^' | '_' | ' ')
}

/// `<sup>1</sup>`, as it stands where a format does not know it.
fn raised(rest: &[char]) -> usize {
    let text: String = rest.iter().take(REACH).collect();
    let lower = text.to_ascii_lowercase();
    let length = lower.strip_prefix("<sup>").and_then(|inner| inner.find("</sup>")).map_or(0, |at| 5 + at + 6);
    text.get(..length).map_or(0, |marker| marker.chars().count())
}

fn is_list_mark(c: char) -> bool {
    matches!(c, ',' | '-' | '–' | '‐' | ';')
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁻')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_behind_the_stop_are_no_part_of_a_text() {
        for marker in [
            "",
            "¹",
            "¹²",
            "¹⁻³",
            "[1]",
            "[1,2]",
            "[3–5]",
            "[^a]",
            "[^smith2019]",
            "[a]",
            "(1)",
            "(1, 2)",
            "^1^",
            "^1,2^",
            "<sup>1</sup>",
            "<SUP>1-3</SUP>",
            "1",
            "1,2",
            "*",
            "†",
            "[1][2]",
            " [1]",
            " ¹",
        ] {
            for end in [".", "?", "!", "…", ".”", "?)", ".’", ".\""] {
                let text = format!("Exercise helps{end}");
                assert_eq!(unmarked(&format!("{text}{marker}")), text, "{text}{marker}");
                assert!(ends_with_stop(&format!("{text}{marker}")), "{text}{marker}");
            }
        }
        for whole in
            ["It rose to 3.5", "It helps [1]", "Exercise", "See section 2.1,2", "What [sic] it is", "“Rest” [no]", ""]
        {
            assert_eq!(unmarked(whole), whole);
            assert!(!ends_with_stop(whole), "{whole}");
        }
        // A remark in brackets is no marker.
        assert_eq!(unmarked("It helps. (See below)"), "It helps. (See below)");
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_is_the_beginning(text in "([a-c]{1,3}|[.?! \\[\\]()^,¹²0-9”*é]|<sup>|</sup>){0,30}") {
            let left = unmarked(&text);
            proptest::prop_assert!(text.starts_with(left));
            proptest::prop_assert_eq!(unmarked(left), left);
        }
    }
}
