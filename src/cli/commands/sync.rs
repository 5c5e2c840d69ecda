//! `sync`: brings this desk and the team's hub together.

use super::import::OutcomeFormat;
use crate::catalogue::View;
use crate::cli::args::hub::WhichHub;
use crate::cli::{Exit, Session};
use crate::sync::{SyncReport, rehearse_sync, sync};
use crate::tasks::Failure;
use crate::tasks::conflicts::{self, NamedConflict};
use crate::text::format_count;

#[derive(clap::Args)]
#[command(
    after_help = "What reached the hub first stands everywhere. What you changed in a record that somebody else had changed before you is taken \
    back and kept as a conflict, until somebody settles it; everything else goes on. A sync that was cut off goes on with the next one. \
    Exit code 3 if the hub cannot be reached, or if a newer claimbook wrote what this one cannot take over.\n\n\
    Example: claimbook sync --dry-run"
)]
pub(in crate::cli) struct Args {
    /// Show what would come and go, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    which: WhichHub,
    /// How to show what was done
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: OutcomeFormat,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.whole_catalogue_to_change()?;
        let (address, mut hub) = self.which.connect(session)?;
        let deed = session.deed("sync");
        let report = match self.dry_run {
            true => rehearse_sync(&mut catalogue, &mut hub, &deed)?,
            false => sync(&mut catalogue, &mut hub, &deed)?,
        };
        let account = SyncAccount { hub: address.to_string(), dry_run: self.dry_run, report, view: catalogue.view() };
        let named = conflicts::name_all(account.view, account.report.conflicts.clone())?;
        match self.format {
            OutcomeFormat::Json => session.print(&format!("{:#}\n", account.to_json(&named)))?,
            OutcomeFormat::Human => {
                account.list_lines(&named)?.iter().try_for_each(|line| session.print_prose(line))?
            }
        }
        Ok(if account.report.newer { Exit::Incomplete } else { Exit::Clean })
    }
}

/// What a sync did, for people and for programs.
struct SyncAccount<'v> {
    hub: String,
    dry_run: bool,
    report: SyncReport,
    view: View<'v>,
}

impl SyncAccount<'_> {
    fn to_json(&self, named: &[NamedConflict]) -> serde_json::Value {
        let Self { hub, dry_run, report, .. } = self;
        let conflict = |one: &NamedConflict| {
            serde_json::json!({
                "record": one.record, "event": one.event,
                "standing": one.conflict.standing, "standing_by": one.conflict.standing_by,
                "late": one.conflict.late, "late_by": one.conflict.late_by,
            })
        };
        let joined =
            |(table, was, is): &(String, String, String)| serde_json::json!({ "table": table, "was": was, "is": is });
        serde_json::json!({
            "hub": hub, "dry_run": dry_run, "came": report.came, "by": report.by, "went": report.went,
            "conflicts": named.iter().map(conflict).collect::<Vec<_>>(),
            "joined": report.joined.iter().map(joined).collect::<Vec<_>>(),
            "newer": report.newer, "hub_lost": report.hub_lost, "numbers_from": report.numbers_from,
        })
    }

    fn list_lines(&self, named: &[NamedConflict]) -> Result<Vec<String>, Failure> {
        let Self { hub, dry_run, report, .. } = self;
        let (come, go) = if *dry_run { ("Would come", "Would go") } else { ("Came", "Went") };
        let by = report.by.iter().map(|(who, events)| format!("{who} {events}")).collect::<Vec<_>>().join(", ");
        let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
        let [came, went] = [report.came, report.went].map(|n| format_count(n, "event"));
        let mut lines = match (report.came, report.went) {
            (0, 0) if *dry_run => vec![format!("Nothing would come from {hub}, and nothing would go there.")],
            (0, 0) => vec![format!("Nothing new here, and nothing new at {hub}.")],
            (0, _) => vec![format!("{go} to {hub}: {went}.")],
            (_, 0) => vec![format!("{come} from {hub}: {came}{by}.")],
            _ => vec![format!("{come} from {hub}: {came}{by}."), format!("{go} there: {went}.")],
        };
        if let Some(first) = report.numbers_from.filter(|first| *first > 1) {
            lines.push(format!(
                "Claims and references that are added here are numbered from {first} on in each article; other desks have other numbers."
            ));
        }
        if report.hub_lost {
            lines.push(
                "The hub had lost events, as one that was restored from a backup; it has this desk's again.".into(),
            );
        }
        for (table, was, is) in &report.joined {
            let (is, tense) = if was == is { ("another desk's", "is") } else { (is.as_str(), "is now") };
            lines.push(format!("The {table} {was} {tense} one with {is}."));
        }
        if report.newer {
            lines.push(
                "A newer claimbook wrote some of what is there. Everything before that was taken over; install the newer one, and sync again."
                    .into(),
            );
        }
        if named.is_empty() {
            let open = if *dry_run { 0 } else { self.view.open_conflicts()?.len() };
            if open > 0 {
                let open = format_count(open, "conflict");
                lines.push(format!("Between desks, to be settled by a person: {open}. `claimbook queue` shows them."));
            }
            return Ok(lines);
        }
        let stands = if *dry_run { "would stand" } else { "stands" };
        let counted = format_count(named.len(), "conflict");
        lines.push(format!("{counted}: what reached the hub first {stands}, and the other side is kept."));
        lines.extend(named.iter().map(|one| format!("  {}", one.describe())));
        if !dry_run {
            lines.extend(conflicts::next_step(&conflicts::list_open(self.view)?));
        }
        Ok(lines)
    }
}
