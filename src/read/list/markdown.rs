//! Markdown in a list that is read as it is printed: `*J Fict Rehabil*`, `[Oakes T. Knees.](https://…)`. The marks are no part
//! of an entry; where a link leads stands behind its line.

use std::borrow::Cow;

/// The text without the marks of Markdown, line by line.
pub(in crate::read) fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '_', '\\', ']']) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<String> =
        text.split('\n').map(|line| remove_links(&remove_emphasis(&remove_escapes(line)))).collect();
    Cow::Owned(lines.join("\n"))
}

/// `1\.`, `\[Internet\]`: a mark that is meant as it stands.
fn remove_escapes(line: &str) -> Cow<'_, str> {
    if !line.contains('\\') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Without `*…*`, `**…**`, `_…_` round words. A mark within a word, as in `HLA-B*27`, stays.
fn remove_emphasis(line: &str) -> Cow<'_, str> {
    if !line.contains(['*', '_']) {
        return Cow::Borrowed(line);
    }
    let chars: Vec<char> = line.chars().collect();
    let is_mark = |c: char| matches!(c, '*' | '_');
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut dropped = vec![false; chars.len()];
    let mut at = 0;
    while let Some(mark) = chars.get(at).copied() {
        if !is_mark(mark) {
            at += 1;
            continue;
        }
        let length = chars.iter().skip(at).take_while(|c| **c == mark).count();
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
        let behind = chars.get(at + length).copied().unwrap_or(' ');
        let closes = !before.is_whitespace() && !behind.is_alphanumeric();
        let opens = !behind.is_whitespace() && !before.is_alphanumeric();
        let opened = open.iter().rposition(|(c, n, _)| *c == mark && *n == length).filter(|_| closes);
        if let Some((_, _, from)) = opened.and_then(|i| open.get(i).copied()) {
            for i in (from..from + length).chain(at..at + length) {
                dropped.iter_mut().skip(i).take(1).for_each(|drop| *drop = true);
            }
            open.truncate(opened.unwrap_or_default());
        } else if opens && length <= 3 {
            open.push((mark, length, at));
        }
        at += length;
    }
    Cow::Owned(chars.iter().zip(&dropped).filter(|(_, drop)| !**drop).map(|(c, _)| *c).collect())
}

/// Links by their words alone, and behind the line where they lead, unless the words say it.
fn remove_links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut targets: Vec<&str> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('[') {
        let (before, bracket) = rest.split_at(at);
        out.push_str(before);
        match read_link(bracket) {
            Some((words, target, length)) => {
                out.push_str(words);
                let plain = target.split("://").last().unwrap_or(target);
                if !(words.contains(plain)
                    || (words.contains(['/', '.']) && !words.contains(' ') && target.ends_with(words)))
                {
                    targets.push(target);
                }
                rest = bracket.get(length..).unwrap_or_default();
            }
            None => {
                out.push('[');
                rest = bracket.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    for target in targets {
        out.truncate(out.trim_end().len());
        out.push(' ');
        out.push_str(target);
    }
    out
}

/// `[words](target)` at the head of a string: the words, the target, and the bytes it takes.
fn read_link(text: &str) -> Option<(&str, &str, usize)> {
    let close = find_closing(text, '[', ']')?;
    let words = text.get(1..close)?;
    let behind = text.get(close + 1..).filter(|behind| behind.starts_with('('))?;
    let end = find_closing(behind, '(', ')')?;
    let target = behind.get(1..end)?.split(' ').next()?.trim_matches(['<', '>']);
    target.contains("://").then_some((words, target, close + 1 + end + 1))
}

/// Where the bracket closes that a string begins with.
fn find_closing(text: &str, open: char, close: char) -> Option<usize> {
    /// No link is longer, in bytes. What nothing closes is looked for at each of its brackets, and no further than that.
    const LONGEST: usize = 2_000;
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let mut depth = 0_i32;
    let found = text.char_indices().find(|(_, c)| {
        depth += i32::from(*c == open) - i32::from(*c == close);
        depth == 0
    });
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_an_entry() {
        for (text, want) in [
            ("* Lo A. Hips. *J Fict*. 2018;**11**(3):1.", "* Lo A. Hips. J Fict. 2018;11(3):1."),
            ("Lo, A. (2019). Hips. *Fiction, 12*(3), 1-9.", "Lo, A. (2019). Hips. Fiction, 12(3), 1-9."),
            ("_Hips_ and HLA-B*27 * HLA-B*44", "Hips and HLA-B*27 * HLA-B*44"),
            (
                "1. [Lo A. Hips. *BMJ* 2008;7:1.](https://a.example/1)",
                "1. Lo A. Hips. BMJ 2008;7:1. https://a.example/1",
            ),
            ("Lo A. [Hips](https://a.example/h_(x)). BMJ", "Lo A. Hips. BMJ https://a.example/h_(x)"),
            ("Lo A. [10.5555/h](https://doi.org/10.5555/h)", "Lo A. 10.5555/h"),
            ("12\\. Lo A. Hips [Internet]. [in German](none)", "12. Lo A. Hips [Internet]. [in German](none)"),
        ] {
            assert_eq!(without_marks(text), want, "{text}");
        }
        let open = "[a](".repeat(2_000);
        assert_eq!(without_marks(&open), open);
    }
}
