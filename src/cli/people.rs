//! Who decides: the person named with `--by`, or the one in the settings.

use super::{Failure, Session, persons};
use crate::catalogue::{Deed, Writing};
use crate::import::person_named;
use crate::model::{DeclaredId, Person, Uid};
use crate::text::visible::{is_hidden, visible};

/// A person as typed: `A. Reviewer, PT, DPT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) credentials: Option<String>,
    /// What they declared to be known by, where they speak for themselves.
    pub(super) id: Option<DeclaredId>,
}

/// A person's row in the catalogue.
pub(super) struct PersonRow {
    pub(super) uid: Uid,
    /// Where it is new: who else is called so and may be the same person.
    pub(super) namesakes: Vec<String>,
}

/// The option that names a person.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct By {
    /// Who, with credentials: "A. Reviewer, PT" [default: name in the settings, or in your own]
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

impl By {
    /// The person, or an error that says how to name one: a judgement without a name is none.
    pub(super) fn person(&self, session: &Session<'_>) -> Result<Named, Failure> {
        let own = session.settings.name.as_deref();
        let typed = self.by.as_deref().or(own).unwrap_or_default();
        if typed.chars().any(is_hidden) {
            let said = format!("“{}” is no name: it holds characters that cannot be seen", visible(typed));
            return Err(Failure::usage(said));
        }
        let named = parse(typed).map(|named| {
            // The id is that of whoever the settings name; where they name nobody, it could be anybody's.
            let speaks = own.and_then(parse).is_some_and(|own| own.name == named.name);
            Named { id: session.settings.id.clone().filter(|_| speaks), ..named }
        });
        named.ok_or_else(|| {
            Failure::usage("a judgement needs a person's name: add --by \"A. Reviewer, PT\", or set name = \"…\" in claimbook.toml, here or in your own settings folder")
        })
    }
}

/// A name and what follows its first comma.
pub(super) fn parse(typed: &str) -> Option<Named> {
    let (name, credentials) =
        typed.split_once(',').map_or((typed, None), |(name, rest)| (name, Some(rest.trim().to_owned())));
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(Named { name, credentials: credentials.filter(|c| !c.is_empty()), id: None })
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.credentials {
            Some(credentials) => write!(f, "{}, {credentials}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Named {
    /// The same deed, done by this person: whoever judges is who the log names.
    pub(super) fn deed(&self, deed: Deed) -> Deed {
        Deed { who: self.name.clone(), ..deed }
    }

    /// The person's row, made if there is none: of the id that they declared, else of the name.
    pub(super) fn row(&self, writing: &mut Writing<'_>) -> Result<PersonRow, Failure> {
        let known = writing.view().persons_by_name(&self.name)?;
        let uid = person_named(writing, &self.name, self.credentials.as_deref(), self.id.as_ref())?;
        let Some(person) = writing.view().get::<Person>(uid)? else {
            return Err(Failure::Incomplete(format!("{} was not stored", self.name)));
        };
        if let Some(on) = person.retired_on {
            return Err(Failure::usage(format!(
                "{0} was retired on {on} and can give no more verdicts; `claimbook retire --back \"{0}\"` takes that back",
                self.name
            )));
        }
        let is_new = self.id.is_some() && !known.iter().any(|one| one.uid == uid);
        let alike = known.iter().filter(|one| is_new && one.declared_id.is_none());
        let namesakes = alike.map(|one| persons::of_one_name(one, &person)).collect();
        Ok(PersonRow { uid, namesakes })
    }
}
