//! `accept` and `dismiss`, and what `retire` shares with them: moving claims from one status to another.

use crate::catalogue::{Deed, EventFilter, Writing};
use crate::cli::{Exit, Session};
use crate::model::{Article, Claim, Event, Status, Word};
use crate::tasks::{Failure, addresses};

/// Options of both commands.
#[derive(clap::Args)]
struct Options {
    /// The claims
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// `accept`: says that the article makes these claims.
#[derive(clap::Args)]
#[command(after_help = "Example: claimbook accept c4 c7 --reason \"agreed with the editor\"")]
pub(in crate::cli) struct Accept {
    #[command(flatten)]
    options: Options,
}

impl Accept {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        set(session, "accept", Status::Accepted, self.options)
    }
}

/// `dismiss`: says that these sentences are no claims.
#[derive(clap::Args)]
#[command(after_help = "Example: claimbook dismiss c4 c7 --reason \"agreed with the editor\"")]
pub(in crate::cli) struct Dismiss {
    #[command(flatten)]
    options: Options,
}

impl Dismiss {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        set(session, "dismiss", Status::Dismissed, self.options)
    }
}

/// Gives every claim that status; all of them, or none where one cannot be found.
fn set(session: &mut Session<'_>, command: &str, status: Status, options: Options) -> Result<Exit, Failure> {
    let mut catalogue = session.catalogue_to_change()?;
    let deed = Deed { reason: options.reason, ..session.deed(command) };
    let done = catalogue.write(&deed, |writing| {
        let mut done = Vec::new();
        for typed in &options.claims {
            let (home, claim) = addresses::find_claim(writing.view(), typed)?;
            let address = claim.address(&home);
            let changed = writing.edit(&Claim { status, ..claim })?;
            done.push(if changed {
                format!("{address} is {status}.")
            } else {
                format!("{address} was {status} already.")
            });
        }
        Ok::<_, Failure>(done)
    })?;
    session.say(&done.join("\n"));
    Ok(Exit::Clean)
}

/// Retires a claim, or takes that back: it then has the status that it had before, as the log tells.
pub(super) fn retire(writing: &mut Writing<'_>, home: &Article, claim: Claim, back: bool) -> Result<String, Failure> {
    let address = claim.address(home);
    match (claim.status, back) {
        (Status::Retired, false) => Ok(format!("{address} was retired already.")),
        (_, false) => {
            writing.edit(&Claim { status: Status::Retired, ..claim })?;
            Ok(format!("{address} is retired. `claimbook retire --back {address}` takes that back."))
        }
        (Status::Retired, true) => {
            let events = writing.view().events(&EventFilter { rows: Some(vec![claim.uid]), most: None })?;
            let status = events.iter().find_map(status_before).unwrap_or(Status::Accepted);
            writing.edit(&Claim { status, ..claim })?;
            Ok(format!("{address} is back, and {status} as before."))
        }
        (_, true) => Ok(format!("{address} was not retired.")),
    }
}

/// The status that an event took from a claim when it was retired.
fn status_before(event: &Event) -> Option<Status> {
    let status = |row: &Option<String>| {
        let row: serde_json::Value = serde_json::from_str(row.as_deref()?).ok()?;
        Status::parse(row.get("status")?.as_str()?).ok()
    };
    status(&event.before).filter(|_| status(&event.after) == Some(Status::Retired))
}
