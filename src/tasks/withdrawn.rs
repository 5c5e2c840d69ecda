//! Records that were withdrawn: found by the address that they had, for whoever wants to know what was there.

use super::Failure;
use crate::catalogue::View;
use crate::model::{
    Action, Address, Article, Claim, Event, Person, Reference, Uid, Withdrawn, Work, claim_address, reference_address,
};
use std::collections::BTreeSet;

/// A record that was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnRecord {
    /// The address that it had.
    pub address: String,
    /// The row.
    pub withdrawn: Withdrawn,
    /// The event that withdrew it, where the log has it.
    pub event: Option<Event>,
}

impl WithdrawnRecord {
    /// `knees/c3 was withdrawn on 2026-11-23`.
    pub fn describe(&self) -> String {
        let on = jiff::tz::TimeZone::UTC.to_datetime(self.withdrawn.withdrawn_at).date();
        format!("{} was withdrawn on {on}", self.address)
    }

    /// Why nothing is done with it.
    pub fn refuse(&self) -> Failure {
        let again = self.event.as_ref().map(|event| format!(", and `claimbook undo {}` puts it back", event.address()));
        Failure::usage(format!(
            "{}; `claimbook show {}` shows what it was{}",
            self.describe(),
            self.address,
            again.unwrap_or_default()
        ))
    }
}

/// The record that had an address and was withdrawn. What stands in the catalogue is not looked at.
pub fn find_withdrawn(view: View<'_>, typed: &str) -> Result<Option<WithdrawnRecord>, Failure> {
    let found = match typed.parse::<Address>() {
        Ok(Address::Claim(key, serial)) => match find_home(view, key.as_deref())? {
            Some(home) => {
                let found = view.withdrawn_at::<Claim>(home.uid, serial)?;
                found.map(|found| (claim_address(&home.key, serial), found))
            }
            None => None,
        },
        Ok(Address::Reference(key, serial)) => match find_home(view, key.as_deref())? {
            Some(home) => {
                let found = view.withdrawn_at::<Reference>(home.uid, serial)?;
                found.map(|found| (reference_address(&home.key, serial), found))
            }
            None => None,
        },
        Ok(Address::Doi(doi)) => {
            let all = view.withdrawn_with::<Work>("doi", doi.printed())?;
            all.into_iter().next().map(|found| (doi.to_string(), found))
        }
        Ok(Address::Key(key)) => {
            let articles = view.withdrawn_with::<Article>("key", &key)?;
            let all = articles.into_iter().chain(view.withdrawn_with::<Work>("key", &key)?);
            all.chain(view.withdrawn_with::<Person>("name", typed)?).next().map(|found| (key, found))
        }
        Err(_) => {
            view.withdrawn_with::<Person>("name", typed)?.into_iter().next().map(|found| (typed.to_owned(), found))
        }
    };
    let Some((address, withdrawn)) = found else { return Ok(None) };
    let events = view.events_of(&[withdrawn.uid])?;
    let event = events.into_iter().find(|event| event.action == Action::Withdraw);
    Ok(Some(WithdrawnRecord { address, withdrawn, event }))
}

/// The article of a key, be it withdrawn itself; the only one where no key is given.
fn find_home(view: View<'_>, key: Option<&str>) -> Result<Option<Article>, Failure> {
    let Some(key) = key else {
        let mut all = view.articles()?;
        return Ok(if all.len() == 1 { all.pop() } else { None });
    };
    if let Some(article) = view.article_by_key(key)? {
        return Ok(Some(article));
    }
    let withdrawn = view.withdrawn_with::<Article>("key", key)?;
    Ok(withdrawn.first().map(|one| view.read_withdrawn::<Article>(one)).transpose()?.flatten())
}

/// Rows, and those that were withdrawn and name one of them or each other.
pub fn with_withdrawn(view: View<'_>, mut rows: Vec<Uid>) -> Result<Vec<Uid>, Failure> {
    let mut known: BTreeSet<Uid> = rows.iter().copied().collect();
    let mut new = rows.clone();
    while !new.is_empty() {
        new = view.withdrawn_naming(&new)?.into_iter().filter(|uid| known.insert(*uid)).collect();
        rows.extend(&new);
    }
    Ok(rows)
}
