//! `edit`: changes fields of one record. What was there before stays in the log.

use super::addresses::{self, Named};
use super::{Exit, Failure, Session, fields};
use crate::catalogue::Deed;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook edit back-pain publisher=\"Example Health\" last_reviewed_on=2026-01-15")]
pub(super) struct Args {
    /// The record
    address: String,
    /// The new values; an empty one clears the field
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("edit") };
        let said = catalogue.write(&deed, |writing| {
            let mut named = addresses::find(writing.view(), &self.address)?;
            for typed in &self.fields {
                let (field, value) = typed
                    .split_once('=')
                    .ok_or_else(|| Failure::usage(format!("“{typed}” gives no value, expected FIELD=VALUE")))?;
                fields::set(writing.view(), &mut named, field.trim(), value.trim())?;
            }
            let (address, changed) = match named {
                Named::Article(article) => (article.key.clone(), writing.edit(&article)?),
                Named::Claim(home, claim) => (format!("{}/c{}", home.key, claim.serial), writing.edit(&claim)?),
                Named::Reference(home, reference) => (format!("{}/r{}", home.key, reference.serial), writing.edit(&*reference)?),
                Named::Work(work) => (work.key.clone(), writing.edit(&*work)?),
            };
            Ok::<_, Failure>(match changed {
                true => format!("{address} changed. `claimbook history {address}` shows what it was."),
                false => format!("Nothing to change: {address} has these values already."),
            })
        })?;
        session.say(&said);
        Ok(Exit::Clean)
    }
}
