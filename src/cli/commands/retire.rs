//! `retire`: says that these are no longer claimed, listed, published, with us or evidence. Nothing is deleted, and
//! `--back` takes it back.

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::retiring::retire_named;

#[derive(clap::Args)]
#[command(
    after_help = "RECORD is a claim, an article, a reference, a person, or a reading, as `claimbook show` names it: \
    c3, back-pain, r10, \"A. Reviewer, PT\", c3:r10:1. Give each name in full: the beginning of a key is not enough here. \
    Only the person who recorded a reading can retire it.\n\n\
    Example: claimbook retire c4 r7 --reason \"agreed with the editor\""
)]
pub(in crate::cli) struct Args {
    /// The records to retire
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<String>,
    /// Bring the records back
    #[arg(long)]
    back: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let person = self.by.person_if_named(session)?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("retire") };
        let named = person.as_ref().filter(|_| self.by.is_given());
        let deed = named.map_or(deed.clone(), |person| person.sign_deed(deed));
        let on = (!self.back).then(|| session.today());
        let said = catalogue.write(&deed, |writing| {
            self.records
                .iter()
                .map(|typed| retire_named(writing, (typed, person.as_ref()), on))
                .collect::<Result<Vec<_>, Failure>>()
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
