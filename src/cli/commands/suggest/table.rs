//! Suggestions as a table, or as records.

use crate::cli::Session;
use crate::cli::show::listing::{self, ListFormat};
use crate::cli::show::table::{TextTable, address_column, column, prose};
use crate::import::SuggestedPair;
use crate::model::{Strength, reference_address, reference_name};
use crate::tasks::Failure;
use crate::tasks::full_texts::KeptWords;

/// A suggestion for a claim, and what is kept of the source's words.
pub(super) struct Shown {
    pub(super) claim: String,
    pub(super) pair: SuggestedPair,
    pub(super) kept: KeptWords,
}

#[derive(serde::Serialize)]
struct Suggested<'a> {
    claim: &'a str,
    reference: String,
    score: f64,
    strength: Strength,
    because: &'a [String],
    text: &'a KeptWords,
}

pub(super) fn show(session: &mut Session<'_>, format: ListFormat, shown: &[Shown]) -> Result<(), Failure> {
    if format != ListFormat::Table {
        let records: Vec<Suggested<'_>> = shown.iter().map(to_record).collect();
        return listing::print_json(session, format, &records);
    }
    let columns = [address_column("claim"), column("reference"), column("strength"), column("text"), prose("because")];
    let mut sheet = TextTable::new(&columns);
    for Shown { claim, pair, kept } in shown {
        sheet.add_row([
            claim.as_str(),
            &reference_name(pair.reference.serial),
            &pair.suggestion.strength.to_string(),
            &kept.name_place(),
            &pair.suggestion.because.join("; "),
        ]);
    }
    listing::print_table(
        session,
        &sheet,
        "Nothing to suggest: each claim already cites a source, or its article lists none that fits.",
    )
}

fn to_record(Shown { claim, pair, kept }: &Shown) -> Suggested<'_> {
    let home = claim.rsplit_once("/c").map_or("", |(home, _)| home);
    Suggested {
        claim,
        reference: reference_address(home, pair.reference.serial),
        score: pair.suggestion.score,
        strength: pair.suggestion.strength,
        because: &pair.suggestion.because,
        text: kept,
    }
}
