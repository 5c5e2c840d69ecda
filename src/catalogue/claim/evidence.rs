//! The evidence table, one row a claim × citation, streamed: what the view `claim_evidence` says, and which state of its
//! rows it says it of.

use crate::catalogue::row_version::row_version;
use crate::catalogue::{Error, Result, View};
use crate::model::Uid;
use rusqlite::{Row, named_params};

/// Declares an evidence row by the names of its columns, which are ordered as in the view `claim_evidence`.
macro_rules! evidence_row {
    ($($column:ident),+ $(,)?) => {
        /// The columns of an evidence row, named and ordered as in the view `claim_evidence`.
        pub const EVIDENCE_COLUMNS: &[&str] = &[$(stringify!($column)),+];

        /// One claim with one of its citations.
        pub struct EvidenceRow<'r> {
            $(#[doc = concat!("What the view's column `", stringify!($column), "` says.")] pub $column: Option<&'r str>,)+
            /// Why the reviewer decided so.
            pub review_note: Option<&'r str>,
            /// The reviewer's credentials.
            pub credentials: Option<&'r str>,
            /// 16 hex digits over the claim's row and the citation's row: the same as long as neither changes, and no number.
            pub row_version: String,
        }

        impl EvidenceRow<'_> {
            fn read<'r>(row: &'r Row<'_>) -> rusqlite::Result<EvidenceRow<'r>> {
                let text = |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_str_or_null()?));
                let mut stored = [None; STORED.len()];
                for (field, at) in stored.iter_mut().zip(STORED) {
                    *field = text(at)?.map(str::as_bytes);
                }
                let mut places = 0..SHOWN;
                let mut next = || places.next().map_or(Ok(None), text);
                Ok(EvidenceRow {
                    $($column: next()?,)+
                    review_note: text(SHOWN + 7)?,
                    credentials: text(SHOWN + 8)?,
                    row_version: row_version(stored),
                })
            }
        }
    };
}

evidence_row! {
    article, claim, section, statement, kind, status, reference, origin, state, stance, work, doi, title, year, container, quote, finding, locator, read_as, doi_state, notices, verdict, reviewer, reviewed_on, review_due,
}

/// Where those columns end and the rest of the two rows begins.
const SHOWN: usize = EVIDENCE_COLUMNS.len();
/// The columns that the claim's row and the citation's row store, as the statement gives them.
const STORED: [usize; 12] = [SHOWN, 2, 3, 4, 5, SHOWN + 1, SHOWN + 2, 7, 8, SHOWN + 3, SHOWN + 4, SHOWN + 5];

impl View<'_> {
    /// Hands every row of the evidence table to `take`, one at a time, in the order of articles, claims and references:
    /// of one article or all, with asserted citations and, if wanted, suggested ones.
    pub fn visit_evidence<E: From<Error>>(
        self,
        article: Option<Uid>,
        suggestions: bool,
        mut take: impl FnMut(EvidenceRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.connection.prepare_cached(include_str!("evidence.sql")).map_err(Error::from)?;
        let params = named_params! { ":article": article, ":suggestions": suggestions };
        let mut rows = statement.query(params).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(EvidenceRow::read(row).map_err(Error::from)?)?;
        }
        Ok(())
    }
}
