//! Bylines: dates of update and review, who wrote and who reviewed, with credentials, and the biographies behind.

use super::PrintedPerson;
use crate::model::{BlockKind, PartialDate, Role};
use crate::read::piece::Piece;

/// What the bylines of an article say.
#[derive(Debug, Clone, Default)]
pub(super) struct Byline {
    pub(super) updated_on: Option<PartialDate>,
    pub(super) last_reviewed_on: Option<PartialDate>,
    pub(super) people: Vec<PrintedPerson>,
}

const UPDATED: [&str; 8] = [
    "page last updated",
    "last updated",
    "date updated",
    "updated on",
    "last modified",
    "last revised",
    "updated",
    "revised",
];
const REVIEWED: [&str; 9] = [
    "page last reviewed",
    "last medically reviewed",
    "last reviewed",
    "medically reviewed on",
    "clinically reviewed on",
    "date reviewed",
    "reviewed on",
    "medically reviewed",
    "reviewed",
];
const PUBLISHED: [&str; 5] = ["published on", "date published", "first published", "published", "posted on"];
const ROLES: [(&str, Role); 22] = [
    ("medically reviewed by", Role::Reviewer),
    ("clinically reviewed by", Role::Reviewer),
    ("medical reviewer", Role::Reviewer),
    ("clinical reviewer", Role::Reviewer),
    ("fact checked by", Role::Reviewer),
    ("fact-checked by", Role::Reviewer),
    ("reviewed by", Role::Reviewer),
    ("reviewers", Role::Reviewer),
    ("reviewer", Role::Reviewer),
    ("expert review by", Role::Reviewer),
    ("edited by", Role::Editor),
    ("approved by", Role::Editor),
    ("medically approved by", Role::Editor),
    ("editor", Role::Editor),
    ("written by", Role::Author),
    ("authored by", Role::Author),
    ("words by", Role::Author),
    ("authors", Role::Author),
    ("author", Role::Author),
    ("writer", Role::Author),
    ("story by", Role::Author),
    ("by", Role::Author),
];

/// Reads the bylines among the pieces and marks them, and what belongs to them, as `About`.
pub(super) fn read(pieces: &mut [Piece]) -> Byline {
    let mut byline = Byline::default();
    let mut role = Role::Reviewer;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let text = piece.text().to_owned();
        let eligible =
            matches!(piece.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Item | BlockKind::Quote);
        let mut taken = 0;
        if eligible && text.chars().count() <= 200 {
            if let Some(named) = labelled_people(&text) {
                role = named.0;
                // "Medically reviewed by Jane Roe, MD — Written by Sam Poe — Updated on May 3, 2024"
                let others = text.split(['—', '|', '•', ';']).skip(1).filter_map(labelled_people);
                add(&mut byline, named.1);
                others.for_each(|(_, people)| add(&mut byline, people));
                dates(&text, &mut byline);
                taken = 1;
            } else if dates(&text, &mut byline) {
                taken = 1;
            } else if let Some(person) = credentialled(&text, role) {
                taken = 1 + follow(pieces.get(at + 1..).unwrap_or_default(), &person, &mut role);
                add(&mut byline, vec![PrintedPerson { role, ..person }]);
            }
        }
        for piece in pieces.iter_mut().skip(at).take(taken) {
            piece.kind = BlockKind::About;
            piece.level = 0;
        }
        at += taken.max(1);
    }
    byline
}

fn add(byline: &mut Byline, people: Vec<PrintedPerson>) {
    for person in people {
        if !byline.people.iter().any(|p| p.name == person.name && p.role == person.role) {
            byline.people.push(person);
        }
    }
}

/// Behind a person: a line that says what they do, and a biography.
fn follow(behind: &[Piece], person: &PrintedPerson, role: &mut Role) -> usize {
    let mut taken = 0;
    let family = person.name.rsplit(' ').next().unwrap_or_default();
    let plain = |p: &Piece| matches!(p.kind, BlockKind::Paragraph | BlockKind::Heading);
    if let Some(line) = behind.first().filter(|p| {
        plain(p)
            && p.text().split_whitespace().count() <= 10
            && !p.text().ends_with('.')
            && credentialled(p.text(), *role).is_none()
            && (!p.gap || is_occupation(p.text()))
    }) {
        let lower = line.text().to_lowercase();
        if let Some((_, named)) =
            ROLES.iter().take(21).find(|(label, _)| !label.ends_with(" by") && lower.contains(label))
        {
            *role = *named;
        }
        taken = 1;
    }
    let biography = behind.get(taken).filter(|p| plain(p)).is_some_and(|p| {
        let start: String = p.text().split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        start.contains(family)
            && (p.text().contains(" is ")
                || p.text().contains(" has ")
                || p.text().contains(" specializes ")
                || p.text().contains(" specialises "))
    });
    taken + usize::from(biography)
}

