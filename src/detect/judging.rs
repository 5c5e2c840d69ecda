//! Whether a sentence makes a claim, of which kind, and why; or why it was passed over.

use super::ScoredSentence;
use super::model::ClaimModel;
use super::no_claim::NoClaim;
use super::sentence::{LISTS, Words, names_health};
use super::testimony::is_testimony;
use crate::model::{Confidence, Kind};
use crate::text::find_quantities;
use crate::text::governing::only_asks;
use crate::text::lexicon::{CLAIMS, ListedPhrase, Phrases};
use crate::text::tokens::scan;
use std::sync::LazyLock;

/// A sentence is proposed as a likely claim from this score on.
const LIKELY_THRESHOLD: f32 = 0.2;
/// A sentence is proposed as a sure claim from this score on.
const SURE_THRESHOLD: f32 = 0.93;
/// The threshold in a text that is mostly about other things than health.
const OTHER_TOPIC_THRESHOLD: f32 = 0.98;
/// The threshold for a sentence without any known word about health.
const UNNAMED_THRESHOLD: f32 = 0.8;
/// A text with a smaller share of sure claims about health is mostly about other things.
const HEALTH_SHARE: f32 = 0.15;
/// A text with this share of sentences about plants or cooking is about those, unless most of its claims are surely about health.
const OTHER_TOPIC_SHARE: f32 = 0.2;
/// A text with a larger share of sure claims is about health, whatever else it mentions.
const MOSTLY_HEALTH_SHARE: f32 = 0.6;
/// The topic of a shorter text, counted in sentences, is not judged.
const FEWEST_SENTENCES: usize = 12;
/// At most so many reasons are given for a claim.
const MOST_REASONS: usize = 3;

/// The score that a sentence of a text needs in order to be proposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Threshold(f32);

impl Threshold {
    /// The threshold for a text, given the score and the words of each of its sentences. A recipe, a privacy policy or a biography has
    /// sentences that look a little like claims; in such a text only plain claims count. The same holds for a text about plants, which
    /// fall ill and are treated as people are.
    pub(super) fn from_sentences<'w>(sentences: impl Iterator<Item = (f32, &'w Words)>) -> Self {
        let (mut all, mut sure, mut other_topics) = (0_usize, 0_usize, 0_usize);
        for (claim, words) in sentences {
            all += 1;
            sure += usize::from(claim >= SURE_THRESHOLD && names_health(words));
            other_topics += usize::from(names_plants_or_cooking(words));
        }
        let share = |part: usize| part as f32 / f32::max(all as f32, 1.0);
        let names_others = share(other_topics) >= OTHER_TOPIC_SHARE && share(sure) < MOSTLY_HEALTH_SHARE;
        let is_about_other_things = all >= FEWEST_SENTENCES && (share(sure) < HEALTH_SHARE || names_others);
        Self(if is_about_other_things { OTHER_TOPIC_THRESHOLD } else { LIKELY_THRESHOLD })
    }

    /// How sure it is that a clause makes a claim; it has to name something of health.
    pub(super) fn judge_clause(self, clause: &ScoredSentence) -> Option<Confidence> {
        self.judge(clause, false).filter(|_| names_health(&clause.words))
    }

    /// How sure it is that a sentence makes a claim; none where it is not proposed. One that carries a marker of a reference
    /// always is: its author thought so.
    pub(super) fn judge(self, sentence: &ScoredSentence, cited: bool) -> Option<Confidence> {
        let ScoredSentence { text, words, scores, alone, breaks_off, .. } = sentence;
        // In a text about health, a heading that is about other things hides no claim.
        let names_health = names_health(words);
        let claim =
            if self.0 < OTHER_TOPIC_THRESHOLD && names_health { scores.claim.max(*alone) } else { scores.claim };
        let threshold = match (breaks_off, names_health) {
            (true, _) => SURE_THRESHOLD,
            (false, false) => self.0.max(UNNAMED_THRESHOLD),
            (false, true) => self.0,
        };
        let sure = self.0.max(SURE_THRESHOLD);
        match claim {
            _ if is_question(text) || is_call(words) || is_biography(words) || is_pleasure(words) => None,
            _ if is_testimony(words) => Some(Confidence::Sure),
            claim if claim >= sure && names_health => Some(Confidence::Sure),
            claim if claim >= threshold || cited => Some(Confidence::Likely),
            _ => None,
        }
    }
}

