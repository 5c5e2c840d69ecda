//! An event as bytes: exactly those that its hash is made of, so that whoever has them can prove the hash without knowing what
//! they mean. A hub keeps them, and hands them on to whoever can read them.

use super::FORMAT;
use crate::catalogue::record::to_hex;
use crate::model::{Event, Uid};
use sha2::{Digest, Sha256};
use std::str::FromStr;

/// Before a field that is not there, where the format tells that from the empty text: no field is this long.
const NOTHING: u64 = u64::MAX;
/// The length of a writer's uid, with which bodies of the first format begin; those of the others begin with their number.
const UID_LENGTH: usize = 36;
/// Fields of the first format, which the others have after their own.
const FIRST: usize = 13;
/// Fields that the second format has before those.
const SINCE: usize = 5;
/// Fields that the third has after them.
const THIRD: usize = 2;

/// Bytes that are no event's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// A format that this program does not know.
    #[error("an event of format {0}, which a newer claimbook wrote: this one knows formats up to {FORMAT}")]
    Newer(u32),
    /// Not what any claimbook writes.
    #[error("the bytes are not an event of claimbook: {0}")]
    Malformed(&'static str),
}

/// An event's bytes, with what every format says in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventBody {
    format: u32,
    writer: Uid,
    seq: u64,
    who: String,
    previous: String,
    hash: String,
    bytes: Vec<u8>,
}

impl Event {
    /// Hands on, piece by piece, the bytes that its hash is made of: every field but the hash itself, each with its length
    /// before it, by the recipe of the event's own format.
    pub(super) fn write_body(&self, mut piece: impl FnMut(&[u8])) {
        let (writer, seq, at) = (self.writer.to_string(), self.seq.to_string(), self.at.to_string());
        let (row, action) = (self.row.to_string(), self.action.to_string());
        let first: [_; FIRST] = [
            Some(&writer),
            Some(&seq),
            Some(&at),
            Some(&self.who),
            Some(&self.command),
            Some(&self.entity),
            Some(&row),
            Some(&action),
            self.before.as_ref(),
            self.after.as_ref(),
            self.reason.as_ref(),
            Some(&self.row_sha256),
            Some(&self.previous),
        ];
        let number = |n: Option<u64>| n.map(|n| n.to_string());
        let (format, rank) = (number(self.format.map(u64::from)), number(self.rank));
        let stated_on = self.stated_on.map(|day| day.to_string());
        let since: [_; SINCE] =
            [format.as_ref(), rank.as_ref(), self.operator.as_ref(), stated_on.as_ref(), self.seen.as_ref()];
        let began = number(self.began);
        // The third format has these two; of the others, none may have any, and one that is put there is seen all the same.
        let third: [_; THIRD] = [self.undoes.as_ref(), began.as_ref()];
        let is_third = self.format >= Some(3) || third.iter().any(Option::is_some);
        let is_first = since.iter().all(Option::is_none) && !is_third;
        let (since, third) = (since.iter().filter(|_| !is_first), third.iter().filter(|_| is_third));
        let fields = since.chain(&first).chain(third);
        for field in fields {
            match field {
                Some(field) => {
                    piece(&(field.len() as u64).to_le_bytes());
                    piece(field.as_bytes());
                }
                // The first format does not tell nothing from the empty text.
                None if is_first => piece(&0u64.to_le_bytes()),
                None => piece(&NOTHING.to_le_bytes()),
            }
        }
    }
}

impl From<&Event> for EventBody {
    fn from(event: &Event) -> Self {
        let mut bytes = Vec::new();
        event.write_body(|piece| bytes.extend_from_slice(piece));
        Self {
            format: event.format.unwrap_or(1),
            writer: event.writer,
            seq: event.seq,
            who: event.who.clone(),
            previous: event.previous.clone(),
            hash: sha256(&bytes),
            bytes,
        }
    }
}

