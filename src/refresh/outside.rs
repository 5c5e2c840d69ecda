//! Is it the world that answers, or this network in its place? A public service that is asked by `https:` proves itself by
//! its certificate, and then there is a way out; one that cannot, in a hotel say, casts doubt on whatever answers by `http:`.

use super::CheckPlan;
use crate::http::{Authority, Failure, Fault, Request, Response, Transport};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What one run has seen of the world outside. Everything runs on one thread, so plain cells do.
#[derive(Debug, Default)]
pub(super) struct OutsideWorld {
    /// The public services that this run may ask.
    services: BTreeSet<Authority>,
    online: Cell<bool>,
    secure: Cell<bool>,
    unproven: RefCell<Option<Failure>>,
}

impl OutsideWorld {
    /// Nothing yet. A service at an address of the user's own may stand inside this network, and proves nothing.
    pub(super) fn from_plan(check_plan: &CheckPlan) -> Self {
        let asked = check_plan.existence || check_plan.records;
        let public = check_plan.bases.iter().filter(|(_, base)| asked && !base.configured);
        Self { services: public.map(|(_, base)| base.authority.clone()).collect(), ..Self::default() }
    }

    /// Whether any host out there answered.
    pub(super) fn is_online(&self) -> bool {
        self.online.get()
    }

    /// Whether a host out there answered by `https:` in its own name.
    pub(super) fn is_secure(&self) -> bool {
        self.secure.get()
    }

    /// Whether services are asked that will show it.
    pub(super) fn has_witnesses(&self) -> bool {
        !self.services.is_empty()
    }

    /// The first service that could not prove who it is.
    pub(super) fn find_unproven(&self) -> Option<Failure> {
        self.unproven.borrow().clone()
    }

    /// A host out there answered; `securely`, where it was the one that was asked, by `https:`.
    pub(super) fn note_answer(&self, securely: bool) {
        self.online.set(true);
        self.secure.set(self.secure.get() || securely);
    }
}

/// Notes what the services' answers show; each goes on as it came.
pub(super) struct WatchedTransport<T> {
    inner: T,
    outside: Rc<OutsideWorld>,
}

impl<T> WatchedTransport<T> {
    /// Watches `inner`.
    pub(super) fn new(inner: T, outside: Rc<OutsideWorld>) -> Self {
        Self { inner, outside }
    }
}

impl<T: Transport> Transport for WatchedTransport<T> {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        let service = request.url.scheme() == "https"
            && Authority::from_url(&request.url).is_some_and(|host| self.outside.services.contains(&host));
        let sent = self.inner.send(request).await;
        match &sent {
            Ok(_) if service => self.outside.note_answer(true),
            Err(failure) if service && failure.fault == Fault::Tls => {
                self.outside.unproven.borrow_mut().get_or_insert_with(|| failure.clone());
            }
            _ => {}
        }
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Replay;
    use crate::model::{self, Settings};
    use crate::refresh::{Freshness, Questions, Replies, Unwatched, ask};
    use crate::registry::{Bases, SERVICES};
    use std::collections::BTreeMap;

    type Answer = Result<Response, Failure>;

    /// Nothing is known, and the services are asked, wherever they are.
    fn check_plan(own: Option<&str>) -> CheckPlan {
        let mut settings = Settings::default();
        for service in SERVICES {
            let base = model::Service { url: own.map(str::to_owned), ..model::Service::default() };
            settings.services.insert(service.name.to_owned(), base);
        }
        CheckPlan {
            bases: Bases::from_settings(&settings, SERVICES).unwrap(),
            hosts: BTreeMap::new(),
            mailto: None,
            offline: false,
            now: "2026-11-26T12:00:00Z".parse().unwrap(),
            freshness: Freshness::default(),
            known: Rc::default(),
            existence: true,
            records: false,
            pages: Rc::default(),
            max_age: None,
            stored: BTreeMap::new(),
            deadline: None,
            ends_at: None,
        }
    }

