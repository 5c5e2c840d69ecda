//! Words that only explain others: "constipation (hard stools)", "the upper (systolic) blood pressure", "ferritin, a protein that
//! stores iron, …".

use super::figures::are_one;
use super::reading::{Ladders, Sense, Statement};
use crate::model::Quantity;
use crate::text::lexicon::{SENSES, WordSet};
use crate::text::{find_all_quantities, tokenise};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A longer explanation says something besides.
const LONGEST: usize = 9;
/// So many words before a bracket say in plain words what it holds.
const LONGEST_BEFORE: usize = 4;

static OPENING: LazyLock<&[&str]> = LazyLock::new(|| SENSES.entries("explains"));
static ADDING: LazyLock<WordSet> = LazyLock::new(|| SENSES.words("adds"));
static PLACES: LazyLock<WordSet> = LazyLock::new(|| SENSES.words("directions that explain"));

/// The later wording of a sentence without what only explains words that the earlier one had.
pub(super) fn remove_glosses<'n>(before: &str, now: &'n str) -> Cow<'n, str> {
    let known: BTreeSet<String> = tokenise(before).into_iter().collect();
    let bare = remove_bracketed(before, now, &known);
    match remove_appositions(before, &bare, &known) {
        Some(bare) => Cow::Owned(bare),
        None => bare,
    }
}

/// Takes out what brackets explain, or what explains what they hold.
fn remove_bracketed<'n>(before: &str, now: &'n str, known: &BTreeSet<String>) -> Cow<'n, str> {
    let mut bare = Cow::Borrowed(now);
    let mut from = 0;
    while let Some((open, close)) = find_bracket(&bare, from) {
        let (head, inner) = (bare.get(..open).unwrap_or_default(), bare.get(open + 1..close).unwrap_or_default());
        let tail = bare.get(close + 1..).unwrap_or_default();
        let words = tokenise(inner);
        let is_known = !words.is_empty() && words.iter().all(|word| known.contains(word));
        let plain = strip_new_words(head, known);
        let is_there = before.contains(&format!("({inner})"));
        let next = match is_there {
            false if is_known && plain.len() < head.len() && says_in_full(head.get(plain.len()..), inner) => {
                Some(format!("{plain}{inner}{tail}"))
            }
            false if is_known => Some(format!("{head}{inner}{tail}")),
            false if explains(inner) || is_same_amount(head, inner) => Some(format!("{}{tail}", head.trim_end())),
            _ => None,
        };
        match next {
            Some(next) => (from, bare) = (plain.len().min(open), Cow::Owned(next)),
            None => from = close + 1,
        }
    }
    bare
}

/// Whether words before a bracket explain what it holds, or are what its letters stand for: "selective serotonin reuptake
/// inhibitors (SSRIs)".
fn says_in_full(words: Option<&str>, inner: &str) -> bool {
    let words = words.unwrap_or_default();
    let letters: String = inner.chars().filter(|c| c.is_uppercase()).collect();
    let begin = |joint: fn(char) -> bool| words.split(joint).filter_map(|word| word.chars().next()).collect::<String>();
    let stands_for = |initials: String| letters.len() > 1 && initials.to_uppercase() == letters;
    explains(words) || stands_for(begin(char::is_whitespace)) || stands_for(begin(|c| c.is_whitespace() || c == '-'))
}

/// Whether a bracket holds nothing but the amount right before it in another unit: "38 °C (100.4 °F)".
fn is_same_amount(head: &str, inner: &str) -> bool {
    let (before, held) = (find_all_quantities(head), find_all_quantities(inner));
    let is_last = |q: &Quantity| q.end as usize == head.trim_end().chars().count();
    let last = before.last().filter(|q| is_last(q));
    match (last, held.as_slice()) {
        (Some(one), [other]) => {
            let is_all = other.start == 0 && other.end as usize == inner.trim_end().chars().count();
            is_all && one.unit != other.unit && are_one(one, other)
        }
        _ => false,
    }
}

