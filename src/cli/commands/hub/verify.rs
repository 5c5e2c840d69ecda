//! `hub verify`: proves what a hub keeps.

use crate::cli::args::hub::HubChoice;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::text::format_count;

#[derive(clap::Args)]
#[command(
    after_help = "Fetches every event and verifies it here: its bytes must have its hash, and it must follow the one \
        before it. Anybody who may read the hub can run this. The exit code is 1 if something is wrong.\n\n\
    Example: claimbook hub verify"
)]
pub(super) struct Args {
    #[command(flatten)]
    which: HubChoice,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (_, mut hub) = self.which.connect(session)?;
        let found = hub.verify(|_| ())?;
        for wrong in &found.wrong {
            session.print(&crate::text::visible::make_lines_visible(&format!("{wrong}\n")))?;
        }
        let read = format!(
            "{} of {} and {}",
            format_count(found.events, "event"),
            format_count(found.writers, "writer"),
            format_count(found.blobs, "blob")
        );
        match found.wrong.len() {
            0 => session.print_prose(&format!("Sound: {read}."))?,
            n => session.print_prose(&format!("Read: {read}. {} wrong.", format_count(n, "place")))?,
        }
        Ok(if found.wrong.is_empty() { Exit::Clean } else { Exit::Findings })
    }
}
