//! The pairs of the rules that weigh wording and figures against evidence.

use super::Pair;
use crate::double::snapshots::Case;
use claimbook::model::{CslDate, Kind};

/// A reviewed claim on a work of one type.
fn on(case: &mut Case, publication_type: &str, kind: Kind, statement: &str) {
    case.smith().publication_types = Some(publication_type.to_owned());
    _ = case.reviewed(kind, statement, statement);
}

/// The same statement on a work of another year.
fn of(case: &mut Case, year: &str, statement: &str) {
    case.smith().csl.issued = Some(CslDate(year.parse().unwrap()));
    _ = case.reviewed(Kind::SourceDescription, statement, "It is.");
}

/// A claim with these two wordings.
fn worded(case: &mut Case, words: &str, again: &str) {
    let claim = case.reviewed(Kind::Prevalence, words, words);
    case.occurrence(claim, again);
    case.sign_again();
}

pub(in super::super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "claim-source-mismatch",
        fires: |c| _ = c.reviewed(Kind::SourceDescription, "A 2019 review found that walking helps.", "Walking helps."),
        finds: "knee-pain/c2: the text mentions “2019 review” but cites smith2023 of 2023",
        silent: |c| {
            _ = c.reviewed(Kind::SourceDescription, "A 2023 review found that walking helps.", "Walking helps.")
        },
    },
    Pair {
        rule: "claim-absolute-word",
        fires: |c| _ = c.reviewed(Kind::Harm, "Ice on the knee is safe.", "Ice did no harm."),
        finds: "knee-pain/c2: “safe” is absolute",
        silent: |c| _ = c.reviewed(Kind::Harm, "Ice on the knee is probably safe.", "Ice did no harm."),
    },
    Pair {
        rule: "claim-overstated",
        fires: |c| on(c, "Randomized Controlled Trial", Kind::Harm, "Ice damages the skin."),
        finds: "knee-pain/c2: “damages” is surer than its evidence: the strongest work that it cites, smith2023, has level 2, publication type “Randomized Controlled Trial”, for a claim of harm (OCEBM 2011)",
        silent: |c| on(c, "Randomized Controlled Trial", Kind::Harm, "Ice probably damages the skin."),
    },
    Pair {
        rule: "claim-causal-wording",
        fires: |c| on(c, "Observational Study", Kind::Risk, "Kneeling causes bursitis."),
        finds: "knee-pain/c2: “causes” states a cause, but the strongest work that it cites, smith2023, has level 3, publication type “Observational Study”, for a claim of risk (OCEBM 2011)",
        silent: |c| on(c, "Observational Study", Kind::Risk, "Kneeling is linked with bursitis."),
    },
    Pair {
        rule: "claim-relative-only",
        fires: |c| _ = c.reviewed(Kind::Benefit, "Walking halves the risk of a fall.", "It halves the risk of a fall."),
        finds: "knee-pain/c2: “halves” is a relative figure, and no absolute figure is given with it",
        silent: |c| {
            let words = "Walking halves the risk of a fall, from 4 in 100 people to 2 in 100 people.";
            _ = c.reviewed(Kind::Benefit, words, words);
        },
    },
    Pair {
        rule: "claim-recency-word",
        fires: |c| of(c, "2020", "New research links walking with fewer falls."),
        finds: "knee-pain/c2: “new research” is more than 2 years old: the newest work that it cites, smith2023, is from 2020",
        silent: |c| of(c, "2020", "New mothers walk more and fall less often."),
    },
    Pair {
        rule: "claim-conflicting-figures",
        fires: |c| worded(c, "Knee pain affects 25% of adults.", "Knee pain affects 40% of adults."),
        finds: "knee-pain/c2: this article says “25%”, another place in it says “40%”",
        silent: |c| worded(c, "Knee pain affects 25% of adults.", "Knee pain affects 1 in 4 adults."),
    },
    Pair {
        rule: "claim-single-primary",
        fires: |c| on(c, "Randomized Controlled Trial", Kind::Benefit, "Walking may relieve knee pain."),
        finds: "knee-pain/c2: it rests on one primary study: smith2023, level 2, publication type “Randomized Controlled Trial”, for a claim of benefit (OCEBM 2011)",
        silent: |c| on(c, "Meta-Analysis", Kind::Benefit, "Walking may relieve knee pain."),
    },
    Pair {
        rule: "citation-level-low",
        fires: |c| on(c, "Patient Information", Kind::Harm, "Ice may damage the skin."),
        finds: "knee-pain/c2: a claim of harm needs level 4 or better, but smith2023 has level 5 (publication type “Patient Information”, for a claim of harm (OCEBM 2011))",
        silent: |c| on(c, "Case Reports", Kind::Harm, "Ice may damage the skin."),
    },
];
