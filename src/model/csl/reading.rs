//! Reading CSL-JSON as people and programs write it: what can be understood is taken as meant, the rest is kept as it came.

use super::issued::{CIRCA, SEASON, UNTIL, is_no_date};
use super::loose::{Key, Loose};
use super::{CslDate, FieldAccess, Issued, Item, ItemField, Name};
use crate::model::PartialDate;
use serde_json::Value;
use std::fmt;

/// What a value means, or the value, where it has to be kept as it is.
type ReadValue<'de, T> = Result<T, Loose<'de>>;

impl<'de> serde::Deserialize<'de> for CslDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_csl_date(Loose::deserialize(d)?).map_err(|value| {
            let value = Value::from(value);
            serde::de::Error::custom(format!("“{value}” is not a CSL date, expected date-parts"))
        })
    }
}

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_name(Loose::deserialize(d)?)
            .map_err(|value| serde::de::Error::custom(format!("“{}” is not a CSL name", Value::from(value))))
    }
}

impl<'de> serde::Deserialize<'de> for Item {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(Variables)
    }
}

/// Reads an item variable by variable.
struct Variables;

impl<'de> serde::de::Visitor<'de> for Variables {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CSL-JSON item")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut variables: A) -> Result<Item, A::Error> {
        let mut item = Item::default();
        while let Some((Key(name), value)) = variables.next_entry::<Key<'de>, Loose<'de>>()? {
            if &*name == "issued" {
                item.take_beside_issued(&value);
            }
            if let Err(value) = item.take(&name, value) {
                item.other.insert(name.into_owned(), value.into());
            }
        }
        Ok(item)
    }
}

impl Item {
    /// Takes what a date of publication says beside its beginning: its end, a season, that it is only about right.
    fn take_beside_issued(&mut self, value: &Loose<'_>) {
        if let Some(end) = value.get("date-parts").and_then(|range| range.element(1)) {
            let end = Value::from(end.clone());
            self.other.insert(UNTIL.to_owned(), serde_json::json!({ "date-parts": [end] }));
        }
        for (member, variable) in [("season", SEASON), ("circa", CIRCA)] {
            match value.get(member) {
                None | Some(Loose::Null | Loose::Bool(false)) => {}
                Some(more) => drop(self.other.insert(variable.to_owned(), more.clone().into())),
            }
        }
        let in_words =
            value.get("raw").or_else(|| value.get("literal")).and_then(|words| read_text(words.clone()).ok());
        if value.get("date-parts").is_none()
            && let Some(words) = in_words.and_then(|words| Issued::read(&words))
        {
            self.set_issued(words);
        }
    }

    /// Takes a variable if it can be understood; `null` is as good as absent, all else is given back.
    fn take<'de>(&mut self, name: &str, value: Loose<'de>) -> ReadValue<'de, ()> {
        match name {
            // Where our own CSL-JSON says it, since the format has no variable for it.
            "custom" => self.take_custom(value),
            // Noughts alone are how programs say that they know no date.
            "issued" if is_noughts(&value) => Ok(()),
            _ => match ItemField::find(name).map(|field| field.access) {
                Some(FieldAccess::Type(access)) => fill_field((access.slot)(self), value, read_text),
                Some(FieldAccess::Text(access)) => fill_field((access.slot)(self), value, read_text),
                Some(FieldAccess::Texts(access)) => fill_field((access.slot)(self), value, list),
                Some(FieldAccess::Names(access)) => fill_field((access.slot)(self), value, read_names),
                Some(FieldAccess::Date(access)) => fill_field((access.slot)(self), value, read_csl_date),
                Some(FieldAccess::Flag(access)) => fill_field((access.slot)(self), value, read_flag),
                None => Err(value),
            },
        }
    }

    /// Takes the mark of a list of authors that is cut short; what else is there is given back.
    fn take_custom<'de>(&mut self, mut custom: Loose<'de>) -> ReadValue<'de, ()> {
        let Some(Loose::Bool(cut)) = custom.get("et-al") else { return Err(custom) };
        self.et_al = *cut;
        custom.take("et-al");
        if matches!(&custom, Loose::Object(rest) if rest.is_empty()) { Ok(()) } else { Err(custom) }
    }
}

/// Fills a field if the value can be understood; gives it back where it has to be kept as it is.
fn fill_field<'de, T, F: From<T>>(
    field: &mut F,
    value: Loose<'de>,
    read: impl Fn(Loose<'de>) -> ReadValue<'de, T>,
) -> ReadValue<'de, ()> {
    match read(value) {
        Ok(understood) => *field = understood.into(),
        Err(Loose::Null) => {}
        Err(kept) => return Err(kept),
    }
    Ok(())
}

