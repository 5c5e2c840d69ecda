//! Notes that repeat an earlier entry and are no new one: `Ibid., 15.`, `Op. cit.`, `Ashworth, “Long-term outcomes,” 16.`,
//! `Demir, 2019, p. 4`, `Demir (n 3) 45`. Whoever points at such a note cites the earlier entry, where there is one alone that may be meant.

mod known;

use self::known::KnownEntries;
use super::{Entry, is_dated_or_identified};
use crate::model::{BlockKind, Item, Name};
use crate::read::entry::Note;
use crate::read::piece::{Fields, Piece};
use crate::text::citing::parse_numbers;
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use crate::text::tokenise;
use std::sync::LazyLock;

/// What stands for the source right before.
static SAME: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("the source before"));

/// What stands for the work of those named with it.
static NAMED: LazyLock<&[&str]> = LazyLock::new(|| REFERENCE_LISTS.entries("the work named before"));

/// Words before the number of a note, where the work was named: `supra note 3`, `(n 3)`.
static NUMBERED: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("before the number of a note"));

/// A longer note says more than where in a work something stands, in bytes.
const LONGEST: usize = 200;

/// A note that repeats an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Repeat {
    /// Which piece it is.
    pub(in crate::read) piece: usize,
    /// The entry that it repeats, by its place in the list.
    pub(in crate::read) entry: usize,
    /// It is a footnote, and only footnote marks point at it.
    pub(in crate::read) footnote: bool,
}

/// The names of a bracket that says whose work is cited again: `Demir, op. cit., p. 4`.
pub(in crate::read) fn read_repeated_names(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let at = NAMED.iter().find_map(|mark| lower.find(mark))?;
    let names = text.get(..at)?.trim_end_matches([',', ' ']);
    (names.starts_with(char::is_uppercase) && names.split(' ').count() <= 6).then_some(names)
}

/// Takes the notes that repeat an earlier entry out of the entries, and tells which they repeat. Those of which it is not clear stay
/// what they were, and are told.
pub(in crate::read) fn take(pieces: &mut [Piece], entries: &mut Vec<Entry>, notes: &mut Vec<Note>) -> Vec<Repeat> {
    let mut repeats: Vec<Repeat> = Vec::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut known = KnownEntries::default();
    // The entries that the last note names.
    let mut last: Vec<usize> = Vec::new();
    let mut listed = std::mem::take(entries).into_iter().peekable();
    for (at, piece) in pieces.iter_mut().enumerate() {
        let entry = listed.next_if(|entry| entry.piece == at);
        let footnote = entry.as_ref().map_or(piece.footnote.is_some(), |entry| entry.footnote);
        if entry.is_none() && !footnote {
            continue;
        }
        let same = entry.as_ref().and_then(|entry| known.find_same(piece, entry));
        let found = match same.map_or_else(|| read_note(piece), |_| None) {
            None => same.map(|same| vec![same]),
            Some(ShortNote::Same) => Some(last.clone()),
            Some(ShortNote::Named(parts)) => Some(known.find(&parts)),
        };
        match (found.as_deref(), entry) {
            (Some([one]), _) => {
                repeats.push(Repeat { piece: at, entry: *one, footnote });
                known.keep_label(piece, *one);
                // A remark is a part of the list, and claims nothing.
                (piece.kind, piece.level) = (BlockKind::Reference, 1);
                last = vec![*one];
            }
            (found, entry) => {
                if found.is_some_and(|found| found.len() > 1) || is_same(piece.text()) {
                    let said = "this note repeats an earlier entry, and it is not clear which: name its source in full";
                    notes.push(Note::new(piece.line.place(), said));
                }
                let Some(entry) = entry else { continue };
                // Several sources in one note are several entries of one label.
                let is_same_note = footnote && known.ends_with(piece);
                last.retain(|_| is_same_note);
                last.push(kept.len());
                known.add(piece, &entry);
                kept.push(entry);
            }
        }
    }
    *entries = kept;
    repeats
}

/// What a short note says.
enum ShortNote {
    /// The source right before.
    Same,
    /// The work of some authors, which its parts tell.
    Named(Parts),
}

/// What a short note tells of the work that it repeats.
#[derive(Default)]
struct Parts {
    /// The words of its authors.
    names: Vec<String>,
    year: Option<i64>,
    /// The words of its title, shortened.
    titles: Vec<Vec<String>>,
    /// The number of the note that named it.
    note: Option<String>,
    /// A place in the work, or `op. cit.`: something that no first citation lacks a title with.
    placed: bool,
}

/// Whether a text is `Ibid.`, with or without a place.
pub(in crate::read) fn is_same(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let word: String = lower.chars().take_while(|c| c.is_alphabetic()).collect();
    let behind = lower.get(word.len()..).unwrap_or_default();
    // "ID 12" is a number of something; "Id. at 12" is the same source.
    let fits = word != "id" || text.trim().starts_with("Id.");
    fits && SAME.contains(&word) && behind.split_whitespace().count() <= 8 && !is_dated_or_identified(text)
}

