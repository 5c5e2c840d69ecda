//! Observations in the catalogue.

use super::{Result, View, Writing};
use crate::model::{Observation, Subject, Uid};
use rusqlite::named_params;
use std::collections::{BTreeMap, BTreeSet};

impl View<'_> {
    /// What was heard about an identifier, oldest first.
    pub fn observations_of(self, scheme: &str, identifier: &str) -> Result<Vec<Observation>> {
        self.all(include_str!("of_identifier.sql"), (scheme, identifier))
    }

    /// The newest answer about every identifier of a scheme, whoever gave it: identifier, answer as JSON, when it was last heard.
    pub fn newest_answers(self, subject: Subject, scheme: &str) -> Result<Vec<(String, String, jiff::Timestamp)>> {
        self.rows(include_str!("newest_of_subject.sql"), (subject, scheme), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
    }

    /// When a service last answered about a subject: scheme, identifier, time, and whether it keeps a record.
    pub fn last_heard(self, service: &str, subject: Subject) -> Result<Vec<(String, String, jiff::Timestamp, bool)>> {
        self.rows(include_str!("last_heard.sql"), (service, subject), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
    }

    /// What a service last said about a subject, by scheme and identifier: the row, and the answer as JSON.
    pub(super) fn newest_of_service(
        self,
        service: &str,
        subject: Subject,
    ) -> Result<BTreeMap<(String, String), (Uid, String)>> {
        let rows = self.rows(include_str!("newest_of_service.sql"), (service, subject), |row| {
            Ok(((row.get(1)?, row.get(2)?), (row.get(0)?, row.get(3)?)))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// The stored row that says what was just heard, if the service's newest answer says the same.
    pub(super) fn find_same_observation(self, heard: &Observation) -> Result<Option<Uid>> {
        let params = named_params! {
            ":scheme": heard.scheme, ":identifier": heard.identifier, ":subject": heard.subject, ":service": heard.service,
            ":answer": heard.answer,
        };
        self.first_row(include_str!("same.sql"), params, |row| row.get(0))
    }

    /// Whether anything was ever heard.
    pub fn has_observations(self) -> Result<bool> {
        Ok(self.connection.query_row(include_str!("any.sql"), [], |row| row.get(0))?)
    }

    /// Whether any page was ever asked.
    pub(super) fn knows_pages(self) -> Result<bool> {
        Ok(self.connection.prepare_cached(include_str!("any_page.sql"))?.query_row([], |row| row.get(0))?)
    }

    /// Observations about the identifiers of an article's works.
    pub fn observations_for(self, article: Uid) -> Result<Vec<Observation>> {
        self.all(include_str!("of_article.sql"), &[(":article", &article)])
    }
}

impl Writing<'_> {
    /// Stores answers: a new one as a row, one heard before by its time alone, which is no change and not logged.
    pub fn observe(&mut self, batch: &[Observation]) -> Result<()> {
        let (mut new, mut about) = (Vec::new(), BTreeSet::new());
        for heard in batch {
            // A second answer about the same thing has to see the first.
            if !about.insert((&heard.service, heard.subject, &heard.scheme, &heard.identifier)) {
                self.add_all(std::mem::take(&mut new))?;
            }
            match self.view().find_same_observation(heard)? {
                Some(uid) => self.note_heard_again(uid, heard.asked_at)?,
                None => new.push(heard),
            }
        }
        self.add_all(new)
    }

    /// An answer that is stored was heard again.
    fn note_heard_again(&self, uid: Uid, asked_at: jiff::Timestamp) -> Result<()> {
        self.connection.prepare_cached(include_str!("heard_again.sql"))?.execute((uid, asked_at))?;
        Ok(())
    }

    /// Stores all that a service says about a subject, as a file of it does: `whole` is everything. What it says no more gets
    /// an answer of `null`; what it says as before is not written anew. Gives how many answers are new.
    pub fn observe_whole(&mut self, whole: &[Observation]) -> Result<usize> {
        let Some(first) = whole.first() else { return Ok(0) };
        let mut before = self.view().newest_of_service(&first.service, first.subject)?;
        let changed = self.changed();
        let mut new = Vec::new();
        for heard in whole {
            match before.remove(&(heard.scheme.clone(), heard.identifier.clone())) {
                Some((uid, answer)) if answer == heard.answer => self.note_heard_again(uid, heard.asked_at)?,
                _ => new.push(heard),
            }
        }
        self.add_all(new)?;
        let gone = before.into_iter().filter(|(_, (_, answer))| answer != "null").map(|((scheme, identifier), _)| {
            Observation { uid: self.uid(), scheme, identifier, answer: "null".to_owned(), ..first.clone() }
        });
        let gone: Vec<Observation> = gone.collect();
        self.add_all(&gone)?;
        Ok(self.changed() - changed)
    }
}
