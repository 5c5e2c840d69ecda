//! What comments in articles accept, each with the block of text that it is about: the block that it stands in, or else the
//! next one that begins after it.

use crate::model::{Allowance, AllowanceTerms, Block, Finding, Snapshot, Version};
use crate::text::CharIndex;
use std::collections::BTreeMap;

/// The comments of every article that was looked at.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    pub(super) list: Vec<PlacedAllowance>,
    /// Which of them are in a file and about a rule.
    by_rule: BTreeMap<(String, String), Vec<usize>>,
}

/// A comment with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedAllowance {
    /// The key of its article.
    pub(super) article: String,
    /// The article's file.
    pub(super) file: Option<String>,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) terms: Result<AllowanceTerms, String>,
    /// The beginning of the block that it is about.
    pub(super) words: String,
    /// Where that block begins and ends in the text, if there is one.
    pub(super) block: Option<(u32, u32)>,
}

impl Allowances {
    /// Adds those of an article.
    pub(super) fn extend(&mut self, allowances: Vec<PlacedAllowance>) {
        for allowance in allowances {
            if let (Some(file), Ok(terms)) = (&allowance.file, &allowance.terms) {
                self.by_rule.entry((file.clone(), terms.rule.clone())).or_default().push(self.list.len());
            }
            self.list.push(allowance);
        }
    }

    /// Those that accept a finding, or would if they were in force.
    pub(super) fn find_matching(&self, finding: &Finding) -> Vec<usize> {
        let Some((file, (start, _))) = finding.place.file.as_ref().zip(finding.place.span) else { return Vec::new() };
        if self.by_rule.is_empty() {
            return Vec::new();
        }
        let here = self.by_rule.get(&(file.clone(), finding.rule.to_owned()));
        let holds = |at: &&usize| {
            let block = self.list.get(**at).and_then(|allowance| allowance.block);
            block.is_some_and(|(from, to)| from <= start && start <= to)
        };
        here.into_iter().flatten().filter(holds).copied().collect()
    }
}

/// Those of an article.
pub(super) fn place_each(snapshot: &Snapshot) -> Vec<PlacedAllowance> {
    let Some(version) = snapshot.version.as_ref().filter(|_| !snapshot.allowances.is_empty()) else {
        return Vec::new();
    };
    let places = CharIndex::new(&version.text);
    let placed = snapshot.allowances.iter().map(|allowance| {
        let block = find_block(allowance, version).map(|block| (block.start, block.end));
        let words =
            block.map(|(start, end)| places.slice(start, end.min(start.saturating_add(60)))).unwrap_or_default();
        PlacedAllowance {
            article: snapshot.key().to_owned(),
            file: version.file().map(str::to_owned),
            line: allowance.line,
            column: allowance.column,
            terms: allowance.terms.clone(),
            words: words.to_owned(),
            block,
        }
    });
    placed.collect()
}

/// The block that a comment is about.
fn find_block<'v>(allowance: &Allowance, version: &'v Version) -> Option<&'v Block> {
    let at = (allowance.line, allowance.column);
    let begins = |block: &Block| version.blocks.line_column(block.start);
    let ends = |block: &Block| version.blocks.line_column(block.end);
    let before = |block: &&Block| begins(block).is_some_and(|begun| begun <= at);
    let holds = |block: &&Block| before(block) && ends(block).is_some_and(|ended| at <= ended);
    let blocks = &version.blocks.0;
    if let Some(block) = blocks.iter().rev().find(holds) {
        return Some(block);
    }
    match allowance.within {
        true => blocks.iter().rev().find(before),
        false => blocks.iter().find(|block| begins(block).is_some_and(|begun| begun > at)),
    }
}
