//! What follows from what people decided and registries said: derived states, computed anew each time and never
//! stored over what somebody decided. Pure functions over a [`Snapshot`](crate::model::Snapshot).

mod coverage;
mod doi;
mod dossier;
mod levels;
mod metadata;
mod pages;
mod signature;
mod staleness;
mod standing;
mod words;

pub use coverage::coverage;
pub use doi::{Cut, DoiStanding, doi_state};
pub use dossier::{claim_dossier, reference_dossier, work_dossier};
pub use levels::{Level, level};
pub use metadata::{
    Heard, Metadata, Notices, candidate, candidate_taken_back, metadata, notices, published_as, taken_back,
    work_notices,
};
pub use pages::{PageStanding, landing_page, page};
pub use signature::signature;
pub use staleness::{Part, StalePart, staleness, unreviewed_occurrences};
pub use standing::{Standing, current_readings, due, is_verified, reads_as_negative, review_due, standing};
pub use words::evidence_words;
