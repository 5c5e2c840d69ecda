//! `search`: claims and works that hold the words.

use crate::cli::eyes::RevealOption;
use crate::cli::show::listing;
use crate::cli::show::listing::ListFormat;
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::tasks::Failure;
use crate::write::brief;
use serde::Serialize;

/// How many of each are shown unless more are asked for.
const MOST: u32 = 20;

#[derive(clap::Args)]
#[command(
    after_help = "The best matches come first; the last word may be the beginning of a word. In a pipe, a line holds: found, address, text.\n\n\
    Example:\n  claimbook search relaxin pain"
)]
pub(in crate::cli) struct Args {
    /// Words that must all be there, in any order
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
    /// Show at most this many claims, and this many works
    #[arg(long, value_name = "N", default_value_t = MOST)]
    limit: u32,
    #[command(flatten)]
    reveal: RevealOption,
}

/// A claim or a work that holds the words. Field names are contracts.
#[derive(Serialize)]
struct Hit {
    found: &'static str,
    address: String,
    text: String,
    doi: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = self.reveal.catalogue(session, "search")?;
        let (view, words) = (catalogue.view(), self.words.join(" "));
        // One more than is shown tells whether there are more.
        let (most, asked) = (self.limit as usize, self.limit.saturating_add(1));
        let (claims, works) = (view.search_claims(&words, asked)?, view.search_works(&words, asked)?);
        let more = [("claims", claims.len() > most), ("works", works.len() > most)];
        let more: Vec<&str> = more.into_iter().filter(|(_, more)| *more).map(|(what, _)| what).collect();
        if !more.is_empty() {
            let (what, more) = (more.join(" and "), self.limit.saturating_mul(10).max(MOST));
            session.report(&format!(
                "There are more {what} than the {} shown; --limit {more} shows more of them.",
                self.limit
            ));
        }
        let claims = claims.into_iter().take(most);
        let claims = claims.map(|hit| Hit { found: "claim", address: hit.address, text: hit.statement, doi: None });
        let works = works.into_iter().take(most).map(|hit| Hit {
            found: "work",
            address: hit.key,
            text: brief::format_work(&hit.csl),
            doi: hit.doi.map(|doi| doi.to_string()),
        });
        let hits: Vec<Hit> = claims.chain(works).collect();
        if self.format != ListFormat::Table {
            listing::print_json(session, self.format, &hits)?;
            return Ok(Exit::Clean);
        }
        let mut sheet = TextTable::new(&[column("found"), column("address"), prose("text")]);
        for hit in &hits {
            sheet.add_row([hit.found, &hit.address, &hit.text]);
        }
        let nothing = listing::explain_nothing(
            catalogue.view(),
            Some(self.limit),
            "Nothing contains all of these words. Fewer words, or their beginnings, find more.",
        )?;
        listing::print_table(session, &sheet, nothing)?;
        Ok(Exit::Clean)
    }
}
