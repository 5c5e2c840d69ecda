//! `report`: pages on which an article's claims stand beside their evidence, and the packet that an auditor gets.

mod making;
mod packet;

use self::making::ReportMaking;
use crate::cli::args::styles;
use crate::cli::{Exit, Session};
use crate::files::{FileWriteError, Output, ReplacePolicy, make_folders, write_whole};
use crate::pages::report::is_report;
use crate::tasks::watch::WatchStart;
use crate::tasks::{Failure, addresses};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(
    after_help = "A file is one page that needs no network and no script; a folder gets a page for each article and index.html over all. \
    It asks no registry: `claimbook check` does that. The report shows every verdict, even to people who have not \
    given their own yet. docs/reports.md shows what is on it.\n\n\
    Examples:\n  claimbook report back-pain --output report.html\n  claimbook report --output report/\n  \
    claimbook report back-pain --since 2026-10-01 --output report.html --packet auditors.zip"
)]
pub(in crate::cli) struct Args {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    articles: Vec<String>,
    /// The page to write, NAME.html; for several articles the folder of pages
    #[arg(short, long, value_name = "FILE|FOLDER", required_unless_present = "packet")]
    output: Option<PathBuf>,
    /// Write a packet for auditors: the report, the claims as CSV, the log, the method, and what was not checked
    #[arg(long, value_name = "FILE.zip")]
    packet: Option<PathBuf>,
    /// Show what changed since this day, or since the event of the log with this hash
    #[arg(long, value_name = "DATE|EVENT")]
    since: Option<String>,
    /// The style of sources: ama, apa, vancouver, nlm, chicago, harvard, or a CSL file
    #[arg(long, default_value = "ama", value_name = "STYLE")]
    style: String,
}

/// What an earlier page of a report may be replaced by.
const PAGES: ReplacePolicy = ReplacePolicy::Earlier { is_one: is_report, what: "report" };

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let sheet = styles::find_sheet(session, &self.style, None)?;
        // Whatever cannot be written is told of before anything is made.
        let output = self.output.as_ref().map(|named| session.output(named)).transpose()?;
        let packet = self.packet.as_ref().map(|named| session.output(named)).transpose()?;
        let catalogue = session.whole_catalogue()?;
        let view = catalogue.view();
        let rows = match self.articles.as_slice() {
            [] => view.article_rows(None, false)?,
            keys => {
                let named = keys.iter().map(|key| addresses::find_article(view, Some(key)));
                let found = named.map(|article| Ok(view.article_row(article?.uid)?));
                found.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten().collect()
            }
        };
        if rows.is_empty() {
            return Err(Failure::usage(
                "there is no article to report on yet; `claimbook import ARTICLE` reads one. Nothing was written.",
            ));
        }
        let since = self.since.as_deref().map(|typed| WatchStart::parse(view, typed, session.today())).transpose()?;
        let making = ReportMaking::new(session, &catalogue, &rows, (&sheet, styles::name_style(&self.style)), since)?;
        let mut said = Vec::new();
        if let Some((named, output)) = self.output.as_deref().zip(output.as_ref()) {
            said.push(write_pages(session, &making, (named, output))?);
        }
        if let Some((named, packet)) = self.packet.as_deref().zip(packet.as_ref()) {
            packet::write(&making, packet)?;
            said.push(format!("Wrote the packet {}.", named.display()));
        }
        said.iter().for_each(|line| session.report(line));
        session.report(
            "It shows every verdict and reading: give it to a reviewer only after they have given their own \
            opinion.",
        );
        Ok(Exit::Clean)
    }
}

/// Writes one page, or a folder of them; answers what to tell.
fn write_pages(
    session: &Session<'_>,
    making: &ReportMaking<'_>,
    (named, output): (&Path, &Output),
) -> Result<String, Failure> {
    let path = output.path();
    if is_page(path) {
        let Some(alone) = making.find_only() else {
            return Err(Failure::usage(format!(
                "A report on {0} articles is a folder of pages: name a folder, as in --output {1}/, or one article. \
                    Nothing was written.",
                making.count(),
                named.with_extension("").display()
            )));
        };
        let bytes = making.render_alone(alone)?;
        write_page(output, &bytes)?;
        return Ok(format!("Wrote {}: open it in a browser.", named.display()));
    }
    make_folders(path, output.mode())
        .map_err(|e| {
            Failure::usage(format!(
                "the folder {0} cannot be made: {e}. Name another folder, or a page that ends in .html. Nothing was written.",
                named.display()
            ))
        })?;
    making.render_each(|name, bytes, _| write_page(&session.output(&path.join(name))?, bytes))?;
    Ok(format!("Wrote {} pages: open {}.", making.count() + 1, named.join(making::INDEX).display()))
}

fn write_page(output: &Output, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(output, PAGES, |out| {
        let cut = |source| FileWriteError::Cut { path: output.path().to_owned(), source };
        out.write_all(bytes).map_err(cut)
    })?;
    Ok(())
}

/// A name that ends as pages do is one page; any other is a folder.
fn is_page(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "html" | "htm")) && !path.is_dir()
}
