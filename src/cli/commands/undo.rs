//! `undo`: takes a whole command back. What was undone stays in the log, marked withdrawn.

use crate::catalogue::Deed;
use crate::cli::args::decider::ReviewerOption;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::undo::{UndoRequest, undo_command};

#[derive(clap::Args)]
#[command(after_help = "Without EVENT, the last command that is still in effect is undone; run it again for the one \
        before. What the command added is withdrawn: it no longer appears in lists, audit and exports, but stays in \
        the history, and its number is not given again. What it changed is restored. Undoing an undo redoes the \
        command. check, load, sync and seal cannot be undone.\n\n\
    Examples:\n  claimbook undo\n  claimbook undo 3f1a20/128 --reason \"the wrong claim\"")]
pub(in crate::cli) struct Args {
    /// An event of the command, as `claimbook history` names it [default: of the last command]
    #[arg(value_name = "EVENT")]
    event: Option<String>,
    /// Show what would be done, without doing it
    #[arg(long)]
    dry_run: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let by = self.by.person_if_named(session)?;
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("undo") };
        let request = UndoRequest { event: self.event.as_deref(), by: by.as_ref(), dry_run: self.dry_run };
        let undone = undo_command(&mut catalogue, &deed, &request)?;
        let head = if self.dry_run { "Would undo" } else { "Undid" };
        let mut said = vec![format!("{head} {}.", undone.command)];
        said.extend(undone.done);
        said.extend(undone.next);
        session.report(&said.join("\n"));
        Ok(Exit::Clean)
    }
}
