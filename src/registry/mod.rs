//! The registries, one module each: how a request is built, and what an answer means. Pure: nothing here sends.
//!
//! To add a registry: one module with a [`Service`] descriptor, one line in [`SERVICES`].

pub mod crossref;
pub mod datacite;
pub mod doi_org;
pub mod europe_pmc;
mod keeper;
mod notices;
pub mod page;
pub mod pmc;
pub mod pubmed;
pub mod retraction_watch;
mod values;

pub use keeper::{Batches, Key, RecordKeeper, Records, Role, SingleRequest};

use crate::http::{Authority, Failure, Fault, Pace, Response};
use crate::model::{self, Settings, Subject, find_nearest};
use std::collections::BTreeMap;
use url::Url;

/// A service that can be asked.
#[derive(Debug)]
pub struct Service {
    /// Its name in settings and observations.
    pub name: &'static str,
    /// Where it is reached unless the user says otherwise.
    pub base: &'static str,
    /// The environment variable that says otherwise.
    pub variable: &'static str,
    /// How fast it is asked at first.
    pub pace: Pace,
    /// The same by those who leave an address, where that makes a difference.
    pub identified: Option<Pace>,
    /// What it is told about us, beside our address and User-Agent.
    pub is_told: &'static str,
    /// What it answers, each with its rank as an authority for it: the lowest is believed first.
    pub answers: &'static [(Subject, u8)],
    /// What it is good for in a run, and how it is asked.
    pub role: Role,
}

impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Service {
    /// Its rank as an authority for what is known of a subject; none where it does not answer about that.
    pub fn rank(&self, subject: Subject) -> Option<u8> {
        self.answers.iter().find(|(of, _)| *of == subject).map(|(_, rank)| *rank)
    }

    /// The agency that registers DOIs, under the name that doi.org gives it, where the service is one's.
    pub const fn agency(&self) -> Option<&'static str> {
        match self.role {
            Role::Agency { name, .. } => Some(name),
            _ => None,
        }
    }
}

/// Every service, in the order of the ladder.
pub const SERVICES: &[Service] =
    &[doi_org::SERVICE, crossref::SERVICE, datacite::SERVICE, europe_pmc::SERVICE, pubmed::SERVICE, pmc::SERVICE];

/// The service of this name, as observations and settings have it.
pub fn find_service<'s>(services: &'s [Service], name: &str) -> Option<&'s Service> {
    services.iter().find(|service| service.name == name)
}

/// The rank of whoever said something as an authority for a subject; whoever is no service that answers about it comes last.
pub fn rank_authority(services: &[Service], name: &str, subject: Subject) -> u8 {
    find_service(services, name).and_then(|service| service.rank(subject)).unwrap_or(u8::MAX)
}

/// Whether an agency that registers DOIs is one of the services.
pub fn includes_agency(services: &[Service], agency: &str) -> bool {
    services.iter().filter_map(Service::agency).any(|known| known.eq_ignore_ascii_case(agency))
}

/// Whether agencies that register DOIs answer about a subject.
pub fn agencies_answer(services: &[Service], subject: Subject) -> bool {
    services.iter().any(|service| service.agency().is_some() && service.rank(subject).is_some())
}

/// The service that is believed first about a subject; where a work has no DOI, agencies are not asked.
pub fn find_authority(services: &[Service], subject: Subject, by_doi: bool) -> Option<&Service> {
    let asked = services.iter().filter(|service| by_doi || service.agency().is_none());
    asked.filter_map(|service| Some((service.rank(subject)?, service))).min_by_key(|(rank, _)| *rank).map(|(_, s)| s)
}

/// Whose observations tell of notices: the services that answer about them, and the list of retractions that is imported.
pub fn list_notice_sources(services: &[Service]) -> impl Iterator<Item = &'static str> {
    let asked = services.iter().filter(|service| service.rank(Subject::Notices).is_some());
    asked.map(|service| service.name).chain([retraction_watch::SOURCE])
}

