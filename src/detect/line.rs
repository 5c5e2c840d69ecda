//! Lines that are no sentences of the text: titles, headings, captions, what stands on a button or in a box beside the article. Most
//! of them name or invite; some make a claim. They are no claims of a catalogue, and are judged only where a change adds them.

use super::clauses::is_verb;
use super::features::extract_features;
use super::judging::{explain, is_call, is_question};
use super::kind::{KindHints, choose_kind};
use super::model::BUILT_IN;
use super::sentence::{Sentence, Words, names_health};
use super::statement::restate_claim;
use super::testimony::is_testimony;
use crate::model::{BlockKind, Kind, Quantity};
use crate::text::absolute::find_absolute_words;
use crate::text::find_quantities;
use crate::text::lexicon::{CLAIMS, Phrases};
use crate::text::strength::find_effects;
use std::sync::LazyLock;

/// From here on a line makes a claim that says what something does.
const EFFECT_THRESHOLD: f32 = 0.3;
/// The same where it names nothing of health that is known.
const UNNAMED_EFFECT_THRESHOLD: f32 = 0.9;
/// From here on one with an absolute word does.
const ABSOLUTE_THRESHOLD: f32 = 0.05;

/// From here on one does in which several things do something, as "kill" does, to something of health.
const PROMISE_THRESHOLD: f32 = 0.01;

static PROMISES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: promises"));
static PROMISES_OF_SEVERAL: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: promises of several"));
static ASKING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: asking words"));
static OWN_AFFAIRS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: own affairs"));

/// The claim that a line makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineClaim {
    /// Its words without those that only say who said it.
    pub statement: String,
    /// What kind of claim it is.
    pub kind: Kind,
    /// Why it is one.
    pub because: Vec<String>,
}

/// Whether a line tells how many of all, of whom or of what: "9 in 10 women are free of nausea". "50% off" does not.
fn tells_share(line: &str, words: &Words) -> bool {
    let is_discount =
        words.tokens.windows(2).any(|two| matches!(two, [sign, off] if sign.word == "%" && off.word == "off"));
    let is_share = |q: &Quantity| q.unit == "%";
    !is_discount && find_quantities(line).iter().any(is_share) && words.tokens.iter().any(|token| is_verb(&token.word))
}

/// Whether several things are said to do something, as "vinegar baths kill the fungus" says; "how creams kill it" does not.
fn promises_of_several(words: &Words) -> bool {
    let are_several = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.tokens.get(at));
        before.is_some_and(|token| token.word.ends_with('s') && token.word.len() > 3 && !token.word.ends_with("ss"))
    };
    let next_breaks = |at: usize| words.tokens.get(at).is_none_or(|token| token.after_break);
    let mut promises = PROMISES_OF_SEVERAL.find(&words.tokens).into_iter();
    ASKING.match_at(&words.tokens, 0).is_none()
        && promises.any(|hit| are_several(hit.first) && !next_breaks(hit.first) && !next_breaks(hit.after))
}

/// The claim that a line of English makes; none where it only names something, asks, or sends the reader somewhere. A line with
/// an absolute word ("100% safe") needs to say less to be one.
pub fn judge_line(line: &str) -> Option<LineClaim> {
    let words = Words::new(line);
    let is_absolute = !find_absolute_words(line).is_empty();
    let names_health = names_health(&words);
    let promises = names_health && promises_of_several(&words);
    let says_effect =
        !find_effects(line).is_empty() || !PROMISES.find(&words.tokens).is_empty() || tells_share(line, &words);
    let is_own_affair = !names_health && !OWN_AFFAIRS.find(&words.tokens).is_empty();
    let least = match (is_absolute, says_effect) {
        _ if is_question(line) || is_call(&words) || is_own_affair => return None,
        _ if is_testimony(&words) => 0.0,
        (true, _) => ABSOLUTE_THRESHOLD,
        _ if promises => PROMISE_THRESHOLD,
        (false, true) if names_health => EFFECT_THRESHOLD,
        (false, true) => UNNAMED_EFFECT_THRESHOLD,
        (false, false) => return None,
    };
    let sentence = Sentence::new(line, BlockKind::Paragraph);
    let scores = BUILT_IN.score(&extract_features(&sentence));
    if scores.claim < least {
        return None;
    }
    let kind = choose_kind(&words, &scores, KindHints { is_absolute, ..KindHints::default() });
    Some(LineClaim { statement: restate_claim(line), kind, because: explain(&BUILT_IN, line, &words, kind) })
}
