//! What makes a finding the same finding in the next run.

use crate::model::{Finding, hex};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

/// The same for the same finding in every run; 32 hex digits where it is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Taken over rule, address and cause: places, messages and severities are left out, so that it stays when lines
    /// move and wordings of ours improve.
    pub fn of(finding: &Finding) -> Self {
        let mut hash = Sha256::new();
        for part in [finding.rule, &finding.address, &finding.cause] {
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
        f.write_str(&hex(&self.0))
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
