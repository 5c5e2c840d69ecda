//! Whether an article makes a claim.

use crate::catalogue::Writing;
use crate::model::{Article, Claim, Status};
use crate::tasks::{Failure, proposals};

/// Says that the article makes this claim.
pub fn accept(writing: &mut Writing<'_>, home: &Article, claim: Claim) -> Result<Vec<String>, Failure> {
    set_status(writing, home, claim, Status::Accepted).map(|said| vec![said])
}

/// Says that this sentence is no claim; or, where a claim of another article was proposed for a sentence, that it is not that
/// claim: the sentence becomes a claim of its own then. `within` names the article whose places are meant.
pub fn dismiss(
    writing: &mut Writing<'_>,
    home: &Article,
    claim: Claim,
    within: Option<&Article>,
) -> Result<Vec<String>, Failure> {
    let said = proposals::dismiss_places(writing, home, &claim, within)?;
    match within.filter(|_| said.is_empty()) {
        Some(within) => Err(Failure::usage(format!(
            "{} is not proposed in {}; nothing was changed",
            claim.address(home),
            within.key
        ))),
        None if said.is_empty() => set_status(writing, home, claim, Status::Dismissed).map(|said| vec![said]),
        None => Ok(said),
    }
}

fn set_status(writing: &mut Writing<'_>, home: &Article, claim: Claim, status: Status) -> Result<String, Failure> {
    let address = claim.address(home);
    let changed = writing.edit(&Claim { status, ..claim })?;
    Ok(if changed { format!("{address} is {status}.") } else { format!("{address} was {status} already.") })
}
