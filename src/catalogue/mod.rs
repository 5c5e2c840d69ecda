//! The catalogue: the model's nouns in one SQLite file. The only module that knows SQL.
//!
//! [`Catalogue`] opens the file; [`View`] reads it; [`Writing`] changes it inside one transaction that also writes the
//! event log. Each noun has a folder with its `.sql` files and the typed functions over them.

mod article;
mod backup;
mod beginning;
mod blinding;
mod changes;
mod citation;
mod claim;
mod conflict;
mod discussion;
mod error;
mod event;
mod full_text;
mod judgement;
mod migrate;
mod observation;
pub mod older_words;
mod open;
mod operator;
mod part;
mod person;
mod record;
mod reference;
mod replay;
mod row_version;
mod schema;
mod snapshot;
mod sql_types;
mod state;
pub mod text_form;
mod undo;
mod verify;
mod view;
mod waiver;
mod withdrawn;
mod work;
mod writing;

pub use article::{ArticleCounts, ArticleRow};
pub use changes::CatalogueMark;
pub use citation::{CitationFilter, CitationRow};
pub use claim::{ClaimFilter, ClaimHit, ClaimRow, EVIDENCE_COLUMNS, EvidenceRow, FollowedRows};
pub use error::Error;
pub use event::{BodyError, EventBody};
pub use open::{Catalogue, OpenMode};
pub use operator::Operator;
pub use record::{Record, TABLES, Table};
pub use reference::{AskingReference, ReferenceFilter, ReferenceRow};
pub use replay::{ArrivedEvent, ArrivedRun, BlobStore, HubState, NewName, NewWriter, Numbering, TakenIn, WantedBlobs};
pub use state::{CoverageRow, StateKeeper, WaitingFilter, WaitingRow};
pub use undo::{LoggedCommand, NotTakenBack, Obstacle, RowName, TakenBack};
pub use verify::{Damage, VerifyReport};
pub use work::{ExportedWork, WorkFilter, WorkHit, WorkRow};
pub use writing::{Deed, Writing};

/// What catalogue functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Reads the catalogue. Got from [`Catalogue::view`], or inside a change from [`Writing::view`].
#[derive(Clone, Copy)]
pub struct View<'c> {
    connection: &'c rusqlite::Connection,
    /// Whether something may be withheld from whoever looks.
    is_blind: bool,
    /// The same of a view that sees all while a change lasts: whoever looks reads what the change says.
    has_looker: bool,
}
