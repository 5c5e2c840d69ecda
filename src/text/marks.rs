//! Words without the markers of references that stand in them.

use super::CharIndex;
use crate::model::Block;
use std::borrow::Cow;

/// Text without the parts that mark references: spans of code points of the whole, of which `text` begins at `base`. The
/// space before a marker goes with it where a stop or another space follows.
pub fn remove_marks(text: &str, base: u32, marks: &[(u32, u32)]) -> String {
    if marks.is_empty() {
        return text.to_owned();
    }
    keep_unmarked(text, base, marks).into_iter().map(|(_, c)| c).collect()
}

/// What [`remove_marks`] leaves of a text, each character with its place in the whole.
pub fn keep_unmarked(text: &str, base: u32, marks: &[(u32, u32)]) -> Vec<(u32, char)> {
    let trim = |out: &mut Vec<(u32, char)>| while out.pop_if(|(_, c)| c.is_whitespace()).is_some() {};
    let mut out: Vec<(u32, char)> = Vec::with_capacity(text.len());
    let mut cut = false;
    let mut marks = marks.iter().peekable();
    for (at, c) in (base..).zip(text.chars()) {
        while marks.next_if(|(_, end)| *end <= at).is_some() {}
        if marks.peek().is_some_and(|(start, _)| *start <= at) {
            cut = true;
            continue;
        }
        if std::mem::take(&mut cut) && (c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')')) {
            trim(&mut out);
        }
        out.push((at, c));
    }
    if cut {
        trim(&mut out);
    }
    out
}

/// Text in which what is raised stands in brackets, `flu.[2]`: on a line of type it would look like a part of the word before it.
pub fn bracket_marks(text: &str, base: u32, marks: &[(u32, u32)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = marks.iter().peekable();
    let mut open: Option<u32> = None;
    for (at, c) in (base..).zip(text.chars()) {
        if open.take_if(|end| *end <= at).is_some() {
            out.push(']');
        }
        while marks.next_if(|(start, _)| *start < at).is_some() {}
        if let Some((_, end)) = marks.next_if(|(start, _)| *start == at)
            && c.is_ascii_alphanumeric()
            && out.ends_with(|before: char| !before.is_whitespace())
        {
            out.push('[');
            open = Some(*end);
        }
        out.push(c);
    }
    if open.is_some() {
        out.push(']');
    }
    out
}

/// A span of a block without the spaces and markers that it begins or ends with; `inside` is the block's text.
pub fn trim_marks(inside: &CharIndex<'_>, block: &Block, (start, end): (u32, u32)) -> (u32, u32) {
    let is_space = |at: u32| {
        let at = at.saturating_sub(block.start);
        inside.slice(at, at + 1).chars().all(char::is_whitespace)
    };
    let (mut from, mut to) = (start, end);
    while from < to {
        match block.marks_within(from, from + 1).first() {
            Some((_, behind)) => from = *behind,
            None if is_space(from) => from += 1,
            None => break,
        }
    }
    while from < to {
        match block.marks_within(to - 1, to).first() {
            Some((mark, _)) => to = *mark,
            None if is_space(to - 1) => to -= 1,
            None => break,
        }
    }
    if from < to { (from, to) } else { (start, end) }
}

/// A block's text in which every marker is what all know to be one, character by character: a raised letter behind a stop, or
/// the stop in `[1, p. 5]`, neither hides nor makes the end of a sentence.
pub fn mask_marks<'t>(text: &'t str, block: &Block) -> Cow<'t, str> {
    if block.marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut marks = block.marks.iter().peekable();
    let chars = (block.start..).zip(text.chars()).map(|(at, c)| {
        while marks.next_if(|(_, end)| *end <= at).is_some() {}
        if marks.peek().is_some_and(|(start, _)| *start <= at) { '¹' } else { c }
    });
    Cow::Owned(chars.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_cut_with_the_space_before_them() {
        let (text, marks) = ("It eased pain [1] in 8 weeks.[2,3] Next.", [(14, 17), (29, 34)]);
        assert_eq!(remove_marks(text, 0, &marks), "It eased pain in 8 weeks. Next.");
        assert_eq!(remove_marks("pain [1].", 9, &[(14, 17)]), "pain.");
        assert_eq!(remove_marks("30%1 of women", 0, &[(3, 4)]), "30% of women");
    }

    #[test]
    fn what_is_raised_is_told_from_the_word_before() {
        for (text, base, marks, want) in [
            ("It cures flu.2", 0, vec![(13, 14)], "It cures flu.[2]"),
            ("It cures flu.1,3 Rest helps.", 5, vec![(18, 21)], "It cures flu.[1,3] Rest helps."),
            ("Flu.ii Rest.[1] Heat.²", 0, vec![(4, 6), (12, 15), (21, 22)], "Flu.[ii] Rest.[1] Heat.²"),
            ("It eased pain 1 of them", 0, vec![(14, 15)], "It eased pain 1 of them"),
            ("No mark", 0, vec![], "No mark"),
        ] {
            assert_eq!(bracket_marks(text, base, &marks), want, "{text}");
        }
    }
}
