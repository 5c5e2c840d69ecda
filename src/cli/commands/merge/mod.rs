//! `merge`: says that two records are of one thing. The first stays; the second leads to it, and nothing that rests on it is
//! lost.

mod person;

use crate::catalogue::{Deed, Writing};
use crate::cli::{Exit, Session};
use crate::tasks::Failure;

/// What can be merged: one file and one line a kind. The first kind that knows both addresses merges them.
const KINDS: &[MergeKind] = &[person::KIND];

/// A kind of record.
struct MergeKind {
    /// Merges the records at two addresses, and says so; none where the addresses are of another kind.
    merge: fn(&mut Writing<'_>, [&str; 2]) -> Result<Option<String>, Failure>,
}

#[derive(clap::Args)]
#[command(after_help = "Name people as `claimbook people` lists them: by name, by id, or as person:3f1a20.\n\n\
    Example: claimbook merge \"A. Reviewer, PT\" person:3f1a20 --reason \"one person at two desks\"")]
pub(in crate::cli) struct Args {
    /// The person to keep
    #[arg(value_name = "PERSON")]
    first: String,
    /// The same person under another name
    #[arg(value_name = "PERSON")]
    second: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("merge") };
        let said = catalogue.write(&deed, |writing| {
            for kind in KINDS {
                if let Some(said) = (kind.merge)(writing, [&self.first, &self.second])? {
                    return Ok(said);
                }
            }
            Err(Failure::usage(format!(
                "“{}” and “{}” are not two people; `claimbook people` lists them",
                self.first, self.second
            )))
        })?;
        session.say(&said);
        Ok(Exit::Clean)
    }
}
