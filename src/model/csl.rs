//! Bibliographic metadata as a CSL-JSON item (<https://docs.citationstyles.org/en/stable/specification.html>): the
//! variables claimbook reads and compares, and whatever else came with them, kept.

use super::PartialDate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A CSL-JSON item.
///
/// Reading one never fails over a value: numbers given as text and text given as numbers are taken as meant, lists with
/// one element as that element, and what cannot be understood is kept in `other` under its own name.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// CSL type: `article-journal`, `book`, `chapter`, `report`, `webpage`…; empty where unknown.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Authors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// The list of authors is cut short ("et al.").
    #[serde(skip_serializing_if = "is_false")]
    pub et_al: bool,
    /// Editors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Name>,
    /// Title with subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Journal, book or site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The journal's abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title_short: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// When the page was last read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<CslDate>,
    /// Volume, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Issue, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Pages as printed, `53–64`; an article number goes to `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Article number such as `e42010`, or report number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// What sort of work, in the field's words: `Systematic review`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Publisher's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<String>,
    /// Publication status: `in press`, `advance online publication`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// DOI, bare.
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// PubMed identifier.
    #[serde(rename = "PMID", skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// PubMed Central identifier, with `PMC`.
    #[serde(rename = "PMCID", skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    /// ISBN.
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// ISSN.
    #[serde(rename = "ISSN", skip_serializing_if = "Option::is_none")]
    pub issn: Option<String>,
    /// Address.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Variables that claimbook does not use, kept as they came.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

fn is_false(b: &bool) -> bool {
    !*b
}

/// A name: `family` and `given`, or `literal` for a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Name {
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given names or initials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A particle that stays with the family name: `van der`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<String>,
    /// A particle that goes where the given names go: `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// `Jr.`, `III`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// A group's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

impl Name {
    /// A person.
    pub fn person(family: &str, given: Option<&str>) -> Self {
        Self { family: Some(family.to_owned()), given: given.map(str::to_owned), ..Self::default() }
    }

    /// A group.
    pub fn group(name: &str) -> Self {
        Self { literal: Some(name.to_owned()), ..Self::default() }
    }

    /// The name by which it is cited: the family name with its particle, or the group's name.
    pub fn cited(&self) -> String {
        match (&self.family, &self.non_dropping_particle) {
            (Some(family), Some(particle)) => format!("{particle} {family}"),
            (Some(family), None) => family.clone(),
            (None, _) => self.literal.clone().or_else(|| self.given.clone()).unwrap_or_default(),
        }
    }
}

/// A CSL date: `{"date-parts": [[2023, 12, 2]]}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CslDate(pub PartialDate);

impl serde::Serialize for CslDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&serde_json::json!({ "date-parts": [self.0.parts()] }), s)
    }
}

impl<'de> serde::Deserialize<'de> for CslDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(d)?;
        date(&value).ok_or_else(|| serde::de::Error::custom(format!("“{value}” is no CSL date, expected date-parts")))
    }
}

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(d)?;
        name(&value).ok_or_else(|| serde::de::Error::custom(format!("“{value}” is no CSL name")))
    }
}

impl<'de> serde::Deserialize<'de> for Item {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(Variables)
    }
}

/// Reads an item variable by variable: an audit reads two for every reference, so they do not go through a map.
struct Variables;

impl<'de> serde::de::Visitor<'de> for Variables {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CSL-JSON item")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut variables: A) -> Result<Item, A::Error> {
        let mut item = Item::default();
        while let Some((name, value)) = variables.next_entry::<String, Value>()? {
            if let ("issued", Some(end)) = (name.as_str(), value.pointer("/date-parts/1")) {
                item.other.insert(ISSUED_UNTIL.to_owned(), serde_json::json!({ "date-parts": [end] }));
            }
            if !item.take(&name, &value) {
                item.other.insert(name, value);
            }
        }
        Ok(item)
    }
}

impl Item {
    /// Takes a variable if it can be understood; `null` is as good as absent, all else is left.
    fn take(&mut self, name: &str, value: &Value) -> bool {
        match name {
            "type" => put(&mut self.kind, value, text),
            "author" => put(&mut self.author, value, names),
            "et-al" => put(&mut self.et_al, value, flag),
            "editor" => put(&mut self.editor, value, names),
            "title" => put(&mut self.title, value, text),
            "container-title" => put(&mut self.container_title, value, text),
            "container-title-short" => put(&mut self.container_title_short, value, text),
            "issued" => put(&mut self.issued, value, date),
            "accessed" => put(&mut self.accessed, value, date),
            "volume" => put(&mut self.volume, value, text),
            "issue" => put(&mut self.issue, value, text),
            "page" => put(&mut self.page, value, text),
            "number" => put(&mut self.number, value, text),
            "edition" => put(&mut self.edition, value, text),
            "genre" => put(&mut self.genre, value, text),
            "publisher" => put(&mut self.publisher, value, text),
            "publisher-place" => put(&mut self.publisher_place, value, text),
            "status" => put(&mut self.status, value, text),
            "DOI" => put(&mut self.doi, value, text),
            "PMID" => put(&mut self.pmid, value, text),
            "PMCID" => put(&mut self.pmcid, value, text),
            "ISBN" => put(&mut self.isbn, value, list),
            "ISSN" => put(&mut self.issn, value, list),
            "URL" => put(&mut self.url, value, text),
            "language" => put(&mut self.language, value, text),
            "note" => put(&mut self.note, value, text),
            _ => false,
        }
    }
}

/// Fills a field if the value can be understood; false where it has to be kept as it is.
fn put<T, F: From<T>>(field: &mut F, value: &Value, read: fn(&Value) -> Option<T>) -> bool {
    match read(value) {
        Some(understood) => *field = understood.into(),
        None => return value.is_null(),
    }
    true
}