/// Where one service is reached in this run.
#[derive(Debug, Clone)]
pub struct Base {
    /// The URL that paths are added to.
    pub url: Url,
    /// Its host and port.
    pub authority: Authority,
    /// Whether the user configured it: then it may be a private address.
    pub configured: bool,
    /// How fast it is asked.
    pub pace: Pace,
}

/// The services of this run, and where each is reached.
#[derive(Debug, Clone)]
pub struct Bases {
    services: &'static [Service],
    by_name: BTreeMap<&'static str, Base>,
}

/// A setting under `services` that cannot be used. Its text does not repeat the URL, which may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadService {
    /// No such service.
    #[error("services.{name} is not a service that claimbook asks{}", likely.map(|l| format!(" (did you mean {l}?)")).unwrap_or_default())]
    Unknown {
        /// The name in the settings.
        name: String,
        /// The known name nearest to it.
        likely: Option<&'static str>,
    },
    /// Not an address that can be a base.
    #[error("the base URL of {name} is not usable: {}", model::Service::EXPECTED)]
    Url {
        /// The service.
        name: &'static str,
    },
    /// The public service may not be asked without a pace.
    #[error("{place}: pace = \"off\" for {name} needs a url of your own: the public service is always paced")]
    PaceOff {
        /// Where the settings say so.
        place: String,
        /// The service.
        name: &'static str,
    },
}

impl Bases {
    /// What the settings make of these services, which are [`SERVICES`] unless a test has more.
    ///
    /// # Errors
    /// A setting that names no service, holds no usable URL, or takes the pace off a public service.
    pub fn from_settings(settings: &Settings, services: &'static [Service]) -> Result<Self, BadService> {
        let names: Vec<&'static str> = services.iter().map(|s| s.name).collect();
        if let Some(name) = settings.services.keys().find(|n| !names.contains(&n.as_str())) {
            let likely = find_nearest(name, &names).and_then(|n| names.iter().copied().find(|known| *known == n));
            return Err(BadService::Unknown { name: name.clone(), likely });
        }
        let base = |service: &Service| {
            let own = settings.services.get(service.name);
            Base::new(service, services, own.unwrap_or(&model::Service::default()), settings.mailto.is_some())
        };
        let by_name = services.iter().map(|s| Ok((s.name, base(s)?))).collect::<Result<_, _>>()?;
        Ok(Self { services, by_name })
    }

    /// The services of this run, in the order of the ladder.
    pub const fn services(&self) -> &'static [Service] {
        self.services
    }

    /// Where a service is reached.
    pub fn get(&self, service: &Service) -> Option<&Base> {
        self.by_name.get(service.name)
    }

    /// Every service's name and base.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Base)> {
        self.by_name.iter().map(|(name, base)| (*name, base))
    }
}

impl Base {
    /// A service's base as the user has it, asked by somebody who leaves an address or by nobody known.
    fn new(
        service: &Service,
        services: &[Service],
        own: &model::Service,
        identified: bool,
    ) -> Result<Self, BadService> {
        let bad = || BadService::Url { name: service.name };
        let url = model::Service::parse_base(own.url.as_deref().unwrap_or(service.base)).ok_or_else(bad)?;
        let authority = Authority::from_url(&url).ok_or_else(bad)?;
        let pace = match &own.pace_off {
            Some(place) if is_public(&url, services) => {
                return Err(BadService::PaceOff { place: place.clone(), name: service.name });
            }
            Some(_) => Pace::OFF,
            None => service.identified.filter(|_| identified).unwrap_or(service.pace),
        };
        Ok(Self { url, authority, configured: own.url.is_some(), pace })
    }

    /// This base with a path below it, already percent-encoded, and a query.
    pub fn join(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/{path}", self.url.path().trim_end_matches('/')));
        url.set_query(query);
        url
    }
}

