//! `check`: asks the registries about what is due, stores what they say as it arrives, then audits.

use super::answers::Answers;
use super::asking::{Asking, Cited, What};
use super::judging::Options;
use super::{Exit, Failure, Session, asking, records};
use crate::catalogue::Catalogue;
use crate::catalogue::text_form::{append_observations, load_observations};
use crate::model::{Observation, Subject};
use crate::refresh::{self, Freshness, Heard, Outcome, Plan};
use crate::registry::{Bases, doi_org};
use clap::ValueEnum;
use jiff::SignedDuration;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  claimbook check\n  claimbook check --only doi")]
pub(super) struct Args {
    #[command(flatten)]
    options: Options,
    /// What to ask about, and which rules to run [default: everything]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    only: Vec<What>,
    /// Ask again about everything, however fresh
    #[arg(long)]
    refresh: bool,
    /// How old an answer may be, in days [default: 30 for what exists, 7 for metadata, 1 otherwise]
    #[arg(long, value_name = "DAYS")]
    max_age: Option<u16>,
    /// Where answers are kept for a catalogue in its text form [default: its observations.csv]
    #[arg(long, value_name = "FILE")]
    observations: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let folder = session.catalogue_path().filter(|path| path.is_dir()).map(Path::to_owned);
        let mut catalogue = match &folder {
            None if session.catalogue_path().is_some() => session.catalogue_to_change()?,
            _ => session.catalogue()?,
        };
        let kept = self.observations.as_ref().map(|file| session.ambient.folder.join(file)).or(folder.map(|f| f.join("observations.csv")));
        if let Some(file) = self.observations.as_ref().map(|f| session.ambient.folder.join(f)).filter(|f| f.is_file()) {
            let kept = load_observations(&file)?;
            catalogue.write(&session.deed("check"), |writing| writing.observe(&kept))?;
        }
        let articles = self.options.articles(session, &catalogue)?;
        let cited = asking::cited(&catalogue, &articles)?;
        let answers = self.ask(session, &mut catalogue, &cited)?;
        answers.told.iter().for_each(|told| session.say(told));
        if let (Some(file), false) = (kept, answers.observations.is_empty()) {
            append_observations(&file, &answers.observations)?;
        }
        // `doi` is the rules about the DOI as it is printed, too.
        let names = |what: &What| if *what == What::Doi { &["doi"] } else { what.rules() };
        let only: Vec<String> = self.only.iter().flat_map(names).map(|name| (*name).to_owned()).collect();
        self.options.judge(session, &mut catalogue, &articles, &only, answers.before())
    }

    /// Asks doi.org about what is due, then the agencies for what they keep.
    fn ask(&self, session: &Session<'_>, catalogue: &mut Catalogue, cited: &Cited) -> Result<Answers, Failure> {
        let bases = Bases::from_settings(&session.settings).map_err(|e| Failure::usage(e.to_string()))?;
        let max_age = match (self.refresh, self.max_age) {
            (true, _) => Some(SignedDuration::ZERO),
            (false, days) => days.map(|days| SignedDuration::from_hours(24 * i64::from(days))),
        };
        let asking = Asking { session, bases: &bases, cited, max_age };
        let wanted = |what: &What| self.only.is_empty() || self.only.contains(what);
        let (of_doi_org, of_agencies): (Vec<What>, Vec<What>) =
            What::value_variants().iter().copied().filter(wanted).partition(|what| *what == What::Doi);
        let mut answers = Answers::default();
        let outcome = existence(&asking, catalogue, &mut answers.observations)?;
        answers.take(cited, &of_doi_org, &outcome, doi_org::SERVICE.name);
        if !of_agencies.is_empty() {
            records::ask(&asking, catalogue, &of_agencies, &outcome.unchecked, &mut answers)?;
        }
        Ok(answers)
    }
}

/// Asks doi.org whether the DOIs exist: nobody else can say which agency to ask for more.
fn existence(
    asking: &Asking<'_, '_>,
    catalogue: &mut Catalogue,
    copy: &mut Vec<Observation>,
) -> Result<Outcome, Failure> {
    let Some(doi_org) = asking.bases.get(&doi_org::SERVICE) else { return Ok(Outcome::default()) };
    let mut plan = Plan::new(doi_org.clone(), asking.session.ambient.now);
    plan.offline = asking.session.globals.offline;
    plan.known = asking::known(catalogue)?;
    plan.freshness = asking.max_age.map_or_else(Freshness::default, Freshness::at_most);
    let mut store = asking::store(catalogue, asking.session.deed("check"), copy, observation);
    refresh::existence(asking.cited.keys().cloned(), &plan, asking.transport(), &mut store).map_err(asking::halted)
}

fn observation(heard: Heard) -> Vec<Observation> {
    let answer = serde_json::to_string(&heard.answer).unwrap_or_default();
    let Heard { doi, service, asked_at, body_sha256, .. } = heard;
    vec![asking::observation(service, Subject::Exists, &doi, answer, (asked_at, body_sha256))]
}
