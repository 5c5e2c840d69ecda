//! `suggest`: which references a claim may rest on, with reasons a person can check.

mod table;

use crate::catalogue::Catalogue;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::{Exit, Session};
use crate::import::{self, SuggestedCounts, SuggestedPair};
use crate::model::{Article, CitationState, Claim, Status, Uid, Work, claim_address};
use crate::tasks::full_texts::KeptWords;
use crate::tasks::{Failure, addresses};
use table::{Shown, show};

#[derive(clap::Args)]
#[command(
    after_help = "Shows the best three references that may fit, without weak guesses. With --all, it shows up to \
        five, weak guesses among them.\n\nExamples:\n  claimbook suggest c2\n  claimbook suggest c2 --all"
)]
pub(in crate::cli) struct Args {
    /// The claims [default: every proposed or accepted claim without an asserted citation]
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// Only those of this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Show up to five for each claim, weak ones too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    options: ListOptions,
}

/// How many are shown for a claim, unless all are asked for.
const MOST: usize = 3;

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        // Suggestions are stored with the catalogue where it can be changed; elsewhere they are only shown.
        let mut catalogue = session.catalogue_to_change().or_else(|_| session.catalogue())?;
        let keep = session.catalogue_path().is_some_and(|path| path.is_file());
        let mut shown: Vec<Shown> = Vec::new();
        let mut counts = SuggestedCounts::default();
        for (home, claims) in self.choose_claims(&catalogue)? {
            let found = import::suggest_for(catalogue.view(), &home, &claims)?;
            for (uid, pairs) in &found {
                let Some(claim) = claims.iter().find(|c| c.uid == *uid) else { continue };
                counts.add(pairs);
                let wanted = pairs.iter().filter(|p| self.all || p.is_offered());
                let wanted = wanted.take(if self.all { usize::MAX } else { MOST });
                for pair in wanted {
                    let work =
                        pair.reference.work.map(|work| catalogue.view().get::<Work>(work)).transpose()?.flatten();
                    let kept = KeptWords::find(catalogue.view(), work.as_ref(), claim)?;
                    shown.push(Shown { claim: claim_address(&home.key, claim.serial), pair: pair.clone(), kept });
                }
            }
            if keep {
                store(&mut catalogue, session, found)?;
            }
        }
        shown.truncate(self.options.limit.map_or(usize::MAX, |n| n as usize));
        let counted = (self.options.format == ListFormat::Table && counts.claims > 0).then(|| counts.describe());
        // That nothing fits is said once.
        if counted.is_none() || !shown.is_empty() {
            show(session, self.options.format, &shown)?;
        }
        if let Some(counted) = counted {
            session.report(&counted);
        }
        Ok(Exit::Clean)
    }

    /// The claims asked for, by home.
    fn choose_claims(&self, catalogue: &Catalogue) -> Result<Vec<(Article, Vec<Claim>)>, Failure> {
        let view = catalogue.view();
        let mut wanted: Vec<(Article, Vec<Claim>)> = Vec::new();
        for typed in &self.claims {
            let (home, claim) = addresses::find_claim(view, typed)?;
            match wanted.iter_mut().find(|(a, _)| a.uid == home.uid) {
                Some((_, claims)) => claims.push(claim),
                None => wanted.push((home, vec![claim])),
            }
        }
        if !self.claims.is_empty() {
            return Ok(wanted);
        }
        let articles = match &self.article {
            Some(key) => vec![view.article(key)?],
            None => view.articles()?,
        };
        for article in articles {
            let mut claims = Vec::new();
            for claim in view.claims_of(article.uid)? {
                let open = matches!(claim.status, Status::Proposed | Status::Accepted) && claim.article == article.uid;
                if open && !view.citations_of(claim.uid)?.iter().any(|c| c.state == CitationState::Asserted) {
                    claims.push(claim);
                }
            }
            wanted.push((article, claims));
        }
        Ok(wanted)
    }
}

fn store(
    catalogue: &mut Catalogue,
    session: &Session<'_>,
    found: Vec<(Uid, Vec<SuggestedPair>)>,
) -> Result<(), Failure> {
    catalogue.write(&session.deed("suggest"), |writing| {
        for (claim, pairs) in found {
            import::store_pairs(writing, claim, pairs)?;
        }
        Ok::<_, Failure>(())
    })
}
