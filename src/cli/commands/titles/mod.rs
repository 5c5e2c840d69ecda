//! `titles`: titles in headline capitals, shown as they would read like a sentence, and stored so once somebody has looked.

mod proposals;

use self::proposals::{TitleOwner, TitleProposal, make_code};
use crate::catalogue::Writing;
use crate::cli::show::page::{Emphasis, Page};
use crate::cli::{Exit, Session};
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(
    after_help = "The first run stores nothing: it shows each title as it is and as it would become, and ends with a code; \
    --set CODE stores what that run showed. What is printed in an article stays as printed.\n\n\
    Examples:\n  claimbook titles back-pain\n  claimbook titles back-pain --keep Roland,Morris\n  claimbook titles back-pain --set 1f0c93ab"
)]
pub(in crate::cli) struct Args {
    /// An article (its list), a reference, a citation key, a DOI [default: every list and work]
    #[arg(value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// Words that keep their capitals, separated by commas, in addition to the names that claimbook knows
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    keep: Vec<String>,
    /// Capitalise the first word after a colon, as APA does
    #[arg(long)]
    capital_after_colon: bool,
    /// Include titles of books and reports, for which AMA keeps headline capitals
    #[arg(long)]
    books: bool,
    /// Store the titles that were shown with this code
    #[arg(long, value_name = "CODE")]
    set: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let Some(code) = self.set.as_deref() else {
            let proposals = self.list_proposals(session.catalogue()?.view())?;
            return show(session, &proposals);
        };
        let (mut catalogue, deed) = (session.catalogue_to_change()?, session.deed("titles"));
        let stored = catalogue.write(&deed, |writing| {
            let proposals = self.list_proposals(writing.view())?;
            if proposals.is_empty() || !code.eq_ignore_ascii_case(&make_code(&proposals)) {
                return Err(Failure::usage(format!(
                    "“{code}” is not the code of what would be stored now: the titles or the options have changed since \
                     they were shown. Nothing was stored. Run the command without --set, and look again"
                )));
            }
            let stored = proposals.len();
            proposals.into_iter().try_for_each(|proposal| store(writing, proposal))?;
            Ok::<_, Failure>(stored)
        })?;
        let titles = if stored == 1 { "title is" } else { "titles are" };
        session.report(&format!("{stored} {titles} stored as shown. `claimbook history` shows what they were."));
        Ok(Exit::Clean)
    }
}

fn show(session: &mut Session<'_>, proposals: &[TitleProposal]) -> Result<Exit, Failure> {
    for TitleProposal { address, before, after, .. } in proposals {
        let (before, after) = (crate::text::make_visible(before), crate::text::make_visible(after));
        if session.width().is_none() {
            session.print(&format!("{address}\n  is     {before}\n  would  {after}\n"))?;
            continue;
        }
        let mut page = Page::new(session);
        page.add_line(0, address);
        page.add_field(2, "is", &[(Emphasis::Plain, &before)]);
        page.add_field(2, "would be", &[(Emphasis::Plain, &after)]);
        session.print(&page.finish())?;
    }
    session.report(&match proposals.len() {
        0 => "No title is in headline capitals.".to_owned(),
        n => format!(
            "{n} {} as shown; names that lost their capital are kept with --keep WORD,WORD. Nothing is stored yet.\n\
             Next: the same command with --set {}",
            if n == 1 { "title would read" } else { "titles would read" },
            make_code(proposals)
        ),
    });
    Ok(Exit::Clean)
}

fn store(writing: &mut Writing<'_>, proposal: TitleProposal) -> Result<(), Failure> {
    match proposal.of {
        TitleOwner::Reference(mut reference) => {
            reference.csl.title = Some(proposal.after);
            writing.edit(&*reference)?;
        }
        TitleOwner::Work(mut work) => {
            work.csl.title = Some(proposal.after);
            writing.edit(&*work)?;
        }
    }
    Ok(())
}
