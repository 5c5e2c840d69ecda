//! What `check` asks about, what is known already, and whom it asks.

use super::Failure;
use super::loading::read_each_article;
use super::new_files::ImportedFiles;
use crate::catalogue::{AskingReference, Catalogue};
use crate::http::{Authority, Proxies, Transport};
use crate::model::{Article, Doi, ExistsAnswer, Identifier, PageAnswer, PageUrl, Pmcid, Pmid, Settings, Subject, Uid};
use crate::refresh::{
    self, CheckPlan, Freshness, Known, METADATA_HOLD, NOTICES_HOLD, PageKnown, Questions, StoredAnswers,
};
use crate::registry::{self, Bases, Service};
use crate::report;
use crate::rules::{RULES, RuleSubject};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What there is to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckSubject {
    /// Whether DOIs exist
    Doi,
    /// Whether the works are the ones that are printed
    Metadata,
    /// Whether the works were retracted, corrected or replaced
    Notices,
    /// Whether the pages that entries name in place of a DOI answer
    Pages,
}

/// The family of the rules about DOIs as they are printed, which `--only doi` runs as well.
const DOIS_AS_PRINTED: &str = "doi";

impl CheckSubject {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Doi, Self::Metadata, Self::Notices, Self::Pages];

    /// What the answers are about.
    const fn subject(self) -> Subject {
        match self {
            Self::Doi => Subject::Exists,
            Self::Metadata => Subject::Metadata,
            Self::Notices => Subject::Notices,
            Self::Pages => Subject::Page,
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

    /// The rules, or families of them, that `--only` runs: those that read the answers, and what else follows from them.
    pub fn judged_rules(self) -> Vec<&'static str> {
        let reading = RULES.iter().filter(|rule| rule.reads(self.subject())).map(|rule| rule.id);
        reading.chain((self == Self::Doi).then_some(DOIS_AS_PRINTED)).collect()
    }

    /// The rules that stay open when a service was not heard about this.
    pub fn list_left_open(services: &[Service], service: &str, id: &Identifier, wanted: &[Self]) -> Vec<&'static str> {
        let about = match (service, id) {
            (_, Identifier::Reference(_)) => RuleSubject::Entry,
            (refresh::LANDING_PAGES, _) => RuleSubject::LandingPage,
            _ => RuleSubject::Identifier,
        };
        let answers = |subject: Subject| match registry::find_service(services, service) {
            None => subject == Subject::Page, // a page speaks for itself
            // The agency says what a DOI's work is; an index may know of a notice that the agency does not.
            Some(index) if index.agency().is_none() && subject == Subject::Metadata && id.doi().is_some() => false,
            Some(service) => service.rank(subject).is_some(),
        };
        let answered = wanted.iter().map(|what| what.subject()).filter(|subject| answers(*subject));
        answered.flat_map(|subject| open_rules(subject, about)).collect()
    }

    /// The rules that stay open for a DOI whose agency could not be asked.
    pub fn list_left_open_without_agency(services: &[Service], wanted: &[Self]) -> Vec<&'static str> {
        let subjects =
            wanted.iter().map(|what| what.subject()).filter(|subject| registry::agencies_answer(services, *subject));
        subjects.flat_map(|subject| open_rules(subject, RuleSubject::Identifier)).collect()
    }
}

/// The rules that stay open where nobody answered about this subject when asked about such a thing.
fn open_rules(subject: Subject, about: RuleSubject) -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(move |rule| rule.is_open_without(subject, about)).map(|rule| rule.id)
}

/// What entries name, and which name it.
#[derive(Debug, Default)]
pub struct CitedSubjects {
    /// The entries by what they may be asked about by.
    pub by: BTreeMap<Identifier, Vec<String>>,
    /// Entries without an identifier, as they are printed.
    pub unidentified: BTreeMap<Uid, String>,
    /// DOIs that were cut out of addresses of pages.
    cut: BTreeSet<Doi>,
    /// Under what PubMed knows the works of some DOIs.
    pmids: BTreeMap<Doi, Pmid>,
}

impl CitedSubjects {
    /// What the entries of these articles name.
    pub fn read_from(catalogue: &mut Catalogue, articles: &[Article]) -> Result<Self, Failure> {
        let mut cited = Self::default();
        let entries = |catalogue: &mut Catalogue, article: &Article| Ok(catalogue.view().list_asking(article.uid)?);
        read_each_article(catalogue, articles, entries, |entries| {
            entries.into_iter().for_each(|entry| cited.add(entry));
            Ok(())
        })?;
        Ok(cited)
    }

