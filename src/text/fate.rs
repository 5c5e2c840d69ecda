//! What a title says of the fate of its work: `RETRACTED: …`, `… (Withdrawn article)`. One list of such words, for registered titles
//! and for printed entries, for what is compared and for what is shown.
//!
//! A word is only a mark where nothing else can be meant: `Retraction: its role in hip surgery` is a title, and so are
//! `Retracted eardrums` and `Withdrawn children`.

use super::lexicon::FATES_OF_WORKS;
use crate::model::NoticeKind::{self, PartialRetraction, Removal, Retraction, Withdrawal};
use std::sync::LazyLock;

/// Words for a work that no longer stands, the longest first, each with what it says. In lower case; those that are capitals in
/// [`CAPITALS`] are a mark only so.
static MARKS: LazyLock<Vec<(&'static str, NoticeKind)>> = LazyLock::new(|| {
    let kinds = FATES_OF_WORKS.lists().iter().filter_map(|list| Some((list.name.parse::<NoticeKind>().ok()?, list)));
    kinds.flat_map(|(kind, list)| list.entries.iter().map(move |words| (*words, kind))).collect()
});

/// Marks that are common words of titles, too, unless they are in capitals.
const CAPITALS: &[&str] =
    &["removed", "temporary removal", "permanent removal", "temporarily removed", "temporary withdrawal"];

/// What is said of such a work in a sentence: `This article has been retracted`.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &["this", "the", "the above"];
static THINGS: LazyLock<&[&str]> = LazyLock::new(|| FATES_OF_WORKS.entries("what is retracted"));
#[rustfmt::skip]
const VERBS: &[&str] = &["has been", "was", "is", "has now been"];
const FATES: &[(&str, NoticeKind)] = &[
    ("partially retracted", PartialRetraction),
    ("retracted", Retraction),
    ("withdrawn", Withdrawal),
    ("removed", Removal),
];

/// How the title of a notice of retraction begins.
static NOTICES: LazyLock<&[&str]> = LazyLock::new(|| FATES_OF_WORKS.entries("titles of notices"));

/// A mark of a work's fate in a text.
struct FateMark {
    start: usize,
    end: usize,
    kind: NoticeKind,
}

/// What a title says of the fate of its work, and the title without that; none where it says nothing. It holds no markup.
pub fn read_fate(title: &str) -> Option<(NoticeKind, String)> {
    let (at, opened) = find_opening(title, 0);
    let mark =
        find_front_mark(title, at).or_else(|| find_last_bracketed_mark(title)).or_else(|| find_end_mark(title))?;
    let (before, after) = (title.get(..mark.start).unwrap_or_default(), title.get(mark.end..).unwrap_or_default());
    // Quotes and the bracket that a title stands in are not its own.
    let before = if mark.start == at { "" } else { before };
    let before = before.trim_end();
    let bare =
        if after.starts_with(['.', ',', ':', ';']) { format!("{before}{after}") } else { format!("{before} {after}") };
    let bare = bare.trim().trim_end_matches([' ', '-', '–', '—', ':', ';']).trim();
    let bare = if opened && !bare.contains('[') { bare.trim_end_matches(']') } else { bare };
    let kept = if bare.chars().any(char::is_alphanumeric) { bare } else { title };
    Some((mark.kind, kept.to_owned()))
}

/// A title without what it says of the fate of its work.
pub fn strip_fate(title: &str) -> String {
    read_fate(title).map_or_else(|| title.to_owned(), |(_, bare)| bare)
}

/// Whether a title is that of a notice of retraction, and not of a work. `Retraction:` in capitals is one before a title that is not
/// in capitals itself.
pub fn is_notice(title: &str) -> bool {
    let title = title.trim_start_matches(['[', ' ', '"', '“']);
    let begins = |words: &&str| starts_with(title, words);
    let in_capitals = || title.strip_prefix("RETRACTION:").is_some_and(has_lower_case);
    let for_authors = || starts_with(title, "retraction for ") && title.to_lowercase().contains("et al");
    let lower = title.to_lowercase();
    let group = || ["(retraction of ", "[retraction of ", "[retraction]"].iter().any(|words| lower.contains(words));
    NOTICES.iter().any(begins) || in_capitals() || for_authors() || group()
}

/// Takes the marks of a work's fate out of a printed entry; gives what they say.
pub fn take_fate(entry: &mut String) -> Option<NoticeKind> {
    let (mut said, mut from) = (None, 0);
    while let Some(mark) = find_mark_in_entry(entry, from) {
        entry.replace_range(mark.start..mark.end, " ");
        said = said.or(Some(mark.kind));
        from = mark.start;
    }
    said
}

