//! The sentences of a text, each with what stands around it.

use super::clauses::{Clause, find_clauses, is_verb};
use super::lead_in::LeadIns;
use super::no_claim::NoClaim;
use super::section_kind::SectionKind;
use super::sentence::{LISTS, Sentence, Surroundings, Words, names_health};
use super::statement::restate_question;
use crate::model::{Block, BlockKind, Blocks};
use crate::text::ending::trim_end_markers;
use crate::text::lexicon::{CLAIMS, ListedPhrase, Phrases, PrintedPhrases, WordSet};
use crate::text::marks::{keep_unmarked, mask_marks, remove_marks, trim_marks};
use crate::text::{CharIndex, split_sentences};
use std::rc::Rc;
use std::sync::LazyLock;

/// Where a sentence stands, and how it develops with what leads to it.
pub(super) struct SentencePlace<'t> {
    /// Where it begins in the text, in code points.
    pub(super) start: u32,
    /// Where it ends, exclusive.
    pub(super) end: u32,
    /// The heading it stands under.
    pub(super) section: &'t str,
    /// The proposition that it makes with what leads to it.
    pub(super) joined: Option<String>,
    /// Its words, where it was read with the question that it answers.
    pub(super) printed: Option<String>,
    /// The list it is an item of, by the place of that list in the text.
    pub(super) list: Option<u32>,
    /// It breaks off, and the items behind it go on with it.
    pub(super) leads_on: bool,
    /// It names what follows: "Stress. Normal stress can make your back tense.", a line without a stop.
    pub(super) is_label: bool,
    /// It is a paragraph, or the last of one, that does not end as a sentence.
    pub(super) breaks_off: bool,
    /// The heading says that it is no claim of this article.
    pub(super) exclusion: Option<NoClaim>,
    /// The clauses that it could be parted into; none where it is one.
    pub(super) clauses: Vec<PlacedClause>,
}

/// A clause of a sentence with its place in the text.
pub(super) struct PlacedClause {
    /// What it is in the sentence.
    pub(super) clause: Clause,
    /// Its words, without markers of references.
    pub(super) text: String,
    /// Where it begins in the text, in code points.
    pub(super) start: u32,
    /// Where it ends, exclusive.
    pub(super) end: u32,
    /// A marker stands in it, or right behind.
    pub(super) cited: bool,
}

/// What is longer than this, in code points, is no sentence that a person wrote: a table without marks, a data dump.
const LONGEST_SENTENCE: u32 = 2_000;

/// What stands between the cells of a table, also in a text that is printed line by line.
pub(super) const CELL_SEPARATOR: &str = " | ";
/// A label has no more words.
const LONGEST_LABEL: usize = 5;
/// What says something even where a label or a caption could stand.
const EFFECT_LISTS: &[&str] =
    &["cue: what helps", "cue: what does harm", "cue: how it comes about", "cue: how it develops"];

/// Whether words end as a sentence does.
fn has_end(words: &str) -> bool {
    trim_end_markers(words).ends_with(['.', '!', '?', '…', '”', '"', ')', ']'])
}

/// Whether words say what something does.
fn says_something(words: &Words) -> bool {
    words.listed.iter().any(|entry| EFFECT_LISTS.contains(&LISTS.name(entry.list)))
}

/// Whether words are nothing but names of treatments and tests, with what joins them: "Over-the-counter pain relievers."
fn has_only_names(words: &Words) -> bool {
    let is_thing = |e: &&ListedPhrase| matches!(LISTS.name(e.list), "health: treatments" | "health: tests");
    let mut known = vec![false; words.tokens.len()];
    let things = words.listed.iter().filter(is_thing).map(|entry| (entry.first, entry.after));
    let joints = JOINING.find(&words.tokens).into_iter().map(|conjunction| (conjunction.first, conjunction.after));
    for (first, after) in things.chain(joints) {
        known.iter_mut().take(after).skip(first).for_each(|known| *known = true);
    }
    known.into_iter().all(|known| known) && !words.tokens.iter().any(|token| is_verb(&token.word))
}

