//! Clauses that say things of their own: "Heat eases pain, but it slows no disease" is two claims. A sentence is parted only
//! where each side is plainly a whole clause; all else stays one, which loses nothing: a claim of two halves is reviewed as one.

use super::sentence::{LISTS, Words};
use crate::text::CharIndex;
use crate::text::lexicon::{ENGLISH, ListedPhrase, Phrases, WordSet};
use crate::text::tokens::Token;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A clause of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Where it begins in the sentence, in code points.
    pub(super) start: u32,
    /// Where it ends, exclusive.
    pub(super) end: u32,
    /// The subject that stands in the clause before, as words that lead to this one: "Ibuprofen", "NSAIDs:".
    pub(super) lead: Option<String>,
    /// How it is joined to the one before.
    pub(super) conjunction: Conjunction,
    /// It only sends the reader to somebody.
    pub(super) refers: bool,
}

/// What joins a clause to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conjunction {
    /// It is the first.
    First,
    /// "and", "but" or a semicolon, and a subject of its own.
    OwnSubject,
    /// The subject is that of the clause before, left out or a pronoun.
    SameSubject,
    /// "because".
    Reason,
}

/// No subject has more words.
const LONGEST_SUBJECT: usize = 8;
/// What makes it doubtful where a clause ends, or who says it.
const DOUBTFUL: &[char] = &['“', '”', '"', ':', '(', ')', '?', '|', '—', '–', '…'];

/// The clauses of a sentence; none where it is one.
pub(super) fn find_clauses(text: &str, words: &Words) -> Vec<Clause> {
    let tokens = words.tokens.as_slice();
    if text.contains(DOUBTFUL) || !tokens.iter().any(|t| is_conjunction(&t.word)) && !text.contains(';') {
        return Vec::new();
    }
    let read = SentenceWords { places: CharIndex::new(text), length: text.chars().count() as u32, words, tokens };
    let Some(mut open) = read.read_first() else { return Vec::new() };
    let mut found = Vec::new();
    for at in 2..tokens.len() {
        let Some((end, begin, word)) = read.find_conjunction_before(at) else { continue };
        let Some(next) = read.read_next(&open, end, begin, word) else { continue };
        found.push(read.close(&open, end));
        open = next;
    }
    if !found.is_empty() {
        found.push(read.close(&open, tokens.len()));
    }
    found
}

fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "but" | "because")
}

/// A clause whose end is not known yet.
struct OpenClause {
    first: usize,
    /// Where its subject begins and ends, and its verb stands; none for a request.
    core: Option<(usize, usize)>,
    lead: Option<String>,
    conjunction: Conjunction,
    refers: bool,
}

struct SentenceWords<'w> {
    places: CharIndex<'w>,
    /// In code points.
    length: u32,
    words: &'w Words,
    tokens: &'w [Token],
}

