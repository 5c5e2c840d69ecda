//! Storing one article: its version, people, list, claims and suggestions, in one change.

use super::claims::ImportedText;
use super::key::{choose_key, list_keys, make_key};
use super::ready::{LANGUAGE, ReadyArticle};
use super::shelf::KnownWorks;
use super::{ImportReport, claims, keys::cite_stored, list, retired_records, suggestions};
use crate::catalogue::{Error, Writing};
use crate::model::{Article, ArticlePerson, DeclaredId, Person, Uid, Version};
use crate::read::article::{PrintedPerson, ReadArticle};
use sha2::{Digest, Sha256};

/// Where an article came from.
#[derive(Debug, Clone, Copy)]
pub struct ArticleSource<'a> {
    /// The bytes as they were.
    pub bytes: &'a [u8],
    /// The file's path relative to the catalogue's folder, with `/`; none for standard input.
    pub path: Option<&'a str>,
    /// The article that these bytes are a version of, where the user says so.
    pub article: Option<&'a str>,
    /// It is only judged: nothing is suggested for its claims, since nobody is there to take it up.
    pub is_only_judged: bool,
}

/// Stores what was read of an article. The same bytes again change nothing. `works` are those that there are; several articles in
/// a row share them.
pub fn store_article(
    writing: &mut Writing<'_>,
    source: &ArticleSource<'_>,
    ready: impl Into<ReadyArticle>,
    works: &mut KnownWorks,
) -> Result<ImportReport, Error> {
    let ReadyArticle { read, found, asking } = ready.into();
    let sha256 = hash_hex(source.bytes);
    let known = find(writing, source, &sha256)?;
    let newest = known.as_ref().map(|a| writing.view().newest_version(a.uid)).transpose()?.flatten();
    let mut imported = ImportReport {
        title: read.title.clone().unwrap_or_default(),
        reader: read.reader.to_owned(),
        encoding: read.encoding.clone(),
        ..ImportReport::default()
    };
    if let (Some(article), Some(newest)) = (&known, &newest)
        && newest.sha256 == sha256
    {
        imported.unchanged = true;
        imported.article.clone_from(&article.key);
        imported.title.clone_from(&article.title);
        imported.version = newest.n;
        // A library that was not there before may name what the same text cites.
        if !read.known_keys.is_empty() {
            let listed = list::store_list(writing, article, read.references, true)?;
            (imported.references, imported.cited) = (listed.references, listed.cited);
            imported.unchanged = imported.cited == 0 && imported.references.added.is_empty();
        }
        retired_records::note_retired_article(article, &mut imported);
        return Ok(imported);
    }
    let article = store_row(writing, source, known, &read)?;
    let mut read = read;
    cite_stored(writing.view(), &article, &mut read)?;
    read.note_unknown_keys();
    imported.article.clone_from(&article.key);
    imported.title.clone_from(&article.title);
    imported.version = newest.as_ref().map_or(1, |v| v.n + 1);
    let version = make_version(writing, &article, imported.version, source, sha256, &read);
    writing.add(&version)?;
    imported.same_text_as = writing.view().articles_by_text(&version.text_sha256, article.uid)?;
    store_people(writing, &article, &read.people)?;
    let rows = list::store_entries(writing, &article, version.n, &read.references, works, &mut imported)?;
    let known = works.load_claims(writing.view())?;
    let text = ImportedText { article: &article, before: newest.as_ref(), version: &version };
    let cited = claims::store(writing, &text, (known, found), &read.markers, &rows, &mut imported)?;
    imported.cited = cited;
    if !source.is_only_judged {
        imported.suggested = suggestions::suggest_new(writing, &article, asking, &imported.claims.proposed)?;
    }
    imported.notes.extend(read.notes.into_iter().map(Into::into));
    imported.notes.sort_by_key(|note| (note.line, note.column));
    retired_records::bring_back(writing, &article, &read.references, &rows, &mut imported)?;
    retired_records::note_retired_article(&article, &mut imported);
    Ok(imported)
}

/// The article that these bytes belong to: the one named, else the one that came from the same file, else one of the
/// same key that holds the same bytes (the file was moved).
fn find(writing: &Writing<'_>, source: &ArticleSource<'_>, sha256: &str) -> Result<Option<Article>, Error> {
    let view = writing.view();
    if let Some(key) = source.article {
        return view.article_by_key(key);
    }
    let Some(path) = source.path else { return Ok(None) };
    if let Some(article) = view.articles_by_source(path)?.into_iter().next() {
        return Ok(Some(article));
    }
    for key in list_keys(path) {
        let Some(article) = view.article_by_key(&key)? else { continue };
        let newest = view.newest_version(article.uid)?;
        if newest.is_none_or(|v| v.sha256 == sha256 || v.source.is_none()) {
            return Ok(Some(article));
        }
    }
    Ok(None)
}

