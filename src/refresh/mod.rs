//! Which observations are due → ask → hand out. This is the only part of the program that sends anything, and all it
//! sends are identifiers.
//!
//! ```text
//!   DOIs ──▶ fresh enough? ──▶ the list of the registrar that probably keeps it ──▶ a record with a target ──▶ heard
//!                │                  │ left out, failed               │ none, another DOI's, deleted            ▲
//!                ▼                  ▼                                ▼                                         │
//!            (counted)         doiRA, in lists: whose is it? ──▶ its list, or the handle API, one by one ──────┘
//!                                                                    │ absent? asked again past the caches
//!                                                                    ▼
//!                                          whatever was not answered is *unchecked*, with the reason
//! ```
//!
//! That is what `inquiry` keeps for each DOI; every service has a course of its own, which takes its questions from there and brings
//! the answers back. Europe PMC and PubMed are asked meanwhile, and entries without an identifier are searched for. A service that
//! is down or slow takes no other with it: where doi.org names no agency, Crossref is asked and then DataCite.
//!
//! What is heard goes to a *sink* as it arrives, so that a run which is killed has stored what it knew. The network runs
//! on a current-thread runtime inside the call, and the sink on the same thread between two awaits: no transaction is
//! ever open while something is awaited, nothing needs a lock, and an answer that arrives during a commit waits in the
//! socket (a time-out looks at the answer before it looks at the clock).
//!
//! ```
//! use claimbook::http::Replay;
//! use claimbook::model::{Doi, DoiState, Settings};
//! use claimbook::refresh::{ExistenceReply, Plan, ask_existence};
//! use claimbook::registry::{Bases, SERVICES, doi_org};
//!
//! // Answers from data, in place of `refresh::connect`, which asks the network.
//! let transport = Replay::new(|request, _| {
//!     let body = r#"[{"DOI":"10.1000/xyz","RA":"Crossref"}]"#;
//!     Ok(Replay::respond(request, 200, &[], body))
//! });
//! let bases = Bases::from_settings(&Settings::default(), SERVICES)?;
//! let base = bases.get(&doi_org::SERVICE).ok_or("doi.org is a service")?.clone();
//! let plan = Plan { targets_up_to: 0, ..Plan::new(base, "2026-11-22T12:00:00Z".parse()?) };
//!
//! let mut stored: Vec<ExistenceReply> = Vec::new();
//! let doi: Doi = "10.1000/xyz".parse()?;
//! let outcome = ask_existence([doi], &plan, transport, &mut |heard| {
//!     stored.extend(heard); // a catalogue writes them in one transaction
//!     Ok::<(), std::io::Error>(())
//! })?;
//! assert_eq!((outcome.asked, outcome.answered, outcome.unchecked.len()), (1, 1, 0));
//! assert_eq!(stored[0].answer.state, DoiState::Exists);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about_dois;
mod candidates;
mod course;
mod doubts;
mod due;
mod existence;
mod fetch;
mod freshness;
mod full_texts;
mod heard;
mod inquiry;
mod keepers;
mod ladder;
mod likely;
mod outside;
mod pages;
mod patience;
pub mod record;
mod records;
mod rounds;
mod shelf;
mod stand_ins;
mod watch;
mod whole;

pub use candidates::CandidatesReply;
pub use course::Halted;
pub use due::Forecast;
pub use existence::{Plan, ask_existence};
pub use fetch::{FetchError, FetchedPage, fetch_page};
pub use freshness::{FULL_TEXT_HOLD, Freshness, Known, METADATA_HOLD, NOTICES_HOLD, is_within};
pub use full_texts::FullTextReply;
pub use heard::{ExistenceReply, ServiceOutcome, Unchecked};
pub use pages::{PageKnown, PageReply};
pub use records::StoredAnswers;
pub use rounds::ask;
pub use shelf::RecordReply;
pub use stand_ins::StandIns;
pub use watch::{Progress, ServiceShare, Stop, Unwatched, Watch};
pub use whole::{
    CheckOutcome, CheckPlan, EndingAnswers, FULL_TEXTS, LANDING_PAGES, Questions, Replies, Sink, WithoutAgency,
};

use crate::http::{
    Authority, Live, Pace, Patience, Polite, Proxies, ReachLimit, RedirectFollower, Transport, user_agent,
};
use crate::registry::Bases;
use std::collections::BTreeMap;

/// The network as this run may use it: the configured hosts exempt from the address check, each service at its pace; `hosts`
/// are those of pages that the user configured, each with whether it is asked without a pace. Nothing is opened until the
/// first request.
pub fn connect(
    bases: &Bases,
    hosts: &BTreeMap<Authority, bool>,
    mailto: Option<&str>,
    proxies: Proxies,
) -> impl Transport + 'static + use<> {
    let own = bases.iter().filter(|(_, b)| b.configured).map(|(_, b)| &b.authority);
    let configured = own.chain(hosts.keys()).cloned().collect();
    let unpaced = hosts.iter().filter(|(_, off)| **off).map(|(host, _)| (host.clone(), Pace::OFF));
    let mut paces: BTreeMap<Authority, Pace> = unpaced.collect();
    for (_, base) in bases.iter() {
        let here = paces.entry(base.authority.clone()).or_insert(base.pace);
        *here = here.slow_to(base.pace);
    }
    let reach = ReachLimit { user_agent: user_agent(mailto), configured, proxies, ..ReachLimit::default() };
    RedirectFollower::new(Polite::new(Live::new(reach), paces, Patience::default()))
}
