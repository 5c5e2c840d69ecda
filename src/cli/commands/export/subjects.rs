//! What the command line may ask of `export`, and what of it goes together.

use super::{Export, Failure, Fill, articles, claims, coverage, events, findings, references, works};
use crate::model::{Kind, Severity, Stance, Status, Verdict, Word};
use crate::write::{self, RecordKind, WRITERS, Writer};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Everything that can be exported.
pub(super) static EXPORTS: &[&Export] = &[
    &claims::EXPORT,
    &references::EXPORT,
    &works::EXPORT,
    &articles::EXPORT,
    &coverage::EXPORT,
    &findings::EXPORT,
    &events::EXPORT,
];

/// Columns that hold one of a few words, in whatever is exported.
pub(super) const CHOICES: &[(&str, &[&str])] = &[
    ("kind", Kind::TOKENS),
    ("status", Status::TOKENS),
    ("stance", Stance::TOKENS),
    ("verdict", Verdict::TOKENS),
    ("severity", Severity::TOKENS),
];

/// What is exported: one thing, or all of them, a table each.
#[derive(Clone, Copy)]
pub(super) enum ExportSubject {
    One(&'static Export),
    All,
}

/// The name of [`What::All`].
const ALL: &str = "all";

impl Export {
    /// Whether a format that holds this can hold something of it.
    pub(super) fn holds(&self, holds: RecordKind) -> bool {
        self.fill(holds).is_some()
    }

    /// Who hands it to a format that holds this.
    fn fill(&self, holds: RecordKind) -> Option<Fill> {
        let full = self.full.iter().find(|(form, _)| *form == holds).map(|(_, fill)| *fill);
        full.or_else(|| (holds == RecordKind::Rows).then_some(self.write))
    }
}

impl ExportSubject {
    /// Each thing that is exported.
    pub(super) fn exports(self) -> Vec<&'static Export> {
        match self {
            Self::One(export) => vec![export],
            Self::All => EXPORTS.iter().copied().filter(|export| !export.alone).collect(),
        }
    }

    /// Each of them, with who hands it to the format.
    pub(super) fn fills(self, to: &Writer) -> impl Iterator<Item = (&'static Export, Fill)> {
        self.exports().into_iter().filter_map(|export| Some((export, export.fill(to.holds)?)))
    }

    fn name(self) -> &'static str {
        match self {
            Self::One(export) => export.name,
            Self::All => ALL,
        }
    }

    fn fits(self, to: &Writer) -> bool {
        match self {
            Self::One(export) => export.holds(to.holds),
            Self::All => to.tables,
        }
    }

    /// A format that cannot hold what is asked for, or has not what is asked of it, is a mistake of use; what would do is
    /// named.
    pub(super) fn refuse(self, to: &Writer, separated: bool, abstracts: bool) -> Result<(), Failure> {
        let named = |fits: &dyn Fn(&Writer) -> bool| {
            let names: Vec<&str> = WRITERS.iter().filter(|writer| fits(writer)).map(|writer| writer.name).collect();
            names.join(", ")
        };
        if !self.fits(to) {
            let possible = named(&|writer| self.fits(writer));
            let one_of = if possible.contains(',') { "one of " } else { "" };
            return Err(Failure::Usage(format!("{} cannot hold {}; use {one_of}{possible}", to.name, self.name())));
        }
        if separated && !to.separated {
            let possible = named(&|writer| writer.separated);
            return Err(Failure::Usage(format!(
                "{} has neither a byte order mark nor a delimiter to choose: --bom and --delimiter are for {possible}",
                to.name
            )));
        }
        if abstracts && !self.exports().iter().any(|export| export.holds(RecordKind::Items)) {
            return Err(Failure::Usage(format!(
                "{} hold no abstracts: --abstracts is for references and works",
                self.name()
            )));
        }
        Ok(())
    }
}

pub(super) fn what_parser() -> impl TypedValueParser<Value = ExportSubject> {
    let named = EXPORTS.iter().map(|export| PossibleValue::new(export.name).help(export.summary));
    let all = PossibleValue::new(ALL).help("all of these but the event log, a sheet each, in one workbook");
    PossibleValuesParser::new(named.chain([all])).try_map(|name| match EXPORTS.iter().find(|e| e.name == name) {
        Some(export) => Ok(ExportSubject::One(export)),
        None if name == ALL => Ok(ExportSubject::All),
        None => Err("it is not one of the things that can be exported"),
    })
}

pub(super) fn writer_parser() -> impl TypedValueParser<Value = &'static Writer> {
    let named = WRITERS.iter().map(|writer| PossibleValue::new(writer.name).help(writer.summary));
    PossibleValuesParser::new(named).try_map(|name| write::find_writer(&name).ok_or("it is not one of the formats"))
}

pub(super) fn delimiter(typed: &str) -> Result<u8, String> {
    match typed.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"\r\n'".contains(one) => Ok(*one),
        _ => Err("expected one character such as ; or |, or the word tab".to_owned()),
    }
}

/// What a format could not hold, and how many records are written without it.
pub(super) fn describe_lost(format: &str, what: &str, count: u64) -> String {
    let records = if count == 1 { "1 record was" } else { &format!("{count} records were") };
    format!("{format} cannot hold {what}: {records} written without it.")
}
