//! Bylines: dates of update and review, who wrote and who reviewed, with credentials, and the biographies behind.

mod dates;
mod labels;
mod lines;
mod parts;
mod people;

use self::dates::is_review_due;
pub(super) use self::dates::split_leading_date;
use self::labels::{Label, find_label, split_segments};
use self::parts::{BylinePart, read_continuation, read_part};
pub(super) use self::people::{is_credential, read_people};
use self::people::{is_occupation, read_credentialled_person};
use super::PrintedPerson;
use super::day_order::DayOrder;
use crate::model::{BlockKind, PartialDate, Role};
use crate::read::entry::Note;
use crate::read::piece::Piece;

/// What the bylines of an article say.
#[derive(Debug, Clone, Default)]
pub(super) struct Byline {
    pub(super) updated_on: Option<PartialDate>,
    pub(super) last_reviewed_on: Option<PartialDate>,
    /// The day of publication, which stands for that of an update where none is told.
    pub(super) published_on: Option<PartialDate>,
    pub(super) people: Vec<PrintedPerson>,
    /// The day of a review that may be the last or the next.
    review_on: Option<PartialDate>,
    /// How dates were read that are two days.
    pub(super) notes: Vec<Note>,
}

/// A longer line is prose, in characters.
const LONGEST: usize = 300;

/// Reads the bylines among the pieces and marks them, and what belongs to them, as `About`.
pub(super) fn read(pieces: &mut [Piece], days: &DayOrder) -> Byline {
    let mut byline = Byline::default();
    let mut last_role = None;
    let mut is_before_text = true;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let text = days.rewrite_dates(piece.text()).into_owned();
        let eligible =
            matches!(piece.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Item | BlockKind::Quote);
        let mut taken = 0;
        if eligible && text.chars().count() <= LONGEST {
            // Who stands under the title without a word wrote the text.
            let unsaid = if is_before_text { Role::Author } else { Role::Reviewer };
            let mut role = last_role.unwrap_or(unsaid);
            let is_dateline = is_before_text || at + 1 == pieces.len();
            // The label of a field, and its value under it.
            let dated = || Some(format!("{text}: {}", days.rewrite_dates(pieces.get(at + 1)?.text())));
            if let Some(people) = lines::read_field(pieces, at) {
                taken = 1 + people.len();
                last_role = people.last().map(|person| person.role);
                add(&mut byline, people);
            } else if let Some(named) = read_line(&text, &mut byline) {
                last_role = named.or(last_role);
                taken = 1;
            } else if let Some((authors, date)) = lines::read_authors(pieces, at, days) {
                byline.published_on = byline.published_on.or(date);
                add(&mut byline, authors);
                taken = 1;
            } else if is_dateline && let Some(date) = lines::read_day(piece, &text) {
                byline.published_on = byline.published_on.or(Some(date));
                taken = 1;
            } else if is_bare_date_label(&text) && dated().is_some_and(|both| read_line(&both, &mut byline).is_some()) {
                taken = 2;
            } else if let Some(person) = read_credentialled_person(&text, role) {
                taken = 1 + read_following_lines(pieces.get(at + 1..).unwrap_or_default(), &person, &mut role);
                add(&mut byline, vec![PrintedPerson { role, ..person }]);
                last_role = last_role.map(|_| role);
            }
        }
        let is_property = piece.kind == BlockKind::Row && is_before_text && lines::is_property(piece);
        if is_property && read_line(&text, &mut byline).is_some() {
            taken = 1;
        }
        is_before_text = is_before_text && (taken > 0 || !lines::begins_text(piece));
        for piece in pieces.iter_mut().skip(at).take(taken) {
            byline.notes.extend(days.describe_doubt(piece.text()).map(|doubt| Note::new(piece.line.place(), doubt)));
            piece.kind = BlockKind::About;
            piece.level = 0;
        }
        at += taken.max(1);
    }
    let made = byline.published_on.into_iter().chain(byline.updated_on);
    byline.review_on = byline.review_on.filter(|review| !made.clone().any(|made| is_review_due(made, *review)));
    byline.last_reviewed_on = byline.last_reviewed_on.or(byline.review_on);
    byline
}

/// Whether a line is nothing but the label of a date: `Last reviewed`.
fn is_bare_date_label(text: &str) -> bool {
    let is_date = |label: Label| {
        matches!(label, Label::Updated | Label::Reviewed | Label::Review | Label::Published | Label::Next)
    };
    find_label(text).is_some_and(|found| is_date(found.label) && found.rest.is_empty() && text.split(' ').count() > 1)
}

