//! Records that turned out to be others: where they went.

use super::Record;
use crate::catalogue::View;
use crate::cli::show::page::Page;
use crate::tasks::Failure;
use crate::tasks::addresses::{self, AddressedRecord};

/// Says of a record that turned out to be another where it went.
pub(super) fn write_merged(page: &mut Page, view: View<'_>, typed: &str, record: &Record) -> Result<(), Failure> {
    let Record::Named(found) = record else { return Ok(()) };
    let Some(merged) = addresses::find_merged_address(view, typed, found)? else { return Ok(()) };
    let kept = match found {
        AddressedRecord::Claim(home, claim) => claim.address(home),
        AddressedRecord::Work(work) => work.key.clone(),
        AddressedRecord::Article(_) | AddressedRecord::Reference(..) => return Ok(()),
    };
    page.add_line(
        0,
        &format!(
            "{merged} was merged into {kept}, which is shown here; `claimbook history {merged}` says when and why."
        ),
    );
    Ok(())
}