static JOINING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: joining words"));

/// Reads every sentence of the blocks that can hold claims, in order.
pub(super) fn read_sentences(
    text: &str,
    blocks: &Blocks,
    language: &str,
    mut visit: impl FnMut(&Sentence, SentencePlace),
) {
    let places = CharIndex::new(text);
    let mut leads = LeadIns::new(language);
    let mut around = CurrentSurroundings::default();
    let behind = blocks.0.iter().skip(1).map(Some).chain([None]);
    for (block, next) in blocks.0.iter().zip(behind) {
        let before = leads.clone();
        leads.advance(&places, block);
        around.enter(block, &before);
        let is_table_head = block.kind == BlockKind::Row && block.level == 1;
        if holds_claims(block.kind) && !is_table_head {
            let open = next.and_then(|next| leads.find_open_lead(next));
            read_block(&places, block, language, (&before, open), &mut around, &mut visit);
        }
        around.asked = find_question(places.slice(block.start, block.end), language);
    }
}

/// The last sentence of a block, where it asks.
fn find_question(text: &str, language: &str) -> Option<String> {
    let asks = text.trim_end().trim_end_matches(['*', '"', '”']).ends_with('?');
    let last = if asks { split_sentences(text, language).pop() } else { None };
    last.map(|last| CharIndex::new(text).slice(last.start, last.end).trim_matches(['*', ' ']).to_owned())
}

/// What an answer says with its question: "Can low iron cause cramps?", "Yes, it often does." None where it does not affirm it.
fn affirm(question: &str, answer: &str) -> Option<String> {
    AFFIRMING.begin(&answer.to_lowercase()).then_some(())?;
    let (first, asked) = question.trim_end_matches('?').split_once(' ')?;
    AUXILIARIES.contains(&first.to_lowercase()).then_some(())?;
    let said = answer.split_once([',', '.', '!', '–', '—', ';', ':']).map_or("", |(_, said)| said).trim();
    let head: String = asked.chars().next()?.to_uppercase().collect();
    let rest = asked.get(asked.chars().next()?.len_utf8()..)?;
    Some(if said.is_empty() { format!("{head}{rest}.") } else { format!("{head}{rest}: {said}") })
}

static AUXILIARIES: LazyLock<WordSet> = LazyLock::new(|| CLAIMS.words("questions to affirm"));

/// How an answer begins that says what the question asks: "Can low iron cause restless legs? Yes, it can."
static AFFIRMING: LazyLock<PrintedPhrases> = LazyLock::new(|| CLAIMS.printed_phrases("affirming answers"));

/// Whether blocks of a kind can hold claims.
fn holds_claims(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Row | BlockKind::Caption => true,
        BlockKind::Title | BlockKind::Heading | BlockKind::About => false,
        BlockKind::Navigation | BlockKind::Notice | BlockKind::Reference => false,
    }
}

