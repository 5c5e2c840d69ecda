//! `import`: reads files into the catalogue, and says what was found, what is unsure, and what to do next.

mod article;
mod detecting;
mod guessing;
mod handed;
mod inputs;
mod inputs_in_turn;
mod kind;
mod kinds;
mod outcome;
mod reading_ahead;
mod references;
mod retractions;
mod sheets;
mod storing;

pub(super) use self::handed::take_in;
pub(super) use self::kinds::detect_other_kind;
pub(super) use self::outcome::OutcomeFormat;

use self::inputs_in_turn::Imported;
use self::kinds::NamedKind;
use self::reading_ahead::ReadAhead;
use crate::cli::show::progress;
use crate::cli::{Exit, Session};
use crate::read::sheet::claims::ClaimField;
use crate::tasks::Failure;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  claimbook import back-pain-during-pregnancy.txt\n  claimbook import --article back-pain-during-pregnancy library.ris\n  claimbook import articles/ https://www.example.org/health/back-pain"
)]
pub(in crate::cli) struct Args {
    /// Files, folders of articles, and addresses of pages; - is standard input
    #[arg(required = true, value_name = "FILE|FOLDER|URL")]
    inputs: Vec<PathBuf>,
    /// What the files hold, or the format of their references [default: detected from the content]
    #[arg(long = "as", value_name = "KIND", value_parser = NamedKind::parser())]
    kind: Option<NamedKind>,
    /// The article that the file is a version of, or to whose list the references are added
    #[arg(long, value_name = "KEY")]
    article: Option<String>,
    /// The heading of the column of a claims sheet that holds this, such as statement=Wording
    #[arg(long = "column", value_name = "FIELD=HEADING", value_parser = sheets::claim_lists::parse_column)]
    columns: Vec<(ClaimField, String)>,
    /// A library of references that the article cites by keys, [@roe2021], in addition to those that it names itself
    #[arg(long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
    /// Show what would be stored, without storing it
    #[arg(long)]
    dry_run: bool,
    /// The reader to use [default: chosen by the file's name and content]
    #[arg(long, value_name = "READER", value_parser = NamedKind::reader)]
    reader: Option<NamedKind>,
    /// Read files of up to this many bytes
    #[arg(long, value_name = "N")]
    max_bytes: Option<u64>,
    /// How to show what was done
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: outcome::OutcomeFormat,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let inputs = self.list_inputs(session)?;
        if self.article.is_some() && inputs.all.len() > 1 {
            return Err(Failure::usage("--article names one article, so give one file with it"));
        }
        let Imported { done, left } = std::thread::scope(|scope| {
            let mut ahead = ReadAhead::start(scope, &self, session, &inputs.all);
            // Many files take several transactions, and are one command all the same.
            catalogue.as_one_command(|catalogue| self.import_each(session, catalogue, &inputs, &mut ahead))
        })?;
        progress::clear_step(session, inputs.are_many());
        outcome::print(session, self.format, (self.dry_run, inputs.are_many()), &done, &left)?;
        inputs.passed_over.iter().for_each(|line| session.report(line));
        if done.is_empty() {
            return Err(Failure::usage(left.join("\n")));
        }
        for reason in &left {
            session.report(&format!("Left out: {reason}"));
        }
        Ok(if done.iter().all(|one| one.is_refused()) { Exit::Usage } else { Exit::Clean })
    }
}
