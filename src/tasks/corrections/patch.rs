//! Corrections as a file: what the registries say of each, and a unified diff that `git apply` and `patch` take. Its first part
//! is remarks, which both pass over.

use super::{Correction, SourceChange};
use crate::text::make_visible;
use crate::text::places::name_place;
use jiff::civil::Date;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The first line, up to the day.
const BEGINNING: &str = "# What the registries would correct";

/// A file with lines, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path from where the diff is to be applied.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Whether a file that begins so was written by us.
pub fn is_patch(beginning: &[u8]) -> bool {
    beginning.starts_with(BEGINNING.as_bytes())
}

/// The file of corrections. `files` are the articles' files by the paths that corrections name; what stands otherwise there
/// than it was read is left to a person.
pub fn make_patch(corrections: &[Correction], files: &BTreeMap<String, SourceFile>, today: Date) -> String {
    let mut changed: BTreeMap<&str, Vec<&SourceChange>> = BTreeMap::new();
    let (mut made, mut left) = (Vec::new(), Vec::new());
    for correction in corrections {
        let file = correction.file.as_deref().and_then(|file| files.get_key_value(file));
        match (file, &correction.change) {
            (Some((name, file)), Some(change)) if place_of(change, &file.text).is_some() => {
                changed.entry(name).or_default().push(change);
                made.push(correction);
            }
            _ => left.push(correction),
        }
    }
    let mut out = format!("{BEGINNING}, as of {today}. Nothing has been changed.\n");
    if corrections.is_empty() {
        out.push_str("# They correct nothing.\n");
    }
    list(
        &mut out,
        "Changed by the diff below: git apply FILE, or patch -p1 < FILE, at the top of the repository.",
        &made,
    );
    list(&mut out, "For a person to look at:", &left);
    for (name, changes) in changed {
        if let Some(file) = files.get(name) {
            out.push_str(&write_diff(file, &changes));
        }
    }
    out
}

/// Corrections as a table, each line a remark.
fn list(out: &mut String, title: &str, corrections: &[&Correction]) {
    if corrections.is_empty() {
        return;
    }
    let _ = write!(out, "#\n# {title}\n# where | entry | what | printed | registered | source | heard\n");
    for correction in corrections {
        let place = match (&correction.file, correction.line) {
            (Some(file), Some(line)) => name_place(file, line, 1),
            (Some(file), None) => file.clone(),
            (None, _) => String::new(),
        };
        let heard = correction.heard_at.map(|at| at.to_string()).unwrap_or_default();
        let cells = [
            &place,
            &correction.address,
            &correction.field,
            &correction.printed,
            &correction.registered,
            &correction.source,
            &heard,
        ];
        let cells: Vec<String> = cells.into_iter().map(|cell| write_cell(cell)).collect();
        let _ = writeln!(out, "# {}", cells.join(" | "));
    }
}

/// A value in a table: one line, whose bars are its own.
fn write_cell(text: &str) -> String {
    match make_visible(text).trim() {
        "" => "-".to_owned(),
        shown => shown.replace('|', "¦"),
    }
}

/// The byte at which a change begins in a text; none where other words stand there.
fn place_of(change: &SourceChange, text: &str) -> Option<usize> {
    let (start, line) = split_lines(text).nth(change.line.checked_sub(1)? as usize)?;
    let at = line.char_indices().map(|(at, _)| at).nth(change.column.checked_sub(1)? as usize)?;
    let rest = line.get(at..)?.strip_prefix(change.old.as_str())?;
    let after = rest.trim();
    (!change.at_end || after.is_empty() || after.starts_with("</")).then_some(start + at)
}

/// The lines of a text without their ends, each with the byte at which it begins.
fn split_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

