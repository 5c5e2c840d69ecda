//! `verify`: records what a person found on reading a source for a claim.

use crate::cli::args::decider::{ReviewerOption, propose_option};
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{CitationState, ReadAs, Reading, Stance};
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
        let (deed, today) = (person.sign_deed(session.deed("verify")), session.today());
        let said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let (article, reference) = addresses::find_reference(writing.view(), &self.reference, Some(&home))?;
            let (address, cited) = (claim.address(&home), reference.address(&article));
            let citation =
                writing.view().citation(claim.uid, reference.uid)?.filter(|c| c.state == CitationState::Asserted);
            let Some(citation) = citation else {
                return Err(Failure::usage(format!(
                    "{address} does not cite {cited} yet: first run claimbook link {address} {cited}"
                )));
            };
            let row = person.find_or_add(writing)?;
            let reading = Reading {
                uid: writing.uid(),
                citation: citation.uid,
                person: row.uid,
                read_on: today,
                stance: self.stance,
                quote: self.quote.clone(),
                finding: self.finding.clone(),
                locator: self.locator.clone(),
                read_as: self.read_as,
                retired_on: None,
            };
            writing.add(&reading)?;
            let mut said =
                vec![format!("Recorded: {} read {cited} for {address} on {today}: {}.", person.name, self.stance)];
            said.extend(row.namesakes);
            let lacking: Vec<&str> = [
                (self.quote.is_none(), "--quote, the source's own words"),
                (self.locator.is_none(), "--locator, the place in it"),
                (self.read_as.is_none(), "--read-as abstract or full-text"),
            ]
            .into_iter()
            .filter_map(|(lacks, what)| lacks.then_some(what))
            .collect();
            if !lacking.is_empty() {
                said.push(format!("It would be worth more with {}; verify again to add that.", lacking.join("; ")));
            }
            said.push(format!("Next: claimbook review {} --verdict VERDICT{by}", self.claim));
            Ok(said)
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
