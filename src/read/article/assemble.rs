//! From pieces to a read article: the text with its blocks, the entries parsed, the markers resolved.

use super::day_order::DayOrder;
use super::front_matter::FrontMatter;
use super::markers::{self, PlacedEntries, RepeatedEntry};
use super::{PrintedPerson, ReadArticle, asides, byline, kinds, language};
use crate::model::{Block, BlockKind, Blocks, Origin, UnlistedMarker};
use crate::read::entry::{Note, Parsed, PrintedEntry};
use crate::read::list::repeats::{self, Repeat};
use crate::read::list::{Entry, broken_doi, further_reading, same_author, unheaded};
use crate::read::piece::{Fields, Link, Mark, Piece};
use crate::read::{list, printed};
use crate::text::CharIndex;
use crate::text::normalise::count_chars;

/// Makes an article of its pieces.
pub(in crate::read) fn assemble_article(mut pieces: Vec<Piece>, front: FrontMatter) -> ReadArticle {
    let (mut listed, mut notes) = list::find(&mut pieces);
    further_reading::take(&mut pieces, &mut listed, &mut notes);
    broken_doi::join(&mut pieces, &listed, &mut notes);
    let repeats = repeats::take(&mut pieces, &mut listed, &mut notes);
    notes.extend(unheaded::note_lists(&pieces));
    asides::mark_asides(&mut pieces);
    let days = DayOrder::find(&pieces, front.language.as_deref());
    let byline = byline::read(&mut pieces, &days);
    notes.extend(byline.notes);
    kinds::assign_kinds(&mut pieces);
    let (text, mut blocks) = join_pieces(&pieces);
    let mut references = make_entries(&pieces, &listed, &days);
    notes.extend(note_days(&pieces, &listed, &days));
    let mut placed = place_entries(&pieces, &blocks, &listed, &repeats);
    let (cited, told) = markers::resolve_citations(&pieces, &blocks, &listed, front.embedded, &mut references);
    placed.cited = cited;
    notes.extend(told);
    note_doubts(&references, &mut notes);
    markers::read_links(&pieces, &blocks, front.url.as_deref(), &mut references, &mut placed);
    let found = markers::find(&text, &blocks, &references, &placed);
    for block in &mut blocks.0 {
        let within = |(start, end): &&(u32, u32)| block.start <= *start && *end <= block.end;
        let after = found.spans.partition_point(|(start, _)| *start < block.start);
        let near = found.spans.get(after..).unwrap_or_default().iter().take_while(|(start, _)| *start < block.end);
        block.marks = near.filter(within).copied().collect();
        let is_here = |marker: &&UnlistedMarker| block.start <= marker.0 && marker.1 <= block.end;
        block.unlisted = found.unlisted.iter().filter(is_here).cloned().collect();
    }
    notes.extend(if references.is_empty() { keep_once(found.notes) } else { found.notes });
    notes.extend(front.notes);
    let language = match front.language {
        Some(stated) => Some(stated),
        None => language::guess(&text).map(|guessed| {
            let said = "no language is stated, and by its words it is not English: it was taken for";
            notes.push(Note::new((1, 1), format!("{said} “{guessed}”, and claims are looked for in English only")));
            guessed.to_owned()
        }),
    };
    let title = pieces.iter().find(|p| p.kind == BlockKind::Title).map(|p| p.text().to_owned());
    let mut people = front.people;
    people.extend(byline.people.into_iter().filter(|p| p.name.contains(' ')));
    let people = join_people(people);
    notes.sort_by_key(|n| (n.line, n.column));
    ReadArticle {
        title: front.title.or(title),
        url: front.url,
        publisher: front.publisher,
        language,
        updated_on: byline.updated_on.or(front.updated_on).or(byline.published_on),
        last_reviewed_on: byline.last_reviewed_on.or(front.last_reviewed_on),
        people,
        text,
        blocks,
        references,
        markers: found.markers,
        bibliography: front.bibliography,
        notes,
        ..ReadArticle::default()
    }
}

