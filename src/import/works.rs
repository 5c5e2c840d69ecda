//! Which work a reference is, and what becomes of it: a new work, or one that is there and gets what it lacks. Nothing is
//! replaced; what disagrees is named.

use super::shelf::{self, WorkShelf};
use crate::catalogue::{Error, Writing};
use crate::compare::filling::{fill_identifiers, fill_missing};
use crate::compare::same::{find_first_page, fold_field};
use crate::model::{Doi, Identifier, Isbn, Item, Uid, Work, WorkRecord};
use crate::read::references::PUBLICATION_TYPES;
use crate::text::{self, markup};
use serde_json::Value;

/// A work that an entry names, and what was done.
#[derive(Debug)]
pub(super) struct LinkedWork {
    /// The work.
    pub(super) uid: Uid,
    /// Its citation key.
    pub(super) key: String,
    /// It was not there before.
    pub(super) added: bool,
    /// It was there, and got something that it lacked.
    pub(super) completed: bool,
    /// What disagrees, and what was kept.
    pub(super) notes: Vec<String>,
}

/// What of an entry is about the work, and no field of the printed reference.
#[derive(Debug, Default)]
pub(super) struct WorkExtras {
    /// The file's own key.
    pub(super) key: Option<String>,
    pub(super) abstract_text: Option<String>,
    pub(super) publication_types: Option<String>,
}

impl WorkExtras {
    /// Takes it out of an item. An abstract is its owner's: it may not go where exports look.
    pub(super) fn take_from(item: &mut Item) -> Self {
        let mut take = |name: &str, between: &str| match item.other.remove(name)? {
            Value::String(text) => Some(text),
            Value::Array(all) => Some(all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between)),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        };
        let abstract_text = take("abstract", "\n\n");
        let abstract_text =
            abstract_text.map(|text| if text.contains(['<', '&']) { markup::to_plain(&text) } else { text });
        let publication_types = take(PUBLICATION_TYPES, "; ");
        Self { key: take("id", " "), abstract_text, publication_types }
    }
}

/// The work that a reference names: the stored one, or a new one made from what is printed. None where too little could
/// be read to tell one work from another. `record` says that its fields were given as fields: then a stored work gets
/// those that it lacks, and what disagrees is told; of a printed line, it gets identifiers alone.
pub(super) fn find_or_make_work(
    writing: &mut Writing<'_>,
    shelf: &mut WorkShelf,
    item: &Item,
    beside: &WorkExtras,
    record: bool,
) -> Result<Option<LinkedWork>, Error> {
    let Some(mut named) = read_named_work(item, beside) else { return Ok(None) };
    let found = shelf.find(writing.view(), &named, record)?;
    let mut notes = Vec::new();
    // An address may be that of several works.
    for (id, other) in found.others.iter().filter(|(id, _)| !matches!(id, Identifier::Url(_))) {
        let title = other.csl.title.as_deref().unwrap_or_default();
        notes.push(format!(
            "{} {} belongs to {}, “{title}”, which is another work, so it was left out here",
            id.label(),
            id.value(),
            other.key
        ));
        clear_identifier(&mut named, id);
    }
    if let Some(known) = found.known {
        return join(writing, shelf, known, named, notes, record).map(Some);
    }
    named.uid = writing.uid();
    named.key = shelf.make_key(beside.key.as_deref(), item);
    if let Some(own) = beside.key.as_deref().filter(|own| shelf::can_be_key(own) && *own != named.key) {
        notes.push(format!("the key {own} is taken; this work is {}", named.key));
    }
    let joined = LinkedWork { uid: named.uid, key: named.key.clone(), added: true, completed: false, notes };
    shelf.add(named);
    Ok(Some(joined))
}

/// Every work that an entry may turn out to name.
pub(super) fn find_likely_named(shelf: &WorkShelf, item: &Item) -> Vec<Uid> {
    read_named_work(item, &WorkExtras::default()).map(|named| shelf.find_likely(&named)).unwrap_or_default()
}

