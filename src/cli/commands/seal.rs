//! `seal`: signs the end of the log, to be kept elsewhere.

use crate::cli::{Exit, Session};
use crate::files::{FileWriteError, ReplacePolicy, write_whole};
use crate::tasks::{Failure, sealing};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "It signs with the key of [me] in your own settings. Keep the file out of reach of anybody who can \
        change the catalogue: with a colleague, or in a commit that was pushed. Later, `claimbook verify-catalogue \
        --seal FILE` says whether the log still holds everything that was sealed.\n\n\
    Example: claimbook seal --output seal-2026-11.txt"
)]
pub(in crate::cli) struct Args {
    /// The file to write; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let hand = session.signing_hand()?;
        let target = session.output(&self.output)?;
        let catalogue = session.catalogue_as_stored()?;
        let text = sealing::format_seal(catalogue.view(), &hand.name, session.ambient.now)?;
        let seal = sealing::sign_seal(&hand.program, &hand.key, &text)?;
        let cut = |source| FileWriteError::Cut { path: target.path().to_owned(), source };
        write_whole(&target, ReplacePolicy::Nothing, |out| out.write_all(seal.as_bytes()).map_err(cut))?;
        session.report(&format!(
            "Sealed: {}. Keep it out of reach of anybody who can change the catalogue.\nLater: claimbook \
                verify-catalogue --seal {0}",
            self.output.display()
        ));
        Ok(Exit::Clean)
    }
}
