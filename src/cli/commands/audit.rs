//! `audit`: every rule over what is stored and what the source files say now. Never touches the network.

use super::import::detect_other_kind;
use crate::cli::args::judging::JudgingOptions;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::audit::AuditContext;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  claimbook audit docs/\n  claimbook audit --format json > findings.json\n  claimbook audit --changed-since origin/main"
)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    options: JudgingOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        self.options.prepare(session)?;
        let mut catalogue = session.catalogue_if_any()?;
        let chosen = self.options.choose(session, &catalogue)?;
        if session.is_without_catalogue() {
            session.report("There is no catalogue here, so the files are judged on their own, and nothing is stored.");
        }
        if chosen.known.is_empty() && chosen.new.is_empty() && chosen.earlier.is_none() {
            session.report(crate::cli::show::listing::EMPTY);
        }
        let reader = session.new_file_reader(catalogue.view(), detect_other_kind, &chosen)?;
        self.options.judge(session, &mut catalogue, (&chosen, reader, None), &[], AuditContext::default())
    }
}
