//! `waive`: accepts a finding until a date, with a reason and a name.

mod fingerprint;

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::parse_day;
use crate::cli::{Exit, Session};
use crate::model::find_nearest;
use crate::rules::{self, RULES};
use crate::tasks::Failure;
use crate::tasks::waiving::{WaivedSubject, WaiverTerms, end_waivers, find_in_force, waive};

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
    /// The finding, by its fingerprint or the beginning of it: for what only the article's file contains
    #[arg(long, value_name = "FINGERPRINT", conflicts_with_all = ["rule", "address"])]
    fingerprint: Option<String>,
    /// The revision of git with which the finding was made: as for audit
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
        if let Some(rule) = self.rule.as_deref().filter(|rule| rules::find_rule(rule).is_none()) {
            let ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
            let meant = find_nearest(rule, &ids).map_or(";".to_owned(), |n| format!(", did you mean {n}? The command"));
            return Err(Failure::usage(format!("there is no rule “{rule}”{meant} `claimbook rules` lists them")));
        }
        let Some(until) = self.until else { return self.end(session) };
        let terms = WaiverTerms::new(self.reason.as_deref(), until, session.today())?;
        let person = self.by.person(session)?;
        let find = |typed: &String| fingerprint::find_finding(session, typed, self.changed_since.as_deref());
        let named = self.fingerprint.as_ref().map(find).transpose()?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: Some(terms.reason.clone()), ..person.sign_deed(session.deed("waive")) };
        let said = catalogue.write(&deed, |writing| {
            let (rule, typed) = (self.rule.unwrap_or_default(), self.address.unwrap_or_default());
            let subject = named.map_or_else(|| WaivedSubject::from_record(writing.view(), &rule, &typed), Ok)?;
            waive(writing, &person, subject, terms)
        })?;
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }

    /// Takes back the waivers of the rule at the address, or of the fingerprint.
    fn end(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("waive") };
        let said = catalogue.write(&deed, |writing| {
            let (subject, waivers) = match &self.fingerprint {
                Some(typed) => {
                    let waivers = fingerprint::find_waivers(writing.view(), typed)?;
                    (format!("The finding {typed}"), waivers)
                }
                None => {
                    let (rule, typed) = (self.rule.unwrap_or_default(), self.address.unwrap_or_default());
                    let (address, waivers) = find_in_force(writing.view(), &rule, &typed)?;
                    (format!("{rule} for {address}"), waivers)
                }
            };
            end_waivers(writing, &subject, waivers)
        })?;
        session.report(&said);
        Ok(Exit::Clean)
    }
}
