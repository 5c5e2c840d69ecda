//! From an address as typed to the record it names.

use super::Failure;
use super::withdrawn::find_withdrawn;
use crate::catalogue::{Error, View};
use crate::model::{
    Address, Article, Claim, Doi, Reference, Serial, Work, claim_address, claim_name, find_nearest, reference_address,
    reference_name,
};
use crate::text::fold;

/// A record that an address named.
pub enum AddressedRecord {
    /// An article.
    Article(Article),
    /// A claim and its home.
    Claim(Article, Claim),
    /// A reference and its article.
    Reference(Article, Box<Reference>),
    /// A work.
    Work(Box<Work>),
}

/// The record of an address.
pub fn find_record(view: View<'_>, typed: &str) -> Result<AddressedRecord, Failure> {
    let address: Address = match typed.parse() {
        Ok(address) => address,
        // "van Leeuwen": two words are no address, but may be a name.
        Err(wrong) => match find_beginning(view, typed)? {
            Some(named) => return Ok(named),
            None => return Err(Failure::usage(crate::model::NotAnAddress::to_string(&wrong))),
        },
    };
    match as_key(view, address, typed)? {
        Address::Claim(article, serial) => {
            let (article, claim) = find_claim_at(view, article.as_deref(), serial, typed)?;
            Ok(AddressedRecord::Claim(article, claim))
        }
        Address::Reference(article, serial) => {
            let (article, reference) = find_reference_at(view, article.as_deref(), serial, typed)?;
            Ok(AddressedRecord::Reference(article, Box::new(reference)))
        }
        Address::Doi(doi) => find_work_by_doi(view, &doi).map(|w| AddressedRecord::Work(Box::new(w))),
        Address::Key(key) => match (find_article_by_key(view, &key)?, find_work_by_key(view, &key)?) {
            (Some(article), _) => Ok(AddressedRecord::Article(article)),
            (None, Some(work)) => Ok(AddressedRecord::Work(Box::new(view.find_surviving_work(work)?))),
            (None, None) => {
                if let Some(named) = find_beginning(view, &key)? {
                    return Ok(named);
                }
                refuse_withdrawn(view, &key)?;
                let near = find_nearest(&key, &view.keys()?).map(str::to_owned);
                let nearest = near.map_or_else(|| suggest_family(view, &key), |near| Ok(Some(near)))?;
                Err(Error::NotFound { what: "article or work", name: key, nearest }.into())
            }
        },
    }
}

/// A key that was given before desks had letters may look like a serial with one: `c3b` goes on naming the work.
fn as_key(view: View<'_>, address: Address, typed: &str) -> Result<Address, Failure> {
    let (Address::Claim(None, serial) | Address::Reference(None, serial)) = &address else { return Ok(address) };
    let is_key = Serial(*serial).desk() > 0
        && (find_article_by_key(view, typed)?.is_some() || find_work_by_key(view, typed)?.is_some());
    Ok(if is_key { Address::Key(typed.to_owned()) } else { address })
}

/// The address that was typed, in full, where that record turned out to be the one that was found.
pub fn find_merged_address(view: View<'_>, typed: &str, found: &AddressedRecord) -> Result<Option<String>, Failure> {
    let (named, kept) = match (typed.parse::<Address>(), found) {
        (Ok(Address::Claim(key, serial)), AddressedRecord::Claim(home, claim)) => {
            let named = claim_address(&find_home(view, key.as_deref(), typed)?.key, serial);
            (Some(named), claim.address(home))
        }
        (Ok(Address::Key(key)), AddressedRecord::Work(work)) => {
            (find_work_by_key(view, &key)?.map(|named| named.key), work.key.clone())
        }
        _ => return Ok(None),
    };
    Ok(named.filter(|named| *named != kept))
}

/// Whether an address is whole: it names its record as it is, in whatever case, and not by how its key begins.
pub fn is_whole(view: View<'_>, typed: &str) -> Result<bool, Failure> {
    Ok(match typed.parse::<Address>() {
        Ok(Address::Claim(Some(key), _) | Address::Reference(Some(key), _)) => {
            find_article_by_key(view, &key)?.is_some()
        }
        Ok(Address::Key(key)) => find_article_by_key(view, &key)?.is_some() || find_work_by_key(view, &key)?.is_some(),
        Ok(Address::Claim(None, _) | Address::Reference(None, _) | Address::Doi(_)) => true,
        Err(_) => false,
    })
}

/// Why nothing is retired by an address that is not whole.
pub fn refuse_partial(typed: &str, meant: &[String]) -> Failure {
    let meant = meant.join(" or ");
    Failure::usage(format!(
        "“{typed}” is not the full name of a record, and nothing was retired; did you mean {meant}?"
    ))
}

/// The article of a key in any case, be it retired.
fn find_article_by_key(view: View<'_>, key: &str) -> Result<Option<Article>, Failure> {
    match view.article_by_key(key)? {
        Some(article) => Ok(Some(article)),
        None => Ok(view.article_by_key(&key.to_lowercase())?),
    }
}