fn read_note(piece: &Piece) -> Option<ShortNote> {
    let text = piece.text().trim();
    let leads = |url: &str| url.contains("://") && !url.contains('#');
    if text.len() > LONGEST || !matches!(piece.fields, Fields::None) || piece.links.iter().any(|link| leads(&link.url))
    {
        return None;
    }
    let see = ["See also ", "See ", "Cf. ", "cf. ", "Siehe ", "Vgl. ", "Voir "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead));
    let text = see.unwrap_or(text);
    if is_same(text) {
        return Some(ShortNote::Same);
    }
    let lower = text.to_lowercase();
    let is_source = ["doi", "http", "www.", "pmid", "isbn"].iter().any(|mark| lower.contains(mark));
    if is_source { None } else { read_parts(text).map(ShortNote::Named) }
}

/// The parts of a short note: names, then a title, a year, a place; none where it says anything else.
fn read_parts(text: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let marked = NAMED.iter().find_map(|mark| {
        let at = text.to_lowercase().find(mark)?;
        Some((text.get(..at)?, text.get(at + mark.len()..)?))
    });
    parts.placed = marked.is_some();
    let text = marked.map_or_else(|| text.to_owned(), |(before, behind)| format!("{before},{behind}"));
    let quoted = [('“', '”'), ('"', '"'), ('‘', '’')].iter().find_map(|(open, close)| {
        let (before, rest) = text.split_once(*open)?;
        let (title, behind) = rest.split_once(*close)?;
        Some((before.to_owned(), title.to_owned(), behind.to_owned()))
    });
    let (before, behind) = match quoted {
        Some((before, title, behind)) => {
            parts.titles.push(tokenise(&title));
            (before, behind)
        }
        None => (text, String::new()),
    };
    for (at, part) in before.split([',', ';', ':', '(', ')']).chain(behind.split([',', ';', ':', '(', ')'])).enumerate()
    {
        parts.add(part.trim().trim_end_matches('.').trim(), at == 0)?;
    }
    let is_told = parts.placed || parts.year.is_some() || parts.note.is_some();
    // "See note 1 above." names nobody.
    (is_told && (!parts.names.is_empty() || parts.note.is_some())).then_some(parts)
}

impl Parts {
    /// Takes in a part between two marks; none where it can be no part of a short note.
    fn add(&mut self, part: &str, is_first: bool) -> Option<()> {
        let mut words: Vec<&str> = part.split_whitespace().collect();
        // "Demir 2019": the year stands right behind the names.
        if let Some(year) = words.last().and_then(|word| year_of(word)) {
            self.year = Some(year);
            words.pop();
        }
        let plain = |word: &str| word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let numbers = words.iter().position(|word| NUMBERED.contains(&plain(word)));
        if let Some((named, [_, number, behind @ ..])) = numbers.map(|at| words.split_at(at)) {
            let number = plain(number);
            let is_place = behind.iter().all(|word| matches!(*word, "above" | "at") || is_place(word));
            let is_lead = named.iter().all(|word| matches!(plain(word).as_str(), "supra" | "see" | "above"));
            let is_whole = is_first && !behind.is_empty() && behind.iter().all(|word| *word == "above");
            if !is_place || !is_lead || is_first && !is_whole || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            self.note = Some(number);
            return Some(());
        }
        let part = words.join(" ");
        match () {
            () if part.is_empty() => {}
            () if !is_first && is_place(&part) => self.placed = true,
            () if is_first || self.titles.is_empty() && is_names(&part) && self.year.is_none() => {
                self.names.extend(tokenise(&part));
            }
            () => self.titles.push(tokenise(&part)),
        }
        Some(())
    }

    /// Whether a work is the one that is told of.
    fn fits(&self, item: &Item) -> bool {
        if self.names.is_empty() {
            return self.note.is_some();
        }
        let Some(first) = item.author.first() else { return false };
        let of_authors: Vec<String> = item.author.iter().flat_map(words_of).collect();
        let is_lead = |word: &&String| word.chars().count() == 1 || words_of(first).contains(*word);
        let is_name = |word: &String| {
            word.chars().count() == 1
                || of_authors.contains(word)
                || ["et", "al", "and", "und", "others", "colleagues"].contains(&word.as_str())
        };
        let leads = self.names.iter().take_while(is_lead).any(|word| family_words(first).contains(word));
        let title = item.title.as_deref().map(tokenise).unwrap_or_default();
        let is_title = |words: &Vec<String>| !words.is_empty() && title.windows(words.len()).any(|part| part == words);
        leads
            && self.names.iter().all(is_name)
            && self.year.is_none_or(|year| item.year().map(i64::from) == Some(year))
            && self.titles.iter().all(is_title)
    }
}

