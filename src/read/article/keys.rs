//! Keys of a library in the text, as pandoc has them: `[@salari2023, p. 3; @roe2021]`, `@roe2021 [p. 3]`, `[@doi:10.5555/k.1]`.
//! The reader finds them; what they name is told by the libraries that somebody else opens.

use super::front_matter::Embedded;
use super::{ReadArticle, ReferenceMarker};
use crate::model::{BlockKind, UnlistedMarker, find_nearest};
use crate::read::entry::{Note, PrintedEntry};
use crate::read::printed;
use crate::read::references::build_entry;
use crate::text::CharIndex;
use std::collections::BTreeMap;

/// A key in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationKey {
    /// Where its marker begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The key, without `@`.
    pub key: String,
    /// It stands in brackets; elsewhere `@name` may be an account, too.
    pub bracketed: bool,
}

/// A file of references that keys are looked up in.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Its entries, each with the file's own key as the variable `id`.
    pub entries: Vec<PrintedEntry>,
}

impl Library {
    /// Of references that the text itself carries.
    pub(super) fn from_embedded(embedded: Vec<Embedded>) -> Self {
        let entry = |Embedded { key, mut item }: Embedded| {
            item.other.insert("id".to_owned(), key.into());
            build_entry(item, (1, 1))
        };
        Self { entries: embedded.into_iter().map(entry).collect() }
    }

    /// The keys of its entries.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| entry.parsed.item.other.get("id")?.as_str())
    }
}

/// The longest marker, in characters.
const LONGEST: usize = 600;

/// Finds the keys of an article; what stands in brackets is no part of the words.
pub(super) fn find(article: &mut ReadArticle) {
    if !article.text.contains('@') {
        return;
    }
    let letters: Vec<char> = article.text.chars().collect();
    for block in &mut article.blocks.0 {
        if matches!(block.kind, BlockKind::Reference | BlockKind::About | BlockKind::Navigation) {
            continue;
        }
        let words = letters.get(block.start as usize..block.end as usize).unwrap_or_default();
        let mut found = Vec::new();
        let spans = find_in(words, &mut found);
        block.marks.extend(spans.into_iter().map(|(start, end)| (start + block.start, end + block.start)));
        block.marks.sort_unstable();
        let placed =
            |key: CitationKey| CitationKey { start: key.start + block.start, end: key.end + block.start, ..key };
        article.keys.extend(found.into_iter().map(placed));
    }
}

/// The keys among the characters of a block; answers where brackets of keys stand.
fn find_in(words: &[char], found: &mut Vec<CitationKey>) -> Vec<(u32, u32)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        let bracket = if *c == '[' { read_bracketed(words, at) } else { None };
        if let Some((end, keys)) = bracket {
            spans.push((at as u32, end as u32));
            found.extend(keys);
            at = end;
            continue;
        }
        let opens = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"'));
        if *c == '@'
            && opens
            && let Some((length, key)) = read_key(words, at)
        {
            found.push(CitationKey { start: at as u32, end: (at + length) as u32, key, bracketed: false });
            at += length;
        }
        at += 1;
    }
    spans
}

/// `[see @a, p. 4; -@b]`: where it ends, and its keys, each with its part of the marker.
fn read_bracketed(words: &[char], at: usize) -> Option<(usize, Vec<CitationKey>)> {
    let close = at + words.get(at..)?.iter().take(LONGEST).position(|c| *c == ']')?;
    let mut keys: Vec<CitationKey> = Vec::new();
    let mut place = at + 1;
    while place < close {
        let before = place.checked_sub(1).and_then(|i| words.get(i)).copied().unwrap_or(' ');
        let opens = before.is_whitespace() || matches!(before, '[' | '-' | ';' | '(');
        if words.get(place) == Some(&'@')
            && opens
            && let Some((length, key)) = read_key(words, place)
        {
            let start = keys.last().map_or(at, |last| last.end as usize);
            keys.push(CitationKey { start: start as u32, end: (place + length) as u32, key, bracketed: true });
            place += length;
        }
        place += 1;
    }
    keys.last_mut()?.end = close as u32 + 1;
    Some((close + 1, keys))
}

/// The key behind an `@`: how many characters it takes with it, and the key.
fn read_key(words: &[char], at: usize) -> Option<(usize, String)> {
    let behind = words.get(at + 1..)?;
    if behind.first() == Some(&'{') {
        let end = behind.iter().take(LONGEST).position(|c| *c == '}')?;
        return Some((end + 2, behind.get(1..end)?.iter().collect()));
    }
    let is_inner = |c: &char| c.is_alphanumeric() || "_:.#$%&-+?<>~/()".contains(*c);
    let long = behind.iter().take_while(|c| is_inner(c)).count();
    let taken = behind.get(..long)?;
    let kept = taken.iter().rposition(|c| c.is_alphanumeric() || matches!(c, '_' | '/'))? + 1;
    let begins = behind.first().is_some_and(|c| c.is_alphanumeric() || *c == '_');
    begins.then(|| (kept + 1, taken.iter().take(kept).collect()))
}

