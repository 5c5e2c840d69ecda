//! `backup`: a checked copy of the catalogue, while others may write.

use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook backup claimbook-2026-11-23.db")]
pub(in crate::cli) struct Args {
    /// The new file; nothing is overwritten
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let target = session.output(&self.file)?;
        session.catalogue_to_copy()?.backup_to(&target)?;
        session.report(&format!("Copied and read back: {}.", self.file.display()));
        Ok(Exit::Clean)
    }
}
