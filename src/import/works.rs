//! Which work a printed reference is. Two different works must never become one, so a shared identifier decides, and
//! without one the rule is strict: the same title, a year at most one apart, the same first author, and no
//! identifiers that disagree (the precision-first rule of reference managers).

use super::key::{free, unmistakable};
use crate::catalogue::{Error, View, Writing};
use crate::model::{Doi, Item, Reference, Uid, Work, WorkRecord};
use crate::text;

/// The work that a reference names: the stored one, or a new one made from what is printed. None where too little could
/// be read to tell one work from another.
pub fn work_for(writing: &mut Writing<'_>, item: &Item) -> Result<Option<Uid>, Error> {
    let Some(mut named) = named_by(item) else { return Ok(None) };
    if let Some(known) = writing.view().same_work(&named)? {
        complete(writing, known.clone(), &named)?;
        return Ok(Some(known.uid));
    }
    if let Some(known) = same_by_title(writing.view(), &named)? {
        let uid = known.uid;
        complete(writing, known, &named)?;
        return Ok(Some(uid));
    }
    named.uid = writing.uid();
    named.key = citation_key(writing.view(), item)?;
    writing.add(&named)?;
    Ok(Some(named.uid))
}

/// The work that an item names, not yet stored. None without a title and without an identifier.
fn named_by(item: &Item) -> Option<Work> {
    let doi = item.doi.as_deref().and_then(|d| d.parse::<Doi>().ok());
    let known =
        doi.is_some() || item.pmid.is_some() || item.pmcid.is_some() || item.isbn.is_some() || item.url.is_some();
    if !known && item.title.is_none() {
        return None;
    }
    let nbk = item
        .url
        .as_deref()
        .and_then(nbk_in)
        .or_else(|| item.other.get("NBK").and_then(|v| v.as_str()).map(str::to_owned));
    let arxiv = item.other.get("arXiv").and_then(|v| v.as_str()).map(str::to_owned);
    let better = doi.is_some() || item.pmid.is_some() || item.pmcid.is_some();
    Some(Work {
        uid: Uid::new(jiff::Timestamp::UNIX_EPOCH),
        key: String::new(),
        doi,
        pmid: item.pmid.clone(),
        pmcid: item.pmcid.clone(),
        isbn: item.isbn.clone(),
        nbk,
        arxiv,
        url: if better { None } else { item.url.clone() },
        csl: item.clone(),
        abstract_text: None,
        publication_types: None,
        level: None,
        level_reason: None,
        seminal: false,
        superseded_by: None,
        merged_into: None,
    })
}

/// The Bookshelf accession in an address such as `…/books/NBK573947/`.
fn nbk_in(url: &str) -> Option<String> {
    let at = url.find("/books/NBK")?;
    let digits: String = url.get(at + 10..)?.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("NBK{digits}"))
}

/// Adds identifiers that the stored work lacks; never replaces one.
fn complete(writing: &mut Writing<'_>, mut known: Work, named: &Work) -> Result<(), Error> {
    lend_identifiers(&mut known, named);
    writing.edit(&known).map(|_| ())
}

fn lend_identifiers(known: &mut Work, named: &Work) {
    let lend = |has: &mut Option<String>, from: &Option<String>| {
        if has.is_none() {
            has.clone_from(from);
        }
    };
    lend(&mut known.pmid, &named.pmid);
    lend(&mut known.pmcid, &named.pmcid);
    lend(&mut known.isbn, &named.isbn);
    lend(&mut known.nbk, &named.nbk);
    lend(&mut known.arxiv, &named.arxiv);
    if known.doi.is_none() {
        known.doi.clone_from(&named.doi);
    }
}

