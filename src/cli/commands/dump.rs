//! `dump`: writes the catalogue as a folder that git can diff and merge.

use crate::catalogue::text_form::DumpOptions;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook dump catalogue/")]
pub(in crate::cli) struct Args {
    /// The folder, new or from an earlier dump
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Include abstracts; they remain under their owners' copyright
    #[arg(long)]
    abstracts: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let output = session.output(&self.folder)?;
        let dumped = session.whole_catalogue()?.dump_to(&output, DumpOptions { abstracts: self.abstracts })?;
        let removed = if dumped.removed == 0 { String::new() } else { format!(", {} removed", dumped.removed) };
        let (written, files, folder) = (dumped.written, dumped.files, self.folder.display());
        session.report(&format!("{folder}: {files} files, {written} of them new or changed{removed}."));
        Ok(Exit::Clean)
    }
}