    /// Adds what the entries of new files name. An entry without identifier is searched for only where what is heard of it can
    /// be kept beside it.
    pub fn add_new(&mut self, imported: &ImportedFiles, catalogue: &Catalogue) -> Result<(), Failure> {
        for article in imported.articles() {
            for entry in imported.view(catalogue).list_asking(article.uid)? {
                let searchable = entry.searchable && !imported.is_beside();
                self.add(AskingReference { searchable, ..entry });
            }
        }
        Ok(())
    }

    /// By its DOI, else by what PubMed knows it as, else by its words.
    fn add(&mut self, entry: AskingReference) {
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
        if let Some(id) =
            doi.map(Identifier::Doi).or_else(|| pmid().map(Identifier::Pmid)).or_else(|| pmcid().map(Identifier::Pmcid))
        {
            self.by.entry(id).or_default().push(entry.address);
            return;
        }
        if let Some(page) = entry.url.as_deref().and_then(|url| url.parse::<PageUrl>().ok()) {
            self.by.entry(Identifier::Url(page)).or_default().push(entry.address.clone());
        }
        if entry.searchable {
            self.unidentified.insert(entry.reference, without_addresses(&entry.printed));
            self.by.entry(Identifier::Reference(entry.reference)).or_default().push(entry.address);
        }
    }

