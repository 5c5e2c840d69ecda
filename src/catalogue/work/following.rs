//! References and notices follow works that turned out to be others.

use crate::catalogue::{Result, Writing};
use crate::model::{Notice, Reference, Uid, Work};

impl Writing<'_> {
    /// Lets references and notices follow works that turned out to be others.
    pub(in crate::catalogue) fn follow_works(&mut self) -> Result<()> {
        let view = self.view();
        let references: Vec<Uid> = view.rows(include_str!("following_references.sql"), [], |row| row.get(0))?;
        let notices: Vec<Uid> = view.rows(include_str!("following_notices.sql"), [], |row| row.get(0))?;
        for uid in references {
            let Some(reference) = self.view().get::<Reference>(uid)? else { continue };
            let work = reference.work.map(|work| self.find_kept_work(work)).transpose()?;
            self.edit(&Reference { work, ..reference })?;
        }
        for uid in notices {
            let Some(notice) = self.view().get::<Notice>(uid)? else { continue };
            let work = self.find_kept_work(notice.work)?;
            self.edit(&Notice { work, ..notice })?;
        }
        Ok(())
    }

    fn find_kept_work(&self, work: Uid) -> Result<Uid> {
        let view = self.view();
        Ok(view
            .get::<Work>(work)?
            .map(|work| view.find_surviving_work(work))
            .transpose()?
            .map_or(work, |kept| kept.uid))
    }
}