/// Where no list was found, no marker names an entry: that is told once, where the first stands.
fn keep_once(notes: Vec<Note>) -> Vec<Note> {
    let (unlisted, mut rest): (Vec<Note>, Vec<Note>) =
        notes.into_iter().partition(|note| note.message.contains("which no entry has"));
    let told = unlisted.first().map(|first| {
        let markers = match unlisted.len() {
            1 => "the marker here names".to_owned(),
            n => format!("{n} markers, of which this is the first, name"),
        };
        let message = format!(
            "no list of references was found: {markers} nothing. Head the list “References”, an entry a line, and import the \
             file again"
        );
        Note::new((first.line, first.column), message)
    });
    rest.extend(told);
    rest
}

/// Each person once for what they did. Named with credentials in one place and without in another, it is one person.
fn join_people(people: Vec<PrintedPerson>) -> Vec<PrintedPerson> {
    let mut kept: Vec<PrintedPerson> = Vec::new();
    for person in people {
        let is_same = |known: &&mut PrintedPerson| {
            let agree =
                known.credentials.is_none() || person.credentials.is_none() || known.credentials == person.credentials;
            agree && known.role == person.role && known.name.to_lowercase() == person.name.to_lowercase()
        };
        match kept.iter_mut().find(is_same) {
            Some(known) => known.credentials = known.credentials.take().or(person.credentials),
            None => kept.push(person),
        }
    }
    kept
}

/// Makes entries of the pieces of a file that holds nothing else.
pub(in crate::read) fn assemble_bare_list(mut pieces: Vec<Piece>) -> (Vec<PrintedEntry>, Vec<Note>) {
    let (mut listed, mut notes) = list::cut_bare_list(&mut pieces, usize::MAX);
    broken_doi::join(&mut pieces, &listed, &mut notes);
    repeats::take(&mut pieces, &mut listed, &mut notes);
    let days = DayOrder::find(&pieces, None);
    let references = make_entries(&pieces, &listed, &days);
    notes.extend(note_days(&pieces, &listed, &days));
    note_doubts(&references, &mut notes);
    (references, notes)
}

/// The first entries of such a file.
pub(in crate::read) fn assemble_bare_list_head(mut pieces: Vec<Piece>, most: usize) -> Vec<PrintedEntry> {
    let (listed, _) = list::cut_bare_list(&mut pieces, most);
    make_entries(&pieces, listed.get(..most).unwrap_or(&listed), &DayOrder::default())
}

fn make_entries(pieces: &[Piece], listed: &[Entry], days: &DayOrder) -> Vec<PrintedEntry> {
    let mut before: Option<String> = None;
    let make = |entry: &Entry| {
        let piece = pieces.get(entry.piece)?;
        let words = days.rewrite_dates(piece.text());
        let words = same_author::spell_out(&words, before.as_deref()).unwrap_or_else(|| words.into_owned());
        let made = make_entry(piece, entry, &words);
        before = Some(words);
        Some(made)
    };
    listed.iter().filter_map(make).collect()
}

/// An entry, whose words are its piece's, or say more.
fn make_entry(piece: &Piece, entry: &Entry, words: &str) -> PrintedEntry {
    let (line, column) = piece.line.place();
    let text = CharIndex::new(piece.text());
    // `[Medline]`: brackets round a link are a part of its label.
    let label = |link: &Link| {
        let around = text.slice(link.start.saturating_sub(1), link.end + 1);
        let is_bracketed = around.starts_with('[') && around.ends_with(']');
        if is_bracketed { around } else { text.slice(link.start, link.end) }
    };
    let behind = if piece.links.is_empty() { None } else { printed::find_other_works(piece.text()) };
    let own = behind.and_then(|at| piece.text().get(..at)).map_or(u32::MAX, count_chars);
    let links = piece.links.iter().filter(|link| link.start < own);
    let links: Vec<(&str, &str)> = links.map(|link| (label(link), link.url.as_str())).collect();
    PrintedEntry {
        number: piece.number.clone().or_else(|| piece.footnote.clone()),
        section: entry.section.clone(),
        printed: piece.text().to_owned(),
        line,
        column,
        parsed: match &piece.fields {
            Fields::All(item) => Parsed::from_fields((**item).clone()),
            Fields::Some(item) => printed::parse_linked(words, &links).with_fields((**item).clone()),
            Fields::None if entry.row => printed::parse_linked(&list::without_bars(words), &links),
            Fields::None => printed::parse_linked(words, &links),
        },
    }
}

