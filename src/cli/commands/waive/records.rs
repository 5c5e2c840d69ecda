//! The records that waivers are about, and the waivers of a record.

use crate::catalogue::View;
use crate::model::{Uid, Waiver};
use crate::tasks::Failure;
use crate::tasks::addresses::{self, AddressedRecord};

/// The waivers of a rule for what was typed, as they are stored, with its whole address. An address that names no record, or
/// names one only by how its key begins, may be that of a waiver whose record is gone.
pub(super) fn in_force(view: View<'_>, rule: &str, typed: &str) -> Result<(String, Vec<Waiver>), Failure> {
    let found = waivable(view, typed);
    let (mut of_record, mut of_address) = (Vec::new(), Vec::new());
    for now in view.waivers()?.into_iter().filter(|w| w.rule == rule && w.fingerprint.is_none()) {
        let Some(stored) = view.get::<Waiver>(now.uid)? else { continue };
        if found.as_ref().is_ok_and(|(address, record)| now.record == Some(*record) || now.address == *address) {
            of_record.push(stored);
        } else if stored.address == typed {
            of_address.push(stored);
        }
    }
    let is_whole = addresses::is_whole(view, typed)?;
    match found {
        Ok((address, _)) if !of_record.is_empty() && (is_whole || of_address.is_empty()) => Ok((address, of_record)),
        _ if !of_address.is_empty() => Ok((typed.to_owned(), of_address)),
        Ok((address, _)) => Err(Failure::usage(format!("no waiver of {rule} for {address} is in force"))),
        Err(wrong) => Err(wrong),
    }
}

/// The whole address and the uid of a record that findings are about.
pub(super) fn waivable(view: View<'_>, typed: &str) -> Result<(String, Uid), Failure> {
    let record = match addresses::find_record(view, typed)? {
        AddressedRecord::Article(article) => article.uid,
        AddressedRecord::Claim(_, claim) => claim.uid,
        AddressedRecord::Reference(_, reference) => reference.uid,
        AddressedRecord::Work(work) => {
            return Err(Failure::usage(format!(
                "findings are about articles, claims and references, not works; waive those of the references to {0}: `claimbook where-used {0}`",
                work.key
            )));
        }
    };
    Ok((addresses::canonicalise(view, typed)?, record))
}
