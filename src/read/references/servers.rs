//! Servers of preprints, as they are named and as their DOIs begin. A preprint stands at its server: there the server is the
//! publisher, as Zotero and Crossref have it, whatever field the file keeps it in.

use crate::model::{ArxivId, Item};
use serde_json::Value;

/// Servers by their names, and by how the DOIs of those begin that have a space of their own.
const SERVERS: &[(&str, &[&str])] = &[
    ("medRxiv", &[]),
    ("bioRxiv", &[]),
    ("arXiv", &["10.48550/arxiv."]),
    ("PsyArXiv", &["10.31234/osf.io/"]),
    ("SocArXiv", &["10.31235/osf.io/"]),
    ("OSF Preprints", &["10.31219/osf.io/"]),
    ("SportRxiv", &["10.51224/srxiv."]),
    ("ChemRxiv", &["10.26434/chemrxiv"]),
    ("EdArXiv", &["10.35542/osf.io/"]),
    ("MetaArXiv", &["10.31222/osf.io/"]),
    ("NutriXiv", &["10.31232/osf.io/"]),
    ("EcoEvoRxiv", &["10.32942/"]),
    ("EarthArXiv", &["10.31223/"]),
    ("engrXiv", &["10.31224/"]),
    ("AfricArXiv", &["10.31730/osf.io/"]),
    ("TechRxiv", &["10.36227/techrxiv"]),
    ("Research Square", &["10.21203/rs."]),
    ("Preprints.org", &["10.20944/preprints"]),
    ("SSRN", &["10.2139/ssrn."]),
    ("JMIR Preprints", &["10.2196/preprints."]),
    ("PeerJ Preprints", &["10.7287/peerj.preprints."]),
    ("Authorea", &["10.22541/au."]),
    ("SciELO Preprints", &["10.1590/scielopreprints."]),
    ("Cambridge Open Engage", &["10.33774/"]),
    ("Qeios", &["10.32388/"]),
    ("viXra", &[]),
];

/// Other names of them.
const ALSO: &[(&str, &str)] = &[
    ("CoRR", "arXiv"),
    ("Computing Research Repository", "arXiv"),
    ("Social Science Research Network", "SSRN"),
    ("Preprints 20", "Preprints.org"),
    ("PsyArXiv Preprints", "PsyArXiv"),
    ("ArXiv", "arXiv"),
];

/// The server that words name first: `medRxiv : the preprint server for health sciences`, `arXiv preprint arXiv:2101.00001`.
fn find_server(words: &str) -> Option<&'static str> {
    let begins = |name: &str| {
        let head = words.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        head && !words.get(name.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    let known = SERVERS.iter().find(|(name, _)| begins(name)).map(|(name, _)| *name);
    known.or_else(|| ALSO.iter().find(|(name, _)| begins(name)).map(|(_, server)| *server))
}

fn find_by_doi(item: &Item) -> Option<&'static str> {
    let doi = item.doi.as_deref()?.to_ascii_lowercase();
    SERVERS.iter().find(|(_, heads)| heads.iter().any(|head| doi.starts_with(head))).map(|(name, _)| *name)
}

/// Whether a type is a preprint's, or says so little that it can be one.
fn may_be_preprint(kind: &str) -> bool {
    matches!(kind, "" | "article" | "article-journal" | "manuscript" | "document" | "webpage" | "report" | "post")
}

/// Puts the server of a preprint where the publisher is.
pub(super) fn settle_server(item: &mut Item) {
    if !may_be_preprint(&item.kind) {
        return;
    }
    let in_container = item.container_title.as_deref().and_then(find_server);
    let published = item.publisher.as_deref().and_then(find_server);
    let kept = ["repository", "institution", "source", "archive", "group-title"].iter().find_map(|name| {
        let words = match item.other.get(*name)? {
            Value::Array(all) => all.first()?.get("name")?.as_str()?,
            one => one.as_str()?,
        };
        find_server(words)
    });
    let is_one = item.kind == "article";
    // A journal's article may have a number at arXiv, too.
    let has_arxiv = (is_one && item.other.contains_key("arXiv")).then_some("arXiv");
    let bare = item.container_title.is_none() && item.volume.is_none();
    let by_number = find_by_doi(item).or(has_arxiv).filter(|_| bare && item.kind != "webpage");
    let Some(server) = in_container.or(published).or(kept.filter(|_| is_one)).or(by_number) else { return };
    // A journal that a server's owner prints is none of its preprints.
    if in_container.is_none() && item.container_title.is_some() {
        return;
    }
    if in_container.is_some() {
        let words = [item.container_title.take(), item.volume.as_deref().map(str::to_owned)];
        let id = words.iter().flatten().find_map(|words| read_arxiv(words));
        if let Some(id) = id.filter(|_| server == "arXiv") {
            item.other.entry("arXiv".to_owned()).or_insert_with(|| id.into());
            item.volume = item.volume.take().filter(|volume| !volume.starts_with("abs/"));
        }
        item.container_title_short = item.container_title_short.take().filter(|short| find_server(short).is_none());
    }
    if item.publisher.as_deref().is_none_or(|publisher| find_server(publisher) != Some(server)) {
        let owner = item.publisher.replace(server.to_owned());
        super::fields::keep_field(item, "distributor", &owner.unwrap_or_default());
    } else {
        item.publisher = Some(server.to_owned());
    }
    "article".clone_into(&mut item.kind);
    item.genre.get_or_insert_with(|| "preprint".to_owned());
}

/// The number of arXiv in `arXiv preprint arXiv:2101.00001`, `abs/2101.00001`.
fn read_arxiv(words: &str) -> Option<String> {
    let words = words.split([' ', '[', ']', '(', ')', ',']).map(|word| word.trim_start_matches("abs/"));
    words
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()))
        .find_map(|word| word.parse::<ArxivId>().ok().map(|id| id.base().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preprint_stands_at_its_server() {
        let item = |kind: &str, container: &str, publisher: &str, doi: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let mut item = Item {
                kind: kind.to_owned(),
                container_title: some(container),
                publisher: some(publisher),
                doi: some(doi),
                ..Item::default()
            };
            settle_server(&mut item);
            let arxiv = item.other.get("arXiv").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
            [item.kind, item.container_title.unwrap_or_default(), item.publisher.unwrap_or_default(), arxiv].join("|")
        };
        for (given, want) in [
            (item("article-journal", "medRxiv : the preprint server for health sciences", "", ""), "article||medRxiv|"),
            (item("article-journal", "bioRxiv", "Cold Spring Harbor Laboratory", ""), "article||bioRxiv|"),
            (item("article-journal", "arXiv preprint arXiv:2101.00001", "", ""), "article||arXiv|2101.00001"),
            (item("article", "", "medRxiv", ""), "article||medRxiv|"),
            (item("article", "", "", "10.48550/arXiv.2101.00001"), "article||arXiv|"),
            (item("manuscript", "", "", "10.21203/rs.3.rs-1/v1"), "article||Research Square|"),
            (item("article-journal", "Arxiva Medica", "", ""), "article-journal|Arxiva Medica||"),
            (item("article-journal", "J Fict", "SSRN", ""), "article-journal|J Fict|SSRN|"),
            (item("book", "medRxiv", "", ""), "book|medRxiv||"),
        ] {
            assert_eq!(given, want);
        }
    }
}
