//! `add`: records by hand.

use crate::catalogue::Writing;
use crate::cli::args::values::word_parser;
use crate::cli::{Exit, Session};
use crate::model::{Article, Kind, PartialDate};
use crate::read::ReadError;
use crate::tasks::{Failure, addresses, by_hand, passed_over};
use std::io::Read;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Example: claimbook add claim \"Side sleeping eases back pain.\" --kind benefit --at \"help ease lower back aches\""
)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// An article whose text is not at hand
    #[command(after_help = "Example: claimbook add article hip-pain --title \"Hip pain\" --updated-on 2026-05")]
    Article {
        /// Its key in addresses
        key: String,
        /// Its title
        #[arg(long)]
        title: String,
        /// Where it is published
        #[arg(long)]
        url: Option<String>,
        /// Who publishes it
        #[arg(long)]
        publisher: Option<String>,
        /// The printed "last updated" date
        #[arg(long, value_name = "DATE")]
        updated_on: Option<PartialDate>,
    },
    /// A claim
    #[command(
        after_help = "Examples:\n  claimbook add claim \"Side sleeping eases back pain.\" --kind benefit --article hip-pain\n  \
        claimbook add claim hip-pain:12"
    )]
    Claim {
        /// The proposition, in a sentence; or ARTICLE:LINE, a sentence of the text that was passed over
        statement: String,
        /// What kind it is [default: for ARTICLE:LINE, the one that fits best]
        #[arg(long, value_parser = word_parser::<Kind>(), value_name = "KIND")]
        kind: Option<Kind>,
        /// Its article [default: the only one]
        #[arg(long, value_name = "ARTICLE")]
        article: Option<String>,
        /// The article's own words, exactly as it has them
        #[arg(long, value_name = "WORDS")]
        at: Option<String>,
    },
    /// An entry of an article's list
    #[command(after_help = "Example: claimbook add reference 10.5555/12345678 --article hip-pain")]
    Reference {
        /// The whole entry as printed, or a DOI
        printed: String,
        /// Its article [default: the only one]
        #[arg(long, value_name = "ARTICLE")]
        article: Option<String>,
        /// The number as printed
        #[arg(long)]
        number: Option<String>,
    },
    /// A work's abstract, read from standard input
    #[command(after_help = "Example: claimbook add abstract salari2023 < abstract.txt")]
    Abstract {
        /// The work, by citation key or DOI
        #[arg(value_name = "WORK")]
        work: String,
    },
    /// Somebody who writes, reviews or approves
    #[command(after_help = "Example: claimbook add person \"A. Reviewer, PT\" --contact reviewer@example.org")]
    Person {
        /// Name and credentials: "A. Reviewer, PT"
        name: String,
        /// How to reach them
        #[arg(long)]
        contact: Option<String>,
        /// The file of their public key, by which their signatures are known
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let mut typed = String::new();
        if matches!(self.what, What::Abstract { .. }) {
            let limit = session.settings.max_text_bytes;
            let read = session.ambient.stdin.by_ref().take(limit.saturating_add(1)).read_to_string(&mut typed);
            read.map_err(|e| Failure::usage(format!("standard input: {e}")))?;
            if typed.len() as u64 > limit {
                let large = ReadError::TooLarge { file: "standard input".to_owned(), bytes: None, limit };
                return Err(Failure::usage(large.to_string()));
            }
        }
        if let What::Person { key: Some(key), .. } = &self.what {
            typed = session.read_key(key)?;
        }
        let said = catalogue.write(&session.deed("add"), |writing| self.what.add(writing, &typed))?;
        session.report(&said);
        Ok(Exit::Clean)
    }
}

impl What {
    fn add(self, writing: &mut Writing<'_>, typed: &str) -> Result<String, Failure> {
        match self {
            Self::Article { key, title, url, publisher, updated_on } => {
                let (uid, language) = (writing.uid(), "en".to_owned());
                let (last_reviewed_on, retired_on) = (None, None);
                let article =
                    Article { uid, key, title, url, publisher, language, updated_on, last_reviewed_on, retired_on };
                by_hand::add_article(writing, &article)
            }
            Self::Claim { statement, kind, article, at } => {
                add_claim(writing, statement, kind, (article.as_deref(), at.as_deref()))
            }
            Self::Reference { printed, article, number } => {
                by_hand::add_reference(writing, printed, article.as_deref(), number)
            }
            Self::Abstract { work } => by_hand::store_abstract(writing, &work, typed),
            Self::Person { name, contact, key } => {
                by_hand::add_person(writing, &name, contact, key.is_some().then_some(typed))
            }
        }
    }
}

fn add_claim(
    writing: &mut Writing<'_>,
    statement: String,
    kind: Option<Kind>,
    (article, at): (Option<&str>, Option<&str>),
) -> Result<String, Failure> {
    if let (Some((key, line, column)), None) = (passed_over::parse_line_address(&statement), article.or(at)) {
        let article = addresses::find_article(writing.view(), Some(key))?;
        return passed_over::take_in(writing, &article, (line, column), kind);
    }
    by_hand::add_claim(writing, statement, kind, article, at)
}
