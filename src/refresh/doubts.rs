//! What pages seem to say and may be this network's doing: it is held until somebody out there has answered.

use super::ladder::unchecked;
use super::{Id, PageSaid, Unchecked};
use crate::http::{Failure, Fault};

/// Why an answer is not believed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The name does not resolve. Believed when any host out there answered.
    Nameless,
    /// An `http:` page sent us to another host, as log-in pages do. Believed when a page's own host answered by `https:`, which
    /// nobody between it and us can feign.
    SentAway,
}

/// Answers that are held, and what has been heard from outside.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    online: bool,
    secure: bool,
    held: Vec<(Doubt, PageSaid)>,
}

impl Doubts {
    /// A host out there answered; `securely`, where it was the page's own, by `https:`.
    pub(super) fn heard_from_outside(&mut self, securely: bool) {
        self.online = true;
        self.secure |= securely;
    }

    /// Holds an answer.
    pub(super) fn hold(&mut self, doubt: Doubt, said: PageSaid) {
        self.held.push((doubt, said));
    }

    /// How many are held.
    pub(super) fn len(&self) -> usize {
        self.held.len()
    }

    /// Those that there is no doubt about any more.
    pub(super) fn believed(&mut self) -> Vec<PageSaid> {
        let (online, secure) = (self.online, self.secure);
        let sure = |(doubt, _): &mut (Doubt, PageSaid)| match doubt {
            Doubt::Nameless => online,
            Doubt::SentAway => secure,
        };
        self.held.extract_if(.., sure).map(|(_, said)| said).collect()
    }

    /// What is left in doubt, each with the reason.
    pub(super) fn left(self) -> impl Iterator<Item = Unchecked> {
        self.held.into_iter().map(|(doubt, said)| {
            let (fault, reason) = match doubt {
                Doubt::Nameless => {
                    (Fault::Dns, "could not be found, and no other host answered either: this network, perhaps")
                }
                Doubt::SentAway => (
                    Fault::RedirectedAway,
                    "sent us to another host, and no host answered securely: a log-in page of this network, perhaps",
                ),
            };
            let host = said.page.url().host_str().unwrap_or_default().to_owned();
            unchecked(Id::Url(said.page), &Failure::new(fault, &host, reason))
        })
    }
}