impl ReadArticle {
    /// Looks the keys up in libraries. What is found becomes an entry of the list, in the order of first mention; a key that
    /// is nowhere stays to be looked up elsewhere.
    pub fn cite_from(&mut self, libraries: &[Library]) {
        let mut known: BTreeMap<&str, &PrintedEntry> = BTreeMap::new();
        for entry in libraries.iter().flat_map(|library| &library.entries) {
            if let Some(key) = entry.parsed.item.other.get("id").and_then(|id| id.as_str()) {
                known.entry(key).or_insert(entry);
            }
        }
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        for (at, entry) in self.references.iter().enumerate() {
            if let Some(doi) = &entry.parsed.item.doi {
                listed.entry(doi.to_ascii_lowercase()).or_insert(at);
            }
        }
        let text = std::mem::take(&mut self.text);
        let places = CharIndex::new(&text);
        for key in std::mem::take(&mut self.keys) {
            let named = || Some((*known.get(key.key.as_str())?).clone());
            let Some(entry) = named().or_else(|| parse_doi_key(&key.key)) else {
                self.keys.push(key);
                continue;
            };
            let doi = entry.parsed.item.doi.as_ref().map(|doi| doi.to_ascii_lowercase());
            let name = doi.unwrap_or_else(|| format!("@{}", key.key));
            let (line, column) = self.blocks.line_column(key.start).unwrap_or((1, 1));
            let at = *listed.entry(name).or_insert_with(|| {
                self.references.push(PrintedEntry { line, column, ..entry });
                self.references.len() - 1
            });
            let label = places.slice(key.start, key.end).trim().to_owned();
            self.markers.push(ReferenceMarker { start: key.start, end: key.end, entries: vec![at], label });
        }
        self.text = text;
        self.markers.sort_by_key(|marker| (marker.start, marker.end));
    }

    /// Says which keys no library has, and which of its keys comes nearest.
    pub fn note_unknown_keys(&mut self) {
        let names = std::mem::take(&mut self.known_keys);
        for key in std::mem::take(&mut self.keys).into_iter().filter(|key| key.bracketed) {
            let place = self.blocks.line_column(key.start).unwrap_or((1, 1));
            let near = find_nearest(&key.key, &names);
            let said = match (names.is_empty(), near) {
                (true, _) => format!(
                    "the text cites @{}, and no library was read: write `bibliography: FILE` before the text, or import it \
                     again with --bibliography FILE",
                    key.key
                ),
                (false, Some(near)) => format!(
                    "the text cites @{}, which is in no library; did you mean \
                    @{near}?",
                    key.key
                ),
                (false, None) => format!("the text cites @{}, which is in no library", key.key),
            };
            self.notes.push(Note::new(place, said));
            let block = self.blocks.0.iter_mut().find(|block| block.start <= key.start && key.start < block.end);
            block.into_iter().for_each(|block| {
                block.unlisted.push(UnlistedMarker(key.start, key.end, format!("@{}", key.key)));
            });
        }
        self.notes.sort_by_key(|note| (note.line, note.column));
    }
}

/// `doi:10.5555/k.1`: a key that is an identifier needs no library.
fn parse_doi_key(key: &str) -> Option<PrintedEntry> {
    let doi = key
        .strip_prefix("doi:")
        .or_else(|| key.strip_prefix("DOI:"))
        .or_else(|| key.strip_prefix("https://doi.org/"))?;
    let parsed = printed::parse_linked(&format!("doi:{doi}"), &[]);
    parsed.item.doi.is_some().then(|| PrintedEntry {
        number: None,
        section: String::new(),
        printed: format!("doi:{doi}"),
        line: 1,
        column: 1,
        parsed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_every_form() {
        for (text, keys, spans) in [
            ("By 30% [@smith2019, p. 3].", "smith2019", vec![(7, 25)]),
            ("By 30% [see @a; -@b_c, p. 4; @d:e.f].", "a b_c d:e.f", vec![(7, 36)]),
            ("As @roe2021 shows, it helps.", "roe2021", vec![]),
            ("As @roe2021. It helps (@lee).", "roe2021 lee", vec![]),
            ("By 30% [-@roe2021].", "roe2021", vec![(7, 18)]),
            ("By 30% [@doi:10.1002/abc(1)x].", "doi:10.1002/abc(1)x", vec![(7, 29)]),
            ("By 30% [@{a b}].", "a b", vec![(7, 15)]),
            ("Write to ann@poe.example [now].", "", vec![]),
            ("At 5 @ 6 [@ 7]", "", vec![]),
        ] {
            let words: Vec<char> = text.chars().collect();
            let mut found = Vec::new();
            assert_eq!(find_in(&words, &mut found), spans, "{text}");
            assert_eq!(found.iter().map(|k| k.key.as_str()).collect::<Vec<_>>().join(" "), keys, "{text}");
        }
    }
}
