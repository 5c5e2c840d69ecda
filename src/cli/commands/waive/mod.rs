//! `waive`: accepts a finding until a date, with a reason and a name.

mod fingerprint;
mod records;

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::parse_day;
use crate::cli::{Exit, Session};
use crate::model::{Waiver, nearest};
use crate::rules::{self, RULES};
use crate::tasks::Failure;
use crate::text::visible::is_blank;
use records::{in_force, waivable};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  claimbook waive claim-uncited c23 --reason \"the source is being written\" --until 2027-06-30 --by \"A. Editor\"\n  claimbook waive --fingerprint 5b3ea9cc6bf7 --reason \"as agreed\" --until 2027-06-30"
)]
pub(in crate::cli) struct Args {
    /// The rule
    #[arg(required_unless_present = "fingerprint")]
    rule: Option<String>,
    /// The record that the finding is about
    #[arg(required_unless_present = "fingerprint")]
    address: Option<String>,
    /// The finding, by its fingerprint or the beginning of it: for what only the article's file has yet
    #[arg(long, value_name = "FINGERPRINT", conflicts_with_all = ["rule", "address"])]
    fingerprint: Option<String>,
    /// The revision of git that the finding was found against: as for audit
    #[arg(long, value_name = "REVISION", requires = "fingerprint", conflicts_with = "end")]
    changed_since: Option<String>,
    /// Why the finding is accepted, or the waiver ended
    #[arg(long, value_name = "TEXT", required_unless_present = "end")]
    reason: Option<String>,
    /// The last day on which the waiver holds
    #[arg(long, value_parser = parse_day, value_name = "DATE", required_unless_present = "end")]
    until: Option<jiff::civil::Date>,
    /// End the waiver, so that the finding counts again
    #[arg(long, conflicts_with = "until")]
    end: bool,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if let Some(rule) = self.rule.as_deref().filter(|rule| rules::rule(rule).is_none()) {
            let ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
            let meant = nearest(rule, &ids).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
            return Err(Failure::usage(format!("there is no rule “{rule}”{meant} `claimbook rules` lists them")));
        }
        let today = session.today();
        let Some(until) = self.until else { return self.end(session) };
        if until < today {
            return Err(Failure::usage(format!(
                "--until {until} is in the past; a waiver ends on a day in the future"
            )));
        }
        let Some(reason) = self.reason.as_ref().filter(|reason| !is_blank(reason)) else {
            return Err(Failure::usage("a waiver needs a reason that others can judge later: --reason \"…\""));
        };
        let person = self.by.person(session)?;
        let find = |typed: &String| fingerprint::find_finding(session, typed, self.changed_since.as_deref());
        let named = self.fingerprint.as_ref().map(find).transpose()?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: Some(reason.clone()), ..person.sign_deed(session.deed("waive")) };
        let said = catalogue.write(&deed, |writing| {
            let (rule, address, record, fingerprint) = match named {
                Some(named) => (named.rule, named.address, None, Some(named.fingerprint)),
                None => {
                    let (address, record) = waivable(writing.view(), self.address.as_deref().unwrap_or_default())?;
                    (self.rule.clone().unwrap_or_default(), address, Some(record), None)
                }
            };
            let row = person.find_or_add(writing)?;
            let said = format!("Waived: {rule} for {address} until {until}, by {}.", person.name);
            let waiver = Waiver {
                uid: writing.uid(),
                rule,
                address,
                reason: reason.clone(),
                person: row.uid,
                waived_on: today,
                expires_on: until,
                record,
                retired_on: None,
                fingerprint,
            };
            writing.add(&waiver)?;
            Ok::<_, Failure>([vec![said], row.namesakes].concat())
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }

    /// Takes back the waivers of the rule at the address, or of the fingerprint.
    fn end(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("waive") };
        let today = session.today();
        let ended = catalogue.write(&deed, |writing| {
            let (ended, waivers) = match &self.fingerprint {
                Some(typed) => {
                    let waivers = fingerprint::find_waivers(writing.view(), typed)?;
                    (format!("The finding {typed}"), waivers)
                }
                None => {
                    let (rule, typed) = (self.rule.unwrap_or_default(), self.address.unwrap_or_default());
                    let (address, waivers) = in_force(writing.view(), &rule, &typed)?;
                    (format!("{rule} for {address}"), waivers)
                }
            };
            for waiver in waivers {
                writing.edit(&Waiver { retired_on: Some(today), ..waiver })?;
            }
            Ok::<_, Failure>(ended)
        })?;
        session.say(&format!("{ended} is no longer waived."));
        Ok(Exit::Clean)
    }
}
