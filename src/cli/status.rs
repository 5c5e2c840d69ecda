//! What `accept` and `dismiss` share: moving claims from one status to another.

use super::{Exit, Failure, Session, addresses};
use crate::catalogue::Deed;
use crate::model::{Claim, Status};

/// Options of both commands.
#[derive(clap::Args)]
pub(super) struct Options {
    /// The claims
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Gives every claim that status; all of them, or none where one cannot be found.
pub(super) fn set(session: &mut Session<'_>, command: &str, status: Status, options: Options) -> Result<Exit, Failure> {
    let mut catalogue = session.catalogue_to_change()?;
    let deed = Deed { reason: options.reason, ..session.deed(command) };
    let done = catalogue.write(&deed, |writing| {
        let mut done = Vec::new();
        for typed in &options.claims {
            let (home, claim) = addresses::claim(writing.view(), typed)?;
            let address = format!("{}/c{}", home.key, claim.serial);
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
