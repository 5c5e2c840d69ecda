//! Odd inputs for what is no article: files of references, settings, catalogues in their text form, and answers of registries.

use super::plain;
use claimbook::catalogue::text_form::DumpOptions;
use claimbook::catalogue::{Catalogue, Deed};
use claimbook::http::{Failure, Response};
use claimbook::model::{Doi, Identifier, PageUrl};
use claimbook::read::references::{find_reader, read_references};
use claimbook::registry::{crossref, datacite, doi_org, europe_pmc, page, retraction_watch};
use claimbook::report::{parse_own_settings, parse_settings};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The most bytes of a file.
const MOST: u64 = 64 << 20;

/// A file of references in a format.
pub(super) fn references(bytes: &[u8], reader: &str) -> BTreeSet<String> {
    let read = match read_references(bytes, "refs", find_reader(reader), MOST) {
        Err(reason) => return BTreeSet::from([plain(&reason.to_string())]),
        Ok(read) => read,
    };
    let mut met = BTreeSet::from([format!("about 2^{} entries", read.references.len().checked_ilog2().unwrap_or(0))]);
    for entry in &read.references {
        assert!(!entry.printed.contains('\0') && entry.line > 0 && entry.column > 0, "{entry:?}");
        let fields = serde_json::to_value(&entry.parsed.item).unwrap_or_default();
        let names = fields.as_object().into_iter().flat_map(|fields| fields.keys().cloned());
        met.insert(names.collect::<Vec<_>>().join(" "));
    }
    met.extend(read.refused.iter().chain(&read.notes).map(|note| plain(&note.message)));
    met
}

/// A catalogue's settings, or a user's own.
pub(super) fn settings(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let told = |read: Result<_, String>| match read {
        Ok(()) => "they hold".to_owned(),
        Err(reason) => plain(&reason),
    };
    BTreeSet::from([
        told(parse_settings(&text, "claimbook.toml").map(drop).map_err(|e| e.to_string())),
        told(parse_own_settings(&text, "claimbook.toml").map(drop).map_err(|e| e.to_string())),
    ])
}

/// A catalogue in its text form, one file of which is the input: its first line is the file's name.
pub(super) fn text_form(bytes: &[u8]) -> BTreeSet<String> {
    thread_local! {
        static FILES: BTreeMap<String, Vec<u8>> = dump_small();
    }
    let mut files = FILES.with(Clone::clone);
    let (name, rest) = bytes.iter().position(|b| *b == b'\n').map_or((bytes, &[][..]), |at| bytes.split_at(at + 1));
    let name = String::from_utf8_lossy(name).trim().to_owned();
    let name = if files.contains_key(&name) { name } else { "claims.csv".to_owned() };
    let at = files.keys().find(|known| known.ends_with(&name)).cloned().unwrap_or(name);
    files.insert(at.clone(), rest.to_vec());
    let now = jiff::Timestamp::UNIX_EPOCH;
    let deed = Deed { who: "A. Editor".into(), command: "load".into(), at: now, reason: None };
    let Ok(mut catalogue) = Catalogue::in_memory(now) else { return BTreeSet::new() };
    let met = match catalogue.load_files(&files, &deed) {
        Err(reason) => plain(&reason.to_string()),
        // What was taken in whole is what was said there.
        Ok(_) => format!("loaded, {} damaged", catalogue.verify().map_or(0, |verified| verified.damage.len())),
    };
    BTreeSet::from([format!("{at}: {met}")])
}

/// The text form of a catalogue with one article.
fn dump_small() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let Ok(folder) = tempfile::tempdir() else { return files };
    let dumped = super::with_catalogue(|catalogue, _| Ok(catalogue.dump(folder.path(), DumpOptions::default())?));
    if dumped.is_ok() {
        gather(folder.path(), folder.path(), &mut files);
    }
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match (path.is_dir(), path.strip_prefix(root), std::fs::read(&path)) {
            (true, ..) => gather(root, &path, files),
            (false, Ok(name), Ok(bytes)) => _ = files.insert(name.to_string_lossy().into_owned(), bytes),
            _ => {}
        }
    }
}

/// An answer's body, read as each registry's.
pub(super) fn answers(bytes: &[u8]) -> BTreeSet<String> {
    let (Ok(doi), Ok(url), Ok(asked_page)) = (
        "10.5555/knee.1".parse::<Doi>(),
        url::Url::parse("https://registry.example/works"),
        "https://page.example/knees".parse::<PageUrl>(),
    ) else {
        return BTreeSet::new();
    };
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    let (body, took) = (bytes.to_vec(), std::time::Duration::ZERO);
    let answer = Response { status: 200, headers, body, url, hops: Vec::new(), took };
    let dois = [doi.clone()];
    let asked = [Identifier::Doi(doi.clone())];
    BTreeSet::from([
        tell("agencies", doi_org::read_agencies(&dois, &answer)),
        tell("handle", doi_org::read_record(&answer)),
        tell("crossref", crossref::read_record(&doi, &answer)),
        tell("crossref list", crossref::read_list(&dois, &answer)),
        tell("crossref search", crossref::read_candidates(&answer)),
        tell("datacite", datacite::read_record(&doi, &answer)),
        tell("datacite list", datacite::read_list(&dois, &answer)),
        tell("europe pmc", europe_pmc::read_records(&asked, &answer)),
        format!("{} rows of retractions", retraction_watch::read_rows(bytes).map_or(0, |rows| rows.take(3).count())),
        format!("page: {}", plain(&format!("{:?}", page::interpret(&asked_page, &Ok(answer))))),
    ])
}

/// What an answer came to: that it was read, or why it was not.
fn tell<T>(whose: &str, read: Result<T, Failure>) -> String {
    format!("{whose}: {}", read.map_or_else(|failure| plain(&failure.to_string()), |_| "read".to_owned()))
}
