//! What makes a finding the same finding in the next run.

use super::subjects::Subjects;
use crate::model::{Finding, to_hex};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

/// The same for the same finding in every run; 32 hex digits where it is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Taken over rule, article, the words of the record with its rank among equal ones, and cause. The number of a record
    /// is left out, since another desk may have given it to another one; places, messages and severities are left out, so
    /// that it stays when lines move and wordings of ours improve. With it, those that it had while the article had
    /// another key.
    pub(super) fn compute(finding: &Finding, subjects: &Subjects) -> (Self, Vec<Self>) {
        let (subject, cause) = (subjects.find(&finding.address), subjects.without_numbers(&finding.cause));
        let rank = subject.rank.to_string();
        let under = |article: &str| Self::hash_parts(["2", finding.rule, article, &subject.words, &rank, &cause]);
        (under(&subject.article), subjects.former_keys(&subject.article).map(under).collect())
    }

    /// What baselines of the first form hold: taken over rule, address and cause.
    pub(super) fn from_address(finding: &Finding) -> Self {
        Self::hash_parts([finding.rule, &finding.address, &finding.cause])
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The fingerprint of these bytes.
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    fn hash_parts<const N: usize>(parts: [&str; N]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let mut half = [0; 16];
        half.iter_mut().zip(hash.finalize()).for_each(|(kept, byte)| *kept = byte);
        Self(half)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
