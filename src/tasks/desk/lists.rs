//! Lists that the review page shows: articles, references and works, and the rules.

use super::ReviewDesk;
use crate::catalogue::{ReferenceFilter, ReferenceRow, WorkFilter};
use crate::model::*;
use crate::report::Policy;
use crate::rules::RULES;
use crate::tasks::{Failure, coverage};
use crate::text::fold;
use crate::write::brief::format_work;
use crate::write::find_web_address;
use std::collections::BTreeSet;

/// So many lines of a list are shown; words find the others.
const MOST: usize = 200;

/// A part of a list.
#[derive(Debug, Clone)]
pub struct ListPart<T> {
    /// The lines.
    pub lines: Vec<T>,
    /// There are more.
    pub is_cut: bool,
}

impl<T> ListPart<T> {
    fn from_lines(mut lines: Vec<T>) -> Self {
        let is_cut = lines.len() > MOST;
        lines.truncate(MOST);
        Self { lines, is_cut }
    }
}

/// A work in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    /// The work.
    pub uid: Uid,
    /// Its citation key.
    pub key: String,
    /// What it is, in a line.
    pub words: String,
    /// Where its DOI leads.
    pub link: Option<String>,
    /// How many claims rest on it.
    pub cited: u32,
}

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceLine {
    /// The entry.
    pub uid: Uid,
    /// `article/rN`.
    pub address: String,
    /// The entry as printed.
    pub printed: String,
    /// The work's citation key.
    pub work: Option<String>,
    /// Where its DOI or its page leads.
    pub link: Option<String>,
    /// How many claims rest on it.
    pub cited: u32,
}

/// A rule as it is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleLine {
    /// Its name.
    pub id: &'static str,
    /// How much its findings matter here.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Where it comes from.
    pub standard: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
}

impl ReviewDesk {
    /// Articles with their claims in numbers.
    pub fn list_coverage(&self) -> Result<Vec<(Uid, Coverage)>, Failure> {
        let articles: Vec<Article> =
            self.view().articles()?.into_iter().filter(|article| article.retired_on.is_none()).collect();
        let counted = coverage::count_coverage(self.view(), self.settings(), self.today(), &articles)?;
        Ok(articles.iter().map(|article| article.uid).zip(counted).collect())
    }

    /// The entries of the lists, or of one article's, that hold these words.
    pub fn list_references(&self, article: Option<Uid>, words: &str) -> Result<ListPart<ReferenceLine>, Failure> {
        let wanted: Vec<String> = fold(words).split_whitespace().map(str::to_owned).collect();
        let mut lines = Vec::new();
        let filter = ReferenceFilter { article, ..ReferenceFilter::default() };
        self.view().visit_references(&filter, |row| {
            if lines.len() <= MOST && holds(&row, &wanted) {
                lines.push(name_reference(row));
            }
            Ok::<_, Failure>(())
        })?;
        Ok(ListPart::from_lines(lines))
    }

    /// The works, or those that hold these words.
    pub fn list_works(&self, words: &str) -> Result<ListPart<WorkLine>, Failure> {
        let most = u32::try_from(MOST + 1).unwrap_or(u32::MAX);
        let lines = match words.trim() {
            "" => {
                let rows = self.view().work_rows(&WorkFilter { most: Some(most), ..WorkFilter::default() })?;
                rows.into_iter()
                    .map(|row| name_work((row.uid, row.key), &row.csl, row.doi.as_ref(), row.cited))
                    .collect()
            }
            words => {
                let mut lines = Vec::new();
                for hit in self.view().search_works(words, most)? {
                    let citations = self.view().citations_of_work(hit.uid)?;
                    let claims: BTreeSet<Uid> = (citations.iter())
                        .filter(|citation| citation.state == CitationState::Asserted)
                        .map(|citation| citation.claim_uid)
                        .collect();
                    let cited = u32::try_from(claims.len()).unwrap_or(u32::MAX);
                    lines.push(name_work((hit.uid, hit.key), &hit.csl, hit.doi.as_ref(), cited));
                }
                lines
            }
        };
        Ok(ListPart::from_lines(lines))
    }

    /// The rules, with how much they weigh here.
    pub fn list_rules(&self) -> Vec<RuleLine> {
        let policy = Policy::new(self.settings());
        let line = |rule: &&'static crate::rules::Rule| RuleLine {
            id: rule.id,
            severity: policy.find_severity(rule),
            summary: rule.summary,
            standard: rule.standard,
            page: rule.page,
        };
        RULES.iter().map(line).collect()
    }
}

fn name_work((uid, key): (Uid, String), csl: &Item, doi: Option<&Doi>, cited: u32) -> WorkLine {
    let link = find_link(doi.map(Doi::url).or_else(|| csl.url.clone()));
    WorkLine { uid, key, words: format_work(csl), link, cited }
}

fn name_reference(row: ReferenceRow) -> ReferenceLine {
    let doi = row.given_doi().and_then(|doi| doi.parse::<Doi>().ok()).or(row.doi);
    let link = find_link(doi.as_ref().map(Doi::url).or(row.csl.url));
    ReferenceLine { uid: row.uid, address: row.address, printed: row.printed, work: row.work, link, cited: row.cited }
}

/// An address that may be followed: of the web, and of nothing else.
fn find_link(address: Option<String>) -> Option<String> {
    address.as_deref().and_then(find_web_address).map(str::to_owned)
}

fn holds(row: &ReferenceRow, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let work = row.work.as_deref().unwrap_or_default();
    let text = fold(&format!("{} {} {work} {}", row.address, row.printed, row.given_doi().unwrap_or_default()));
    wanted.iter().all(|word| text.contains(word))
}
