//! Blinding: what one person is not shown of others' opinions while their own is still to come.
//!
//! The one place where that is decided. A catalogue that is opened for a person has views with the names of the tables of
//! reviews and readings, and these hold only what that person may see. Every statement that reads those tables, whoever
//! wrote it and when, reads the views, so that no command can forget to ask. A change sees all while it lasts, since what
//! is signed is what is there. It keeps a colleague's eye off the page; it does not keep anybody from opening the file.

use super::record::Record;
use super::{Catalogue, Deed, Error, Result, View, Writing};
use crate::model::{Action, Me, Opinions, Person, Uid, Withheld};
use rusqlite::{Connection, named_params};

/// Whose eyes a catalogue is read with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Viewer {
    /// Who they say to be; none where nobody has said.
    me: Option<Me>,
    opinions: Opinions,
}

impl Catalogue {
    /// The same catalogue, which withholds from this person what others decided about claims on which the person's own
    /// opinion is wanted and still to come; from nobody known, everything about claims that await an opinion.
    pub fn limit_to_viewer(self, me: Option<&Me>, opinions: &Opinions) -> Result<Self> {
        if !opinions.wants_several() {
            return Ok(self);
        }
        self.with_eyes(Viewer { me: me.cloned(), opinions: opinions.clone() })
    }

    pub(super) fn with_eyes(mut self, eyes: Viewer) -> Result<Self> {
        eyes.begin(&self.connection)?;
        self.eyes = Some(eyes);
        self.recognise_looker()?;
        hide_opinions(&self.connection)?;
        Ok(self)
    }

    /// Says who looks, where nobody had said so when the catalogue was opened.
    pub fn set_looker(&mut self, me: &Me) -> Result<()> {
        self.operator.settings = Some(me.to_string());
        match &mut self.eyes {
            Some(eyes) => eyes.me = Some(me.clone()),
            None => return Ok(()),
        }
        self.recognise_looker()
    }

    /// Looks again whose uids the looker's are, where somebody stays for long: another process may have added the person.
    pub fn look_again(&self) -> Result<()> {
        if self.is_blind() { self.recognise_looker() } else { Ok(()) }
    }

    /// Looks again whose uids the looker's are: a change may have added the person, or joined two.
    fn recognise_looker(&self) -> Result<()> {
        let me = self.eyes.as_ref().and_then(|eyes| eyes.me.as_ref());
        let looker = me.map(|me| self.view().find_user(me)).transpose()?.flatten();
        let merged = self.view().merged_people()?;
        let was_looker = merged.into_iter().filter(|(_, whom)| Some(*whom) == looker).map(|(uid, _)| uid);
        let all: Vec<Uid> = looker.into_iter().chain(was_looker).collect();
        self.connection.execute_batch(include_str!("nobody.sql"))?;
        self.connection
            .execute(include_str!("looker.sql"), named_params! { ":looker": serde_json::json!(all).to_string() })?;
        Ok(())
    }

    /// A change sees what is withheld from whoever makes it, and a rehearsal sees the same, so that it does what the change
    /// would do. What either says is looked at: it asks [`Writing::withholds_claim`] or [`View::hides`].
    pub(super) fn transact<T, E: From<Error>>(
        &mut self,
        deed: &Deed,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
        keep: bool,
    ) -> Result<T, E> {
        let is_lifted = self.is_blind();
        if is_lifted {
            show_opinions(&self.connection)?;
        }
        let done = self.transact_sighted(deed, change, keep);
        if is_lifted {
            self.recognise_looker()?;
            hide_opinions(&self.connection)?;
        }
        done
    }

    /// Whether something may be withheld.
    pub fn is_blind(&self) -> bool {
        self.eyes.is_some()
    }
}

impl Viewer {
    fn begin(&self, connection: &Connection) -> Result<()> {
        let of = |kind: Option<String>, article: Option<&String>, n: u8| serde_json::json!({ "kind": kind, "article": article, "n": n });
        let Opinions { usual, kinds, articles } = &self.opinions;
        let mut wanted = vec![of(None, None, *usual)];
        wanted.extend(kinds.iter().map(|(kind, n)| of(Some(kind.to_string()), None, *n)));
        wanted.extend(articles.iter().map(|(article, n)| of(None, Some(article), *n)));
        let wanted = serde_json::Value::Array(wanted).to_string();
        // Temporary tables stay in memory: a catalogue on read-only media may have no other place.
        connection.execute_batch("PRAGMA temp_store = MEMORY")?;
        connection.execute(include_str!("wanted.sql"), named_params! { ":wanted": wanted })?;
        connection.execute_batch(include_str!("open_claim.sql"))?;
        Ok(())
    }
}

/// Withholds.
pub(super) fn hide_opinions(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch(include_str!("lower.sql"))?)
}

/// Shows all, until [`lower`].
pub(super) fn show_opinions(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch(include_str!("lift.sql"))?)
}

impl Writing<'_> {
    /// Whether anything may be withheld from whoever looks at what this change says.
    pub fn may_withhold(&self) -> bool {
        self.has_looker
    }

    /// Whether what others decided about a claim is withheld from whoever looks at what this change says.
    pub fn withholds_claim(&self, claim: Uid) -> Result<bool> {
        Ok(View { is_blind: self.has_looker, ..self.view() }.withheld([claim])?.contains(&claim))
    }

    /// Logs that a person looked at what would have been withheld from them: an event of theirs that changes nothing.
    pub fn log_look(&mut self, person: &Person) -> Result<()> {
        let row_sha256 = Person::TABLE.row_sha256(&person.values()?);
        self.log_event(Person::TABLE.name, person.uid, Action::Edit, None, None, row_sha256)
    }
}

impl View<'_> {
    /// Whether what this person decided about a claim is withheld from whoever looks: for words that a change says, which
    /// sees all.
    pub fn hides(self, claim: Uid, person: Uid) -> Result<bool> {
        Ok(self.has_looker && self.first_row(include_str!("hidden.sql"), [claim, person], |_| Ok(()))?.is_some())
    }

    /// Of these claims, those on which the opinion of whoever looks is wanted and still to come: what others decided is
    /// withheld, and so is whether figures agree.
    pub fn withheld(self, claims: impl IntoIterator<Item = Uid>) -> Result<Withheld> {
        if !self.is_blind {
            return Ok(Withheld::new());
        }
        let claims = serde_json::json!(claims.into_iter().collect::<Vec<Uid>>()).to_string();
        Ok(self.rows(include_str!("open_of.sql"), [claims], |row| row.get(0))?.into_iter().collect())
    }
}
