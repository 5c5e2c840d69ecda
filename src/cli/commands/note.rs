//! `note`: what people say about a claim. It changes no state.

use crate::cli::args::decider::ReviewerOption;
use crate::cli::{Exit, Session};
use crate::tasks::discussion::{self, NoteWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "A note decides nothing. Everybody can read it, even before they have given their own opinion.\n\n\
    Examples:\n  claimbook note c2 \"The trial enrolled athletes only.\" --question\n  claimbook note c2 \"The abstract says adults.\" --answers 1"
)]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
    /// What you say
    text: String,
    /// Ask it as a question
    #[arg(long, conflicts_with = "answers")]
    question: bool,
    /// Answer the question of this number, as `show` prints it
    #[arg(long, value_name = "N")]
    answers: Option<usize>,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let words = NoteWords { text: self.text, is_question: self.question, answers: self.answers };
        let said = catalogue.write(&person.sign_deed(session.deed("note")), |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            discussion::add_note(writing, &person, (&home, &claim), words)
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