/// Completes the work that an entry of a list rests on by a record of that entry. None where the record names another work,
/// or none: the entry may have been linked by a person.
pub(super) fn complete_work(
    writing: &mut Writing<'_>,
    shelf: &mut WorkShelf,
    uid: Uid,
    item: &Item,
    beside: &WorkExtras,
) -> Result<Option<LinkedWork>, Error> {
    let Some(named) = read_named_work(item, beside) else { return Ok(None) };
    match shelf.find(writing.view(), &named, true)?.known.filter(|known| known.uid == uid) {
        Some(known) => join(writing, shelf, known, named, Vec::new(), true).map(Some),
        None => Ok(None),
    }
}

/// Lends a stored work what it lacks of what an entry names, and tells what disagrees.
fn join(
    writing: &mut Writing<'_>,
    shelf: &mut WorkShelf,
    known: Work,
    mut named: Work,
    mut notes: Vec<String>,
    record: bool,
) -> Result<LinkedWork, Error> {
    let taken = shelf.find_elsewhere(&named, known.uid);
    for id in taken.iter().filter(|id| !matches!(id, Identifier::Url(_))) {
        let (scheme, value) = (id.label(), id.value());
        notes.push(format!("{}: {scheme} {value} belongs to another work, so it was left out here", known.key));
        clear_identifier(&mut named, id);
    }
    notes.extend(if record { list_disagreements(&known, &named) } else { Vec::new() });
    let mut whole = known.clone();
    fill_missing(&mut whole, &named, record);
    let completed = whole != known;
    if completed {
        shelf.edit(writing, &whole)?;
    }
    Ok(LinkedWork { uid: whole.uid, key: whole.key, added: false, completed, notes })
}

/// The work that an item names, not yet stored. None without a title and without an identifier.
fn read_named_work(item: &Item, beside: &WorkExtras) -> Option<Work> {
    let doi = item.doi.as_deref().and_then(|d| d.parse::<Doi>().ok());
    let known =
        doi.is_some() || item.pmid.is_some() || item.pmcid.is_some() || item.isbn.is_some() || item.url.is_some();
    if !known && item.title.is_none() {
        return None;
    }
    let nbk = item
        .url
        .as_deref()
        .and_then(find_nbk)
        .or_else(|| item.other.get("NBK").and_then(|v| v.as_str()).map(str::to_owned));
    let arxiv = item.other.get("arXiv").and_then(|v| v.as_str()).map(str::to_owned);
    let better = doi.is_some() || item.pmid.is_some() || item.pmcid.is_some();
    Some(Work {
        uid: Uid::new(jiff::Timestamp::UNIX_EPOCH),
        key: String::new(),
        doi,
        pmid: item.pmid.clone(),
        pmcid: item.pmcid.clone(),
        isbn: item.isbn.as_deref().map(to_isbn13),
        nbk,
        arxiv,
        url: if better { None } else { item.url.clone() },
        csl: item.clone(),
        abstract_text: beside.abstract_text.clone(),
        publication_types: beside.publication_types.clone(),
        level: None,
        level_reason: None,
        seminal: false,
        superseded_by: None,
        merged_into: None,
    })
}

/// The first of several ISBNs, in thirteen digits; what is none stays as it is printed.
fn to_isbn13(printed: &str) -> String {
    let first = printed.split([',', ';']).find_map(|one| one.parse::<Isbn>().ok());
    first.map_or_else(|| printed.to_owned(), |isbn| isbn.as_str().to_owned())
}

/// The Bookshelf accession in an address such as `…/books/NBK573947/`.
fn find_nbk(url: &str) -> Option<String> {
    let at = url.find("/books/NBK")?;
    let digits: String = url.get(at + 10..)?.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("NBK{digits}"))
}

