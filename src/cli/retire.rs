//! `retire`: says that these are claimed no longer.

use super::{Exit, Failure, Session, status};
use crate::model::Status;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook retire c4 c7 --reason \"agreed with the editor\"")]
pub(super) struct Args {
    #[command(flatten)]
    options: status::Options,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        status::set(session, "retire", Status::Retired, self.options)
    }
}
