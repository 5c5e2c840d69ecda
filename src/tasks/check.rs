//! What `check` asks about, what is known already, and whom it asks.

use super::Failure;
use super::loading::read_each_article;
use crate::catalogue::{AskingReference, Catalogue};
use crate::http::{Authority, Proxies, Transport};
use crate::model::{Article, Doi, ExistsAnswer, PageAnswer, PageUrl, Pmcid, Pmid, Settings, Subject, Uid};
use crate::refresh::{
    self, EUROPE_PMC, Errand, Freshness, Id, Kept, Known, METADATA_HOLD, NOTICES_HOLD, PMC, PUBMED, PageKnown,
    Questions, REGISTRARS,
};
use crate::registry::europe_pmc::Asked;
use crate::registry::{Bases, doi_org, page};
use crate::report;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What there is to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Whether DOIs exist
    Doi,
    /// Whether the works are those that are printed
    Metadata,
    /// Whether the works were retracted, corrected or replaced
    Notices,
    /// Whether pages answer that entries name in place of a DOI
    Pages,
}

/// The rules about entries that may mean a work with a DOI, and one that was taken back.
const DOI_MISSING: &str = "reference-doi-missing";
const MAYBE_RETRACTED: &str = "work-maybe-retracted";

impl What {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Doi, Self::Metadata, Self::Notices, Self::Pages];

    /// The rules that read the answers.
    pub const fn rules(self) -> &'static [&'static str] {
        match self {
            Self::Doi => &["doi-not-found", "doi-deleted", "doi-no-target", "doi-alias"],
            Self::Metadata => {
                &["reference-mismatch", "reference-detail", DOI_MISSING, "work-weak-type", "work-now-published"]
            }
            Self::Notices => &["work-retracted", "work-concern", "work-corrected", "work-superseded", "work-is-notice"],
            Self::Pages => &["url-not-found", "url-moved", "url-insecure", "landing-lost"],
        }
    }

    /// The kind of verdict that the answers come to, by work.
    pub const fn verdict(self) -> Option<&'static str> {
        match self {
            Self::Doi => Some(report::DOIS),
            Self::Metadata => Some(report::COMPARED),
            Self::Notices => Some(report::NOTICES),
            Self::Pages => None,
        }
    }

    /// The rules that `--only` runs: those that read the answers, and what else follows from them.
    pub fn judged(self) -> Vec<&'static str> {
        match self {
            // A prefix: the rules about the DOI as it is printed, too.
            Self::Doi => vec!["doi"],
            // A new notice calls a claim's reviewers back.
            Self::Notices => [self.rules(), &[MAYBE_RETRACTED, "claim-stale"]].concat(),
            _ => self.rules().to_vec(),
        }
    }

    /// The rules that stay open when a service was not heard about this.
    pub fn left_open(service: &str, id: &Id, wanted: &[Self]) -> Vec<&'static str> {
        let of = |what: &Self| if wanted.contains(what) { what.rules() } else { &[] };
        match (service, id) {
            (_, Id::Reference(_)) => [(Self::Metadata, DOI_MISSING), (Self::Notices, MAYBE_RETRACTED)]
                .into_iter()
                .filter_map(|(what, rule)| wanted.contains(&what).then_some(rule))
                .collect(),
            (refresh::LANDING_PAGES, _) => vec!["landing-lost"],
            (_, Id::Url(_)) => vec!["url-not-found", "url-moved", "url-insecure"],
            (s, _) if s == doi_org::SERVICE.name => of(&Self::Doi).to_vec(),
            // It only completes identifiers.
            (s, _) if s == PMC.service.name => Vec::new(),
            // The agency says what a DOI's work is; the index may know of a notice that it does not.
            (s, Id::Doi(_)) if s == EUROPE_PMC.service.name => of(&Self::Notices).to_vec(),
            _ => [of(&Self::Metadata), of(&Self::Notices)].concat(),
        }
    }
}

