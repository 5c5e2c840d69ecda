//! Who decides: the person named with `--by`, or the one in the settings.

use crate::cli::Session;
use crate::tasks::Failure;
use crate::tasks::persons::{TypedPerson, parse};
use crate::text::visible::{is_hidden, make_visible};

/// The option that names a person.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReviewerOption {
    /// Your name with credentials: "A. Reviewer, PT" [default: name in the catalogue's settings, or in your own]
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

impl ReviewerOption {
    /// The person, or an error that says how to name one: a judgement without a name is none.
    pub(crate) fn person(&self, session: &Session<'_>) -> Result<TypedPerson, Failure> {
        let own = session.settings.name.as_deref();
        let typed = self.by.as_deref().or(own).unwrap_or_default();
        if typed.chars().any(is_hidden) {
            let said = format!("“{}” is not a name: it holds characters that cannot be seen", make_visible(typed));
            return Err(Failure::usage(said));
        }
        let named = parse(typed).map(|named| {
            // The id is that of whoever the settings name; where they name nobody, it could be anybody's.
            let speaks = own.and_then(parse).is_some_and(|own| own.name == named.name);
            TypedPerson { id: session.settings.id.clone().filter(|_| speaks), ..named }
        });
        named.ok_or_else(|| {
            Failure::usage("a judgement needs a person's name: add --by \"A. Reviewer, PT\", or set name = \"…\" in claimbook.toml, here or in your own settings folder")
        })
    }
}
