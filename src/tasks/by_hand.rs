//! Claims and references that a person types.

use super::{Failure, addresses, keys, persons};
use crate::catalogue::Writing;
use crate::detect;
use crate::import;
use crate::model::{Article, Claim, Kind, Occurrence, Person, Reasons, Status, Version, Word, Work, claim_address};
use crate::read::entry::PrintedEntry;
use crate::read::printed;
use crate::text::anchor::{AnchoringText, HeadingIndex};
use crate::text::normalise;
use crate::text::visible::is_blank;

/// Adds a claim, with its place in the text where the words are given.
pub fn add_claim(
    writing: &mut Writing<'_>,
    statement: String,
    kind: Option<Kind>,
    article: Option<&str>,
    at: Option<&str>,
) -> Result<String, Failure> {
    let Some(kind) = kind else {
        let kinds = Kind::TOKENS.join(", ");
        return Err(Failure::usage(format!("say what kind of claim it is, with --kind: {kinds}; nothing was stored")));
    };
    let statement = refuse_empty(&statement, "the statement is empty: type the claim in a sentence")?;
    let article = addresses::find_article(writing.view(), article)?;
    let version = writing.view().newest_version(article.uid)?;
    let place = match (at, &version) {
        (None, _) => None,
        (Some(_), None) => {
            return Err(Failure::usage(format!("{} has no text yet, so --at cannot be found in it", article.key)));
        }
        (Some(words), Some(version)) => {
            let words = normalise::normalise_text(words);
            let Some(span) = find_span(&words, version) else {
                return Err(Failure::usage(format!(
                    "{} does not hold the words “{words}”; nothing was stored",
                    article.key
                )));
            };
            Some((version, span))
        }
    };
    let section =
        place.and_then(|(v, (start, _))| v.blocks.block_at(start)).map(|b| b.section.clone()).unwrap_or_default();
    let address = read_stored(writing, &article, statement, (kind, Status::Accepted), section, "added by hand", place)?;
    Ok(format!("Added {address}. Next: claimbook suggest {address}, or claimbook link {address} REFERENCE"))
}

/// Adds a claim that the article's newest text makes at a place, in the text's own words; answers what was done.
pub(super) fn add_claim_at(
    writing: &mut Writing<'_>,
    article: &Article,
    kind: Kind,
    (start, end): (u32, u32),
) -> Result<String, Failure> {
    let Some(version) = writing.view().newest_version(article.uid)? else { return Ok(String::new()) };
    let words = AnchoringText::from_version(&version).capture(start, end).exact;
    let statement = detect::restate_claim(&words);
    let section = version.blocks.block_at(start).map(|block| block.section.clone()).unwrap_or_default();
    let told = format!("Added {{}} ({kind}): {statement}");
    let place = Some((&version, (start, end)));
    let address = read_stored(writing, article, statement, (kind, Status::Accepted), section, "added by hand", place)?;
    Ok(format!("{}\nNext: claimbook suggest {address}", told.replacen("{}", &address, 1)))
}

/// What was typed, without the blanks around it; nothing is refused.
fn refuse_empty(typed: &str, refusal: &str) -> Result<String, Failure> {
    match typed.trim() {
        words if is_blank(words) => Err(Failure::usage(format!("{refusal}; nothing was stored"))),
        words => Ok(words.to_owned()),
    }
}

/// Adds a claim from a list, proposed until somebody accepts it; it has its place where the text has its very words.
pub fn add_proposed_claim(
    writing: &mut Writing<'_>,
    article: &Article,
    statement: &str,
    kind: Kind,
    section: &str,
) -> Result<String, Failure> {
    let version = writing.view().newest_version(article.uid)?;
    let words = normalise::normalise_text(statement);
    let place = version.as_ref().and_then(|version| Some((version, find_span(&words, version)?)));
    let found_under = place.and_then(|(v, (start, _))| v.blocks.block_at(start)).map(|b| b.section.clone());
    let section = if section.is_empty() { found_under.unwrap_or_default() } else { section.to_owned() };
    let kind = (kind, Status::Proposed);
    read_stored(writing, article, statement.to_owned(), kind, section, "listed in a sheet", place)
}

/// Where words stand in a version's text, in code points: as they are typed, or with a marker between them, or printed and
/// spelt otherwise.
fn find_span(words: &str, version: &Version) -> Option<(u32, u32)> {
    find_literally(words, version).or_else(|| AnchoringText::from_version(version).find(words))
}

fn find_literally(words: &str, version: &Version) -> Option<(u32, u32)> {
    let byte = version.text.find(words)?;
    let start = version.text.get(..byte).map_or(0, |t| t.chars().count()) as u32;
    Some((start, start + words.chars().count() as u32))
}

