//! Waivers: a person's dated, reasoned, expiring acceptance of a finding.

use super::Uid;

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The row's identity.
    pub uid: Uid,
    /// The rule's id.
    pub rule: String,
    /// The address that the finding is about.
    pub address: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub person: Uid,
    /// When it was accepted.
    pub waived_on: jiff::civil::Date,
    /// The last day on which the waiver holds.
    pub expires_on: jiff::civil::Date,
    /// The record that the address named, which the waiver follows.
    pub record: Option<Uid>,
    /// When it was taken back.
    pub retired_on: Option<jiff::civil::Date>,
    /// The fingerprint of the one finding that it accepts, where that is about something that only a file has; it is then
    /// known by this, and not by the address.
    pub fingerprint: Option<String>,
}

/// A comment in an article's file that accepts what a rule finds at that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The line of the comment, from 1.
    pub line: u32,
    /// Its column in code points, from 1.
    pub column: u32,
    /// It stands among the words of a block, and is about that; otherwise it is about the block that follows.
    pub within: bool,
    /// What it accepts, or what is wrong with it.
    pub terms: Result<AllowanceTerms, String>,
}

/// What a comment accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowanceTerms {
    /// The rule, as it is written there.
    pub rule: String,
    /// Who accepts.
    pub by: String,
    /// The last day on which that holds.
    pub until: jiff::civil::Date,
    /// Why.
    pub reason: String,
}