/// Whether a part of a note is more names: `Pham`, `and Roe`, `et al`.
fn is_names(part: &str) -> bool {
    let joint = |word: &str| matches!(word, "and" | "&" | "et" | "al" | "al.");
    part.split(' ').count() <= 4 && part.split(' ').all(|word| joint(word) || word.starts_with(char::is_uppercase))
}

/// Whether a part of a note says where in a work: `16`, `pp. 4–6`, `chap. 3`.
fn is_place(part: &str) -> bool {
    let behind = part.strip_prefix("at ").unwrap_or(part);
    let word: String = behind.chars().take_while(|c| c.is_alphabetic()).collect();
    let figure = behind.get(word.len()..).unwrap_or_default().trim_start_matches(['.', ' ']);
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit()) && figure.split(' ').count() == 1;
    parse_numbers(&format!("1, {behind}")).is_some()
        || is_figure
            && ["chap", "chapter", "ch", "e", "table", "fig", "figure", "sec", "section", "para", "kap", "s"]
                .contains(&word.to_lowercase().as_str())
}

fn year_of(word: &str) -> Option<i64> {
    let word = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.parse().ok().filter(|_| is_year)
}

/// The words of a family name, or of a group's.
fn family_words(name: &Name) -> Vec<String> {
    [&name.family, &name.literal].into_iter().flatten().flat_map(|part| tokenise(part)).collect()
}

/// The words that may stand for a person.
fn words_of(name: &Name) -> Vec<String> {
    let parts = [&name.non_dropping_particle, &name.given];
    parts.into_iter().flatten().flat_map(|part| tokenise(part)).chain(family_words(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    const A: &str =
        "Ashworth RJ, Poe B. Long-term outcomes of asthma after massage: a review. J Fict Med. 2001;34(12):14-20.";
    const B: &str = "Demir A. Yoga and gout. J Fict Med. 2019;12(3):45-50.";
    const C: &str = "Demir A. Naps and gout. J Fict Med. 2021;14(3):5-9.";

    /// Of notes, the entries that the last of them repeats, and whether it is an entry itself.
    fn repeated(notes: &[&str]) -> (Option<usize>, bool) {
        let mut pieces: Vec<Piece> = (1..)
            .zip(notes)
            .map(|(n, text)| {
                let line = join_spans(&[FileSpan { text, line: n, column: 1 }]);
                Piece { number: Some(n.to_string()), ..Piece::new(BlockKind::Reference, line) }
            })
            .collect();
        let entry = |piece| Entry { piece, section: String::new(), footnote: false, row: false };
        let mut entries: Vec<Entry> = (0..pieces.len()).map(entry).collect();
        let last = pieces.len() - 1;
        let repeats = take(&mut pieces, &mut entries, &mut Vec::new());
        let found = repeats.iter().find(|repeat| repeat.piece == last).map(|repeat| repeat.entry);
        (found, entries.iter().any(|entry| entry.piece == last))
    }

    #[test]
    fn short_notes_repeat_an_entry() {
        for (note, want) in [
            ("Ibid.", Some(2)),
            ("Ibid., 15.", Some(2)),
            ("ibid, pp. 4–6", Some(2)),
            ("Id. at 12.", Some(2)),
            ("Ebd., S. 12.", Some(2)),
            ("同上", Some(2)),
            ("See Ashworth, “Long-term outcomes of asthma,” 16.", Some(0)),
            ("Ashworth and Poe, Long-term outcomes of asthma, 16.", Some(0)),
            ("R. J. Ashworth, op. cit., p. 4.", Some(0)),
            ("Ashworth, op. cit.", Some(0)),
            ("Ashworth et al., 2001, p. 16", Some(0)),
            ("Demir, 2019, p. 4", Some(1)),
            ("Ashworth et al., e5.", Some(0)),
            ("Demir 2021, 6–7.", Some(2)),
            ("Demir, “Yoga and Gout,” 46.", Some(1)),
            ("Demir (n 2) 46.", Some(1)),
            ("Ashworth, supra note 1, at 12.", Some(0)),
            ("See note 2 above.", Some(1)),
        ] {
            assert_eq!(repeated(&[A, B, C, note]), (want, false), "{note}");
        }
        // After a short note, the same source is the one that it repeats.
        assert_eq!(repeated(&[A, B, "Ashworth, op. cit.", "Ibid."]), (Some(0), false));
    }

    #[test]
    fn entries_and_doubtful_notes_stay() {
        for note in [
            "Demir, op. cit., p. 4.",
            "Demir, 2020, p. 4",
            "Roe, op. cit., p. 4.",
            "Demir A. Walks and gout. J Fict Med. 2019;12(3):45-50.",
            "Demir, 2019, p. 4, with other figures for women.",
            "Demir, 2019, https://doi.org/10.5555/a",
            "NHS. Gout. 2019.",
            "Ibid. is a Latin word that stands for many more words than these here.",
            "ID 12.",
        ] {
            assert_eq!(repeated(&[A, B, C, note]), (None, true), "{note}");
        }
        assert_eq!(repeated(&["Ibid., 15."]), (None, true));
    }
}