/// A file's changes as a unified diff.
fn write_diff(file: &SourceFile, changes: &[&SourceChange]) -> String {
    let mut places: Vec<(usize, &SourceChange)> =
        changes.iter().filter_map(|change| Some((place_of(change, &file.text)?, *change))).collect();
    // From the end, so that what comes before keeps its place.
    places.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut new = file.text.clone();
    let mut free = new.len();
    for (at, change) in places {
        if at + change.old.len() <= free {
            new.replace_range(at..at + change.old.len(), &change.new);
            free = at;
        }
    }
    let path = make_visible(&file.path);
    // What stands behind a tab is no part of a name; without it, a name with a space would end there.
    let tab = if path.contains(' ') { "\t" } else { "" };
    let diff = TextDiff::from_lines(file.text.as_str(), new.as_str());
    diff.unified_diff().context_radius(3).header(&format!("a/{path}{tab}"), &format!("b/{path}{tab}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(change: SourceChange) -> Correction {
        Correction {
            address: "knees/r1".into(),
            file: Some("knees.md".into()),
            line: Some(change.line),
            field: "volume".into(),
            printed: change.old.clone(),
            registered: change.new.clone(),
            source: "crossref".into(),
            heard_at: Some(jiff::Timestamp::UNIX_EPOCH),
            change: Some(change),
        }
    }

    fn patch(text: &str, changes: &[(u32, u32, &str, &str, bool)]) -> String {
        let each = |(line, column, old, new, at_end): &(u32, u32, &str, &str, bool)| {
            let (old, new) = ((*old).to_owned(), (*new).to_owned());
            correction(SourceChange { line: *line, column: *column, old, new, at_end: *at_end })
        };
        let corrections: Vec<Correction> = changes.iter().map(each).collect();
        let file = SourceFile { path: "docs/knees.md".into(), text: text.into() };
        make_patch(&corrections, &BTreeMap::from([("knees.md".into(), file)]), jiff::civil::date(2026, 11, 30))
    }

    #[test]
    fn what_stands_there_is_replaced_and_the_rest_is_listed() {
        let text = "# Knées\n\n1. Vale I. Knees. 2019;4(2):11.\n2. Sable A. Hips.\n";
        let made = patch(
            text,
            &[(3, 24, "4", "5", false), (3, 19, "2019", "2018", false), (4, 17, ".", ". doi:10.5555/x", true)],
        );
        let diff = made.split_once("\n--- ").unwrap().1;
        assert_eq!(
            diff,
            "a/docs/knees.md\n+++ b/docs/knees.md\n@@ -1,4 +1,4 @@\n # Knées\n \n-1. Vale I. Knees. 2019;4(2):11.\n-2. Sable A. Hips.\n\
             +1. Vale I. Knees. 2018;5(2):11.\n+2. Sable A. Hips. doi:10.5555/x\n"
        );
        assert!(
            is_patch(made.as_bytes())
                && made.contains("# knees.md:3:1 | knees/r1 | volume | 4 | 5 | crossref | 1970-01-01T00:00:00Z\n"),
            "{made}"
        );
        for other in
            [(3, 24, "9", "5", false), (9, 1, "4", "5", false), (3, 24, "4", "5", true), (0, 0, "4", "5", false)]
        {
            let made = patch(text, &[other]);
            assert!(made.contains("# For a person to look at:\n") && !made.contains("\n--- "), "{made}");
        }
    }

    #[test]
    fn nothing_that_a_registry_says_breaks_out_of_its_line() {
        let mut wrong =
            correction(SourceChange { line: 1, column: 1, old: "x".into(), new: "y".into(), at_end: false });
        wrong.registered = "5\n--- a/.git/config\n+++ b/.git/config".into();
        wrong.source = "a | b".into();
        let made = make_patch(&[wrong], &BTreeMap::new(), jiff::civil::date(2026, 11, 30));
        assert!(made.lines().all(|line| line.starts_with('#')), "{made}");
    }

    #[test]
    fn ends_of_lines_stay() {
        let made = patch("a\r\nvol 4\r\nlast", &[(2, 5, "4", "5", false)]);
        assert!(made.contains("-vol 4\r\n+vol 5\r\n last\n\\ No newline at end of file\n"), "{made:?}");
    }
}