    /// What is asked in this run, with the pages that DOIs lead to where the user wants them.
    pub fn select_questions(&self, wanted: &[CheckSubject], landing: bool) -> Questions {
        let (cut, pmids) = (self.cut.clone(), self.pmids.clone());
        let mut questions = Questions { landing, cut, pmids, ..Questions::default() };
        if wanted.iter().any(|what| matches!(what, CheckSubject::Metadata | CheckSubject::Notices)) {
            questions.unidentified.clone_from(&self.unidentified);
        }
        for id in self.by.keys() {
            match id {
                Identifier::Doi(doi) => _ = questions.dois.insert(doi.clone()),
                Identifier::Pmid(_) | Identifier::Pmcid(_) => _ = questions.others.insert(id.clone()),
                Identifier::Url(page) if wanted.contains(&CheckSubject::Pages) => {
                    _ = questions.pages.insert(page.clone())
                }
                _ => {}
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
pub struct CheckTerms<'s> {
    /// The settings.
    pub settings: &'s Settings,
    /// The environment, which names proxies.
    pub environment: &'s BTreeMap<String, String>,
    /// The services that are asked.
    pub services: &'static [Service],
    /// Ask nobody.
    pub offline: bool,
    /// The time.
    pub now: Timestamp,
}

impl CheckTerms<'_> {
    /// The hosts of pages that the user configured, each with whether it is asked without a pace.
    pub(super) fn read_hosts(&self) -> Result<BTreeMap<Authority, bool>, Failure> {
        let host = |(name, off): (&String, &bool)| {
            let wrong =
                |_| Failure::usage(format!("hosts: “{name}” is not a host, expected one such as wiki.example:443"));
            Ok((name.parse::<Authority>().map_err(wrong)?, *off))
        };
        self.settings.hosts.iter().map(host).collect()
    }
}

/// How this run is made: who is asked, and what holds of what is stored. `max_age` is the age up to which answers hold,
/// where the user said one.
pub fn make_plan(
    terms: &CheckTerms<'_>,
    catalogue: &Catalogue,
    wanted: &[CheckSubject],
    landing: bool,
    max_age: Option<SignedDuration>,
) -> Result<CheckPlan, Failure> {
    let bases = Bases::from_settings(terms.settings, terms.services).map_err(|e| Failure::usage(e.to_string()))?;
    let records = wanted.iter().any(|what| matches!(what, CheckSubject::Metadata | CheckSubject::Notices));
    let mut stored = BTreeMap::new();
    // Whether a DOI exists is kept apart, in `known`.
    for service in terms.services.iter().filter(|service| records && service.rank(Subject::Exists).is_none()) {
        stored.insert(service.name, read_stored_answers(catalogue, service.name, wanted, max_age)?);
    }
    Ok(CheckPlan {
        bases,
        hosts: terms.read_hosts()?,
        mailto: terms.settings.mailto.clone(),
        offline: terms.offline,
        now: terms.now,
        freshness: max_age.map_or_else(Freshness::default, Freshness::at_most),
        known: Rc::new(read_known(catalogue)?),
        existence: records || landing || wanted.contains(&CheckSubject::Doi),
        records,
        pages: Rc::new(read_pages_known(catalogue)?),
        max_age,
        stored,
        deadline: None,
        ends_at: None,
    })
}

fn read_known(catalogue: &Catalogue) -> Result<Known, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Exists, "doi")?;
    let read = |(doi, answer, at): (String, String, Timestamp)| {
        Some((doi.parse::<Doi>().ok()?, (serde_json::from_str::<ExistsAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

fn read_pages_known(catalogue: &Catalogue) -> Result<PageKnown, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Page, "url")?;
    let read = |(url, answer, at): (String, String, Timestamp)| {
        Some((url.parse::<PageUrl>().ok()?, (serde_json::from_str::<PageAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

/// When a service last gave each wanted kind of answer, and how long it holds.
fn read_stored_answers(
    catalogue: &Catalogue,
    service: &str,
    wanted: &[CheckSubject],
    max_age: Option<SignedDuration>,
) -> Result<Rc<[StoredAnswers]>, Failure> {
    let subjects = [
        (CheckSubject::Metadata, Subject::Metadata, METADATA_HOLD),
        (CheckSubject::Notices, Subject::Notices, NOTICES_HOLD),
    ];
    let of = |(_, subject, holds): (CheckSubject, Subject, SignedDuration)| {
        let mut answers =
            StoredAnswers { last_heard: BTreeMap::new(), records: BTreeSet::new(), holds: max_age.unwrap_or(holds) };
        for (scheme, value, at, is_record) in catalogue.view().last_heard(service, subject)? {
            if let Some(id) = Identifier::parse(&scheme, &value) {
                answers.records.extend(is_record.then(|| id.clone()));
                answers.last_heard.insert(id, at);
            }
        }
        Ok(answers)
    };
    subjects.into_iter().filter(|(what, ..)| wanted.contains(what)).map(of).collect()
}

/// The network as this run may use it; behind a proxy, what that means, for people to know.
pub fn build_transport(
    terms: &CheckTerms<'_>,
    check_plan: &CheckPlan,
) -> (impl Transport + 'static + use<>, Option<String>) {
    let proxies = Proxies::from_environment(terms.environment);
    let notice = proxies.notice(check_plan.bases.iter().map(|(_, base)| &base.url));
    (refresh::connect(&check_plan.bases, &check_plan.hosts, check_plan.mailto.as_deref(), proxies), notice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::SERVICES;
    use crate::rules::Need;

    #[test]
    fn every_rule_that_reads_answers_is_run_by_a_word_of_only() {
        let run: Vec<&str> = CheckSubject::ALL.iter().flat_map(|what| what.judged_rules()).collect();
        let reading = RULES.iter().filter(|rule| rule.needs.iter().any(|need| matches!(need, Need::Answers(..))));
        let left_out: Vec<&str> = reading.map(|rule| rule.id).filter(|id| !run.contains(id)).collect();
        assert!(left_out.is_empty(), "{left_out:?}");
        assert!(CheckSubject::Metadata.judged_rules().contains(&"citation-quote-not-found"));
        assert!(CheckSubject::Notices.judged_rules().contains(&"claim-stale"));
        assert!(CheckSubject::Doi.judged_rules().contains(&"doi"), "the DOI as it is printed, too");
    }

    #[test]
    fn what_stays_open_follows_from_the_service_and_what_it_was_asked_about() {
        let doi = Identifier::Doi("10.5555/a".parse().unwrap());
        let pmid = Identifier::Pmid("31452104".parse().unwrap());
        let page = Identifier::Url("https://a.example/x".parse().unwrap());
        let entry = Identifier::Reference(Uid::new(Timestamp::UNIX_EPOCH));
        let open =
            |service: &str, id: &Identifier| CheckSubject::list_left_open(SERVICES, service, id, CheckSubject::ALL);
        let is_open = |service: &str, id: &Identifier, rule: &str| open(service, id).contains(&rule);
        assert_eq!(open("doi.org", &doi), ["doi-not-found", "doi-deleted", "doi-no-target", "doi-alias"]);
        assert!(is_open("crossref", &doi, "reference-mismatch") && is_open("crossref", &doi, "work-retracted"));
        assert!(!is_open("europe-pmc", &doi, "reference-mismatch") && is_open("europe-pmc", &doi, "work-retracted"));
        assert!(is_open("europe-pmc", &pmid, "reference-mismatch"));
        assert_eq!(open("pmc", &doi), [""; 0]);
        assert_eq!(open("page", &page), ["url-not-found", "url-moved", "url-insecure"]);
        assert_eq!(open(refresh::LANDING_PAGES, &page), ["landing-lost"]);
        assert_eq!(open("crossref", &entry), ["reference-doi-missing", "work-maybe-retracted"]);
        assert!(!open("crossref", &doi).iter().any(|rule| rule.starts_with("claim-") || rule.starts_with("citation-")));
        assert!(CheckSubject::list_left_open(SERVICES, "crossref", &doi, &[CheckSubject::Doi]).is_empty());
    }
}
