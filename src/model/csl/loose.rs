//! JSON of any shape, borrowed from the text where it can be: an audit reads two items for every reference, most of whose
//! variables are short texts that need no map and no copy on the way to their fields.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::fmt;

/// A JSON value; an object's members are in order, and the last of a name counts, as with any reader of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Loose<'de> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'de, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'de, str>, Self)>),
}

impl<'de> Loose<'de> {
    /// A member of an object, taken out of it.
    pub(super) fn take(&mut self, name: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let at = members.iter().rposition(|(key, _)| key == name)?;
        Some(members.remove(at).1)
    }

    /// A member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// An element of a list.
    pub(super) fn element(&self, place: usize) -> Option<&Self> {
        let Self::List(all) = self else { return None };
        all.get(place)
    }
}

impl From<Loose<'_>> for Value {
    fn from(loose: Loose<'_>) -> Self {
        match loose {
            Loose::Null => Self::Null,
            Loose::Bool(flag) => Self::Bool(flag),
            Loose::Number(number) => Self::Number(number),
            Loose::Text(text) => Self::String(text.into_owned()),
            Loose::List(all) => all.into_iter().map(Self::from).collect(),
            Loose::Object(members) => {
                let members = members.into_iter().map(|(key, value)| (key.into_owned(), Self::from(value)));
                Self::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for Loose<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(AnyShape)
    }
}

/// The name of a member, borrowed where it needs no unescaping.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match d.deserialize_str(AnyShape)? {
            Loose::Text(name) => Ok(Self(name)),
            other => Err(serde::de::Error::custom(format!("“{}” is not a name", Value::from(other)))),
        }
    }
}

struct AnyShape;

impl<'de> Visitor<'de> for AnyShape {
    type Value = Loose<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Loose<'de>, E> {
        Ok(Loose::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Loose<'de>, E> {
        Ok(Loose::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose<'de>, E> {
        Ok(Loose::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose<'de>, E> {
        Ok(Loose::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose<'de>, E> {
        Ok(Number::from_f64(number).map_or(Loose::Null, Loose::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Loose<'de>, E> {
        Ok(Loose::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose<'de>, E> {
        Ok(Loose::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose<'de>, E> {
        Ok(Loose::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Loose<'de>, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = elements.next_element()? {
            all.push(element);
        }
        Ok(Loose::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Loose<'de>, A::Error> {
        let mut all: Vec<(Cow<'de, str>, Loose<'de>)> = Vec::new();
        while let Some((Key(name), value)) = members.next_entry()? {
            all.push((name, value));
        }
        Ok(Loose::Object(all))
    }
}