/// The first mark of a printed entry behind a place: where a sentence of it begins, or in brackets.
fn find_mark_in_entry(entry: &str, from: usize) -> Option<FateMark> {
    let starts =
        std::iter::once(0).chain(entry.match_indices(". ").chain(entry.match_indices("? ")).map(|(at, _)| at + 2));
    let starts = starts.map(|at| find_opening(entry, at).0).filter(|at| *at >= from);
    let groups = entry.match_indices(['(', '[']).map(|(at, _)| at).filter(|at| *at >= from);
    let marks = starts
        .filter_map(|at| find_front_mark(entry, at))
        .chain(groups.filter_map(|at| read_bracketed_mark(entry, at)));
    marks.chain(find_mark_before_people(entry).filter(|mark| mark.start >= from)).min_by_key(|mark| mark.start)
}

/// `Retraction:` before the people of an entry, as `Retraction: Lomax T, et al. Title.`: what it stands before is no title.
fn find_mark_before_people(entry: &str) -> Option<FateMark> {
    const WORD: &str = "retraction:";
    let (at, _) = find_opening(entry, 0);
    let rest = entry.get(at..).filter(|rest| starts_with(rest, WORD))?.get(WORD.len()..)?;
    let (family, behind) = rest.trim_start().split_once([' ', ','])?;
    let initials: String = behind.trim_start().chars().take_while(|c| c.is_uppercase() || *c == '.').collect();
    let ended = behind.trim_start().get(initials.len()..).is_some_and(|end| end.starts_with([',', ' ', ';']));
    let named = family.starts_with(char::is_uppercase) && (1..=6).contains(&initials.len()) && ended;
    let marks = rest.len() - rest.trim_start().len();
    named.then(|| FateMark { start: at, end: at + WORD.len() + marks, kind: Retraction })
}

/// A mark at the beginning of a title, with what parts it from the title: `RETRACTED: …`, `WITHDRAWN – …`, `[RETRACTED] …`.
fn find_front_mark(text: &str, at: usize) -> Option<FateMark> {
    if let Some(mark) = read_bracketed_mark(text, at) {
        return Some(mark);
    }
    let (length, kind, is_mark) = read_mark_words(text.get(at..)?)?;
    let rest = text.get(at + length..)?;
    let spaced = rest.trim_start();
    let parted = match spaced.chars().next() {
        None => true,
        Some(':' | '：' | '–' | '—' | ']' | ')') => true,
        Some('*') => spaced.trim_start_matches('*').starts_with([' ', ':']),
        Some('.' | '!') => spaced.get(1..).is_none_or(|r| r.is_empty() || r.starts_with(' ')),
        Some('-' | '|' | '/') => rest.starts_with(' ') && spaced.get(1..).is_some_and(|r| r.starts_with(' ')),
        Some('(' | '[') => true,
        // `RETRACTED ARTICLE Effects of …`: capitals alone set it off.
        Some(_) => {
            rest.starts_with(' ') && is_capitals(text.get(at..at + length)?) && has_lower_case(read_next_word(spaced))
        }
    };
    let marks = spaced.trim_start_matches([':', '：', '*', '–', '—', '-', '.', '!', '|', '/', ']', ')', ' ']);
    (is_mark && parted).then(|| FateMark { start: at, end: text.len() - marks.len(), kind })
}

/// A mark in brackets of its own: `[Retracted]`, `(Retracted article. See vol. 12, pg. 9, 2020)`.
fn read_bracketed_mark(text: &str, at: usize) -> Option<FateMark> {
    let open = text.get(at..)?.chars().next().filter(|c| matches!(c, '(' | '['))?;
    let inner = text.get(at + 1..)?;
    let (length, kind, _) = read_mark_words(inner.trim_start())?;
    let behind = inner.trim_start().get(length..)?.trim_start();
    let goes_on = ["see", "in", "by", "on", "due", "as", "from", "at", "and", "article", "paper"]
        .contains(&read_next_word(behind).to_lowercase().as_str());
    let alone = behind.starts_with([')', ']', '.', ',', ':', ';', '-', '–', '—']) || goes_on;
    let close = if open == '(' { ')' } else { ']' };
    let mut depth = 0_usize;
    let end = text.get(at..)?.char_indices().find_map(|(i, c)| {
        depth = if c == open {
            depth + 1
        } else if c == close {
            depth.saturating_sub(1)
        } else {
            depth
        };
        (depth == 0).then_some(at + i + c.len_utf8())
    });
    // `[RETRACTED: Title]`: the bracket is the title's.
    let whole = open == '[' && behind.starts_with(':');
    (alone && !whole).then(|| FateMark { start: at, end: end.unwrap_or(text.len()), kind })
}

