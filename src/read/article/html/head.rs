//! What a page says of itself outside its text: in its head, in structured data, in marked-up names and dates.

use super::choose::Choice;
use super::entities::decode;
use super::names::split_name;
use super::page::Page;
use super::tree::{Element, is_block};
use crate::model::{PartialDate, Role};
use crate::read::article::PrintedPerson;
use crate::read::article::byline;
use crate::read::article::front_matter::FrontMatter;
use crate::read::entry::Note;

/// What a page says of itself. Of each thing, what was found first counts.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// What it calls the article, the surest first.
    pub(super) titles: Vec<String>,
    pub(super) url: Option<String>,
    /// The article's own DOI.
    pub(super) doi: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) modified: Option<PartialDate>,
    pub(super) published: Option<PartialDate>,
    pub(super) reviewed: Option<PartialDate>,
    pub(super) people: Vec<PrintedPerson>,
    /// Those whom an element named after authors names, without a word that says what they did.
    signed: Vec<PrintedPerson>,
    pub(super) notes: Vec<Note>,
}

impl Head {
    /// Takes in what the elements of the page's head say.
    pub(super) fn read(&mut self, page: &Page<'_, '_>) {
        let tree = page.tree;
        let mut page_titles: Vec<String> = Vec::new();
        for (at, element) in tree.nodes.iter().enumerate().filter_map(|(at, n)| Some((at, n.element.as_ref()?))) {
            match element.name.as_str() {
                "html" => self.language = read_language(element).or(self.language.take()),
                "title" if page_titles.is_empty() && !tree.ancestors(at).any(|up| tree.name(up) == "svg") => {
                    let text: String = tree.range_within(at).map(|inside| decode(tree.raw(inside))).collect();
                    page_titles.extend(tidy(&text));
                }
                "link" if element.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    let url = element.attribute("href").filter(|href| href.contains("://"));
                    self.url = url.map(str::to_owned).or(self.url.take());
                }
                "meta" => self.read_meta(element),
                _ => {}
            }
        }
        // A piece of a page may say its language on its first element.
        let first = || tree.children(0).find_map(|at| tree.element(at));
        self.language = self.language.take().or_else(|| first().and_then(read_language));
        self.titles.extend(page_titles);
    }

    fn read_meta(&mut self, element: &Element) {
        let Some(content) = element.attribute("content").and_then(tidy) else { return };
        let named = element.attribute("property").or(element.attribute("name")).or(element.attribute("itemprop"));
        let name = named.unwrap_or_default().to_ascii_lowercase();
        let first = |slot: &mut Option<String>| _ = slot.get_or_insert(content.clone());
        match name.as_str() {
            "og:title" | "citation_title" | "dc.title" | "dcterms.title" | "headline" => self.titles.push(content),
            "og:url" | "citation_public_url" if content.contains("://") => first(&mut self.url),
            "citation_doi" | "dc.identifier" | "prism.doi" | "bepress_citation_doi" => {
                let doi = content.find("10.").and_then(|at| content.get(at..)).map(str::to_ascii_lowercase);
                self.doi = self.doi.take().or(doi);
            }
            "og:site_name" | "publisher" | "dc.publisher" | "dcterms.publisher" | "citation_publisher"
            | "article:publisher"
                if !content.contains("://") =>
            {
                first(&mut self.publisher);
            }
            "og:locale" | "dc.language" | "dcterms.language" | "citation_language" | "language" | "inlanguage" => {
                self.language.get_or_insert(content.replace('_', "-"));
            }
            "article:modified_time"
            | "og:updated_time"
            | "last-modified"
            | "dcterms.modified"
            | "dc.date.modified"
            | "date.modified"
            | "datemodified"
            | "revised"
            | "last_modified" => self.set_date(DatedEvent::Modified, &content),
            "article:published_time"
            | "date"
            | "dc.date"
            | "dcterms.issued"
            | "dcterms.created"
            | "dc.date.issued"
            | "dcterms.date"
            | "citation_publication_date"
            | "citation_date"
            | "citation_online_date"
            | "datepublished"
            | "pubdate"
            | "publish-date"
            | "dc.date.created" => self.set_date(DatedEvent::Published, &content),
            "lastreviewed" | "last-reviewed" | "last_reviewed" | "dcterms.reviewed" | "reviewed" | "date.reviewed"
            | "dc.date.reviewed" => self.set_date(DatedEvent::Reviewed, &content),
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "citation_author" | "parsely-author"
            | "sailthru.author"
                if !content.contains("://") =>
            {
                self.add_person(&content, None, Role::Author);
            }
            "reviewedby" | "reviewer" | "medical-reviewer" | "reviewed-by" => {
                self.add_person(&content, None, Role::Reviewer)
            }
            _ if element.attribute("http-equiv").is_some_and(|h| h.eq_ignore_ascii_case("content-language")) => {
                first(&mut self.language);
            }
            _ => {}
        }
    }

    /// Takes in names and dates that are marked up in the text itself.
    pub(super) fn add_microdata(&mut self, page: &Page<'_, '_>, choice: &Choice) {
        let tree = page.tree;
        let mut signed_in = None;
        let mut at = 1;
        while at < tree.nodes.len() {
            let is_comment = |e: &Element| e.attribute("itemprop").is_some_and(|p| p.contains("comment"));
            let element = tree.element(at).filter(|e| !is_comment(e));
            let is_skipped = choice.skipped.get(at).copied().unwrap_or(true) && tree.name(at) != "meta";
            let Some(element) = element.filter(|_| !is_skipped) else {
                at = if tree.element(at).is_some() { tree.end(at) } else { at + 1 };
                continue;
            };
            if let Some(property) = element.attribute("itemprop").filter(|_| element.name != "meta" || tree.end(at) > 0)
            {
                self.read_property(page, at, element, property);
            }
            // Pandoc and Quarto print each author in a paragraph of that class, one under the other.
            let is_paragraph = element.name == "p" && element.attribute("class") == Some("author");
            let parent = tree.node(at).map(|node| node.parent);
            let goes_on = is_paragraph && signed_in.is_some() && signed_in == parent;
            if goes_on || self.signed.is_empty() && (is_paragraph || is_author_name(page, at, element)) {
                self.signed.extend(byline::read_people(&tree.collect_words(at, 200), Role::Author));
                signed_in = parent.filter(|_| is_paragraph);
            }
            at += 1;
        }
    }

    fn read_property(&mut self, page: &Page<'_, '_>, at: usize, element: &Element, property: &str) {
        let words = || page.tree.collect_words(at, 200);
        let day = || element.attribute("content").or(element.attribute("datetime")).map_or_else(words, str::to_owned);
        let role = match property {
            "dateModified" => return self.set_date(DatedEvent::Modified, &day()),
            "datePublished" => return self.set_date(DatedEvent::Published, &day()),
            "lastReviewed" => return self.set_date(DatedEvent::Reviewed, &day()),
            "author" | "creator" => Role::Author,
            "reviewedBy" => Role::Reviewer,
            "editor" => Role::Editor,
            _ => return,
        };
        let inner = |wanted: &str| {
            page.tree.range_within(at).skip(1).take(100).find_map(|inside| {
                let element = page.tree.element(inside)?;
                let value =
                    || element.attribute("content").map_or_else(|| page.tree.collect_words(inside, 200), str::to_owned);
                (element.attribute("itemprop") == Some(wanted)).then(value)
            })
        };
        let name = inner("name").or(element.attribute("content").map(str::to_owned)).unwrap_or_else(words);
        self.add_person(&name, inner("honorificSuffix").as_deref(), role);
    }

    /// Takes in a person; what is no person's name is passed over.
    pub(super) fn add_person(&mut self, name: &str, suffix: Option<&str>, role: Role) {
        let name = name.trim().trim_start_matches("By ").trim_start_matches("by ");
        let mut people = byline::read_people(name, role);
        // "Roe, Jane"
        if people.is_empty()
            && let Some((family, given)) = name.split_once(", ")
        {
            people = byline::read_people(&format!("{given} {family}"), role);
        }
        if let (Some(suffix), [person]) = (suffix.and_then(tidy), people.as_mut_slice()) {
            person.credentials.get_or_insert(suffix);
        }
        for person in people {
            if !self.people.contains(&person) {
                self.people.push(person);
            }
        }
    }

    pub(super) fn set_date(&mut self, what: DatedEvent, value: &str) {
        let day = value.split(['T', ' ']).next().filter(|d| d.contains('-')).unwrap_or(value);
        let Ok(date) = day.parse::<PartialDate>().or_else(|_| value.trim().parse()) else { return };
        let slot = match what {
            DatedEvent::Modified => &mut self.modified,
            DatedEvent::Published => &mut self.published,
            DatedEvent::Reviewed => &mut self.reviewed,
        };
        slot.get_or_insert(date);
    }

    /// What stands before the text in other formats. A heading that is the title says it best.
    pub(super) fn into_front_matter(self, has_title: bool) -> FrontMatter {
        let site = self.publisher.clone().unwrap_or_default();
        let title = self.titles.first().map(|title| without_site(title, &site));
        FrontMatter {
            title: title.filter(|_| !has_title),
            url: self.url,
            publisher: self.publisher,
            language: self.language,
            updated_on: self.modified.or(self.published),
            last_reviewed_on: self.reviewed,
            people: if self.people.is_empty() { self.signed } else { self.people },
            notes: self.notes,
            ..FrontMatter::default()
        }
    }
}

