//! `verify`: records what a person found on reading a source for a claim.

use crate::cli::args::decider::{ReviewerOption, propose_option};
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{ReadAs, Stance};
use crate::tasks::decisions::{self, ReadingWords};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook verify c2 r10 --stance STANCE --quote \"…\" --locator Results --read-as abstract --by \"A. Reviewer, PT\""
)]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
    /// The reference or work that was read
    reference: String,
    /// What the source says about the claim
    #[arg(long, value_parser = word_parser::<Stance>(), value_name = "STANCE")]
    stance: Stance,
    /// The source's own words
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// What was found, in your own words
    #[arg(long, value_name = "TEXT")]
    finding: Option<String>,
    /// Where in the source: a page, a table, a section
    #[arg(long, value_name = "PLACE")]
    locator: Option<String>,
    /// How much of it was read
    #[arg(long, value_parser = word_parser::<ReadAs>(), value_name = "EXTENT")]
    read_as: Option<ReadAs>,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let by = if self.by.is_given() { format!(" --by \"{person}\"") } else { propose_option(session).to_owned() };
        let deed = person.sign_deed(session.deed("verify"));
        let lacking: Vec<&str> = [
            (self.quote.is_none(), "--quote, the source's own words"),
            (self.locator.is_none(), "--locator, the place in it"),
            (self.read_as.is_none(), "--read-as abstract or full-text"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
        let words = ReadingWords {
            stance: self.stance,
            quote: self.quote,
            finding: self.finding,
            locator: self.locator,
            read_as: self.read_as,
        };
        let mut said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let (article, reference) = addresses::find_reference(writing.view(), &self.reference, Some(&home))?;
            decisions::record_reading(writing, &person, (&home, &claim), (&article, &reference), words)
        })?;
        if !lacking.is_empty() {
            said.push(format!("It would be worth more with {}; verify again to add that.", lacking.join("; ")));
        }
        said.push(format!("Next: claimbook review {} --verdict VERDICT{by}", self.claim));
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