/// "Find out what helps…": it sends the reader somewhere, whatever it names.
pub(super) fn is_call(words: &Words) -> bool {
    CALLS.match_at(&words.tokens, 0).is_some()
}

/// "She has ten years of experience in…"
fn is_biography(words: &Words) -> bool {
    !BIOGRAPHY.find(&words.tokens).is_empty()
}

/// "Most people enjoy tea with friends.", "You get to see a tiny foot.": what is liked, with nothing of illness or treatment in it.
fn is_pleasure(words: &Words) -> bool {
    let matters = |entry: &ListedPhrase| {
        let name = LISTS.name(entry.list).strip_prefix("health: ");
        matches!(name, Some("diseases" | "symptoms" | "treatments" | "tests"))
    };
    let has_figure = words.tokens.iter().any(|token| matches!(token.word.as_str(), "<n>" | "%"));
    !has_figure && !words.listed.iter().any(matters) && !PLEASURES.find(&words.tokens).is_empty()
}

static PLEASURES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: pleasures"));

static BIOGRAPHY: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: biography"));

static CALLS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: calls"));

/// "Prune the roots": plants, or what happens in a kitchen.
fn names_plants_or_cooking(words: &Words) -> bool {
    words.listed.iter().any(|entry| LISTS.name(entry.list) == "cue: nothing: plants and cooking")
}

/// Whether words only ask something: "Did you know that ginger cures migraine?" tells it.
pub(super) fn is_question(text: &str) -> bool {
    only_asks(text, &scan(text))
}

/// Why a sentence is proposed as a claim of some kind: the words in it that say most for that.
pub(super) fn explain(model: &ClaimModel, text: &str, words: &Words, kind: Kind) -> Vec<String> {
    let mut reasons: Vec<String> =
        find_quantities(text).into_iter().take(1).map(|q| format!("a figure: {}", q.text)).collect();
    let mut weighed: Vec<(f32, usize, String)> = Vec::new();
    for entry in &words.listed {
        let name = LISTS.name(entry.list);
        let Some(what) = name.strip_prefix("cue: ").or_else(|| name.strip_prefix("health: ")) else { continue };
        if what.starts_with("nothing: ") || weighed.iter().any(|(_, list, _)| *list == entry.list) {
            continue;
        }
        let weight = model.weigh(&format!("@{name}"), kind);
        weighed.push((weight, entry.list, format!("{what}: {}", words.quote(text, *entry))));
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let strongest = weighed.into_iter().filter(|(weight, _, _)| *weight > 0.0).take(MOST_REASONS - reasons.len());
    reasons.extend(strongest.map(|(_, _, reason)| reason));
    if reasons.is_empty() {
        reasons.push(format!("worded as a statement: {}", take_first_words(text)));
    }
    reasons
}

fn take_first_words(text: &str) -> String {
    text.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

/// Why a sentence was passed over: what in it says most against a claim.
pub(super) fn explain_passing_over(model: &ClaimModel, text: &str, words: &Words) -> NoClaim {
    if is_question(text) {
        return NoClaim::Question;
    }
    if is_call(words) {
        return NoClaim::WhereToGo;
    }
    if is_biography(words) {
        return NoClaim::PeopleAndNews;
    }
    if is_pleasure(words) {
        return NoClaim::ReaderOrWriter;
    }
    let against = |entry: &ListedPhrase| {
        let name = LISTS.name(entry.list);
        let why = match name.strip_prefix("cue: nothing: ")? {
            "where to go" => NoClaim::WhereToGo,
            "services" => NoClaim::Services,
            "people and news" => NoClaim::PeopleAndNews,
            "plants and cooking" => NoClaim::NoHealth,
            _ => NoClaim::ReaderOrWriter,
        };
        Some((model.weigh_claim(&format!("@{name}")), why))
    };
    let found = words.listed.iter().filter_map(against);
    let strongest = found.filter(|(weight, _)| *weight < 0.0).min_by(|a, b| a.0.total_cmp(&b.0));
    match strongest {
        Some((_, why)) => why,
        None if !names_health(words) => NoClaim::NoHealth,
        None => NoClaim::TooLittle,
    }
}
