//! CSL types and those of BibTeX and BibLaTeX, with the field of the container in each.

use crate::model::Item;

/// A CSL type in both formats.
pub(super) struct EntryKind {
    /// The CSL type.
    csl: &'static str,
    /// BibTeX's type, and BibLaTeX's.
    types: [&'static str; 2],
    /// The container's field in each.
    pub(super) container: [&'static str; 2],
    /// Types that say more; an entry that came as one of them leaves as one.
    finer: &'static [&'static str],
}

const SERIES: [&str; 2] = ["series", "series"];
const BOOK: [&str; 2] = ["booktitle", "booktitle"];
const SITE: [&str; 2] = ["howpublished", "howpublished"];

/// The first with a type is what the type is read as.
#[rustfmt::skip]
const KINDS: &[EntryKind] = &[
    make_kind("article-journal", ["article", "article"], ["journal", "journaltitle"], &["suppperiodical", "commentary"]),
    make_kind("article-magazine", ["article", "article"], ["journal", "journaltitle"], &[]),
    make_kind("article-newspaper", ["article", "article"], ["journal", "journaltitle"], &[]),
    make_kind("book", ["book", "book"], SERIES, &[
        "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference", "manual",
    ]),
    make_kind("chapter", ["incollection", "incollection"], BOOK, &["inbook", "bookinbook", "suppbook", "suppcollection"]),
    make_kind("entry-encyclopedia", ["incollection", "inreference"], BOOK, &[]),
    make_kind("paper-conference", ["inproceedings", "inproceedings"], BOOK, &[]),
    make_kind("report", ["techreport", "report"], SERIES, &[]),
    make_kind("thesis", ["phdthesis", "thesis"], SERIES, &["mastersthesis"]),
    UNKNOWN,
    make_kind("webpage", ["misc", "online"], ["howpublished", "organization"], &[]),
    make_kind("pamphlet", ["booklet", "booklet"], SITE, &[]),
    make_kind("manuscript", ["unpublished", "unpublished"], SITE, &[]),
    make_kind("periodical", ["misc", "periodical"], SITE, &[]),
    make_kind("personal_communication", ["misc", "letter"], SITE, &[]),
    make_kind("dataset", ["misc", "dataset"], SITE, &[]),
    make_kind("software", ["misc", "software"], SITE, &[]),
    make_kind("patent", ["misc", "patent"], SITE, &[]),
    make_kind("standard", ["misc", "standard"], SITE, &[]),
    make_kind("legislation", ["misc", "legislation"], SITE, &[]),
    make_kind("legal_case", ["misc", "jurisdiction"], SITE, &[]),
    make_kind("motion_picture", ["misc", "movie"], SITE, &["video"]),
    make_kind("song", ["misc", "audio"], SITE, &["music"]),
    make_kind("graphic", ["misc", "image"], SITE, &["artwork"]),
    make_kind("performance", ["misc", "performance"], SITE, &[]),
    make_kind("review", ["misc", "review"], SITE, &[]),
];

const UNKNOWN: EntryKind = make_kind("", ["misc", "misc"], SITE, &[]);

/// What every BibTeX style knows, beside the types above.
const BIBTEX: [&str; 4] = ["inbook", "manual", "mastersthesis", "proceedings"];

const fn make_kind(
    csl: &'static str,
    types: [&'static str; 2],
    container: [&'static str; 2],
    finer: &'static [&'static str],
) -> EntryKind {
    EntryKind { csl, types, container, finer }
}

/// How an item is written: its row, the type, and the subtype without which the type would be read as another.
pub(super) fn choose_kind(item: &Item, format: usize) -> (&'static EntryKind, &str, Option<&str>) {
    let row = KINDS.iter().find(|kind| kind.csl == item.kind).unwrap_or(&UNKNOWN);
    let came = item.other.get("entrytype").and_then(|came| came.as_str());
    let finer = row.finer.iter().find(|finer| came == Some(**finer) && (format == 1 || BIBTEX.contains(finer)));
    // A type that nobody knows leaves as it came, where others are free to have their own.
    let own = came.filter(|came| format == 1 && row.csl.is_empty() && came.bytes().all(|b| b.is_ascii_lowercase()));
    let plain = row.types.get(format).copied().unwrap_or("misc");
    let read_as = KINDS.iter().find(|kind| kind.types.get(format) == Some(&plain)).map_or("", |kind| kind.csl);
    // An entry with an address and nothing of a journal is read as a page, one with an arXiv number as a preprint.
    let placed = item.doi.is_some() || item.volume.is_some() || item.page.is_some() || item.publisher.is_some();
    let told = match item.kind.as_str() {
        "webpage" => item.url.is_some() && !placed && !item.other.contains_key("arXiv"),
        "article" => item.other.contains_key("arXiv"),
        // With a meeting, it is read as what was said there.
        "manuscript" => !item.other.contains_key("event-title"),
        kind => kind == read_as,
    };
    let subtype = match item.kind.as_str() {
        _ if finer.is_some() || told || read_as == item.kind && item.kind != "manuscript" => None,
        "article-magazine" => Some("magazine"),
        "article-newspaper" => Some("newspaper"),
        kind => Some(kind),
    };
    (row, finer.copied().or(own).unwrap_or(plain), subtype)
}
