//! `mergetool`: a merge driver for git, which asks it for each file of a dump that two branches changed.

use crate::catalogue::text_form::{FileSides, merge_file};
use crate::cli::{Exit, Session};
use crate::files::{ReplacePolicy, write_whole};
use crate::tasks::Failure;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "git runs it, once docs/log.md's lines are in .gitattributes and in git's configuration. Records are joined by their \
    uids, as `load --merge` joins catalogues. Exit code 1 if both sides changed a record differently: it then stands in the file between \
    git's markers.\n\n\
    Example: claimbook mergetool base.csv ours.csv theirs.csv sore-knees/claims.csv"
)]
pub(in crate::cli) struct Args {
    /// The file as both sides had it (%O)
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The file as it is here, which is replaced by the merged one (%A)
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The file as the other side has it (%B)
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// What the file is called in the dump (%P) [default: OURS]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let read = |path: &PathBuf| {
            let path = session.ambient.folder.join(path);
            std::fs::read(&path).map_err(|e| Failure::usage(format!("{} cannot be read: {e}", path.display())))
        };
        let [base, ours, theirs] = [read(&self.base)?, read(&self.ours)?, read(&self.theirs)?];
        let called = self.path.as_ref().unwrap_or(&self.ours).to_string_lossy().into_owned();
        let merged = merge_file(&called, FileSides { base: &base, ours: &ours, theirs: &theirs })?;
        write_whole(&session.output(&self.ours)?, ReplacePolicy::Anything, |out| {
            Ok::<_, Failure>(out.write_all(&merged.bytes)?)
        })?;
        for said in &merged.said {
            session.report(&format!("{called}: {said}."));
        }
        if merged.conflicts.is_empty() {
            return Ok(Exit::Clean);
        }
        for conflict in &merged.conflicts {
            session.report(&format!("Both sides changed {conflict}."));
        }
        Ok(Exit::Findings)
    }
}
