//! Which of the claims that wait somebody wants to see: it goes from page to page in the address.

use super::form::Fields;
use crate::model::{Kind, QueueReason, Uid, Word};

/// What is chosen; what is `None` does not filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct QueueChoice {
    pub(super) article: Option<Uid>,
    pub(super) kind: Option<Kind>,
    pub(super) reason: Option<QueueReason>,
    pub(super) is_mine: bool,
}

impl QueueChoice {
    pub(super) fn read(query: &Fields) -> Self {
        Self {
            article: query.get_uid("article"),
            kind: query.get("kind").and_then(|kind| Kind::parse(kind).ok()),
            reason: query.get("reason").and_then(|reason| QueueReason::parse(reason).ok()),
            is_mine: query.get("mine").is_some(),
        }
    }

    /// An address within this choice; with the number of what is told there.
    pub(super) fn write_address(&self, path: &str, told: Option<usize>) -> String {
        let parts = [
            self.article.map(|article| format!("article={article}")),
            self.kind.map(|kind| format!("kind={kind}")),
            self.reason.map(|reason| format!("reason={reason}")),
            self.is_mine.then(|| "mine=1".to_owned()),
            told.map(|number| format!("told={number}")),
        ];
        let query: Vec<String> = parts.into_iter().flatten().collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}