fn read_block(
    places: &CharIndex,
    block: &Block,
    language: &str,
    (leads, open): (&LeadIns, Option<&str>),
    around: &mut CurrentSurroundings,
    visit: &mut impl FnMut(&Sentence, SentencePlace),
) {
    let text = places.slice(block.start, block.end);
    let inside = CharIndex::new(text);
    let mut previous: Option<Rc<Words>> = None;
    let spans = split_sentences(&mask_marks(text, block), language);
    let more_follow = spans.len() > 1;
    let exclusion = around.section_kind.exclude_line(text).filter(|_| block.marks.is_empty());
    for (at, span) in spans.into_iter().enumerate() {
        if span.end - span.start > LONGEST_SENTENCE {
            previous = None;
            continue;
        }
        let (start, end) = trim_marks(&inside, block, (block.start + span.start, block.start + span.end));
        let words =
            remove_marks(inside.slice(start - block.start, end - block.start), start, block.marks_within(start, end));
        let cited = block.marks_within(start, end + 2).iter().any(|(mark, _)| (start..=end + 1).contains(mark));
        let words = words.trim();
        let asked = std::mem::replace(&mut around.asked, words.ends_with('?').then(|| words.to_owned()));
        // An answer that names something of health says it by itself.
        let asked = asked.filter(|_| !names_health(&Words::new(words)));
        let answer = asked.as_deref().and_then(|asked| affirm(asked, words));
        let answered = answer.is_some().then(|| format!("{} {words}", asked.unwrap_or_default()));
        let told = answer.clone().or_else(|| restate_question(words));
        let mut sentence = Sentence { cited, ..Sentence::new(told.as_deref().unwrap_or(words), block.kind) };
        sentence.around = Surroundings {
            heading: around.heading.as_ref(),
            lead: around.lead.as_ref().filter(|_| at == 0),
            previous: previous.as_deref().filter(|_| block.kind == BlockKind::Paragraph),
        };
        // The first words of a bullet go on with what leads to it.
        let joined = answered.or_else(|| if at == 0 { leads.join(block, words) } else { None });
        let printed = answer.map(|_| words.to_owned());
        let leads_on = open.is_some_and(|open| words.trim_end_matches(':').ends_with(open));
        let list = around.list;
        // Most captions say what a picture shows; one that is a sentence may say more.
        let is_open = matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption) && !has_end(words);
        let breaks_off = block.kind == BlockKind::Caption || is_open && !cited && !words.contains(CELL_SEPARATOR);
        let is_alone = sentence.words.tokens.len() < 2 && sentence.around.lead.is_none();
        let says = says_something(&sentence.words);
        let names =
            block.kind == BlockKind::Item && at == 0 && more_follow && sentence.words.tokens.len() <= LONGEST_LABEL;
        // A row with words in one cell alone has no other that would say something of them.
        let is_row = block.kind == BlockKind::Row;
        let is_cell = is_row && !words.trim_matches(['|', ' ']).contains(CELL_SEPARATOR);
        let names_only = sentence.around.lead.is_none() && (!is_row || is_cell) && has_only_names(&sentence.words);
        let is_label = is_alone || !says && (names || is_cell || is_open && breaks_off) || names_only && !cited;
        let is_whole = !leads_on && !is_label && !breaks_off && exclusion.is_none();
        let may_part = joined.is_none() && told.is_none() && is_whole && block.kind != BlockKind::Row;
        let clauses = if may_part { place_clauses(places, block, (start, end), &sentence) } else { Vec::new() };
        let section = &block.section;
        let place = SentencePlace {
            start,
            end,
            section,
            joined,
            printed,
            list,
            leads_on,
            is_label,
            breaks_off,
            exclusion,
            clauses,
        };
        visit(&sentence, place);
        previous = Some(sentence.words);
    }
}

/// The clauses of a sentence where they stand in the text. None where a marker would be left without a clause, or a clause without
/// one while the last has it: a marker at the end of a sentence mostly speaks for all of it.
fn place_clauses(
    places: &CharIndex,
    block: &Block,
    (start, end): (u32, u32),
    sentence: &Sentence,
) -> Vec<PlacedClause> {
    let found = find_clauses(sentence.text, &sentence.words);
    if found.is_empty() {
        return Vec::new();
    }
    let kept = keep_unmarked(places.slice(start, end), start, block.marks_within(start, end));
    let blank = kept.iter().take_while(|(_, c)| c.is_whitespace()).count();
    let place = |at: u32| kept.get(blank + at as usize).map(|(place, _)| *place);
    let marks = block.marks_within(start, end + MARKER_DISTANCE);
    let mut placed = Vec::new();
    for clause in found {
        let (Some(from), Some(last)) = (place(clause.start), place(clause.end.saturating_sub(1))) else {
            return Vec::new();
        };
        let cited = marks.iter().any(|(mark, _)| (from..=last + MARKER_DISTANCE).contains(mark));
        let text = CharIndex::new(sentence.text).slice(clause.start, clause.end).to_owned();
        placed.push(PlacedClause { text, start: from, end: last + 1, cited, clause });
    }
    let behind = |mark: u32| placed.iter().any(|c| (c.start..c.end + MARKER_DISTANCE).contains(&mark));
    let mut runs = marks.iter().zip(std::iter::once(None).chain(marks.iter().map(Some)));
    let all_reached = runs.all(|((mark, _), before)| behind(*mark) || before.is_some_and(|(_, end)| end + 2 >= *mark));
    let last_cites_alone =
        placed.last().is_some_and(|c| c.cited) && placed.iter().any(|c| !c.cited && !c.clause.refers);
    if all_reached && !last_cites_alone { placed } else { Vec::new() }
}

