//! Proposing claims: which sentences of an article say something that needs evidence, of what kind, and why.
//!
//! A sentence is proposed when a *signal* is found in it (a figure, a named study, an effect, a safety word, advice
//! with a threshold, how common something is) and nothing shows it to be no claim (a question, a call to action, a
//! price, a biography). English only: for other languages [`knows_language`] is false, nothing is proposed, and callers say
//! that the article is unchecked.

mod grouping;
mod kind;
mod lead_in;
mod no_claim;
mod sentence;
mod signals;
mod statement;

pub use grouping::{WordingIndex, is_same_claim};

use crate::model::{Block, BlockKind, Blocks, Kind};
use crate::text::marks::{remove_marks, trim_marks};
use crate::text::{CharIndex, split_sentences};
use lead_in::LeadIns;
use sentence::Sentence;
use std::borrow::Cow;

/// A sentence that makes a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimProposal {
    /// Where the sentence begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The sentence as worded, without the words that only say who said it.
    pub statement: String,
    /// What kind of claim it is.
    pub kind: Kind,
    /// The heading it stands under; empty before the first.
    pub section: String,
    /// Why it is proposed, each reason naming the words it rests on.
    pub because: Vec<String>,
    /// Other places that clearly word the same claim, in order, as `(start, end)`.
    pub also: Vec<(u32, u32)>,
}

/// Whether claims can be proposed in a language, given as a BCP 47 tag: English alone.
pub fn knows_language(language: &str) -> bool {
    language.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// The statement that a sentence makes: its words without those that only say who said it.
pub fn restate_claim(sentence: &str) -> String {
    statement::restate_claim(sentence)
}

/// The statement of a bullet whose words are others now: what leads to it stays. None where the statement was not joined so.
pub fn restate_joined(statement: &str, before: &str, now: &str) -> Option<String> {
    let bullet = restate_claim(before);
    let bullet = bullet.trim_end_matches([';', ',']);
    let at = statement.len().checked_sub(bullet.len()).filter(|at| statement.is_char_boundary(*at))?;
    let (lead, words) = statement.split_at(at);
    let is_joined =
        lead.ends_with(' ') && lead.len() > 1 && !bullet.is_empty() && words.to_lowercase() == bullet.to_lowercase();
    is_joined.then(|| format!("{lead}{}", restate_claim(now).trim_end_matches([';', ','])))
}

/// The reasons of a claim whose sentence is another one now: those that name the words before are found anew, and what a person
/// or an import noted stays.
pub fn renew_reasons(before: &[String], sentence: &str) -> Vec<String> {
    let noted = before.iter().filter(|reason| !reason.contains(": ")).cloned();
    let found = judge(&Sentence::new(sentence.trim(), BlockKind::Paragraph)).map(|(_, because)| because);
    noted.chain(found.unwrap_or_default()).collect()
}

/// The claims that a text makes, in order of place. Spans count code points of `text`, as `blocks` do. Empty where the
/// language is not known; ask [`knows_language`] to tell that from an article without claims.
pub fn detect_claims(text: &str, blocks: &Blocks, language: &str) -> Vec<ClaimProposal> {
    if !knows_language(language) {
        return Vec::new();
    }
    let places = CharIndex::new(text);
    let mut leads = LeadIns::new(language);
    let mut proposals = Vec::new();
    let behind = blocks.0.iter().skip(1).map(Some).chain([None]);
    for (block, next) in blocks.0.iter().zip(behind) {
        let before = leads.clone();
        leads.pass(&places, block);
        if holds_claims(block.kind) {
            let mut found = claims_of(&places, block, language, &before);
            // What leads to bullets is a part of theirs.
            let lead = next.and_then(|next| leads.open_lead(next));
            found.retain(|claim| lead.is_none_or(|words| !claim.statement.trim_end_matches(':').ends_with(words)));
            proposals.extend(found);
        }
    }
    grouping::group_proposals(proposals)
}

/// What is longer than this, in code points, is no sentence that a person wrote: a table without marks, a data dump.
const LONGEST: u32 = 2_000;

/// Whether blocks of a kind can hold claims.
fn holds_claims(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Row => true,
        BlockKind::Title | BlockKind::Heading | BlockKind::Caption | BlockKind::About => false,
        BlockKind::Navigation | BlockKind::Notice | BlockKind::Reference => false,
    }
}

fn claims_of(places: &CharIndex, block: &Block, language: &str, leads: &LeadIns) -> Vec<ClaimProposal> {
    let text = places.slice(block.start, block.end);
    let inside = CharIndex::new(text);
    let spans = split_sentences(&mask_marks(text, block), language);
    let first = spans.first().map(|span| span.start).unwrap_or_default();
    let readable = spans.into_iter().filter(|span| span.end - span.start <= LONGEST);
    let proposed = readable.filter_map(|span| {
        let (start, end) = trim_marks(&inside, block, (block.start + span.start, block.start + span.end));
        let words =
            remove_marks(inside.slice(start - block.start, end - block.start), start, block.marks_within(start, end));
        let cited = block.marks_within(start, end + 2).iter().any(|(mark, _)| (start..=end + 1).contains(mark));
        // The first words of a bullet go on with what leads to it.
        let is_first = span.start == first;
        let joined = if is_first { leads.join(block, words.trim()) } else { None };
        let words = joined.as_deref().unwrap_or(words.trim());
        let sentence = Sentence { cited, ..Sentence::new(words, block.kind) };
        let (kind, because) = judge(&sentence)?;
        Some(ClaimProposal {
            start,
            end,
            statement: statement::restate_claim(sentence.text),
            kind,
            section: block.section.clone(),
            because,
            also: Vec::new(),
        })
    });
    proposed.collect()
}

/// A block's text in which every marker is what all know to be one, character by character: a raised letter behind a stop, or
/// the stop in `[1, p. 5]`, neither hides nor makes the end of a sentence.
fn mask_marks<'t>(text: &'t str, block: &Block) -> Cow<'t, str> {
    if block.marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut marks = block.marks.iter().peekable();
    let chars = (block.start..).zip(text.chars()).map(|(at, c)| {
        while marks.next_if(|(_, end)| *end <= at).is_some() {}
        if marks.peek().is_some_and(|(start, _)| *start <= at) { '¹' } else { c }
    });
    Cow::Owned(chars.collect())
}

/// The kind of claim that a sentence makes, and the reasons; none where it makes none.
fn judge(sentence: &Sentence) -> Option<(Kind, Vec<String>)> {
    if no_claim::find_exclusion(sentence).is_some() {
        return None;
    }
    let reasons: Vec<signals::Reason> = signals::SIGNALS.iter().flat_map(|s| (s.find)(sentence)).collect();
    if !reasons.iter().any(|r| r.mark.suffices()) {
        return None;
    }
    let kind = kind::detect_kind(sentence, &reasons);
    Some((kind, reasons.into_iter().map(|r| r.text).collect()))
}
