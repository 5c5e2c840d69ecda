//! One file or page: what it is, by its beginning, its bytes up to the limit of such files, and storing it.

use super::inputs::Input;
use super::kind::{FileKind, GivenFile};
use super::outcome::Stored;
use super::{Args, article, kinds};
use crate::catalogue::{Catalogue, Writing};
use crate::cli::{Ambient, Session};
use crate::import::KnownWorks;
use crate::model::PageUrl;
use crate::read::{self, ReadError};
use crate::tasks::{Failure, fetching};
use std::cell::Cell;
use std::io::Read;
use std::path::{Path, PathBuf};

impl Args {
    /// Reads one file, tells what it is, and stores it.
    pub(super) fn import(
        &self,
        session: &mut Session<'_>,
        catalogue: &mut Catalogue,
        input: &Input,
        works: &Cell<KnownWorks>,
    ) -> Stored {
        let name = input.name();
        let (path, (kind, bytes, limit)) = match input {
            Input::Page(page) => (Some(name.clone()), self.fetch(session, page)?),
            Input::Named(file) | Input::Found(file) => {
                ((name != "-").then(|| session.relative(file)), self.look(session, file, &name)?)
            }
        };
        let libraries = self.read_libraries(session)?;
        let sources = session.sources(catalogue.view())?;
        // Files of other kinds add works of their own.
        if kind.name != article::KIND.name {
            works.take();
        }
        let said = self.reader.as_ref().or(self.kind.as_ref());
        let given = GivenFile {
            bytes: &bytes,
            name: &name,
            path: path.as_deref(),
            article: self.article.as_deref(),
            is_said: said.is_some(),
            is_found: matches!(input, Input::Found(_)),
            reader: said.and_then(|said| said.reader),
            columns: &self.columns,
            limit,
            settings: &session.settings,
            sources: sources.as_ref(),
            libraries: &libraries,
            works,
        };
        let change = |writing: &mut Writing<'_>| (kind.store)(writing, &given);
        let deed = session.deed("import");
        if !self.dry_run {
            return catalogue.write(&deed, change);
        }
        let rehearsed = catalogue.rehearse(&deed, change);
        // What it added is taken back.
        works.take();
        rehearsed
    }

    /// The libraries that are named, read.
    fn read_libraries(&self, session: &Session<'_>) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let read = |file: &PathBuf| {
            let name = file.display().to_string();
            let limit = self.max_bytes.unwrap_or(session.settings.max_text_bytes);
            let bytes = session.read(file, limit).map_err(|e| Failure::usage(format!("{name}: {e}")))?;
            Ok((name, bytes))
        };
        self.bibliography.iter().map(read).collect()
    }

    /// What a page is, its bytes, and the limit that they keep.
    fn fetch(&self, session: &Session<'_>, page: &PageUrl) -> Result<(&'static FileKind, Vec<u8>, u64), Failure> {
        let limit = self.max_bytes.unwrap_or(session.settings.max_text_bytes);
        let bytes = fetching::fetch_page(&session.terms(), page, limit)?.bytes;
        let said = self.kind.as_ref().or(self.reader.as_ref());
        Ok((kinds::detect_kind(said, page.url().path(), &bytes), bytes, limit))
    }

    /// What a file is, its bytes, and the limit that they keep. A file over its limit is not read to the end.
    fn look(
        &self,
        session: &mut Session<'_>,
        file: &Path,
        name: &str,
    ) -> Result<(&'static FileKind, Vec<u8>, u64), Failure> {
        let (mut stream, size) = open(session.ambient, file, name)?;
        let failed = |e: std::io::Error| Failure::usage(format!("{name}: {e}"));
        let mut bytes = Vec::new();
        stream.by_ref().take(read::BEGINNING as u64).read_to_end(&mut bytes).map_err(failed)?;
        // Whoever says what columns hold has named a sheet.
        let kind = match self.columns.is_empty() {
            true => kinds::detect_kind(self.kind.as_ref().or(self.reader.as_ref()), name, &bytes),
            false => kinds::SHEETS,
        };
        let limit = self.max_bytes.unwrap_or_else(|| (kind.most_bytes)(&session.settings));
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
        Ok((kind, bytes, limit))
    }
}

/// A file, or standard input, and its size where it is known.
fn open<'s>(ambient: &'s mut Ambient, file: &Path, name: &str) -> Result<(Box<dyn Read + 's>, Option<u64>), Failure> {
    if name == "-" {
        return Ok((Box::new(&mut ambient.stdin), None));
    }
    let path = ambient.folder.join(file);
    match std::fs::File::open(&path) {
        Ok(file) => {
            let size = file.metadata().ok().filter(|m| m.is_file()).map(|m| m.len());
            Ok((Box::new(file), size))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Failure::usage(format!("there is no file {name}"))),
        Err(e) => Err(Failure::usage(format!("{name}: {e}"))),
    }
}
