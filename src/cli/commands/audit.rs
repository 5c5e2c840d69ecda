//! `audit`: every rule over what is stored and what the source files say now. Never touches the network.

use crate::cli::args::judging::JudgingOptions;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::audit::AuditContext;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook audit --format json > findings.json")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    options: JudgingOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue()?;
        let articles = self.options.find_articles(session, &catalogue)?;
        if articles.is_empty() {
            session.say(crate::cli::show::listing::EMPTY);
        }
        self.options.judge(session, &mut catalogue, &articles, &[], AuditContext::default())
    }
}
