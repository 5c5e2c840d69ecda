//! Claims and references that a person types.

use super::{Failure, addresses};
use crate::catalogue::Writing;
use crate::import;
use crate::model::{Claim, Kind, Reasons, Status};
use crate::read::article::PrintedEntry;
use crate::read::references::printed;
use crate::text::anchor::AnchoringText;

/// Adds a claim, with its place in the text where the words are given.
pub(super) fn claim(
    writing: &mut Writing<'_>,
    statement: String,
    kind: Kind,
    article: Option<&str>,
    at: Option<&str>,
) -> Result<String, Failure> {
    let article = addresses::article(writing.view(), article)?;
    let version = writing.view().newest_version(article.uid)?;
    let place = match (at, &version) {
        (None, _) => None,
        (Some(_), None) => {
            return Err(Failure::usage(format!("{} has no text yet, so --at cannot be found in it", article.key)));
        }
        (Some(words), Some(version)) => {
            let words = crate::text::normalise::text(words);
            let Some(byte) = version.text.find(&words) else {
                return Err(Failure::usage(format!(
                    "{} does not hold the words “{words}”; nothing was stored",
                    article.key
                )));
            };
            let start = version.text.get(..byte).map_or(0, |t| t.chars().count()) as u32;
            Some((version, (start, start + words.chars().count() as u32)))
        }
    };
    let section =
        place.and_then(|(v, (start, _))| v.blocks.block_at(start)).map(|b| b.section.clone()).unwrap_or_default();
    let serial = writing.view().next_claim_serial(article.uid)?;
    let because = Reasons(vec!["added by hand".to_owned()]);
    let claim = Claim {
        uid: writing.uid(),
        article: article.uid,
        serial,
        statement,
        kind,
        status: Status::Accepted,
        section,
        because,
    };
    writing.add(&claim)?;
    if let Some((version, span)) = place {
        let text = AnchoringText::new(&version.text);
        writing.add(&import::occurrence(writing.uid(), &claim, &article, version, &text, span))?;
    }
    let address = format!("{}/c{serial}", article.key);
    Ok(format!("Added {address}. Next: claimbook suggest {address}, or claimbook link {address} REFERENCE"))
}

/// Adds an entry to an article's list.
pub(super) fn reference(
    writing: &mut Writing<'_>,
    typed: String,
    article: Option<&str>,
    number: Option<String>,
) -> Result<String, Failure> {
    let article = addresses::article(writing.view(), article)?;
    let parsed = printed::parse(&typed);
    let doubts = parsed.notes.join("; ");
    let entry = PrintedEntry {
        number,
        section: String::new(),
        printed: crate::text::normalise::text(&typed),
        line: 1,
        column: 1,
        parsed,
    };
    let row = import::store_reference(writing, &article, &entry)?;
    let address = format!("{}/r{}", article.key, row.serial);
    let unsure = if doubts.is_empty() { String::new() } else { format!(" Unsure: {doubts}.") };
    Ok(format!("Added {address}.{unsure} Next: claimbook show {address}"))
}
