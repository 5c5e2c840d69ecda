//! Evidence levels after OCEBM 2011 (<https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence>),
//! from what a work is said to be and what the claim asserts. Always with the reason, always for a person to overrule.

use super::{KnownMetadata, find_metadata};
use crate::model::{Kind, Snapshot, Word, Work};
use crate::text::lexicon::WORK_KINDS;
use std::sync::LazyLock;

/// A level of evidence, with what it was derived from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLevel {
    /// 1, the strongest, to 5.
    pub value: u8,
    /// Why.
    pub reason: String,
}

/// How a study was made, as far as levels depend on it; in order of strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Design {
    Review,
    Guideline,
    Trial,
    InceptionCohort,
    Cohort,
    CrossSectional,
    CaseControl,
    CaseReports,
    Opinion,
}

/// Words of publication types, genres and titles that name a design; the first that fits counts.
static NAMES: LazyLock<Vec<(&str, Design)>> = LazyLock::new(|| {
    let design = |word: &str| match word {
        "review" => Design::Review,
        "guideline" => Design::Guideline,
        "trial" => Design::Trial,
        "inception cohort" => Design::InceptionCohort,
        "cohort" => Design::Cohort,
        "cross-sectional" => Design::CrossSectional,
        "case-control" => Design::CaseControl,
        _ => Design::CaseReports,
    };
    WORK_KINDS.pairs("designs").into_iter().map(|(name, word)| (name, design(word))).collect()
});

/// Types and genres, never words of a title, that mean an opinion.
static OPINIONS: LazyLock<&[&str]> = LazyLock::new(|| WORK_KINDS.entries("opinions"));

/// PubMed has the type "Systematic Review" since 2019: before, "Review" alone says nothing about the method.
const SYSTEMATIC_TYPE_SINCE: i16 = 2020;

/// The level of a work as evidence for a claim of this kind. None where what is known does not tell: a type that is
/// missing never lowers a level, and kinds that describe a source or the publisher have none.
pub fn derive_level(work: &Work, kind: Kind) -> Option<EvidenceLevel> {
    derive_typed_level(work, &[], kind)
}

/// The level of a work by what is stored and by what registries answered about any reference to it.
pub fn find_level(work: &Work, kind: Kind, snapshot: &Snapshot) -> Option<EvidenceLevel> {
    derive_typed_level(work, &find_heard_types(work, snapshot), kind)
}

/// The types of a work that registries answered about any reference to it.
pub fn find_heard_types(work: &Work, snapshot: &Snapshot) -> Vec<String> {
    let all = snapshot.references.iter().chain(&snapshot.foreign_references);
    let mut to_it = all.filter(|r| snapshot.work_behind(r).is_some_and(|w| w.uid == work.uid));
    let heard = to_it.find_map(|reference| match find_metadata(reference, snapshot) {
        KnownMetadata::Held(heard) => Some(heard.answer.types),
        _ => None,
    });
    heard.unwrap_or_default()
}

/// The level of a work, where types that a registry answered count beside those that are stored.
pub fn derive_typed_level(work: &Work, heard: &[String], kind: Kind) -> Option<EvidenceLevel> {
    if let Some(value) = work.level {
        let reason = work.level_reason.clone().unwrap_or_else(|| "set by a person, without a reason".to_owned());
        return Some(EvidenceLevel { value, reason });
    }
    let (design, said) = list_designs(work, heard).into_iter().min()?;
    let value = level_of(design, kind)?;
    Some(EvidenceLevel { value, reason: format!("{said}, for a claim of {kind} (OCEBM 2011)") })
}

/// The same for each kind of claim that has one, without the reasons.
pub fn derive_typed_levels(work: &Work, heard: &[String]) -> Vec<(Kind, u8)> {
    let design = if work.level.is_some() { None } else { list_designs(work, heard).into_iter().min() };
    let level = |kind: &Kind| {
        Some((*kind, work.level.or_else(|| level_of(design.as_ref().map(|(design, _)| *design)?, *kind))?))
    };
    Kind::ALL.iter().filter_map(level).collect()
}

/// Every design that the work is said to have, with where that is said.
fn list_designs(work: &Work, heard: &[String]) -> Vec<(Design, String)> {
    let types =
        work.publication_types.as_deref().unwrap_or_default().split(';').map(|t| ("publication type", t.trim()));
    let genre = work.csl.genre.as_deref().map(|g| ("genre", g));
    let title = work.csl.title.as_deref().map(|t| ("title", t));
    let mut found = Vec::new();
    let heard = heard.iter().map(|t| ("publication type", t.as_str()));
    for (what, words) in types.chain(heard).chain(genre).chain(title).filter(|(_, w)| !w.is_empty()) {
        let folded = words.to_lowercase();
        let named = NAMES.iter().find(|(name, _)| folded.contains(name)).map(|(_, design)| *design);
        // "Protocol for a systematic review" has no result yet.
        let named = named.filter(|_| !folded.contains("protocol"));
        let opinion = what != "title" && (OPINIONS.iter().any(|o| folded.contains(o)) || is_narrative(work, &folded));
        if let Some(design) = named.or(opinion.then_some(Design::Opinion)) {
            found.push((design, format!("{what} “{words}”")));
        }
    }
    if work.csl.container_title.as_deref().is_some_and(|c| c.starts_with("Cochrane Database")) {
        found.push((Design::Review, "a Cochrane review".to_owned()));
    }
    found
}

fn is_narrative(work: &Work, publication_type: &str) -> bool {
    publication_type == "review" && work.csl.year().is_some_and(|y| y >= SYSTEMATIC_TYPE_SINCE)
}

/// The table of OCEBM 2011. Mechanism is no row of it: it takes the row of risk.
fn level_of(design: Design, kind: Kind) -> Option<u8> {
    use Design::*;
    match kind {
        Kind::Prevalence => match design {
            Review => Some(2),
            Trial | InceptionCohort | Cohort | CrossSectional => Some(3),
            CaseControl | CaseReports => Some(4),
            Guideline | Opinion => None,
        },
        Kind::Diagnosis => match design {
            Review => Some(1),
            CrossSectional => Some(2),
            Trial | InceptionCohort | Cohort => Some(3),
            CaseControl | CaseReports => Some(4),
            Opinion => Some(5),
            Guideline => None,
        },
        Kind::Risk | Kind::Prognosis | Kind::Mechanism => match design {
            Review => Some(1),
            InceptionCohort => Some(2),
            Trial | Cohort => Some(3),
            CrossSectional | CaseControl | CaseReports => Some(4),
            Opinion => Some(5),
            Guideline => None,
        },
        Kind::Recommendation if design == Guideline => Some(1),
        Kind::Benefit | Kind::Harm | Kind::Recommendation => match design {
            Review => Some(1),
            Trial => Some(2),
            InceptionCohort | Cohort => Some(3),
            CrossSectional | CaseControl | CaseReports => Some(4),
            Opinion => Some(5),
            Guideline => None,
        },
        Kind::SourceDescription | Kind::Outcome | Kind::Context => None,
    }
}
