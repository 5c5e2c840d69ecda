//! Lines of words, wrapped for a terminal. Colours take no room.

use unicode_width::UnicodeWidthStr;

/// A line without the sequences that colour it.
pub(super) fn strip_styles(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => _ = rest.by_ref().find(|c| c.is_ascii_alphabetic()),
            plain => shown.push(plain),
        }
    }
    shown
}

/// A line broken between words so that it fits; what goes on is indented. A word that is wider stays whole, so that an
/// address can be copied.
pub(super) fn wrap(line: &str, width: usize, indent: usize) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let (mut used, mut begun) = (0, false);
    for (at, word) in line.split(' ').enumerate() {
        let needs = strip_styles(word).width();
        if at > 0 && used + 1 + needs > width && begun {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            (used, begun) = (indent, false);
        } else if at > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += needs;
        begun |= needs > 0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_broken_and_colours_take_no_room() {
        assert_eq!(wrap("one two three four", 9, 2), "one two\n  three\n  four");
        assert_eq!(wrap("\u{1b}[1mone two\u{1b}[0m three", 9, 2), "\u{1b}[1mone two\u{1b}[0m\n  three");
        assert_eq!(wrap("  a https://long.example/address b", 12, 4), "  a\n    https://long.example/address\n    b");
        assert_eq!(wrap("", 10, 2), "");
        assert_eq!(strip_styles("\u{1b}[38;5;9mred\u{1b}[0m"), "red");
    }

    proptest::proptest! {
        #[test]
        fn every_word_stays_and_lines_fit(text in "([a-z膝]{1,8} ){0,30}", width in 20_usize..60) {
            let made = wrap(text.trim(), width, 4);
            proptest::prop_assert_eq!(made.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
            proptest::prop_assert!(made.lines().all(|line| line.width() <= width), "{made}");
        }
    }
}
