//! Addresses of readings: the claim, the reference and the number among the readings of the two, such as `c3:r10:1`. `show`
//! prints them; a reading that is retired keeps its number.

use super::{Failure, addresses};
use crate::catalogue::View;
use crate::model::Reading;

/// The reading at an address, with its whole address; none where what was typed is no address of a reading.
pub(super) fn find(view: View<'_>, typed: &str) -> Result<Option<(String, Reading)>, Failure> {
    let parts: Vec<&str> = typed.split(':').collect();
    let [claim, reference, number] = parts.as_slice() else { return Ok(None) };
    let Some(number) = number.parse::<usize>().ok().filter(|_| !claim.is_empty() && !reference.is_empty()) else {
        return Ok(None);
    };
    let is_whole = addresses::is_whole(view, claim)? && addresses::is_whole(view, reference)?;
    let (home, claim) = addresses::claim(view, claim)?;
    let (article, reference) = addresses::reference(view, reference, Some(&home))?;
    let pair = format!("{}/c{}:{}/r{}", home.key, claim.serial, article.key, reference.serial);
    if !is_whole {
        return Err(addresses::not_whole(typed, &[format!("{pair}:{number}")]));
    }
    let citation = view.citation(claim.uid, reference.uid)?;
    let readings = citation.map(|citation| view.readings_of(citation.uid)).transpose()?.unwrap_or_default();
    let known = readings.len();
    match number.checked_sub(1).and_then(|at| readings.into_iter().nth(at)) {
        Some(reading) => Ok(Some((format!("{pair}:{number}"), reading))),
        None if known == 0 => Err(Failure::usage(format!("nobody has recorded a reading for {pair}"))),
        None => Err(Failure::usage(format!("{pair} has the readings 1 to {known}; there is no {number}"))),
    }
}
