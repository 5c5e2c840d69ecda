//! Structured data of a page: `<script type="application/ld+json">`, as schema.org names things.

use super::head::{DatedEvent, Head, tidy};
use super::page::Page;
use crate::model::Role;
use crate::read::article::structured::{is_structured, parse};
use crate::read::entry::Note;
use crate::text::normalise::count_chars;
use serde_json::{Map, Value};

/// Fields in which things stand that are not the page.
const ELSEWHERE: &[&str] = &[
    "about",
    "breadcrumb",
    "citation",
    "comment",
    "hasPart",
    "image",
    "isPartOf",
    "itemListElement",
    "logo",
    "mentions",
    "potentialAction",
    "relatedLink",
    "review",
    "significantLink",
    "sponsor",
    "video",
];
/// So many things are looked at.
const THINGS: usize = 2_000;

type Thing = Map<String, Value>;

/// Reads the structured data of a page.
pub(super) fn read(page: &Page<'_, '_>, head: &mut Head) {
    let mut values: Vec<Value> = Vec::new();
    for at in 1..page.tree.nodes.len() {
        let element = page.tree.element(at).filter(|e| e.name == "script");
        if element.is_none_or(|e| !e.attribute("type").is_some_and(is_structured)) {
            continue;
        }
        let text: String = page.tree.range_within(at).map(|inside| page.tree.raw(inside)).collect();
        match parse(&text) {
            Some(value) => values.push(value),
            None if text.trim().is_empty() => {}
            None => {
                let bytes = page.tree.node(at).map_or(0, |n| n.bytes.start);
                let before = page.tree.source.get(..bytes).unwrap_or_default();
                let line = before.matches('\n').count() as u32 + 1;
                let column = count_chars(before.rsplit('\n').next().unwrap_or_default()) + 1;
                head.notes
                    .push(Note::new((line, column), "the page's structured data (JSON-LD) is broken and was not read"));
            }
        }
    }
    let things = find_things(&values);
    let mut pages: Vec<(u8, &Thing)> =
        things.iter().map(|thing| (rank(thing), *thing)).filter(|(rank, _)| *rank > 0).collect();
    pages.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    for (_, thing) in pages {
        take(thing, &things, head);
    }
}

/// The things that are told, those within others too.
fn find_things(values: &[Value]) -> Vec<&Thing> {
    let mut things = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop().filter(|_| things.len() < THINGS) {
        match value {
            Value::Array(all) => open.extend(all.iter().rev()),
            Value::Object(thing) => {
                things.push(thing);
                open.extend(thing.iter().filter(|(key, _)| !ELSEWHERE.contains(&key.as_str())).map(|(_, v)| v));
            }
            _ => {}
        }
    }
    things
}

fn types(thing: &Thing) -> impl Iterator<Item = &str> {
    let listed = thing.get("@type").or(thing.get("type"));
    let one = listed.and_then(Value::as_str).into_iter();
    one.chain(listed.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str))
}

/// How much a thing is the article.
fn rank(thing: &Thing) -> u8 {
    let of = |name: &str| match name.rsplit(['/', ':']).next().unwrap_or(name) {
        name if name.ends_with("Article") || matches!(name, "BlogPosting" | "MedicalWebPage" | "Report") => 3,
        name if name.ends_with("Page") => 2,
        _ => 0,
    };
    types(thing).map(of).max().unwrap_or_default()
}

fn take(thing: &Thing, things: &[&Thing], head: &mut Head) {
    let text = |key: &str| thing.get(key).and_then(read_text);
    head.titles.extend(["headline", "name"].iter().find_map(|key| text(key)));
    let address = |value: &Value| {
        read_text(value).or_else(|| value.get("@id").and_then(read_text)).filter(|url| url.contains("://"))
    };
    let url = ["url", "mainEntityOfPage", "@id"].iter().find_map(|key| thing.get(*key).and_then(address));
    if head.url.is_none() {
        head.url = url.map(|url| url.split('#').next().unwrap_or_default().to_owned());
    }
    let publisher = thing.get("publisher");
    let publisher = publisher
        .and_then(|value| read_text(value).or_else(|| resolve(value, things)?.get("name").and_then(read_text)));
    head.publisher = head.publisher.take().or(publisher);
    let language = thing
        .get("inLanguage")
        .and_then(|value| read_text(value).or_else(|| value.get("alternateName").and_then(read_text)));
    head.language = head.language.take().or(language);
    for (key, what) in [
        ("dateModified", DatedEvent::Modified),
        ("datePublished", DatedEvent::Published),
        ("lastReviewed", DatedEvent::Reviewed),
    ] {
        text(key).into_iter().for_each(|day| head.set_date(what, &day));
    }
    for (key, role) in
        [("author", Role::Author), ("creator", Role::Author), ("reviewedBy", Role::Reviewer), ("editor", Role::Editor)]
    {
        let value = thing.get(key);
        let several =
            value.and_then(Value::as_array).map_or_else(|| value.into_iter().collect(), |all| all.iter().collect());
        let several: Vec<&Value> = several;
        several.into_iter().take(100).for_each(|value| read_person(value, role, things, head));
    }
}

fn read_person(value: &Value, role: Role, things: &[&Thing], head: &mut Head) {
    if let Some(name) = read_text(value) {
        return head.add_person(&name, None, role);
    }
    let is_person = |thing: &&Thing| !types(thing).any(|t| t.ends_with("Organization"));
    let Some(thing) = resolve(value, things).filter(is_person) else { return };
    let text = |key: &str| thing.get(key).and_then(read_text);
    let joined = || Some(format!("{} {}", text("givenName")?, text("familyName")?));
    if let Some(name) = text("name").or_else(joined) {
        head.add_person(&name, text("honorificSuffix").as_deref(), role);
    }
}

/// The thing that a value is, or that it names: `{"@id": "#jane"}`.
fn resolve<'v>(value: &'v Value, things: &[&'v Thing]) -> Option<&'v Thing> {
    let thing = value.as_object()?;
    let id = thing.get("@id").and_then(Value::as_str).filter(|_| thing.len() == 1);
    let Some(id) = id else { return Some(thing) };
    things.iter().copied().find(|other| other.len() > 1 && other.get("@id").and_then(Value::as_str) == Some(id))
}

/// A string, with entities read and single spaces.
fn read_text(value: &Value) -> Option<String> {
    tidy(&super::entities::decode(value.as_str()?))
}
