//! `review`: records a person's verdict on claims, and signs what they rest on.

use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{PartialDate, Verdict};
use crate::tasks::decisions::{self, VerdictWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "Several claims get the same verdict: all of them, or none. `--sign` runs ssh-keygen, or the program that your own \
    settings name; docs/log.md says what a signature proves.\n\n\
    Example: claimbook review c2 --verdict VERDICT --by \"A. Reviewer, PT\""
)]
pub(in crate::cli) struct Args {
    /// The claims
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    /// What you decide
    #[arg(long, value_parser = word_parser::<Verdict>(), value_name = "VERDICT")]
    verdict: Verdict,
    /// Why, in your words
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// When the claim is due for review again [default: after the interval in the settings]
    #[arg(long, value_name = "DATE")]
    due: Option<PartialDate>,
    /// Sign it with your key, which your own settings name
    #[arg(long, conflicts_with = "by")]
    sign: bool,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = person.sign_deed(session.deed("review"));
        let words = VerdictWords { verdict: self.verdict, note: self.note, due: self.due };
        let settings = &session.settings;
        let mut signed = Vec::new();
        if self.sign {
            let (hand, whose) = (session.signing_hand()?, (&person, self.claims.as_slice()));
            let tools = (hand.program.as_path(), hand.key.as_path());
            signed = decisions::sign_reviews(&mut catalogue, &deed, whose, &words, settings, tools)?;
        }
        let mut signed = signed.into_iter();
        let said = catalogue.write(&deed, |writing| {
            let mut said = Vec::new();
            for typed in &self.claims {
                let (home, claim) = addresses::find_claim(writing.view(), typed)?;
                let (words, hand) = (words.clone(), signed.next());
                let recorded = decisions::record_review(writing, &person, (&home, claim), words, settings, hand)?;
                said.extend(recorded);
            }
            Ok::<_, Failure>(said)
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
