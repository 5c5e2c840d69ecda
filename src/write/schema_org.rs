//! Articles as schema.org JSON-LD (<https://schema.org/MedicalWebPage>), to be put into a page: who reviewed it and when,
//! and what it cites. No text can end the `script` element that it stands in.

use super::{Array, FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer, find_web_address};
use crate::model::{ArticleDossier, Doi, Item, Name, PersonDossier, ReferenceDossier, Role};
use serde_json::{Map, Value, json};
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "schema-org",
    summary: "schema.org JSON-LD (MedicalWebPage), to be put into the article's page",
    begin,
    ..Writer::plain(RecordKind::Articles)
};

struct SchemaOrg<'w>(Array<'w>);

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(SchemaOrg(Array::new_for_html(out))))
}

impl RecordSink for SchemaOrg<'_> {
    fn table(&mut self, _name: &str, _columns: &[&'static str]) -> io::Result<()> {
        Ok(())
    }

    fn record(&mut self, _fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let RecordSubject::Article(article, list) = about else {
            return Err(io::Error::other("a record without article"));
        };
        self.0.push(&write_page(article, list))
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        self.0.end()?;
        Ok(FieldLosses::new())
    }
}

/// What there is, without what there is not.
fn clean_object(fields: Value) -> Value {
    let nothing = |value: &Value| value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    match fields {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !nothing(value)).collect::<Map<_, _>>().into(),
        other => other,
    }
}

fn write_page(article: &ArticleDossier, list: &[ReferenceDossier]) -> Value {
    let of = |role: Role| article.people.iter().filter(move |p| p.role == role).map(write_person).collect::<Vec<_>>();
    let url = article.url.as_deref().and_then(find_web_address);
    let publisher = article.publisher.as_deref();
    clean_object(json!({
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": article.title,
        "headline": article.title,
        "inLanguage": article.language,
        "dateModified": article.updated_on,
        "lastReviewed": article.last_reviewed_on,
        "author": of(Role::Author),
        "editor": of(Role::Editor),
        "reviewedBy": of(Role::Reviewer),
        "publisher": publisher.map(|name| json!({ "@type": "Organization", "name": name })),
        "citation": list.iter().map(describe_source).collect::<Vec<_>>(),
    }))
}

fn write_person(person: &PersonDossier) -> Value {
    clean_object(json!({ "@type": "Person", "name": person.name, "honorificSuffix": person.credentials }))
}

/// CSL types and schema.org's.
#[rustfmt::skip]
const TYPES: &[(&str, &str)] = &[
    ("article-journal", "ScholarlyArticle"), ("article-magazine", "Article"), ("article-newspaper", "NewsArticle"),
    ("book", "Book"), ("chapter", "Chapter"), ("dataset", "Dataset"), ("report", "Report"), ("thesis", "Thesis"),
    ("webpage", "WebPage"), ("post-weblog", "BlogPosting"),
];

fn describe_source(reference: &ReferenceDossier) -> Value {
    let item = &reference.csl;
    let kind = TYPES.iter().find(|(csl, _)| *csl == item.kind).map_or("CreativeWork", |(_, kind)| kind);
    let doi = reference.doi.as_deref().and_then(|doi| doi.parse::<Doi>().ok());
    let ids = [
        ("doi", doi.as_ref().map(|doi| doi.printed().to_owned())),
        ("pmid", reference.pmid.clone()),
        ("pmcid", reference.pmcid.clone()),
        ("isbn", reference.isbn.clone()),
    ];
    let ids = ids.into_iter().filter_map(|(scheme, id)| Some((scheme, id?)));
    let ids: Vec<Value> =
        ids.map(|(scheme, id)| json!({ "@type": "PropertyValue", "propertyID": scheme, "value": id })).collect();
    // An entry of which nothing could be read is still what is printed.
    let printed = item.title.is_none().then_some(&reference.printed);
    clean_object(json!({
        "@type": kind,
        "name": item.title.as_deref().or(printed.map(String::as_str)),
        "author": item.author.iter().map(format_name).collect::<Vec<_>>(),
        "datePublished": item.issued.map(|date| date.0),
        "isPartOf": write_container(item),
        "pagination": item.page,
        "identifier": ids,
        "url": doi.map(|doi| doi.url()).or_else(|| reference.url.as_deref().and_then(find_web_address).map(str::to_owned)),
    }))
}

fn format_name(name: &Name) -> Value {
    match &name.family {
        Some(_) => clean_object(json!({
            "@type": "Person", "familyName": name.short_name(), "givenName": name.given, "honorificSuffix": name.suffix,
        })),
        None => json!({ "@type": "Organization", "name": name.short_name() }),
    }
}

fn write_container(item: &Item) -> Option<Value> {
    let name = item.container_title.as_deref()?;
    let kind = if item.kind == "article-journal" { "Periodical" } else { "CreativeWork" };
    let whole = clean_object(json!({ "@type": kind, "name": name, "issn": item.issn }));
    Some(match &item.volume {
        Some(volume) if kind == "Periodical" => {
            json!({ "@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": whole })
        }
        _ => whole,
    })
}