/// Stores a claim under the next serial, with its occurrence where its place is known; answers its address.
fn read_stored(
    writing: &mut Writing<'_>,
    article: &Article,
    statement: String,
    (kind, status): (Kind, Status),
    section: String,
    because: &str,
    place: Option<(&Version, (u32, u32))>,
) -> Result<String, Failure> {
    let serial = writing.view().number_claims(article.uid)?.give()?;
    let (uid, because) = (writing.uid(), Reasons(vec![because.to_owned()]));
    let confidence = None;
    let claim = Claim {
        uid,
        article: article.uid,
        serial,
        statement,
        kind,
        status,
        section,
        because,
        confidence,
        merged_into: None,
    };
    writing.add(&claim)?;
    if let Some((version, span)) = place {
        let text = AnchoringText::from_version(version);
        let occurrence = import::build_occurrence(writing.uid(), &claim, article, version, &text, span);
        let heads = HeadingIndex::new(&version.text, &version.blocks).headings_over(span.0, span.1);
        writing.add(&Occurrence { heads: Some(heads), ..occurrence })?;
    }
    Ok(claim_address(&article.key, serial))
}

/// Adds an entry to an article's list.
pub fn add_reference(
    writing: &mut Writing<'_>,
    typed: String,
    article: Option<&str>,
    number: Option<String>,
) -> Result<String, Failure> {
    let typed = refuse_empty(&typed, "the entry is empty: type the whole entry as printed, or a DOI")?;
    let article = addresses::find_article(writing.view(), article)?;
    let parsed = printed::parse(&typed);
    let doubts = parsed.notes.iter().cloned().chain(parsed.doubt()).collect::<Vec<_>>().join("; ");
    let entry = PrintedEntry {
        number,
        section: String::new(),
        printed: normalise::normalise_text(&typed),
        line: 1,
        column: 1,
        parsed,
    };
    let row = import::store_reference(writing, &article, &entry)?;
    let address = row.address(&article);
    let unsure = if doubts.is_empty() { String::new() } else { format!(" Unsure: {doubts}.") };
    let listed = row.work.map(|work| writing.view().references_to(work)).transpose()?.unwrap_or_default();
    let before = listed.iter().find(|r| r.article == article.uid && r.uid != row.uid && r.is_listed());
    let twice = before.map(|r| format!(" {} is of the same work: cite that one.", r.address(&article)));
    let beside = writing.view().references_of(article.uid)?;
    let beside = beside.iter().filter(|r| r.uid != row.uid && r.is_listed());
    let shared = beside.filter_map(|r| import::describe_shared_doi(&article, r, &row)).next();
    let shared = shared.map(|shared| format!(" {shared}."));
    Ok(format!(
        "Added {address}.{unsure}{}{} Next: claimbook show {address}",
        twice.unwrap_or_default(),
        shared.unwrap_or_default()
    ))
}

/// Adds an article whose text is not at hand.
pub fn add_article(writing: &mut Writing<'_>, article: &Article) -> Result<String, Failure> {
    let key = &article.key;
    if import::make_key(key) != *key {
        return Err(Failure::usage(format!("“{key}” cannot be a key; {} can", import::make_key(key))));
    }
    if is_blank(&article.title) {
        return Err(Failure::usage("the title is empty: --title \"…\""));
    }
    if writing.view().article_by_key(key)?.is_some() {
        return Err(Failure::usage(format!(
            "there is an article {key} already; `claimbook edit {key}` changes its fields"
        )));
    }
    writing.add(article)?;
    Ok(format!("Added {key}. Next: claimbook add claim … --article {key}"))
}

/// Stores a work's abstract.
pub fn store_abstract(writing: &mut Writing<'_>, work: &str, typed: &str) -> Result<String, Failure> {
    let addresses::AddressedRecord::Work(work) = addresses::find_record(writing.view(), work)? else {
        return Err(Failure::usage(format!("“{work}” is not a work in the catalogue; `claimbook works` lists them")));
    };
    if is_blank(typed) {
        return Err(Failure::usage("standard input holds no abstract, so nothing was stored"));
    }
    let key = work.key.clone();
    writing.edit(&Work { abstract_text: Some(normalise::normalise_text(typed)), ..*work })?;
    Ok(format!("Stored the abstract of {key}. It stays under its owner's copyright and out of exports."))
}

/// Adds somebody, where they are not there yet, with how to reach them, and with the public key that a file holds.
pub fn add_person(
    writing: &mut Writing<'_>,
    name: &str,
    contact: Option<String>,
    key: Option<&str>,
) -> Result<String, Failure> {
    let Some(named) = persons::parse_visible(name)? else { return Err(Failure::usage("a person needs a name")) };
    let before = writing.view().persons()?.len();
    let uid = named.find_or_add(writing)?.uid;
    let is_new = writing.view().persons()?.len() > before;
    let Some(mut person) = writing.view().get::<Person>(uid)? else {
        return Err(Failure::Incomplete(format!("{} was not stored", named.name)));
    };
    if contact.is_some() {
        person.contact = contact;
        writing.edit(&person)?;
    }
    let said = if is_new { format!("Added {named}.") } else { format!("{named} is in the catalogue already.") };
    match key {
        Some(key) => Ok(format!("{said} {}", keys::add_key(writing, &person, key)?)),
        None => Ok(said),
    }
}