/// How far behind a clause its marker stands at most, in code points: behind a comma or a blank.
const MARKER_DISTANCE: u32 = 2;

/// What stands around the sentences at the place that has been reached.
#[derive(Default)]
struct CurrentSurroundings {
    section: String,
    heading: Option<Words>,
    section_kind: SectionKind,
    sentence_above: String,
    lead: Option<Words>,
    list: Option<u32>,
    /// The question right before.
    asked: Option<String>,
}

impl CurrentSurroundings {
    fn enter(&mut self, block: &Block, leads: &LeadIns) {
        if block.section != self.section {
            self.section.clone_from(&block.section);
            self.heading = (!block.section.is_empty()).then(|| Words::new(&block.section));
            self.section_kind = SectionKind::from_heading(&block.section);
        }
        let sentence_above = leads.find_sentence_above(block).unwrap_or_default();
        if sentence_above != self.sentence_above {
            sentence_above.clone_into(&mut self.sentence_above);
            self.lead = (!sentence_above.is_empty()).then(|| Words::new(sentence_above));
            self.list = None;
        }
        self.list = if block.kind == BlockKind::Item { self.list.or(Some(block.start)) } else { None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: BlockKind, text: &str) -> Vec<(String, bool)> {
        let end = text.chars().count() as u32;
        let block = Block {
            kind,
            level: u8::from(kind == BlockKind::Item),
            section: String::new(),
            start: 0,
            end,
            from: Vec::new(),
            marks: Vec::new(),
            unlisted: Vec::new(),
        };
        let mut read = Vec::new();
        read_sentences(text, &Blocks(vec![block]), "en", |sentence, place| {
            read.push((sentence.text.to_owned(), place.is_label));
        });
        read
    }

    #[test]
    fn labels_are_told_from_short_claims() {
        for (kind, text, is_label) in [
            (BlockKind::Item, "Stress. Normal stress can make your back tense.", true),
            (BlockKind::Item, "Smoking kills. It ruins the lungs.", false),
            (BlockKind::Item, "Stress.", true),
            (BlockKind::Item, "a dry mouth", false),
            (BlockKind::Paragraph, "Food and Drug Agency", true),
            (BlockKind::Paragraph, "A woman on a sofa with a warm drink in her hands", true),
            (BlockKind::Paragraph, "Knees wear out.", false),
            (BlockKind::Caption, "A woman on a sofa with a warm drink in her hands", true),
            (BlockKind::Caption, "Figure 2. Yoga halves back pain.", false),
            (BlockKind::Paragraph, "Garlic cures cancer", false),
            (BlockKind::Paragraph, "Over-the-counter pain relievers.", true),
            (BlockKind::Item, "Physical therapy and massage.", true),
            (BlockKind::Paragraph, "Massage works.", false),
            (BlockKind::Paragraph, "Physical therapy treats back pain.", false),
            (BlockKind::Item, "Vitamin C cures colds.", false),
            (BlockKind::Row, "Fasting | below 95 mg/dL", false),
            (BlockKind::Row, "Iron deficiency anemia |", true),
            (BlockKind::Row, "Drug-induced hives |", true),
            (BlockKind::Row, "Iron tablets cause cramps in 10% of adults. |", false),
        ] {
            assert_eq!(read(kind, text).first().map(|(_, label)| *label), Some(is_label), "{text}");
        }
    }
}