/// A mark in the last brackets of a title.
fn find_last_bracketed_mark(title: &str) -> Option<FateMark> {
    title
        .rmatch_indices(['(', '['])
        .filter_map(|(at, _)| read_bracketed_mark(title, at))
        .find(|mark| title.get(mark.end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric)))
}

/// A mark at the end of a title, set off by a dash, a stop or capitals: `… – RETRACTED`, `…. This article has been retracted.`
fn find_end_mark(title: &str) -> Option<FateMark> {
    let end = title.trim_end_matches(['.', ' ', '!']).len();
    let text = title.get(..end)?;
    let begins = text.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8()).take(10);
    begins
        .filter_map(|at| {
            let (length, kind, is_mark) = read_mark_words(text.get(at..)?)?;
            let before = text.get(..at)?.trim_end();
            let set_off = before.ends_with(['.', '?', '–', '—', '-', ':', ';', '|'])
                || is_capitals(text.get(at..)?) && has_lower_case(before);
            (at + length == end && is_mark && set_off).then_some(FateMark { start: at, end: title.len(), kind })
        })
        .last()
}

/// The words of a mark at the beginning of a text: their length in bytes, what they say, and whether they are written as such.
fn read_mark_words(text: &str) -> Option<(usize, NoticeKind, bool)> {
    let ends = |length: usize| text.get(length..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let told = MARKS.iter().find(|(words, _)| starts_with(text, words) && ends(words.len()));
    if let Some((words, kind)) = told {
        let written = text.get(..words.len()).is_some_and(is_capitals) || !CAPITALS.contains(words);
        return Some((words.len(), *kind, written));
    }
    let sentence = |subject: &str| {
        let after = |text: &str, words: &str| starts_with(text, words).then(|| words.len() + 1);
        let at = after(text, subject)?;
        let thing = THINGS.iter().find_map(|thing| after(text.get(at..)?, thing))?;
        let verb = VERBS.iter().find_map(|verb| after(text.get(at + thing..)?, verb))?;
        let begin = at + thing + verb;
        let (words, kind) = FATES.iter().find(|(words, _)| text.get(begin..).is_some_and(|t| starts_with(t, words)))?;
        Some((begin + words.len(), *kind, true)).filter(|(length, ..)| ends(*length))
    };
    SUBJECTS.iter().find_map(|subject| sentence(subject))
}

/// Where a title begins behind quotes and a bracket that it stands in, from `from` on; and whether there is such a bracket.
fn find_opening(title: &str, from: usize) -> (usize, bool) {
    let rest = title.get(from..).unwrap_or_default();
    let bare = rest.trim_start_matches([' ', '"', '“', '‘', '*', '\'']);
    let at = from + rest.len() - bare.len();
    // A bracket around the mark alone is the mark's.
    match bare.starts_with('[') && read_bracketed_mark(title, at).is_none() {
        true => (at + 1, true),
        false => (at, false),
    }
}

fn starts_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

fn read_next_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn is_capitals(text: &str) -> bool {
    !has_lower_case(text)
}

fn has_lower_case(text: &str) -> bool {
    text.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoticeKind::Concern;

    #[test]
    fn titles_that_tell() {
        for (title, kind, bare) in [
            ("RETRACTED: Cold feet", Retraction, "Cold feet"),
            ("Retracted: Cold feet", Retraction, "Cold feet"),
            ("RETRACTED ARTICLE: Cold feet", Retraction, "Cold feet"),
            ("RETRACTED. Cold feet", Retraction, "Cold feet"),
            ("RETRACTED – Cold feet", Retraction, "Cold feet"),
            ("RETRACTED—Cold feet", Retraction, "Cold feet"),
            ("RETRACTED - Cold feet", Retraction, "Cold feet"),
            ("RETRACTED ARTICLE Cold feet", Retraction, "Cold feet"),
            ("RETRACTED：Cold feet", Retraction, "Cold feet"),
            ("*RETRACTED* Cold feet", Retraction, "Cold feet"),
            ("TEMPORARY WITHDRAWAL: Cold feet", Withdrawal, "Cold feet"),
            ("[RETRACTED] Cold feet", Retraction, "Cold feet"),
            ("[Retracted Article] Cold feet", Retraction, "Cold feet"),
            ("[RETRACTED: Cold feet]", Retraction, "Cold feet"),
            ("(RETRACTED) Cold feet", Retraction, "Cold feet"),
            ("“RETRACTED: Cold feet", Retraction, "Cold feet"),
            ("Article retracted: Cold feet", Retraction, "Cold feet"),
            ("This article has been retracted: Cold feet", Retraction, "Cold feet"),
            ("This paper was withdrawn: Cold feet", Withdrawal, "Cold feet"),
            ("Cold feet. This article has been retracted.", Retraction, "Cold feet."),
            ("This article has been retracted", Retraction, "This article has been retracted"),
            ("Cold feet (Retracted article. See vol. 12, pg. 9, 2020)", Retraction, "Cold feet"),
            ("Cold feet (Retracted Article)", Retraction, "Cold feet"),
            ("Cold feet (in winter) [Retracted]", Retraction, "Cold feet (in winter)"),
            ("Cold feet [RETRACTED ARTICLE].", Retraction, "Cold feet."),
            ("Cold feet – RETRACTED", Retraction, "Cold feet"),
            ("Cold feet: Retracted", Retraction, "Cold feet"),
            ("Cold feet RETRACTED", Retraction, "Cold feet"),
            ("WITHDRAWN: Cold feet", Withdrawal, "Cold feet"),
            ("WITHDRAWN – Cold feet", Withdrawal, "Cold feet"),
            ("Withdrawn: Cold feet", Withdrawal, "Cold feet"),
            ("REMOVED: Cold feet", Removal, "Cold feet"),
            ("TEMPORARY REMOVAL: Cold feet", Removal, "Cold feet"),
            ("Article removed: Cold feet", Removal, "Cold feet"),
            ("Partially retracted: Cold feet", PartialRetraction, "Cold feet"),
            ("Cold feet (Publication with Expression of Concern. See vol. 3, 2021)", Concern, "Cold feet"),
        ] {
            assert_eq!(read_fate(title), Some((kind, bare.to_owned())), "{title}");
            assert!(!is_notice(title), "{title}");
        }
    }

    #[test]
    fn titles_that_are_titles() {
        for title in [
            "Retraction: its role in hip surgery",
            "RETRACTION: ITS ROLE IN HIP SURGERY",
            "Retracted eardrums in children",
            "Retracted-state models of muscle",
            "Withdrawn children: a study",
            "Withdrawal: signs in newborns",
            "Removed from home: children in care",
            "Removed: a history of displaced villages",
            "Temporary removal: when to take a drain out",
            "Removal of wisdom teeth",
            "When articles are retracted",
            "Why papers have been withdrawn",
            "The eardrum (retracted in one child of ten?)",
            "Care of the foreskin (retracted foreskin included)",
            "Cold feet",
            "",
        ] {
            let told = read_fate(title);
            // Of brackets that go on as those of registries do, nobody can know.
            assert_eq!(told.filter(|_| !title.contains("retracted in")), None, "{title}");
            assert!(!is_notice(title), "{title}");
        }
    }

    #[test]
    fn titles_of_notices() {
        for title in [
            "Retraction note to: Cold feet",
            "Retraction Notice: Cold feet",
            "RETRACTION: Cold feet",
            "Notice of retraction",
            "Statement of Retraction: Cold feet",
            "Retraction for Webb et al., Cold feet",
            "Cold feet (Retraction of vol 8, pg 12, 2015)",
            "Cold feet [Retraction]",
        ] {
            assert_eq!((read_fate(title), is_notice(title)), (None, true), "{title}");
        }
    }

    #[test]
    fn marks_are_taken_out_of_printed_entries() {
        for (entry, rest, said) in [
            ("Webb A. RETRACTED: Cold feet. Foot. 2009;1:2.", "Webb A.  Cold feet. Foot. 2009;1:2.", Some(Retraction)),
            (
                "Webb A. Cold feet (Retracted article. See vol. 3). Foot.",
                "Webb A. Cold feet  . Foot.",
                Some(Retraction),
            ),
            ("Webb A. REMOVED: Cold feet. Foot. 2009;1:2.", "Webb A.  Cold feet. Foot. 2009;1:2.", Some(Removal)),
            ("Webb A. Cold feet. Foot. 2009. Retracted.", "Webb A. Cold feet. Foot. 2009.  ", Some(Retraction)),
            ("Retraction: Webb A, Cole P. Cold feet. Foot.", "Webb A, Cole P. Cold feet. Foot.", Some(Retraction)),
            ("Retraction: Webb, A. B. (2009). Cold feet.", "Webb, A. B. (2009). Cold feet.", Some(Retraction)),
            ("Retraction: Hip surgery in children. Foot.", "Retraction: Hip surgery in children. Foot.", None),
            ("Webb A. Retraction: its role. Foot.", "Webb A. Retraction: its role. Foot.", None),
            ("Webb A. Retracted eardrums. Foot.", "Webb A. Retracted eardrums. Foot.", None),
        ] {
            let mut text = entry.to_owned();
            let told = take_fate(&mut text);
            let words = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".");
            assert_eq!((told, words(&text)), (said, words(rest)), "{entry}");
        }
    }
}
