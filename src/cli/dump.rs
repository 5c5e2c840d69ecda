//! `dump`: writes the catalogue as a folder that git can diff and merge.

use super::{Exit, Failure, Session};
use crate::catalogue::DumpOptions;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook dump catalogue/")]
pub(super) struct Args {
    /// The folder, new or from an earlier dump
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write abstracts too; they stay under their owners' copyright
    #[arg(long)]
    abstracts: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let dumped = catalogue.dump(&session.ambient.folder.join(&self.folder), DumpOptions { abstracts: self.abstracts })?;
        session.say(&format!("Wrote {dumped} to {}.", self.folder.display()));
        Ok(Exit::Clean)
    }
}