/// What entries name, and which name it.
#[derive(Debug, Default)]
pub struct Cited {
    /// The entries by what they may be asked about by.
    pub by: BTreeMap<Id, Vec<String>>,
    /// Entries without an identifier, as they are printed.
    pub unidentified: BTreeMap<Uid, String>,
    /// DOIs that were cut out of addresses of pages.
    cut: BTreeSet<Doi>,
    /// Under what PubMed knows the works of some DOIs.
    pmids: BTreeMap<Doi, Pmid>,
}

impl Cited {
    /// What the entries of these articles name.
    pub fn of(catalogue: &mut Catalogue, articles: &[Article]) -> Result<Self, Failure> {
        let mut cited = Self::default();
        let entries = |catalogue: &mut Catalogue, article: &Article| Ok(catalogue.view().asked_by(article.uid)?);
        read_each_article(catalogue, articles, entries, |entries| {
            entries.into_iter().for_each(|entry| cited.take(entry))
        })?;
        Ok(cited)
    }

    /// By its DOI, else by what PubMed knows it as, else by its words.
    fn take(&mut self, entry: AskingReference) {
        let doi = match entry.doi_printed.as_deref().map(str::parse::<Doi>) {
            Some(Err(_)) => return, // another rule says what is wrong with it
            Some(Ok(doi)) => Some(doi),
            None => entry.doi,
        };
        let pmid = || entry.pmid.as_deref()?.parse::<Pmid>().ok();
        let pmcid = || entry.pmcid.as_deref()?.parse::<Pmcid>().ok();
        if let Some(doi) = &doi {
            if doi.is_cut_from(&entry.printed, entry.url.as_deref()) {
                self.cut.insert(doi.clone());
            }
            self.pmids.extend(pmid().map(|pmid| (doi.clone(), pmid)));
        }
        if let Some(id) = doi.map(Id::Doi).or_else(|| pmid().map(Id::Pmid)).or_else(|| pmcid().map(Id::Pmcid)) {
            self.by.entry(id).or_default().push(entry.address);
            return;
        }
        if let Some(page) = entry.url.as_deref().and_then(|url| url.parse::<PageUrl>().ok()) {
            self.by.entry(Id::Url(page)).or_default().push(entry.address.clone());
        }
        if entry.searchable {
            self.unidentified.insert(entry.reference, without_addresses(&entry.printed));
            self.by.entry(Id::Reference(entry.reference)).or_default().push(entry.address);
        }
    }

    /// What is asked in this run, with the pages that DOIs lead to where the user wants them.
    pub fn questions(&self, wanted: &[What], landing: bool) -> Questions {
        let (cut, pmids) = (self.cut.clone(), self.pmids.clone());
        let mut questions = Questions { landing, cut, pmids, ..Questions::default() };
        if wanted.iter().any(|what| matches!(what, What::Metadata | What::Notices)) {
            questions.unidentified.clone_from(&self.unidentified);
        }
        for id in self.by.keys() {
            match id {
                Id::Doi(doi) => _ = questions.dois.insert(doi.clone()),
                Id::Pmid(pmid) => _ = questions.others.insert(Asked::Pmid(pmid.clone())),
                Id::Pmcid(pmcid) => _ = questions.others.insert(Asked::Pmcid(pmcid.clone())),
                Id::Url(page) if wanted.contains(&What::Pages) => _ = questions.pages.insert(page.clone()),
                Id::Url(_) | Id::Reference(_) => {}
            }
        }
        questions
    }
}

/// What is printed without web addresses: they may hold what nobody else is to know, and help no search.
fn without_addresses(printed: &str) -> String {
    let is_address = |word: &&str| word.contains("://") || word.contains('@') || word.starts_with("www.");
    printed.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ")
}

/// The user's terms for a run: settings, environment, and the time.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'s> {
    /// The settings.
    pub settings: &'s Settings,
    /// The environment, which names proxies.
    pub environment: &'s BTreeMap<String, String>,
    /// Ask nobody.
    pub offline: bool,
    /// The time.
    pub now: Timestamp,
}