/// What a registry keeps about the work known by the identifier `asked` goes where that work says nothing yet: other
/// identifiers (unless another work has them), abstract, and `types` of publication. Nothing is replaced.
pub fn complete_from(
    writing: &mut Writing<'_>,
    asked: &Item,
    record: &WorkRecord,
    types: &[String],
) -> Result<(), Error> {
    let Some(asked) = named_by(asked) else { return Ok(()) };
    let Some(known) = writing.view().same_work(&asked)? else { return Ok(()) };
    let item = &record.metadata.item;
    let nothing = Work { doi: None, pmid: None, pmcid: None, nbk: None, arxiv: None, url: None, ..asked };
    let each = [
        Work { doi: item.doi.as_deref().and_then(|doi| doi.parse().ok()), ..nothing.clone() },
        Work { pmid: item.pmid.clone(), ..nothing.clone() },
        Work { pmcid: item.pmcid.clone(), ..nothing.clone() },
        Work { nbk: record.metadata.nbk.clone(), ..nothing.clone() },
    ];
    let mut known = Work {
        abstract_text: known.abstract_text.or_else(|| record.abstract_text.clone()),
        publication_types: known.publication_types.or_else(|| listed(types)),
        ..known
    };
    for one in each {
        if writing.view().same_work(&one)?.is_none() {
            lend_identifiers(&mut known, &one);
        }
    }
    writing.edit(&known).map(|_| ())
}

/// Publication types as a work keeps them.
fn listed(types: &[String]) -> Option<String> {
    (!types.is_empty()).then(|| types.join("; "))
}

fn same_by_title(view: View<'_>, named: &Work) -> Result<Option<Work>, Error> {
    let Some(title) = named.csl.title.as_deref() else { return Ok(None) };
    let words = text::tokens(title);
    // Short titles ("Editorial", "Back pain") name many works.
    if words.len() < 4 {
        return Ok(None);
    }
    for hit in view.search_works(&words.iter().take(12).cloned().collect::<Vec<_>>().join(" "), 20)? {
        let Some(known) = view.get::<Work>(hit.uid)? else { continue };
        let same_title = known.csl.title.as_deref().map(text::tokens).as_ref() == Some(&words);
        if same_title
            && years_agree(&known.csl, &named.csl)
            && authors_agree(&known.csl, &named.csl)
            && !identifiers_disagree(&known, named)
        {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

fn years_agree(a: &Item, b: &Item) -> bool {
    matches!((a.year(), b.year()), (Some(a), Some(b)) if (a - b).abs() <= 1)
}

fn authors_agree(a: &Item, b: &Item) -> bool {
    let first = |item: &Item| item.first_author().map(|name| text::tokens(&name));
    first(a).is_some() && first(a) == first(b)
}

fn identifiers_disagree(a: &Work, b: &Work) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    matches!((&a.doi, &b.doi), (Some(a), Some(b)) if a != b)
        || differ(&a.pmid, &b.pmid)
        || differ(&a.pmcid, &b.pmcid)
        || differ(&a.isbn, &b.isbn)
}

/// A free citation key: family name or first word, and year, as in `salari2023`; then `salari2023a`, `salari2023b`.
pub fn citation_key(view: View<'_>, item: &Item) -> Result<String, Error> {
    let name = item.first_author().or_else(|| item.title.clone()).unwrap_or_default();
    let words = text::tokens(&name);
    let family = item.author.first().is_some_and(|a| a.family.is_some());
    // All of a family name; of a group or a title, its first word that says something.
    let word =
        if family { words.concat() } else { words.into_iter().find(|w| !text::is_stop_word(w)).unwrap_or_default() };
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    let year = item.year().map_or_else(String::new, |y| y.to_string());
    let stem = match (plain.is_empty(), year.is_empty()) {
        (true, true) => "work".to_owned(),
        (true, false) => format!("work{year}"),
        (false, _) => format!("{plain}{year}"),
    };
    let stem = unmistakable(&stem, "work");
    let letters = |n: usize| match u8::try_from(n) {
        Ok(n @ 1..=26) => char::from(b'a' + n - 1).to_string(),
        _ => format!("-{n}"),
    };
    Ok(free(&stem, &view.work_keys(&stem)?, letters))
}

/// What is printed in a reference, as the row that will be stored; `serial` and `uid` are the caller's.
pub(super) fn reference_of(
    article: Uid,
    uid: Uid,
    serial: u32,
    entry: &crate::read::article::PrintedEntry,
) -> Reference {
    Reference {
        uid,
        article,
        serial,
        number: entry.number.clone(),
        section: entry.section.clone(),
        printed: entry.printed.clone(),
        doi_printed: entry.parsed.doi_printed.clone(),
        csl: entry.parsed.item.clone(),
        work: None,
        last_version: None,
    }
}
