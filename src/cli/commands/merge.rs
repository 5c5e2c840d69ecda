//! `merge`: says that two records are of one thing. The first stays; the second leads to it, and nothing that rests on it is
//! lost.

use crate::catalogue::Deed;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::merge::merge_records;

#[derive(clap::Args)]
#[command(
    after_help = "Two claims, two works, or two people. The second's address leads to the first from then on. A \
        claim's occurrences, citations with their readings, notes and waivers move to the first, and its reviews \
        count there; a work's references and notices move too. `claimbook undo` takes a merge back.\n\n\
    Name people as `claimbook people` lists them: by name, by id, or as person:3f1a20.\n\n\
    Examples:\n  claimbook merge back-pain/c2 hip-pain/c7\n  claimbook merge salari2023 salari2023-2\n  \
    claimbook merge \"A. Reviewer, PT\" person:3f1a20 --reason \"one person at two desks\""
)]
pub(in crate::cli) struct Args {
    /// The record to keep: a claim, a work or a person
    #[arg(value_name = "RECORD")]
    first: String,
    /// The record that is the same
    #[arg(value_name = "RECORD")]
    second: String,
    /// Why; two works that have different DOIs, PMIDs or ISBNs are merged only with it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("merge") };
        let said = catalogue.write(&deed, |writing| merge_records(writing, [&self.first, &self.second]))?;
        session.report(&said);
        Ok(Exit::Clean)
    }
}
