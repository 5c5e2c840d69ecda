//! Which titles are in headline capitals, and how each would read like a sentence.

use super::Args;
use crate::catalogue::{View, WorkFilter};
use crate::compare::is_headline;
use crate::model::{Article, Item, Reference, Uid, Work, reference_address, to_hex};
use crate::tasks::Failure;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::text::sentence_case::{TitleCasing, collect_names, to_sentence_case};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A title that would read otherwise.
pub(super) struct TitleProposal {
    pub(super) address: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) of: TitleOwner,
}

pub(super) enum TitleOwner {
    Reference(Box<Reference>),
    Work(Box<Work>),
}

impl Args {
    /// Every title that would read otherwise, references first.
    pub(super) fn list_proposals(&self, view: View<'_>) -> Result<Vec<TitleProposal>, Failure> {
        let (mut references, mut works) = (BTreeMap::new(), BTreeMap::new());
        let named =
            self.addresses.iter().map(|typed| addresses::find_record(view, typed)).collect::<Result<Vec<_>, _>>()?;
        for named in named {
            match named {
                AddressedRecord::Article(article) => list_proposals(view, &article, &mut references, &mut works)?,
                AddressedRecord::Reference(home, reference) => {
                    works.extend(reference.work.map(|work| (work, ())));
                    references.insert((home.key, reference.serial), *reference);
                }
                AddressedRecord::Work(work) => _ = works.insert(work.uid, ()),
                AddressedRecord::Claim(..) => {
                    return Err(Failure::usage("a claim has no title; name its article or a reference"));
                }
            }
        }
        if self.addresses.is_empty() {
            for article in view.articles()? {
                list_proposals(view, &article, &mut references, &mut works)?;
            }
            works.extend(view.work_rows(&WorkFilter::default())?.into_iter().map(|row| (row.uid, ())));
        }
        let works = works.into_keys().map(|uid| view.get::<Work>(uid)).collect::<Result<Vec<_>, _>>()?;
        let works: Vec<Work> = works.into_iter().flatten().filter(|work| work.merged_into.is_none()).collect();
        let titles = || {
            references.values().map(|r| &r.csl).chain(works.iter().map(|w| &w.csl)).filter_map(|i| i.title.as_deref())
        };
        let mut keep = collect_names(titles().filter(|title| !is_headline(title)));
        keep.extend(self.keep.iter().map(|word| word.trim().to_owned()));
        let manner = TitleCasing { keep, capital_after_colon: self.capital_after_colon };
        let mut proposals = Vec::new();
        for ((key, serial), reference) in references {
            let address = reference_address(&key, serial);
            if let Some((before, after)) = self.propose(&reference.csl, &manner) {
                proposals.push(TitleProposal {
                    address,
                    before,
                    after,
                    of: TitleOwner::Reference(Box::new(reference)),
                });
            }
        }
        for work in works {
            if let Some((before, after)) = self.propose(&work.csl, &manner) {
                proposals.push(TitleProposal {
                    address: work.key.clone(),
                    before,
                    after,
                    of: TitleOwner::Work(Box::new(work)),
                });
            }
        }
        Ok(proposals)
    }

    fn propose(&self, item: &Item, manner: &TitleCasing) -> Option<(String, String)> {
        let before = item.title.as_deref().filter(|title| is_headline(title))?;
        let in_something = item.container_title.is_some() || item.volume.is_some();
        let whole =
            matches!(item.kind.as_str(), "book" | "report" | "thesis" | "monograph" | "edited-book") || !in_something;
        let after = to_sentence_case(before, manner);
        (after != before && (self.books || !whole)).then(|| (before.to_owned(), after))
    }
}

/// The references of an article's list, and their works.
fn list_proposals(
    view: View<'_>,
    article: &Article,
    references: &mut BTreeMap<(String, u32), Reference>,
    works: &mut BTreeMap<Uid, ()>,
) -> Result<(), Failure> {
    for reference in view.snapshot(article)?.references {
        works.extend(reference.work.map(|work| (work, ())));
        references.insert((article.key.clone(), reference.serial), reference);
    }
    Ok(())
}

/// What stands for all that is shown: another title, or another proposal, gives another code.
pub(super) fn make_code(proposals: &[TitleProposal]) -> String {
    let mut hash = Sha256::new();
    for proposal in proposals {
        for part in [&proposal.address, &proposal.before, &proposal.after] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    to_hex(&hash.finalize()).chars().take(8).collect()
}
