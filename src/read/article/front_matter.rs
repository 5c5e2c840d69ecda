//! The head of a Markdown file: `key: value` lines between `---`, or `key = "value"` lines between `+++`. Only simple
//! values are read; lists and nested keys are passed over.

use super::{Note, PrintedPerson};
use crate::model::{PartialDate, Role};

/// What stands before the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct FrontMatter {
    pub(in crate::read) title: Option<String>,
    pub(in crate::read) url: Option<String>,
    pub(in crate::read) publisher: Option<String>,
    pub(in crate::read) language: Option<String>,
    pub(in crate::read) updated_on: Option<PartialDate>,
    pub(in crate::read) last_reviewed_on: Option<PartialDate>,
    pub(in crate::read) people: Vec<PrintedPerson>,
    pub(in crate::read) notes: Vec<Note>,
}

/// Reads the head of a text; gives how many bytes it takes.
pub(in crate::read) fn read(text: &str) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let Some((fence, separator)) = [("---", ':'), ("+++", '=')]
        .into_iter()
        .find(|(f, _)| text.strip_prefix(f).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n')))
    else {
        return (front, 0);
    };
    let mut at = 0;
    for (n, row) in (1u32..).zip(text.split_inclusive('\n')) {
        at += row.len();
        if n == 1 {
            continue;
        }
        let line = row.trim_end();
        if line == fence || (fence == "---" && line == "...") {
            return (front, at);
        }
        if let Some((key, value)) = line.split_once(separator).filter(|(k, _)| !k.starts_with([' ', '\t', '#', '-'])) {
            set(&mut front, key.trim(), value.trim().trim_matches(['"', '\'']), n);
        }
    }
    // No closing fence: it is a rule, not a head.
    (FrontMatter::default(), 0)
}

fn set(front: &mut FrontMatter, key: &str, value: &str, line: u32) {
    if value.is_empty() || value.starts_with(['[', '{', '|', '>']) {
        return;
    }
    let text = || Some(value.to_owned());
    match key.to_lowercase().replace(['-', ' '], "_").as_str() {
        "title" => front.title = text(),
        "url" | "permalink" | "canonical" | "canonical_url" | "link" => front.url = text(),
        "publisher" | "site" | "site_name" | "organisation" | "organization" => front.publisher = text(),
        "lang" | "language" | "locale" => front.language = text(),
        "updated" | "updated_on" | "last_updated" | "lastmod" | "modified" | "date_modified" => {
            front.updated_on = date(front, key, value, line).or(front.updated_on);
        }
        "date" | "published" | "published_on" => {
            let found = date(front, key, value, line);
            front.updated_on = front.updated_on.or(found);
        }
        "reviewed" | "reviewed_on" | "last_reviewed" | "last_reviewed_on" | "medically_reviewed" => {
            front.last_reviewed_on = date(front, key, value, line);
        }
        "author" | "authors" | "written_by" => front.people.extend(super::byline::people(value, Role::Author)),
        "reviewer" | "reviewers" | "reviewed_by" | "medically_reviewed_by" => {
            front.people.extend(super::byline::people(value, Role::Reviewer));
        }
        "editor" | "edited_by" | "approved_by" => front.people.extend(super::byline::people(value, Role::Editor)),
        _ => {}
    }
}

fn date(front: &mut FrontMatter, key: &str, value: &str, line: u32) -> Option<PartialDate> {
    // A time of day may follow: "2024-05-03T10:00:00Z".
    let day = value.split(['T', ' ']).next().filter(|d| d.contains('-')).unwrap_or(value);
    match day.parse().or_else(|_| value.parse()) {
        Ok(date) => Some(date),
        Err(e) => {
            front.notes.push(Note::new((line, 1), format!("“{key}” was not read: {e}")));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fences() {
        for text in [
            "---\ntitle: Sore knees\nauthor: Ann Poe, RN\nupdated: 2024-05-03T10:00:00Z\ntags:\n- a\n---\nText",
            "+++\ntitle = \"Sore knees\"\nauthor = 'Ann Poe, RN'\nupdated = 2024-05-03\n+++\nText",
        ] {
            let (front, end) = read(text);
            assert_eq!(front.title.as_deref(), Some("Sore knees"));
            assert_eq!(
                front.people.first().map(|p| (p.name.as_str(), p.credentials.as_deref())),
                Some(("Ann Poe", Some("RN")))
            );
            assert_eq!(front.updated_on.map(|d| d.to_string()).as_deref(), Some("2024-05-03"));
            assert_eq!(text.get(end..), Some("Text"));
        }
        assert_eq!(read("---\nno end").1, 0);
        assert_eq!(read("# Title").1, 0);
    }
}
