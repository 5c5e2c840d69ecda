//! `accept` and `dismiss`: moving claims from one status to another.

use crate::catalogue::{Deed, Writing};
use crate::cli::args::claim_filter::MeantClaims;
use crate::cli::{Exit, Session};
use crate::model::{Article, Claim};
use crate::tasks::{Failure, addresses, decisions};

/// Options of both commands.
#[derive(clap::Args)]
struct Options {
    #[command(flatten)]
    meant: MeantClaims,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Show what would be done, without doing it
    #[arg(long)]
    dry_run: bool,
}

/// `accept`: says that the article makes these claims.
#[derive(clap::Args)]
#[command(after_help = "Filters apply to proposals only. All of the claims are accepted, or none.\n\n\
    Examples:\n  claimbook accept c4 c7 --reason \"agreed with the editor\"\n  claimbook accept --kind prevalence --cited --dry-run")]
pub(in crate::cli) struct Accept {
    #[command(flatten)]
    options: Options,
}

impl Accept {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        decide(session, "accept", &self.options, decisions::accept)
    }
}

/// `dismiss`: says that these sentences are no claims, or that they are not the claim that was proposed for them.
#[derive(clap::Args)]
#[command(
    after_help = "If a claim of another article was proposed for a sentence, the sentence becomes a separate claim, \
        and the other article's claim stays as it is. Otherwise the claim itself is dismissed. Filters apply to \
        proposals only. \
    All of the claims are dismissed, or none.\n\n\
    Examples:\n  claimbook dismiss c4 c7 --reason \"agreed with the editor\"\n  claimbook dismiss hip-pain/c3 --in sore-hips\n  \
    claimbook dismiss --confidence likely --unsupported --dry-run"
)]
pub(in crate::cli) struct Dismiss {
    #[command(flatten)]
    options: Options,
    /// Only where the claims were proposed in this article
    #[arg(long = "in", value_name = "ARTICLE")]
    within: Option<String>,
}

impl Dismiss {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let typed = self.within;
        decide(session, "dismiss", &self.options, |writing, home, claim| {
            let within = addresses::find_article_if_named(writing.view(), typed.as_deref())?;
            decisions::dismiss(writing, home, claim, within.as_ref())
        })
    }
}

/// Decides on every claim that is meant: all of them, or none where one cannot be found. Says how many fit filters.
fn decide(
    session: &mut Session<'_>,
    command: &str,
    options: &Options,
    decision: impl Fn(&mut Writing<'_>, &Article, Claim) -> Result<Vec<String>, Failure>,
) -> Result<Exit, Failure> {
    let mut catalogue = session.catalogue_to_change()?;
    let deed = Deed { reason: options.reason.clone(), ..session.deed(command) };
    let change = |writing: &mut Writing<'_>| {
        let meant = options.meant.find(writing.view())?;
        let mut done = match (options.meant.are_named(), meant.as_slice()) {
            (true, _) => Vec::new(),
            (false, []) => vec!["No proposed claim fits these filters.".to_owned()],
            (false, [_]) => vec!["1 proposed claim fits.".to_owned()],
            (false, several) => vec![format!("{} proposed claims fit.", several.len())],
        };
        for (home, claim) in meant {
            done.extend(decision(writing, &home, claim)?);
        }
        Ok::<_, Failure>(done)
    };
    let mut done = match options.dry_run {
        true => catalogue.rehearse(&deed, change)?,
        false => catalogue.write(&deed, change)?,
    };
    done.extend(
        options.dry_run.then(|| "Nothing was changed: this is what would happen without --dry-run.".to_owned()),
    );
    session.report(&done.join("\n"));
    Ok(Exit::Clean)
}
