//! Is it the world that answers, or this network in its place? A public service that is asked by `https:` proves itself by
//! its certificate, and then there is a way out; one that cannot, in a hotel say, casts doubt on whatever answers by `http:`.

use super::Errand;
use crate::http::{Authority, Failure, Fault, Request, Response, Transport};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What one run has seen of the world outside. Everything runs on one thread, so plain cells do.
#[derive(Debug, Default)]
pub(super) struct Outside {
    /// The public services that this run may ask.
    services: BTreeSet<Authority>,
    online: Cell<bool>,
    secure: Cell<bool>,
    unproven: RefCell<Option<Failure>>,
}

impl Outside {
    /// Nothing yet. A service at an address of the user's own may stand inside this network, and proves nothing.
    pub(super) fn of(errand: &Errand) -> Self {
        let asked = errand.existence || errand.records;
        let public = errand.bases.iter().filter(|(_, base)| asked && !base.configured);
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
    pub(super) fn unproven(&self) -> Option<Failure> {
        self.unproven.borrow().clone()
    }

    /// A host out there answered; `securely`, where it was the one that was asked, by `https:`.
    pub(super) fn heard(&self, securely: bool) {
        self.online.set(true);
        self.secure.set(self.secure.get() || securely);
    }
}

/// Notes what the services' answers show; each goes on as it came.
pub(super) struct Witness<T> {
    inner: T,
    outside: Rc<Outside>,
}

impl<T> Witness<T> {
    /// Watches `inner`.
    pub(super) fn new(inner: T, outside: Rc<Outside>) -> Self {
        Self { inner, outside }
    }
}

impl<T: Transport> Transport for Witness<T> {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        let service = request.url.scheme() == "https"
            && Authority::of(&request.url).is_some_and(|host| self.outside.services.contains(&host));
        let sent = self.inner.send(request).await;
        match &sent {
            Ok(_) if service => self.outside.heard(true),
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
    use crate::refresh::{Freshness, News, Questions, Unwatched, ask};
    use crate::registry::{Bases, doi_org};
    use std::collections::BTreeMap;

    /// Asks about a DOI and a page that answers by `http:` alone, with this status, where doi.org does so; gives what pages
    /// said, and why nothing is said about them.
    fn asked(existence: bool, own: Option<&str>, status: u16, fault: Option<Fault>) -> (usize, Vec<String>) {
        let mut settings = Settings::default();
        let service = model::Service { url: own.map(str::to_owned), ..model::Service::default() };
        settings.services.insert(doi_org::SERVICE.name.to_owned(), service);
        let errand = Errand {
            bases: Bases::from_settings(&settings).unwrap(),
            hosts: BTreeMap::new(),
            mailto: None,
            offline: false,
            now: "2026-11-26T12:00:00Z".parse().unwrap(),
            freshness: Freshness::default(),
            known: Rc::default(),
            existence,
            records: false,
            pages: Rc::default(),
            max_age: None,
            kept: BTreeMap::new(),
        };
        let questions = Questions {
            dois: ["10.1000/a".parse().unwrap()].into(),
            pages: ["http://plain.example/fact".parse().unwrap()].into(),
            ..Questions::default()
        };
        let transport = Replay::new(move |request, _| {
            let host = request.url.host_str().unwrap_or_default();
            match (host, request.url.scheme(), fault) {
                ("plain.example", "http", _) => Ok(Replay::respond(request, status, &[], "")),
                ("plain.example", ..) => Err(Failure::new(Fault::Refused, host, "refuses the connection")),
                (_, _, Some(fault)) => Err(Failure::new(fault, host, "has a certificate for another name")),
                _ => Ok(Replay::respond(request, 200, &[], r#"[{"DOI":"10.1000/a","RA":"Crossref"}]"#)),
            }
        });
        let mut said = 0;
        let mut sink = |news: News| {
            said += if let News::Pages(pages) = news { pages.len() } else { 0 };
            Ok::<(), std::io::Error>(())
        };
        let account = ask(questions, &errand, transport, &mut Unwatched, &mut sink).unwrap();
        let (_, pages) = account.services.into_iter().find(|(name, _)| *name == crate::registry::page::NAME).unwrap();
        assert_eq!((pages.asked, pages.answered), (1, said));
        (said, pages.unchecked.into_iter().map(|open| open.reason).collect())
    }

    #[test]
    fn what_answers_by_http_alone_is_not_believed_while_a_service_cannot_prove_itself() {
        for status in [200, 404, 410] {
            let told = "plain.example answered by http: alone, as a log-in page of this network would, while doi.org has a \
                        certificate for another name";
            assert_eq!(asked(true, None, status, Some(Fault::Tls)), (0, vec![told.to_owned()]), "{status}");
            for fault in [None, Some(Fault::Timeout), Some(Fault::Refused), Some(Fault::NotJson)] {
                assert_eq!(asked(true, None, status, fault), (1, vec![]), "{status} {fault:?}");
            }
            // Nobody else is asked, or whoever is may stand in this network: nothing speaks against the page.
            assert_eq!(asked(false, None, status, Some(Fault::Tls)), (1, vec![]), "{status}");
            assert_eq!(asked(true, Some("https://mirror.example"), status, Some(Fault::Tls)), (1, vec![]), "{status}");
        }
    }
}