impl SentenceWords<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.word)
    }

    /// The joint that stands right before a word: where the clause before ends, where the next begins, and the word between.
    fn find_conjunction_before(&self, at: usize) -> Option<(usize, usize, &'static str)> {
        let (before, here) = (self.tokens.get(at - 1)?, self.tokens.get(at)?);
        if self.places.slice(before.end, here.start).contains(';') {
            let begin = if matches!(self.word(at), "and" | "but") { at + 1 } else { at };
            return Some((at, begin, ";"));
        }
        let conjunction = ["and", "but", "because"].into_iter().find(|conjunction| *conjunction == before.word)?;
        // What stands behind a semicolon was asked about there.
        let gap = self.tokens.get(at.checked_sub(2)?).map(|t| self.places.slice(t.end, before.start));
        (!gap.is_some_and(|gap| gap.contains(';'))).then_some((at - 1, at, conjunction))
    }

    /// The subject and verb of a clause that begins at a word.
    fn find_core(&self, first: usize) -> Option<(usize, usize)> {
        if NON_SUBJECTS.contains(self.word(first)) {
            return None;
        }
        for at in first + 1..=(first + LONGEST_SUBJECT).min(self.tokens.len().checked_sub(1)?) {
            let token = self.tokens.get(at)?;
            if token.after_break {
                return None;
            }
            let before = self.word(at - 1);
            // "Back pain causes are": what stands before "are" is no verb.
            let is_noun = !FINITE.contains(&token.word) && FINITE.contains(self.word(at + 1));
            if is_finite(&token.word, before) && !HANGING_WORDS.contains(before) && !is_noun {
                return Some((first, at));
            }
            if NON_SUBJECT_WORDS.contains(&token.word) {
                return None;
            }
        }
        None
    }

    fn read_first(&self) -> Option<OpenClause> {
        let refers = self.sends_to_carer(0);
        let is_at_head = |e: &ListedPhrase| e.first == 0 && LISTS.name(e.list) == "cue: advice at the head";
        let core = if refers { None } else { self.find_core(0) };
        if core.is_none() && !refers && !self.words.listed.iter().any(is_at_head) {
            return None;
        }
        Some(OpenClause { first: 0, core, lead: None, conjunction: Conjunction::First, refers })
    }

    /// The clause that begins behind a joint, where both it and the one before are whole.
    fn read_next(&self, open: &OpenClause, end: usize, begin: usize, conjunction: &str) -> Option<OpenClause> {
        let is_whole = match open.core {
            Some((_, verb)) => verb + 1 < end,
            None => open.first + 1 < end,
        };
        let left = self.tokens.get(open.first..end)?;
        let holds_together = conjunction != ";" && left.iter().any(|t| BINDING_WORDS.contains(&t.word));
        if !is_whole || holds_together {
            return None;
        }
        let next = |core, lead, conjunction, refers| Some(OpenClause { first: begin, core, lead, conjunction, refers });
        if self.sends_to_carer(begin)
            && open.core.is_some()
            && conjunction != "because"
            && self.names_carers_alone(begin)
        {
            return next(None, None, Conjunction::OwnSubject, true);
        }
        if let Some((first, verb)) = self.find_core(begin) {
            let is_pronoun = matches!(self.word(first), "it" | "they") && verb == first + 1;
            let lead = match is_pronoun && conjunction != "because" {
                true => Some(self.resolve(open, end, first)? + ":"),
                false if REFERRING_WORDS.contains(self.word(first)) => return None,
                false => None,
            };
            let is_bare = self.word(first) == "the" && verb == first + 2;
            if is_bare || self.has_referring_word(first + 1) || verb + 1 >= self.tokens.len() {
                return None;
            }
            let conjunction = match conjunction {
                "because" => Conjunction::Reason,
                _ if is_pronoun => Conjunction::SameSubject,
                _ => Conjunction::OwnSubject,
            };
            return next(Some((first, verb)), lead, conjunction, false);
        }
        // "Ibuprofen relieves pain but can cause bleeding": the subject is that of the clause before.
        let (subject, verb) = open.core.filter(|_| matches!(conjunction, "and" | "but"))?;
        let goes_on = self.tokens.get(begin).is_some_and(|t| !t.after_break) && begin + 1 < self.tokens.len();
        let agrees = is_finite(self.word(begin), self.word(verb - 1)) && !self.has_referring_word(begin);
        let lead = self.quote(subject, verb);
        if goes_on && agrees { next(Some((begin, begin)), Some(lead), Conjunction::SameSubject, false) } else { None }
    }

    /// What "it" or "they" stands for: the subject before, where nothing else in that clause could be meant.
    fn resolve(&self, open: &OpenClause, end: usize, pronoun: usize) -> Option<String> {
        let (subject, verb) = open.core?;
        let is_several = |at: usize| is_plural(self.word(at));
        let several = self.word(pronoun) == "they";
        let is_told_of = matches!(self.word(verb), "is" | "are" | "isnt" | "arent");
        let others_fit = !is_told_of && (!several || (verb + 1..end).any(is_several));
        let fits = is_several(verb - 1) == several && !REFERRING_WORDS.contains(self.word(subject));
        (fits && !others_fit).then(|| self.quote(subject, verb))
    }

    fn has_referring_word(&self, from: usize) -> bool {
        self.tokens.iter().skip(from).any(|token| REFERRING_WORDS_INSIDE.contains(&token.word))
    }

    /// "Ask your doctor…".
    fn sends_to_carer(&self, at: usize) -> bool {
        SENDING_TO_CARER.match_at(self.tokens, at).is_some() && self.names_carers_alone(at)
    }

    /// It names nothing of health but those who care, up to the next joint, and no condition.
    fn names_carers_alone(&self, from: usize) -> bool {
        let after =
            (from + 1..self.tokens.len()).find(|at| self.word(*at) == "because" || self.begins_behind_semicolon(*at));
        let after = after.unwrap_or(self.tokens.len());
        let inside = |e: &&ListedPhrase| (from..after).contains(&e.first);
        let named: BTreeSet<&str> = self.words.listed.iter().filter(inside).map(|e| LISTS.name(e.list)).collect();
        let has_condition = (from..after).any(|at| matches!(self.word(at), "if" | "when" | "unless" | "about"));
        let names_others = named.iter().any(|name| name.starts_with("health: ") && *name != "health: carers");
        !has_condition && !names_others && named.contains("health: carers")
    }

    fn begins_behind_semicolon(&self, at: usize) -> bool {
        let (Some(before), Some(here)) = (self.tokens.get(at - 1), self.tokens.get(at)) else { return false };
        self.places.slice(before.end, here.start).contains(';')
    }

    fn quote(&self, first: usize, after: usize) -> String {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let end = self.tokens.get(after - 1).map_or(start, |t| t.end);
        self.places.slice(start, end).to_owned()
    }

    /// A clause up to a word; the last keeps the stop that ends the sentence.
    fn close(&self, open: &OpenClause, after: usize) -> Clause {
        let start = if open.first == 0 { 0 } else { self.tokens.get(open.first).map_or(0, |t| t.start) };
        let end = match after == self.tokens.len() {
            true => self.length,
            false => self.tokens.get(after - 1).map_or(start, |t| t.end),
        };
        Clause { start, end, lead: open.lead.clone(), conjunction: open.conjunction, refers: open.refers }
    }
}

