//! What people call the rows that a merge cannot settle.

use super::numbering::name_by_serial;
use super::{Merging, read_stored};
use crate::catalogue::record::Table;
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::{table, text};
use crate::model::{Article, Citation};
use rusqlite::types::Value;

impl Merging<'_, '_> {
    /// What a person calls a citation.
    pub(super) fn citation_name(&self, citation: &Citation) -> Result<String, TextFormError> {
        let row = |of: &Table, uid| {
            Ok::<_, TextFormError>(read_stored(self.writing.connection, of, uid)?.unwrap_or_default())
        };
        let (claims, entries) = (table("claim"), table("reference"));
        let claim = self.name(claims, &row(claims, citation.claim)?)?;
        Ok(format!("the citation of {} for {claim}", self.name(entries, &row(entries, citation.reference)?)?))
    }

    /// What a person calls a row.
    pub(super) fn name(&self, of: &Table, values: &[Value]) -> Result<String, TextFormError> {
        let field = |name: &str| of.columns.iter().position(|c| *c == name).and_then(|at| values.get(at));
        let key = |uid: Option<&Value>| -> Result<String, TextFormError> {
            let Some(uid) = text(uid).and_then(|uid| uid.parse().ok()) else { return Ok(String::new()) };
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
            (name, ..) => format!("{name} {}", text(values.first()).unwrap_or_default()),
        })
    }
}
