//! `hub invite`: lets a person in.

use crate::cli::args::hub::HubChoice;
use crate::cli::{Exit, Session};
use crate::model::DeclaredId;
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(
    after_help = "A login that is not there is made, with a password that is printed once and kept nowhere: the server gets only what proves \
    it. A login that is there keeps its own. Whoever changes their name is invited again under the same login. \
    From the first invitation on, the hub takes from each login only what bears its own names.\n\n\
    Example: claimbook hub invite anna \"A. Reviewer\""
)]
pub(super) struct Args {
    /// The login at the server
    role: String,
    /// The person, exactly as `name` below [me] in their own settings has it
    name: String,
    /// What tells them from others of the name: an ORCID iD, a mail address or a key
    #[arg(long, value_name = "ID")]
    id: Option<DeclaredId>,
    #[command(flatten)]
    which: HubChoice,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if [&self.role, &self.name].iter().any(|text| text.trim().is_empty() || text.contains(char::is_control)) {
            return Err(Failure::usage("a login and a name are words on one line; nobody was invited"));
        }
        let (address, mut hub) = self.which.connect(session)?;
        let id = self.id.as_ref().map(DeclaredId::as_str);
        let invited = hub.invite(&self.role, &self.name, id)?;
        let theirs = address.write_for_role(&self.role);
        session.print_prose(&format!("{} may write to the hub, as {}. Hand over:", self.name, self.role))?;
        session.print(&crate::text::visible::make_lines_visible(&format!("\n  address   {theirs}\n")))?;
        if let Some(password) = &invited.password {
            session.print(&format!("  password  {password}\n"))?;
        }
        let address_line = format!("[hub]\nurl = \"{theirs}\"\n");
        session.print(&crate::text::visible::make_lines_visible(&format!(
            "\nIn their own settings, beside [me] with name = \"{}\":\n\n{address_line}\n",
            self.name
        )))?;
        session.print_prose(match invited.password {
            Some(_) => "The password goes into ~/.pgpass or PGPASSWORD there. It is not shown again.",
            None => "The login existed already, and its password is unchanged.",
        })?;
        if invited.closed_history {
            session.report(
                "The hub accepts no more history: from now on, each login can send only what bears its own \
                names.",
            );
        }
        Ok(Exit::Clean)
    }
}
