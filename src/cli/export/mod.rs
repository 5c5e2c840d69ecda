//! `export`: records in a file format, for everybody who works with something else. One file for each thing that can be
//! exported, one line in [`EXPORTS`]; the formats are those of `write`.

pub(super) mod claims;
pub(super) mod references;
mod works;

use super::{Exit, Failure, Session, addresses};
use crate::catalogue::{Catalogue, View};
use crate::model::{Kind, Settings, Stance, Status, Uid, Verdict, Word};
use crate::write::{self, Holds, Losses, Records, WRITERS, Writer};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Something that can be exported.
pub(super) struct Export {
    name: &'static str,
    summary: &'static str,
    pub(super) columns: &'static [&'static str],
    /// Whether each record is about a bibliographic item, so that formats of reference managers can hold it.
    items: bool,
    pub(super) write: fn(View<'_>, &Scope<'_>, &mut dyn Records) -> Result<(), Failure>,
}

/// Everything that can be exported.
const EXPORTS: &[&Export] = &[&claims::EXPORT, &references::EXPORT, &works::EXPORT];

/// Columns that hold one of a few words, in whatever is exported.
const CHOICES: &[(&str, &[&str])] = &[
    ("kind", Kind::TOKENS),
    ("status", Status::TOKENS),
    ("stance", Stance::TOKENS),
    ("verdict", Verdict::TOKENS),
];

/// What of it is wanted.
pub(super) struct Scope<'s> {
    pub(super) article: Option<Uid>,
    pub(super) suggestions: bool,
    pub(super) settings: &'s Settings,
}

#[derive(clap::Args)]
#[command(after_help = "docs/data-model.md explains the columns. Cells that a spreadsheet would run as a formula begin with an\n\
    apostrophe; reading them back takes it away.\n\n\
    Examples:\n  claimbook export claims --to csv > claims.csv\n  claimbook export works --to jsonl --output works.jsonl")]
pub(super) struct Args {
    /// What to export
    #[arg(value_name = "WHAT", value_parser = export_parser())]
    what: &'static Export,
    /// In which format
    #[arg(long, value_name = "FORMAT", value_parser = writer_parser())]
    to: &'static Writer,
    /// Only what belongs to this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// With suggested citations, which are no evidence
    #[arg(long)]
    suggestions: bool,
    /// Write to this file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// Begin with a byte order mark, which Excel needs (CSV)
    #[arg(long)]
    bom: bool,
    /// What stands between two fields: one ASCII character, or "tab" (CSV) [default: ,]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        self.fits()?;
        let catalogue = session.catalogue()?;
        let article = self.article.as_deref().map(|key| addresses::article(catalogue.view(), Some(key))).transpose()?;
        let scope =
            Scope { article: article.map(|a| a.uid), suggestions: self.suggestions, settings: &session.settings };
        let mut losses = Losses::new();
        match &self.output {
            Some(file) => {
                let path = session.ambient.folder.join(file);
                write::write_whole(&path, self.force, |out| {
                    losses = self.fill(&catalogue, &scope, out)?;
                    Ok::<_, Failure>(())
                })?;
                session.say(&format!("Wrote {}.", path.display()));
            }
            None => losses = self.fill(&catalogue, &scope, &mut session.ambient.stdout)?,
        }
        for (what, count) in losses {
            session.say(&format!("{} has no place for {what}: left out of {count} of the records.", self.to.name));
        }
        Ok(Exit::Clean)
    }

    /// A format that cannot hold what is asked for is a mistake of use; the ones that can are named.
    fn fits(&self) -> Result<(), Failure> {
        let fits = |writer: &Writer| writer.holds == Holds::Records || self.what.items;
        if fits(self.to) {
            return Ok(());
        }
        let possible: Vec<&str> = WRITERS.iter().filter(|writer| fits(writer)).map(|writer| writer.name).collect();
        Err(Failure::Usage(format!(
            "{} holds bibliographic records only, and {} are none; use one of {}",
            self.to.name,
            self.what.name,
            possible.join(", ")
        )))
    }

    fn fill(&self, catalogue: &Catalogue, scope: &Scope<'_>, mut out: &mut dyn std::io::Write) -> Result<Losses, Failure> {
        let delimiter = self.delimiter.unwrap_or(write::Options::default().delimiter);
        let options = write::Options { bom: self.bom, delimiter, choices: CHOICES };
        let mut records = (self.to.begin)(&mut out, self.what.columns, options)?;
        (self.what.write)(catalogue.view(), scope, &mut *records)?;
        Ok(records.end()?)
    }
}

fn export_parser() -> impl TypedValueParser<Value = &'static Export> {
    let named = EXPORTS.iter().map(|export| PossibleValue::new(export.name).help(export.summary));
    PossibleValuesParser::new(named).try_map(|name| {
        EXPORTS.iter().copied().find(|export| export.name == name).ok_or("it is none of the things that can be exported")
    })
}

fn writer_parser() -> impl TypedValueParser<Value = &'static Writer> {
    let named = WRITERS.iter().map(|writer| PossibleValue::new(writer.name).help(writer.summary));
    PossibleValuesParser::new(named).try_map(|name| write::writer(&name).ok_or("it is none of the formats"))
}

fn delimiter(typed: &str) -> Result<u8, String> {
    match typed.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"\r\n'".contains(one) => Ok(*one),
        _ => Err("expected one character such as ; or |, or the word tab".to_owned()),
    }
}

impl From<write::NotWritten> for Failure {
    fn from(error: write::NotWritten) -> Self {
        match error {
            write::NotWritten::Cut { .. } => Self::Incomplete(error.to_string()),
            other => Self::Usage(other.to_string()),
        }
    }
}