/// Takes away an identifier that is another work's.
fn clear_identifier(work: &mut Work, identifier: &Identifier) {
    match identifier {
        Identifier::Doi(_) => (work.doi, work.csl.doi) = (None, None),
        Identifier::Pmid(_) => (work.pmid, work.csl.pmid) = (None, None),
        Identifier::Pmcid(_) => (work.pmcid, work.csl.pmcid) = (None, None),
        Identifier::Nbk(_) => work.nbk = None,
        Identifier::Arxiv(_) => work.arxiv = None,
        Identifier::Url(_) | Identifier::Reference(_) => {}
    }
}

/// Where a record says otherwise than the work that it joins.
fn list_disagreements(known: &Work, named: &Work) -> Vec<String> {
    let (a, b) = (&known.csl, &named.csl);
    let words = |item: &Item| item.title.as_deref().map(|t| text::tokenise(t).concat());
    let year = |item: &Item| item.year().map(|y| y.to_string());
    let doi = |work: &Work| work.doi.as_ref().map(Doi::to_string);
    let shown = |text: &Option<String>| text.clone().unwrap_or_default();
    let first = |item: &Item| item.first_author();
    let folded_name = |item: &Item| first(item).map(|name| text::tokenise(&name).concat());
    let pairs = [
        ("first author", folded_name(a), folded_name(b), shown(&first(a)), shown(&first(b))),
        ("title", words(a), words(b), shown(&a.title), shown(&b.title)),
        ("year", year(a), year(b), shown(&year(a)), shown(&year(b))),
        ("volume", fold_field(&a.volume), fold_field(&b.volume), shown(&a.volume), shown(&b.volume)),
        ("issue", fold_field(&a.issue), fold_field(&b.issue), shown(&a.issue), shown(&b.issue)),
        ("first page", find_first_page(a), find_first_page(b), shown(&find_first_page(a)), shown(&find_first_page(b))),
        ("DOI", doi(known), doi(named), shown(&doi(known)), shown(&doi(named))),
        ("PMID", known.pmid.clone(), named.pmid.clone(), shown(&known.pmid), shown(&named.pmid)),
        ("PMCID", known.pmcid.clone(), named.pmcid.clone(), shown(&known.pmcid), shown(&named.pmcid)),
    ];
    let differ = pairs.into_iter().filter(|(_, has, says, ..)| has.is_some() && says.is_some() && has != says);
    differ
        .map(|(what, _, _, has, says)| {
            format!("{}: the {what} is “{has}” here and “{says}” in the file; it was left as it is", known.key)
        })
        .collect()
}

/// What a registry keeps about the work known by the identifier `asked` goes where that work says nothing yet: other
/// identifiers (unless another work has them), abstract, and `types` of publication. Nothing is replaced.
pub fn complete_from(
    writing: &mut Writing<'_>,
    asked: &Item,
    record: &WorkRecord,
    types: &[String],
) -> Result<(), Error> {
    let Some(asked) = read_named_work(asked, &WorkExtras::default()) else { return Ok(()) };
    let Some(known) = writing.view().find_same_work(&asked)? else { return Ok(()) };
    let item = &record.metadata.item;
    let nothing = Work { doi: None, pmid: None, pmcid: None, nbk: None, arxiv: None, url: None, ..asked };
    let each = [
        Work { doi: item.doi.as_deref().and_then(|doi| doi.parse().ok()), ..nothing.clone() },
        Work { pmid: item.pmid.clone(), ..nothing.clone() },
        Work { pmcid: item.pmcid.clone(), ..nothing.clone() },
        Work { nbk: record.metadata.nbk.clone(), ..nothing.clone() },
    ];
    let types = (!types.is_empty()).then(|| types.join("; "));
    let mut known = Work {
        abstract_text: known.abstract_text.or_else(|| record.abstract_text.clone()),
        publication_types: known.publication_types.or(types),
        ..known
    };
    for one in each {
        if writing.view().find_same_work(&one)?.is_none() {
            fill_identifiers(&mut known, &one);
        }
    }
    writing.edit(&known).map(|_| ())
}
