//! What became of works, by every source that was heard: notices that are stored, and those that registries answered with.

use super::Failure;
use crate::catalogue::{View, WorkFilter};
use crate::evidence;
use crate::model::Work;
use crate::registry::{SERVICES, list_notice_sources};
use std::collections::BTreeMap;

/// The kinds of notices on each work that has any, by its key; `; ` between two.
pub(super) struct Notices(BTreeMap<String, String>);

impl Notices {
    /// Looks at the works that some source has spoken of, which are few.
    pub(super) fn load(view: View<'_>) -> Result<Self, Failure> {
        let mut kinds = BTreeMap::new();
        for row in view.work_rows(&WorkFilter {
            noticed_by: Some(list_notice_sources(SERVICES).collect()),
            ..WorkFilter::default()
        })? {
            let Some(work) = view.get::<Work>(row.uid)? else { continue };
            let notices = evidence::find_work_notices(&work, &view.snapshot_of_work(&work)?);
            let mut of: Vec<String> = Vec::new();
            for notice in notices {
                let kind = notice.kind.to_string();
                if !of.contains(&kind) {
                    of.push(kind);
                }
            }
            kinds.extend((!of.is_empty()).then(|| (row.key, of.join("; "))));
        }
        Ok(Self(kinds))
    }

    /// Those on a work.
    pub(super) fn describe(&self, work: Option<&str>) -> Option<&str> {
        self.0.get(work?).map(String::as_str)
    }
}
