//! A digest of what changed: what somebody who looks once a week should know.

use super::{Doi, NoticeKind, PartialDate, Verdict};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What changed, and what comes up. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// The form of what follows.
    pub schema: &'static str,
    /// The catalogue, as it is called.
    pub catalogue: String,
    /// The day on which it was made.
    pub today: Date,
    /// Since when, in words.
    pub since: String,
    /// Notices that were heard of since, on works that claims rest on.
    pub notices: Vec<NoticeNews>,
    /// Claims whose review no longer holds since.
    pub stale: Vec<StaleNews>,
    /// Reviews that are due again by the day asked for, and were not before.
    pub due: Vec<DueNews>,
    /// The last day that `due` looks at.
    pub due_by: Date,
    /// Pages that were lost since.
    pub pages: Vec<PageNews>,
}

impl Digest {
    /// The form of a digest in JSON.
    pub const SCHEMA: &str = "claimbook.digest/1";

    /// How many things are new: a review that comes up is none.
    pub fn count_new(&self) -> usize {
        self.notices.len() + self.stale.len() + self.pages.len()
    }
}

/// A notice on a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeNews {
    /// The work's key, or the address of the entry where no work is known.
    pub work: String,
    /// Its title.
    pub title: Option<String>,
    /// What happened.
    pub kind: NoticeKind,
    /// When, as the notice says.
    pub on: Option<PartialDate>,
    /// Who told of it.
    pub source: String,
    /// The notice's own DOI.
    pub doi: Option<Doi>,
    /// Addresses of the claims that rest on the work.
    pub claims: BTreeSet<String>,
}

/// A claim whose review no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaleNews {
    /// Its address.
    pub claim: String,
    /// The proposition.
    pub statement: String,
    /// What changed, each part in words.
    pub stale_because: Vec<String>,
    /// The verdict that no longer applies.
    pub verdict: Option<Verdict>,
    /// When that was given.
    pub reviewed_on: Option<Date>,
    /// Since when, as far as that is known.
    pub since: Option<Date>,
    /// The article's file.
    pub file: Option<String>,
    /// The line there.
    pub line: Option<u32>,
    /// The column there, in code points, from 1.
    pub column: Option<u32>,
}

/// A review that is due again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueNews {
    /// The claim's address.
    pub claim: String,
    /// The proposition.
    pub statement: String,
    /// When.
    pub due: Date,
    /// Who is asked.
    pub whose: Option<String>,
}

/// A page that is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageNews {
    /// Its address.
    pub url: String,
    /// Since when it does not answer, as far as that is known.
    pub since: Option<Date>,
    /// Addresses of the entries that name it.
    pub references: BTreeSet<String>,
    /// Addresses of the claims that rest on it.
    pub claims: BTreeSet<String>,
}

/// What a digest told already, each thing by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldNews {
    /// Notices.
    pub notices: BTreeSet<String>,
    /// Claims, with what had changed of them.
    pub stale: BTreeSet<String>,
    /// Claims, with the day on which they are due.
    pub due: BTreeSet<String>,
    /// Pages.
    pub pages: BTreeSet<String>,
}

/// The file that remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFile {
    /// The form of what follows.
    pub schema: String,
    /// When it was written.
    pub at: jiff::Timestamp,
    /// What was told by then, and still stands.
    pub told: ToldNews,
}

impl ToldFile {
    /// The form of the file.
    pub const SCHEMA: &str = "claimbook.watch/1";
}
