//! How a text ends: the marks of reference behind its last stop (`.¹`, `.[1]`, `. (1)`, `.^1^`, `.<sup>1</sup>`, `.[^a]`, `.1,2`)
//! are no part of it.

use super::citing::{closing_bracket, is_dash, lower_superscript, parse_numbers};

/// How far back a stop is looked for, in code points: no marker is longer.
const REACH: usize = 60;

/// A text without the markers behind the stop that ends it; the text itself where no stop stands before them.
pub fn trim_end_markers(text: &str) -> &str {
    let text = text.trim_end();
    let tail: Vec<(usize, char)> = text.char_indices().rev().take(REACH).collect();
    let tail: Vec<(usize, char)> = tail.into_iter().rev().collect();
    let letters: Vec<char> = tail.iter().map(|(_, c)| *c).collect();
    for stop in (0..letters.len()).rev().filter(|at| letters.get(*at).is_some_and(|c| is_stop(*c))) {
        let closers = letters.iter().skip(stop + 1).take_while(|c| is_closer(**c)).count();
        // A bracket may close what the sentence opened, or be the end of nothing but itself.
        for end in [stop + 1 + closers, stop + 1] {
            let figure = stop.checked_sub(1).and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
            if are_only_markers(letters.get(end..).unwrap_or_default(), figure) {
                return tail.get(end).and_then(|(byte, _)| text.get(..*byte)).unwrap_or(text);
            }
        }
    }
    text
}

/// Whether a text ends as sentences do: with a stop, closing quotes, brackets and markers apart.
pub fn ends_with_stop(text: &str) -> bool {
    trim_end_markers(text).trim_end_matches(is_closer).ends_with(is_stop)
}

/// Whether a text that no stop ends has a marker of a note or reference at its end all the same: "… of exercise*". What cites
/// is a sentence, and neither a heading nor the caption of a picture.
pub fn ends_with_marker(text: &str) -> bool {
    let text = text.trim_end();
    let tail: Vec<char> = text.chars().rev().take(REACH).collect();
    let tail: Vec<char> = tail.into_iter().rev().collect();
    // `**Causes**` is bold, and `2` in "vitamin B12" a part of the word.
    let is_bold = text.starts_with(['*', '_']);
    let ends_here = |at: usize| {
        let rest = tail.get(at..).unwrap_or_default();
        let is_number = rest.first().is_some_and(|c| c.is_ascii_digit());
        !is_number && measure_markers(rest) == rest.len()
    };
    !is_bold
        && (1..tail.len()).any(|at| tail.get(at - 1).is_some_and(|c| c.is_alphanumeric() || *c == ' ') && ends_here(at))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | '»' | ')' | ']')
}

