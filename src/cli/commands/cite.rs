//! `cite`: reference lists and in-text citations in a house style. Nothing is changed, and nobody is asked: what the
//! registries know is what `check` last heard.

use crate::cli::args::styles;
use crate::cli::{Exit, Session};
use crate::compare::is_headline;
use crate::tasks::Failure;
use crate::tasks::cite::{self as listing, GatheredWorks, ListingPlan};
use crate::write::cite::{self, CitedWork, LinkTarget, ListLine, StyleSheet, TARGETS};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// How many addresses a remark names.
const NAMED: usize = 8;

#[derive(clap::Args)]
#[command(
    after_help = "Where a registry's data agree with what is printed, they are used; otherwise what is printed is used, and the \
    difference is reported on stderr. docs/citing.md says which published rules each style follows.\n\n\
    Examples:\n  claimbook cite back-pain --style ama\n  claimbook cite back-pain/c3 --style apa --in-text\n  \
    claimbook cite salari2023 10.5555/12345678 --style vancouver --to markdown"
)]
pub(in crate::cli) struct Args {
    /// An article (its list), a claim (what it rests on), a reference, a citation key, a DOI [default: every work]
    #[arg(value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// ama, apa, vancouver, nlm, chicago, harvard, or a CSL file
    #[arg(long, default_value = "ama", value_name = "STYLE")]
    style: String,
    /// The format to write
    #[arg(long, default_value = "text", value_name = "FORMAT", value_parser = target_parser())]
    to: &'static LinkTarget,
    /// The language of words and dates: en-US or en-GB [default: the style's own]
    #[arg(long, value_name = "LOCALE")]
    locale: Option<String>,
    /// Write the in-text citations instead, one a line: the address, a tab, the citation
    #[arg(long, requires = "addresses")]
    in_text: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let sheet = styles::find_sheet(session, &self.style, self.locale.as_deref())?;
        let catalogue = session.catalogue()?;
        sheet.remarks.iter().for_each(|remark| session.report(remark));
        let gathered = catalogue.view().read_at_once(|view| match self.in_text {
            true => listing::gather_in_text(view, &self.addresses),
            false => listing::gather_list(view, &self.addresses),
        })?;
        gathered.notes.iter().for_each(|note| session.report(note));
        match self.in_text {
            true => self.write_forms(session, &sheet, &gathered),
            false => self.list(session, &sheet, &gathered),
        }
    }

    fn list(&self, session: &mut Session<'_>, sheet: &StyleSheet, gathered: &GatheredWorks) -> Result<Exit, Failure> {
        for listing in &gathered.listings {
            if listing.cited.is_empty() {
                session.report("Nothing to cite. `claimbook references` lists what there is.");
            }
            let lines = cite::set_list(sheet, &listing.cited);
            self.report_remarks(session, sheet, listing, &lines);
            (self.to.list)(&lines, &mut session.ambient.stdout)?;
        }
        Ok(Exit::Clean)
    }

    /// What has to be said of the entries that were set.
    fn report_remarks(&self, session: &mut Session<'_>, sheet: &StyleSheet, listing: &ListingPlan, lines: &[ListLine]) {
        let of = |line: &ListLine| listing.cited.get(line.at);
        for cited in lines.iter().filter(|line| line.as_printed).filter_map(of) {
            let address = &cited.address;
            session
                .report(&format!("{address}: too little could be read from it to format it; it is shown as printed"));
        }
        let shouts = |c: &&CitedWork| c.item.volume.is_some() && c.item.title.as_deref().is_some_and(is_headline);
        let headlines: Vec<&str> = lines.iter().filter_map(of).filter(shouts).map(|c| c.address.as_str()).collect();
        if sheet.wants_sentence_titles() && !headlines.is_empty() {
            let more = headlines.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            session.report(&format!(
                "{} sets titles of articles in sentence case; these have headline capitals and were left as they are \
                    (claimbook titles shows them in sentence case): {}{more}",
                self.style,
                headlines.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ")
            ));
        }
    }

    fn write_forms(
        &self,
        session: &mut Session<'_>,
        sheet: &StyleSheet,
        gathered: &GatheredWorks,
    ) -> Result<Exit, Failure> {
        for listing in &gathered.listings {
            let places: Vec<Vec<usize>> = listing.groups.iter().map(|(_, places)| places.clone()).collect();
            let forms = cite::set_in_text(sheet, &listing.cited, &places);
            for ((address, _), form) in listing.groups.iter().zip(forms) {
                match form {
                    Some(runs) => session.print(&format!("{address}\t{}\n", (self.to.line)(&runs)))?,
                    None => {
                        session.report(&format!("{address}: nothing is cited there, or the style has no form for it"))
                    }
                }
            }
        }
        Ok(Exit::Clean)
    }
}

fn target_parser() -> impl TypedValueParser<Value = &'static LinkTarget> {
    let named = TARGETS.iter().map(|target| PossibleValue::new(target.name).help(target.summary));
    PossibleValuesParser::new(named).try_map(|name| {
        TARGETS.iter().copied().find(|target| target.name == name).ok_or("it is not one of the formats")
    })
}

#[cfg(test)]
mod tests {
    use crate::write::cite::{LOCALES, STYLES};

    #[test]
    fn help_names_every_style_and_locale() {
        let help = crate::cli::build_definition().find_subcommand_mut("cite").unwrap().render_long_help().to_string();
        for name in STYLES.iter().map(|s| s.name).chain(LOCALES.iter().map(|(code, _)| *code)) {
            assert!(help.contains(name), "{name}");
        }
    }
}
