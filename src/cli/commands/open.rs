//! `open`: where a work is read. Its address is printed, or handed to the desktop's own program, never to a shell.

use crate::catalogue::View;
use crate::cli::browser::open_in_browser;
use crate::cli::{Exit, Session};
use crate::model::{ArxivId, Doi, Nbk, Pmcid, Pmid, Reference, Work};
use crate::tasks::Failure;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::text::visible;
use url::Url;

#[derive(clap::Args)]
#[command(
    after_help = "Opens the address of the work's DOI, or failing that of its PMID, PMCID, NBK or arXiv number, or its URL. On a desktop, \
    in a terminal, it opens a browser; everywhere else it prints the address.\n\n\
    Examples:\n  claimbook open salari2023\n  claimbook open back-pain-in-pregnancy/r10 --print"
)]
pub(in crate::cli) struct Args {
    /// A citation key, a DOI, or a reference to the work
    #[arg(value_name = "WORK")]
    work: String,
    /// Print the address, without opening it
    #[arg(long)]
    print: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let address = find_place(catalogue.view(), &self.work)?;
        let url = parse_web_address(&address).map_err(|why| {
            let shown = visible::make_lines_visible(&address);
            Failure::usage(format!("{}: the address “{shown}” {why}, and is not opened", self.work))
        })?;
        let desktop = session.ambient.stdout_is_terminal && !self.print;
        if desktop && open_in_browser(url.as_str(), &session.ambient.environment) {
            session.report(&format!("Opened {url}"));
            return Ok(Exit::Clean);
        }
        session.print(&format!("{url}\n"))?;
        Ok(Exit::Clean)
    }
}

/// Where the work is read that is meant.
fn find_place(view: View<'_>, typed: &str) -> Result<String, Failure> {
    let found = match addresses::find_record(view, typed)? {
        AddressedRecord::Work(work) => find_work_place(&work),
        AddressedRecord::Reference(_, reference) => find_reference_place(view, &reference)?,
        AddressedRecord::Article(_) | AddressedRecord::Claim(..) => {
            let message =
                format!("“{typed}” is not a work in the catalogue; `claimbook works` lists them by key and DOI");
            return Err(Failure::usage(message));
        }
    };
    let nowhere = || format!("{typed} has no DOI, PMID, PMCID or URL; `claimbook show {typed}` shows what is known");
    found.ok_or_else(|| Failure::usage(nowhere()))
}

/// The DOI that is printed goes before what its work is known by.
fn find_reference_place(view: View<'_>, reference: &Reference) -> Result<Option<String>, Failure> {
    let work = reference.work.map(|uid| view.get::<Work>(uid)).transpose()?.flatten();
    let printed = reference.doi().map(|doi| doi.url());
    Ok(printed.or_else(|| find_work_place(&work?)).or_else(|| reference.csl.url.clone()))
}

fn find_work_place(work: &Work) -> Option<String> {
    let pmid = || Some(work.pmid.as_deref()?.parse::<Pmid>().ok()?.url());
    let pmcid = || Some(work.pmcid.as_deref()?.parse::<Pmcid>().ok()?.url());
    let nbk = || Some(work.nbk.as_deref()?.parse::<Nbk>().ok()?.url());
    let arxiv = || Some(work.arxiv.as_deref()?.parse::<ArxivId>().ok()?.url());
    let doi = work.doi.as_ref().map(Doi::url);
    doi.or_else(pmid).or_else(pmcid).or_else(nbk).or_else(arxiv).or_else(|| work.url.clone())
}

/// The address as a browser may have it; otherwise what is wrong with it. Addresses come out of articles and files of
/// others: one that runs something, reads a file or hides where it leads is none.
fn parse_web_address(address: &str) -> Result<Url, &'static str> {
    if address.contains(visible::is_hidden) {
        return Err("holds characters that cannot be seen");
    }
    let url = Url::parse(address).map_err(|_| "is not a web address")?;
    match url.scheme() {
        "http" | "https" if url.username().is_empty() && url.password().is_none() => Ok(url),
        "http" | "https" => Err("names a user, which hides where it leads"),
        _ => Err("is not a web address (http or https)"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_web_address;

    #[test]
    fn only_what_a_browser_may_have_is_an_address() {
        for (address, expected) in [
            ("https://kneehealth.example/living", Ok("https://kneehealth.example/living")),
            ("HTTP://Kneehealth.Example", Ok("http://kneehealth.example/")),
            ("https://x.example/a b?c=d&e=`id`;$(id)", Ok("https://x.example/a%20b?c=d&e=`id`;$(id)")),
            ("https://kné.example/é", Ok("https://xn--kn-cja.example/%C3%A9")),
            ("javascript:alert(1)", Err("is not a web address (http or https)")),
            ("file:///etc/passwd", Err("is not a web address (http or https)")),
            ("-psn", Err("is not a web address")),
            ("--help", Err("is not a web address")),
            ("", Err("is not a web address")),
            ("https://doi.org@evil.example/", Err("names a user, which hides where it leads")),
            ("https://x.example/\u{1b}]0;x\u{7}", Err("holds characters that cannot be seen")),
            ("https://x.example/\u{202e}fdp.exe", Err("holds characters that cannot be seen")),
            ("https://x.example/a\nb", Err("holds characters that cannot be seen")),
        ] {
            assert_eq!(
                parse_web_address(address).as_ref().map(url::Url::as_str),
                expected.as_ref().copied(),
                "{address:?}"
            );
        }
    }
}