/// Whether characters behind a stop are markers and nothing else. Behind a figure, bare digits go on with it.
fn are_only_markers(mut rest: &[char], figure: bool) -> bool {
    let mut first = true;
    while let Some(c) = rest.first() {
        let bare = c.is_ascii_digit();
        let length = match c {
            ' ' => 1,
            // `[1]-[3]`, `(1),(2)`
            _ if !first && rest.get(1).is_some_and(|next| !next.is_ascii_digit()) && is_list_mark(*c) => 1,
            _ if bare && (!first || figure) => 0,
            _ => measure_marker(rest),
        };
        if length == 0 {
            return false;
        }
        first = false;
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// The length of the markers that begin here, one behind the other, a comma, a dash or nothing between: `[1]-[3]`.
pub(super) fn measure_markers(rest: &[char]) -> usize {
    let mut length = measure_marker(rest);
    loop {
        let behind = rest.get(length..).unwrap_or_default();
        let between = behind.iter().take_while(|c| is_list_mark(**c) || **c == ' ').count();
        let next = behind.get(between..).unwrap_or_default();
        // Bare digits behind a marker, or a space away from it, are words of the text.
        let is_bare = next.first().is_none_or(|c| c.is_ascii_digit());
        let more = if length == 0 || is_bare || between > 2 { 0 } else { measure_marker(next) };
        if more == 0 {
            return length;
        }
        length += between + more;
    }
}

/// The length of the marker that begins here; 0 if there is none.
pub(super) fn measure_marker(rest: &[char]) -> usize {
    let run = |is: fn(char) -> bool| rest.iter().take_while(|c| is(**c)).count();
    match rest.first() {
        Some('^') => measure_carets(rest),
        Some('<') => measure_superscript(rest),
        Some(c) if is_superscript(*c) => measure_superscripts(rest),
        Some(c) if c.is_ascii_digit() => run(|c| c.is_ascii_digit() || is_list_mark(c)),
        Some('*' | '†' | '‡' | '§' | '¶') => run(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶')),
        Some(open) => closing_bracket(*open).map_or(0, |close| measure_bracket(rest, close)),
        None => 0,
    }
}

/// `[3,4]`, `[3–5]`, `[^note]`, `(1)`, `【2】`, `[1, p. 5]`; 0 where the bracket holds words.
fn measure_bracket(rest: &[char], close: char) -> usize {
    let Some(length) = rest.iter().skip(1).take(REACH).position(|c| *c == close) else { return 0 };
    let label: String = rest.iter().skip(1).take(length).collect();
    // A label is one word: `[^smith-2019]`, `[a]`.
    let is_word = |c: char| c.is_alphanumeric() || is_list_mark(c) || matches!(c, '^' | '_');
    let is_label = close == ']' && (1..=24).contains(&length) && label.chars().all(is_word);
    let is_list = label.starts_with(|c: char| c.is_ascii_digit())
        && label.chars().all(|c| c.is_ascii_digit() || is_list_mark(c) || c == ' ');
    if is_label || is_list || parse_numbers(&label).is_some() { length + 2 } else { 0 }
}

/// `^1^`, `^1,2^`, `^[1]^`.
fn measure_carets(rest: &[char]) -> usize {
    let Some(length) = rest.iter().skip(1).take(REACH).position(|c| *c == '^') else { return 0 };
    let label: String = rest.iter().skip(1).take(length).collect();
    if parse_numbers(&label).is_some() { length + 2 } else { 0 }
}

/// `¹²`, `¹⁻³`, `⁽¹⁾`, `¹ ²`: a space only between two.
fn measure_superscripts(rest: &[char]) -> usize {
    let mut length = 0;
    while let Some(c) = rest.get(length) {
        let goes_on = || rest.get(length + 1).is_some_and(|next| is_superscript(*next));
        if !(is_superscript(*c) || is_list_mark(*c) || *c == ' ' && goes_on()) {
            break;
        }
        length += 1;
    }
    length
}

/// `<sup>1</sup>`, as it stands where a format does not know it.
fn measure_superscript(rest: &[char]) -> usize {
    let text: String = rest.iter().take(REACH).collect();
    let lower = text.to_ascii_lowercase();
    let length = lower.strip_prefix("<sup>").and_then(|inner| inner.find("</sup>")).map_or(0, |at| 5 + at + 6);
    text.get(..length).map_or(0, |marker| marker.chars().count())
}

fn is_list_mark(c: char) -> bool {
    matches!(c, ',' | ';') || is_dash(c) && !matches!(c, '—' | '−')
}

fn is_superscript(c: char) -> bool {
    lower_superscript(c).is_some() || matches!(c, 'ᵃ' | 'ᵇ' | 'ᶜ' | 'ᵈ' | 'ᵉ')
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
            "[1],[3]",
            "[1]-[3]",
            "(1),(2)",
            "⁽¹⁾",
            "¹ ²",
            "ᵃ",
            "[ref 1]",
            "【1】",
            "［1］",
            "[1, p. 5]",
            "[1a]",
            "^[1]^",
            "<sup>(1)</sup>",
            " [1]",
            " ¹",
        ] {
            for end in [".", "?", "!", "…", ".”", "?)", ".’", ".\""] {
                let text = format!("Exercise helps{end}");
                assert_eq!(trim_end_markers(&format!("{text}{marker}")), text, "{text}{marker}");
                assert!(ends_with_stop(&format!("{text}{marker}")), "{text}{marker}");
            }
        }
        for whole in
            ["It rose to 3.5", "It helps [1]", "Exercise", "See section 2.1,2", "What [sic] it is", "“Rest” [no]", ""]
        {
            assert_eq!(trim_end_markers(whole), whole);
            assert!(!ends_with_stop(whole), "{whole}");
        }
        // A remark in brackets is no marker.
        assert_eq!(trim_end_markers("It helps. (See below)"), "It helps. (See below)");
    }

    #[test]
    fn a_marker_without_a_stop_ends_a_sentence() {
        for (text, is) in [
            ("Women feel better within weeks of exercise*", true),
            ("Women feel better within weeks of exercise†", true),
            ("Women feel better within weeks of exercise ¹", true),
            ("Women feel better within weeks of exercise[1]", true),
            ("Women feel better within weeks of exercise [1, 2]", true),
            ("Women feel better within weeks of exercise", false),
            ("**Causes and risks**", false),
            ("Vitamin B12", false),
            ("Covid 19", false),
            ("Low back pain (lumbago)", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(ends_with_marker(text), is, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_is_the_beginning(text in "([a-c]{1,3}|[.?! \\[\\]()^,¹²0-9”*é]|<sup>|</sup>){0,30}") {
            let left = trim_end_markers(&text);
            proptest::prop_assert!(text.starts_with(left));
            proptest::prop_assert_eq!(trim_end_markers(left), left);
        }
    }
}