/// What has to be said of dates in entries that are two days: of the first, and how many are like it.
fn note_days(pieces: &[Piece], listed: &[Entry], days: &DayOrder) -> Option<Note> {
    let pieces = listed.iter().filter_map(|entry| pieces.get(entry.piece));
    let mut told = pieces.filter_map(|piece| Some((piece.line.place(), days.describe_doubt(piece.text())?)));
    let (place, doubt) = told.next()?;
    let message = match told.count() {
        0 => doubt,
        1 => format!("{doubt}. Another entry has such a date"),
        more => format!("{doubt}. {more} more entries have such a date"),
    };
    Some(Note::new(place, message))
}

/// Reports what the parser was unsure of, at the entry's line.
fn note_doubts(references: &[PrintedEntry], notes: &mut Vec<Note>) {
    for entry in references {
        notes.extend(entry.parsed.notes.iter().map(|n| Note::new((entry.line, entry.column), n.clone())));
        notes.extend(entry.parsed.doubt().map(|doubt| Note::new((entry.line, entry.column), doubt)));
    }
}

/// So much of a heading names the section under it; every block repeats it.
const SECTION: usize = 300;

/// The text, blocks parted by one blank line, and each block's section and origins.
fn join_pieces(pieces: &[Piece]) -> (String, Blocks) {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(pieces.len());
    let mut over: Vec<(u8, &str)> = Vec::new();
    let mut at = 0;
    for piece in pieces {
        if !blocks.is_empty() {
            text.push_str("\n\n");
            at += 2;
        }
        let length = count_chars(piece.text());
        let heading = piece.kind == BlockKind::Heading;
        if heading {
            over.retain(|(level, _)| *level < piece.level);
        }
        blocks.push(Block {
            kind: piece.kind,
            level: piece.level,
            section: over.last().map(|(_, s)| (*s).to_owned()).unwrap_or_default(),
            start: at,
            end: at + length,
            from: piece.line.from.iter().map(|o| Origin(o.0 + at, o.1, o.2)).collect(),
            marks: Vec::new(),
            unlisted: Vec::new(),
        });
        if heading {
            let named = piece.text().char_indices().nth(SECTION).and_then(|(end, _)| piece.text().get(..end));
            over.push((piece.level, named.unwrap_or(piece.text())));
        }
        text.push_str(piece.text());
        at += length;
    }
    (text, Blocks(blocks))
}

/// Where the entries and the marks stand in the text.
fn place_entries(pieces: &[Piece], blocks: &Blocks, listed: &[Entry], repeats: &[Repeat]) -> PlacedEntries {
    let start = |i: usize| blocks.0.get(i).map_or(0, |b| b.start);
    // What is raised behind the names of authors says where they work.
    let marks = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.kind != BlockKind::About)
        .flat_map(|(i, p)| p.marks.iter().map(move |m| (i, m)))
        .map(|(i, m)| Mark { start: m.start + start(i), end: m.end + start(i), ..m.clone() })
        .collect();
    let entries = listed.iter().map(|e| (start(e.piece), e.footnote)).collect();
    let label = |piece: &Piece| piece.number.clone().or_else(|| piece.footnote.clone());
    let repeated = repeats.iter().filter_map(|repeat| {
        let label = label(pieces.get(repeat.piece)?)?;
        Some(RepeatedEntry { label, at: start(repeat.piece), footnote: repeat.footnote, entry: repeat.entry })
    });
    PlacedEntries { entries, marks, repeats: repeated.collect(), ..PlacedEntries::default() }
}
