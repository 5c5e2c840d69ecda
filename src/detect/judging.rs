//! Whether a sentence makes a claim, of which kind, and why; or why it was passed over.

use super::Seen;
use super::model::ClaimModel;
use super::no_claim::NoClaim;
use super::sentence::{LISTS, Words};
use crate::model::{Confidence, Kind};
use crate::text::ending::trim_end_markers;
use crate::text::find_quantities;
use crate::text::lexicon::{CLAIMS, ListedPhrase, Phrases};
use std::sync::LazyLock;

/// From here on a sentence is proposed as a likely claim.
const LIKELY: f32 = 0.2;
/// From here on it is proposed as a sure one.
const SURE: f32 = 0.92;
/// From here on a sentence is proposed in a text that hardly speaks of health.
const PLAINLY: f32 = 0.98;
/// From here on a sentence is proposed that names nothing of health.
const UNNAMED: f32 = 0.8;
/// A text with a smaller share of sure claims that name something of health hardly speaks of it.
const SPEAKS_OF_HEALTH: f32 = 0.15;
/// A text with such a share of sentences that name plants or cooking is about those, unless most of it is surely of health.
const NAMES_OTHER_THINGS: f32 = 0.2;
/// A text with a larger share of sure claims speaks of health, whatever else it names.
const MOSTLY_HEALTH: f32 = 0.6;
/// A text of fewer sentences is not asked what it speaks of.
const LONG_TEXT: usize = 12;
/// How many reasons are told at most.
const REASONS: usize = 3;

/// How much it takes for a sentence of a text to be proposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bar(f32);

impl Bar {
    /// The bar for a text, given how likely each of its sentences makes a claim, and its words. A text that hardly speaks of
    /// health (a recipe, a privacy policy, a biography) has sentences that look a little like claims; there only those count
    /// that plainly are. So with one about plants, which fall ill and are treated as people are.
    pub(super) fn for_text<'w>(sentences: impl Iterator<Item = (f32, &'w Words)>) -> Self {
        let (mut all, mut sure, mut elsewhere) = (0_usize, 0_usize, 0_usize);
        for (claim, words) in sentences {
            all += 1;
            sure += usize::from(claim >= SURE && names_health(words));
            elsewhere += usize::from(names_plants_or_cooking(words));
        }
        let share = |part: usize| part as f32 / f32::max(all as f32, 1.0);
        let names_others = share(elsewhere) >= NAMES_OTHER_THINGS && share(sure) < MOSTLY_HEALTH;
        let is_about_other_things = all >= LONG_TEXT && (share(sure) < SPEAKS_OF_HEALTH || names_others);
        Self(if is_about_other_things { PLAINLY } else { LIKELY })
    }

    /// How sure it is that a clause makes a claim; it has to name something of health.
    pub(super) fn judge_clause(self, clause: &Seen) -> Option<Confidence> {
        let likelihood = (clause.scores.claim, clause.alone);
        self.judge(likelihood, (false, false), &clause.text, &clause.words).filter(|_| names_health(&clause.words))
    }

    /// How sure it is that a sentence makes a claim; none where it is not proposed. One that carries a marker of a reference
    /// always is: its author thought so.
    pub(super) fn judge(
        self,
        (in_place, alone): (f32, f32),
        (cited, breaks_off): (bool, bool),
        text: &str,
        words: &Words,
    ) -> Option<Confidence> {
        // In a text about health, a heading that is about other things hides no claim.
        let names_health = names_health(words);
        let claim = if self.0 < PLAINLY && names_health { in_place.max(alone) } else { in_place };
        let bar = match (breaks_off, names_health) {
            (true, _) => SURE,
            (false, false) => self.0.max(UNNAMED),
            (false, true) => self.0,
        };
        let sure = self.0.max(SURE);
        match claim {
            _ if is_question(text) || is_call(words) || is_biography(words) || is_pleasure(words) => None,
            claim if claim >= sure && names_health => Some(Confidence::Sure),
            claim if claim >= bar || cited => Some(Confidence::Likely),
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

pub(super) fn names_health(words: &Words) -> bool {
    words.listed.iter().any(|entry| LISTS.name(entry.list).starts_with("health: "))
}

pub(super) fn is_question(text: &str) -> bool {
    trim_end_markers(text).trim_end_matches(['”', '"', '’', ')', '*']).ends_with('?')
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
    let told = weighed.into_iter().filter(|(weight, _, _)| *weight > 0.0).take(REASONS - reasons.len());
    reasons.extend(told.map(|(_, _, reason)| reason));
    if reasons.is_empty() {
        reasons.push(format!("worded as a statement: {}", first_words(text)));
    }
    reasons
}

fn first_words(text: &str) -> String {
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
