//! `init`: makes a catalogue, and says what to do next.

use crate::catalogue::Catalogue;
use crate::catalogue::text_form::embedded::Embedded;
use crate::cli::{Exit, Session};
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  claimbook init\n  claimbook init --example # with the built-in catalogue in it")]
pub(in crate::cli) struct Args {}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        // Made here, not where a parent folder has one already.
        let named = session.globals.catalogue.clone().unwrap_or_else(|| "claimbook.db".into());
        let path = session.ambient.folder.join(named);
        let (example, deed) = (session.globals.example, session.deed("init"));
        Catalogue::create_with(&path, None, session.ambient.now, session.operator(), |made| match example {
            true => made.load_files(&Embedded, &deed).map(drop),
            false => Ok(()),
        })?;
        if example {
            session.say(&format!("Made {} with the built-in catalogue.\nNext: claimbook audit", path.display()));
        } else {
            session.say(&format!(
                "Made {}.\nNext: claimbook import ARTICLE.md   (text, Markdown, HTML, Word or JATS)",
                path.display()
            ));
        }
        Ok(Exit::Clean)
    }
}