/// Whether an element is the name of an author for its class or its relation alone: the first words of a byline.
fn is_author_name(page: &Page<'_, '_>, at: usize, element: &Element) -> bool {
    let is_author = |element: &Element| {
        let classes = element.attribute("class").unwrap_or_default().split_whitespace();
        let mut words = classes.flat_map(split_name);
        element.attribute("rel") == Some("author")
            || words.any(|word| matches!(word.as_str(), "author" | "authors" | "byline" | "bylines" | "authorname"))
    };
    let parent = page.tree.node(at).map_or(0, |node| node.parent);
    let is_first =
        || page.tree.children(parent).take_while(|child| *child < at).take(8).all(|child| page.text_length(child) == 0);
    matches!(element.name.as_str(), "a" | "span" | "div" | "p")
        && (5..=80).contains(&page.text_length(at))
        && (is_author(element) || page.tree.element(parent).is_some_and(is_author))
        && is_first()
        && page.tree.range_within(at).skip(1).take(8).all(|inside| !is_block(page.tree.name(inside)))
}

/// What a date dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DatedEvent {
    Modified,
    Published,
    Reviewed,
}

/// A value with single spaces; none where nothing is left.
pub(super) fn tidy(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

fn read_language(element: &Element) -> Option<String> {
    element.attribute("lang").or(element.attribute("xml:lang")).and_then(tidy)
}

/// A title without the name of the site: `Sore knees | Knee Clinic`. The site is named, or it is the shorter part behind the
/// last bar.
fn without_site(title: &str, site: &str) -> String {
    const BARS: [&str; 9] = [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • ", " › "];
    let split = BARS.iter().filter_map(|bar| title.rfind(bar).map(|at| (at, *bar))).max();
    let Some((at, bar)) = split else { return title.to_owned() };
    let (before, behind) = (title.get(..at).unwrap_or(title), title.get(at + bar.len()..).unwrap_or_default());
    let is_site = |part: &str| !site.is_empty() && part.trim().eq_ignore_ascii_case(site);
    // A dash may stand within a title.
    let is_bar = !matches!(bar, " – " | " — " | " - ");
    let words = behind.split_whitespace().count();
    let names_site =
        words <= 4 && behind.split_whitespace().all(|w| !w.starts_with(char::is_lowercase) || w == "of" || w == "and");
    match () {
        () if is_site(behind) => without_site(before.trim(), site),
        () if before.len() < behind.len() && title.split_once(bar).is_some_and(|(first, _)| is_site(first)) => {
            title.split_once(bar).map_or(title, |(_, rest)| rest).trim().to_owned()
        }
        () if is_bar && (names_site || behind.len() <= before.len()) => before.trim().to_owned(),
        () if names_site && site.is_empty() && words < before.split_whitespace().count() => before.trim().to_owned(),
        () => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_site() {
        for (title, site, want) in [
            ("Sore knees | Knee Clinic", "", "Sore knees"),
            ("Sore knees: causes and care - Knee Clinic", "Knee Clinic", "Sore knees: causes and care"),
            ("Sore knees - causes, signs and care", "", "Sore knees - causes, signs and care"),
            ("Knee Clinic | Sore knees and what helps", "Knee Clinic", "Sore knees and what helps"),
            ("Sore knees | Conditions | Knee Clinic", "Knee Clinic", "Sore knees"),
            ("Sore knees", "Knee Clinic", "Sore knees"),
            ("COVID-19 and knees", "", "COVID-19 and knees"),
        ] {
            assert_eq!(without_site(title, site), want, "{title}");
        }
    }
}
