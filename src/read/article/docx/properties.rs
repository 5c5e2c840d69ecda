//! What the file says of itself: language, and, where the text says nothing, title, author and day from its properties.

use super::package::Package;
use super::styles::Styles;
use crate::model::{PartialDate, Role};
use crate::read::article::{ReadArticle, byline};
use crate::read::entry::Note;
use crate::read::xml::Element;
use std::collections::BTreeMap;

/// The language in which most of the text is marked.
pub(super) fn find_language(written: &BTreeMap<String, u64>, styles: &Styles) -> Option<String> {
    let most = written.iter().max_by_key(|(_, length)| **length).map(|(language, _)| language.clone());
    most.or_else(|| styles.look(None).language).filter(|language| language != "x-none")
}

/// Fills in what the text does not say. Programs write the name of whoever is at the keyboard as creator, often short for
/// the machine: it is taken for the author's only where it is the name of a person, in two words or more, and nobody else is
/// named.
pub(super) fn complete_article(article: &mut ReadArticle, package: &mut Package<'_>) {
    let Some(core) = package.read_tree("docProps/core.xml") else { return };
    let value = |name: &str| core.child(name).map(Element::words).filter(|words| !words.is_empty());
    let mut taken = Vec::new();
    if article.title.is_none()
        && let Some(title) = value("title")
    {
        article.title = Some(title);
        taken.push("title");
    }
    if article.people.is_empty()
        && let Some(creator) = value("creator")
    {
        article.people = byline::read_people(&creator, Role::Author);
        taken.extend((!article.people.is_empty()).then_some("author"));
    }
    if article.updated_on.is_none()
        && let Some(day) = value("modified").and_then(|at| at.split('T').next()?.parse::<PartialDate>().ok())
    {
        article.updated_on = Some(day);
        taken.push("date");
    }
    if let [first, rest @ ..] = taken.as_slice() {
        let named = rest.iter().fold((*first).to_owned(), |named, next| format!("{named}, {next}"));
        let verb = if rest.is_empty() { "was" } else { "were" };
        let message = format!("{named} {verb} taken from the file’s properties, since the text does not say");
        article.notes.insert(0, Note::new((1, 1), message));
    }
}

/// What bookmarks stand for, in which Zotero keeps citations: their codes by name, put together of their parts.
pub(super) fn collect_bookmarks(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let mut parts: BTreeMap<(String, u32), String> = BTreeMap::new();
    let Some(custom) = package.read_tree("docProps/custom.xml") else { return BTreeMap::new() };
    for property in custom.all("property") {
        let Some((name, n)) = property.attribute("name").and_then(|name| name.rsplit_once('_')) else { continue };
        if let Ok(n) = n.parse() {
            parts.insert((name.to_owned(), n), property.text());
        }
    }
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for ((name, _), part) in parts {
        codes.entry(name).or_default().push_str(&part);
    }
    codes
}
