//! What a file or a page is, by its beginning; its bytes up to the limit of such files; and, where it is an article, what it
//! says.

use super::article;
use super::kind::FileKind;
use super::kinds::{self, NamedKind};
use super::{Args, inputs::Input};
use crate::cli::Session;
use crate::import::ReadyArticle;
use crate::model::{PageUrl, Settings};
use crate::read::article::read_article;
use crate::read::{self, ReadError};
use crate::tasks::{Failure, fetching};
use std::io::Read;
use std::path::Path;

/// A file or a page that was looked at.
pub(super) struct RecognisedInput {
    /// What it is.
    pub(super) kind: &'static FileKind,
    pub(super) bytes: Vec<u8>,
    /// The limit that the bytes keep.
    pub(super) limit: u64,
    /// What an article says, where it was read already.
    pub(super) read: Option<Result<ReadyArticle, ReadError>>,
}

impl Args {
    /// What an input is.
    pub(super) fn recognise(&self, session: &mut Session<'_>, input: &Input) -> Result<RecognisedInput, Failure> {
        match input {
            Input::Page(page) => self.fetch(session, page),
            Input::Named(path) if path == Path::new("-") => {
                self.look_into(&mut session.ambient.stdin, None, "-", &session.settings)
            }
            Input::Named(path) | Input::Found(path) => {
                self.look_at_file(&session.ambient.folder.join(path), &input.name(), &session.settings)
            }
        }
    }

    /// What a page is.
    fn fetch(&self, session: &Session<'_>, page: &PageUrl) -> Result<RecognisedInput, Failure> {
        let limit = self.max_bytes.unwrap_or(session.settings.max_text_bytes);
        let bytes = fetching::fetch_page(&session.terms(), page, limit)?.bytes;
        let said = self.kind.as_ref().or(self.reader.as_ref());
        Ok(RecognisedInput { kind: kinds::detect_kind(said, page.url().path(), &bytes), bytes, limit, read: None })
    }

    /// What a file is.
    fn look_at_file(&self, path: &Path, name: &str, settings: &Settings) -> Result<RecognisedInput, Failure> {
        match std::fs::File::open(path) {
            Ok(file) => {
                let size = file.metadata().ok().filter(|m| m.is_file()).map(|m| m.len());
                self.look_into(file, size, name, settings)
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Err(Failure::usage(format!("there is no file {name}")))
            }
            Err(e) => Err(Failure::usage(format!("{name}: {e}"))),
        }
    }

    /// The same, with what an article says and the claims in it: that needs nothing of the catalogue.
    pub(super) fn look_and_read(
        &self,
        path: &Path,
        name: &str,
        settings: &Settings,
    ) -> Result<RecognisedInput, Failure> {
        let looked = self.look_at_file(path, name, settings)?;
        let read = || read_article(&looked.bytes, name, self.kind_of_args().and_then(|said| said.reader), looked.limit);
        let is_article = looked.kind.name == article::KIND.name;
        let read = is_article.then(|| read().map(|read| ReadyArticle::find_claims(read).with_read_claims()));
        Ok(RecognisedInput { read, ..looked })
    }

    /// What the command line says a file is.
    pub(super) fn kind_of_args(&self) -> Option<&NamedKind> {
        self.reader.as_ref().or(self.kind.as_ref())
    }

    /// What a stream holds, of which the size may be known. What is over its limit is not read to the end.
    fn look_into(
        &self,
        mut stream: impl Read,
        size: Option<u64>,
        name: &str,
        settings: &Settings,
    ) -> Result<RecognisedInput, Failure> {
        let failed = |e: std::io::Error| Failure::usage(format!("{name}: {e}"));
        let mut bytes = Vec::new();
        stream.by_ref().take(read::BEGINNING as u64).read_to_end(&mut bytes).map_err(failed)?;
        // Whoever says what columns hold has named a sheet.
        let kind = match self.columns.is_empty() {
            true => kinds::detect_kind(self.kind.as_ref().or(self.reader.as_ref()), name, &bytes),
            false => kinds::SHEETS,
        };
        let limit = self.max_bytes.unwrap_or_else(|| (kind.most_bytes)(settings, name));
        let over = |n: u64| n > limit;
        if !size.is_some_and(over) {
            let more = limit.saturating_add(1).saturating_sub(bytes.len() as u64);
            bytes.reserve_exact(size.unwrap_or_default().saturating_sub(bytes.len() as u64) as usize);
            stream.take(more).read_to_end(&mut bytes).map_err(failed)?;
        }
        if size.is_some_and(over) || over(bytes.len() as u64) {
            let large = ReadError::TooLarge { file: name.to_owned(), bytes: size.filter(|n| over(*n)), limit };
            return Err(Failure::usage(large.to_string()));
        }
        Ok(RecognisedInput { kind, bytes, limit, read: None })
    }
}
