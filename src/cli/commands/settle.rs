//! `settle`: a third person decides between verdicts that differ.

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::Verdict;
use crate::tasks::decisions::{self, VerdictWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "`claimbook show CLAIM` puts the verdicts that differ side by side. Whoever gave one of them cannot settle.\n\n\
    Example: claimbook settle c2 --verdict VERDICT --reason \"both read the same table; the subgroup is the one that counts\""
)]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
    /// What you decide
    #[arg(long, value_parser = word_parser::<Verdict>(), value_name = "VERDICT")]
    verdict: Verdict,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = person.sign_deed(Deed { reason: Some(self.reason.clone()), ..session.deed("settle") });
        let words = VerdictWords { verdict: self.verdict, note: Some(self.reason), due: None };
        let said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            decisions::settle(writing, &person, (&home, claim), words, &session.settings)
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
