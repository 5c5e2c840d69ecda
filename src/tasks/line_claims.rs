//! Claims of titles, headings, descriptions, captions, buttons and boxes. No catalogue keeps them, since hardly any heading makes one;
//! what a change puts there is read by as many people as the text, and is judged like a claim of the text.

use super::cited_sentences::CitedSentence;
use super::shown_text::{EarlierText, ShownText};
use crate::compare::ReadSentence;
use crate::detect::{LineClaim, judge_line, testifies};
use crate::model::{
    Block, BlockKind, Claim, Confidence, Occurrence, OccurrenceState, Origin, Reasons, Serial, Snapshot, SnapshotIndex,
    Status, Uid,
};
use crate::read::article::UnreadLine;
use crate::text::absolute::find_absolute_words;
use crate::text::marks::{mask_marks, remove_marks};
use crate::text::normalise::count_chars;
use crate::text::{CharIndex, split_sentences};
use std::collections::BTreeSet;

/// A line of the judged text, and the claim that it makes.
struct ClaimingLine {
    start: u32,
    end: u32,
    words: String,
    section: String,
    claim: LineClaim,
}

/// Puts what stands beside the text behind it, and adds the claims of its lines, as far as no line of the text before, no cited
/// sentence and no claim of the text says the same.
pub(super) fn add_line_claims(snapshot: &mut Snapshot, now: &ShownText, before: &EarlierText, at: jiff::Timestamp) {
    let Some(article) = snapshot.article.clone().filter(crate::model::Article::is_english) else { return };
    put_behind(snapshot, &now.beside);
    let Some(version) = &snapshot.version else { return };
    let (n, last) =
        (version.n, snapshot.claims.iter().map(|claim| Serial(claim.serial).number()).max().unwrap_or_default());
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut found = find_lines(snapshot);
    // Each sentence is read once, however many lines are compared with it.
    let claims = snapshot.occurrences.iter().filter(|_| !found.is_empty()).map(|o| ReadSentence::read(&o.exact));
    let claims: Vec<ReadSentence> = claims.collect();
    found.retain(|line| {
        let is_of_before = before.says(&line.words) || !said.insert(line.words.to_lowercase());
        !is_of_before && {
            let line = ReadSentence::read(&line.words);
            let mut in_text = now.cited.iter().map(CitedSentence::sense).chain(&claims);
            !in_text.any(|sentence| sentence.describe_other_sense(&line).is_none())
        }
    });
    for (serial, line) in (last + 1..).zip(found) {
        let claim = Claim {
            uid: Uid::new(at),
            article: article.uid,
            serial,
            statement: line.claim.statement,
            kind: line.claim.kind,
            status: Status::Proposed,
            section: line.section,
            because: Reasons(line.claim.because),
            confidence: Some(Confidence::Sure),
            merged_into: None,
        };
        snapshot.occurrences.push(Occurrence {
            uid: Uid::new(at),
            claim: claim.uid,
            article: article.uid,
            version: n,
            exact: line.words,
            prefix: String::new(),
            suffix: String::new(),
            start: line.start,
            end: line.end,
            count: 1,
            state: OccurrenceState::Exact,
            exact_with_markers: None,
            heads: None,
        });
        for set in [&mut snapshot.only_in_file, &mut snapshot.added, &mut snapshot.of_lines] {
            set.insert(claim.uid);
        }
        snapshot.claims.push(claim);
    }
    snapshot.occurrences.sort_by_key(|o| (o.start, o.end));
    snapshot.index = SnapshotIndex::default();
}

/// Puts lines behind the judged text, each a block of its own.
fn put_behind(snapshot: &mut Snapshot, beside: &[UnreadLine]) {
    let Some(version) = &mut snapshot.version else { return };
    let mut length = count_chars(&version.text);
    for line in beside {
        version.text.push_str("\n\n");
        version.text.push_str(&line.words);
        let (start, end) = (length + 2, length + 2 + count_chars(&line.words));
        version.blocks.0.push(Block {
            kind: BlockKind::About,
            level: 0,
            section: String::new(),
            start,
            end,
            from: vec![Origin(start, line.line, line.column)],
            marks: Vec::new(),
            unlisted: Vec::new(),
        });
        length = end;
    }
}

/// The lines that make a claim, and sentences with an absolute word that were taken for none.
fn find_lines(snapshot: &Snapshot) -> Vec<ClaimingLine> {
    let Some(version) = &snapshot.version else { return Vec::new() };
    let places = CharIndex::new(&version.text);
    let mut found = Vec::new();
    for block in &version.blocks.0 {
        let text = places.slice(block.start, block.end);
        if block.kind == BlockKind::Notice || block.kind == BlockKind::Reference && names_work(text) {
            continue;
        }
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Row);
        for span in split_sentences(&mask_marks(text, block), "en") {
            let (start, end) = (block.start + span.start, block.start + span.end);
            let marks = block.marks_within(start, end + 2);
            let is_claim = snapshot.occurrences.iter().any(|o| o.start < end && start < o.end);
            let words = remove_marks(places.slice(start, end), start, marks);
            let words = words.trim().trim_start_matches(['*', '“', '"']).trim();
            let is_sentence = words.ends_with(['.', '!', '?', '…', '”', '"', ')', ']']);
            let says_too_much = || !find_absolute_words(words).is_empty() || testifies(words);
            if is_claim || !marks.is_empty() || is_text && is_sentence && !says_too_much() {
                continue;
            }
            let claim = judge_line(words);
            let (words, section) = (words.to_owned(), block.section.clone());
            found.extend(claim.map(|claim| ClaimingLine { start, end, words, section, claim }));
        }
    }
    found
}

/// Whether an entry of a list gives a year, an address or a number of a work.
fn names_work(entry: &str) -> bool {
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    entry.contains("http")
        || entry.to_lowercase().contains("doi")
        || entry.split(|c: char| !c.is_ascii_digit()).any(year)
}
