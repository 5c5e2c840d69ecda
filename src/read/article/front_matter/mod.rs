//! What stands before the text of a Markdown file: YAML between `---`, TOML between `+++`, or JSON, as Hugo, Jekyll, Docusaurus
//! and Quarto have it.

mod people;
mod references;
mod title_block;
mod value;

use self::value::to_words;
use super::{Note, PrintedPerson};
use crate::model::{Item, PartialDate, Role};
use serde_json::{Map, Value};

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
    /// Files of references that its keys name, as they are written.
    pub(in crate::read) bibliography: Vec<String>,
    /// References that the file carries with their fields, which places in the text cite by key.
    pub(in crate::read) embedded: Vec<Embedded>,
    pub(in crate::read) notes: Vec<Note>,
}

/// A reference that a file carries with its fields.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) struct Embedded {
    /// The key by which it is cited.
    pub(in crate::read) key: String,
    /// Its fields, as they came.
    pub(in crate::read) item: Item,
}

/// A longer head, in bytes, is none that a person wrote.
const LONGEST: usize = 1_000_000;

/// Reads the head of a text; gives how many bytes it takes.
pub(in crate::read) fn read(text: &str) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let titled = title_block::read(text, &mut front);
    // YAML may stand behind pandoc's own block.
    let rest = text.get(titled..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    let Some(head) = find(rest.trim_start()).filter(|head| titled == 0 && blank == 0 || head.fence == "---") else {
        return (front, titled);
    };
    let before = titled + blank;
    let head =
        Head { lines_before: head.lines_before + count_lines(text, before), length: head.length + before, ..head };
    let fields = value::read(head.fence, head.words).unwrap_or_else(|(line, reason)| {
        let reason = format!("the front matter could not be read ({reason}); only its plain lines were");
        front.notes.push(Note::new((line + head.lines_before, 1), reason));
        value::read_lines(if head.fence == "+++" { '=' } else { ':' }, head.words)
    });
    set_all(&mut front, &fields, &head);
    (front, head.length)
}

/// Fields that name places and settings, and tell readers nothing. Nor do those that name people.
const UNSHOWN: &[&str] = &[
    "contributors",
    "date",
    "lastmod",
    "url",
    "slug",
    "permalink",
    "aliases",
    "layout",
    "template",
    "tags",
    "categories",
    "keywords",
    "bibliography",
    "references",
    "nocite",
];

/// The words of the fields that a site shows of a text, each with its line, and how many bytes its head takes.
pub(in crate::read) fn list_shown(text: &str) -> (Vec<(u32, String)>, usize) {
    let Some(head) = find(text) else { return (Vec::new(), 0) };
    let fields = value::read(head.fence, head.words)
        .unwrap_or_else(|_| value::read_lines(if head.fence == "+++" { '=' } else { ':' }, head.words));
    let own =
        fields.iter().filter(|(key, _)| OWN.contains(&normalise_key(key).as_str())).filter_map(|(_, v)| v.as_object());
    let all = fields.iter().chain(own.flatten());
    let is_shown = |key: &str| !UNSHOWN.contains(&key) && people::role_of(key).is_none();
    let shown = all.filter(|(key, _)| is_shown(&normalise_key(key)));
    let words = shown.filter_map(|(key, value)| Some((head.line_of(key), value.as_str()?.trim().to_owned())));
    (words.collect(), head.length)
}

/// The head of a text as it is written.
struct Head<'t> {
    fence: &'static str,
    /// What stands between its fences.
    words: &'t str,
    /// Lines before the words.
    lines_before: u32,
    /// Its bytes, fences and all.
    length: usize,
}

impl Head<'_> {
    /// The line of the file where a key stands.
    fn line_of(&self, key: &str) -> u32 {
        let is_here = |line: &str| {
            let rest = line.trim_start_matches([' ', '\t', '-', '"', '\'']).strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
        };
        let at = self.words.lines().position(is_here).unwrap_or_default();
        at as u32 + 1 + self.lines_before
    }
}

fn count_lines(text: &str, before: usize) -> u32 {
    text.get(..before).map_or(0, |before| before.matches('\n').count() as u32)
}

fn find(text: &str) -> Option<Head<'_>> {
    if text.starts_with('{') {
        let mut read = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
        read.next()?.ok()?;
        let length = read.byte_offset();
        let rest = text.get(length..)?;
        let head = Head { fence: "{", words: text.get(..length)?, lines_before: 0, length };
        return (length <= LONGEST
            && !rest.trim().is_empty()
            && rest.trim_start_matches([' ', '\t']).starts_with('\n'))
        .then_some(head);
    }
    if let Some(length) = measure_plain_head(text) {
        return Some(Head { fence: "", words: text.get(..length)?, lines_before: 0, length });
    }
    let fence = ["---", "+++"]
        .into_iter()
        .find(|f| text.strip_prefix(f).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n')))?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for row in text.get(start..)?.split_inclusive('\n') {
        let line = row.trim_end();
        if line == fence || (fence == "---" && line == "...") {
            let words = text.get(start..at)?;
            return (at - start <= LONGEST).then_some(Head { fence, words, lines_before: 1, length: at + row.len() });
        }
        at += row.len();
    }
    // No closing fence: it is a rule, not a head.
    None
}

