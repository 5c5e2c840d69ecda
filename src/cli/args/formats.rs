//! In which formats a report is written, and where to.

use crate::cli::Session;
use crate::files::{FileWriteError, Output, ReplacePolicy, write_whole};
use crate::report::{self, Ending, RENDERERS, RenderOptions, Renderer, Report};
use crate::tasks::Failure;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

/// Columns of a report that goes to no terminal.
const WIDTH: usize = 100;

/// Options of the commands that report.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Formats {
    /// How to show the findings
    #[arg(long, default_value = "human", value_name = "FORMAT", value_parser = renderer_parser())]
    format: &'static Renderer,
    /// Also write the findings to a file, replacing an earlier report; may be given more than once
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_also)]
    also: Vec<ExtraOutput>,
    /// Show how many findings each rule has, instead of the findings
    #[arg(long)]
    statistics: bool,
    /// Explain each rule that found something, once, after the findings
    #[arg(long, conflicts_with = "statistics")]
    explain: bool,
}

/// Formats that say counts alone.
const COUNTING: &[&str] = &["human", "concise", "json", "jsonl"];
/// Formats that people read, and that have room for explanations.
const EXPLAINING: &[&str] = &["human", "concise"];

/// A format and its file.
#[derive(Debug, Clone)]
struct ExtraOutput {
    renderer: &'static Renderer,
    file: PathBuf,
}

impl Formats {
    /// What cannot be written is said before the work is done: two reports in one file would leave the last, and none may
    /// take the place of the catalogue.
    pub(crate) fn refuse_clashes(&self, session: &Session<'_>) -> Result<(), Failure> {
        for (asked, option, formats) in
            [(self.statistics, "--statistics", COUNTING), (self.explain, "--explain", EXPLAINING)]
        {
            if asked && !formats.contains(&self.format.name) {
                let message =
                    format!("{option} goes with --format {}, not with {}", formats.join(", "), self.format.name);
                return Err(Failure::usage(message));
            }
        }
        let mut seen = BTreeSet::new();
        for also in &self.also {
            session.output(&also.file)?;
            if !seen.insert(session.ambient.folder.join(&also.file)) {
                return Err(Failure::usage(format!("--also names {} twice", also.file.display())));
            }
        }
        Ok(())
    }

    /// Writes the report to standard output, to the files, and to the job summary of a GitHub workflow.
    pub(crate) fn write(&self, session: &mut Session<'_>, report: &Report, ending: Ending) -> Result<(), Failure> {
        let verbose = session.globals.verbose;
        let plain = RenderOptions { width: WIDTH, verbose, ending: ending.clone(), ..RenderOptions::default() };
        let look = RenderOptions {
            width: session.width().unwrap_or(WIDTH),
            colour: session.colours(),
            verbose,
            wrapped: session.width().is_some(),
            explain: self.explain,
            ending,
        };
        match self.statistics {
            true => report::render_statistics(report, self.format, &mut session.ambient.stdout)?,
            false => (self.format.render)(report, &look, &mut session.ambient.stdout)?,
        }
        for also in &self.also {
            let output = session.output(&also.file)?;
            let earlier = ReplacePolicy::Earlier { is_one: report::is_report, what: "claimbook report" };
            write_whole(&output, earlier, |out| write_file(report, also.renderer, &plain, out, output.path()))?;
        }
        let annotated = self.also.iter().map(|also| also.renderer).chain([self.format]).any(|r| r.name == "github");
        let summary = session.ambient.environment.get("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
        match summary.filter(|_| annotated) {
            Some(file) => append(&session.output(Path::new(file))?, report, &plain),
            None => Ok(()),
        }
    }
}

fn write_file(
    report: &Report,
    renderer: &Renderer,
    plain: &RenderOptions,
    out: &mut dyn std::io::Write,
    path: &Path,
) -> Result<(), FileWriteError> {
    (renderer.render)(report, plain, out).map_err(|source| FileWriteError::Cut { path: path.to_owned(), source })
}

/// Adds the report to a job summary: earlier steps may have written theirs.
fn append(output: &Output, report: &Report, plain: &RenderOptions) -> Result<(), Failure> {
    let path = output.path();
    let Some(markdown) = report::find_renderer("markdown") else { return Ok(()) };
    let failed = |e: std::io::Error| Failure::Incomplete(format!("the job summary {}: {e}", path.display()));
    let mut page = Vec::new();
    write_file(report, markdown, plain, &mut page, path)?;
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
    std::io::Write::write_all(&mut file, &page).map_err(failed)
}

fn renderer_parser() -> impl TypedValueParser<Value = &'static Renderer> {
    let named = RENDERERS.iter().map(|renderer| PossibleValue::new(renderer.name).help(renderer.summary));
    PossibleValuesParser::new(named).try_map(|name| report::find_renderer(&name).ok_or("it is not one of the formats"))
}

fn parse_also(typed: &str) -> Result<ExtraOutput, String> {
    let (format, file) = typed.split_once('=').ok_or("expected a format and a file, such as sarif=claimbook.sarif")?;
    let known = || RENDERERS.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
    let renderer = report::find_renderer(format)
        .ok_or_else(|| format!("there is no format “{format}”; the formats are {}", known()))?;
    match file {
        "" => Err(format!("the file is missing, as in {format}=FILE")),
        file => Ok(ExtraOutput { renderer, file: file.into() }),
    }
}
