//! `waive`: accepts a finding until a date, with a reason and a name.

use crate::catalogue::{Deed, View};
use crate::cli::args::by::ReviewerOption;
use crate::cli::args::values::parse_day;
use crate::cli::{Exit, Session};
use crate::model::{Uid, Waiver, nearest};
use crate::rules::{self, RULES};
use crate::tasks::Failure;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook waive claim-uncited c23 --reason \"the source is being written\" --until 2027-06-30 --by \"A. Editor\""
)]
pub(in crate::cli) struct Args {
    /// The rule
    rule: String,
    /// The record that the finding is about
    address: String,
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
        if rules::rule(&self.rule).is_none() {
            let ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
            let meant = nearest(&self.rule, &ids).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
            return Err(Failure::usage(format!(
                "there is no rule “{}”{meant} `claimbook rules` lists them",
                self.rule
            )));
        }
        let today = session.today();
        let Some(until) = self.until else { return self.end(session) };
        if until < today {
            return Err(Failure::usage(format!(
                "--until {until} is in the past; a waiver ends on a day in the future"
            )));
        }
        let Some(reason) = self.reason.filter(|reason| !reason.trim().is_empty()) else {
            return Err(Failure::usage("a waiver needs a reason that others can judge later: --reason \"…\""));
        };
        let person = self.by.person(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: Some(reason.clone()), ..person.sign_deed(session.deed("waive")) };
        let said = catalogue.write(&deed, |writing| {
            let (address, record) = waivable(writing.view(), &self.address)?;
            let row = person.find_or_add(writing)?;
            let waiver = Waiver {
                uid: writing.uid(),
                rule: self.rule.clone(),
                address: address.clone(),
                reason: reason.clone(),
                person: row.uid,
                waived_on: today,
                expires_on: until,
                record: Some(record),
                retired_on: None,
            };
            writing.add(&waiver)?;
            let said = format!("Waived: {} for {address} until {until}, by {}.", self.rule, person.name);
            Ok::<_, Failure>([vec![said], row.namesakes].concat())
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }

    /// Takes back the waivers of the rule at the address.
    fn end(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("waive") };
        let today = session.today();
        let address = catalogue.write(&deed, |writing| {
            let (address, waivers) = in_force(writing.view(), &self.rule, &self.address)?;
            for waiver in waivers {
                writing.edit(&Waiver { retired_on: Some(today), ..waiver })?;
            }
            Ok::<_, Failure>(address)
        })?;
        session.say(&format!("{} for {address} is no longer waived.", self.rule));
        Ok(Exit::Clean)
    }
}

/// The waivers of a rule for what was typed, as they are stored, with its whole address. An address that names no record, or
/// names one only by how its key begins, may be that of a waiver whose record is gone.
fn in_force(view: View<'_>, rule: &str, typed: &str) -> Result<(String, Vec<Waiver>), Failure> {
    let found = waivable(view, typed);
    let (mut of_record, mut of_address) = (Vec::new(), Vec::new());
    for now in view.waivers()?.into_iter().filter(|waiver| waiver.rule == rule) {
        let Some(stored) = view.get::<Waiver>(now.uid)? else { continue };
        if found.as_ref().is_ok_and(|(address, record)| now.record == Some(*record) || now.address == *address) {
            of_record.push(stored);
        } else if stored.address == typed {
            of_address.push(stored);
        }
    }
    let is_whole = addresses::is_whole(view, typed)?;
    match found {
        Ok((address, _)) if !of_record.is_empty() && (is_whole || of_address.is_empty()) => Ok((address, of_record)),
        _ if !of_address.is_empty() => Ok((typed.to_owned(), of_address)),
        Ok((address, _)) => Err(Failure::usage(format!("no waiver of {rule} for {address} is in force"))),
        Err(wrong) => Err(wrong),
    }
}

/// The whole address and the uid of a record that findings are about.
fn waivable(view: View<'_>, typed: &str) -> Result<(String, Uid), Failure> {
    let record = match addresses::find_record(view, typed)? {
        AddressedRecord::Article(article) => article.uid,
        AddressedRecord::Claim(_, claim) => claim.uid,
        AddressedRecord::Reference(_, reference) => reference.uid,
        AddressedRecord::Work(work) => {
            return Err(Failure::usage(format!(
                "findings are about articles, claims and references, not works; waive those of the references to {0}: `claimbook where-used {0}`",
                work.key
            )));
        }
    };
    Ok((addresses::canonicalise(view, typed)?, record))
}
