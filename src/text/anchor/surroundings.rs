//! What stands beside words in their own sentence: "It is a myth that …" before them, "… in mice" behind them. Any word that
//! came or went there may turn them; a few only lead on from the sentence before.

use super::source::{AnchoringText, ends_sentence};
use super::{CONTEXT, Selector, words};
use crate::text::lexicon::ENGLISH;
use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::sync::LazyLock;

/// How far a sentence is followed on either side of the words, in characters.
const FAR: usize = 600;

/// Phrases that lead on from one sentence to the next, or call the reader's attention, and change nothing that is said.
static HARMLESS: LazyLock<&[&str]> = LazyLock::new(|| ENGLISH.entries("leading on"));

/// One side of words within their sentence.
struct Side {
    /// Its words in the one spelling, lower case, without harmless phrases at its ends.
    words: Vec<String>,
    /// The sentence begins or ends within it.
    is_whole: bool,
}

/// Both sides of words.
pub(super) struct Sides {
    before: Side,
    after: Side,
}

impl Sides {
    /// Of characters before and behind words, as far as they are known: `reach` of them, or up to an end of the text.
    fn new(before: &[char], exact: &[char], after: &[char], reach: usize) -> Self {
        let ends = ends_sentence(exact) && after.first().is_none_or(|c| c.is_whitespace()) && !goes_on(after);
        let after = if ends { Side { words: Vec::new(), is_whole: true } } else { read_side_after(after, reach) };
        Self { before: read_side_before(before, reach), after }
    }

    /// Of a place in a text.
    pub(super) fn from_place(text: &AnchoringText, start: usize, end: usize) -> Self {
        let before = text.slice(start.saturating_sub(FAR), start);
        Self::new(before, text.slice(start, end), text.slice(end, end + FAR), FAR)
    }

    /// Those that words had: in the text that they were captured in, if it is at hand; otherwise as far as they were kept.
    pub(super) fn from_selector(selector: &Selector, old: Option<&AnchoringText>) -> Self {
        if let Some(old) = old.filter(|old| old.printed_text(selector.start, selector.end) == selector.exact) {
            return Self::from_place(old, old.plain.find_inner(selector.start), old.plain.find_inner(selector.end));
        }
        let chars = |text: &str| PlainText::new(text, &[]).chars;
        Self::new(&chars(&selector.prefix), &chars(&selector.exact), &chars(&selector.suffix), CONTEXT)
    }

    /// What differs, in words: by name what carries a meaning of its own.
    pub(super) fn describe_changes(&self, now: &Self) -> Vec<String> {
        let mut altered = Vec::new();
        for (was, is, keeps_end) in [(&self.before, &now.before, true), (&self.after, &now.after, false)] {
            let (was, is) = cut_to_known(was, is, keeps_end);
            if was != is {
                let named = words::describe_changes(&was.join(" "), &is.join(" "));
                altered.extend(if named.is_empty() { vec![describe_unnamed(was, is)] } else { named });
            }
        }
        altered
    }
}

/// The words of two sides, as far as both are known.
fn cut_to_known<'s>(was: &'s Side, is: &'s Side, keeps_end: bool) -> (&'s [String], &'s [String]) {
    let known = match (was.is_whole, is.is_whole) {
        (true, true) => usize::MAX,
        (false, true) => was.words.len(),
        (true, false) => is.words.len(),
        (false, false) => was.words.len().min(is.words.len()),
    };
    let cut = |side: &'s Side| {
        let words = side.words.as_slice();
        let n = words.len().min(known);
        let part = if keeps_end { words.get(words.len() - n..) } else { words.get(..n) };
        part.unwrap_or_default()
    };
    (cut(was), cut(is))
}

fn describe_unnamed(was: &[String], is: &[String]) -> String {
    match (was, is) {
        ([], is) => format!("“{}” came beside the words", is.join(" ")),
        (was, []) => format!("“{}” beside the words went", was.join(" ")),
        (was, is) => format!("“{}” beside the words became “{}”", was.join(" "), is.join(" ")),
    }
}