fn is_occupation(text: &str) -> bool {
    const OCCUPATIONS: [&str; 14] = [
        "therapist",
        "physician",
        "doctor",
        "nurse",
        "reviewer",
        "author",
        "editor",
        "writer",
        "surgeon",
        "dietitian",
        "psychologist",
        "professor",
        "pharmacist",
        "midwife",
    ];
    let lower = text.to_lowercase();
    OCCUPATIONS.iter().any(|o| lower.contains(o))
}

/// The text behind a label at its head; a label ends at a word's end.
fn after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let head = text.get(..label.len())?;
    let rest = text.get(label.len()..)?;
    (head.eq_ignore_ascii_case(label) && !rest.starts_with(char::is_alphanumeric))
        .then(|| rest.trim_start_matches([':', ' ', '–', '—', '-']))
}

/// Dates in a byline, each behind its label: `Last Updated: Jun 30, 2025 | Reviewed on May 3, 2024`.
fn dates(text: &str, byline: &mut Byline) -> bool {
    let mut found = false;
    for part in text.split(['|', '•', '·', ';']).flat_map(|p| p.split(" – ")).flat_map(|p| p.split(" — ")) {
        let part = part.trim();
        let read = |labels: &[&str]| labels.iter().find_map(|l| after(part, l)).and_then(leading_date);
        if let Some(date) = read(&UPDATED) {
            byline.updated_on.get_or_insert(date);
            found = true;
        } else if let Some(date) = read(&REVIEWED).or_else(|| {
            labelled_people(part)
                .filter(|p| p.0 == Role::Reviewer)
                .and_then(|_| part.rsplit_once(" on "))
                .and_then(|(_, d)| leading_date(d))
        }) {
            byline.last_reviewed_on.get_or_insert(date);
            found = true;
        } else if read(&PUBLISHED).is_some() {
            found = true;
        }
    }
    found
}

/// The date at the head of a string, which holds little else.
fn leading_date(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_start_matches("on ").trim_end_matches('.');
    let words: Vec<&str> = text.split_whitespace().collect();
    let longest = (1..=words.len().min(4))
        .rev()
        .find_map(|n| Some((n, words.get(..n)?.join(" ").trim_end_matches([',', '.']).parse().ok()?)))?;
    (words.len() - longest.0 <= 4).then_some(longest.1)
}

/// `Medically reviewed by Jane Roe, MD, and John Poe, PT — Updated …`; no people where a phrase stands instead of names.
fn labelled_people(text: &str) -> Option<(Role, Vec<PrintedPerson>)> {
    let text = text.trim_start_matches(['—', '–', '-', ' ']);
    let (label, role, rest) = ROLES.iter().find_map(|(l, r)| Some((*l, *r, after(text, l)?)))?;
    let colon = text.get(label.len()..).is_some_and(|t| t.trim_start().starts_with(':'));
    let rest = rest.split([';', '|', '—', '–']).next().unwrap_or(rest);
    let rest = rest.split_once(" on ").filter(|(_, d)| leading_date(d).is_some()).map_or(rest, |(names, _)| names);
    let named = people(rest.trim_end_matches(['.', ',', ' ']), role);
    let header =
        named.is_empty() && !text.ends_with('.') && label.ends_with(" by") && rest.split_whitespace().count() <= 8;
    let bare_label = rest.is_empty() && (colon || label != "by");
    (!named.is_empty() && (colon || label.ends_with("by")) || header || (bare_label && !label.ends_with("by")))
        .then_some((role, named))
}

