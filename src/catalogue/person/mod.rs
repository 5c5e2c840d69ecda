//! People in the catalogue.

use super::record::Record;
use super::{Result, View};
use crate::model::{ArticlePerson, Person, Uid};

impl View<'_> {
    /// Everybody, by name.
    pub fn persons(self) -> Result<Vec<Person>> {
        self.all(include_str!("all.sql"), [])
    }

    /// People of a name.
    pub fn persons_by_name(self, name: &str) -> Result<Vec<Person>> {
        self.all(include_str!("by_name.sql"), [name])
    }

    /// An article's people in the order printed.
    pub fn people_of(self, article: Uid) -> Result<Vec<(ArticlePerson, Person)>> {
        self.rows(include_str!("of_article.sql"), [article], |row| {
            let person = Person { uid: row.get(5)?, name: row.get(6)?, credentials: row.get(7)?, contact: row.get(8)? };
            Ok((ArticlePerson::from_row(row)?, person))
        })
    }

    /// Everybody who read or reviewed for an article's claims.
    pub(super) fn who_judged(self, article: Uid) -> Result<Vec<Person>> {
        self.all(include_str!("who_judged.sql"), &[(":article", &article)])
    }
}