/// What stands before words in their sentence.
fn read_side_before(context: &[char], reach: usize) -> Side {
    let is_start = |i: &usize| {
        let (head, tail) = context.split_at_checked(*i).unwrap_or((context, &[]));
        head.ends_with(&['\n'])
            || !head.is_empty()
                && tail.first().is_none_or(|c| c.is_whitespace())
                && !goes_on(tail)
                && ends_sentence(without_marker(head))
    };
    let from = (0..=context.len()).rev().find(is_start);
    let context = context.get(from.unwrap_or(0)..).unwrap_or_default();
    let is_whole = from.is_some() || context.len() < reach;
    // Where the context reaches no further, its first word is half a word.
    let half = if is_whole { None } else { context.iter().position(|c| c.is_whitespace()) };
    Side { words: split_telling_words(context.get(half.unwrap_or(0)..).unwrap_or_default()), is_whole }
}

/// What stands behind words in their sentence.
fn read_side_after(context: &[char], reach: usize) -> Side {
    let is_end = |i: &usize| {
        let (head, tail) = context.split_at_checked(*i).unwrap_or((context, &[]));
        tail.first() == Some(&'\n')
            || !head.is_empty()
                && ends_sentence(head)
                && tail.first().is_some_and(|c| c.is_whitespace())
                && !goes_on(tail)
    };
    let to = (0..=context.len()).find(is_end);
    let context = context.get(..to.unwrap_or(context.len())).unwrap_or_default();
    let is_whole = to.is_some() || context.len() < reach;
    let half = if is_whole { None } else { context.iter().rposition(|c| c.is_whitespace()) };
    let context = context.get(..half.unwrap_or(context.len())).unwrap_or_default();
    Side { words: if is_marker(context) { Vec::new() } else { split_telling_words(context) }, is_whole }
}

/// Whether what stands behind a stop goes on with the sentence: "… or so they say".
fn goes_on(tail: &[char]) -> bool {
    let next = tail.iter().find(|c| **c == '\n' || !c.is_whitespace());
    next.is_some_and(|c| c.is_lowercase())
}

/// A sentence's end without the number of a note that stands raised behind its stop: `helps.5`.
fn without_marker(head: &[char]) -> &[char] {
    let digits = head.iter().rev().take_while(|c| c.is_ascii_digit() || **c == ',').count();
    let cut = head.get(..head.len() - digits).unwrap_or_default();
    let is_stop = |tail: &[char]| matches!(tail, [before, '.' | '!' | '?'] if before.is_alphabetic());
    if digits > 0 && cut.len() > 1 && cut.get(cut.len() - 2..).is_some_and(is_stop) { cut } else { head }
}

/// Whether the rest of a sentence is a marker in brackets: a number, names with a year, or where to look.
fn is_marker(rest: &[char]) -> bool {
    let text: String = rest.iter().collect();
    let text = text.trim().trim_end_matches(['.', '!', ';', ',']).trim();
    let within = |open: char, close: char| text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
    let Some(inner) = within('(', ')').or_else(|| within('[', ']')) else { return false };
    let tokens: Vec<&str> = inner.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).collect();
    let is_number = |t: &str| t.len() <= 3 && t.bytes().all(|b| b.is_ascii_digit());
    let is_year = |t: &&str| {
        let digits = t.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) && t.len() <= 5
    };
    let is_name =
        |t: &&str| t.starts_with(char::is_uppercase) || matches!(*t, "et" | "al" | "and" | "de" | "van" | "von");
    let is_cited = tokens.iter().any(is_year) && tokens.len() > 1 && tokens.iter().all(|t| is_year(t) || is_name(t));
    let is_pointer = matches!(tokens.as_slice(), ["see" | "See" | "Figure" | "Fig" | "Table" | "Box", rest @ ..]
        if rest.len() <= 2 && rest.iter().all(|t| is_number(t) || ["figure", "fig", "table", "box", "section", "page", "below", "above"].contains(&t.to_lowercase().as_str())));
    let has_sign = inner.contains(['%', '<', '>', '=', '°', '+', '±', '/']);
    !has_sign && (text.starts_with('[') && tokens.iter().all(|t| is_number(t)) || is_cited || is_pointer)
}