/// Reads a line whose first part is a byline; answers the role of the people that it speaks of last, if of any.
fn read_line(text: &str, byline: &mut Byline) -> Option<Option<Role>> {
    // A label stands first, or a day and how long it takes to read, which have figures.
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if find_label(words).is_none() && !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let parts = split_segments(text);
    // "Mar 3 Written by Ann Poe": the date stands before.
    let asides = parts.iter().take(2).take_while(|part| lines::is_aside(part)).count();
    let day = parts.iter().take(asides).find_map(|part| lines::find_day(part));
    let parts = parts.get(asides..).unwrap_or_default();
    let ended = text.trim_end().ends_with('.');
    let first = read_part(parts.first()?, ended && parts.len() == 1)?;
    // One property alone may be a line of prose: "Status: 40% of adults …".
    let mut labels = parts.iter().filter_map(|part| find_label(part)).map(|found| found.label);
    if labels.next() == Some(Label::Property) && labels.next().is_none() {
        return None;
    }
    let mut role = first.role;
    byline.published_on = byline.published_on.or(day);
    let mut take = |part: BylinePart, role: &mut Option<Role>| {
        *role = part.role.or(*role);
        add(byline, part.people);
        byline.updated_on = byline.updated_on.or(part.updated_on);
        byline.last_reviewed_on = byline.last_reviewed_on.or(part.reviewed_on);
        byline.published_on = byline.published_on.or(part.published_on);
        byline.review_on = byline.review_on.or(part.review_on);
    };
    take(first, &mut role);
    for text in parts.iter().skip(1) {
        let part = read_part(text, true).or_else(|| read_continuation(text, role));
        if let Some(part) = part {
            take(part, &mut role);
        }
    }
    Some(role)
}

fn add(byline: &mut Byline, people: Vec<PrintedPerson>) {
    for person in people {
        // Two people may have one name; their credentials tell them apart.
        let is_same = |p: &PrintedPerson| {
            let agree = p.credentials.is_none() || person.credentials.is_none() || p.credentials == person.credentials;
            p.name == person.name && p.role == person.role && agree
        };
        if !byline.people.iter().any(is_same) {
            byline.people.push(person);
        }
    }
}