/// Text, a number as its digits, or a list whose first element is one (Crossref's titles).
fn read_text(value: Loose<'_>) -> ReadValue<'_, String> {
    match value {
        Loose::Text(text) => Ok(text.into_owned()),
        Loose::Number(n) => Ok(n.to_string()),
        Loose::List(mut all) => match all.first() {
            Some(Loose::Text(_) | Loose::Number(_)) => read_text(all.swap_remove(0)),
            _ => Err(Loose::List(all)),
        },
        other => Err(other),
    }
}

/// Text, or a list of texts with a comma between two (Crossref's ISSNs).
fn list(value: Loose<'_>) -> ReadValue<'_, String> {
    let is_text = |v: &Loose<'_>| matches!(v, Loose::Text(_) | Loose::Number(_));
    match value {
        Loose::List(all) if !all.is_empty() && all.iter().all(is_text) => {
            Ok(all.into_iter().flat_map(read_text).collect::<Vec<_>>().join(", "))
        }
        Loose::List(all) => Err(Loose::List(all)),
        other => read_text(other),
    }
}

fn read_flag(value: Loose<'_>) -> ReadValue<'_, bool> {
    let understood = match &value {
        Loose::Bool(b) => Some(*b),
        Loose::Text(s) => s.parse().ok(),
        Loose::Number(n) => n.as_i64().map(|n| n != 0),
        _ => None,
    };
    understood.ok_or(value)
}

fn read_names(value: Loose<'_>) -> ReadValue<'_, Vec<Name>> {
    match value {
        Loose::List(all) if all.iter().all(is_name) => Ok(all.into_iter().flat_map(read_name).collect()),
        Loose::List(all) => Err(Loose::List(all)),
        one => Ok(vec![read_name(one)?]),
    }
}

fn is_name(value: &Loose<'_>) -> bool {
    match value {
        Loose::Object(_) | Loose::Text(_) | Loose::Number(_) => true,
        Loose::List(all) => matches!(all.first(), Some(Loose::Text(_) | Loose::Number(_))),
        Loose::Null | Loose::Bool(_) => false,
    }
}

/// A name; plain text, and Crossref's `name`, are a group's.
fn read_name(value: Loose<'_>) -> ReadValue<'_, Name> {
    let Loose::Object(_) = value else { return read_text(value).map(|s| Name::group(&s)) };
    let mut fields = value;
    let mut field = |key: &str| fields.take(key).and_then(|value| read_text(value).ok());
    Ok(Name {
        family: field("family"),
        given: field("given"),
        non_dropping_particle: field("non-dropping-particle"),
        dropping_particle: field("dropping-particle"),
        suffix: field("suffix"),
        literal: field("literal").or_else(|| field("name")),
    })
}

fn is_noughts(date: &Loose<'_>) -> bool {
    let words = date.get("literal").or_else(|| date.get("raw"));
    date.get("date-parts").is_none() && matches!(words, Some(Loose::Text(words)) if is_no_date(words))
}

/// A date: `date-parts` with numbers or digits (of a range, its beginning), `raw` or `literal` text, or bare text.
fn read_csl_date(value: Loose<'_>) -> ReadValue<'_, CslDate> {
    read_date(&value).ok_or(value)
}

fn read_date(value: &Loose<'_>) -> Option<CslDate> {
    if let Some(parts @ Loose::List(_)) = value.get("date-parts").and_then(|range| range.element(0)) {
        let part = |i: usize| match parts.element(i)? {
            Loose::Number(n) => n.as_i64(),
            Loose::Text(digits) => digits.trim().parse().ok(),
            _ => None,
        };
        return PartialDate::from_parts(part(0), part(1), part(2)).ok().map(CslDate);
    }
    let words = match value {
        Loose::Object(_) => value.get("raw").or_else(|| value.get("literal"))?,
        other => other,
    };
    let words = read_text(words.clone()).ok()?;
    let exact = Issued::read(&words).map(|issued| issued.from);
    exact.or_else(|| PartialDate::parse_loose(&words)).map(CslDate)
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
        assert_eq!(item.author.iter().map(Name::short_name).collect::<Vec<_>>(), ["Salari", "WHO", "A group"]);
        assert_eq!(item.issued.unwrap().0.to_string(), "2023-12-02");
        assert_eq!(item.accessed.unwrap().0.to_string(), "2024-05-01");
        assert_eq!(item.other.keys().collect::<Vec<_>>(), ["score"]);
        let range = json!({"issued": {"date-parts": [[2020, 9], [2020, 10]]}});
        let item: Item = serde_json::from_value(range).unwrap();
        assert_eq!((item.year(), item.issued_until().unwrap().to_string()), (Some(2020), "2020-10".to_owned()));
    }

    #[test]
    fn a_date_says_more_than_its_beginning() {
        for (issued, expected) in [
            (json!({"date-parts": [[1999]], "season": 2}), (1999, None, Some("Summer"), false)),
            (json!({"date-parts": [[1910]], "circa": true}), (1910, None, None, true)),
            (json!({"date-parts": [[1910]], "circa": false, "season": null}), (1910, None, None, false)),
            (json!({"literal": "1998 Dec-1999 Jan"}), (1998, Some("1999-01"), None, false)),
            (json!({"raw": "2019 Winter"}), (2019, None, Some("Winter"), false)),
            (json!({"raw": "ca. 1910"}), (1910, None, None, true)),
        ] {
            let item: Item = serde_json::from_value(json!({ "issued": issued })).unwrap();
            let until = item.issued_until().map(|until| until.to_string());
            let got = (item.year().unwrap(), until.as_deref(), item.season(), item.is_circa());
            assert_eq!((got.0, got.1, got.2.as_deref(), got.3), expected, "{issued}");
        }
        let none: Item = serde_json::from_value(json!({"issued": {"literal": "0000/00/00"}})).unwrap();
        assert_eq!(none, Item::default(), "noughts are no date");
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
