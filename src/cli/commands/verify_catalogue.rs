//! `verify-catalogue`: reads everything back and holds it against the event log.

use crate::catalogue::Catalogue;
use crate::cli::{Exit, Session};
use crate::files::read_regular;
use crate::tasks::states::{compare_states, rebuild_states};
use crate::tasks::{Failure, sealing, signing};
use crate::text::format_count;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook verify-catalogue --head 3f9ac1e2  (a head printed earlier, or its beginning: this also finds a log that was cut short)"
)]
pub(in crate::cli) struct Args {
    /// A head that was kept elsewhere (or its first 8 digits or more), which the log must still hold
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
    /// A file that `claimbook seal` wrote, whose events the log must still hold
    #[arg(long, value_name = "FILE")]
    seal: Option<PathBuf>,
    /// Derive the index of derived states anew, if the records are sound
    #[arg(long)]
    rebuild_index: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let head = self.head.as_deref().map(hex_digits).transpose()?;
        let catalogue = match self.rebuild_index {
            true => session.whole_catalogue_to_change()?,
            false => session.catalogue_as_stored()?,
        };
        let mut verified = catalogue.verify()?;
        catalogue.verify_times(session.ambient.now, &mut verified)?;
        if verified.damage.is_empty() {
            // What follows from records that are damaged is no news.
            if self.rebuild_index {
                let states = format_count(rebuild_states(catalogue.view())?, "state");
                session.report(&format!("The index of derived states was derived anew: {states}."));
            }
            verified.damage = compare_states(catalogue.view())?;
        }
        for damage in &verified.damage {
            let row = if damage.row.is_empty() { String::new() } else { format!(" {}", damage.row) };
            session.print(&crate::text::visible::make_lines_visible(&format!(
                "{}{row}: {}\n",
                damage.table, damage.what
            )))?;
        }
        let lost = match &head {
            Some(head) => !catalogue.view().holds_event(head)?,
            None => false,
        };
        if let Some(head) = head.filter(|_| lost) {
            session.print_prose(&format!(
                "The log does not hold the head that was given, {head}: its end was cut, or this is another catalogue."
            ))?;
        }
        let signed = signing::check_reviews(catalogue.view())?;
        for (uid, wrong) in &signed.wrong {
            session.print(&crate::text::visible::make_lines_visible(&format!("review {uid}: {wrong}\n")))?;
        }
        let is_sealed = self.seal.as_deref().map_or(Ok(true), |seal| check_seal(session, &catalogue, seal))?;
        for unchecked in &verified.unchecked {
            session.report(&format!("Unchecked: {unchecked}"));
        }
        if verified.damage.is_empty() && !lost && signed.wrong.is_empty() && is_sealed {
            // A catalogue that was only loaded has no chain of its own yet: the heads are those of whoever wrote it.
            let own = catalogue.view().chain_head()?;
            let heads = own.map_or_else(|| verified.heads.into_values().collect(), |own| vec![own]);
            let head = match heads.as_slice() {
                [] => String::new(),
                [head] => format!(" Head: {head}"),
                heads => format!(" Heads: {}", heads.join(", ")),
            };
            let sound = format!("Sound: {} rows match the log of {} events.{head}", verified.rows, verified.events);
            let by_key = match signed.hold {
                0 => String::new(),
                1 => " 1 review is signed with its reviewer's key.".to_owned(),
                n => format!(" {n} reviews are signed with their reviewers' keys."),
            };
            session.print_prose(&format!("{sound}{by_key}"))?;
            return Ok(Exit::Clean);
        }
        Ok(Exit::Findings)
    }
}

/// The most bytes of a seal that are read.
const MOST_BYTES: u64 = 1 << 20;

/// Says what a seal says about the log; whether it holds.
fn check_seal(session: &mut Session<'_>, catalogue: &Catalogue, seal: &Path) -> Result<bool, Failure> {
    let path = session.ambient.folder.join(seal);
    let unread = |why: String| Failure::usage(format!("{}: {why}", seal.display()));
    let bytes = read_regular(&path, MOST_BYTES).map_err(|e| unread(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unread("it is no text".to_owned()))?;
    let checked = sealing::check_seal(catalogue.view(), &text)?;
    session.print_prose(&format!("{}: {}.", seal.display(), checked.made))?;
    for said in &checked.said {
        session.print_prose(said)?;
    }
    Ok(checked.holds)
}

/// A head, or enough of its beginning to know it by.
fn hex_digits(typed: &str) -> Result<String, Failure> {
    const WHOLE: usize = 64;
    const LEAST: usize = 8;
    let digits = typed.trim().trim_end_matches('…').to_ascii_lowercase();
    let is_head = (LEAST..=WHOLE).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_head.then_some(digits).ok_or_else(|| {
        Failure::usage(format!("--head {typed}: a head is {WHOLE} hex digits, or its first {LEAST} or more"))
    })
}
