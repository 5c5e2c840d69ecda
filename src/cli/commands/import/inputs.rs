//! What the command line names: files, folders, which stand for the articles in them, and addresses of pages.

use super::Args;
use crate::catalogue::text_form::MARKER;
use crate::cli::Session;
use crate::files::{FolderListing, list_folder};
use crate::model::{PageUrl, is_address};
use crate::read::article::READERS;
use crate::read::references::REFERENCE_READERS;
use crate::tasks::Failure;
use crate::text::format_count;
use std::path::{Path, PathBuf};

/// One thing to import.
pub(super) enum Input {
    /// A file that the command line names; `-` is standard input.
    Named(PathBuf),
    /// A file that was found in a folder.
    Found(PathBuf),
    /// A page.
    Page(PageUrl),
}

/// What is imported, and what a folder held beside it.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) all: Vec<Input>,
    /// A line for each folder.
    pub(super) passed_over: Vec<String>,
}

impl Inputs {
    /// Whether folders were named, so that there may be many.
    pub(super) fn are_many(&self) -> bool {
        !self.passed_over.is_empty() || self.all.iter().any(|input| matches!(input, Input::Found(_)))
    }
}

impl Input {
    /// How messages name it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Named(path) | Self::Found(path) => path.display().to_string(),
            Self::Page(page) => page.url().to_string(),
        }
    }
}

impl Args {
    /// The files, folders and addresses that the command line names, folders opened.
    pub(super) fn list_inputs(&self, session: &Session<'_>) -> Result<Inputs, Failure> {
        let mut inputs = Inputs::default();
        for named in &self.inputs {
            match named.to_str().filter(|text| is_address(text)) {
                Some(address) => {
                    let page = address.parse().map_err(|e| Failure::usage(format!("{address}: {e}")))?;
                    inputs.all.push(Input::Page(page));
                }
                None if session.ambient.folder.join(named).is_dir() => self.open_folder(session, named, &mut inputs)?,
                None => inputs.all.push(Input::Named(named.clone())),
            }
        }
        Ok(inputs)
    }

    /// The articles of a folder; or its reference files, where the command line says that these are wanted.
    fn open_folder(&self, session: &Session<'_>, named: &Path, inputs: &mut Inputs) -> Result<(), Failure> {
        let extensions: Vec<&str> = match self.kind.as_ref().is_some_and(|kind| !kind.is_article()) {
            true => REFERENCE_READERS.iter().flat_map(|reader| reader.extensions).copied().collect(),
            false => READERS.iter().flat_map(|reader| reader.extensions).copied().collect(),
        };
        let folder = session.ambient.folder.join(named);
        let is_text_form = |path: &Path| path.join(MARKER).is_file();
        // The catalogue is no file that could be meant.
        let catalogue = session.catalogue_path().and_then(|path| path.canonicalize().ok());
        let is_catalogue = move |path: &Path| {
            let own = catalogue.as_ref().filter(|own| own.file_name() == path.file_name());
            own.is_some_and(|own| path.canonicalize().is_ok_and(|path| path == *own))
        };
        let is_ours = move |path: &Path| is_text_form(path) || is_catalogue(path);
        let FolderListing { wanted, others, unread } =
            list_folder(&folder, &session.article_globs(), |extension| extensions.contains(&extension), is_ours);
        if wanted.is_empty() {
            let known = extensions.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ");
            return Err(Failure::usage(format!(
                "{} holds no file to import (looked for {known}; files that git ignores are skipped)",
                named.display()
            )));
        }
        let shown = |path: PathBuf| path.strip_prefix(&folder).map_or(path.clone(), |inner| named.join(inner));
        inputs.all.extend(wanted.into_iter().map(|path| Input::Found(shown(path))));
        let mut passed_over: Vec<String> = others
            .iter()
            .map(|(extension, n)| match extension.as_str() {
                "" => format!("{n} without an extension"),
                extension => format!("{n} .{extension}"),
            })
            .collect();
        passed_over.extend(unread);
        if !passed_over.is_empty() {
            let files = format_count(others.values().sum::<usize>(), "other file");
            inputs.passed_over.push(format!(
                "Skipped in {}: {files} ({}). Name a file to import it.",
                named.display(),
                passed_over.join(", ")
            ));
        }
        Ok(())
    }
}
