//! The newest texts of articles, each read once in a run, for commands that name lines of several articles.

use super::Failure;
use crate::catalogue::View;
use crate::model::{Article, Occurrence, Uid, Version};
use std::collections::BTreeMap;

/// An article's key and newest version.
pub struct ArticleText {
    /// The article's key.
    pub key: String,
    /// Its language.
    pub language: String,
    /// Its newest version.
    pub version: Option<Version>,
}

/// The texts met so far.
pub struct ArticleTexts<'v> {
    view: View<'v>,
    known: BTreeMap<Uid, ArticleText>,
}

impl<'v> ArticleTexts<'v> {
    /// No text read yet.
    pub fn new(view: View<'v>) -> Self {
        Self { view, known: BTreeMap::new() }
    }

    /// How many were read.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// The text of an article.
    pub fn load(&mut self, article: Uid) -> Result<&ArticleText, Failure> {
        use std::collections::btree_map::Entry::{Occupied, Vacant};
        Ok(match self.known.entry(article) {
            Occupied(known) => known.into_mut(),
            Vacant(free) => {
                let known = self.view.get::<Article>(article)?;
                let (key, language) = known.map(|article| (article.key, article.language)).unwrap_or_default();
                free.insert(ArticleText { key, language, version: self.view.newest_version(article)? })
            }
        })
    }
}

impl ArticleText {
    /// The file that the newest version came from.
    pub fn file(&self) -> Option<String> {
        self.version.as_ref()?.file().map(str::to_owned)
    }

    /// Line and column of an occurrence in that file; none for one whose place was lost.
    pub fn place(&self, occurrence: &Occurrence) -> Option<(u32, u32)> {
        let placed = self.version.as_ref().filter(|version| occurrence.has_place(version.n))?;
        placed.blocks.line_column(occurrence.start)
    }
}
