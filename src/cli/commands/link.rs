//! `link`: asserts that a claim rests on a reference, and with it that the article makes the claim.

use crate::catalogue::Deed;
use crate::cli::args::decider::propose_option;
use crate::cli::{Exit, Session};
use crate::model::{Citation, CitationOrigin, CitationState, Claim, Reasons, Status};
use crate::tasks::{Failure, addresses};

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
        let said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let address = claim.address(&home);
            let mut said = Vec::new();
            for typed in &self.references {
                let (article, reference) = addresses::find_reference(writing.view(), typed, Some(&home))?;
                let cited = reference.address(&article);
                let asserted = CitationState::Asserted;
                let changed = match writing.view().citation(claim.uid, reference.uid)? {
                    Some(known) => {
                        // Whose marker is gone rests on the word of whoever links it now.
                        let is_lost = known.has_lost_its_marker();
                        let stands = known.state == asserted && !is_lost;
                        let origin = if stands { known.origin } else { CitationOrigin::Person };
                        let because = if is_lost { Reasons::default() } else { known.because.clone() };
                        let note = self.note.clone().or(known.note.clone());
                        writing.edit(&Citation { state: asserted, origin, because, note, ..known })?
                    }
                    None => {
                        writing.add(&Citation {
                            uid: writing.uid(),
                            claim: claim.uid,
                            reference: reference.uid,
                            origin: CitationOrigin::Person,
                            state: asserted,
                            score: None,
                            strength: None,
                            because: Reasons::default(),
                            note: self.note.clone(),
                            merged_into: None,
                        })?;
                        true
                    }
                };
                said.push(if changed {
                    format!("{address} cites {cited}.")
                } else {
                    format!("{address} cited {cited} already.")
                });
            }
            if claim.status == Status::Proposed {
                writing.edit(&Claim { status: Status::Accepted, ..claim })?;
                said.push(format!("{address} is accepted as a claim of the article."));
            }
            said.push(format!(
                "Next: read the source, then claimbook verify {} {} --stance STANCE --quote \"…\"{by}",
                self.claim,
                self.references.first().map_or("", String::as_str)
            ));
            Ok::<_, Failure>(said)
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
