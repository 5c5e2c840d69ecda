//! `check`: asks the registries about what is due, stores what they say as it arrives, then audits.

mod answers;
mod asking;
mod corrections;
mod full_texts;
mod hosts;
mod keeping;
mod only_words;

use super::import::detect_other_kind;
use crate::catalogue::Catalogue;
use crate::cli::args::judging::JudgingOptions;
use crate::cli::args::values::parse_time;
use crate::cli::{Exit, Session};
use crate::model::Settings;
use crate::refresh::CheckPlan;
use crate::tasks::Failure;
use crate::tasks::check::{self, CheckSubject, CitedSubjects};
use jiff::SignedDuration;
use std::path::PathBuf;
use std::time::Duration;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  claimbook check\n  claimbook check --only doi")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    options: JudgingOptions,
    /// What to ask about, and which rules to run [default: everything]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    only: Vec<CheckSubject>,
    /// Also request the pages that DOIs lead to; what they show is only advice
    #[arg(long)]
    landing_pages: bool,
    /// Also ask for the full texts of works that are open in PubMed Central, and keep their paragraphs, to show where to read
    #[arg(long)]
    full_text: bool,
    /// Ask again about everything, however recent the answers
    #[arg(long)]
    refresh: bool,
    /// The oldest answer to accept, in days [default: 90 for full texts, 30 for whether a DOI exists, 7 for metadata, 1 otherwise]
    #[arg(long, value_name = "DAYS")]
    max_age: Option<u16>,
    /// Your mail address for the registries, some of which then allow faster requests [default: mailto in the settings]
    #[arg(long, value_name = "ADDRESS")]
    mailto: Option<String>,
    /// Stop asking at the first answer that fails; what was not asked by then is unchecked
    #[arg(long)]
    fail_fast: bool,
    /// Stop asking after this time, such as 60s or 5m; what was not asked by then is unchecked
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    deadline: Option<Duration>,
    /// List which hosts would be asked about what, without asking them
    #[arg(long)]
    list_hosts: bool,
    /// Where to keep the answers for a catalogue in its text form, or without a catalogue [default: its observations.csv, or
    /// else nowhere]
    #[arg(long, value_name = "FILE")]
    observations: Option<PathBuf>,
    /// Write to a file what the registries would correct in the entries: a diff to apply, and a list for a person to
    /// look at
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        self.options.prepare(session)?;
        if self.full_text {
            full_texts::refuse_without_file(session)?;
        }
        let (mut catalogue, kept) = keeping::open(session, self.observations.as_deref())?;
        if let Some(mailto) = &self.mailto {
            if !Settings::is_mailto(mailto) {
                return Err(Failure::usage(format!("--mailto is “{mailto}”, {}", Settings::EXPECTED_MAILTO)));
            }
            session.settings.mailto = Some(mailto.clone());
        }
        asking::leave_it_to_one_machine(session, &catalogue)?;
        let chosen = self.options.choose(session, &catalogue)?;
        let reader = session.new_file_reader(catalogue.view(), detect_other_kind, &chosen)?;
        let mut taken = catalogue.view().article_keys()?.into_iter().collect();
        let mut imported = reader.import(&mut catalogue, &chosen.new, &mut taken)?;
        let mut cited = CitedSubjects::read_from(&mut catalogue, &chosen.known)?;
        cited.add_new(&imported, &catalogue)?;
        let wanted = if self.only.is_empty() { CheckSubject::ALL.to_vec() } else { self.only.clone() };
        if self.landing_pages && !wanted.contains(&CheckSubject::Pages) {
            return Err(Failure::usage("--landing-pages asks pages, but --only leaves pages out: add pages to --only"));
        }
        let questions = cited.select_questions(&wanted, self.landing_pages);
        let only: Vec<String> = self.only.iter().flat_map(|what| what.judged_rules()).map(str::to_owned).collect();
        let plan = |session: &Session<'_>, catalogue: &Catalogue| {
            check::make_plan(&session.terms(), catalogue, &wanted, self.landing_pages, self.max_age())
        };
        let check_plan = CheckPlan { deadline: self.deadline, ..plan(session, &catalogue)? };
        if self.list_hosts {
            return hosts::list_hosts(session, &check_plan, &questions);
        }
        let fail_fast = self.fail_fast.then_some((&self.options, (&chosen, &reader, &mut imported), only.as_slice()));
        let check_outcome = match fail_fast {
            None => asking::ask(session, &mut catalogue, questions, &check_plan, kept)?,
            Some(judged) => {
                asking::ask_until_failing(session, &mut catalogue, questions, (check_plan, &plan), (judged, kept))?
            }
        };
        answers::describe_outcome(&check_outcome).iter().for_each(|line| session.report(line));
        if let Some(why) = check_outcome.stopped {
            asking::report_stop(session, why)?;
        }
        if self.full_text && check_outcome.stopped.is_none() {
            let again = CheckPlan { deadline: self.deadline, ..plan(session, &catalogue)? };
            full_texts::ask(session, &mut catalogue, &chosen.known, (&again, self.max_age()))?;
        }
        let before = answers::summarize_for_audit(session.terms().services, &check_outcome, &cited, &wanted);
        drop((cited, check_outcome)); // room for what is judged next
        corrections::write_corrections(
            session,
            &mut catalogue,
            (&chosen.known, &imported),
            self.corrections.as_deref(),
        )?;
        self.options.judge(session, &mut catalogue, (&chosen, reader, Some(&mut imported)), &only, before)
    }

    /// The age up to which answers hold, where the user said one.
    fn max_age(&self) -> Option<SignedDuration> {
        match (self.refresh, self.max_age) {
            (true, _) => Some(SignedDuration::ZERO),
            (false, days) => days.map(|days| SignedDuration::from_hours(24 * i64::from(days))),
        }
    }
}
