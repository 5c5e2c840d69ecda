//! `verify-catalogue`: reads everything back and holds it against the event log.

use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::tasks::states::compare_states;

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook verify-catalogue --head 3f9ac1e2  (a head printed earlier, or its beginning: this also finds a log that was cut short)"
)]
pub(in crate::cli) struct Args {
    /// A head kept elsewhere, or its first 8 digits or more, which the log must still hold
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let head = self.head.as_deref().map(hex_digits).transpose()?;
        let catalogue = session.catalogue()?;
        let mut verified = catalogue.verify()?;
        catalogue.verify_times(session.ambient.now, &mut verified)?;
        if verified.damage.is_empty() {
            // What follows from records that are damaged is no news.
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
        if lost {
            session.print(
                "event: the log does not hold the head that was given: its end was cut, or it is another catalogue\n",
            )?;
        }
        for unchecked in &verified.unchecked {
            session.say(&format!("Unchecked: {unchecked}"));
        }
        if verified.damage.is_empty() && !lost {
            // A catalogue that was only loaded has no chain of its own yet: the heads are those of whoever wrote it.
            let own = catalogue.view().chain_head()?;
            let heads = own.map_or_else(|| verified.heads.into_values().collect(), |own| vec![own]);
            let head = match heads.as_slice() {
                [] => String::new(),
                [head] => format!(" Head: {head}"),
                heads => format!(" Heads: {}", heads.join(", ")),
            };
            let sound =
                format!("Sound: {} rows are as the log of {} events says.{head}", verified.rows, verified.events);
            session.print_prose(&sound)?;
            return Ok(Exit::Clean);
        }
        Ok(Exit::Findings)
    }
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
