//! What a claim is about, as people call it: the kind `harm` holds that something harms and that it is safe.

use crate::model::{Claim, Kind};
use crate::text::tokenise;

/// Words of claims that something is safe.
const SAFE: [&str; 5] = ["safe", "safely", "safety", "safer", "harmless"];

/// The name of what a claim asserts: its kind, or safety.
pub fn name_assertion(claim: &Claim) -> &'static str {
    let speaks_of_safety = || tokenise(&claim.statement).iter().any(|word| SAFE.contains(&word.as_str()));
    match claim.kind {
        Kind::Harm if speaks_of_safety() => "safety",
        kind => kind.into(),
    }
}
