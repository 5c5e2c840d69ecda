//! Rows that nobody edited, of records that have changed since the export: the sheet says what the catalogue said before,
//! which the log knows. They are no conflict.

use super::{Failure, ReturnableSheet};
use crate::catalogue::View;
use crate::import::sheet::RefusedRow;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use serde_json::{Map, Value};

/// Whether all that a row says otherwise was once what the catalogue said, at one time.
pub(super) fn is_behind(view: View<'_>, returning: &ReturnableSheet, row: &RefusedRow) -> Result<bool, Failure> {
    let record = row.address.as_deref().and_then(|address| address.split(" with ").next()).unwrap_or_default();
    let uid = match addresses::find_record(view, record)? {
        AddressedRecord::Claim(_, claim) => claim.uid,
        AddressedRecord::Reference(_, reference) => reference.uid,
        AddressedRecord::Article(_) | AddressedRecord::Work(_) => return Ok(false),
    };
    let mut then: Vec<String> = row.fields.iter().map(|field| field.catalogue.clone()).collect();
    for event in view.events_of(&[uid])? {
        let before = event.before.as_deref().and_then(|before| serde_json::from_str(before).ok());
        let Some(before): Option<Map<String, Value>> = before else { continue };
        for (was, field) in then.iter_mut().zip(&row.fields) {
            if let Some(before) = (returning.was)(&before, field.column) {
                *was = before;
            }
        }
        if then.iter().zip(&row.fields).all(|(was, field)| was.trim() == field.sheet) {
            return Ok(true);
        }
    }
    Ok(false)
}
