//! `review`: records a person's verdict on a claim, and signs what it rests on.

use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::evidence;
use crate::model::{Claim, PartialDate, Review, Status, Verdict};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook review c2 --verdict VERDICT --by \"A. Reviewer, PT\"")]
pub(in crate::cli) struct Args {
    /// The claim
    claim: String,
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
        if let Some(due) = self.due.filter(|due| due.last_day() < session.today()) {
            return Err(Failure::usage(format!(
                "--due {due} is in the past; the next review is due on a day in the future"
            )));
        }
        let mut catalogue = session.catalogue_to_change()?;
        let (deed, today) = (person.sign_deed(session.deed("review")), session.today());
        let settings = session.settings.clone();
        let said = catalogue.write(&deed, |writing| {
            let (home, mut claim) = addresses::find_claim(writing.view(), &self.claim)?;
            let address = claim.address(&home);
            if matches!(claim.status, Status::Dismissed | Status::Retired) {
                return Err(Failure::usage(format!(
                    "{address} is {}; first run claimbook accept {address}",
                    claim.status
                )));
            }
            if claim.status == Status::Proposed {
                claim.status = Status::Accepted;
                writing.edit(&Claim { ..claim.clone() })?;
            }
            let signature = evidence::build_signature(&claim, &writing.view().snapshot(&home)?);
            let signed = signature.works.len();
            let row = person.find_or_add(writing)?;
            let review = Review {
                uid: writing.uid(),
                claim: claim.uid,
                person: row.uid,
                reviewed_on: today,
                verdict: self.verdict,
                note: self.note.clone(),
                due_on: self.due,
                signature,
                settles: None,
                signed: None,
            };
            writing.add(&review)?;
            let rests = match signed {
                0 => "It cites nothing that could be signed with it.".to_owned(),
                1 => "It rests on 1 work, signed with it.".to_owned(),
                n => format!("It rests on {n} works, signed with it."),
            };
            let due = evidence::find_review_due(&review, &settings);
            let said =
                format!("Recorded: {} on {address}, {today}: {}. {rests} Due again {due}.", person.name, self.verdict);
            Ok([vec![said], row.namesakes].concat())
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
