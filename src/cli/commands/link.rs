//! `link`: asserts that a claim rests on a reference, and with it that the article makes the claim.

use crate::catalogue::Deed;
use crate::cli::args::decider::propose_option;
use crate::cli::{Exit, Session};
use crate::tasks::{Failure, addresses, decisions};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook link c2 r10")]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
    /// The references or works that it rests on
    #[arg(required = true, value_name = "REFERENCE")]
    references: Vec<String>,
    /// A remark kept with the citation
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let by = propose_option(session);
        let deed = Deed { reason: self.note.clone(), ..session.deed("link") };
        let mut said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let find = |typed: &String| addresses::find_reference(writing.view(), typed, Some(&home));
            let references = self.references.iter().map(find).collect::<Result<Vec<_>, _>>()?;
            decisions::assert_citations(writing, &home, claim, &references, self.note.as_deref())
        })?;
        said.push(format!(
            "Next: read the source, then claimbook verify {} {} --stance STANCE --quote \"…\"{by}",
            self.claim,
            self.references.first().map_or("", String::as_str)
        ));
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
