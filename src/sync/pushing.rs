//! Handing in: whole commands, and what they speak of first.

use super::hub::{Blob, BlobKind, Hub, HubTerms};
use super::sync_error::SyncError;
use crate::catalogue::{Catalogue, EventBody, WantedBlobs};
use crate::model::Event;
use std::collections::BTreeSet;

/// So many bytes of events, or of blobs, are handed in at once, unless one alone is larger.
const BYTES_AT_ONCE: usize = 4 << 20;
/// So many events make a page. While the pages of one command arrive, nobody else can hand anything in, so that there are no
/// more of them than memory asks for.
const EVENTS_A_PAGE: usize = 10_000;
/// Of so many events, what they speak of is read at once.
const SPEAKING_AT_ONCE: usize = 1_000;

/// Hands in events, what they speak of first: whole commands, in as many goes as it takes.
pub(super) fn push(
    catalogue: &Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    events: &[Event],
) -> Result<usize, SyncError> {
    let mut rest = events;
    while !rest.is_empty() {
        let (batch, behind) = rest.split_at(count_first_commands(rest));
        for some in batch.chunks(SPEAKING_AT_ONCE) {
            put_blobs(catalogue, hub, terms, some)?;
        }
        hub.push_pages(
            &mut batch.chunks(EVENTS_A_PAGE).map(|page| page.iter().map(EventBody::from).collect::<Vec<EventBody>>()),
        )?;
        rest = behind;
    }
    Ok(events.len())
}

/// How many events the first commands have that go together: one command at least.
fn count_first_commands(events: &[Event]) -> usize {
    let (mut count, mut bytes) = (0, 0);
    for command in events.chunk_by(|one, next| (one.writer, one.first()) == (next.writer, next.first())) {
        bytes += command.iter().map(|event| EventBody::from(event).bytes().len()).sum::<usize>();
        if count > 0 && bytes > BYTES_AT_ONCE {
            break;
        }
        count += command.len();
    }
    count
}

/// Hands in what the hub lacks of what events speak of.
fn put_blobs(catalogue: &Catalogue, hub: &mut impl Hub, terms: &HubTerms, events: &[Event]) -> Result<(), SyncError> {
    let mut wanted = WantedBlobs::from_events(events)?;
    if !terms.takes_abstracts {
        wanted.abstracts.clear();
    }
    let all: BTreeSet<String> = wanted.versions.union(&wanted.abstracts).cloned().collect();
    if all.is_empty() {
        return Ok(());
    }
    let lacking = hub.list_lacking(&all)?;
    let here = catalogue.fetch_blobs(events)?;
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
