//! What reference managers keep in a document: Zotero and Mendeley CSL-JSON, EndNote its own XML, in the codes of fields,
//! the tags of content controls, or beside them in base64.

use crate::read::article::front_matter::Embedded;
use crate::read::base64;
use crate::read::references::read_records;
use serde_json::Value;

/// What a field or a content control stands for.
#[derive(Debug)]
pub(super) enum CitationField {
    /// A citation: what it cites, and how it is printed where the place itself does not say.
    Citation(Vec<Embedded>, Option<String>),
    /// A citation that cannot be read, and why.
    Broken(String),
    /// The printed list.
    Bibliography,
    /// Nothing of a reference manager.
    Nothing,
}

/// What the code of a field says; `data` is what the field has beside its code.
pub(super) fn read_code(code: &str, data: &str) -> CitationField {
    let code = code.trim();
    let starts = |name: &str| code.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    match () {
        () if code.contains("CSL_BIBLIOGRAPHY") || code.contains("ZOTERO_BIBL") || code.contains("EN.REFLIST") => {
            CitationField::Bibliography
        }
        () if starts("BIBLIOGRAPHY") => CitationField::Bibliography,
        () if code.contains("CSL_CITATION") || code.contains("ZOTERO_ITEM") => match code.find('{') {
            Some(at) => read_csl(code.get(at..).unwrap_or_default()),
            None => CitationField::Broken("it carries no data".to_owned()),
        },
        () if starts("ADDIN EN.CITE.DATA") => CitationField::Nothing,
        () if starts("ADDIN EN.CITE") => end_note(code, data),
        () => CitationField::Nothing,
    }
}

/// What the tag of a content control says.
pub(super) fn read_tag(tag: &str) -> CitationField {
    if tag.starts_with("MENDELEY_BIBLIOGRAPHY") {
        return CitationField::Bibliography;
    }
    let Some(data) = tag.strip_prefix("MENDELEY_CITATION_v3_") else { return CitationField::Nothing };
    match base64::decode(data).and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(json) => read_csl(&json),
        None => CitationField::Broken("its data is not base64".to_owned()),
    }
}

/// A citation in JSON; what follows it, as some programs add a number of their own, is passed over.
fn read_csl(text: &str) -> CitationField {
    let read = serde_json::Deserializer::from_str(text).into_iter::<Value>().next();
    let citation = match read {
        Some(Ok(citation)) => citation,
        Some(Err(e)) => return CitationField::Broken(format!("its JSON is broken: {e}")),
        None => return CitationField::Broken("it carries no data".to_owned()),
    };
    let items = citation.get("citationItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let embedded: Vec<Embedded> = items.iter().filter_map(read_item).collect();
    if embedded.is_empty() {
        return CitationField::Broken("none of its items has any data".to_owned());
    }
    let printed = citation.pointer("/properties/plainCitation").or(citation.pointer("/properties/formattedCitation"));
    CitationField::Citation(embedded, printed.and_then(Value::as_str).map(str::to_owned))
}

fn read_item(cited: &Value) -> Option<Embedded> {
    let data = cited.get("itemData").or(cited.get("item")).filter(|data| data.is_object())?;
    let text = data.to_string();
    let item = read_records("csl-json", &text).into_iter().next()?;
    let uri = cited.pointer("/uris/0").or(cited.pointer("/uri/0")).and_then(Value::as_str);
    let key = uri.map_or(text, str::to_owned);
    Some(Embedded { key, item })
}

/// A citation of EndNote, which stands in the code itself or in base64 beside it.
fn end_note(code: &str, data: &str) -> CitationField {
    let beside = || base64::decode(data).and_then(|bytes| String::from_utf8(bytes).ok());
    let xml = match code.find("<EndNote>").and_then(|at| code.get(at..)) {
        Some(xml) => xml.to_owned(),
        None => beside().unwrap_or_default(),
    };
    let items = read_records("endnote-xml", &xml);
    if items.is_empty() {
        return CitationField::Broken("it carries no record".to_owned());
    }
    let key = |item: &crate::model::Item| serde_json::to_string(item).unwrap_or_default();
    let embedded = items.into_iter().map(|item| Embedded { key: key(&item), item });
    let printed = xml.split_once("<DisplayText>").and_then(|(_, rest)| rest.split_once("</DisplayText>"));
    CitationField::Citation(embedded.collect(), printed.map(|(words, _)| crate::text::markup::to_plain_line(words)))
}
