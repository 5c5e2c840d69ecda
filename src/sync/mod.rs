//! A team beyond one machine: every desk has its own catalogue, and one hub keeps the events of all.
//!
//! [`Hub`] is the border: what a desk may ask of a hub, and what a hub promises. Whoever replays events into a catalogue knows
//! nothing of the server behind it.

mod desk;
mod hub;
pub mod postgres;
mod sync_error;

pub use desk::{SyncReport, rehearse_sync, sync};
pub use hub::{Blob, BlobKind, Hub, HubError, HubTerms, HubUser, Refusal};
pub use sync_error::SyncError;