/// Text, a number as its digits, or a list whose first element is one (Crossref's titles).
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(all) => all.first().filter(|first| !first.is_array()).and_then(text),
        _ => None,
    }
}

/// Text, or a list of texts with a comma between two (Crossref's ISSNs).
fn list(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) if !all.is_empty() => {
            let texts: Option<Vec<String>> = all.iter().map(|v| text(v).filter(|_| !v.is_array())).collect();
            Some(texts?.join(", "))
        }
        Value::Array(_) => None,
        other => text(other),
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        Value::String(s) => s.parse().ok(),
        Value::Number(n) => n.as_i64().map(|n| n != 0),
        _ => None,
    }
}

fn names(value: &Value) -> Option<Vec<Name>> {
    match value {
        Value::Array(all) => all.iter().map(name).collect(),
        one => Some(vec![name(one)?]),
    }
}

/// A name; plain text, and Crossref's `name`, are a group's.
fn name(value: &Value) -> Option<Name> {
    let Value::Object(fields) = value else { return text(value).map(|s| Name::group(&s)) };
    let field = |key: &str| fields.get(key).and_then(text);
    Some(Name {
        family: field("family"),
        given: field("given"),
        non_dropping_particle: field("non-dropping-particle"),
        dropping_particle: field("dropping-particle"),
        suffix: field("suffix"),
        literal: field("literal").or_else(|| field("name")),
    })
}

/// A date: `date-parts` with numbers or digits (of a range, its beginning), `raw` or `literal` text, or bare text.
fn date(value: &Value) -> Option<CslDate> {
    if let Some(parts) = value.pointer("/date-parts/0").and_then(Value::as_array) {
        let part = |i: usize| parts.get(i).and_then(|v| v.as_i64().or_else(|| v.as_str()?.trim().parse().ok()));
        return PartialDate::from_parts(part(0), part(1), part(2)).ok().map(CslDate);
    }
    let words = match value {
        Value::Object(fields) => fields.get("raw").or_else(|| fields.get("literal")).and_then(text)?,
        other => text(other)?,
    };
    PartialDate::loose(&words).map(CslDate)
}

/// Where the end of a range of dates is kept, in `other`: `issued` is its beginning.
const ISSUED_UNTIL: &str = "issued-until";

impl Item {
    /// The end of the range of dates in which it was published: `Sep–Oct 2020`.
    pub fn issued_until(&self) -> Option<PartialDate> {
        self.other.get(ISSUED_UNTIL).and_then(date).map(|d| d.0)
    }

    /// The year of publication.
    pub fn year(&self) -> Option<i16> {
        self.issued.map(|d| d.0.year())
    }

    /// The first author as cited.
    pub fn first_author(&self) -> Option<String> {
        self.author.first().map(Name::cited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn odd_shapes_are_taken_as_meant() {
        let item: Item = serde_json::from_value(json!({
            "type": "article-journal", "volume": 23, "issue": "4", "page": 830, "PMID": 38042815, "DOI": null,
            "title": ["Low back pain", "second"], "ISSN": ["1471-2393", "2673-561X"], "et-al": "true",
            "author": [{"family": "Salari", "given": "N", "sequence": "first"}, {"name": "WHO"}, "A group"],
            "issued": {"date-parts": [["2023", "12", 2]]}, "accessed": "2024-05-01", "score": 1.5,
        }))
        .unwrap();
        assert_eq!(item.volume.as_deref(), Some("23"));
        assert_eq!(item.page.as_deref(), Some("830"));
        assert_eq!(item.pmid.as_deref(), Some("38042815"));
        assert_eq!(item.doi, None);
        assert_eq!(item.title.as_deref(), Some("Low back pain"));
        assert_eq!(item.issn.as_deref(), Some("1471-2393, 2673-561X"));
        assert!(item.et_al);
        assert_eq!(item.author.iter().map(Name::cited).collect::<Vec<_>>(), ["Salari", "WHO", "A group"]);
        assert_eq!(item.issued.unwrap().0.to_string(), "2023-12-02");
        assert_eq!(item.accessed.unwrap().0.to_string(), "2024-05-01");
        assert_eq!(item.other.keys().collect::<Vec<_>>(), ["score"]);
        let range = json!({"issued": {"date-parts": [[2020, 9], [2020, 10]]}});
        let item: Item = serde_json::from_value(range).unwrap();
        assert_eq!((item.year(), item.issued_until().unwrap().to_string()), (Some(2020), "2020-10".to_owned()));
    }

    #[test]
    fn what_cannot_be_understood_is_kept() {
        let given = json!({"issued": {"date-parts": [[null]]}, "title": {"x": 1}, "author": [[1]], "volume": [], "editor": {"a": {}}});
        let item: Item = serde_json::from_value(given).unwrap();
        assert_eq!(item.year(), None);
        assert_eq!(item.other.keys().collect::<Vec<_>>(), ["issued", "title", "volume"]);
        let again: Item = serde_json::from_value(serde_json::to_value(&item).unwrap()).unwrap();
        assert_eq!(again, item);
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z0-9 -]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                proptest::collection::btree_map("(family|given|literal|date-parts|raw|name|[a-z]{1,3})", inner, 0..3)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_object_is_read_and_comes_back(
            fields in proptest::collection::btree_map(
                "(type|author|editor|title|issued|accessed|volume|page|PMID|ISSN|et-al|note|custom|[a-z]{1,4})", value(), 0..6)
        ) {
            let item: Item = serde_json::from_value(Value::Object(fields.into_iter().collect())).unwrap();
            let again: Item = serde_json::from_value(serde_json::to_value(&item).unwrap()).unwrap();
            prop_assert_eq!(again, item);
        }
    }
}
