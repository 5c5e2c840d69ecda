//! Versions of one article that both sides imported: the same text gets the next number, another one is for people to settle.

use super::Merger;
use crate::catalogue::record::Table;
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::read_text;
use crate::model::{Article, Uid};
use rusqlite::types::Value;

impl Merger<'_, '_> {
    /// Whether a version of the folder has the number of one that was imported here, with another text; that is a conflict, in
    /// words.
    pub(super) fn clashes(&mut self, table: &Table, there: &[Value]) -> Result<bool, TextFormError> {
        let field = |name: &str| table.columns.iter().position(|c| *c == name).and_then(|at| there.get(at));
        let (Some(Value::Integer(n)), true) = (field("n"), table.name == "version") else { return Ok(false) };
        let Some(article) = read_text(field("article")).and_then(|uid| uid.parse::<Uid>().ok()) else {
            return Ok(false);
        };
        let number = u32::try_from(*n).unwrap_or_default();
        let Some(here) = self.writing.view().version(article, number)? else { return Ok(false) };
        let sha256 = read_text(field("sha256")).unwrap_or_default();
        if here.sha256 == sha256 {
            return Ok(false);
        }
        if self.clashing.insert(article) {
            let key = self.writing.view().get::<Article>(article)?.map(|a| a.key).unwrap_or_default();
            let at = read_text(field("imported_at")).unwrap_or_default();
            self.conflicts.push(format!(
                "{key}: both sides imported a version {n} of it, and the texts differ (here at {}, in the folder at {at}). \
                 Load the folder into an empty catalogue, import the final file there, and repeat there what was decided here",
                here.imported_at
            ));
        }
        Ok(true)
    }

    /// Whether a row is a place in a text that both sides imported differently.
    pub(super) fn follows_clash(&self, table: &Table, here: &[Value]) -> bool {
        let home = table.columns.iter().position(|c| *c == "article").and_then(|at| here.get(at));
        let home = read_text(home).and_then(|uid| uid.parse::<Uid>().ok());
        matches!(table.name, "occurrence" | "reference") && home.is_some_and(|uid| self.clashing.contains(&uid))
    }
}