/// How this run is made: who is asked, and what holds of what is stored. `max_age` is the age up to which answers hold,
/// where the user said one.
pub fn errand(
    terms: &Terms<'_>,
    catalogue: &Catalogue,
    wanted: &[What],
    landing: bool,
    max_age: Option<SignedDuration>,
) -> Result<Errand, Failure> {
    let bases = Bases::from_settings(terms.settings).map_err(|e| Failure::usage(e.to_string()))?;
    let records = wanted.iter().any(|what| matches!(what, What::Metadata | What::Notices));
    let keepers = REGISTRARS.iter().map(|r| r.keeper.service).chain([EUROPE_PMC.service, PUBMED.service, PMC.service]);
    let mut kept = BTreeMap::new();
    for service in keepers.filter(|_| records) {
        kept.insert(service.name, kept_of(catalogue, service.name, wanted, max_age)?);
    }
    let host = |(name, off): (&String, &bool)| {
        let wrong = |_| Failure::usage(format!("hosts: “{name}” is no host, expected one such as wiki.example:443"));
        Ok::<_, Failure>((name.parse::<Authority>().map_err(wrong)?, *off))
    };
    Ok(Errand {
        bases,
        hosts: terms.settings.hosts.iter().map(host).collect::<Result<_, _>>()?,
        mailto: terms.settings.mailto.clone(),
        offline: terms.offline,
        now: terms.now,
        freshness: max_age.map_or_else(Freshness::default, Freshness::at_most),
        known: Rc::new(known(catalogue)?),
        existence: records || landing || wanted.contains(&What::Doi),
        records,
        pages: Rc::new(pages_known(catalogue)?),
        max_age,
        kept,
    })
}

fn known(catalogue: &Catalogue) -> Result<Known, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Exists, "doi", doi_org::SERVICE.name)?;
    let read = |(doi, answer, at): (String, String, Timestamp)| {
        Some((doi.parse::<Doi>().ok()?, (serde_json::from_str::<ExistsAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

fn pages_known(catalogue: &Catalogue) -> Result<PageKnown, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Page, "url", page::NAME)?;
    let read = |(url, answer, at): (String, String, Timestamp)| {
        Some((url.parse::<PageUrl>().ok()?, (serde_json::from_str::<PageAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

/// When a service last gave each wanted kind of answer, and how long it holds.
fn kept_of(
    catalogue: &Catalogue,
    service: &str,
    wanted: &[What],
    max_age: Option<SignedDuration>,
) -> Result<Rc<[Kept]>, Failure> {
    let subjects =
        [(What::Metadata, Subject::Metadata, METADATA_HOLD), (What::Notices, Subject::Notices, NOTICES_HOLD)];
    let of = |(_, subject, holds): (What, Subject, SignedDuration)| {
        let mut kept = Kept { heard: BTreeMap::new(), records: BTreeSet::new(), holds: max_age.unwrap_or(holds) };
        for (scheme, value, at, is_record) in catalogue.view().last_heard(service, subject)? {
            if let Some(id) = Id::parse(&scheme, &value) {
                kept.records.extend(is_record.then(|| id.clone()));
                kept.heard.insert(id, at);
            }
        }
        Ok(kept)
    };
    subjects.into_iter().filter(|(what, ..)| wanted.contains(what)).map(of).collect()
}

/// The network as this run may use it; behind a proxy, what that means, for people to know.
pub fn transport(terms: &Terms<'_>, errand: &Errand) -> (impl Transport + 'static + use<>, Option<String>) {
    let proxies = Proxies::from_environment(terms.environment);
    let notice = proxies.notice(errand.bases.iter().map(|(_, base)| &base.url));
    (refresh::connect(&errand.bases, &errand.hosts, errand.mailto.as_deref(), proxies), notice)
}
