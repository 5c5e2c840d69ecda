//! What of a thing is exported, and what is known beside the catalogue.

use super::{Export, Failure};
use crate::catalogue::{ArticleRow, View};
use crate::model::{Item, Settings, Uid};
use crate::report::Report;
use crate::write::RecordKind;
use jiff::civil::Date;

/// What of it is wanted.
pub(in crate::cli) struct Scope<'s> {
    /// Only what belongs to this article.
    pub(in crate::cli) article: Option<Uid>,
    /// With suggested citations.
    pub(in crate::cli) suggestions: bool,
    /// With the abstracts of works.
    pub(in crate::cli) abstracts: bool,
    /// The settings.
    pub(in crate::cli) settings: &'s Settings,
    /// Today, for what is due.
    pub(in crate::cli) today: Date,
    /// What the rules say, where that is exported.
    pub(in crate::cli) report: Option<Report>,
}

impl<'s> Scope<'s> {
    /// All that counts: no suggestions, no abstracts.
    pub(in crate::cli) const fn for_everything(settings: &'s Settings, today: Date) -> Self {
        Self { article: None, suggestions: false, abstracts: false, settings, today, report: None }
    }

    /// The articles that are exported, with what they hold.
    pub(super) fn articles(&self, view: View<'_>) -> Result<Vec<ArticleRow>, Failure> {
        Ok(match self.article {
            Some(uid) => view.article_row(uid)?.into_iter().collect(),
            None => view.article_rows(None, false)?,
        })
    }

    /// The columns of what is exported; abstracts come last, where there are any and they are wanted.
    pub(super) fn columns(&self, export: &Export) -> Vec<&'static str> {
        let abstracts = self.abstracts && export.holds(RecordKind::Items);
        export.columns.iter().copied().chain(abstracts.then_some(ABSTRACT)).collect()
    }

    /// Leaves an item its abstract, or the stored one, if abstracts are wanted, and takes it away otherwise.
    pub(super) fn choose_abstract(&self, item: &mut Item, stored: Option<String>) -> Option<String> {
        let own = item.other.remove(ABSTRACT).and_then(|own| own.as_str().map(str::to_owned));
        let kept = stored.or(own).filter(|_| self.abstracts)?;
        item.other.insert(ABSTRACT.to_owned(), kept.clone().into());
        Some(kept)
    }
}

/// CSL's variable, and the column.
const ABSTRACT: &str = "abstract";
