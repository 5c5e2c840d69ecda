//! Records that the review page hands out: as `export` writes them, of what whoever sits there is shown.

use super::Scope;
use super::subjects::EXPORTS;
use crate::model::Uid;
use crate::tasks::Failure;
use crate::tasks::desk::ReviewDesk;
use crate::write::{WriteOptions, find_writer};

/// Writes claims or references as CSV.
pub(in crate::cli) fn hand_out(desk: &ReviewDesk, what: &str, article: Option<Uid>) -> Result<Vec<u8>, Failure> {
    if desk.is_blind() {
        return Err(Failure::usage(
            "an export holds everybody's opinions, and yours is still wanted. An editor writes it: `claimbook export claims --to csv`",
        ));
    }
    let found = EXPORTS.iter().find(|export| export.name == what).zip(find_writer("csv"));
    let Some((export, writer)) = found else { return Err(Failure::usage("There is nothing by that name to export.")) };
    let scope = Scope { article, ..Scope::for_everything(desk.settings(), desk.today()) };
    let mut bytes = Vec::new();
    let mut out: &mut dyn std::io::Write = &mut bytes;
    let mut records = (writer.begin)(&mut out, WriteOptions { bom: true, ..WriteOptions::default() })?;
    records.table(export.name, &scope.columns(export))?;
    desk.view().read_at_once(|view| (export.write)(view, &scope, &mut *records))?;
    records.end()?;
    Ok(bytes)
}
