//! `next`: what waits for a person, one claim at a time on the whole screen.

use crate::cli::args::decider::ReviewerOption;
use crate::cli::args::values::word_parser;
use crate::cli::eyes::RevealOption;
use crate::cli::screen::{SittingOptions, sit};
use crate::cli::{Exit, Session};
use crate::model::{Kind, QueueReason};
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(
    after_help = "Shows each claim in its paragraph, beside its sources' own words and figures, with the reason why \
        you are asked and what has changed since it was signed. Keys: 1 to 5 give a verdict, a accepts, d dismisses, \
        l links, x rejects a citation, q records \
    what a source says, n keeps a note, s skips, u undoes, ? helps, Q leaves. Each decision is stored at once. Needs a \
    terminal of 60 columns and 16 lines; elsewhere, use queue, show, accept, dismiss, link, unlink, verify, review.\n\n\
    Examples:\n  claimbook next\n  claimbook next --article knee-pain --kind harm\n  claimbook next c4 c9"
)]
pub(in crate::cli) struct Args {
    /// Only these claims, whether or not they wait
    #[arg(value_name = "CLAIM", conflicts_with_all = ["mine", "article", "kind", "reason"])]
    claims: Vec<String>,
    /// Only those assigned to you, or last reviewed by you
    #[arg(long)]
    mine: bool,
    /// Only claims of this article, and claims of others that it makes
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only those of this kind
    #[arg(long, value_parser = word_parser::<Kind>(), value_name = "KIND")]
    kind: Option<Kind>,
    /// Only those that wait for this reason first
    #[arg(long, value_parser = word_parser::<QueueReason>(), value_name = "REASON")]
    reason: Option<QueueReason>,
    #[command(flatten)]
    by: ReviewerOption,
    #[command(flatten)]
    reveal: RevealOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (person, is_by_given) = (self.by.person(session)?, self.by.is_given());
        let (mine, article, kind, reason) = (self.mine, self.article, self.kind, self.reason);
        sit(
            session,
            SittingOptions {
                claims: self.claims,
                mine,
                article,
                kind,
                reason,
                person,
                is_by_given,
                reveal: self.reveal,
            },
        )
    }
}