impl EventBody {
    /// Takes bytes for an event's if they are; of a format that is still to come, those fields are read that all have.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, BodyError> {
        let fields = split_fields(&bytes)?;
        let (format, first) = find_format(&fields)?;
        let (writer, seq) = (read_required(first, 0)?, read_required(first, 1)?);
        let (who, previous) = (read_text(first, 3)?, read_text(first, 12)?);
        let (who, previous, hash) = (who.unwrap_or_default(), previous.unwrap_or_default(), sha256(&bytes));
        Ok(Self { format, writer, seq, who, previous, hash, bytes })
    }

    /// The event, where this program knows its format. Its bytes are again the same.
    pub fn event(&self) -> Result<Event, BodyError> {
        if self.format > FORMAT {
            return Err(BodyError::Newer(self.format));
        }
        let fields = split_fields(&self.bytes)?;
        let (format, first) = find_format(&fields)?;
        let since = if format > 1 { fields.get(..SINCE).unwrap_or_default() } else { &[] };
        let third = if format > 2 { fields.get(SINCE + FIRST..).unwrap_or_default() } else { &[] };
        let filled = |at| Ok(read_text(first, at)?.filter(|text| format > 1 || !text.is_empty()));
        let event = Event {
            writer: self.writer,
            seq: self.seq,
            at: read_required(first, 2)?,
            who: self.who.clone(),
            command: read_required(first, 4)?,
            entity: read_required(first, 5)?,
            row: read_required(first, 6)?,
            action: read_required(first, 7)?,
            before: filled(8)?,
            after: filled(9)?,
            reason: filled(10)?,
            row_sha256: read_required(first, 11)?,
            previous: self.previous.clone(),
            hash: self.hash.clone(),
            format: (format > 1).then_some(format),
            rank: read_optional(since, 1)?,
            operator: read_text(since, 2)?,
            stated_on: read_optional(since, 3)?,
            seen: read_text(since, 4)?,
            undoes: read_text(third, 0)?,
            began: read_optional(third, 1)?,
        };
        // What reads back as other bytes would have another hash in the catalogue.
        match Self::from(&event).bytes == self.bytes {
            true => Ok(event),
            false => Err(BodyError::Malformed("a field is not written as claimbook writes it")),
        }
    }

    /// The format, from 1.
    pub fn format(&self) -> u32 {
        self.format
    }

    /// The writer whose chain it is in.
    pub fn writer(&self) -> Uid {
        self.writer
    }

    /// Its place in that chain, from 1.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Who, as the event says.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The hash of the event before; empty for the first.
    pub fn previous(&self) -> &str {
        &self.previous
    }

    /// SHA-256 of the bytes, in lower-case hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The bytes themselves.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn sha256(bytes: &[u8]) -> String {
    to_hex(Sha256::new().chain_update(bytes))
}

/// The fields, without what they mean; `None` is one that is not there.
fn split_fields(bytes: &[u8]) -> Result<Vec<Option<&[u8]>>, BodyError> {
    let (mut rest, mut fields) = (bytes, Vec::new());
    while !rest.is_empty() {
        let cut = BodyError::Malformed("they end within a field");
        let (length, after) = rest.split_first_chunk().ok_or(cut.clone())?;
        let length = u64::from_le_bytes(*length);
        if length == NOTHING {
            fields.push(None);
            rest = after;
            continue;
        }
        let (field, after) =
            usize::try_from(length).ok().and_then(|length| after.split_at_checked(length)).ok_or(cut)?;
        fields.push(Some(field));
        rest = after;
    }
    Ok(fields)
}

/// A field's bytes; none where it has no value.
type Field<'b> = Option<&'b [u8]>;

/// The format that fields tell, and those of them that every format has.
fn find_format<'f, 'b>(fields: &'f [Field<'b>]) -> Result<(u32, &'f [Field<'b>]), BodyError> {
    let malformed = BodyError::Malformed("the fields are not those of its format");
    let (format, before) = match fields.first() {
        Some(Some(uid)) if uid.len() == UID_LENGTH => (1, 0),
        _ => (read_required::<u32>(fields, 0)?, SINCE),
    };
    let fits = match (format, before) {
        (1, 0) => fields.len() == FIRST,
        (2, SINCE) => fields.len() == SINCE + FIRST,
        (3, SINCE) => fields.len() == SINCE + FIRST + THIRD,
        // What is still to come may add fields, behind those that are known.
        (4.., SINCE) => fields.len() >= SINCE + FIRST + THIRD,
        _ => false,
    };
    let first = fields.get(before..before + FIRST).filter(|_| fits).ok_or(malformed)?;
    Ok((format, first))
}