/// Whether a word makes a clause whole, behind another word: an auxiliary, or a verb that agrees with it.
fn is_finite(word: &str, before: &str) -> bool {
    FINITE.contains(word) || if is_plural(before) { VERBS.contains(word) } else { VERBS_OF_ONE.contains(word) }
}

/// Whether a word is an auxiliary or a verb that is known, as it stands behind one or several.
pub(super) fn is_verb(word: &str) -> bool {
    FINITE.contains(word) || VERBS.contains(word) || VERBS_OF_ONE.contains(word)
}

fn is_plural(word: &str) -> bool {
    let is_one = ["ss", "us", "is", "tes"].iter().any(|ending| word.ends_with(ending));
    PLURALS.contains(word) || word.len() > 3 && word.ends_with('s') && !is_one || matches!(word, "nsaids" | "ssris")
}

/// A verb as it stands behind "it".
fn conjugate_singular(verb: &str) -> String {
    match verb {
        _ if ["s", "sh", "ch", "x", "z", "o"].iter().any(|ending| verb.ends_with(ending)) => format!("{verb}es"),
        _ if verb.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|ending| verb.ends_with(ending)) => {
            format!("{}ies", verb.trim_end_matches('y'))
        }
        _ => format!("{verb}s"),
    }
}

static FINITE: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: finite words"));
static VERBS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: verbs"));
static VERBS_OF_ONE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| ENGLISH.entries("clauses: verbs").iter().map(|verb| conjugate_singular(verb)).collect());
static PLURALS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: several"));
static NON_SUBJECTS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: no subject"));
static NON_SUBJECT_WORDS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: never in a subject"));
static HANGING_WORDS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: hanging words"));
static BINDING_WORDS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: holding together"));
static REFERRING_WORDS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: points back"));
static REFERRING_WORDS_INSIDE: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("clauses: points back inside"));
static SENDING_TO_CARER: LazyLock<Phrases> = LazyLock::new(|| ENGLISH.phrases("clauses: sends to somebody"));
