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
}