/// The work of a citation key in any case.
fn find_work_by_key(view: View<'_>, key: &str) -> Result<Option<Work>, Failure> {
    match view.work_by_key(key)? {
        Some(work) => Ok(Some(work)),
        None => Ok(view.work_by_key(&key.to_lowercase())?),
    }
}

/// The article or work whose key begins so, or the work one of whose authors has that family name; an error that names them where
/// there are several.
fn find_beginning(view: View<'_>, typed: &str) -> Result<Option<AddressedRecord>, Failure> {
    let articles = list_articles_beginning(view, typed)?;
    let plain = fold_letters(typed);
    let mut works = if plain.is_empty() { Vec::new() } else { view.work_keys_beginning(&plain)? };
    if plain.len() > 1 {
        works.extend(list_families(view)?.into_iter().filter(|(family, _)| *family == plain).map(|(_, key)| key));
        works.sort();
        works.dedup();
    }
    match (articles.as_slice(), works.as_slice()) {
        ([], []) => Ok(None),
        ([key], []) => Ok(view.article_by_key(key)?.map(AddressedRecord::Article)),
        ([], [key]) => Ok(view.work_by_key(key)?.map(|work| AddressedRecord::Work(Box::new(work)))),
        _ => Err(refuse_ambiguous(typed, articles.into_iter().chain(works))),
    }
}

fn fold_letters(typed: &str) -> String {
    fold(typed).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The family names of each work's authors, with their particle and without, and the key of the work.
fn list_families(view: View<'_>) -> Result<Vec<(String, String)>, Failure> {
    let mut families = Vec::new();
    for (key, names) in view.authors()? {
        for name in names {
            let family = name.family.as_deref().map(fold_letters).unwrap_or_default();
            let whole = fold_letters(&name.short_name());
            families
                .extend([family, whole].into_iter().filter(|name| !name.is_empty()).map(|name| (name, key.clone())));
        }
    }
    Ok(families)
}

/// The key of a work one of whose authors has nearly that family name.
fn suggest_family(view: View<'_>, typed: &str) -> Result<Option<String>, Failure> {
    let (families, keys): (Vec<String>, Vec<String>) = list_families(view)?.into_iter().unzip();
    let near = find_nearest(&fold_letters(typed), &families);
    Ok(near.and_then(|near| families.iter().position(|family| family == near)).and_then(|at| keys.get(at).cloned()))
}

/// The keys of articles that begin so, whatever the case.
fn list_articles_beginning(view: View<'_>, typed: &str) -> Result<Vec<String>, Failure> {
    let lower = typed.to_lowercase();
    Ok(if lower.is_empty() { Vec::new() } else { view.article_keys_beginning(&lower)? })
}

fn refuse_ambiguous(typed: &str, candidates: impl Iterator<Item = String>) -> Failure {
    Error::Ambiguous { name: typed.to_owned(), candidates: candidates.take(5).collect() }.into()
}

/// The claim of an address, with its home.
pub fn find_claim(view: View<'_>, typed: &str) -> Result<(Article, Claim), Failure> {
    match find_record(view, typed)? {
        AddressedRecord::Claim(article, claim) => Ok((article, claim)),
        _ => Err(Failure::usage(format!(
            "“{typed}” is not a claim; claims look like back-pain/c3: `claimbook claims` lists them"
        ))),
    }
}

/// The reference of an address, with its article. `rN` alone is looked up in `home` where one is given.
pub fn find_reference(view: View<'_>, typed: &str, home: Option<&Article>) -> Result<(Article, Reference), Failure> {
    let address = typed.parse::<Address>().ok();
    if let (Some(Address::Reference(None, serial)), Some(home)) = (&address, home) {
        return find_reference_at(view, Some(&home.key), *serial, typed);
    }
    match find_record(view, typed)? {
        AddressedRecord::Reference(article, reference) => Ok((article, *reference)),
        AddressedRecord::Work(work) => find_only_reference(view, &work, home),
        _ => Err(Failure::usage(format!(
            "“{typed}” is not a reference; references look like back-pain/r10: `claimbook references` lists them"
        ))),
    }
}

/// The entry that stands for a work: the one in the home article's list, else the only one there is.
fn find_only_reference(view: View<'_>, work: &Work, home: Option<&Article>) -> Result<(Article, Reference), Failure> {
    let mut found = Vec::new();
    for reference in view.references_to(work.uid)? {
        if let Some(article) = view.get::<Article>(reference.article)? {
            found.push((article, reference));
        }
    }
    if let Some(at) = found.iter().position(|(a, _)| home.is_some_and(|h| h.uid == a.uid)) {
        return Ok(found.swap_remove(at));
    }
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::usage(format!("no article lists {}; `claimbook add reference` adds it to one", work.key))),
        _ => {
            let mut candidates: Vec<String> = found.iter().map(|(a, r)| r.address(a)).take(5).collect();
            candidates.extend((found.len() > 5).then(|| format!("and {} more", found.len() - 5)));
            Err(Error::Ambiguous { name: work.key.clone(), candidates }.into())
        }
    }
}

