//! `export`: records in a file format, for everybody who works with something else. One file for each thing that can be
//! exported, one line in [`subjects::EXPORTS`]; the formats are those of `write`.

mod articles;
pub(super) mod claims;
mod column;
mod coverage;
mod events;
mod findings;
pub(super) mod handed;
mod notices;
pub(super) mod references;
mod scope;
mod subjects;
mod terminal_text;
mod works;

pub(super) use self::scope::Scope;

use self::subjects::{CHOICES, ExportSubject, delimiter, what_parser, writer_parser};
use self::terminal_text::TerminalText;
use crate::catalogue::{Catalogue, View};
use crate::cli::args::judging::Judgement;
use crate::cli::{Exit, Session};
use crate::files::{ReplacePolicy, write_whole};
use crate::tasks::{Failure, addresses, audit};
use crate::write::{self, FieldLosses, RecordKind, RecordSink, Writer};

/// Something that can be exported.
pub(super) struct Export {
    name: &'static str,
    summary: &'static str,
    pub(super) columns: &'static [&'static str],
    /// Hands its rows to a format.
    pub(super) write: Fill,
    /// What else of it a format may hold, and who hands it over.
    full: &'static [(RecordKind, Fill)],
    /// Whether it is what the rules say, so that they are run first.
    judged: bool,
    /// Whether it is no sheet of the workbook that holds all others.
    alone: bool,
}

/// Hands records to a format.
type Fill = fn(View<'_>, &Scope<'_>, &mut dyn RecordSink) -> Result<(), Failure>;

#[derive(clap::Args)]
#[command(
    after_help = "docs/data-model.md explains the columns. Cells that a spreadsheet would run as a formula begin with an \
    apostrophe, which import removes. `all` is one workbook with a sheet for each of the others but the event log.\n\n\
    Examples:\n  claimbook export claims --to csv > claims.csv\n  claimbook export works --to jsonl --output works.jsonl\n  \
    claimbook export events --to jsonl --output events.jsonl\n  claimbook export all --to xlsx --output catalogue.xlsx"
)]
pub(in crate::cli) struct Args {
    /// What to export
    #[arg(value_name = "WHAT", value_parser = what_parser())]
    what: ExportSubject,
    /// The format to write
    #[arg(long, value_name = "FORMAT", value_parser = writer_parser())]
    to: &'static Writer,
    /// Only what belongs to this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Include suggested citations, which are not evidence (claims)
    #[arg(long)]
    suggestions: bool,
    /// Include abstracts, which remain under their owners' copyright (references, works)
    #[arg(long)]
    abstracts: bool,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// Begin with a byte order mark, which Excel needs (CSV)
    #[arg(long)]
    bom: bool,
    /// The character between two fields: one ASCII character, or "tab" (CSV) [default: ,]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        self.what.refuse(self.to, self.bom || self.delimiter.is_some(), self.abstracts)?;
        let output = self.output.as_ref().map(|file| session.output(file)).transpose()?;
        let mut catalogue = session.whole_catalogue()?;
        let article = addresses::find_article_if_named(catalogue.view(), self.article.as_deref())?;
        let report = self.what.exports().iter().any(|export| export.judged).then(|| {
            let known = article.clone().map_or_else(|| catalogue.view().articles(), |one| Ok(vec![one]))?;
            let chosen = audit::ChosenArticles { known, whole: article.is_none(), ..audit::ChosenArticles::default() };
            Judgement::from_stored().audit_known(session, &mut catalogue, &chosen)
        });
        let settings = session.settings.clone();
        let scope = Scope {
            article: article.map(|a| a.uid),
            suggestions: self.suggestions,
            abstracts: self.abstracts,
            report: report.transpose()?,
            ..Scope::for_everything(&settings, session.today())
        };
        let mut losses = FieldLosses::new();
        match &output {
            Some(output) => {
                let replace = if self.force { ReplacePolicy::Anything } else { ReplacePolicy::Nothing };
                write_whole(output, replace, |out| {
                    losses = self.fill(&catalogue, &scope, out)?;
                    Ok::<_, Failure>(())
                })?;
                session.report(&format!("Wrote {}.", output.path().display()));
            }
            None if session.ambient.stdout_is_terminal && self.to.binary => {
                return Err(Failure::Usage(format!(
                    "{} cannot be shown in a terminal; write it to a file with --output FILE",
                    self.to.name
                )));
            }
            None if session.ambient.stdout_is_terminal => {
                losses = self.fill(&catalogue, &scope, &mut TerminalText::new(&mut session.ambient.stdout))?;
            }
            None => losses = self.fill(&catalogue, &scope, &mut session.ambient.stdout)?,
        }
        for (what, count) in losses {
            session.report(&subjects::describe_lost(self.to.name, &what, count));
        }
        Ok(Exit::Clean)
    }

    fn fill(
        &self,
        catalogue: &Catalogue,
        scope: &Scope<'_>,
        mut out: &mut dyn std::io::Write,
    ) -> Result<FieldLosses, Failure> {
        let delimiter = self.delimiter.unwrap_or(write::WriteOptions::default().delimiter);
        let options = write::WriteOptions { bom: self.bom, delimiter, choices: CHOICES };
        let mut records = (self.to.begin)(&mut out, options)?;
        // One state of the catalogue, whatever else is written meanwhile.
        catalogue.view().read_at_once(|view| {
            for (export, fill) in self.what.fills(self.to) {
                records.table(export.name, &scope.columns(export))?;
                fill(view, scope, &mut *records)?;
            }
            Ok::<_, Failure>(())
        })?;
        Ok(records.end()?)
    }
}
