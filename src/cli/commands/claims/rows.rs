//! Claims as a table.

use crate::catalogue::ClaimRow;
use crate::cli::show::table::{TextTable, address_column, column, prose};
use crate::model::Uid;
use std::collections::BTreeSet;

/// A line a claim; the verdicts of those in `stale` no longer hold, and those of `disputed` differ.
pub(super) fn tabulate(rows: &[ClaimRow], stale: &BTreeSet<Uid>, disputed: &BTreeSet<Uid>) -> TextTable {
    let mut sheet = TextTable::new(&[
        address_column("claim"),
        column("kind"),
        column("status"),
        column("cited"),
        prose("statement"),
    ]);
    for row in rows {
        let verdict = row.verdict.map(|verdict| match disputed.contains(&row.uid) {
            true => "disputed".to_owned(),
            false => verdict.to_string(),
        });
        let standing = match verdict {
            Some(verdict) if stale.contains(&row.uid) => format!("{verdict}, stale"),
            Some(verdict) => verdict,
            None => row.status.to_string(),
        };
        let standing = if row.only_proposed { format!("{standing}; to confirm here") } else { standing };
        let cited = match (row.asserted, row.suggested) {
            (0, 0) => "-".to_owned(),
            (0, n) => format!("{n}?"),
            (n, _) => n.to_string(),
        };
        sheet.add_row([&row.address, &row.kind.to_string(), &standing, &cited, &row.statement]);
    }
    sheet
}
