//! `sync`: brings this desk and the team's hub together.

use super::import::OutcomeFormat;
use crate::catalogue::{NewName, View};
use crate::cli::args::hub::HubChoice;
use crate::cli::{Exit, Session};
use crate::model::Person;
use crate::sync::{SyncReport, rehearse_sync, sync};
use crate::tasks::conflicts::{self, NamedConflict};
use crate::tasks::{Failure, persons};
use crate::text::format_count;

#[derive(clap::Args)]
#[command(
    after_help = "The decision that reaches the hub first stands everywhere. If you change a record that somebody \
        else has already changed, your change is taken back and kept as a conflict until somebody settles it; all \
        other changes take effect. An interrupted sync continues with the next one. \
    Exit code 3 if the hub cannot be reached, or if a newer claimbook wrote what this one cannot take over.\n\n\
    Example: claimbook sync --dry-run"
)]
pub(in crate::cli) struct Args {
    /// Show what would be fetched and sent, without changing anything
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    which: HubChoice,
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
        let (hub, view) = (address.to_string(), catalogue.view());
        let namesakes = persons::list_namesakes(view)?;
        let account = SyncAccount { hub, dry_run: self.dry_run, report, view, namesakes };
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
    namesakes: Vec<(Person, Person)>,
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
        serde_json::json!({
            "hub": hub, "dry_run": dry_run, "came": report.came, "by": report.by, "went": report.went,
            "conflicts": named.iter().map(conflict).collect::<Vec<_>>(),
            "namesakes": self.namesakes.iter().map(|(a, b)| [a, b].map(persons::format_address)).collect::<Vec<_>>(),
            "joined": report.joined, "was_copied": report.was_copied, "renamed": report.renamed,
            "newer": report.newer, "hub_lost": report.hub_lost, "given_back": report.given_back, "letters": report.letters,
        })
    }

    fn list_lines(&self, named: &[NamedConflict]) -> Result<Vec<String>, Failure> {
        let Self { hub, dry_run, report, .. } = self;
        let (come, go) = if *dry_run { ("Would come", "Would go") } else { ("Came", "Went") };
        let by = report.by.iter().map(|(who, events)| format!("{who} {events}")).collect::<Vec<_>>().join(", ");
        let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
        let [came, went] = [report.came, report.went].map(|n| format_count(n, "event"));
        let mut lines = match (report.came, report.went) {
            (0, 0) if *dry_run => vec![format!("Nothing would be fetched from {hub}, and nothing would be sent.")],
            (0, 0) => vec![format!("Nothing new here, and nothing new at {hub}.")],
            (0, _) => vec![format!("{go} to {hub}: {went}.")],
            (_, 0) => vec![format!("{come} from {hub}: {came}{by}.")],
            _ => vec![format!("{come} from {hub}: {came}{by}."), format!("{go} there: {went}.")],
        };
        if report.was_copied {
            let goes = if *dry_run { "would go" } else { "goes" };
            lines.push(format!(
                "This catalogue was copied, or restored from a backup, and another copy of it has synced since. What was not sent from here {goes} on as that of a desk of its own; a copy of the catalogue as it was {} beside it.",
                if *dry_run { "would be kept" } else { "is kept" }
            ));
        }
        lines.extend(
            report
                .renamed
                .iter()
                .map(|NewName { was, is, .. }| format!("{was}, which nobody else had seen, is {is} now.")),
        );
        if let Some(letters) = &report.letters {
            lines.push(format!(
                "What is added here ends in this desk’s letter from now on: c7{letters} for a claim, r7{letters} for a reference."
            ));
        }
        if report.hub_lost {
            lines.push(
                "The hub had lost events, as one that was restored from a backup; it has this desk’s again.".into(),
            );
        }
        for NewName { table, was, is } in &report.joined {
            let (is, tense) = if was == is { ("another desk's", "is") } else { (is.as_str(), "is now") };
            lines.push(format!("The {table} {was} {tense} one with {is}."));
        }
        lines.extend(self.namesakes.iter().map(|(one, other)| persons::describe_namesakes(one, other)));
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
