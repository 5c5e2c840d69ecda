//! Messages that fit the terminal they are read in: prose is wrapped by words, and what is there to be copied stays whole, on
//! a line of its own where it has to.

use unicode_width::UnicodeWidthStr;

/// How far a command on a line of its own stands in.
const INDENT: &str = "  ";
/// Words behind which `claimbook` begins a command and no sentence; so does a colon.
const LEADING: [&str; 4] = ["then", "or", "and", "first"];

/// The lines of a message, each within `width` columns where its words allow it.
pub(crate) fn fit_message(message: &str, width: usize) -> String {
    message.split('\n').map(|line| fit_line(line, width)).collect::<Vec<_>>().join("\n")
}

fn fit_line(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let words = line.trim_start();
    let indent = line.get(..line.len() - words.len()).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for piece in split_pieces(words) {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + piece.text.width() <= width => {
                line.push(' ');
                line.push_str(&piece.text);
            }
            Some(_) if piece.is_command => lines.push(format!("{indent}{INDENT}{}", piece.text)),
            _ => lines.push(format!("{indent}{}", piece.text)),
        }
    }
    lines.join("\n")
}

/// What stays on one line: a word, or a command to copy.
struct Piece {
    text: String,
    is_command: bool,
}

/// The pieces of a line. A command runs to the comma or semicolon behind it, or to the end.
fn split_pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut within, mut quotes) = (false, 0);
    for word in split_words(line) {
        let led = |last: &Piece| last.text.ends_with(':') || LEADING.contains(&last.text.as_str());
        let begins = !within && word == "claimbook" && pieces.last().is_some_and(led);
        match pieces.last_mut() {
            Some(command) if within => {
                command.text.push(' ');
                command.text.push_str(word);
            }
            _ => pieces.push(Piece { text: word.to_owned(), is_command: begins }),
        }
        quotes = if begins { 0 } else { quotes + word.matches('"').count() };
        within = (within || begins) && !(word.ends_with([',', ';']) && quotes % 2 == 0);
    }
    pieces
}

/// The words of a line; what stands between backticks is one, since it is a command to copy.
fn split_words(line: &str) -> Vec<&str> {
    let (mut words, mut begin, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        match c {
            '`' => quoted = !quoted && line.get(at + 1..).is_some_and(|rest| rest.contains('`')),
            ' ' if !quoted => {
                words.extend(line.get(begin..at).filter(|word| !word.is_empty()));
                begin = at + 1;
            }
            _ => {}
        }
    }
    words.extend(line.get(begin..).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::fit_message;

    #[test]
    fn prose_is_wrapped_by_words_and_commands_stay_whole() {
        for (message, width, shown) in [
            ("one two three", 20, "one two three"),
            ("one two three", 8, "one two\nthree"),
            ("  one two three", 9, "  one two\n  three"),
            ("first line\none two three", 10, "first line\none two\nthree"),
            ("Made it.\nNext: claimbook audit", 10, "Made it.\nNext:\n  claimbook audit"),
            (
                "Added it. Next: claimbook suggest c1, or claimbook link c1 REFERENCE",
                30,
                "Added it. Next:\n  claimbook suggest c1, or\n  claimbook link c1 REFERENCE",
            ),
            ("look at `claimbook history back-pain` for more", 20, "look at\n`claimbook history back-pain`\nfor more"),
            ("an odd ` stays with its words", 12, "an odd `\nstays with\nits words"),
            ("https://example.org/a/long/address is one", 10, "https://example.org/a/long/address\nis one"),
            (
                "Next: read it, then claimbook verify c1 r1 --by \"NAME, PT\"",
                30,
                "Next: read it, then\n  claimbook verify c1 r1 --by \"NAME, PT\"",
            ),
            (
                "  Next: claimbook works; with --article its list is joined",
                30,
                "  Next: claimbook works; with\n  --article its list is joined",
            ),
            ("", 10, ""),
        ] {
            assert_eq!(fit_message(message, width), shown, "{message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-z `:,\n膝]{0,120}", width in 4_usize..40) {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            proptest::prop_assert_eq!(words(&fit_message(&text, width)), words(&text));
        }
    }
}
