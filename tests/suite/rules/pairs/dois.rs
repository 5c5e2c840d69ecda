//! The pairs of the rules about DOIs.

use super::{DOI, Pair};
use claimbook::model::DoiState;

pub(in super::super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "doi-malformed",
        fires: |c| c.r1().doi_printed = Some("10.5555".into()),
        finds: "knee-pain/r1: “10.5555” is not a DOI: ",
        silent: |c| c.r1().doi_printed = Some("https://doi.org/10.5555/KNEE.1".into()),
    },
    Pair {
        rule: "doi-not-found",
        fires: |c| c.heard("10.5555/knee.1", DoiState::Absent),
        finds: "knee-pain/r1: “10.5555/knee.1” is not registered, according to doi.org on 2024-06-01",
        silent: |c| c.heard("10.5555/knee.1", DoiState::Exists),
    },
    Pair {
        rule: "doi-deleted",
        fires: |c| c.heard(DOI, DoiState::Deleted),
        finds: "knee-pain/r1: “10.5555/knee.1” was deleted by its owner: it points to a tombstone page",
        silent: |c| c.heard(DOI, DoiState::Exists),
    },
    Pair {
        rule: "doi-no-target",
        fires: |c| c.heard(DOI, DoiState::NoTarget),
        finds: "knee-pain/r1: “10.5555/knee.1” is registered but points nowhere: its record has no URL",
        silent: |c| c.heard(DOI, DoiState::Exists),
    },
    Pair {
        rule: "doi-alias",
        fires: |c| c.heard(DOI, DoiState::Alias),
        finds: "knee-pain/r1: “10.5555/knee.1” is an alias of 10.5555/prime",
        silent: |c| c.heard(DOI, DoiState::Exists),
    },
];
