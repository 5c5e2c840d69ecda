//! What a person decides about a claim and its sources, one function a decision: the command line, the full screen and the
//! review page share them. Each works inside a transaction that its caller opened, and answers what was done, a sentence each.

mod linking;
mod reading;
mod seen;
mod status;
mod verdict;

pub use linking::{assert_citations, reject_citation};
pub use reading::{ReadingWords, record_reading};
pub use seen::SeenClaim;
pub use status::{accept, dismiss};
pub use verdict::{VerdictWords, record_review};

use super::Failure;
use crate::catalogue::Writing;
use jiff::ToSpan;

/// The day that a judgement bears; refused where it lies in the future. Somewhere it is tomorrow already, so that a day more is
/// none.
fn date_judgement(writing: &Writing<'_>) -> Result<jiff::civil::Date, Failure> {
    let (stated, clock) = (writing.today(), jiff::tz::TimeZone::UTC.to_datetime(writing.time()).date());
    if stated > clock.saturating_add(1.day()) {
        return Err(Failure::usage(format!(
            "{stated} is in the future: a judgement bears the day on which it is given, or an earlier one. Nothing was recorded; \
             leave --today out"
        )));
    }
    Ok(stated)
}
