//! Paragraphs of works' full texts. They are their owners': in no dump, no export and no event. That a text is open, under which
//! licence, and the hash of what was received are an observation; from that, they can be asked for anew.

use super::{Result, View, Writing};
use crate::model::{Pmcid, TextPassage};
use std::collections::BTreeSet;

impl View<'_> {
    /// The paragraphs that are kept of an article in PubMed Central, in its order.
    pub fn passages_of(self, pmcid: &Pmcid) -> Result<Vec<TextPassage>> {
        self.rows(include_str!("of_article.sql"), [pmcid.base()], |row| {
            Ok(TextPassage { section: row.get(0)?, paragraph: row.get(1)?, text: row.get(2)? })
        })
    }

    /// Of which articles paragraphs are kept.
    pub fn kept_full_texts(self) -> Result<BTreeSet<String>> {
        Ok(self.rows(include_str!("kept.sql"), [], |row| row.get(0))?.into_iter().collect())
    }
}

impl Writing<'_> {
    /// Keeps the paragraphs of an article in place of those before; none where it is not open.
    pub fn keep_full_text(&self, pmcid: &Pmcid, passages: &[TextPassage]) -> Result<()> {
        self.connection.prepare_cached(include_str!("forget.sql"))?.execute([pmcid.base()])?;
        let mut keep = self.connection.prepare_cached(include_str!("keep.sql"))?;
        for (position, passage) in passages.iter().enumerate() {
            keep.execute((pmcid.base(), position, &passage.section, passage.paragraph, &passage.text))?;
        }
        Ok(())
    }
}
