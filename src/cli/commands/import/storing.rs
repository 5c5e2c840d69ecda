//! Storing what a file or a page holds.

use super::detecting::RecognisedInput;
use super::inputs::Input;
use super::kind::GivenFile;
use super::outcome::Stored;
use super::{Args, article};
use crate::catalogue::{Catalogue, Writing};
use crate::cli::Session;
use crate::import::KnownWorks;
use crate::tasks::Failure;
use std::cell::Cell;
use std::path::PathBuf;

impl Args {
    /// Stores what was found in an input, or tells what that would come to.
    pub(super) fn store(
        &self,
        session: &Session<'_>,
        catalogue: &mut Catalogue,
        (input, looked): (&Input, RecognisedInput),
        works: &Cell<KnownWorks>,
    ) -> Stored {
        let name = input.name();
        let path = match input {
            Input::Page(_) => Some(name.clone()),
            Input::Named(file) | Input::Found(file) => (name != "-").then(|| session.relative(file)),
        };
        let libraries = self.read_libraries(session)?;
        let sources = session.sources(catalogue.view())?;
        // Files of other kinds add works of their own.
        if looked.kind.name != article::KIND.name {
            works.take();
        }
        let said = self.kind_of_args();
        let given = GivenFile {
            bytes: &looked.bytes,
            name: &name,
            path: path.as_deref(),
            article: self.article.as_deref(),
            is_said: said.is_some(),
            is_found: matches!(input, Input::Found(_)),
            reader: said.and_then(|said| said.reader),
            columns: &self.columns,
            limit: looked.limit,
            settings: &session.settings,
            sources: sources.as_ref(),
            libraries: &libraries,
            works,
            read: Cell::new(looked.read),
        };
        let change = |writing: &mut Writing<'_>| (looked.kind.store)(writing, &given);
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
}
