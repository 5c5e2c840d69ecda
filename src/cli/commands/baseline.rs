//! `baseline`: records today's findings, so that `audit` and `check` fail on new ones only.

use super::import::detect_other_kind;
use crate::cli::args::judging::{BASELINE, Judgement};
use crate::cli::{Exit, Session};
use crate::files::{FileWriteError, ReplacePolicy, write_whole};
use crate::report::Baseline;
use crate::tasks::Failure;
use crate::tasks::audit::AuditScope;
use crate::text::format_count;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Commit the file. The rule baseline-unmatched reports entries whose finding is gone; recording the \
    baseline again drops them.\n\nExample: claimbook baseline"
)]
pub(in crate::cli) struct Args {
    /// The file; an earlier baseline there is replaced [default: claimbook-baseline.json beside the catalogue]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    judgement: Judgement,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let beside = || session.catalogue_folder().map(|folder| folder.join(BASELINE));
        let path = self.file.as_ref().map(|file| session.ambient.folder.join(file)).or_else(beside);
        let path = path.ok_or_else(|| Failure::usage("the built-in catalogue has no folder: name a file"))?;
        let output = session.output(&path)?;
        let mut catalogue = session.catalogue_if_any()?;
        let chosen = self.judgement.choose(session, &catalogue, &[], None)?;
        let reader = session.new_file_reader(catalogue.view(), detect_other_kind, &chosen)?;
        let (report, _) =
            self.judgement.audit(session, &mut catalogue, &chosen, (Some(reader), None), AuditScope::default())?;
        let baseline = Baseline::from_report(&report)?;
        let cut = |source| FileWriteError::Cut { path: path.clone(), source };
        let earlier = ReplacePolicy::Earlier { is_one: Baseline::is_baseline, what: "baseline" };
        write_whole(&output, earlier, |out| baseline.write(out).map_err(cut))?;
        session.report(&format!(
            "Recorded {} in {}; from now on only new ones fail.",
            format_count(baseline.len(), "finding"),
            path.display()
        ));
        Ok(Exit::Clean)
    }
}
