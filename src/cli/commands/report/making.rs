//! Making the pages of a report, article by article, so that memory does not grow with the catalogue.

use crate::catalogue::{ArticleRow, Catalogue};
use crate::cli::Session;
use crate::model::{Article, Coverage, Head, Settings, Uid};
use crate::pages::report::{ArticleSummary, ReportFrame, write_article, write_index};
use crate::report::{Policy, Repository, RunInfo, Waivers};
use crate::tasks::agreement::{AgreementTable, tabulate_agreement};
use crate::tasks::overview::{ArticleOverview, OverviewTerms, build_overview};
use crate::tasks::watch::WatchStart;
use crate::tasks::{Failure, audit, coverage};
use crate::write::cite::StyleSheet;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The page over all.
pub(super) const INDEX: &str = "index.html";

/// A report under way.
pub(super) struct ReportMaking<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) settings: Settings,
    pub(super) today: Date,
    rows: &'a [ArticleRow],
    style: (&'a StyleSheet, &'a str),
    since: Option<WatchStart>,
    looks: usize,
    policy: Policy,
    run: RunInfo,
    waivers: Waivers,
    heads: BTreeMap<Uid, Head>,
    /// The claims of each article in numbers, in the order of `rows`.
    coverage: Vec<Coverage>,
}

impl<'a> ReportMaking<'a> {
    pub(super) fn new(
        session: &Session<'_>,
        catalogue: &'a Catalogue,
        rows: &'a [ArticleRow],
        style: (&'a StyleSheet, &'a str),
        since: Option<WatchStart>,
    ) -> Result<Self, Failure> {
        let heads = catalogue.view().heads()?;
        let run = RunInfo {
            claimbook: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: session.catalogue_name(),
            today: session.today(),
            repository: Repository::default(),
            log_heads: heads.values().map(|head| head.hash.clone()).collect(),
        };
        let articles: Vec<Article> = rows.iter().map(|row| row.article.clone()).collect();
        let covered = coverage::count_coverage(catalogue.view(), &session.settings, session.today(), &articles)?;
        Ok(Self {
            catalogue,
            coverage: covered,
            settings: session.settings.clone(),
            today: session.today(),
            rows,
            style,
            since,
            looks: catalogue.view().count_looks()? as usize,
            policy: Policy::new(&session.settings),
            run,
            waivers: audit::read_waivers(catalogue.view())?,
            heads,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The article, where there is just one.
    pub(super) fn find_only(&self) -> Option<&'a ArticleRow> {
        match self.rows {
            [alone] => Some(alone),
            _ => None,
        }
    }

    pub(super) fn list_articles(&self) -> Vec<Uid> {
        self.rows.iter().map(|row| row.article.uid).collect()
    }

    fn build(&self, at: usize, row: &ArticleRow) -> Result<ArticleOverview, Failure> {
        let coverage = self.coverage.get(at).cloned().unwrap_or_else(Coverage::empty);
        let terms = OverviewTerms {
            settings: &self.settings,
            today: self.today,
            style: self.style.0,
            since: self.since.as_ref(),
            looks: self.looks,
            policy: &self.policy,
            run: &self.run,
            waivers: &self.waivers,
        };
        self.catalogue.view().read_at_once(|view| build_overview(view, row, coverage, &terms))
    }

    pub(super) fn build_frame(&self, index: Option<&'static str>) -> ReportFrame<'_> {
        ReportFrame {
            claimbook: &self.run.claimbook,
            catalogue: &self.run.catalogue,
            today: self.today,
            heads: &self.heads,
            style: self.style.1,
            index,
        }
    }

    /// The page of an article that stands alone.
    pub(super) fn render_alone(&self, row: &ArticleRow) -> Result<Vec<u8>, Failure> {
        self.render(&self.build(0, row)?, None)
    }

    pub(super) fn render(&self, overview: &ArticleOverview, index: Option<&'static str>) -> Result<Vec<u8>, Failure> {
        let mut page = Vec::new();
        let unwritten = |e: std::io::Error| Failure::Incomplete(format!("the page could not be made: {e}"));
        write_article(overview, &self.build_frame(index), &mut page).map_err(unwritten)?;
        Ok(page)
    }

    /// Hands over every page of a folder, with its name and what it is about; the index last. Answers how far the opinions of
    /// two people agree over all.
    pub(super) fn render_each(
        &self,
        mut put: impl FnMut(&str, &[u8], Option<&ArticleOverview>) -> Result<(), Failure>,
    ) -> Result<AgreementTable, Failure> {
        let names = name_pages(self.rows.iter().map(|row| row.article.key.as_str()));
        let mut summaries = Vec::new();
        for (at, (row, name)) in self.rows.iter().zip(names).enumerate() {
            let overview = self.build(at, row)?;
            put(&name, &self.render(&overview, Some(INDEX))?, Some(&overview))?;
            summaries.push(ArticleSummary::new(&overview, name));
        }
        let opinions: Vec<_> = summaries.iter().map(|summary| summary.opinions.clone()).collect();
        let agreement = tabulate_agreement(&opinions, self.looks);
        let mut index = Vec::new();
        write_index(&summaries, &agreement, &self.build_frame(None), &mut index)
            .map_err(|e| Failure::Incomplete(format!("the index could not be made: {e}")))?;
        put(INDEX, &index, None)?;
        Ok(agreement)
    }
}

/// The names of the articles' pages: their keys, as every system of files takes them, no two alike.
fn name_pages<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<String> {
    let mut taken = BTreeSet::from([INDEX.to_owned()]);
    let name = |key: &str| {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
        let stem: String = key.chars().map(plain).take(100).collect();
        let stem = if stem.is_empty() { "article".to_owned() } else { stem };
        let mut name = format!("{stem}.html");
        let mut n = 1;
        while !taken.insert(name.to_lowercase()) {
            n += 1;
            name = format!("{stem}-{n}.html");
        }
        name
    };
    keys.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pages_have_one_name_and_none_leads_out_of_the_folder() {
        let names = name_pages(["knees", "Knees", "index", "../../etc/passwd", "a b", "a/b", ""].into_iter());
        let expected = [
            "knees.html",
            "Knees-2.html",
            "index-2.html",
            "------etc-passwd.html",
            "a-b.html",
            "a-b-2.html",
            "article.html",
        ];
        assert_eq!(names, expected);
    }
}
