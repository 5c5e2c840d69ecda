//! Which observations are due → ask → hand out. This is the only part of the program that sends anything, and all it
//! sends are identifiers.
//!
//! ```text
//!   DOIs ──▶ fresh enough? ──▶ doiRA, in lists ──▶ registered ─────────────────────▶ heard
//!                │                  │ absent, unknown, or lists are refused          ▲
//!                ▼                  ▼                                                │
//!            (counted)         handle API, one by one ──▶ absent? ask again past the caches
//!                                   │
//!                                   ▼
//!                    whatever was not answered is *unchecked*, with the reason
//! ```
//!
//! Of those that exist, [`records`] asks the agency that registered them what it keeps: in lists, then singly what a
//! list leaves out.
//!
//! What is heard goes to a *sink* as it arrives, so that a run which is killed has stored what it knew. The network runs
//! on a current-thread runtime inside the call, and the sink on the same thread between two awaits: no transaction is
//! ever open while something is awaited, nothing needs a lock, and an answer that arrives during a commit waits in the
//! socket (a time-out looks at the answer before it looks at the clock).
//!
//! ```
//! use claimbook::http::Replay;
//! use claimbook::model::{Doi, DoiState, Settings};
//! use claimbook::refresh::{Heard, Plan, existence};
//! use claimbook::registry::{Bases, doi_org};
//!
//! // Answers from data, in place of `refresh::connect`, which asks the network.
//! let transport = Replay::new(|request, _| {
//!     let body = r#"[{"DOI":"10.1000/xyz","RA":"Crossref"}]"#;
//!     Ok(Replay::respond(request, 200, &[], body))
//! });
//! let bases = Bases::from_settings(&Settings::default())?;
//! let base = bases.get(&doi_org::SERVICE).ok_or("doi.org is a service")?.clone();
//! let plan = Plan { targets_up_to: 0, ..Plan::new(base, "2026-11-22T12:00:00Z".parse()?) };
//!
//! let mut stored: Vec<Heard> = Vec::new();
//! let doi: Doi = "10.1000/xyz".parse()?;
//! let outcome = existence([doi], &plan, transport, &mut |heard| {
//!     stored.extend(heard); // a catalogue writes them in one transaction
//!     Ok::<(), std::io::Error>(())
//! })?;
//! assert_eq!((outcome.asked, outcome.answered, outcome.unchecked.len()), (1, 1, 0));
//! assert_eq!(stored[0].answer.state, DoiState::Exists);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod course;
mod existence;
mod freshness;
mod ladder;
mod pages;
mod patience;
mod records;

pub use course::Halted;
pub use existence::{Plan, existence};
pub use freshness::{Freshness, Known, METADATA_HOLD, NOTICES_HOLD};
pub use ladder::{Heard, Outcome, Unchecked};
pub use pages::{PageKnown, PageOutcome, PagePlan, PageSaid, PageUnchecked, pages};
pub use records::{Kept, REGISTRARS, RecordHeard, RecordPlan, Registrar, records, registrar};

use crate::http::{Follow, Live, Pace, Patience, Polite, Proxies, Reach, Transport, user_agent};
use crate::registry::{Base, Bases};

/// The network as this run may use it: the configured hosts exempt from the address check, each service at its pace.
/// Nothing is opened until the first request.
pub fn connect(bases: &Bases, mailto: Option<&str>, proxies: Proxies) -> impl Transport + 'static + use<> {
    let configured = bases.iter().filter(|(_, b)| b.configured).map(|(_, b)| b.authority.clone()).collect();
    let paces = bases.iter().map(|(name, b)| (b.authority.clone(), pace(name, b, mailto.is_some()))).collect();
    let reach = Reach { user_agent: user_agent(mailto), configured, proxies, ..Reach::default() };
    Follow::new(Polite::new(Live::new(reach), paces, Patience::default()))
}

/// How fast a service is asked: at the pace of its lists, where it has lists, which is the slowest.
fn pace(name: &str, base: &Base, identified: bool) -> Pace {
    match REGISTRARS.iter().find(|r| r.service.name == name) {
        Some(registrar) if base.pace != Pace::OFF => (registrar.pace)(identified),
        _ => base.pace,
    }
}
