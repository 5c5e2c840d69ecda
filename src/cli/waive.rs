//! `waive`: accepts a finding until a date, with a reason and a name.

use super::people::By;
use super::{Exit, Failure, Session, addresses};
use crate::catalogue::Deed;
use crate::model::{Waiver, nearest};
use crate::rules::{self, RULES};

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook waive claim-uncited c23 --reason \"the source is being written\" --until 2027-06-30 --by \"A. Editor\""
)]
pub(super) struct Args {
    /// The rule
    rule: String,
    /// The record that the finding is about
    address: String,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The last day on which it holds
    #[arg(long, value_name = "DATE")]
    until: jiff::civil::Date,
    #[command(flatten)]
    by: By,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if rules::rule(&self.rule).is_none() {
            let ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
            let meant = nearest(&self.rule, &ids).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
            return Err(Failure::usage(format!("there is no rule “{}”{meant} `claimbook rules` lists them", self.rule)));
        }
        let today = session.today();
        if self.until < today {
            return Err(Failure::usage(format!("--until {} is past; a waiver holds until a day to come", self.until)));
        }
        if self.reason.trim().is_empty() {
            return Err(Failure::usage("a waiver needs a reason that somebody can judge later: --reason \"…\""));
        }
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: Some(self.reason.clone()), ..person.deed(session.deed("waive")) };
        let address = catalogue.write(&deed, |writing| {
            let address = addresses::canonical(writing.view(), &self.address)?;
            let waiver = Waiver {
                uid: writing.uid(),
                rule: self.rule.clone(),
                address: address.clone(),
                reason: self.reason.clone(),
                person: person.row(writing)?,
                waived_on: today,
                expires_on: self.until,
            };
            writing.add(&waiver)?;
            Ok::<_, Failure>(address)
        })?;
        session.say(&format!("Waived: {} for {address} until {}, by {}.", self.rule, self.until, person.name));
        Ok(Exit::Clean)
    }
}
