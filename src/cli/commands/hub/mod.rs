//! `hub`: a team's server, for whoever looks after it.

mod init;
mod invite;
mod status;
mod verify;

use crate::cli::{Exit, Session};
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(
    after_help = "A hub is a database of its own on a PostgreSQL server. The password is taken from PGPASSWORD, from the file that PGPASSFILE \
    names, or from ~/.pgpass; one in the address is used and never shown.\n\n\
    Example: claimbook hub init postgres://admin@db.example/claimbook"
)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Make a hub in a database
    Init(init::Args),
    /// Let a person write, under a login of their own
    Invite(invite::Args),
    /// Show who writes there, and how much
    Status(status::Args),
    /// Read the whole log and prove every chain
    Verify(verify::Args),
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        match self.what {
            What::Init(args) => args.run(session),
            What::Invite(args) => args.run(session),
            What::Status(args) => args.run(session),
            What::Verify(args) => args.run(session),
        }
    }
}
