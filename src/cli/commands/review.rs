//! `review`: records a person's verdict on claims, and signs what they rest on.

use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{PartialDate, Verdict};
use crate::tasks::decisions::{self, VerdictWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(after_help = "Several claims get the same verdict: all of them, or none.\n\n\
    Example: claimbook review c2 --verdict VERDICT --by \"A. Reviewer, PT\"")]
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
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = person.sign_deed(session.deed("review"));
        let words = VerdictWords { verdict: self.verdict, note: self.note, due: self.due };
        let said = catalogue.write(&deed, |writing| {
            let mut said = Vec::new();
            for typed in &self.claims {
                let (home, claim) = addresses::find_claim(writing.view(), typed)?;
                let recorded =
                    decisions::record_review(writing, &person, (&home, claim), words.clone(), &session.settings)?;
                said.extend(recorded);
            }
            Ok::<_, Failure>(said)
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
