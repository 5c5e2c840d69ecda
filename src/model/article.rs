//! Articles, their versions and blocks of text, and the people behind them.

use super::words::words;
use super::{PartialDate, Uid};

/// A published text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The row's identity.
    pub uid: Uid,
    /// Its name in addresses: the stem of its first file, editable, unique in the catalogue.
    pub key: String,
    /// The title as published.
    pub title: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// BCP 47 language tag; detection and wording rules know `en` alone.
    pub language: String,
    /// The printed "last updated" date.
    pub updated_on: Option<PartialDate>,
    /// The printed "last (medically) reviewed" date.
    pub last_reviewed_on: Option<PartialDate>,
    /// When a person took it out of lists, the gate and exports.
    pub retired_on: Option<jiff::civil::Date>,
}

impl Article {
    /// Whether it is in the language whose wording is known.
    pub fn is_english(&self) -> bool {
        self.language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
    }
}

/// One import of an article's wording, kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The row's identity.
    pub uid: Uid,
    /// The article.
    pub article: Uid,
    /// 1 for the first import, and so on.
    pub n: u32,
    /// SHA-256 of the original bytes, lower-case hex.
    pub sha256: String,
    /// SHA-256 of the normalised text as UTF-8, lower-case hex.
    pub text_sha256: String,
    /// When it was imported.
    pub imported_at: jiff::Timestamp,
    /// Path of the file it came from, relative to the catalogue's folder, with `/`, or the address that it was fetched from;
    /// none for standard input.
    pub source: Option<String>,
    /// The reader that read it: `text`, `markdown`.
    pub reader: String,
    /// The encoding that was assumed: `utf-8`, `utf-16le`, `windows-1252`.
    pub encoding: String,
    /// The bytes as they were; empty in a snapshot.
    pub original: Vec<u8>,
    /// The normalised text: blocks in order, one blank line between two, no line breaks inside a block.
    pub text: String,
    /// Where each block lies in `text`, and where it came from in the file.
    pub blocks: Blocks,
}

impl Version {
    /// The file that it came from; none for one that came from an address or from standard input.
    pub fn file(&self) -> Option<&str> {
        self.source.as_deref().filter(|source| !is_address(source))
    }
}

/// Whether a source is the address of a page, not a file.
pub fn is_address(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// The blocks of a version.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Blocks(pub Vec<Block>);

words! {
    /// What a block of text is for.
    BlockKind, "block kind" {
        /// The article's title.
        Title = "title",
        /// A section heading.
        Heading = "heading",
        /// A paragraph.
        Paragraph = "paragraph",
        /// An item of a list.
        Item = "item",
        /// A quoted passage.
        Quote = "quote",
        /// A row of a table.
        Row = "row",
        /// A caption, or the text that stands in for a picture.
        Caption = "caption",
        /// A printed date, byline or biography.
        About = "about",
        /// Navigation, a form, a call to action, a price.
        Navigation = "navigation",
        /// A legal notice or disclaimer.
        Notice = "notice",
        /// An entry of a reference list.
        Reference = "reference",
    }
}

/// One block of a version's text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Heading level, depth of a list item, or 1 for the head of a table, from 1; 0 where it means nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: u8,
    /// The heading it stands under; empty before the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Where it begins in the version's text, in Unicode code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// Where its text came from: from `at` on (code points in the version's text), the file's `line` and `column`.
    pub from: Vec<Origin>,
    /// Where markers of references stand in it, in order: from `start` to `end`, as the block's own. They are no part of
    /// its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(u32, u32)>,
    /// Markers in it that name what the list of references does not have, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlisted: Vec<UnlistedMarker>,
}

/// A marker that names no entry of the list: from `start` to `end` in the version's text, and what it names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UnlistedMarker(pub u32, pub u32, pub String);

fn is_zero(n: &u8) -> bool {
    *n == 0
}

/// From a place in the text on, the place in the file: `(at, line, column)`; lines and columns from 1, columns in
/// code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Origin(pub u32, pub u32, pub u32);

impl Block {
    /// The markers of references that stand, wholly or in part, between two places of the text.
    pub fn marks_within(&self, start: u32, end: u32) -> &[(u32, u32)] {
        let first = self.marks.partition_point(|(_, to)| *to <= start);
        let marks = self.marks.get(first..).unwrap_or_default();
        marks.get(..marks.partition_point(|(from, _)| *from < end)).unwrap_or_default()
    }
}

impl Blocks {
    /// The file's line and column of a place in the text.
    pub fn line_column(&self, at: u32) -> Option<(u32, u32)> {
        let block = self.block_at(at)?;
        let begun = block.from.partition_point(|o| o.0 <= at);
        let Origin(from, line, column) = block.from.get(begun.saturating_sub(1))?;
        Some((*line, column + at.saturating_sub(*from)))
    }

    /// Where the markers of references stand, in order.
    pub fn marks(&self) -> Vec<(u32, u32)> {
        self.0.iter().flat_map(|b| &b.marks).copied().collect()
    }

    /// Those that stand, wholly or in part, between two places of the text.
    pub fn marks_within(&self, start: u32, end: u32) -> Vec<(u32, u32)> {
        let after = self.0.partition_point(|b| b.end <= start);
        let near = self.0.get(after..).unwrap_or_default().iter().take_while(|b| b.start < end);
        near.flat_map(|b| b.marks_within(start, end)).copied().collect()
    }

    /// The block that holds a place of the text.
    pub fn block_at(&self, at: u32) -> Option<&Block> {
        let after = self.0.partition_point(|b| b.start <= at);
        self.0.get(after.checked_sub(1)?).filter(|b| at <= b.end)
    }
}

/// Somebody who writes, reviews or approves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The row's identity.
    pub uid: Uid,
    /// The name without credentials.
    pub name: String,
    /// Credentials as printed, such as `PT, DPT`.
    pub credentials: Option<String>,
    /// How to reach them, if they wish.
    pub contact: Option<String>,
    /// What tells them from others of the name: an ORCID iD, a mail address or a key that they declared.
    pub declared_id: Option<String>,
    /// The person they turned out to be.
    pub merged_into: Option<Uid>,
    /// When they left; what they decided stands.
    pub retired_on: Option<jiff::civil::Date>,
}

words! {
    /// What a person did for an article.
    Role, "role" {
        /// Wrote it.
        Author = "author",
        /// Reviewed it clinically.
        Reviewer = "reviewer",
        /// Edited or approved it.
        Editor = "editor",
    }
}

/// A person's part in an article, as printed there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticlePerson {
    /// The row's identity.
    pub uid: Uid,
    /// The article.
    pub article: Uid,
    /// The person.
    pub person: Uid,
    /// What they did.
    pub role: Role,
    /// Their place in the order printed, from 1.
    pub position: u32,
}