/// The article's row, made or brought up to date with what is printed. A field that the file does not print stays.
fn store_row(
    writing: &mut Writing<'_>,
    source: &ArticleSource<'_>,
    known: Option<Article>,
    read: &ReadArticle,
) -> Result<Article, Error> {
    let is_new = known.is_none();
    let mut article = match known {
        Some(article) => article,
        None => {
            let keys = match (source.article, source.path) {
                (Some(named), _) => vec![make_key(named)],
                (None, Some(path)) => list_keys(path),
                (None, None) => vec![make_key(read.title.as_deref().unwrap_or("article"))],
            };
            // One key is looked up by an index; to read all of them takes longer with each article.
            let mut failed = None;
            let key = choose_key(&keys, |key| {
                writing.view().article_by_key(key).map(|taken| taken.is_none()).unwrap_or_else(|error| {
                    failed = Some(error);
                    true
                })
            });
            failed.map_or(Ok(()), Err)?;
            Article {
                uid: writing.uid(),
                key,
                title: String::new(),
                url: None,
                publisher: None,
                language: LANGUAGE.to_owned(),
                updated_on: None,
                last_reviewed_on: None,
                retired_on: None,
            }
        }
    };
    let take = |field: &mut Option<String>, printed: &Option<String>| {
        if printed.is_some() {
            field.clone_from(printed);
        }
    };
    take(&mut article.url, &read.url);
    take(&mut article.publisher, &read.publisher);
    article.updated_on = read.updated_on.or(article.updated_on);
    article.last_reviewed_on = read.last_reviewed_on.or(article.last_reviewed_on);
    if let Some(language) = &read.language {
        article.language.clone_from(language);
    }
    match &read.title {
        Some(title) => article.title.clone_from(title),
        None if article.title.is_empty() => article.title.clone_from(&article.key),
        None => {}
    }
    if is_new {
        writing.add(&article)?;
    } else {
        writing.edit(&article)?;
    }
    Ok(article)
}

fn make_version(
    writing: &Writing<'_>,
    article: &Article,
    n: u32,
    source: &ArticleSource<'_>,
    sha256: String,
    read: &ReadArticle,
) -> Version {
    Version {
        uid: writing.uid(),
        article: article.uid,
        n,
        sha256,
        text_sha256: hash_hex(read.text.as_bytes()),
        imported_at: writing.time(),
        source: source.path.map(str::to_owned),
        reader: read.reader.to_owned(),
        encoding: read.encoding.clone(),
        original: source.bytes.to_vec(),
        text: read.text.clone(),
        blocks: read.blocks.clone(),
    }
}

/// The people that the article names; those it named before stay.
fn store_people(writing: &mut Writing<'_>, article: &Article, printed: &[PrintedPerson]) -> Result<(), Error> {
    let known = writing.view().people_of(article.uid)?;
    let mut position = known.iter().map(|(part, _)| part.position).max().unwrap_or(0);
    for named in printed {
        // Two people may have one name; their credentials tell them apart.
        let agree = |person: &Person| {
            person.credentials.is_none() || named.credentials.is_none() || person.credentials == named.credentials
        };
        let is_there = |(part, person): &(ArticlePerson, Person)| {
            person.name == named.name && part.role == named.role && agree(person)
        };
        let there = known.iter().any(is_there);
        if there {
            continue;
        }
        let person = find_person(writing, &named.name, named.credentials.as_deref(), None)?;
        position += 1;
        writing.add(&ArticlePerson { uid: writing.uid(), article: article.uid, person, role: named.role, position })?;
    }
    Ok(())
}

/// The person of that id, made where nobody has declared it: a name is shared by many, and whoever takes over another's row
/// takes over their verdicts. Without an id, the person of that name and those credentials, who gets what was not known of them.
pub fn find_person(
    writing: &mut Writing<'_>,
    name: &str,
    credentials: Option<&str>,
    id: Option<&DeclaredId>,
) -> Result<Uid, Error> {
    let id = id.map(DeclaredId::as_str);
    if let Some(person) = id.map(|id| writing.view().person_by_id(id)).transpose()?.flatten() {
        return Ok(person.uid);
    }
    let known = if id.is_some() { Vec::new() } else { writing.view().persons_by_name(name)? };
    let agrees =
        |p: &&Person| credentials.is_none() || p.credentials.is_none() || p.credentials.as_deref() == credentials;
    if let Some(person) = known.iter().find(agrees) {
        let mut whole = person.clone();
        whole.credentials = whole.credentials.or(credentials.map(str::to_owned));
        writing.edit(&whole)?;
        return Ok(person.uid);
    }
    let person = Person {
        uid: writing.uid(),
        name: name.to_owned(),
        credentials: credentials.map(str::to_owned),
        contact: None,
        declared_id: id.map(str::to_owned),
        merged_into: None,
        retired_on: None,
    };
    writing.add(&person)?;
    Ok(person.uid)
}

fn hash_hex(bytes: &[u8]) -> String {
    crate::model::to_hex(&Sha256::digest(bytes))
}
