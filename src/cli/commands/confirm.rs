//! `confirm`: a person says that the words which stand there now still make the claim.

use crate::catalogue::Deed;
use crate::cli::{Exit, Session};
use crate::tasks::confirm::{self, DifferingWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "A statement that was taken from the text changes with it; one that a person worded stays. If the \
        occurrences of one claim now say different things, choose --one-claim or --two-claims. If a claim of another \
        article was proposed for a sentence, confirming it makes the sentence an occurrence of that claim, and its \
        markers cite.\n\n\
    Examples:\n  claimbook confirm c2 --reason \"only the brackets changed\"\n  claimbook confirm hip-pain/c3 --in sore-hips"
)]
pub(in crate::cli) struct Args {
    /// The claims
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    /// The occurrences still make one claim, although their words differ
    #[arg(long)]
    one_claim: bool,
    /// The occurrences that now differ make a separate claim
    #[arg(long, conflicts_with = "one_claim")]
    two_claims: bool,
    /// Only the places in this article
    #[arg(long = "in", value_name = "ARTICLE")]
    within: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("confirm") };
        let differing = match (self.one_claim, self.two_claims) {
            (true, _) => DifferingWords::OneClaim,
            (_, true) => DifferingWords::TwoClaims,
            _ => DifferingWords::Ask,
        };
        let said = catalogue.write(&deed, |writing| {
            let mut said = Vec::new();
            let within = addresses::find_article_if_named(writing.view(), self.within.as_deref())?;
            for typed in &self.claims {
                let (home, claim) = addresses::find_claim(writing.view(), typed)?;
                said.extend(confirm::confirm_places(writing, &home, claim, differing, within.as_ref())?);
            }
            Ok::<_, Failure>(said)
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
