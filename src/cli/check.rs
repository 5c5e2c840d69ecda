//! `check`: asks the registries about what is due, stores what they say as it arrives, then audits.

use super::judging::{Before, Options};
use super::{Exit, Failure, Session};
use crate::catalogue::text_form::{append_observations, load_observations};
use crate::catalogue::{Catalogue, Error};
use crate::http::Proxies;
use crate::model::{Article, Doi, ExistsAnswer, Observation, Subject, Uid, Unchecked};
use crate::refresh::{self, Freshness, Halted, Heard, Known, Plan};
use crate::registry::{Bases, doi_org};
use jiff::SignedDuration;
use std::collections::BTreeMap;
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
        let cited = cited_dois(&catalogue, &articles)?;
        let heard = self.ask(session, &mut catalogue, &cited)?;
        if let (Some(file), false) = (kept, heard.observations.is_empty()) {
            append_observations(&file, &heard.observations)?;
        }
        let only: Vec<String> = self.only.iter().map(|What::Doi| "doi".to_owned()).collect();
        self.options.judge(session, &mut catalogue, &articles, &only, heard.before)
    }

    /// Asks doi.org about what is due, and stores each batch before the next is waited for.
    fn ask(&self, session: &mut Session<'_>, catalogue: &mut Catalogue, cited: &Cited) -> Result<Answers, Failure> {
        let bases = Bases::from_settings(&session.settings).map_err(|e| Failure::usage(e.to_string()))?;
        let Some(doi_org) = bases.get(&doi_org::SERVICE) else { return Ok(Answers::default()) };
        let mut plan = Plan::new(doi_org.clone(), session.ambient.now);
        plan.offline = session.globals.offline;
        plan.known = known(catalogue)?;
        plan.freshness = match (self.refresh, self.max_age) {
            (true, _) => Freshness::at_most(SignedDuration::ZERO),
            (false, Some(days)) => Freshness::at_most(SignedDuration::from_hours(24 * i64::from(days))),
            (false, None) => Freshness::default(),
        };
        let transport = refresh::connect(&bases, session.settings.mailto.as_deref(), proxies(session));
        let deed = session.deed("check");
        let mut observations = Vec::new();
        let mut store = |batch: Vec<Heard>| {
            let batch: Vec<Observation> = batch.into_iter().map(observation).collect();
            catalogue.write(&deed, |writing| writing.observe(&batch))?;
            observations.extend(batch);
            Ok::<_, Error>(())
        };
        let outcome = refresh::existence(cited.keys().cloned(), &plan, transport, &mut store).map_err(|halted| match halted {
            Halted::Sink(e) => Failure::from(e),
            other => Failure::Incomplete(other.to_string()),
        })?;
        session.say(&told(&outcome, doi_org::SERVICE.name));
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

/// DOIs with the references that print them, or whose work has them.
type Cited = BTreeMap<Doi, Vec<String>>;

#[derive(Default)]
struct Answers {
    before: Before,
    observations: Vec<Observation>,
}

fn cited_dois(catalogue: &Catalogue, articles: &[Article]) -> Result<Cited, Failure> {
    let mut cited = Cited::new();
    for article in articles {
        let filter = crate::catalogue::ReferenceFilter { article: Some(article.uid), ..Default::default() };
        for row in catalogue.view().reference_rows(&filter)?.into_iter().filter(|r| r.last_version.is_none()) {
            let printed = row.doi_printed.as_deref().or(row.csl.doi.as_deref());
            let doi = printed.map_or(row.doi, |d| d.parse::<Doi>().ok());
            if let Some(doi) = doi {
                cited.entry(doi).or_default().push(row.address);
            }
        }
    }
    Ok(cited)
}

fn known(catalogue: &Catalogue) -> Result<Known, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Exists, "doi")?;
    let read = |(doi, answer, at): (String, String, jiff::Timestamp)| {
        Some((doi.parse::<Doi>().ok()?, (serde_json::from_str::<ExistsAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

fn observation(heard: Heard) -> Observation {
    Observation {
        uid: Uid::new(heard.asked_at),
        service: heard.service.to_owned(),
        subject: Subject::Exists,
        scheme: "doi".to_owned(),
        identifier: heard.doi.key().to_owned(),
        answer: serde_json::to_string(&heard.answer).unwrap_or_default(),
        body_sha256: Some(heard.body_sha256),
        first_asked_at: heard.asked_at,
        asked_at: heard.asked_at,
    }
}

/// What was asked and answered, in a sentence.
fn told(outcome: &refresh::Outcome, service: &str) -> String {
    let mut parts = Vec::new();
    if outcome.asked > 0 {
        parts.push(format!("asked {service} about {}, {} answered", dois(outcome.asked), outcome.answered));
    }
    if outcome.fresh > 0 {
        parts.push(format!("{} known from before", dois(outcome.fresh)));
    }
    if !outcome.unchecked.is_empty() {
        parts.push(format!("{} unchecked", dois(outcome.unchecked.len())));
    }
    if parts.is_empty() {
        return "No DOI to ask about.".to_owned();
    }
    let told = parts.join("; ");
    format!("{}{}.", told.get(..1).unwrap_or_default().to_uppercase(), told.get(1..).unwrap_or_default())
}

fn dois(n: usize) -> String {
    format!("{n} DOI{}", if n == 1 { "" } else { "s" })
}

/// Proxies as the environment gives them, in either spelling.
fn proxies(session: &Session<'_>) -> Proxies {
    let of = |name: &str| {
        let value = |n: &str| session.ambient.environment.get(n).filter(|v| !v.is_empty()).cloned();
        value(name).or_else(|| value(&name.to_ascii_uppercase()))
    };
    // HTTP_PROXY in capitals can be set by whoever calls a CGI program, so only the lower-case name counts.
    let plain = session.ambient.environment.get("http_proxy").filter(|v| !v.is_empty()).cloned();
    Proxies { https: of("https_proxy"), http: plain, none_for: of("no_proxy") }
}
