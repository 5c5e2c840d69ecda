//! `verify-catalogue`: reads everything back and holds it against the event log.

use super::{Exit, Failure, Session};

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook verify-catalogue --head 3f9a…  (a head printed earlier: sees a cut log too)")]
pub(super) struct Args {
    /// A head kept elsewhere, which the log must still hold
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let verified = catalogue.verify()?;
        for damage in &verified.damage {
            let row = if damage.row.is_empty() { String::new() } else { format!(" {}", damage.row) };
            session.print(&crate::text::visible::lines(&format!("{}{row}: {}\n", damage.table, damage.what)))?;
        }
        let lost = match &self.head {
            Some(head) => !catalogue.view().holds_event(head)?,
            None => false,
        };
        if lost {
            session.print("event: the log does not hold the head that was given: its end was cut, or it is another catalogue\n")?;
        }
        for unchecked in &verified.unchecked {
            session.say(&format!("Unchecked: {unchecked}"));
        }
        if verified.damage.is_empty() && !lost {
            let head = catalogue.view().chain_head()?.map(|h| format!(" Head: {h}")).unwrap_or_default();
            session.say(&format!("Sound: {} rows are as the log of {} events says.{head}", verified.rows, verified.events));
            return Ok(Exit::Clean);
        }
        Ok(Exit::Findings)
    }
}
