//! Text inside a BibTeX field.

use crate::write::markup::{Piece, Style, split_pieces};

/// Text with LaTeX's special characters escaped, on one line, and with its markup as LaTeX's own.
pub(super) fn escape(text: &str) -> String {
    let text = text.trim();
    let mut escaped = String::with_capacity(text.len());
    for piece in split_pieces(text) {
        match piece {
            Piece::Text(text) => push(&mut escaped, &text),
            Piece::Open(style) => escaped.push_str(find_command(style)),
            Piece::Close(_) => escaped.push('}'),
        }
    }
    escaped
}

/// Braces are written by name, since BibTeX counts braces whether or not a backslash stands before them. Two hyphens or
/// apostrophes that are meant are held apart.
fn push(escaped: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '-' | '\'' if escaped.ends_with(c) => escaped.extend(['{', '}', c]),
            '`' => escaped.push_str("\\textasciigrave{}"),
            c if c.is_control() => escaped.push(' '),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
}

fn find_command(style: Style) -> &'static str {
    match style {
        Style::Italic => "\\textit{",
        Style::Bold => "\\textbf{",
        Style::SmallCapitals => "\\textsc{",
        Style::Lowered => "\\textsubscript{",
        Style::Raised => "\\textsuperscript{",
        Style::Plain => "{",
    }
}

/// An address or a DOI, which goes in as it is: escapes would become part of it. Only braces, which could end the field
/// early, and blanks are percent-encoded.
pub(super) fn escape_verbatim(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '{' => plain.push_str("%7B"),
            '}' => plain.push_str("%7D"),
            c if c.is_control() || c.is_whitespace() => plain.push_str("%20"),
            c => plain.push(c),
        }
    }
    plain
}

/// A title, escaped, with braces round the words whose capitals a style must leave: those with a capital beyond the first
/// letter (`GLP-1`, `pH`), and, where the title is in sentence case, every other capitalised word (`Crohn`).
pub(super) fn write_title(text: &str) -> String {
    let words = split_words(text);
    // `GLP-1` is written so in every title, and tells nothing about this one.
    let telling = |word: &&LatexWord| word.plain.chars().count() > 3 && !is_mixed(&word.plain);
    let long: Vec<&LatexWord> = words.iter().skip(1).filter(telling).collect();
    let capitalised = long.iter().filter(|word| begins_large(&word.plain)).count();
    let in_sentence_case = capitalised * 2 <= long.len();
    let mut at_start = true;
    let mut titled = String::with_capacity(text.len());
    for LatexWord { before, plain, latex, after } in &words {
        let kept = is_mixed(plain) || (in_sentence_case && !at_start && begins_large(plain));
        let [open, close] = if kept { ["{", "}"] } else { [""; 2] };
        let blank = if titled.is_empty() { "" } else { " " };
        titled.extend([blank, before, open, latex, close, after]);
        at_start = plain.ends_with([':', '.', '?', '!']);
    }
    titled
}

/// A word of a title, with the commands that open before it and end behind it.
#[derive(Default)]
struct LatexWord {
    before: String,
    plain: String,
    latex: String,
    after: String,
}

fn split_words(text: &str) -> Vec<LatexWord> {
    let mut words = vec![LatexWord::default()];
    // What was opened inside the word under way, and so is not around it.
    let mut inside = 0_usize;
    for piece in split_pieces(text) {
        match (piece, words.last_mut()) {
            (Piece::Open(style), Some(word)) if word.plain.is_empty() => word.before.push_str(find_command(style)),
            (Piece::Open(style), Some(word)) => {
                word.latex.push_str(find_command(style));
                inside += 1;
            }
            (Piece::Close(_), Some(word)) if inside > 0 && word.after.is_empty() => {
                word.latex.push('}');
                inside -= 1;
            }
            (Piece::Close(_), Some(word)) => word.after.push('}'),
            (Piece::Text(text), _) => {
                for (at, part) in text.split(char::is_whitespace).enumerate() {
                    let done = words.last().is_some_and(|word| !word.plain.is_empty());
                    if at > 0 && done {
                        words.push(LatexWord::default());
                        inside = 0;
                    }
                    let Some(word) = words.last_mut().filter(|_| !part.is_empty()) else { continue };
                    if !word.after.is_empty() {
                        // What ended in the middle of a word is a part of it.
                        word.latex = format!("{}{}{}", word.before, word.latex, word.after);
                        (word.before, word.after) = (String::new(), String::new());
                    }
                    word.plain.push_str(part);
                    push(&mut word.latex, part);
                }
            }
            (_, None) => {}
        }
    }
    words
}

/// Whether a word has a capital beyond its first letter.
fn is_mixed(word: &str) -> bool {
    word.chars().skip_while(|c| !c.is_alphanumeric()).skip(1).any(char::is_uppercase)
}

fn begins_large(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_markup_of_titles_stay() {
        for (text, latex) in [
            (
                "Effects of <i>Lactobacillus rhamnosus</i> on GLP-1",
                "Effects of \\textit{{Lactobacillus} rhamnosus} on {GLP-1}",
            ),
            ("Rise of CO<sub>2</sub> in sleep", "Rise of {CO\\textsubscript{2}} in sleep"),
            ("<i>In vitro</i> &amp; <b>in vivo</b>: a trial", "\\textit{In vitro} \\& \\textbf{in vivo}: a trial"),
            ("The <i>BRCA</i>-positive", "The {\\textit{BRCA}-positive}"),
            ("a <i> b </i> c", "a \\textit{b }c"),
        ] {
            assert_eq!(write_title(text), latex, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn braces_are_balanced(text in "(<i>|</i>|<sub>|</sub>| |a|B|\\{|\\}|&amp;|\\\\){0,20}") {
            for latex in [write_title(&text), escape(&text)] {
                let mut depth = 0_i32;
                for c in latex.chars() {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    proptest::prop_assert!(depth >= 0, "{}", latex);
                }
                proptest::prop_assert_eq!(depth, 0, "{}", latex);
            }
        }
    }
}
