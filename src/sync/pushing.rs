//! Handing in: whole commands, and what they speak of first.

use super::hub::{Blob, BlobKind, Hub, HubTerms};
use super::sync_error::SyncError;
use crate::catalogue::{Catalogue, EventBody, WantedBlobs};
use crate::model::Event;
use std::collections::BTreeSet;

/// So many bytes of events, or of blobs, are handed in at once, unless one alone is larger.
const BYTES_AT_ONCE: usize = 4 << 20;

/// Hands in events, what they speak of first: whole commands, in as many goes as it takes.
pub(super) fn push(
    catalogue: &Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    events: &[Event],
) -> Result<usize, SyncError> {
    let mut batch: Vec<EventBody> = Vec::new();
    let mut of_batch: Vec<&Event> = Vec::new();
    let mut bytes = 0;
    for command in events.chunk_by(|one, next| (one.writer, one.first()) == (next.writer, next.first())) {
        let bodies: Vec<EventBody> = command.iter().map(EventBody::from).collect();
        let size: usize = bodies.iter().map(|body| body.bytes().len()).sum();
        if !batch.is_empty() && bytes + size > BYTES_AT_ONCE {
            put_blobs(catalogue, hub, terms, &of_batch)?;
            hub.push(&batch)?;
            (batch, of_batch, bytes) = (Vec::new(), Vec::new(), 0);
        }
        bytes += size;
        batch.extend(bodies);
        of_batch.extend(command);
    }
    if !batch.is_empty() {
        put_blobs(catalogue, hub, terms, &of_batch)?;
        hub.push(&batch)?;
    }
    Ok(events.len())
}

/// Hands in what the hub lacks of what events speak of.
fn put_blobs(catalogue: &Catalogue, hub: &mut impl Hub, terms: &HubTerms, events: &[&Event]) -> Result<(), SyncError> {
    let mut wanted = WantedBlobs::from_events(events.iter().copied())?;
    if !terms.takes_abstracts {
        wanted.abstracts.clear();
    }
    let all: BTreeSet<String> = wanted.versions.union(&wanted.abstracts).cloned().collect();
    if all.is_empty() {
        return Ok(());
    }
    let lacking = hub.list_lacking(&all)?;
    let here = catalogue.fetch_blobs(events.iter().copied())?;
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for sha256 in lacking {
        let Some(found) = here.get(&sha256) else { continue };
        if bytes + found.len() > BYTES_AT_ONCE && !batch.is_empty() {
            hub.put_blobs(&std::mem::take(&mut batch))?;
            bytes = 0;
        }
        let kind = if wanted.versions.contains(&sha256) { BlobKind::Version } else { BlobKind::Abstract };
        bytes += found.len();
        batch.push(Blob { kind, sha256, bytes: found.to_vec() });
    }
    if batch.is_empty() { Ok(()) } else { Ok(hub.put_blobs(&batch)?) }
}
