//! The packet for auditors: what was decided, on what, by whom, and what was not looked at, in one archive that is the same to
//! the byte whenever it is made of the same catalogue on the same day.

use super::making::ReportMaking;
use crate::cli::commands::export;
use crate::files::{FileWriteError, Output, ReplacePolicy, write_whole};
use crate::pages::report::describe_methods;
use crate::tasks::Failure;
use crate::tasks::agreement::{AgreementTable, describe_method};
use crate::tasks::overview::ArticleOverview;
use crate::write::{self, Archive, RecordSubject};
use std::io::Write;

/// The folder that holds all its files, by which an earlier packet is known.
const FOLDER: &str = "claimbook-packet";

const PACKETS: ReplacePolicy = ReplacePolicy::Earlier { is_one: is_packet, what: "packet" };

const README: &str = "This packet was made by claimbook. It unblinds: every verdict and reading is in it.

report/          open report/index.html in a browser; it asks no network and runs no script
claims.csv       every claim with its evidence, one row a claim and citation
agreement.csv    how far the opinions of two people agree: each article, then all
methods.txt      how each article was looked at
not-checked.csv  what could not be looked at, and why
log/             who changed what and when: a file for each writer, each event with the hash of the one before
log/heads.csv    the end of each writer's chain when the packet was made

Whoever keeps a line of log/heads.csv elsewhere can show later that nothing before it was changed:
claimbook verify-catalogue --head HASH
";

/// Whether a file is an earlier packet: an archive whose first file stands in our folder.
fn is_packet(beginning: &[u8]) -> bool {
    /// Where the name of the first file stands.
    const NAME: usize = 30;
    let name = beginning.get(NAME..).unwrap_or_default();
    beginning.starts_with(b"PK\x03\x04") && name.starts_with(FOLDER.as_bytes())
}

pub(super) fn write(making: &ReportMaking<'_>, output: &Output) -> Result<(), Failure> {
    write_whole(output, PACKETS, |out| {
        let cut = |source| FileWriteError::Cut { path: output.path().to_owned(), source };
        let mut archive = Archive::new(out);
        add_file(&mut archive, "README.txt", README.as_bytes()).map_err(cut)?;
        let (mut methods, mut unchecked) = (String::new(), Vec::new());
        let agreement = making.render_each(|name, page, overview| {
            if let Some(overview) = overview {
                methods.push_str(&write_methods(overview, making));
                unchecked.extend(list_unchecked(overview));
            }
            Ok(add_file(&mut archive, &format!("report/{name}"), page).map_err(cut)?)
        })?;
        methods
            .push_str(&format!("Agreement of two reviewers, over all articles\n\n{}\n", describe_method(&agreement)));
        let mut claims = Vec::new();
        let view = making.catalogue.view();
        export::claims::write_claims(view, &making.list_articles(), (&making.settings, making.today), &mut claims)?;
        add_file(&mut archive, "claims.csv", &claims).map_err(cut)?;
        add_file(&mut archive, "agreement.csv", &write_agreement(&agreement)?).map_err(cut)?;
        add_file(&mut archive, "methods.txt", methods.as_bytes()).map_err(cut)?;
        add_file(&mut archive, "not-checked.csv", &write_unchecked(&unchecked)?).map_err(cut)?;
        for (name, bytes) in making.catalogue.dump_log()? {
            let name = name.strip_prefix("events/").unwrap_or(&name);
            add_file(&mut archive, &format!("log/{name}"), &bytes).map_err(cut)?;
        }
        archive.finish().map_err(cut)?;
        Ok::<_, Failure>(())
    })
}

fn add_file(archive: &mut Archive<'_>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    archive.begin_file(&format!("{FOLDER}/{name}"))?;
    archive.write_all(bytes)
}

fn write_methods(overview: &ArticleOverview, making: &ReportMaking<'_>) -> String {
    let paragraphs = describe_methods(overview, &making.build_frame(None)).join("\n\n");
    format!("{} ({})\n\n{paragraphs}\n\n\n", overview.article.title, overview.article.address)
}

/// Article, place, source and reason of what was not checked.
type UncheckedRow = [String; 4];

fn list_unchecked(overview: &ArticleOverview) -> Vec<UncheckedRow> {
    let article = &overview.article.address;
    let rows = overview.unchecked.iter().flat_map(|group| {
        group.addresses.iter().map(|place| [article.clone(), place.clone(), group.source.clone(), group.reason.clone()])
    });
    rows.collect()
}

fn write_unchecked(rows: &[UncheckedRow]) -> Result<Vec<u8>, Failure> {
    let rows = rows.iter().map(|row| row.each_ref().map(|cell| Some(cell.as_str())).to_vec());
    write_table("not-checked", &["article", "place", "source", "reason"], rows)
}

/// A line for each article of which two people judged a claim, and a last one, without an article, for all.
fn write_agreement(table: &AgreementTable) -> Result<Vec<u8>, Failure> {
    let number = |n: Option<f64>| n.map(|n| format!("{n:.4}"));
    let rows: Vec<Vec<Option<String>>> = (table.rows.iter())
        .map(|row| {
            let of = row.agreement;
            let counts = [Some(of.claims.to_string()), Some(of.agreed.to_string())];
            let shares = [number(of.observed), number(of.expected), number(of.kappa)];
            [row.article.clone()]
                .into_iter()
                .chain(counts)
                .chain(shares)
                .chain([Some(row.settled.to_string())])
                .collect()
        })
        .collect();
    let columns = ["article", "claims", "agreed", "observed", "expected", "kappa", "settled"];
    write_table("agreement", &columns, rows.iter().map(|row| row.iter().map(Option::as_deref).collect()))
}

fn write_table<'r>(
    name: &'static str,
    columns: &[&'static str],
    rows: impl Iterator<Item = Vec<Option<&'r str>>>,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let Some(writer) = write::find_writer("csv") else { return Ok(bytes) };
    let mut records = (writer.begin)(&mut bytes, write::WriteOptions::default())?;
    records.table(name, columns)?;
    for row in rows {
        records.record(&row, RecordSubject::Fields)?;
    }
    records.end()?;
    Ok(bytes)
}
