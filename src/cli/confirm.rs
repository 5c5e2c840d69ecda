//! `confirm`: a person says that the words which stand there now still make the claim.

use super::{Exit, Failure, Session, addresses};
use crate::catalogue::Deed;
use crate::model::{Occurrence, OccurrenceState};
use crate::text::anchor::AnchoringText;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook confirm c2 --reason \"only the brackets changed\"")]
pub(super) struct Args {
    /// The claims
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("confirm") };
        let said = catalogue.write(&deed, |writing| {
            let mut said = Vec::new();
            for typed in &self.claims {
                let (home, claim) = addresses::claim(writing.view(), typed)?;
                let address = format!("{}/c{}", home.key, claim.serial);
                let mut confirmed = 0;
                for was in writing.view().occurrences_of(claim.uid)? {
                    if !matches!(was.state, OccurrenceState::Changed | OccurrenceState::Ambiguous) {
                        continue;
                    }
                    let Some(version) = writing.view().newest_version(was.article)? else { continue };
                    let captured = AnchoringText::new(&version.text).capture(was.start, was.end);
                    let now = Occurrence {
                        exact: captured.exact,
                        prefix: captured.prefix,
                        suffix: captured.suffix,
                        count: captured.count,
                        version: version.n,
                        state: OccurrenceState::Confirmed,
                        ..was
                    };
                    said.push(format!("{address} is worded: {}", now.exact));
                    confirmed += usize::from(writing.edit(&now)?);
                }
                if confirmed == 0 {
                    said.push(format!("{address} has no changed or ambiguous words to confirm."));
                }
            }
            Ok::<_, Failure>(said)
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
