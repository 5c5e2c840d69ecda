//! Reading CSL-JSON as people and programs write it: what can be understood is taken as meant, the rest is kept as it came.

use super::{CslDate, ISSUED_UNTIL, Item, Name};
use crate::model::PartialDate;
use serde_json::Value;
use std::fmt;

impl<'de> serde::Deserialize<'de> for CslDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        date(Value::deserialize(d)?)
            .map_err(|value| serde::de::Error::custom(format!("“{value}” is no CSL date, expected date-parts")))
    }
}

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        name(Value::deserialize(d)?).map_err(|value| serde::de::Error::custom(format!("“{value}” is no CSL name")))
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
            if let Err(value) = item.take(&name, value) {
                item.other.insert(name, value);
            }
        }
        Ok(item)
    }
}

impl Item {
    /// Takes a variable if it can be understood; `null` is as good as absent, all else is given back.
    fn take(&mut self, name: &str, value: Value) -> Result<(), Value> {
        match name {
            "type" => put(&mut self.kind, value, text),
            "author" => put(&mut self.author, value, names),
            "et-al" => put(&mut self.et_al, value, flag),
            // Where our own CSL-JSON says it, since the format has no variable for it.
            "custom" if value.get("et-al").is_some_and(Value::is_boolean) => {
                let mut custom = value;
                let said = custom.as_object_mut().and_then(|custom| custom.remove("et-al"));
                self.et_al = said.is_some_and(|said| said == true);
                if custom.as_object().is_some_and(serde_json::Map::is_empty) { Ok(()) } else { Err(custom) }
            }
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
            _ => Err(value),
        }
    }
}

/// Fills a field if the value can be understood; gives it back where it has to be kept as it is.
fn put<T, F: From<T>>(field: &mut F, value: Value, read: fn(Value) -> Result<T, Value>) -> Result<(), Value> {
    match read(value) {
        Ok(understood) => *field = understood.into(),
        Err(Value::Null) => {}
        Err(kept) => return Err(kept),
    }
    Ok(())
}

/// Text, a number as its digits, or a list whose first element is one (Crossref's titles).
fn text(value: Value) -> Result<String, Value> {
    match value {
        Value::String(s) => Ok(s),
        Value::Number(n) => Ok(n.to_string()),
        Value::Array(mut all) => match all.first() {
            Some(Value::String(_) | Value::Number(_)) => text(all.swap_remove(0)),
            _ => Err(Value::Array(all)),
        },
        other => Err(other),
    }
}

/// Text, or a list of texts with a comma between two (Crossref's ISSNs).
fn list(value: Value) -> Result<String, Value> {
    let is_text = |v: &Value| matches!(v, Value::String(_) | Value::Number(_));
    match value {
        Value::Array(all) if !all.is_empty() && all.iter().all(is_text) => {
            Ok(all.into_iter().flat_map(text).collect::<Vec<_>>().join(", "))
        }
        Value::Array(all) => Err(Value::Array(all)),
        other => text(other),
    }
}

fn flag(value: Value) -> Result<bool, Value> {
    let understood = match &value {
        Value::Bool(b) => Some(*b),
        Value::String(s) => s.parse().ok(),
        Value::Number(n) => n.as_i64().map(|n| n != 0),
        _ => None,
    };
    understood.ok_or(value)
}

fn names(value: Value) -> Result<Vec<Name>, Value> {
    match value {
        Value::Array(all) if all.iter().all(is_name) => Ok(all.into_iter().flat_map(name).collect()),
        Value::Array(all) => Err(Value::Array(all)),
        one => Ok(vec![name(one)?]),
    }
}

fn is_name(value: &Value) -> bool {
    match value {
        Value::Object(_) | Value::String(_) | Value::Number(_) => true,
        Value::Array(all) => matches!(all.first(), Some(Value::String(_) | Value::Number(_))),
        Value::Null | Value::Bool(_) => false,
    }
}

/// A name; plain text, and Crossref's `name`, are a group's.
fn name(value: Value) -> Result<Name, Value> {
    let Value::Object(mut fields) = value else { return text(value).map(|s| Name::group(&s)) };
    let mut field = |key: &str| fields.get_mut(key).and_then(|v| text(v.take()).ok());
    Ok(Name {
        family: field("family"),
        given: field("given"),
        non_dropping_particle: field("non-dropping-particle"),
        dropping_particle: field("dropping-particle"),
        suffix: field("suffix"),
        literal: field("literal").or_else(|| field("name")),
    })
}

/// A date: `date-parts` with numbers or digits (of a range, its beginning), `raw` or `literal` text, or bare text.
fn date(value: Value) -> Result<CslDate, Value> {
    dated(&value).ok_or(value)
}

pub(super) fn dated(value: &Value) -> Option<CslDate> {
    if let Some(parts) = value.pointer("/date-parts/0").and_then(Value::as_array) {
        let part = |i: usize| parts.get(i).and_then(|v| v.as_i64().or_else(|| v.as_str()?.trim().parse().ok()));
        return PartialDate::from_parts(part(0), part(1), part(2)).ok().map(CslDate);
    }
    let words = match value {
        Value::Object(fields) => fields.get("raw").or_else(|| fields.get("literal"))?,
        other => other,
    };
    PartialDate::loose(&text(words.clone()).ok()?).map(CslDate)
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
