//! `accept` and `dismiss`, and what `retire` shares with them: moving claims from one status to another.

use crate::catalogue::{Deed, EventFilter, Writing};
use crate::cli::{Exit, Session};
use crate::model::{Article, Claim, Event, Status, Word};
use crate::tasks::{Failure, addresses, proposals};

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
        set(session, ("accept", Status::Accepted), self.options, |_, _, _| Ok(Vec::new()))
    }
}

/// `dismiss`: says that these sentences are no claims, or that they are not the claim that was proposed for them.
#[derive(clap::Args)]
#[command(
    after_help = "Where a claim of another article was proposed for a sentence, the sentence becomes a claim of its own, and the claim\n\
    stays as it is; without such places, the claim itself is dismissed.\n\n\
    Examples:\n  claimbook dismiss c4 c7 --reason \"agreed with the editor\"\n  claimbook dismiss hip-pain/c3 --in sore-hips"
)]
pub(in crate::cli) struct Dismiss {
    #[command(flatten)]
    options: Options,
    /// Only the places in this article where the claims were proposed
    #[arg(long = "in", value_name = "ARTICLE")]
    within: Option<String>,
}

impl Dismiss {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let typed = self.within;
        set(session, ("dismiss", Status::Dismissed), self.options, |writing, home, claim| {
            let within = addresses::find_article_if_named(writing.view(), typed.as_deref())?;
            let said = proposals::dismiss_places(writing, home, claim, within.as_ref())?;
            match within.filter(|_| said.is_empty()) {
                Some(within) => {
                    let (address, key) = (claim.address(home), within.key);
                    Err(Failure::usage(format!("{address} is not proposed in {key}; nothing was changed")))
                }
                None => Ok(said),
            }
        })
    }
}

/// Gives every claim that status, unless something else is meant by it, which `instead` does and says; all of them, or none
/// where one cannot be found.
fn set(
    session: &mut Session<'_>,
    (command, status): (&str, Status),
    options: Options,
    instead: impl Fn(&mut Writing<'_>, &Article, &Claim) -> Result<Vec<String>, Failure>,
) -> Result<Exit, Failure> {
    let mut catalogue = session.catalogue_to_change()?;
    let deed = Deed { reason: options.reason, ..session.deed(command) };
    let done = catalogue.write(&deed, |writing| {
        let mut done = Vec::new();
        for typed in &options.claims {
            let (home, claim) = addresses::find_claim(writing.view(), typed)?;
            let said = instead(writing, &home, &claim)?;
            if !said.is_empty() {
                done.extend(said);
                continue;
            }
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
