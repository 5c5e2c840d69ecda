//! `settle`: a third person decides between verdicts that differ; anybody decides between two desks of a team.

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{ConflictSide, Verdict};
use crate::tasks::decisions::{self, VerdictWords};
use crate::tasks::{Failure, addresses, conflicts};

#[derive(clap::Args)]
#[command(
    after_help = "`claimbook show CLAIM` puts the verdicts that differ side by side. A person who gave one of them \
        cannot settle. `--sign` runs \
    ssh-keygen, or the program that your own settings name; docs/log.md says what a signature proves.\n\n\
    Example: claimbook settle c2 --verdict VERDICT --reason \"both read the same table; the subgroup is the one that counts\""
)]
pub(in crate::cli) struct Args {
    /// The claim; with --keep, the record on which two desks differ, or the late event as `history` names it
    claim: String,
    /// What you decide
    #[arg(long, value_parser = word_parser::<Verdict>(), value_name = "VERDICT", required_unless_present = "keep")]
    verdict: Option<Verdict>,
    /// If two desks decided differently, keep what stands, or what came too late
    #[arg(long, value_parser = word_parser::<ConflictSide>(), value_name = "SIDE", conflicts_with_all = ["verdict", "sign"])]
    keep: Option<ConflictSide>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Sign it with your key, which your own settings name
    #[arg(long, conflicts_with = "by")]
    sign: bool,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let Some(verdict) = self.verdict else {
            let deed = person.sign_deed(Deed { reason: Some(self.reason), ..session.deed("settle") });
            let side = self.keep.unwrap_or(ConflictSide::Standing);
            let said = catalogue.write(&deed, |writing| conflicts::settle(writing, &person, &self.claim, side))?;
            session.report(&said);
            return Ok(Exit::Clean);
        };
        let deed = person.sign_deed(Deed { reason: Some(self.reason.clone()), ..session.deed("settle") });
        let words = VerdictWords { verdict, note: Some(self.reason), due: None };
        let settings = &session.settings;
        let mut hand = None;
        if self.sign {
            let (tools, whose) = (session.signing_hand()?, (&person, self.claim.as_str()));
            let tools = (tools.program.as_path(), tools.key.as_path());
            hand = decisions::sign_settlement(&mut catalogue, &deed, whose, &words, settings, tools)?;
        }
        let said = catalogue.write(&deed, |writing| {
            let (home, claim) = addresses::find_claim(writing.view(), &self.claim)?;
            decisions::settle(writing, &person, (&home, claim), words, settings, hand)
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
