//! `queue`: the claims that wait for a person, most consequential first.

use crate::cli::args::values::word_parser;
use crate::cli::eyes::RevealOption;
use crate::cli::show::listing::{self, ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, address_column, column, prose};
use crate::cli::{Exit, Session};
use crate::model::{Kind, Queue, QueueEntry, QueueReason, Waiting};
use crate::tasks::queue::{QueueFilter, find_me, list_queue};
use crate::tasks::{Failure, addresses, conflicts, contexts::ClaimContexts};
use crate::text::{context::put_in_context, format_count};

#[derive(clap::Args)]
#[command(
    after_help = "Most consequential first: claims that are contradicted, retracted, stale or disputed; then claims \
        of benefit or harm that cite nothing, figures that differ from their source, changed words, and the rest. A \
        terminal shows the first 20; a pipe and JSON show all. A claim that waits for several reasons is listed \
        once, under the first.\n\n\
    In a pipe, a line holds: claim, reason, since, whose, statement, why.\n\n\
    Examples:\n  claimbook queue\n  claimbook queue --article knee-pain --kind harm --limit 5\n  claimbook queue --reason stale --format json"
)]
pub(in crate::cli) struct Args {
    /// Only those assigned to you, or last reviewed by you
    #[arg(long)]
    mine: bool,
    /// Only claims of this article, and claims of others that it makes
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only those of this kind
    #[arg(long, value_parser = word_parser::<Kind>(), value_name = "KIND")]
    kind: Option<Kind>,
    /// Only those that wait for this reason first
    #[arg(long, value_parser = word_parser::<QueueReason>(), value_name = "REASON")]
    reason: Option<QueueReason>,
    #[command(flatten)]
    options: ListOptions,
    #[command(flatten)]
    reveal: RevealOption,
}

/// So many are shown on a terminal, unless more are asked for.
const SCREENFUL: u32 = 20;

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = self.reveal.catalogue(session, "queue")?;
        let view = catalogue.view();
        let is_table = self.options.format == ListFormat::Table;
        let screenful = session.width().filter(|_| is_table).map(|_| SCREENFUL);
        let me = if self.mine { find_me(view, &session.settings)? } else { None };
        if self.mine && me.is_none() {
            return self.explain_to_stranger(session);
        }
        if is_table {
            conflicts::describe_between_desks(view)?.iter().for_each(|line| session.report(line));
        }
        let filter = QueueFilter {
            article: addresses::find_article_if_named(view, self.article.as_deref())?.map(|article| article.uid),
            kind: self.kind,
            reason: self.reason,
            whose: me,
            most: self.options.limit.or(screenful),
        };
        let mut queue = list_queue(&catalogue, &session.settings, session.today(), &filter)?;
        ClaimContexts::new(view).add_to(&mut queue.entries)?;
        if !is_table {
            listing::print_json(session, self.options.format, &queue.entries)?;
            return Ok(Exit::Clean);
        }
        let is_filtered = self.mine || self.article.is_some() || self.kind.is_some() || self.reason.is_some();
        let explain = || {
            let none_fits = "No claim that fits these filters waits for a person.";
            listing::explain_empty_list(
                view,
                self.options.limit,
                (is_filtered, none_fits),
                "No claim waits for a person.",
            )
        };
        // Asked only where it is said: it looks through a long catalogue.
        let nothing = if queue.entries.is_empty() { explain()? } else { "" };
        let sheet = tabulate(&queue.entries).with_home(view.only_article()?);
        listing::print_table(session, &sheet, nothing)?;
        if !queue.entries.is_empty() {
            session.report(&summarise(&queue));
        }
        Ok(Exit::Clean)
    }

    /// What is true of somebody whom the catalogue does not know: nobody has asked them, and they have judged nothing.
    fn explain_to_stranger(&self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if self.options.format != ListFormat::Table {
            listing::print_json::<QueueEntry>(session, self.options.format, &[])?;
            return Ok(Exit::Clean);
        }
        let name = session.settings.me.as_ref().map(ToString::to_string).unwrap_or_default();
        session.report(&format!(
            "Nothing is assigned to you, {name}, and you have judged nothing in this catalogue yet. `claimbook queue` without --mine \
             lists what waits for anybody."
        ));
        Ok(Exit::Clean)
    }
}

fn tabulate(entries: &[QueueEntry]) -> TextTable {
    let columns =
        [address_column("claim"), column("reason"), column("since"), column("whose"), prose("statement"), prose("why")];
    let mut sheet = TextTable::new(&columns);
    for entry in entries {
        let first = entry.reasons.first();
        let since = first.and_then(|waiting| waiting.since).map(|day| day.to_string()).unwrap_or_default();
        let reason = first.map_or("", |waiting| waiting.reason.into());
        let whose = entry.whose.as_deref().unwrap_or_default();
        let says = put_in_context(entry.context.as_deref(), &entry.statement);
        sheet.add_row([&entry.address, reason, &since, whose, &says, &describe(&entry.reasons)]);
    }
    sheet
}

/// Why a claim waits, in a sentence, with the other reasons named.
fn describe(reasons: &[Waiting]) -> String {
    let Some((first, others)) = reasons.split_first() else { return String::new() };
    let others: Vec<&str> = others.iter().map(|waiting| waiting.reason.into()).collect();
    match others.is_empty() {
        true => first.why.clone(),
        false => format!("{} (other reasons: {})", first.why, others.join(", ")),
    }
}

/// How many wait, and for what.
fn summarise(queue: &Queue) -> String {
    let (waiting, shown) = (queue.count_waiting(), queue.entries.len());
    let counts: Vec<String> = queue.counts.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let count = format_count(waiting, "claim");
    let all = format!("{count} {verb}: {}.", counts.join(", "));
    match u64::try_from(shown) == Ok(waiting) {
        true => all,
        false if shown == 1 => format!("{all} The first is shown; --limit {waiting} shows all."),
        false => format!("{all} The first {shown} are shown; --limit {waiting} shows all."),
    }
}
