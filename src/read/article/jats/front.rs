//! What the front of an article says: who wrote, edited and reviewed it, when, where it is published, in which language.

use crate::model::{PartialDate, Role};
use crate::read::article::PrintedPerson;
use crate::read::article::front_matter::FrontMatter;
use crate::read::references::read_name;
use crate::read::xml::Element;

pub(super) fn read(article: &Element) -> FrontMatter {
    let mut front = FrontMatter { language: article.attribute("lang").map(str::to_owned), ..FrontMatter::default() };
    if let Some(journal) = article.find(&["front", "journal-meta"]) {
        let title = journal.find(&["journal-title-group", "journal-title"]).or(journal.child("journal-title"));
        let publisher = title.or(journal.find(&["publisher", "publisher-name"]));
        front.publisher = publisher.map(Element::words).filter(|words| !words.is_empty());
    }
    let Some(meta) = article.find(&["front", "article-meta"]) else { return front };
    front.url = read_address(meta);
    read_dates(meta, &mut front);
    let groups =
        meta.all("contrib-group").chain(meta.find(&["author-notes"]).into_iter().flat_map(|n| n.all("contrib-group")));
    front.people = groups.flat_map(|group| group.find_descendants("contrib")).filter_map(read_person).collect();
    front
}

/// Where it is published: its own address, or that of its DOI or of PubMed Central.
fn read_address(meta: &Element) -> Option<String> {
    let own = meta.all("self-uri").find_map(|uri| uri.attribute("href").filter(|href| href.contains("://")));
    let id = |kinds: &[&str]| {
        let found =
            meta.all("article-id").find(|id| id.attribute("pub-id-type").is_some_and(|kind| kinds.contains(&kind)));
        found.map(Element::words).filter(|words| !words.is_empty())
    };
    let doi = || id(&["doi"]).map(|doi| format!("https://doi.org/{doi}"));
    let pmc = || {
        let number = id(&["pmc", "pmcid", "pmcaid"])?;
        Some(format!("https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/", number.trim_start_matches("PMC")))
    };
    own.map(str::to_owned).or_else(doi).or_else(pmc)
}

/// The day of the last change, else of publication; and of the last review, where one is told.
fn read_dates(meta: &Element, front: &mut FrontMatter) {
    let history = meta.child("history").into_iter().flat_map(Element::elements);
    let events = meta.child("pub-history").into_iter().flat_map(|h| h.all("event"));
    let events = events.flat_map(|event| event.all("date").map(move |date| (date, event.attribute("event-type"))));
    let all = history.map(|date| (date, None)).chain(events);
    for (date, event) in all {
        let kind = ["date-type", "pub-type"].iter().find_map(|name| date.attribute(name)).or(event).unwrap_or_default();
        let Some(day) = read_day(date) else { continue };
        match kind.to_lowercase().replace(['_', ' '], "-").as_str() {
            "updated" | "update" | "last-updated" | "modified" | "corrected" | "republished" => {
                front.updated_on = front.updated_on.max(Some(day));
            }
            "reviewed" | "last-reviewed" | "medically-reviewed" | "rev-last" => {
                front.last_reviewed_on = front.last_reviewed_on.max(Some(day));
            }
            _ => {}
        }
    }
    let published = |kinds: &[&str]| {
        let is_kind = |date: &&Element| {
            ["date-type", "pub-type"].iter().filter_map(|name| date.attribute(name)).any(|kind| kinds.contains(&kind))
        };
        meta.all("pub-date").find(is_kind).and_then(read_day)
    };
    let published = published(&["epub", "pub", "epub-ppub"]).or_else(|| published(&["ppub", "collection"]));
    front.updated_on = front.updated_on.or(published).or_else(|| meta.all("pub-date").find_map(read_day));
}

fn read_day(date: &Element) -> Option<PartialDate> {
    if let Some(day) = date.attribute("iso-8601-date").and_then(|iso| iso.split('T').next()?.parse().ok()) {
        return Some(day);
    }
    let part = |name: &str| date.child(name).map(Element::words).filter(|words| !words.is_empty());
    let (year, month) = (part("year")?, part("month"));
    let Some(month) = month else { return year.parse().ok() };
    let written = match month.parse::<u8>() {
        Ok(month) => match part("day") {
            Some(day) => format!("{year}-{month:02}-{day:0>2}"),
            None => format!("{year}-{month:02}"),
        },
        Err(_) => format!("{} {month} {year}", part("day").unwrap_or_default()).trim().to_owned(),
    };
    written.parse().or_else(|_| year.parse()).ok()
}

/// A person; groups are none.
fn read_person(contrib: &Element) -> Option<PrintedPerson> {
    let name =
        contrib.child("name").or(contrib.child("string-name")).or(contrib.find(&["name-alternatives", "name"]))?;
    let name = read_name(name)?;
    let words = [name.given.clone(), name.non_dropping_particle.clone(), name.family.clone().or(name.literal)];
    let name: String = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let says = |element: &Element| element.words().to_lowercase();
    let kind = contrib.attribute("contrib-type").unwrap_or("author").to_lowercase();
    let roles: Vec<String> = contrib.all("role").map(says).chain([kind]).collect();
    let is = |word: &str| roles.iter().any(|role| role.contains(word));
    let role = match () {
        () if is("review") => Role::Reviewer,
        () if is("editor") || is("edited") => Role::Editor,
        () => Role::Author,
    };
    let degrees: Vec<String> = contrib.all("degrees").map(Element::words).filter(|words| !words.is_empty()).collect();
    let credentials = Some(degrees.join(", ")).filter(|all| !all.is_empty());
    (!name.is_empty()).then_some(PrintedPerson { name, credentials, role })
}
