//! The nouns of claimbook as pure data, and the value types they are made of. Nothing here does I/O, and nothing
//! here knows SQL, the network or the command line.

mod address;
mod article;
mod citation;
mod claim;
mod csl;
mod date;
mod doi;
mod dossier;
mod event;
mod finding;
mod identifier;
mod judgement;
mod metadata;
mod observation;
mod quantity;
mod reference;
mod settings;
mod snapshot;
mod uid;
mod waiver;
mod words;
mod work;

pub use address::*;
pub use article::*;
pub use citation::*;
pub use claim::*;
pub use csl::*;
pub use date::*;
pub use doi::*;
pub use dossier::*;
pub use event::*;
pub use finding::*;
pub use identifier::*;
pub use judgement::*;
pub use metadata::*;
pub use observation::*;
pub use quantity::*;
pub use reference::*;
pub use settings::*;
pub use snapshot::*;
pub use uid::*;
pub use waiver::*;
pub use words::*;
pub use work::*;
