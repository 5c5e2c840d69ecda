//! Whether two descriptions are of one work. Two works that become one are worse than one work that is there twice, so the
//! rule puts precision first, as careful reference managers do (`COMPARING`: the same DOI; else the same title, a year at
//! most one apart, the same first author, and nothing that says otherwise).

use crate::model::{Identifier, Item, Name, PageUrl, Work};
use crate::text;
use std::collections::BTreeSet;

/// Short titles ("Editorial", "Back pain") name many works.
const FEWEST_WORDS: usize = 4;

/// Whether a work of the same title is the one that is named.
pub fn is_named_work(known: &Work, named: &Work, record: bool) -> bool {
    let (a, b) = (&known.csl, &named.csl);
    if record && are_alike(a, b) && !identifiers_differ(known, named) {
        return true;
    }
    b.title.as_deref().is_some_and(|title| text::tokenise(title).len() >= FEWEST_WORDS)
        && years_agree(a, b)
        && authors_agree(a, b)
        && !identifiers_differ(known, named)
        && (!record || (kinds_agree(a, b) && !numbers_differ(a, b)))
}

/// Whether a work that has this identifier is another one all the same: an identifier may be mistyped, or stand in a record by
/// accident.
pub fn is_another(known: &Work, named: &Work, identifier: &Identifier) -> bool {
    let (a, b) = (&known.csl, &named.csl);
    let titles = (a.title.as_deref().map(text::tokenise), b.title.as_deref().map(text::tokenise));
    let (Some(one), Some(other)) = titles else { return false };
    let dois_differ = matches!((&known.doi, &named.doi), (Some(a), Some(b)) if a != b);
    match identifier {
        // A page is what its title says: many are read at the address of one site.
        Identifier::Url(_) => one != other,
        Identifier::Pmid(_) | Identifier::Pmcid(_) | Identifier::Nbk(_) | Identifier::Arxiv(_) if dois_differ => {
            one != other
        }
        _ => share_no_words(&one, &other) && !authors_agree(a, b) || are_different_works(a, b),
    }
}

/// Whether two descriptions are of two works beyond doubt, whatever identifier they share: another first author, another
/// title and another year, each given by both.
pub fn are_different_works(a: &Item, b: &Item) -> bool {
    let both = |a: Option<Vec<String>>, b: Option<Vec<String>>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let titles = (a.title.as_deref().map(text::tokenise), b.title.as_deref().map(text::tokenise));
    let years = matches!((a.year(), b.year()), (Some(a), Some(b)) if a != b);
    years
        && both(fold_first_author(a), fold_first_author(b))
        && matches!(titles, (Some(a), Some(b)) if titles_differ(&a, &b))
}

/// Whether two descriptions at one address are of two pages: many works are read at the address of a site, a search or a shop of
/// books. The title tells; where it differs, the same first author tells that a page has a new title, unless the address is a site's
/// alone.
pub fn are_different_pages(a: &Item, b: &Item, url: &PageUrl) -> bool {
    let titles = (a.title.as_deref().map(text::tokenise), b.title.as_deref().map(text::tokenise));
    let authors = (fold_first_author(a), fold_first_author(b));
    let authors_differ = matches!(&authors, (Some(a), Some(b)) if a != b);
    match titles {
        (Some(one), Some(other)) => {
            let path = url.key().split_once("://").and_then(|(_, rest)| rest.split_once('/'));
            let is_site = path.is_none_or(|(_, path)| path.trim_matches('/').is_empty());
            titles_differ(&one, &other) && (is_site || !authors_agree(a, b))
        }
        _ => authors_differ,
    }
}

/// Neither title is a part of the other, and they share less than nearly all of their words.
fn titles_differ(one: &[String], other: &[String]) -> bool {
    let set = |words: &[String]| -> BTreeSet<String> { words.iter().map(|w| text::stem(w)).collect() };
    let (one, other) = (set(one), set(other));
    let shared = one.intersection(&other).count();
    !one.is_empty() && shared < one.len().min(other.len()) && shared * 10 < one.union(&other).count() * 9
}

/// No word that says something is in both.
fn share_no_words(one: &[String], other: &[String]) -> bool {
    let telling = |words: &[String]| -> BTreeSet<String> {
        words.iter().filter(|w| !text::is_stop_word(w)).map(|w| text::stem(w)).collect()
    };
    telling(one).is_disjoint(&telling(other))
}

/// The same in every field by which works are told apart, and more than a title: the record is there already.
fn are_alike(a: &Item, b: &Item) -> bool {
    let fields = |item: &Item| {
        let texts = [&item.container_title, &item.volume, &item.issue, &item.publisher, &item.edition, &item.url];
        let whole =
            |name: &Name| text::fold(&format!("{}, {}", name.short_name(), name.given.as_deref().unwrap_or_default()));
        let authors: Vec<String> = item.author.iter().map(whole).collect();
        (item.kind.clone(), authors, item.year(), find_first_page(item), texts.map(fold_field))
    };
    let more = !b.author.is_empty() || b.container_title.is_some() || b.publisher.is_some() || b.url.is_some();
    more && fields(a) == fields(b)
}

fn years_agree(a: &Item, b: &Item) -> bool {
    matches!((a.year(), b.year()), (Some(a), Some(b)) if (a - b).abs() <= 1)
}

fn fold_first_author(item: &Item) -> Option<Vec<String>> {
    item.first_author().map(|name| text::tokenise(&name))
}

/// The same first family name, and the same first initial where both give one.
fn authors_agree(a: &Item, b: &Item) -> bool {
    let initial = |item: &Item| item.author.first()?.given.as_deref().map(text::fold)?.chars().next();
    fold_first_author(a).is_some()
        && fold_first_author(a) == fold_first_author(b)
        && initial(a).is_none_or(|one| initial(b).is_none_or(|other| one == other))
}

fn identifiers_differ(a: &Work, b: &Work) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    matches!((&a.doi, &b.doi), (Some(a), Some(b)) if a != b)
        || differ(&a.pmid, &b.pmid)
        || differ(&a.pmcid, &b.pmcid)
        || differ(&a.isbn, &b.isbn)
}

/// A book is none of its chapters, and what was said at a conference is not what was printed afterwards.
fn kinds_agree(a: &Item, b: &Item) -> bool {
    const APART: [&str; 8] =
        ["article-journal", "book", "chapter", "paper-conference", "thesis", "report", "dataset", "webpage"];
    a.kind == b.kind || !APART.contains(&a.kind.as_str()) || !APART.contains(&b.kind.as_str())
}

/// Volume and first page are both given by both, and one of them is another: the yearly statement of a society has the
/// same title and authors each year.
pub fn numbers_differ(a: &Item, b: &Item) -> bool {
    let differ = |a: Option<String>, b: Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    differ(fold_field(&a.volume), fold_field(&b.volume)) || differ(find_first_page(a), find_first_page(b))
}

/// A field as it is compared.
pub fn fold_field(field: &Option<String>) -> Option<String> {
    field.as_deref().map(|text| text::tokenise(text).concat()).filter(|text| !text.is_empty())
}

/// The first page, or the article's number.
pub fn find_first_page(item: &Item) -> Option<String> {
    let place = item.page.as_deref().or(item.number.as_deref())?;
    let dash = |c: char| matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | ',' | '+');
    let first = place.split(dash).next().unwrap_or(place);
    fold_field(&Some(first.to_owned()))
}
