//! The report: an article's claims beside their evidence in one file that needs no network and no script, and an index over
//! several. Filters and folding are the style sheet's; whatever they hide is printed.

mod agreement;
mod article;
mod card;
mod index;
mod methods;
mod pictures;
mod table;

pub use article::write_article;
pub use index::{ArticleSummary, write_index};
pub use methods::describe_methods;

use crate::model::{Head, Uid};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How every page of a report begins: a file that begins so is one, and may be replaced by the next.
const BEGINNING: &str = concat!(
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta name=\"generator\" content=\"claimbook report"
);

/// Whether a file is a page of an earlier report, by how it begins.
pub fn is_report(beginning: &[u8]) -> bool {
    beginning.starts_with(BEGINNING.as_bytes())
}

/// What every page of a report says of itself.
pub struct ReportFrame<'a> {
    /// The version of the tool.
    pub claimbook: &'a str,
    /// The catalogue, as it was named.
    pub catalogue: &'a str,
    /// The day of the report.
    pub today: Date,
    /// The end of each writer's log.
    pub heads: &'a BTreeMap<Uid, Head>,
    /// The name of the style of sources.
    pub style: &'a str,
    /// The page of all articles, where there is one.
    pub index: Option<&'a str>,
}

impl ReportFrame<'_> {
    /// The day, for people.
    fn day(&self) -> String {
        super::words::format_day(self.today)
    }

    /// The hash at the end of each log, this catalogue's own being the only one of most.
    fn list_heads(&self) -> Vec<&str> {
        self.heads.values().map(|head| head.hash.as_str()).collect()
    }
}