/// The article of a key; where there is one article, the key may be left out.
pub fn find_article(view: View<'_>, key: Option<&str>) -> Result<Article, Failure> {
    let named = choose_article(view, key)?;
    match named.retired_on {
        None => Ok(named),
        Some(on) => Err(Failure::usage(format!(
            "{0} was retired on {on}; `claimbook retire --back {0}` brings it back",
            named.key
        ))),
    }
}

/// The same, whether or not it is retired.
fn choose_article(view: View<'_>, key: Option<&str>) -> Result<Article, Failure> {
    let Some(key) = key else {
        let mut all = view.articles()?;
        return match all.len() {
            1 => Ok(all.swap_remove(0)),
            0 => Err(Failure::usage("the catalogue holds no article yet; `claimbook import ARTICLE.md` adds one")),
            _ => Err(Failure::usage(format!(
                "there are {} articles; name one, such as {}",
                all.len(),
                all.first().map_or("", |a| a.key.as_str())
            ))),
        };
    };
    if let Some(article) = find_article_by_key(view, key)? {
        return Ok(article);
    }
    match list_articles_beginning(view, key)?.as_slice() {
        [] => Ok(view.article(key)?),
        [only] => Ok(view.article(only)?),
        several => Err(refuse_ambiguous(key, several.iter().cloned())),
    }
}

/// The article that an option names, for a list of what belongs to it; none where the option is not given.
pub fn find_article_if_named(view: View<'_>, key: Option<&str>) -> Result<Option<Article>, Failure> {
    key.map(|key| find_article(view, Some(key))).transpose()
}

fn find_claim_at(view: View<'_>, key: Option<&str>, serial: u32, typed: &str) -> Result<(Article, Claim), Failure> {
    let home = find_home(view, key, typed)?;
    match view.claim(home.uid, serial)? {
        Some(claim) if claim.merged_into.is_some() => {
            let kept = view.kept_claim(claim)?;
            let home = if kept.article == home.uid { Some(home) } else { view.get::<Article>(kept.article)? };
            let gone = || Failure::Incomplete(format!("{typed} was merged into a claim whose article is missing"));
            Ok((home.ok_or_else(gone)?, kept))
        }
        Some(claim) => Ok((home, claim)),
        None => {
            refuse_withdrawn(view, &claim_address(&home.key, serial))?;
            let known = match view.number_claims(home.uid)?.last() {
                0 => "it has none yet".to_owned(),
                last if Serial(serial).desk() == 0 => format!("its claims are c1 to c{last}"),
                _ => format!("`claimbook claims --article {}` lists those that it has", home.key),
            };
            Err(Failure::usage(format!("{} has no claim {}; {known}", home.key, claim_name(serial))))
        }
    }
}

fn find_reference_at(
    view: View<'_>,
    key: Option<&str>,
    serial: u32,
    typed: &str,
) -> Result<(Article, Reference), Failure> {
    let home = find_home(view, key, typed)?;
    match view.reference(home.uid, serial)? {
        Some(reference) => Ok((home, reference)),
        None => {
            refuse_withdrawn(view, &reference_address(&home.key, serial))?;
            let known = match view.number_references(home.uid)?.last() {
                0 => "it lists none yet".to_owned(),
                last if Serial(serial).desk() == 0 => format!("its references are r1 to r{last}"),
                _ => format!("`claimbook references --article {}` lists those that it has", home.key),
            };
            Err(Failure::usage(format!("{} has no reference {}; {known}", home.key, reference_name(serial))))
        }
    }
}

/// Says of a record that was withdrawn that it was, instead of that there is none.
fn refuse_withdrawn(view: View<'_>, typed: &str) -> Result<(), Failure> {
    find_withdrawn(view, typed)?.map_or(Ok(()), |found| Err(found.refuse()))
}

fn find_home(view: View<'_>, key: Option<&str>, typed: &str) -> Result<Article, Failure> {
    if key.is_none() && view.articles()?.len() > 1 {
        return Err(Failure::usage(format!(
            "“{typed}” could be in any of several articles; give the whole address, such as ARTICLE/{typed}"
        )));
    }
    choose_article(view, key)
}

/// The work of a DOI.
fn find_work_by_doi(view: View<'_>, doi: &Doi) -> Result<Work, Failure> {
    view.work_by_doi(doi)?.ok_or_else(|| Error::NotFound { what: "work", name: doi.to_string(), nearest: None }.into())
}

/// The whole address of a record, as findings print it.
pub fn canonicalise(view: View<'_>, typed: &str) -> Result<String, Failure> {
    Ok(match find_record(view, typed)? {
        AddressedRecord::Article(article) => article.key,
        AddressedRecord::Claim(home, claim) => claim.address(&home),
        AddressedRecord::Reference(article, reference) => reference.address(&article),
        AddressedRecord::Work(work) => work.key,
    })
}
