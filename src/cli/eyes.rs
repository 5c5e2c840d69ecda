//! With whose eyes a command looks at the catalogue: a reviewer's, from whom others' opinions are withheld while theirs is
//! still to come, or an editor's, who sees all.

use super::Session;
use crate::catalogue::Catalogue;
use crate::tasks::{Failure, persons, revealing};

/// The option of commands from which something may be withheld.
#[derive(Debug, Clone, Default, clap::Args)]
pub(in crate::cli) struct RevealOption {
    /// Show others' opinions before you have given yours; the log records that you looked
    #[arg(long)]
    reveal: bool,
}

impl RevealOption {
    /// The catalogue as whoever looks may see it. `looked_at` is the command as the log names it, such as `show c1`.
    pub(super) fn catalogue(&self, session: &mut Session<'_>, looked_at: &str) -> Result<Catalogue, Failure> {
        match self.open_existing(session, looked_at)? {
            Some(catalogue) => Ok(catalogue),
            None => session.catalogue(),
        }
    }

    /// The same, to be changed.
    pub(super) fn catalogue_to_change(&self, session: &mut Session<'_>, looked_at: &str) -> Result<Catalogue, Failure> {
        match self.open_existing(session, looked_at)? {
            Some(catalogue) => Ok(catalogue),
            None => session.catalogue_to_change(),
        }
    }

    /// The whole catalogue, where that was asked for and shows more; the log says that somebody looked.
    fn open_existing(&self, session: &mut Session<'_>, looked_at: &str) -> Result<Option<Catalogue>, Failure> {
        if !self.reveal || !session.settings.opinions.wants_several() {
            return Ok(None);
        }
        let Some(person) = session.typed_person() else {
            let said = format!("--reveal is logged with your name. {}", session.describe_own_settings());
            return Err(Failure::usage(said));
        };
        let mut catalogue = session.whole_catalogue_to_change()?;
        let deed = person.sign_deed(session.deed("reveal"));
        revealing::log_look(&mut catalogue, deed, &person, looked_at)?;
        session.report("The log records that you looked at others' opinions.");
        Ok(Some(catalogue))
    }
}

impl Session<'_> {
    /// Whoever the settings name.
    pub(super) fn typed_person(&self) -> Option<persons::TypedPerson> {
        self.settings.me.as_ref().map(persons::TypedPerson::from)
    }

    pub(super) fn limit_to_viewer(&self, catalogue: Catalogue) -> Result<Catalogue, Failure> {
        Ok(catalogue.limit_to_viewer(self.settings.me.as_ref(), &self.settings.opinions)?)
    }

    /// The catalogue with everything that is in it, for commands that are an editor's; it says where that shows more than
    /// reviewers are shown.
    pub(super) fn whole_catalogue(&mut self) -> Result<Catalogue, Failure> {
        let catalogue = self.catalogue_as_stored()?;
        self.report_all_shown();
        Ok(catalogue)
    }

    /// Says that reviewers are shown less, where they are.
    pub(super) fn report_all_shown(&mut self) {
        if self.settings.opinions.wants_several() {
            self.report(
                "This is the editor's view: it shows every opinion, including those withheld from reviewers who have \
                    not given their own yet.",
            );
        }
    }
}
