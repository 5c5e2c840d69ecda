//! `hub init`: makes a hub.

use crate::cli::args::hub::HubChoice;
use crate::cli::{Exit, Session};
use crate::model::Uid;
use crate::sync::Hub;
use crate::sync::postgres::HubOptions;
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(
    after_help = "Log in as the owner of an empty database, with the right to create roles. This creates the schema claimbook and the\n\
    group claimbook_writer, and shuts everybody else out of the database. The login that makes a hub is its administrator.\n\n\
    Example: claimbook hub init postgres://admin@db.example/claimbook"
)]
pub(super) struct Args {
    /// The database: postgres://NAME@HOST/DATABASE
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// Let desks share abstracts, which are their publishers' copyright
    #[arg(long)]
    abstracts: bool,
    /// Let one machine alone ask the registries for everybody
    #[arg(long)]
    checks_on_one_machine: bool,
    /// The most bytes of an event, on a hub that is there, too [default: 16777216]
    #[arg(long, value_name = "BYTES")]
    most_event_bytes: Option<u64>,
    /// The most bytes of an original, its text or an abstract, on a hub that is there, too [default: 67108864]
    #[arg(long, value_name = "BYTES")]
    most_blob_bytes: Option<u64>,
    /// On a hub that is there: let its administrator bring a history again, until the next person is invited
    #[arg(long, conflicts_with_all = ["abstracts", "checks_on_one_machine"])]
    history: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (address, mut hub) = HubChoice { url: self.url }.connect(session)?;
        let options = HubOptions { takes_abstracts: self.abstracts, checks_on_one_machine: self.checks_on_one_machine };
        let is_new = hub.make_hub(Uid::new(session.ambient.now), options)?;
        let has_limits = self.most_event_bytes.is_some() || self.most_blob_bytes.is_some();
        if has_limits {
            let terms = hub.terms()?;
            let event = self.most_event_bytes.unwrap_or(terms.most_event_bytes);
            hub.set_limits(event, self.most_blob_bytes.unwrap_or(terms.most_blob_bytes))?;
        }
        let said = match (is_new, self.history) {
            (true, _) => format!("Made a hub in {address}"),
            (false, false) if has_limits => format!("Changed the limits of {address}."),
            (false, false) => format!("There is already a hub in {address}. Nothing was changed."),
            (false, true) => {
                hub.open_history()?;
                format!(
                    "{address} accepts a history again, from its administrator only, until the next person is invited."
                )
            }
        };
        session.print_prose(&said)?;
        if is_new {
            session.print(
                "\nNext:\n  claimbook sync                             uploads the history of a catalogue, if you \
                    have one: before anybody is invited\n  \
                claimbook hub invite anna \"A. Reviewer\"    lets a person in, by a login and the name that their decisions bear\n",
            )?;
        }
        Ok(Exit::Clean)
    }
}