/// The bytes of a head without fences, as MultiMarkdown has it: lines of `Key: value` up to a blank one, a title or an author
/// first, and another behind.
fn measure_plain_head(text: &str) -> Option<usize> {
    const FIRST: [&str; 4] = ["title", "author", "authors", "date"];
    let key = |line: &str| {
        let (key, value) = line.split_once(": ").or_else(|| line.split_once(":\t"))?;
        let is_key = key.len() <= 30 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        (is_key && !value.trim().is_empty()).then(|| key.to_lowercase())
    };
    let mut length = 0;
    let mut keys = Vec::new();
    for row in text.split_inclusive('\n').take(40) {
        if row.trim().is_empty() {
            let is_head = keys.len() >= 2 && keys.first().is_some_and(|first: &String| FIRST.contains(&first.as_str()));
            return (is_head && keys.iter().any(|key| key == "title")).then_some(length);
        }
        keys.push(key(row.trim_end())?);
        length += row.len();
    }
    None
}

/// Tables in which site generators keep fields of the author's own.
const OWN: &[&str] = &["params", "extra", "custom", "meta"];

fn set_all(front: &mut FrontMatter, fields: &Map<String, Value>, head: &Head<'_>) {
    let mut last_author = None;
    for (key, value) in fields {
        let name = normalise_key(key);
        match value {
            Value::Object(own) if OWN.contains(&name.as_str()) => {
                own.iter().for_each(|(key, value)| set(front, key, value, head));
            }
            // Docusaurus: last_update: {date: 2026-05-01, author: Ann Poe}. Who changed the file last is taken for its author
            // only where nobody else is.
            Value::Object(own) if name == "last_update" || name == "last_updated" => {
                own.iter()
                    .filter(|(key, _)| normalise_key(key) == "date")
                    .for_each(|(_, value)| set(front, &name, value, head));
                last_author = own.get("author").or(last_author);
            }
            value => set(front, key, value, head),
        }
    }
    if !front.people.iter().any(|person| person.role == Role::Author) {
        front.people.extend(last_author.into_iter().flat_map(|author| people::read(author, Role::Author)));
    }
}

/// `dateModified`, `date-modified` and `Date modified` are one key.
fn normalise_key(key: &str) -> String {
    let mut plain = String::with_capacity(key.len());
    let mut before = '_';
    for c in key.trim().chars() {
        if c.is_uppercase() && before.is_lowercase() {
            plain.push('_');
        }
        plain.extend(if matches!(c, '-' | ' ' | '.') { '_' } else { c }.to_lowercase());
        before = c;
    }
    plain
}

fn set(front: &mut FrontMatter, key: &str, value: &Value, head: &Head<'_>) {
    let said = to_words(value);
    let text = || Some(said.clone()).filter(|said| !said.is_empty());
    match normalise_key(key).as_str() {
        "title" => front.title = text().or(front.title.take()),
        // A path such as `/knees/` says nothing without the site that it belongs to.
        "url" | "permalink" | "canonical" | "canonical_url" | "link" => {
            front.url = text().filter(|url| url.contains("://")).or(front.url.take());
        }
        "publisher" | "site" | "site_name" | "organisation" | "organization" => {
            front.publisher = text().or_else(|| value.get("name").map(to_words)).or(front.publisher.take());
        }
        "lang" | "language" | "locale" => front.language = text().or(front.language.take()),
        "updated" | "updated_on" | "last_updated" | "last_update" | "lastmod" | "last_modified"
        | "last_modified_at" | "modified" | "date_modified" | "modified_date" | "updated_at" | "date_updated"
        | "update_date" => {
            front.updated_on = read_date(front, key, &said, head).or(front.updated_on);
        }
        "date" | "published" | "published_on" | "publish_date" | "date_published" | "pub_date" | "publishdate"
        | "published_at" | "created" => {
            let found = read_date(front, key, &said, head);
            front.updated_on = front.updated_on.or(found);
        }
        "reviewed"
        | "reviewed_on"
        | "last_reviewed"
        | "last_reviewed_on"
        | "medically_reviewed"
        | "date_reviewed"
        | "review_date"
        | "last_review"
        | "medically_reviewed_on"
        | "reviewed_at"
        | "lastreviewed"
        | "last_medical_review"
        | "clinically_reviewed"
        | "clinically_reviewed_on" => {
            front.last_reviewed_on = read_date(front, key, &said, head).or(front.last_reviewed_on);
        }
        "references" => front.embedded.extend(references::read(value)),
        "bibliography" | "bibliographies" => front.bibliography.extend(list(value)),
        key => {
            if let Some(role) = people::role_of(key) {
                front.people.extend(people::read(value, role));
            }
        }
    }
}

/// One word or a list of them.
fn list(value: &Value) -> Vec<String> {
    let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    all.iter().map(to_words).filter(|word| !word.is_empty()).collect()
}

fn read_date(front: &mut FrontMatter, key: &str, value: &str, head: &Head<'_>) -> Option<PartialDate> {
    // A time of day may follow: "2024-05-03T10:00:00Z".
    let day = value.split(['T', ' ']).next().filter(|d| d.contains('-')).unwrap_or(value);
    if value.is_empty() {
        return None;
    }
    match day.parse().or_else(|_| value.parse()) {
        Ok(date) => Some(date),
        Err(e) => {
            front.notes.push(Note::new((head.line_of(key), 1), format!("“{key}” was not read: {e}")));
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