fn read_text(fields: &[Option<&[u8]>], at: usize) -> Result<Option<String>, BodyError> {
    let Some(field) = fields.get(at).copied().flatten() else { return Ok(None) };
    let text = std::str::from_utf8(field).map_err(|_| BodyError::Malformed("a field is not text"))?;
    Ok(Some(text.to_owned()))
}

fn read_optional<T: FromStr>(fields: &[Option<&[u8]>], at: usize) -> Result<Option<T>, BodyError> {
    let parsed = read_text(fields, at)?.map(|text| text.parse());
    parsed.transpose().map_err(|_| BodyError::Malformed("a field has the wrong content"))
}

fn read_required<T: FromStr>(fields: &[Option<&[u8]>], at: usize) -> Result<T, BodyError> {
    read_optional(fields, at)?.ok_or(BodyError::Malformed("a field is missing"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::event;
    use super::*;

    /// One event of each format, with all that it may have.
    fn of_each_format() -> [Event; 3] {
        let first =
            Event { before: Some("{\"a\":1}".into()), previous: "ab".into(), format: None, rank: None, ..event() };
        let second = Event {
            after: Some(String::new()),
            format: Some(2),
            rank: Some(7),
            operator: Some("anna; A. Reviewer".into()),
            stated_on: Some(jiff::civil::date(2026, 1, 1)),
            seen: Some("{}".into()),
            ..event()
        };
        let third = Event { undoes: Some("x:1".into()), began: Some(3), format: Some(3), ..second.clone() };
        [first, second, third].map(|mut event| {
            event.hash = event.chained_hash();
            event
        })
    }

    #[test]
    fn what_is_read_back_is_the_same_and_its_bytes_prove_the_hash() {
        for event in of_each_format() {
            let body = EventBody::from(&event);
            assert_eq!(body.hash(), event.hash);
            let parsed = EventBody::parse(body.bytes().to_vec()).unwrap();
            assert_eq!(parsed, body);
            assert_eq!(parsed.event().unwrap(), event);
        }
    }

    #[test]
    fn bytes_that_no_claimbook_writes_are_no_event() {
        for event in of_each_format() {
            let bytes = EventBody::from(&event).bytes().to_vec();
            for end in 0..bytes.len() {
                assert!(EventBody::parse(bytes[..end].to_vec()).is_err(), "cut at {end}");
            }
            assert!(EventBody::parse([&bytes[..], &NOTHING.to_le_bytes()].concat()).is_err());
        }
        // A number that is written in another way would get another hash when it is written again.
        let [_, _, third] = of_each_format();
        let bytes = EventBody::from(&third).bytes().to_vec();
        let at = bytes.windows(9).position(|w| w == b"\x01\0\0\0\0\0\0\x007").unwrap();
        let padded = [&bytes[..at], b"\x02\0\0\0\0\0\0\x0007", &bytes[at + 9..]].concat();
        assert!(matches!(EventBody::parse(padded).unwrap().event(), Err(BodyError::Malformed(_))));
    }

    #[test]
    fn a_format_to_come_is_handed_on_and_not_read() {
        let [_, _, third] = of_each_format();
        let bytes = EventBody::from(&Event { format: Some(4), ..third.clone() }).bytes().to_vec();
        let body = EventBody::parse([&bytes[..], &3u64.to_le_bytes(), b"new"].concat()).unwrap();
        assert_eq!((body.format(), body.writer(), body.seq(), body.who()), (4, third.writer, third.seq, &*third.who));
        assert_eq!(body.event(), Err(BodyError::Newer(4)));
    }
}
