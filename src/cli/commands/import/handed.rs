//! A file that was handed in on the review page: stored as `import` stores one, from its bytes and its name.

use super::article;
use super::kind::GivenFile;
use super::kinds;
use crate::pages::serve::HandedFile;
use crate::read::{self, ReadError};
use crate::tasks::Failure;
use crate::tasks::desk::{RecordedChange, ReviewDesk};
use std::cell::Cell;
use std::path::Path;

/// Stores a file. Where it lies on somebody's disk is not told: an article is known again by the file's name.
pub(in crate::cli) fn take_in(desk: &mut ReviewDesk, file: &HandedFile) -> Result<RecordedChange, Failure> {
    let settings = desk.settings().clone();
    let beginning = file.bytes.get(..read::BEGINNING).unwrap_or(&file.bytes);
    let kind = kinds::detect_kind(None, &file.name, beginning);
    let limit = (kind.most_bytes)(&settings, &file.name);
    let bytes = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
    if bytes > limit {
        let large = ReadError::TooLarge { file: file.name.clone(), bytes: Some(bytes), limit };
        return Err(Failure::usage(large.to_string()));
    }
    let is_article = kind.name == article::KIND.name;
    let stem = Path::new(&file.name).file_stem().and_then(|stem| stem.to_str());
    let named = file.article.as_deref().or_else(|| stem.filter(|_| is_article));
    let works = Cell::default();
    let given = GivenFile {
        bytes: &file.bytes,
        name: &file.name,
        path: None,
        article: named,
        is_said: false,
        is_found: false,
        reader: None,
        columns: &[],
        limit,
        settings: &settings,
        sources: None,
        libraries: &[],
        works: &works,
        read: Cell::new(None),
    };
    desk.import(|writing| {
        let outcome = (kind.store)(writing, &given)?;
        let mut said = String::new();
        outcome.words(&mut said, false, usize::MAX);
        Ok(said.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
    })
}