/// People in a string: `Ann Poe, RN and Jane Roe, MD, PhD`.
pub(super) fn people(text: &str, role: Role) -> Vec<PrintedPerson> {
    let mut out: Vec<PrintedPerson> = Vec::new();
    for part in text.replace(" and ", ", ").replace(" & ", ", ").split(',') {
        let part = part.trim();
        if is_credential(part) {
            if let Some(last) = out.last_mut() {
                let before = last.credentials.take();
                last.credentials = Some(before.map_or_else(|| part.to_owned(), |b| format!("{b}, {part}")));
            }
        } else if is_name(part) {
            let name = part.trim_start_matches("Dr. ").trim_start_matches("Dr ").to_owned();
            out.push(PrintedPerson { name, credentials: None, role });
        } else if !part.is_empty() {
            break;
        }
    }
    out
}

/// A line that is one name with credentials.
fn credentialled(text: &str, role: Role) -> Option<PrintedPerson> {
    let (name, credentials) = text.split_once(',')?;
    let all = credentials.split(',').all(|c| is_credential(c.trim()));
    (all && is_name(name)).then(|| people(text, role)).and_then(|p| p.into_iter().next())
}

/// `PT`, `DPT`, `PhD`, `M.D.`, `FACP`, `MSc`.
pub(super) fn is_credential(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let words = text.split_whitespace().count();
    capitals >= 2
        && words <= 2
        && text.chars().count() <= 14
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ' ' | '/' | '(' | ')'))
        && text.split_whitespace().all(|w| {
            w.chars().filter(|c| c.is_uppercase()).count() * 2 >= w.chars().filter(|c| c.is_alphabetic()).count()
        })
}

/// Two to four capitalised words, perhaps with initials and particles between.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    let particle = |w: &str| matches!(w, "van" | "von" | "de" | "der" | "den" | "la" | "del" | "da" | "di" | "al");
    const NOT_NAMES: [&str; 10] = ["the", "our", "your", "a", "an", "team", "staff", "health", "editors", "clinic"];
    (2..=5).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && words.iter().all(|w| capital(w) || particle(w))
        && words.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')))
        && !words.iter().any(|w| NOT_NAMES.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    fn read_lines(lines: &[&str]) -> (Byline, Vec<BlockKind>) {
        let mut pieces: Vec<Piece> = lines
            .iter()
            .map(|l| Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: l, line: 1, column: 1 }])))
            .collect();
        let byline = read(&mut pieces);
        (byline, pieces.iter().map(|p| p.kind).collect())
    }

    #[test]
    fn dates_and_people_of_bylines() {
        let (b, kinds) = read_lines(&[
            "Last Updated: Jun 30, 2025",
            "Medically reviewed by Jane Roe, MD, PhD, on May 3, 2024",
            "By Ann van Poe",
        ]);
        assert_eq!(b.updated_on.map(|d| d.to_string()).as_deref(), Some("2025-06-30"));
        assert_eq!(b.last_reviewed_on.map(|d| d.to_string()).as_deref(), Some("2024-05-03"));
        let people: Vec<_> = b.people.iter().map(|p| (p.name.as_str(), p.credentials.as_deref(), p.role)).collect();
        assert_eq!(people, [("Jane Roe", Some("MD, PhD"), Role::Reviewer), ("Ann van Poe", None, Role::Author)]);
        assert!(kinds.iter().all(|k| *k == BlockKind::About));
    }

    #[test]
    fn several_bylines_in_one_line() {
        let (b, _) = read_lines(&["Medically reviewed by Jane Roe, MD — Written by Sam Poe — Updated on May 3, 2024"]);
        let people: Vec<_> = b.people.iter().map(|p| (p.name.as_str(), p.role)).collect();
        assert_eq!(people, [("Jane Roe", Role::Reviewer), ("Sam Poe", Role::Author)]);
        assert_eq!(b.updated_on.map(|d| d.to_string()).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        let (b, kinds) = read_lines(&[
            "By week 20, most people notice it.",
            "Updated guidance from 2020 says to keep moving.",
            "Reviewed studies differ in size.",
            "Swimming, MRI",
            "By walking more you can ease the pain",
        ]);
        assert!(b.people.is_empty() && b.updated_on.is_none(), "{b:?}");
        assert_eq!(kinds.iter().filter(|k| **k == BlockKind::About).count(), 0, "{kinds:?}");
    }
}