/// Behind a person: a line that says what they do, and a biography.
fn read_following_lines(behind: &[Piece], person: &PrintedPerson, role: &mut Role) -> usize {
    let mut taken = 0;
    let family = person.name.rsplit(' ').next().unwrap_or_default();
    let plain = |p: &Piece| matches!(p.kind, BlockKind::Paragraph | BlockKind::Heading);
    if let Some(line) = behind.first().filter(|p| {
        plain(p)
            && p.text().split_whitespace().count() <= 10
            && !p.text().ends_with('.')
            && read_credentialled_person(p.text(), *role).is_none()
            && (!p.gap || is_occupation(p.text()))
    }) {
        let lower = line.text().to_lowercase();
        let is_about = |words: &&(&str, Role)| lower.contains(words.0);
        ROLE_WORDS.iter().find(is_about).into_iter().for_each(|(_, named)| *role = *named);
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

/// What a line behind a name may say that the person is.
#[rustfmt::skip]
const ROLE_WORDS: &[(&str, Role)] = &[
    ("fact checker", Role::Editor), ("fact-checker", Role::Editor), ("reviewer", Role::Reviewer), ("editor", Role::Editor),
    ("author", Role::Author), ("writer", Role::Author),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    fn read_lines(lines: &[&str]) -> (Byline, Vec<BlockKind>) {
        let mut pieces: Vec<Piece> = lines
            .iter()
            .map(|l| Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: l, line: 1, column: 1 }])))
            .collect();
        let byline = read(&mut pieces, &DayOrder::default());
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
    fn labels_stand_over_their_values_and_properties_in_a_row() {
        let (b, kinds) = read_lines(&["Last reviewed", "30 September 2024", "Next review due", "30 September 2027"]);
        assert_eq!(b.last_reviewed_on.map(|d| d.to_string()).as_deref(), Some("2024-09-30"));
        assert!(kinds.iter().all(|kind| *kind == BlockKind::About), "{kinds:?}");
        let line =
            "Created: March 4, 2024 10:12 AM Owner: Bo Roe Reviewed by: Dr. Ada Poe, MD (March 2025) Status: Done";
        let (b, kinds) = read_lines(&[line]);
        let people: Vec<_> = b.people.iter().map(|p| (p.name.as_str(), p.role)).collect();
        assert_eq!((people, kinds), (vec![("Ada Poe", Role::Reviewer)], vec![BlockKind::About]));
        assert_eq!(b.last_reviewed_on.map(|d| d.to_string()).as_deref(), Some("2025-03"));
        for line in ["Status: 40% of adults have it.", "Created for people of 40 and more", "Last reviewed"] {
            assert_eq!(read_lines(&[line]).1, [BlockKind::Paragraph], "{line}");
        }
    }

    #[test]
    fn days_of_publication_stand_in_for_updates() {
        for (line, want) in [
            ("Published: 4 November 2024", "- 2024-11-04"),
            ("Published on 4 November 2024", "- 2024-11-04"),
            ("Date: August 30, 2025", "- 2025-08-30"),
            ("14 November 2025", "- 2025-11-14"),
            ("Oct. 22, 2025 · 5 min read", "- 2025-10-22"),
            ("Ann Poe, 12 January 2026", "- 2026-01-12"),
            ("First published May 2019, revised 8 December 2025", "2025-12-08 2019-05"),
            ("As of: 2 March 2026", "2026-03-02 -"),
            ("This page was last edited on 11 February 2026, at 09:14 (UTC).", "2026-02-11 -"),
            ("Published: Nov 4, 2024 | Updated: Jan 5, 2025", "2025-01-05 2024-11-04"),
            ("Publicado el 4 de marzo de 2025", "- 2025-03-04"),
            ("Par Ann Poe – mis à jour le 12 avril 2025", "2025-04-12 -"),
            ("In 2025", "- -"),
            ("2025", "- -"),
            ("Data: 2019 survey of adults", "- -"),
            ("As of 2024, more walk", "- -"),
        ] {
            let mut pieces: Vec<Piece> = ["Sore knees", line, "They pass."]
                .iter()
                .map(|l| Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: l, line: 1, column: 1 }])))
                .collect();
            pieces.iter_mut().take(1).for_each(|title| title.kind = BlockKind::Title);
            let byline = read(&mut pieces, &DayOrder::default());
            let day = |date: Option<PartialDate>| date.map_or("-".to_owned(), |date| date.to_string());
            assert_eq!(format!("{} {}", day(byline.updated_on), day(byline.published_on)), want, "{line}");
            assert_eq!(pieces.get(1).map(|p| p.kind == BlockKind::About), Some(want != "- -"), "{line}");
        }
    }

    #[test]
    fn names_under_the_title_wrote_the_text() {
        for (lines, want) in [
            (vec!["Ann Poe, OD"], "Ann Poe author"),
            (vec!["Ann Poe, MD; Bo Roe, PharmD"], "Ann Poe author; Bo Roe author"),
            (vec!["Reviewed by", "Dr Ann Poe, consultant surgeon"], "Ann Poe reviewer"),
            (vec!["Text: Bo Roe, midwife. Last updated: 17 August 2025"], "Bo Roe author"),
            (vec!["Text: Bo Roe | Medical check: Dr Ann Poe"], "Bo Roe author; Ann Poe reviewer"),
            (vec!["Por Dra. Ana Poe Gil · Revisado por Dr. Bo Roe Paz"], "Ana Poe Gil author; Bo Roe Paz reviewer"),
            (vec!["Par Ann Poe, sage-femme – relu par le Dr Bo Roe"], "Ann Poe author; Bo Roe reviewer"),
            (
                vec!["Autorin: Dr. med. Ann Poe | Fachlich geprüft von Prof. Dr. Bo Roe"],
                "Ann Poe author; Bo Roe reviewer",
            ),
            (vec!["Revisado por Dra. Ana Poe em 12 de janeiro de 2026"], "Ana Poe reviewer"),
            (vec!["Por qué duele"], ""),
            (vec!["Swimming, MRI"], ""),
        ] {
            let lines = [vec!["Sore knees"], lines.clone()].concat();
            let mut pieces: Vec<Piece> = lines
                .iter()
                .map(|l| Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: l, line: 1, column: 1 }])))
                .collect();
            pieces.iter_mut().take(1).for_each(|title| title.kind = BlockKind::Title);
            let byline = read(&mut pieces, &DayOrder::default());
            let people: Vec<String> = byline.people.iter().map(|p| format!("{} {}", p.name, p.role)).collect();
            assert_eq!(people.join("; "), want, "{lines:?}");
        }
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

    #[test]
    fn lines_as_they_are_printed() {
        for (line, on, named) in [
            ("Page last reviewed: 2 May 2026 Next review due: 2 May 2029", "2026-05-02", ""),
            ("Last reviewed: 2 May 2026 by Dr Ada Poe, MD", "2026-05-02", "Ada Poe (MD) reviewer"),
            ("Last reviewed by Ada Poe, MD, 2 May 2026", "2026-05-02", "Ada Poe (MD) reviewer"),
            (
                "Medically reviewed by Dr. Ada Poe (MBBS, MRCGP) — 2 May 2026",
                "2026-05-02",
                "Ada Poe (MBBS, MRCGP) reviewer",
            ),
            ("Reviewed by: Dr Ada Poe MBBS MRCGP, 2 May 2026", "2026-05-02", "Ada Poe (MBBS, MRCGP) reviewer"),
            ("This page was last reviewed on 2 May 2026.", "2026-05-02", ""),
            ("Last reviewed May 2026. Next review due May 2029.", "2026-05", ""),
            ("Date of last review: 2 May 2026", "2026-05-02", ""),
            ("Review date: 2 May 2026", "2026-05-02", ""),
            ("Reviewed May 2026", "2026-05", ""),
            ("Content reviewed by Ada Poe, MD", "-", "Ada Poe (MD) reviewer"),
            ("Written by Bo Roe. Medically reviewed by Ada Poe, MD.", "-", "Bo Roe (-) author; Ada Poe (MD) reviewer"),
            (
                "By Bo Roe. Reviewed by Ada Poe, PT, on May 3, 2026.",
                "2026-05-03",
                "Bo Roe (-) author; Ada Poe (PT) reviewer",
            ),
            ("By Bo Roe, reviewed by Ada Poe, PT", "-", "Bo Roe (-) author; Ada Poe (PT) reviewer"),
            (
                "Written by Bo Roe · Medically reviewed by Ada Poe, PT, DPT, OCS · Updated May 3, 2026",
                "-",
                "Bo Roe (-) author; Ada Poe (PT, DPT, OCS) reviewer",
            ),
            (
                "Written by Bo Roe and Cy Lee and medically reviewed by Ada Poe, MD (May 2026)",
                "2026-05",
                "Bo Roe (-) author; Cy Lee (-) author; Ada Poe (MD) reviewer",
            ),
            ("Last updated: 2024-03-01 by Ada Poe", "-", "Ada Poe (-) editor"),
            ("Fact checked by Ada Poe", "-", "Ada Poe (-) editor"),
            (
                "Medically reviewed by Ada Poe, MD | Fact-checked by Bo Roe, PhD",
                "-",
                "Ada Poe (MD) reviewer; Bo Roe (PhD) editor",
            ),
            ("Reviewed by Ada Poe, MD, and Ada Poe, PT", "-", "Ada Poe (MD) reviewer; Ada Poe (PT) reviewer"),
            ("Author: Bo Roe, RN. Reviewer: Ada Poe, MD", "-", "Bo Roe (RN) author; Ada Poe (MD) reviewer"),
            ("Reviewed by Ada Poe on 3 May 2026", "2026-05-03", "Ada Poe (-) reviewer"),
            (
                "Updated by: Ada Poe, MD, Hand Fellow, Invented Hospital, Boston, MA. Also reviewed by Bo Roe, MD, Medical Director.",
                "-",
                "Ada Poe (MD) editor; Bo Roe (MD) reviewer",
            ),
            ("Reviewed by Ada Poe, MD, Pain Management", "-", "Ada Poe (MD) reviewer"),
            (
                "Reviewed by Ada Poe, MD, Bo Roe, PT and Cy Lee",
                "-",
                "Ada Poe (MD) reviewer; Bo Roe (PT) reviewer; Cy Lee (-) reviewer",
            ),
            ("Author: Sr. Ada Poe, RN", "-", "Ada Poe (RN) author"),
        ] {
            let (b, kinds) = read_lines(&[line]);
            let people: Vec<String> = b
                .people
                .iter()
                .map(|p| format!("{} ({}) {}", p.name, p.credentials.as_deref().unwrap_or("-"), p.role))
                .collect();
            assert_eq!(b.last_reviewed_on.map_or("-".to_owned(), |d| d.to_string()), on, "{line}");
            assert_eq!(people.join("; "), named, "{line}");
            assert_eq!(kinds, [BlockKind::About], "{line}");
        }
    }
}
