//! The kind of a claim, decided in one place from the marks of its signals.

use super::sentence::Sentence;
use super::signals::{Mark, Reason};
use crate::model::Kind;
use crate::text::lexicon::{CLAIMS, Phrases};
use std::sync::LazyLock;

/// The kind of claim a sentence makes. The first rule that fits decides; what says more of the sentence comes first.
pub(super) fn detect_kind(sentence: &Sentence, reasons: &[Reason]) -> Kind {
    let has = |mark| reasons.iter().any(|r| r.mark == mark);
    let figure = has(Mark::Figure) || has(Mark::Share);
    let effect = has(Mark::Help) || has(Mark::Cause);
    let rules: [(bool, Kind); 16] = [
        (figure && sentence.has(&OWN), Kind::Outcome),
        (has(Mark::Share) && (sentence.has(&AFFECTS) || !effect && !has(Mark::Risk)), Kind::Prevalence),
        (has(Mark::NamedStudy), Kind::SourceDescription),
        (has(Mark::Sign), Kind::Diagnosis),
        (has(Mark::Safety) && sentence.has(&FORBIDS) && !sentence.has(&DANGERS), Kind::Recommendation),
        (has(Mark::Safety), Kind::Harm),
        (has(Mark::Threshold) && !effect && !has(Mark::Risk), Kind::Recommendation),
        (has(Mark::Advice) && !has(Mark::Risk), Kind::Recommendation),
        (has(Mark::Risk), Kind::Risk),
        (has(Mark::Frequency) && !effect, Kind::Prevalence),
        (has(Mark::Outlook) && !has(Mark::Help), Kind::Prognosis),
        (has(Mark::Harm) && !has(Mark::Help), Kind::Harm),
        (has(Mark::Cause) && !sentence.has(&HELP_FIRST), Kind::Mechanism),
        (has(Mark::Help), Kind::Benefit),
        (has(Mark::Share), Kind::Prevalence),
        (has(Mark::Threshold), Kind::Recommendation),
    ];
    rules.iter().find(|(fits, _)| *fits).map_or(Kind::Context, |(_, kind)| *kind)
}

/// Words for the publisher's own people and products.
static OWN: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: own people and products"));

/// "Affects 12% of adults" says how many, not what it does to them.
static AFFECTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: affects"));

/// Words that forbid rather than describe.
static FORBIDS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: forbids"));

/// Words that say why it is forbidden.
static DANGERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: dangers"));

/// Wordings in which a cause is what the help works by.
static HELP_FIRST: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("kind: help first"));
