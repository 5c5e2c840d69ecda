//! `assign`: who is asked to review an article or a claim.

use crate::cli::{Exit, Session};
use crate::tasks::{Failure, discussion};

#[derive(clap::Args)]
#[command(
    after_help = "An assignment decides nothing: anybody may still review. `claimbook queue --mine` lists what is \
        assigned to you.\n\n\
    Examples:\n  claimbook assign back-pain-in-pregnancy \"B. Second\"\n  claimbook assign c2 \"B. Second\" --end"
)]
pub(in crate::cli) struct Args {
    /// An article or a claim
    #[arg(value_name = "ARTICLE|CLAIM")]
    what: String,
    /// The person, as `claimbook people` lists them
    #[arg(required_unless_present = "to")]
    person: Option<String>,
    /// The same, for those who try it first
    #[arg(long, hide = true, value_name = "PERSON", conflicts_with = "person")]
    to: Option<String>,
    /// End the assignment
    #[arg(long)]
    end: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let by = session.typed_person();
        let person = self.person.or(self.to).unwrap_or_default();
        let said = catalogue.write(&session.deed("assign"), |writing| match self.end {
            true => discussion::end_assignment(writing, &self.what, &person),
            false => discussion::assign(writing, &self.what, &person, by.as_ref()),
        })?;
        session.report(&said);
        Ok(Exit::Clean)
    }
}
