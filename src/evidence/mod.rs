//! What follows from what people decided and registries said: derived states, computed anew each time and never
//! stored over what somebody decided. Pure functions over a [`Snapshot`](crate::model::Snapshot).

mod agreement;
mod doi;
mod dossier;
mod levels;
mod metadata;
mod naming;
mod opinions;
mod pages;
mod queue;
mod signature;
mod staleness;
mod standing;
mod state;
mod words;

pub use agreement::{Agreement, OpinionPair, compute_agreement, find_opinion_pair};
pub use doi::{CutDoi, DoiStanding, find_doi_standing};
pub use dossier::{build_claim_dossier, build_reference_dossier, build_work_dossier};
pub use levels::{EvidenceLevel, derive_level, derive_typed_level, derive_typed_levels, find_heard_types, find_level};
pub use metadata::{
    DatedAnswer, KnownMetadata, KnownNotices, find_candidate, find_candidate_taken_back, find_metadata,
    find_notice_arrivals, find_notices, find_published_version, find_taken_back, find_work_notices, name_authority,
};
pub use naming::name_assertion;
pub use opinions::{ClaimOpinions, find_opinion_givers, find_opinions, is_independent};
pub use pages::{PageStanding, find_landing_page, find_page};
pub use queue::{RANKS, find_last_due, first_rank, list_reasons, rank_waiting};
pub use signature::{build_signature, find_altered_parts, sign_review};
pub use staleness::{SignedPart, StalePart, find_stale_parts, find_unreviewed_occurrences};
pub use standing::{
    ClaimStanding, compute_due, find_current_readings, find_review_due, find_standing, is_verified, reads_as_negative,
};
pub use state::{PlaceElsewhere, StateExtras, derive_claim_state};
pub use words::collect_evidence_words;
