//! Two changes of one record that say the same in the end: each side lends what the other lacks, or only let it follow what it belongs
//! to.

use super::KeyedRow;
use crate::catalogue::record::{Record, Table, read_values};
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::merge::{follows, reconcile_works};
use crate::catalogue::text_form::sheets::read_text;
use crate::model::{Citation, Observation, Withdrawn, Work};
use rusqlite::Connection;

/// What both sides say together; none where they say different things.
pub(super) fn agree(
    of: &'static Table,
    connection: &Connection,
    was: Option<&KeyedRow>,
    (here, left_out): &KeyedRow,
    (there, left_out_there): &KeyedRow,
) -> Result<Option<KeyedRow>, TextFormError> {
    let left_out = left_out.clone().or_else(|| left_out_there.clone());
    let together = match of.name {
        name if name == Withdrawn::TABLE.name => Some(here.clone()),
        name if name == Work::TABLE.name => {
            let read = |values| read_values(connection, values, Work::from_row);
            reconcile_works(&read(here)?, &read(there)?).map(|work| work.values()).transpose()?
        }
        name if name == Observation::TABLE.name
            && here.split_last().map(|(_, rest)| rest) == there.split_last().map(|(_, rest)| rest) =>
        {
            // The same answer heard on both sides: the later time counts.
            Some(if read_text(there.last()) > read_text(here.last()) { there.clone() } else { here.clone() })
        }
        name if name == Citation::TABLE.name => {
            let read = |values| read_values(connection, values, Citation::from_row);
            Citation::join(&read(here)?, &read(there)?).map(|both| both.values()).transpose()?
        }
        _ => None,
    };
    if together.is_some() {
        return Ok(together.map(|values| (values, left_out)));
    }
    let Some((was, _)) = was else { return Ok(None) };
    let columns = || of.columns.iter().zip(was.iter().zip(here.iter().zip(there)));
    let only_followed = |is_ours: bool| {
        columns()
            .all(|(column, (was, (here, there)))| was == (if is_ours { here } else { there }) || follows(of, column))
    };
    let (ours, theirs) = (only_followed(true), only_followed(false));
    let combined = columns().map(
        |(column, (_, (here, there)))| {
            if theirs || follows(of, column) { here.clone() } else { there.clone() }
        },
    );
    Ok((ours || theirs).then(|| (combined.collect(), left_out)))
}
