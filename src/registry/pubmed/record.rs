//! efetch's XML: the record of a work, its abstract, and what was retracted, corrected or updated.

use super::super::europe_pmc::{add_notices_of_types, find_year, strip_stop};
use super::super::notices::{add_from_title, choose_label, parse_kind, settle_notices};
use super::super::{fail_unexpected, values::make_item};
use super::SERVICE;
use crate::http::{Failure, Fault, Response};
use crate::model::{
    CslDate, Doi, Item, MetadataAnswer, Name, NoticeKind, NoticesAnswer, PartialDate, Published, RegisteredNotice, Way,
    WorkRecord,
};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// What the answer says of each PubMed identifier asked, in the order asked; none where it holds no record of that number.
///
/// # Errors
/// A [`Failure`] when the answer is no `PubmedArticleSet`, or ends early.
pub fn read_records(asked: &[&str], response: &Response) -> Result<Vec<Option<WorkRecord>>, Failure> {
    let text = String::from_utf8_lossy(&response.body);
    let broken = |detail: &str| Failure::from_answer(Fault::NotJson, response, detail.to_owned());
    if response.status != 200 {
        return Err(fail_unexpected(response, "gave an answer that efetch does not give"));
    }
    let articles = read_articles(&text).ok_or_else(|| broken("sent a record that cannot be read"))?;
    let mut by_pmid: BTreeMap<&str, &Article> = BTreeMap::new();
    for article in &articles {
        by_pmid.entry(article.pmid.as_str()).or_insert(article);
    }
    Ok(asked.iter().map(|pmid| by_pmid.get(pmid).map(|a| a.to_record())).collect())
}

/// One article or book chapter, as its elements say.
#[derive(Debug, Default)]
struct Article {
    pmid: String,
    title: String,
    book: String,
    journal: String,
    short: String,
    issn: String,
    volume: String,
    issue: String,
    pages: String,
    year: String,
    online: String,
    authors: Vec<Name>,
    types: Vec<String>,
    headings: Vec<String>,
    keywords: Vec<String>,
    ids: Vec<(String, String)>,
    parts: Vec<String>,
    notices: Vec<(String, String, String)>,
}

/// The articles of a set; none where the text is no whole set.
fn read_articles(text: &str) -> Option<Vec<Article>> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut attributes: Vec<String> = Vec::new();
    let (mut articles, mut is_set) = (Vec::<Article>::new(), false);
    let mut content = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                is_set |= path.is_empty() && name == "PubmedArticleSet";
                if matches!(name.as_str(), "PubmedArticle" | "PubmedBookArticle") {
                    articles.push(Article::default());
                }
                // Inline markup belongs to the text around it.
                if !is_inline(&name) {
                    content.clear();
                }
                attributes.push(read_attribute(&tag));
                path.push(name);
            }
            Event::End(_) => {
                let (name, attribute) = (path.pop()?, attributes.pop().unwrap_or_default());
                if !is_inline(&name) {
                    if let Some(article) = articles.last_mut() {
                        article.take(&path, &name, &attribute, &content);
                    }
                    content.clear();
                }
            }
            Event::Text(piece) => content.push_str(&piece),
            Event::CData(piece) => content.push_str(&piece),
            Event::GeneralRef(entity) => match entity.resolve_char_ref().ok().flatten() {
                Some(c) => content.push(c),
                None => content.push_str(resolve_predefined_entity(&entity).unwrap_or_default()),
            },
            Event::Eof => return (is_set && path.is_empty()).then_some(articles),
            _ => {}
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(name, "i" | "b" | "u" | "sub" | "sup")
}

/// The one attribute of an element that matters here.
fn read_attribute(tag: &BytesStart) -> String {
    const NAMES: [&str; 5] = ["RefType", "IdType", "Label", "DateType", "EIdType"];
    let mut all = tag.attributes().flatten().filter(|a| NAMES.contains(&a.key.as_ref()));
    all.next().map(|a| a.value.into_owned()).unwrap_or_default()
}

