//! `unlink`: says that a claim does not rest on a reference. The citation stays, rejected, so that it is not suggested
//! again.

use crate::catalogue::Deed;
use crate::cli::{Exit, Session};
use crate::tasks::{Failure, addresses, decisions};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook unlink c2 r4 --reason \"another population\"")]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
    /// The reference or work
    reference: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("unlink") };
        let said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let (article, reference) = addresses::find_reference(writing.view(), &self.reference, Some(&home))?;
            decisions::reject_citation(writing, &home, &claim, (&article, &reference))
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
