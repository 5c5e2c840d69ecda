//! `audit`: every rule over what is stored and what the source files say now. Never touches the network.

use super::judging::{Before, Options};
use super::{Exit, Failure, Session};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook audit --format json > findings.json")]
pub(super) struct Args {
    #[command(flatten)]
    options: Options,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue()?;
        let articles = self.options.articles(session, &catalogue)?;
        if articles.is_empty() {
            session.say(super::listing::EMPTY);
        }
        self.options.judge(session, &mut catalogue, &articles, &[], Before::default())
    }
}