/// The next round bracket at a place or behind, from its opening to its closing.
fn find_bracket(text: &str, from: usize) -> Option<(usize, usize)> {
    let open = from + text.get(from..)?.find('(')?;
    let close = open + text.get(open..)?.find(')')?;
    Some((open, close))
}

/// A text without the words at its end that are new, up to a mark.
fn strip_new_words<'h>(head: &'h str, known: &BTreeSet<String>) -> &'h str {
    let mut rest = head;
    for _ in 0..LONGEST_BEFORE {
        let trimmed = rest.trim_end();
        let start = trimmed.rfind(' ').map_or(0, |at| at + 1);
        let word = trimmed.get(start..).unwrap_or_default();
        if word.ends_with([',', '.', ';', ':']) || tokenise(word).iter().all(|word| known.contains(word)) {
            break;
        }
        rest = trimmed.get(..start).unwrap_or_default();
    }
    rest
}

/// Takes out what stands between commas or dashes and explains what stands before it; none where nothing does.
fn remove_appositions(before: &str, now: &str, known: &BTreeSet<String>) -> Option<String> {
    let parts = split_at_marks(now);
    let goes_on = |part: Option<&(&str, &str)>| {
        part.is_some_and(|(_, part)| ["and ", "or "].iter().any(|word| part.starts_with(word)))
    };
    let is_gloss = |at: usize, part: &str| {
        let is_last = at + 1 == parts.len();
        let begins_so = |opening: &str| part.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' '));
        // "Or" explains only between two marks.
        let opens = OPENING.iter().any(|opening| begins_so(opening) && !(is_last && *opening == "or"));
        let is_new = !before.contains(part) && !tokenise(part).iter().all(|word| known.contains(word));
        at > 0 && opens && is_new && !goes_on(parts.get(at + 1)) && explains(part)
    };
    let mut bare = String::new();
    let mut removed = false;
    for (at, (mark, part)) in parts.iter().enumerate() {
        if is_gloss(at, part) {
            removed = true;
            if at + 1 == parts.len() {
                bare.push('.');
            }
            continue;
        }
        // What an explanation parted belongs together.
        bare.push_str(if at > 0 && is_gloss(at - 1, parts.get(at - 1).map_or("", |part| part.1)) { " " } else { mark });
        bare.push_str(part);
    }
    removed.then_some(bare)
}

/// The parts of a sentence, each with the mark before it.
fn split_at_marks(text: &str) -> Vec<(&str, &str)> {
    const MARKS: [&str; 3] = [", ", " – ", " — "];
    let (mut parts, mut mark, mut rest) = (Vec::new(), "", text);
    loop {
        let next = MARKS.iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min();
        let Some((at, found)) = next else { break };
        parts.push((mark, rest.get(..at).unwrap_or_default()));
        (mark, rest) = (found, rest.get(at + found.len()..).unwrap_or_default());
    }
    parts.push((mark, rest));
    parts
}

/// Whether words explain and say nothing of their own: no figure, no denial, no people, no time, nothing that goes up or down, and
/// not the bare name of another disease or medicine.
fn explains(words: &str) -> bool {
    let tokens = tokenise(words);
    let adds = tokens.first().is_none_or(|first| ADDING.contains(first)) || words.starts_with("e.g");
    let read = Statement::read(words, &[]);
    let is_plain = |name: &&str| PLACES.contains(name);
    let harmless = read.items.iter().all(|item| match item.sense {
        Sense::Thing | Sense::Other => !(item.has_digit() || item.is_health && tokens.len() == 1),
        Sense::Direction => item.names.iter().all(is_plain),
        Sense::Whom | Sense::When | Sense::Amount => false,
    });
    !adds
        && tokens.len() <= LONGEST
        && harmless
        && read.denials.is_empty()
        && Ladders::default().compare(&read.ladders).is_empty()
        && find_all_quantities(words).is_empty()
}
