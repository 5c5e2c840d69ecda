//! What makes a finding the same finding in the next run.

use crate::model::Finding;
use sha2::{Digest, Sha256};

/// 32 hex digits over rule, address and cause: places, messages and severities are left out, so that it stays when
/// lines move and wordings of ours improve.
pub fn fingerprint(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    for part in [finding.rule, &finding.address, &finding.cause] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