impl Article {
    fn take(&mut self, path: &[String], name: &str, attribute: &str, content: &str) {
        let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
        let inside = |element: &str| path.iter().any(|p| p == element);
        if name == "CommentsCorrections" {
            if let Some(last) = self.notices.last_mut().filter(|n| n.0.is_empty()) {
                last.0 = attribute.to_owned();
            }
            return;
        }
        if inside("CommentsCorrections") {
            self.take_notice(name, content);
            return;
        }
        if content.is_empty() || inside("ReferenceList") {
            return;
        }
        let set = |field: &mut String| {
            if field.is_empty() {
                field.clone_from(&content);
            }
        };
        match name {
            "PMID" => set(&mut self.pmid),
            "ArticleTitle" => set(&mut self.title),
            "BookTitle" => set(&mut self.book),
            "Title" if inside("Journal") => set(&mut self.journal),
            "ISOAbbreviation" => set(&mut self.short),
            "ISSN" => set(&mut self.issn),
            "Volume" => set(&mut self.volume),
            "Issue" => set(&mut self.issue),
            "MedlinePgn" => set(&mut self.pages),
            "Year" if inside("PubDate") => set(&mut self.year),
            "MedlineDate" if inside("PubDate") => set(&mut self.year),
            "Year" if inside("ArticleDate") => set(&mut self.online),
            "PublicationType" => self.types.push(content),
            "DescriptorName" if inside("MeshHeadingList") => self.headings.push(content),
            "Keyword" => self.keywords.push(content),
            "ArticleId" => self.ids.push((attribute.to_owned(), content)),
            "LastName" if inside("AuthorList") => self.authors.push(Name::person(&content, None)),
            "Initials" | "ForeName" if inside("AuthorList") => {
                if let Some(last) = self.authors.last_mut().filter(|a| a.family.is_some() && a.given.is_none()) {
                    last.given = Some(content);
                }
            }
            "CollectiveName" if inside("AuthorList") => self.authors.push(Name::group(&content)),
            "AbstractText" if inside("Abstract") => self.parts.push(match attribute.is_empty() {
                true => content,
                false => format!("{attribute}: {content}"),
            }),
            _ => {}
        }
    }

    /// A notice's parts come before the end of its element, which names its type.
    fn take_notice(&mut self, name: &str, content: String) {
        if self.notices.last().is_none_or(|n| !n.0.is_empty()) {
            self.notices.push(Default::default());
        }
        let Some(last) = self.notices.last_mut() else { return };
        match name {
            "RefSource" => last.1 = content,
            "PMID" => last.2 = content,
            _ => {}
        }
    }

    fn find_id(&self, kind: &str) -> Option<String> {
        self.ids.iter().find(|(k, _)| k == kind).map(|(_, id)| id.clone())
    }

    fn to_record(&self) -> WorkRecord {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let dated = [(Way::Print, &self.year), (Way::Online, &self.online)];
        let dates: Vec<Published> = dated
            .into_iter()
            .filter_map(|(way, text)| Some(Published { way, on: PartialDate::parse_loose(text)? }))
            .collect();
        let title = some(&self.title).or_else(|| some(&self.book)).map(|t| strip_stop(&t));
        let doi: Option<Doi> = self.find_id("doi").and_then(|d| d.parse().ok());
        let item = Item {
            author: self.authors.clone(),
            container_title: some(&self.journal).or_else(|| some(&self.book).filter(|_| !self.title.is_empty())),
            container_title_short: some(&self.short),
            issued: dates.first().map(|d| CslDate(d.on)),
            volume: some(&self.volume),
            issue: some(&self.issue),
            page: some(&self.pages),
            doi: doi.map(|d| d.key().to_owned()),
            pmid: some(&self.pmid),
            pmcid: self.find_id("pmc"),
            issn: some(&self.issn),
            title,
            ..make_item(if self.journal.is_empty() { "book" } else { "article-journal" })
        };
        let notices = self.to_notices(item.title.as_deref());
        let nbk = self.find_id("bookaccession");
        let terms = [self.headings.as_slice(), &self.keywords].concat();
        let types = self.types.clone();
        let metadata = MetadataAnswer { item, dates, types, terms, nbk, ..MetadataAnswer::default() };
        WorkRecord { metadata, notices, abstract_text: some(&self.parts.join("\n")) }
    }

    fn to_notices(&self, title: Option<&str>) -> NoticesAnswer {
        let mut answer = NoticesAnswer::default();
        for (word, source, pmid) in &self.notices {
            let (on, pmid) = (find_year(source), Some(pmid.clone()).filter(|p| !p.is_empty()));
            let notice =
                |kind| RegisteredNotice { on, pmid: pmid.clone(), ..RegisteredNotice::new(kind, SERVICE.name) };
            match word.as_str() {
                "RetractionOf" => answer.about.push(notice(NoticeKind::Retraction)),
                "ExpressionOfConcernFor" => answer.about.push(notice(NoticeKind::Concern)),
                "ErratumFor" => answer.about.push(notice(NoticeKind::Correction)),
                _ => {
                    let words = split_words(word);
                    let kind = parse_kind(&words);
                    if kind != NoticeKind::Other {
                        answer.notices.push(RegisteredNotice { label: choose_label(&words, kind), ..notice(kind) });
                    }
                }
            }
        }
        add_notices_of_types(&self.types, SERVICE.name, &mut answer);
        add_from_title(title, &mut answer);
        settle_notices(&mut answer);
        answer
    }
}

/// `ExpressionOfConcernIn` as words.
fn split_words(word: &str) -> String {
    let mut words = String::new();
    for c in word.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words.replace("correctedand", "corrected and").replace("retractedand", "retracted and")
}