/// The words of one side, harmless phrases at its beginning and its end apart.
fn split_telling_words(context: &[char]) -> Vec<String> {
    let text: String = context.iter().collect();
    let words = unify_spelling(&PlainText::new(&text, &[]).words());
    let words: Vec<String> = words.into_iter().map(|w| w.text.to_lowercase()).collect();
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let length = HARMLESS.iter().filter_map(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            let opens = rest.get(..phrase.len()).is_some_and(|part| part == phrase.as_slice());
            let closes = rest.len().checked_sub(phrase.len()).and_then(|at| rest.get(at..));
            let closes = closes.is_some_and(|part| part == phrase.as_slice());
            (opens || closes).then_some((phrase.len(), opens))
        });
        let Some((length, opens)) = length.max() else { break };
        rest = if opens { rest.get(length..) } else { rest.get(..rest.len() - length) }.unwrap_or_default();
    }
    rest.to_vec()
}

#[cfg(test)]
mod tests {
    use crate::model::OccurrenceState::{Changed, Moved};
    use crate::text::anchor::{capture, reanchor};

    const CLAIM: &str = "Swimming for 20 minutes a day eases hip pain in most adults.";

    fn state(now: &str) -> crate::model::OccurrenceState {
        let old = format!("Hips are joints. {CLAIM} Ask a nurse.");
        let new = format!("Hips are joints, it is said. {now} Ask a nurse.");
        let found = reanchor(&capture(&old, 17, 17 + CLAIM.len() as u32), Some(&old), &new);
        assert_eq!(found.state == Changed, !found.altered.is_empty(), "{now}: {found:?}");
        found.state
    }

    #[test]
    fn a_frame_round_a_sentence_asks() {
        let low = "swimming for 20 minutes a day eases hip pain in most adults";
        for now in [
            format!("It is false that {low}."),
            format!("It is a myth that {low}."),
            format!("It is unlikely that {low}."),
            format!("Experts doubt that {low}."),
            format!("It was once the firm and widespread belief among many doctors of the last century that {low}."),
            format!("Myth: {low}."),
            format!("False: {low}."),
            format!("“{low}” is what some people say."),
            format!("Some say {low}."),
            format!("Only in theory, {low}."),
            format!("No, {low}."),
            format!("Perhaps {low}."),
            format!("If you are under 40, {low}."),
            format!("{low}, unless they have arthritis."),
            format!("{low}, except after surgery."),
            format!("{low} (not true)."),
            format!("{low}, which is wrong."),
            format!("{low}, but only for a day."),
            format!("{low} in mice."),
            format!("{low} – or does it?"),
            format!("{low} – really?"),
            format!("{low}?"),
            format!("{low} … or so they say."),
            format!("{low}, right?"),
            format!("{low} (3%)."),
            format!("{low}: a claim that nobody has tested."),
        ] {
            assert_eq!(state(&now), Changed, "{now}");
        }
    }

    #[test]
    fn what_only_leads_on_does_not() {
        let low = "swimming for 20 minutes a day eases hip pain in most adults";
        for now in [
            format!("Also, {low}."),
            format!("In addition, {low}."),
            format!("However, {low}."),
            format!("For example, {low}."),
            format!("Note: {low}."),
            format!("But {low}."),
            format!("{low}, too."),
            format!("{low} as well."),
            format!("{low}!"),
            format!("{low} (Doe et al., 2021)."),
            format!("{low} [12]."),
            format!("{low} (see Figure 2)."),
            format!("“{low}.”"),
            format!("({low}.)"),
            format!("– {low}."),
            format!("And, in addition, {low}."),
        ] {
            assert_eq!(state(&now), Moved, "{now}");
        }
    }

    #[test]
    fn a_frame_that_goes_asks_too() {
        let (old, new) = ("It is a myth that tea cures gout. Rest.", "Tea cures gout. Rest.");
        let found = reanchor(&capture(old, 18, 33), Some(old), new);
        assert_eq!(found.state, Changed, "{found:?}");
        assert_eq!(reanchor(&capture(old, 18, 33), None, new).state, Changed);
    }
}
