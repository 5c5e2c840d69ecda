//! Readings and reviews in the catalogue, in the order of the log: the later event counts, whatever day it states.

use super::event::sight::{EventPlace, SeenEvents};
use super::{Result, View};
use crate::model::{Concurrent, Reading, Review, Uid};
use std::collections::BTreeMap;

impl View<'_> {
    /// Readings of a citation, in the order of the log, those that were retired among them.
    pub fn readings_of(self, citation: Uid) -> Result<Vec<Reading>> {
        self.replace_merged(self.all(include_str!("readings_of_citation.sql"), [citation])?, |r: &mut Reading| {
            &mut r.person
        })
    }

    /// Reviews of a claim, in the order of the log.
    pub fn reviews_of(self, claim: Uid) -> Result<Vec<Review>> {
        self.replace_merged(self.all(include_str!("reviews_of_claim.sql"), [claim])?, |r: &mut Review| &mut r.person)
    }

    /// Every review as it is stored, each by whoever was named then.
    pub fn stored_reviews(self) -> Result<Vec<Review>> {
        self.all(include_str!("all_reviews.sql"), [])
    }

    /// Which readings there are of a citation, in the order of the log, also those that are withheld from whoever looks.
    pub fn readings_there(self, citation: Uid) -> Result<Vec<Uid>> {
        self.rows(include_str!("readings_there.sql"), [citation], |row| row.get(0))
    }

    /// Readings of the citations of an article's claims, in the order of the log.
    pub(super) fn readings_for(self, article: Uid) -> Result<Vec<Reading>> {
        let readings = self.all(include_str!("readings_of_article.sql"), &[(":article", &article)])?;
        self.replace_merged(readings, |r: &mut Reading| &mut r.person)
    }

    /// Reviews of an article's claims, in the order of the log.
    pub(super) fn reviews_for(self, article: Uid) -> Result<Vec<Review>> {
        let reviews = self.all(include_str!("reviews_of_article.sql"), &[(":article", &article)])?;
        self.replace_merged(reviews, |r: &mut Review| &mut r.person)
    }

    /// What people judged, each as whom they turned out to be.
    fn replace_merged<T>(self, mut judged: Vec<T>, person: fn(&mut T) -> &mut Uid) -> Result<Vec<T>> {
        let merged = self.merged_people()?;
        for one in &mut judged {
            let whom = person(one);
            *whom = merged.get(whom).copied().unwrap_or(*whom);
        }
        Ok(judged)
    }

    /// Which judgements by one person of one thing were made without sight of each other, on two machines.
    pub(super) fn find_concurrent(self, readings: &[Reading], reviews: &[Review]) -> Result<Concurrent> {
        let mut by_one: BTreeMap<(Uid, Uid), Vec<Uid>> = BTreeMap::new();
        let readings = readings.iter().map(|r| ((r.citation, r.person), r.uid));
        for (about, uid) in readings.chain(reviews.iter().map(|r| ((r.claim, r.person), r.uid))) {
            by_one.entry(about).or_default().push(uid);
        }
        let mut sight = None;
        let mut concurrent = Concurrent::default();
        for uids in by_one.values().filter(|uids| uids.len() > 1) {
            let mut added = Vec::with_capacity(uids.len());
            for uid in uids {
                added.extend(self.find_addition(*uid)?.map(|(place, first_format)| (*uid, place, first_format)));
            }
            for (at, (uid, place, first_format)) in added.iter().enumerate() {
                for (other, other_place, other_first_format) in added.iter().skip(at + 1) {
                    // Two of the first format do not say what they had seen: their clocks have to do.
                    if place.0 == other_place.0 || (*first_format && *other_first_format) {
                        continue;
                    }
                    let sight = match &mut sight {
                        Some(sight) => sight,
                        none => none.insert(SeenEvents::read(self.connection)?),
                    };
                    if !sight.has_seen(*place, *other_place) && !sight.has_seen(*other_place, *place) {
                        concurrent.add(*uid, *other);
                    }
                }
            }
        }
        Ok(concurrent)
    }

    /// Where in the log a row was added, and whether the event is of the first format.
    fn find_addition(self, row: Uid) -> Result<Option<(EventPlace, bool)>> {
        self.first_row(include_str!("added.sql"), [row], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))
    }
}
