//! Articles and their versions in the catalogue.

use super::record::Record;
use super::{Result, View};
use crate::model::{Article, Uid, Version, find_nearest};
use rusqlite::named_params;

/// What an article holds, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct ArticleCounts {
    /// Claims that are proposed or accepted.
    pub claims: u32,
    /// Of those, the proposed ones.
    pub proposed: u32,
    /// Of those claims, the ones without an asserted citation.
    pub uncited: u32,
    /// Entries of the newest list.
    pub references: u32,
    /// Imports of its wording.
    pub versions: u32,
    /// Claims that a person has reviewed.
    pub reviewed: u32,
}

/// An article with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// The article.
    pub article: Article,
    /// What it holds.
    pub counts: ArticleCounts,
}

impl View<'_> {
    /// Every article that is not retired, by key.
    pub fn articles(self) -> Result<Vec<Article>> {
        self.all(include_str!("all.sql"), [])
    }

    /// Articles with their counts, by key, or those that are retired: all, or the first so many.
    pub fn article_rows(self, most: Option<u32>, retired: bool) -> Result<Vec<ArticleRow>> {
        self.count_rows(None, most, retired)
    }

    /// One article with its counts.
    pub fn article_row(self, article: Uid) -> Result<Option<ArticleRow>> {
        Ok(self.count_rows(Some(article), None, false)?.pop())
    }

    fn count_rows(self, article: Option<Uid>, most: Option<u32>, retired: bool) -> Result<Vec<ArticleRow>> {
        let params = named_params! { ":article": article, ":most": most.map_or(-1, i64::from), ":retired": retired };
        let counted = self.rows(include_str!("list.sql"), params, |row| {
            let counts = ArticleCounts {
                claims: row.get(1)?,
                proposed: row.get(2)?,
                uncited: row.get(3)?,
                references: row.get(4)?,
                versions: row.get(5)?,
                reviewed: row.get(6)?,
            };
            Ok((row.get::<_, Uid>(0)?, counts))
        })?;
        let mut rows = Vec::new();
        for (uid, counts) in counted {
            rows.extend(self.get::<Article>(uid)?.map(|article| ArticleRow { article, counts }));
        }
        Ok(rows)
    }

    /// An article by its key.
    pub fn article_by_key(self, key: &str) -> Result<Option<Article>> {
        self.first(include_str!("by_key.sql"), [key])
    }

    /// Every key that is taken, those of retired articles among them.
    pub fn article_keys(self) -> Result<Vec<String>> {
        self.rows(include_str!("keys.sql"), [], |row| row.get(0))
    }

    /// An article by its key, or an error that names the nearest.
    pub fn article(self, key: &str) -> Result<Article> {
        match self.article_by_key(key)? {
            Some(article) => Ok(article),
            None => {
                let nearest = find_nearest(key, &self.article_keys()?).map(str::to_owned);
                Err(super::Error::NotFound { what: "article", name: key.to_owned(), nearest })
            }
        }
    }

    /// Keys that an article had before.
    pub(super) fn former_keys(self, article: Uid) -> Result<Vec<String>> {
        self.rows(include_str!("former_keys.sql"), [article], |row| row.get(0))
    }

    /// The key of the only article, where there is just one: then `c3` alone is an address.
    pub fn only_article(self) -> Result<Option<String>> {
        self.first_row(include_str!("only.sql"), [], |row| row.get(0))
    }

    /// The articles whose newest version came from a file.
    pub fn articles_by_source(self, source: &str) -> Result<Vec<Article>> {
        self.all(include_str!("by_source.sql"), [source])
    }

    /// Keys of other articles whose newest version has this text, by its SHA-256.
    pub fn articles_by_text(self, text_sha256: &str, except: Uid) -> Result<Vec<String>> {
        self.rows(include_str!("by_text.sql"), (text_sha256, except), |row| row.get(0))
    }

    /// The files that the newest versions came from.
    pub fn sources(self) -> Result<Vec<String>> {
        self.rows(include_str!("sources.sql"), [], |row| row.get(0))
    }

    /// The newest version of an article, without its original bytes.
    pub fn newest_version(self, article: Uid) -> Result<Option<Version>> {
        self.first(include_str!("newest_version.sql"), [article])
    }

    /// The original bytes of a version, where a comment in them may say something to us; none for most.
    pub fn commented_original(self, version: Uid) -> Result<Option<Vec<u8>>> {
        self.first_row(include_str!("commented_original.sql"), [version], |row| row.get(0))
    }

    /// One version of an article, whole.
    pub fn version(self, article: Uid, n: u32) -> Result<Option<Version>> {
        self.first_row(include_str!("version.sql"), (article, n), Version::from_row)
    }

    /// Every version of an article, oldest first, whole.
    pub fn versions(self, article: Uid) -> Result<Vec<Version>> {
        self.all(include_str!("versions.sql"), [article])
    }

    /// Every version of an article, oldest first, without its bytes, text and blocks.
    pub fn version_heads(self, article: Uid) -> Result<Vec<Version>> {
        self.all(include_str!("version_heads.sql"), [article])
    }
}