    /// Asks doi.org about a DOI, and pages; gives how many pages said something, and why nothing is said about the others.
    fn asked(
        check_plan: &CheckPlan,
        pages: &[&str],
        answer: impl Fn(&Request) -> Answer + 'static,
    ) -> (usize, Vec<String>) {
        let questions = Questions {
            dois: ["10.1000/a".parse().unwrap()].into(),
            pages: pages.iter().map(|page| page.parse().unwrap()).collect(),
            ..Questions::default()
        };
        let mut said = 0;
        let mut sink = |news: Replies| {
            said += if let Replies::Pages(pages) = news { pages.len() } else { 0 };
            Ok::<(), std::io::Error>(())
        };
        let transport = Replay::new(move |request, _| answer(request));
        let account = ask(questions, check_plan, transport, &mut Unwatched, &mut sink).unwrap();
        let (_, outcome) = account.services.into_iter().find(|(name, _)| *name == crate::registry::page::NAME).unwrap();
        assert_eq!((outcome.asked, outcome.answered), (pages.len(), said));
        (said, outcome.unchecked.into_iter().map(|open| open.reason).collect())
    }

    /// What doi.org says, or why it says nothing.
    fn service(request: &Request, fault: Option<Fault>) -> Answer {
        let failed = |fault| {
            Failure::new(fault, request.url.host_str().unwrap_or_default(), "has a certificate for another name")
        };
        let body = r#"[{"DOI":"10.1000/a","RA":"Crossref"}]"#;
        fault.map_or_else(|| Ok(Replay::respond(request, 200, &[], body)), |fault| Err(failed(fault)))
    }

    #[test]
    fn what_answers_by_http_alone_is_not_believed_while_a_service_cannot_prove_itself() {
        for status in [200, 404, 410] {
            let said = |check_plan: &CheckPlan, fault: Option<Fault>| {
                asked(check_plan, &["http://plain.example/fact"], move |request| {
                    match (request.url.host_str(), request.url.scheme()) {
                        (Some("plain.example"), "http") => Ok(Replay::respond(request, status, &[], "")),
                        (Some(host @ "plain.example"), _) => Err(Failure::new(Fault::Refused, host, "refuses")),
                        _ => service(request, fault),
                    }
                })
            };
            let told = "plain.example answered by http: alone, as a log-in page of this network would, while api.crossref.org has a \
                        certificate for another name";
            assert_eq!(said(&check_plan(None), Some(Fault::Tls)), (0, vec![told.to_owned()]), "{status}");
            for fault in [None, Some(Fault::Timeout), Some(Fault::Refused), Some(Fault::NotJson)] {
                assert_eq!(said(&check_plan(None), fault), (1, vec![]), "{status} {fault:?}");
            }
            // Nobody else is asked, or whoever is may stand in this network: nothing speaks against the page.
            let alone = CheckPlan { existence: false, ..check_plan(None) };
            assert_eq!(said(&alone, Some(Fault::Tls)), (1, vec![]), "{status}");
            assert_eq!(said(&check_plan(Some("https://mirror.example")), Some(Fault::Tls)), (1, vec![]), "{status}");
        }
    }

    #[test]
    fn a_service_that_answers_shows_that_there_is_a_way_out() {
        for (page, fault, expected) in [
            ("http://away.example/fact", None, 1),
            ("http://away.example/fact", Some(Fault::Timeout), 0),
            ("https://nameless.example/fact", None, 1),
            ("https://nameless.example/fact", Some(Fault::Timeout), 0),
        ] {
            let (said, _) = asked(&check_plan(None), &[page], move |request| match request.url.host_str() {
                Some("away.example") => {
                    let hops = vec![(302, request.url.clone())];
                    let url = "https://login.example/fact".parse().unwrap();
                    Ok(Response { url, hops, ..Replay::respond(request, 200, &[], "") })
                }
                Some(host @ "nameless.example") => Err(Failure::new(Fault::Dns, host, "could not be found")),
                _ => service(request, fault),
            });
            assert_eq!(said, expected, "{page} {fault:?}");
        }
    }

    #[test]
    fn a_host_of_our_own_network_shows_nothing() {
        let pages = ["https://wiki.example/", "https://nameless.example/"];
        for (hosts, expected) in [(vec![], 2), (vec![("wiki.example".parse().unwrap(), false)], 1)] {
            let own = CheckPlan { hosts: hosts.into_iter().collect(), existence: false, ..check_plan(None) };
            let (said, _) = asked(&own, &pages, |request| match request.url.host_str() {
                Some(host @ "nameless.example") => Err(Failure::new(Fault::Dns, host, "could not be found")),
                _ => Ok(Replay::respond(request, 200, &[], "")),
            });
            assert_eq!(said, expected);
        }
    }
}
