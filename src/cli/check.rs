//! `check`: asks the registries about what is due, stores what they say as it arrives, then audits.

use super::judging::{Before, Options};
use super::{Exit, Failure, Session, asking};
use crate::catalogue::text_form::{append_observations, load_observations};
use crate::catalogue::{Catalogue, Error};
use crate::model::{Observation, Unchecked};
use crate::refresh::{self, Freshness, Halted, Heard, Plan};
use crate::registry::{Bases, doi_org};
use jiff::SignedDuration;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook check --only doi")]
pub(super) struct Args {
    #[command(flatten)]
    options: Options,
    /// What to ask about, and which rules to run
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    only: Vec<What>,
    /// Ask again about everything, however fresh
    #[arg(long)]
    refresh: bool,
    /// How old an answer may be, in days [default: 30 for what exists, 1 otherwise]
    #[arg(long, value_name = "DAYS")]
    max_age: Option<u16>,
    /// Where answers are kept for a catalogue in its text form [default: its observations.csv]
    #[arg(long, value_name = "FILE")]
    observations: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Whether DOIs exist
    Doi,
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
        let heard = self.ask(session, &mut catalogue, &cited)?;
        if let (Some(file), false) = (kept, heard.observations.is_empty()) {
            append_observations(&file, &heard.observations)?;
        }
        let only: Vec<String> = self.only.iter().map(|What::Doi| "doi".to_owned()).collect();
        self.options.judge(session, &mut catalogue, &articles, &only, heard.before)
    }

    /// Asks doi.org about what is due, and stores each batch before the next is waited for.
    fn ask(&self, session: &mut Session<'_>, catalogue: &mut Catalogue, cited: &asking::Cited) -> Result<Answers, Failure> {
        let bases = Bases::from_settings(&session.settings).map_err(|e| Failure::usage(e.to_string()))?;
        let Some(doi_org) = bases.get(&doi_org::SERVICE) else { return Ok(Answers::default()) };
        let mut plan = Plan::new(doi_org.clone(), session.ambient.now);
        plan.offline = session.globals.offline;
        plan.known = asking::known(catalogue)?;
        plan.freshness = match (self.refresh, self.max_age) {
            (true, _) => Freshness::at_most(SignedDuration::ZERO),
            (false, Some(days)) => Freshness::at_most(SignedDuration::from_hours(24 * i64::from(days))),
            (false, None) => Freshness::default(),
        };
        let transport = refresh::connect(&bases, session.settings.mailto.as_deref(), asking::proxies(session));
        let deed = session.deed("check");
        let mut observations = Vec::new();
        let mut store = |batch: Vec<Heard>| {
            let batch: Vec<Observation> = batch.into_iter().map(asking::observation).collect();
            catalogue.write(&deed, |writing| writing.observe(&batch))?;
            observations.extend(batch);
            Ok::<_, Error>(())
        };
        let outcome = refresh::existence(cited.keys().cloned(), &plan, transport, &mut store).map_err(|halted| match halted {
            Halted::Sink(e) => Failure::from(e),
            other => Failure::Incomplete(other.to_string()),
        })?;
        session.say(&asking::told(&outcome, doi_org::SERVICE.name));
        let unchecked = outcome.unchecked.iter().flat_map(|u| {
            let addresses = cited.get(&u.doi).into_iter().flatten();
            addresses.map(|address| Unchecked {
                rule: "doi-not-found".to_owned(),
                address: address.clone(),
                source: doi_org::SERVICE.name.to_owned(),
                reason: u.reason.clone(),
            })
        });
        let before = Before {
            unchecked: unchecked.collect(),
            incomplete: outcome.asked > 0 && outcome.answered == 0 && outcome.fresh == 0,
        };
        Ok(Answers { before, observations })
    }
}

#[derive(Default)]
struct Answers {
    before: Before,
    observations: Vec<Observation>,
}
