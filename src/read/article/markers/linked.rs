//! Links of a text that are its references: to registered works, and, where no list stands behind it, to pages that its
//! sentences rest on.

use super::author_date::Dated;
use super::{PlacedEntries, is_prose};
use crate::model::{BlockKind, Blocks, Item};
use crate::read::article::ReferenceMarker;
use crate::read::entry::PrintedEntry;
use crate::read::list::headings::is_heading;
use crate::read::piece::Piece;
use crate::read::printed;
use crate::text::CharIndex;
use std::collections::BTreeMap;

/// Links to registered works in the text: each points at the entry with its identifier, or is itself a reference
/// where no list holds it. In an article without a list, links to pages of those who publish evidence are its sources too, and
/// whatever stands under a heading such as "Sources".
pub(in crate::read::article) fn read_links(
    pieces: &[Piece],
    blocks: &Blocks,
    own_url: Option<&str>,
    references: &mut Vec<PrintedEntry>,
    placed: &mut PlacedEntries,
) {
    let has_list = !references.is_empty();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, reference) in references.iter().enumerate() {
        identifiers(&reference.parsed.item).for_each(|id| _ = known.entry(id).or_insert(at));
    }
    let named = Dated::new(references);
    // What links tell of entries that print no identifier, and the references that links are.
    let (mut told, mut found): (BTreeMap<usize, Item>, Vec<PrintedEntry>) = (BTreeMap::new(), Vec::new());
    for (piece, block) in pieces.iter().zip(&blocks.0).filter(|(_, b)| is_prose(b)) {
        let text = CharIndex::new(piece.text());
        for link in piece.links.iter().filter(|link| !has_list && link.url.contains("://") || may_identify(&link.url)) {
            let read = printed::parse_linked("", &[("", link.url.as_str())]);
            let item = &read.item;
            let words = text.slice(link.start, link.end);
            let is_known = || {
                item.url.as_ref().is_some_and(|url| known.contains_key(&format!("url {}", url.to_ascii_lowercase())))
            };
            let is_source = || {
                !has_list
                    && block.kind != BlockKind::Heading
                    && names_page(words, &link.url, own_url)
                    && (publishes_evidence(&link.url) || is_heading(&block.section))
            };
            let is_registered =
                item.doi.is_some() || item.pmid.is_some() || item.pmcid.is_some() || item.other.contains_key("NBK");
            if !(is_registered || is_source() || !has_list && is_known()) {
                continue;
            }
            let there = identifiers(item).filter_map(|id| known.get(&id).copied()).min();
            let there = there.or_else(|| identify_named(words, item, &named, references, &mut told));
            let entry = there.unwrap_or_else(|| {
                let (line, column) = blocks.line_column(block.start + link.start).unwrap_or((1, 1));
                let printed = if words == link.url { words.to_owned() } else { format!("{words} {}", link.url) };
                found.push(PrintedEntry {
                    number: None,
                    section: block.section.clone(),
                    printed,
                    line,
                    column,
                    parsed: read.clone(),
                });
                references.len() + found.len() - 1
            });
            identifiers(item).for_each(|id| _ = known.entry(id).or_insert(entry));
            placed.links.push(ReferenceMarker {
                start: block.start + link.start,
                end: block.start + link.end,
                entries: vec![entry],
                label: words.to_owned(),
            });
        }
    }
    for (at, link) in told {
        let Some(entry) = references.get_mut(at) else { continue };
        let item = &mut entry.parsed.item;
        (item.doi, item.pmid, item.pmcid) = (link.doi, link.pmid, link.pmcid);
    }
    references.append(&mut found);
}

/// The entry that a link names by authors and year, and that prints no identifier: the link says which work it is.
fn identify_named(
    words: &str,
    link: &Item,
    list: &Dated<'_>,
    references: &[PrintedEntry],
    told: &mut BTreeMap<usize, Item>,
) -> Option<usize> {
    let named = list.find_named(words)?;
    let entry = &references.get(named)?.parsed.item;
    if entry.doi.is_some() || entry.pmid.is_some() || entry.pmcid.is_some() || told.contains_key(&named) {
        return None; // another work of the same authors and year
    }
    told.insert(named, link.clone());
    Some(named)
}

/// Whether an address can hold an identifier of a work; to read it takes longer.
fn may_identify(url: &str) -> bool {
    ["10.", "doi", "pubmed", "pmc", "PMC", "NBK", "ncbi", "medline"].iter().any(|part| url.contains(part))
}

/// Hosts where people meet, and nothing is published that a text rests on.
const MEETING_PLACES: &[&str] =
    &["facebook.", "instagram.", "linkedin.", "pinterest.", "tiktok.", "twitter.", "x.com", "youtube."];

/// Whether a link in a sentence names a page: some words that lead to one of another site.
fn names_page(words: &str, url: &str, own_url: Option<&str>) -> bool {
    let Some(there) = host(url).filter(|_| url.starts_with("http://") || url.starts_with("https://")) else {
        return false;
    };
    // "[says the clinic](https://clinic.example/)" names where the clinic is, and nothing that it published.
    let has_path = url.splitn(4, '/').nth(3).is_some_and(|path| !path.is_empty());
    own_url.and_then(host).as_ref() != Some(&there)
        && (has_path || words.starts_with(char::is_uppercase))
        && words.split_whitespace().count() >= 2
        && !MEETING_PLACES.iter().any(|place| there.starts_with(place))
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// Whether a page is on the host of a state, a university, a body of health or a publisher of research; what else a text
/// links to is rather an offer than a source.
fn publishes_evidence(url: &str) -> bool {
    let Some(host) = host(url) else { return false };
    let labels: Vec<&str> = host.split('.').collect();
    labels.iter().any(|label| PUBLISHERS.contains(label))
        || labels.iter().skip(1).any(|label| ["gov", "gouv", "edu", "ac", "int", "nhs", "govt"].contains(label))
        || ["nhs.uk", "europa.eu", "canada.ca", "admin.ch"].iter().any(|own| host.ends_with(own))
}

/// What the hosts of journals, of their publishers and of bodies of health are called.
#[rustfmt::skip]
const PUBLISHERS: &[&str] = &[
    "acog", "acpjournals", "ahajournals", "aappublications", "arxiv", "awmf", "bfarm", "biomedcentral", "biorxiv", "bmj", "bmjjournals",
    "cambridge", "cancer", "cell", "clinicaltrials", "cochrane", "cochranelibrary", "doi", "elsevier", "europepmc", "frontiersin", "gesundheitsinformation",
    "healthdata", "iqwig", "jamanetwork", "jmir", "karger", "lww", "mdpi", "medrxiv", "nature", "nejm", "nice", "oup", "plos", "rcog", "rki",
    "sagepub", "science", "sciencedirect", "semanticscholar", "sign", "springer", "springeropen", "tandfonline", "thelancet", "thieme", "wiley",
];

/// What tells that two entries are one: identifiers and addresses, each with its kind, in lower case.
pub(super) fn identifiers(item: &Item) -> impl Iterator<Item = String> + use<> {
    let all = [("doi", &item.doi), ("pmid", &item.pmid), ("pmcid", &item.pmcid), ("url", &item.url)];
    all.map(|(kind, id)| id.as_ref().map(|id| format!("{kind} {}", id.to_ascii_lowercase()))).into_iter().flatten()
}
