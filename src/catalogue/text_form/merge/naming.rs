//! What people call the rows that a merge cannot settle.

use super::numbering::name_by_serial;
use super::{Merger, read_stored};
use crate::catalogue::record::Table;
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::{find_table, read_text};
use crate::model::{Article, Citation};
use rusqlite::types::Value;

impl Merger<'_, '_> {
    /// What a person calls a citation.
    pub(super) fn name_citation(&self, citation: &Citation) -> Result<String, TextFormError> {
        let row = |of: &Table, uid| {
            Ok::<_, TextFormError>(read_stored(self.writing.connection, of, uid)?.unwrap_or_default())
        };
        let (claims, entries) = (find_table("claim"), find_table("reference"));
        let claim = self.name_row(claims, &row(claims, citation.claim)?)?;
        Ok(format!("the citation of {} for {claim}", self.name_row(entries, &row(entries, citation.reference)?)?))
    }

    /// What a person calls a row.
    pub(super) fn name_row(&self, of: &Table, values: &[Value]) -> Result<String, TextFormError> {
        let field = |name: &str| of.columns.iter().position(|c| *c == name).and_then(|at| values.get(at));
        let key = |uid: Option<&Value>| -> Result<String, TextFormError> {
            let Some(uid) = read_text(uid).and_then(|uid| uid.parse().ok()) else { return Ok(String::new()) };
            // One of the two may have withdrawn the article: it still says where the row belongs.
            let here = self.writing.view().get_or_withdrawn::<Article>(uid)?;
            let known =
                here.map_or_else(|| self.incoming.view().get_or_withdrawn::<Article>(uid), |here| Ok(Some(here)))?;
            Ok(known.map(|article| article.key).unwrap_or_default())
        };
        Ok(match (of.name, field("serial"), field("key")) {
            (_, Some(Value::Integer(n)), _) => {
                format!("{}/{}", key(field("article"))?, name_by_serial(of, *n))
            }
            (name, _, Some(Value::Text(key))) => format!("{name} {key}"),
            (name, ..) => format!("{name} {}", read_text(values.first()).unwrap_or_default()),
        })
    }
}
