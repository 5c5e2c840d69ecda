//! A team beyond one machine: every desk has its own catalogue, and one hub keeps the events of all.
//!
//! [`Hub`] is the border: what a desk may ask of a hub, and what a hub promises. Whoever replays events into a catalogue knows
//! nothing of the server behind it.

mod copied;
mod desk;
mod hub;
pub mod postgres;
mod pushing;
mod restored;
mod sync_error;
mod sync_report;

pub use desk::{rehearse_sync, sync};
pub use hub::{Blob, BlobKind, Hub, HubError, HubTerms, HubUser, Refusal};
pub use sync_error::SyncError;
pub use sync_report::SyncReport;
