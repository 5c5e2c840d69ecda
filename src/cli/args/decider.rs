//! Who decides: the person named with `--by`, or the user, as their own settings say.

use crate::cli::Session;
use crate::tasks::Failure;
use crate::tasks::persons::{TypedPerson, parse_visible};

/// The option that names a person.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReviewerOption {
    /// The person's name with credentials: "A. Reviewer, PT" [default: you, as [me] in your own settings says]
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

impl ReviewerOption {
    /// Whether somebody is named.
    pub(crate) fn is_given(&self) -> bool {
        self.by.is_some()
    }

    /// The same, where only some of what a command does needs a name; none where none is known.
    pub(crate) fn person_if_named(&self, session: &Session<'_>) -> Result<Option<TypedPerson>, Failure> {
        let is_named = self.by.is_some() || session.settings.me.is_some();
        is_named.then(|| self.person(session)).transpose()
    }

    /// The person, or an error that says how to name one: nobody reviews as nobody.
    pub(crate) fn person(&self, session: &Session<'_>) -> Result<TypedPerson, Failure> {
        let me = session.settings.me.as_ref();
        let Some(typed) = self.by.as_deref() else { return find_user(session) };
        let Some(named) = parse_visible(typed)? else {
            return Err(Failure::usage(format!(
                "--by \"{typed}\" is empty: give a name, such as --by \"A. Reviewer, \
                PT\". {}",
                session.describe_own_settings()
            )));
        };
        // The id is that of whoever the settings name, and of nobody else.
        Ok(match me.filter(|me| me.name == named.name) {
            Some(me) => TypedPerson {
                credentials: named.credentials.or_else(|| me.credentials.clone()),
                ..TypedPerson::from(me)
            },
            None => named,
        })
    }
}

/// The user, as their own settings say; an error that says what to write where they say nothing.
pub(crate) fn find_user(session: &Session<'_>) -> Result<TypedPerson, Failure> {
    session.settings.me.as_ref().map(TypedPerson::from).ok_or_else(|| {
        Failure::usage(format!(
            "a judgement needs a person's name, and claimbook does not know yours. {}\nOr name a person for this \
                command alone: --by \"A. Reviewer, PT\"",
            session.describe_own_settings()
        ))
    })
}

/// The option as `Next:` lines propose it; nothing where the user's own settings say who they are.
pub(crate) fn propose_option(session: &Session<'_>) -> &'static str {
    match session.settings.me {
        Some(_) => "",
        None => " --by \"NAME, CREDENTIALS\"",
    }
}
