//! What shows that a sentence makes no claim, whatever signals stand in it.

use super::sentence::Sentence;
use crate::model::BlockKind;
use crate::text::ending::trim_end_markers;
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

/// A reason why a sentence is no claim.
struct Exclusion {
    /// What such a sentence is.
    is: &'static str,
    fits: fn(&Sentence) -> bool,
}

/// Every exclusion, the cheap ones first.
const EXCLUSIONS: &[Exclusion] = &[
    Exclusion { is: "a label", fits: is_label },
    Exclusion { is: "a question", fits: is_question },
    Exclusion { is: "a call to action", fits: |s| begins_with_call(s) || s.has(&OFFERS) },
    Exclusion { is: "only the advice to ask somebody", fits: only_asks_a_provider },
    Exclusion { is: "a price", fits: is_price },
    Exclusion { is: "a membership count", fits: is_membership_count },
    Exclusion { is: "a biography", fits: |s| s.has(&BIOGRAPHY) },
    Exclusion { is: "encouragement", fits: |s| s.has(&ENCOURAGEMENT) },
    Exclusion { is: "a disclaimer", fits: |s| s.has(&DISCLAIMERS) },
    Exclusion { is: "what a reader says in a form", fits: |s| s.begins_with(&FORM_ANSWERS) },
];

/// Why a sentence is no claim, if it is none.
pub(super) fn find_exclusion(sentence: &Sentence) -> Option<&'static str> {
    EXCLUSIONS.iter().find(|e| (e.fits)(sentence)).map(|e| e.is)
}

/// Three words are no proposition unless they are cited, and a paragraph that neither ends like a sentence nor is cited
/// is a caption or a label.
fn is_label(sentence: &Sentence) -> bool {
    let ends = trim_end_markers(sentence.text).ends_with(['.', '!', '?', '…', '”', '"', ')', ']', '*', ':', ';'])
        || sentence.text.ends_with(|c: char| c.is_numeric())
        || sentence.cited;
    sentence.tokens.len() + usize::from(sentence.cited) < 4 || (sentence.block == BlockKind::Paragraph && !ends)
}

/// "Learn more…", also after one word: "Here, learn more…".
fn begins_with_call(sentence: &Sentence) -> bool {
    let led = sentence
        .tokens
        .first()
        .is_some_and(|t| matches!(t.word.as_str(), "here" | "also" | "then" | "now" | "so" | "and" | "please"));
    sentence.begins_with(&CALLS) || (led && CALLS.match_at(&sentence.tokens, 1).is_some())
}

fn is_question(sentence: &Sentence) -> bool {
    trim_end_markers(sentence.text).trim_end_matches(['”', '"', '’', ')', '*']).ends_with('?')
}

fn is_price(sentence: &Sentence) -> bool {
    sentence.figures.iter().any(|q| q.unit == "money") || sentence.has(&PRICES)
}

/// A count of members or companies, unless the sentence says what became of them.
fn is_membership_count(sentence: &Sentence) -> bool {
    sentence.has(&MEMBERS) && !sentence.figures.iter().any(|q| q.unit == "%")
}

/// "Talk to your doctor about it": advice that no evidence is needed for. With a sign that calls for it, or with
/// something to avoid, it is a claim.
fn only_asks_a_provider(sentence: &Sentence) -> bool {
    sentence.has(&ASKS) && !sentence.has(&ASKS_BECAUSE)
}

/// Sentences that send the reader somewhere.
static CALLS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: calls"));

/// What a publisher offers, anywhere in a sentence.
static OFFERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: offers"));

static PRICES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: prices"));

static MEMBERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: members"));

static BIOGRAPHY: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: biography"));

static ENCOURAGEMENT: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: encouragement"));

static DISCLAIMERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: disclaimers"));

static FORM_ANSWERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: form answers"));

static ASKS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: asks"));

/// What makes a claim of the advice to ask.
static ASKS_BECAUSE: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: asks because"));