/// Whether a base is on the public host of one of the services.
fn is_public(base: &Url, services: &[Service]) -> bool {
    let host = |service: &Service| Some(Url::parse(service.base).ok()?.host_str()?.to_owned());
    services.iter().filter_map(host).any(|public| base.host_str() == Some(&public))
}

/// A response's body as JSON.
///
/// # Errors
/// `not-json`, whatever the status: HTML where data was due is a captive portal, an error page or a cut-off body, and
/// never evidence.
pub fn parse_json(response: &Response) -> Result<serde_json::Value, Failure> {
    serde_json::from_slice(&response.body).map_err(|_| {
        let page = response.body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<');
        let what = if page { "answered with a web page where data was due" } else { "sent data that cannot be read" };
        Failure::from_answer(Fault::NotJson, response, format!("{what} (HTTP {})", response.status))
    })
}

/// A failure for an answer that the service is not known to give.
fn fail_unexpected(response: &Response, what: &str) -> Failure {
    Failure::from_answer(Fault::Unexpected, response, format!("{what} (HTTP {})", response.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(name: &str, url: Option<&str>, pace_off: bool) -> Result<Bases, BadService> {
        let (mut settings, pace_off) = (Settings::default(), pace_off.then(|| "f:3:8".to_owned()));
        settings.services.insert(name.to_owned(), model::Service { url: url.map(str::to_owned), pace_off });
        Bases::from_settings(&settings, SERVICES)
    }

    #[test]
    fn bases_come_from_the_settings() {
        let public = Bases::from_settings(&Settings::default(), SERVICES).unwrap();
        let base = public.get(&doi_org::SERVICE).unwrap();
        assert_eq!((base.url.as_str(), base.configured, base.pace), ("https://doi.org/", false, doi_org::SERVICE.pace));

        let own = bases("doi.org", Some("http://127.0.0.1:8765/mirror/"), true).unwrap();
        let base = own.get(&doi_org::SERVICE).unwrap();
        assert_eq!((base.configured, base.pace), (true, Pace::OFF));
        assert_eq!(
            base.join("doiRA/10.1000%2Fa", Some("x=1")).as_str(),
            "http://127.0.0.1:8765/mirror/doiRA/10.1000%2Fa?x=1"
        );
    }

    #[test]
    fn who_leaves_an_address_may_ask_faster() {
        for (mailto, expected) in
            [(None, crossref::SERVICE.pace), (Some("a@example.org"), crossref::SERVICE.identified.unwrap())]
        {
            let settings = Settings { mailto: mailto.map(str::to_owned), ..Settings::default() };
            let bases = Bases::from_settings(&settings, SERVICES).unwrap();
            assert_eq!(bases.get(&crossref::SERVICE).unwrap().pace, expected, "{mailto:?}");
            assert_eq!(bases.get(&doi_org::SERVICE).unwrap().pace, doi_org::SERVICE.pace, "{mailto:?}");
        }
    }

    #[test]
    fn bad_settings_are_named_without_repeating_the_url() {
        let name = "doi.org";
        let paced = BadService::PaceOff { place: "f:3:8".to_owned(), name };
        assert_eq!(bases(name, None, true).unwrap_err(), paced);
        for public in ["https://doi.org", "http://DOI.org:8080/x", "https://api.crossref.org/v1"] {
            assert_eq!(bases(name, Some(public), true).unwrap_err(), paced, "{public}");
        }
        assert_eq!(
            bases("doiorg", None, false).unwrap_err(),
            BadService::Unknown { name: "doiorg".into(), likely: Some(name) }
        );
        for url in
            ["doi.org", "ftp://doi.org", "https://", "https://me:hunter2@doi.org", "https://doi.org/?token=hunter2"]
        {
            let error = bases(name, Some(url), false).unwrap_err();
            assert_eq!(error, BadService::Url { name }, "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
