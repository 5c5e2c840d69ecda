//! Lines that are no sentences of the text: titles, headings, captions, what stands on a button or in a box beside the article. Most
//! of them name or invite; some make a claim. They are no claims of a catalogue, and are judged only where a change adds them.

use super::clauses::is_verb;
use super::features::extract_features;
use super::judging::{explain, is_call, is_question, names_health};
use super::kind::choose_kind;
use super::model::BUILT_IN;
use super::sentence::{LISTS, Sentence, Words};
use super::statement::restate_claim;
use crate::model::{BlockKind, Kind, Quantity};
use crate::text::absolute::find_absolute_words;
use crate::text::find_quantities;
use crate::text::lexicon::{CLAIMS, PhraseMatch, Phrases};
use crate::text::strength::find_effects;
use std::sync::LazyLock;

/// From here on a line makes a claim that says what something does.
const EFFECT_THRESHOLD: f32 = 0.3;
/// The same where it names nothing of health that is known.
const UNNAMED_EFFECT_THRESHOLD: f32 = 0.9;
/// From here on one with an absolute word does.
const ABSOLUTE_THRESHOLD: f32 = 0.05;

static PROMISES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: promises"));
static TESTIFYING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: testimonies"));
static THANKING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: testimonies by thanks"));
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

/// Whether somebody bears witness in a sentence that something rid them of an illness: “Turmeric cured my arthritis,” says Ann.
pub fn testifies(sentence: &str) -> bool {
    is_testimony(&Words::new(sentence))
}

fn is_testimony(words: &Words) -> bool {
    const WITNESSES: [&str; 6] = ["i", "me", "my", "mine", "our", "us"];
    let is_own = words.tokens.iter().any(|token| WITNESSES.contains(&token.word.as_str()));
    let is_illness = |list: &str| matches!(list, "health: diseases" | "health: symptoms");
    let holds = |list: &Phrases| !list.find(&words.tokens).is_empty();
    is_own
        && words.listed.iter().any(|entry| is_illness(LISTS.name(entry.list)))
        && holds(&TESTIFYING)
        && (holds(&THANKING) || TESTIFYING.find(&words.tokens).into_iter().any(|hit| is_doing(words, hit)))
}

/// Whether something did it to the witness: "cured my arthritis", and neither "I cured" nor "my pain ended".
fn is_doing(words: &Words, hit: PhraseMatch) -> bool {
    const NO_DOERS: [&str; 9] = ["i", "we", "my", "our", "and", "who", "that", "never", "not"];
    const OWNED: [&str; 6] = ["my", "our", "me", "us", "all", "every"];
    let is_one_of = |at: Option<usize>, list: &[&str]| {
        at.and_then(|at| words.tokens.get(at)).is_some_and(|token| list.contains(&token.word.as_str()))
    };
    let before = hit.first.checked_sub(1);
    before.is_some() && !is_one_of(before, &NO_DOERS) && is_one_of(Some(hit.after), &OWNED)
}

/// Whether a line tells how many of all, of whom or of what: "9 in 10 women are free of nausea". "50% off" does not.
fn tells_share(line: &str, words: &Words) -> bool {
    let is_discount =
        words.tokens.windows(2).any(|two| matches!(two, [sign, off] if sign.word == "%" && off.word == "off"));
    let is_share = |q: &Quantity| q.unit == "%";
    !is_discount && find_quantities(line).iter().any(is_share) && words.tokens.iter().any(|token| is_verb(&token.word))
}

/// The claim that a line of English makes; none where it only names something, asks, or sends the reader somewhere. A line with
/// an absolute word ("100% safe") needs to say less to be one.
pub fn judge_line(line: &str) -> Option<LineClaim> {
    let words = Words::new(line);
    let is_absolute = !find_absolute_words(line).is_empty();
    let names_health = names_health(&words);
    let says_effect =
        !find_effects(line).is_empty() || !PROMISES.find(&words.tokens).is_empty() || tells_share(line, &words);
    let is_own_affair = !names_health && !OWN_AFFAIRS.find(&words.tokens).is_empty();
    let least = match (is_absolute, says_effect) {
        _ if is_question(line) || is_call(&words) || is_own_affair => return None,
        _ if is_testimony(&words) => 0.0,
        (true, _) => ABSOLUTE_THRESHOLD,
        (false, true) if names_health => EFFECT_THRESHOLD,
        (false, true) => UNNAMED_EFFECT_THRESHOLD,
        (false, false) => return None,
    };
    let sentence = Sentence::new(line, BlockKind::Paragraph);
    let scores = BUILT_IN.score(&extract_features(&sentence));
    if scores.claim < least {
        return None;
    }
    let kind = choose_kind(&words, &scores, &[], &[]);
    Some(LineClaim { statement: restate_claim(line), kind, because: explain(&BUILT_IN, line, &words, kind) })
}
