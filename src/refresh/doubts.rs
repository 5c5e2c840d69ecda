//! What pages seem to say and may be this network's doing: it is held until somebody out there has answered.

use super::PageReply;
use super::heard::{ServiceOutcome, make_unchecked};
use super::outside::OutsideWorld;
use crate::http::{Failure, Fault};
use crate::model::Identifier;
use std::rc::Rc;

/// Why an answer is not believed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The name does not resolve. Believed when any host out there answered.
    Nameless,
    /// An `http:` page sent us to another host, as log-in pages do. Believed when somebody answered by `https:`, which nobody
    /// between them and us can feign.
    SentAway,
    /// An `http:` page answered in its own name, as a log-in page may, too. Believed like the last, and when nothing speaks
    /// against it at the end: many pages have no `https:`, and a run may ask nobody else.
    Plain,
}

/// Answers that are held.
#[derive(Debug)]
pub(super) struct Doubts {
    outside: Rc<OutsideWorld>,
    held: Vec<(Doubt, PageReply)>,
}

impl Doubts {
    /// None yet, in a run that has this of the world outside.
    pub(super) fn new(outside: Rc<OutsideWorld>) -> Self {
        Self { outside, held: Vec::new() }
    }

    /// Holds an answer.
    pub(super) fn hold_answer(&mut self, doubt: Doubt, said: PageReply) {
        self.held.push((doubt, said));
    }

    /// How many are held.
    pub(super) fn len(&self) -> usize {
        self.held.len()
    }

    /// Those that there is no doubt about any more.
    pub(super) fn take_believed(&mut self) -> Vec<PageReply> {
        let (online, secure) = (self.outside.is_online(), self.outside.is_secure());
        let sure = |(doubt, _): &mut (Doubt, PageReply)| match doubt {
            Doubt::Nameless => online,
            Doubt::SentAway | Doubt::Plain => secure,
        };
        self.held.extract_if(.., sure).map(|(_, said)| said).collect()
    }

    /// Settles what is held when nobody else will answer any more: what is left in doubt becomes unchecked, with the reason;
    /// the rest is given back.
    pub(super) fn settle(mut self, outcome: &mut ServiceOutcome) -> Vec<PageReply> {
        let mut believed = self.take_believed();
        for (doubt, said) in self.held {
            let (fault, reason) = match (doubt, self.outside.find_unproven()) {
                (Doubt::Plain, None) => {
                    believed.push(said);
                    continue;
                }
                (Doubt::Plain, Some(service)) => (
                    Fault::Tls,
                    format!("answered by http: alone, as a log-in page of this network would, while {service}"),
                ),
                (Doubt::Nameless, _) => (
                    Fault::Dns,
                    "could not be found, and no other host answered either: this network, perhaps".to_owned(),
                ),
                (Doubt::SentAway, _) => (
                    Fault::RedirectedAway,
                    "sent us to another host, and no host answered securely: a log-in page of this network, perhaps"
                        .to_owned(),
                ),
            };
            let host = said.page.url().host_str().unwrap_or_default().to_owned();
            outcome.unchecked.push(make_unchecked(Identifier::Url(said.page), &Failure::new(fault, &host, reason)));
        }
        outcome.answered += believed.len();
        outcome.unchecked.sort_by(|a, b| a.id.cmp(&b.id));
        believed
    }
}
