//! Records: which model noun stands in which table, in which file of the text form, whose snapshots see it, and in which order of
//! columns. One entry a noun; inserting, editing, logging, migrating, dumping and loading all go by it, and a test holds it against
//! `schema.sql`.

use crate::model::*;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, ToSql};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A noun that has a table.
pub trait Record: Sized {
    /// The table.
    const TABLE: &'static Table;
    /// The row's identity.
    fn uid(&self) -> Uid;
    /// Reads a row whose columns are those of the table, in order.
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// The fields as SQL values, in the order of the columns.
    fn values(&self) -> rusqlite::Result<Vec<Value>>;
}

/// A table as the text form and the event log see it.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// Its file in the text form; none for what stands in `article.toml` and in `works.json`.
    pub(super) sheet: Option<TableFile>,
    /// Which articles' snapshots a change of its rows may change.
    pub(super) reach: Reach,
    /// Whether a row's values are ones that the model knows; the error names the column by its place.
    pub(super) check: fn(&Row<'_>) -> rusqlite::Result<()>,
}

/// Which articles are seen differently when a row is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those whose snapshot holds the row, or a row that it names.
    Snapshots,
    /// Those whose snapshot holds the person.
    Persons,
    /// None: the row is in no snapshot.
    Nothing,
    /// Perhaps all: the row does not say whom it concerns.
    Everything,
}

/// The CSV file of a table, or one an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableFile {
    /// The file's name.
    pub(super) file: &'static str,
    /// The SQL condition that picks an article's rows, its uid being `?1`; none for a file beside `catalogue.toml`.
    pub(super) of_article: Option<&'static str>,
    /// The order of its rows, as SQL; the uid comes last everywhere, so that no order is left to chance.
    pub(super) order: &'static str,
}

/// A file beside `catalogue.toml`.
const fn make_common_sheet(file: &'static str, order: &'static str) -> Option<TableFile> {
    Some(TableFile { file, of_article: None, order })
}

/// A file in each article's folder.
const fn make_article_sheet(file: &'static str, condition: &'static str, order: &'static str) -> Option<TableFile> {
    Some(TableFile { file, of_article: Some(condition), order })
}

/// The value a field stores.
pub(super) fn to_owned_value(field: &dyn ToSql) -> rusqlite::Result<Value> {
    Ok(match field.to_sql()? {
        ToSqlOutput::Borrowed(value) => value.try_into()?,
        ToSqlOutput::Owned(value) => value,
        other => return Err(rusqlite::Error::ToSqlConversionFailure(format!("unexpected value {other:?}").into())),
    })
}

/// Reads values, in the order of a table's columns, as its rows are read.
pub(super) fn read_values<T>(
    connection: &rusqlite::Connection,
    values: &[Value],
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let marks = vec!["?"; values.len()].join(", ");
    connection.prepare_cached(&format!("SELECT {marks}"))?.query_row(rusqlite::params_from_iter(values), read)
}

/// An `INSERT` of one row's values, for so many rows.
pub(super) fn repeat_values(insert: &str, rows: usize) -> String {
    let insert = insert.trim_end().trim_end_matches(';');
    let marks = insert.rfind('(').and_then(|at| insert.get(at..)).unwrap_or_default();
    std::iter::once(insert).chain(std::iter::repeat_n(marks, rows.saturating_sub(1))).collect::<Vec<_>>().join(", ")
}

macro_rules! records {
    ($($ty:ident in $table:literal, $sheet:expr, $reach:ident => { $($field:ident $(as $column:literal)?),+ $(,)? })+) => {
        $(impl Record for $ty {
            const TABLE: &'static Table = &Table {
                name: $table,
                columns: &[$(records!(@column $field $($column)?)),+],
                sheet: $sheet,
                reach: Reach::$reach,
                check: |row| Self::from_row(row).map(drop),
            };
            fn uid(&self) -> Uid { self.uid }
            fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
                let mut at = 0..;
                Ok(Self { $($field: row.get(at.next().unwrap_or(usize::MAX))?),+ })
            }
            fn values(&self) -> rusqlite::Result<Vec<Value>> { Ok(vec![$(to_owned_value(&self.$field)?),+]) }
        })+
        /// Every table that holds records; `event` and `meta` are written by the catalogue itself.
        pub const TABLES: &[&Table] = &[$(<$ty as Record>::TABLE),+];
    };
    (@column $field:ident) => { stringify!($field) };
    (@column $field:ident $column:literal) => { $column };
}

records! {
    Article in "article", None, Snapshots => {
        uid, key, title, url, publisher, language, updated_on, last_reviewed_on, retired_on
    }
    Person in "person", make_common_sheet("people.csv", "name, uid"), Persons => {
        uid, name, credentials, contact, declared_id, merged_into, retired_on
    }
    ArticlePerson in "article_person", None, Snapshots => { uid, article, person, role, position }
    Version in "version", None, Snapshots => {
        uid, article, n, sha256, text_sha256, imported_at, source, reader, encoding, original, text, blocks
    }
    Claim in "claim", make_article_sheet("claims.csv", "article = ?1", "serial, uid"), Snapshots => {
        uid, article, serial, statement, kind, status, section, because, confidence, merged_into
    }
    Occurrence in "occurrence", make_article_sheet("occurrences.csv", "article = ?1", "\"start\", \"end\", uid"), Snapshots => {
        uid, claim, article, version, exact, prefix, suffix, start, end, count, state, exact_with_markers, heads
    }
    Work in "work", None, Snapshots => {
        uid, key, doi, pmid, pmcid, isbn, nbk, arxiv, url, csl, abstract_text, publication_types, level, level_reason, seminal,
        superseded_by, merged_into
    }
    Reference in "reference", make_article_sheet("references.csv", "article = ?1", "serial, uid"), Snapshots => {
        uid, article, serial, number, section, printed, doi_printed, csl, work, last_version, retired_on
    }
    Citation in "citation", make_article_sheet("citations.csv", OF_CLAIMS, BY_SERIALS), Snapshots => {
        uid, claim, reference, origin, state, score, strength, because, note, merged_into
    }
    Reading in "reading", make_article_sheet("readings.csv", OF_CITATIONS, "read_on, uid"), Snapshots => {
        uid, citation, person, read_on, stance, quote, finding, locator, read_as, retired_on
    }
    Review in "review", make_article_sheet("reviews.csv", OF_CLAIMS, "reviewed_on, uid"), Snapshots => {
        uid, claim, person, reviewed_on, verdict, note, due_on, signature, settles, signed
    }
    Note in "note", make_article_sheet("notes.csv", OF_CLAIMS, "noted_on, uid"), Nothing => {
        uid, claim, person, noted_on, kind, text, answers, retired_on
    }
    Assignment in "assignment", make_article_sheet("assignments.csv", "article = ?1", "assigned_on, uid"), Nothing => {
        uid, article, claim, person, assigned_on, assigned_by, ended_on
    }
    PersonKey in "person_key", make_common_sheet("person_keys.csv", "person, added_on, uid"), Nothing => {
        uid, person, public_key, added_on, retired_on
    }
    Observation in "observation",
        make_common_sheet("observations.csv", "scheme, identifier, subject, service, first_asked_at, uid"), Everything => {
        uid, service, subject, scheme, identifier, answer, body_sha256, first_asked_at, asked_at
    }
    Notice in "notice", make_common_sheet("notices.csv", "work, noticed_on, uid"), Snapshots => {
        uid, work, kind, source, noticed_on, doi, label
    }
    Waiver in "waiver", make_common_sheet("waivers.csv", "address, rule, waived_on, uid"), Nothing => {
        uid, rule, address, reason, person, waived_on, expires_on, record, retired_on, fingerprint
    }
    Conflict in "conflict", make_common_sheet("conflicts.csv", "found_at, uid"), Snapshots => {
        uid, entity, row, late, standing, late_event, standing_event, late_by, standing_by, found_at, kept, settled_by,
        settled_on
    }
    Withdrawn in "withdrawn", make_common_sheet("withdrawn.csv", "withdrawn_at, entity, uid"), Everything => {
        uid, entity, article, serial, withdrawn_at, row
    }
}

/// The rows that belong to an article's claims.
const OF_CLAIMS: &str = "claim IN (SELECT uid FROM claim WHERE article = ?1)";
/// The rows that belong to citations of an article's claims.
const OF_CITATIONS: &str =
    "citation IN (SELECT citation.uid FROM citation JOIN claim ON claim.uid = citation.claim WHERE claim.article = ?1)";
/// Citations in the order of claims, and of references.
const BY_SERIALS: &str = "(SELECT serial FROM claim WHERE uid = citation.claim), \
    (SELECT serial FROM reference WHERE uid = citation.reference), uid";

impl Table {
    /// The columns as a list for SQL, each quoted.
    pub(super) fn column_list(&self) -> String {
        self.columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ")
    }

    /// Inserts a row given in the order of the columns.
    pub(super) fn insert_sql(&self) -> String {
        let marks = vec!["?"; self.columns.len()].join(", ");
        format!("INSERT INTO main.{} ({}) VALUES ({marks})", self.name, self.column_list())
    }

    /// Reads values as the model would.
    pub(super) fn check_values(&self, connection: &rusqlite::Connection, values: &[Value]) -> rusqlite::Result<()> {
        read_values(connection, values, self.check)
    }

    /// Reads one row by its uid.
    pub(super) fn select_sql(&self) -> String {
        format!("SELECT {} FROM {} WHERE uid = ?", self.column_list(), self.name)
    }

    /// SHA-256 over a row's columns that are not NULL, names and values length-prefixed, so that a column added later
    /// does not change the hash of older rows. Lower-case hex.
    pub(super) fn row_sha256(&self, values: &[Value]) -> String {
        self.row_sha256_with(values, None)
    }

    /// The same for a work whose abstract was left out when it was dumped: of the abstract, only its hash counts.
    pub(super) fn row_sha256_with(&self, values: &[Value], withheld_sha256: Option<&str>) -> String {
        let mut hash = Sha256::new();
        add_field(&mut hash, self.name.as_bytes());
        for (column, value) in self.columns.iter().zip(values) {
            if UNLOGGED.contains(&(self.name, column)) {
                continue;
            }
            let by_hash = (self.name, *column) == ABSTRACT;
            if let Some(sha256) = withheld_sha256.filter(|_| by_hash && *value == Value::Null) {
                add_field(&mut hash, column.as_bytes());
                add_field(&mut hash, sha256.as_bytes());
                continue;
            }
            if *value == Value::Null {
                continue;
            }
            add_field(&mut hash, column.as_bytes());
            match value {
                Value::Null => {}
                Value::Text(text) if (self.name, *column) == WITHDRAWN_ROW => {
                    let entity = values
                        .get(1)
                        .and_then(|entity| if let Value::Text(entity) = entity { Some(entity) } else { None });
                    let text = without_abstract(entity.map_or("", String::as_str), text);
                    add_field(&mut hash, text.as_bytes());
                }
                Value::Text(text) if by_hash => add_field(&mut hash, sha256(text.as_bytes()).as_bytes()),
                Value::Integer(n) => add_field(&mut hash, n.to_string().as_bytes()),
                Value::Real(n) => add_field(&mut hash, n.to_string().as_bytes()),
                Value::Text(text) => add_field(&mut hash, text.as_bytes()),
                Value::Blob(bytes) => add_field(&mut hash, bytes),
            }
        }
        to_hex(hash)
    }
}

impl Table {
    /// A row's fields that are not NULL, as a JSON object for the event log.
    pub(super) fn row_to_json(&self, values: &[Value]) -> String {
        // A map of columns and values always has a JSON.
        serde_json::to_string(&LoggedRow { table: self, values }).unwrap_or_default()
    }

    /// A value as JSON, for the event log; what is long or its owner's copyright by its SHA-256.
    pub(super) fn to_json(&self, column: &str, value: &Value) -> serde_json::Value {
        match value {
            Value::Text(text) if BY_HASH.contains(&(self.name, column)) => {
                format!("sha256:{}", sha256(text.as_bytes())).into()
            }
            value => to_json(value),
        }
    }
}

/// A row as the event log writes it: it is written as it stands, since copying every text first took longer than writing it.
struct LoggedRow<'r> {
    table: &'r Table,
    values: &'r [Value],
}

impl Serialize for LoggedRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let stored = self.table.columns.iter().zip(self.values).filter(|(_, value)| **value != Value::Null);
        to.collect_map(stored.map(|(column, value)| (column, LoggedField { table: self.table, column, value })))
    }
}

/// A field of it.
struct LoggedField<'r> {
    table: &'r Table,
    column: &'r str,
    value: &'r Value,
}

impl Serialize for LoggedField<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Text(text) if !BY_HASH.contains(&(self.table.name, self.column)) => to.serialize_str(text),
            value => self.table.to_json(self.column, value).serialize(to),
        }
    }
}

impl Table {
    /// Whether the event log keeps a column by its hash.
    pub(super) fn keeps_by_hash(&self, column: &str) -> bool {
        BY_HASH.contains(&(self.name, column)) || (self.name, column) == ("version", "original")
    }
}

/// Columns that the event log keeps by their hash, beside those that hold bytes: they stand in files of their own, or may be
/// left out.
const BY_HASH: &[(&str, &str)] = &[("version", "text"), ("version", "blocks"), ABSTRACT];

/// The one column that the text form may leave out, and that a row's hash therefore takes by its own hash.
pub(super) const ABSTRACT: (&str, &str) = ("work", "abstract_text");

/// Under this name stands the hash of an abstract in a row that was withdrawn, where the abstract was left out.
pub(super) const ABSTRACT_HASH: &str = "sha256";

/// The column that holds a whole row, which may be a work's.
const WITHDRAWN_ROW: (&str, &str) = ("withdrawn", "row");

/// The object of a row that was withdrawn, with its abstract by the hash alone, as dumps have it unless abstracts were asked for.
pub(super) fn without_abstract(entity: &str, object: &str) -> String {
    let fields = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(object).ok();
    let Some(mut fields) = fields.filter(|_| entity == ABSTRACT.0) else { return object.to_owned() };
    match fields.get_mut(ABSTRACT.1) {
        Some(field) if field.is_string() => {
            *field = serde_json::json!({ ABSTRACT_HASH: sha256(field.as_str().unwrap_or_default().as_bytes()) });
            serde_json::Value::Object(fields).to_string()
        }
        _ => object.to_owned(),
    }
}

/// Columns that change without an event: when an unchanged answer was last heard.
const UNLOGGED: &[(&str, &str)] = &[("observation", "asked_at")];

/// Adds a field with its length before it, so that no two lists of fields give the same bytes.
pub(super) fn add_field(hash: &mut Sha256, field: &[u8]) {
    hash.update((field.len() as u64).to_le_bytes());
    hash.update(field);
}

/// SHA-256 of bytes in lower-case hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(bytes);
    to_hex(hash)
}

/// A finished hash in lower-case hex.
pub(super) fn to_hex(hash: Sha256) -> String {
    crate::model::to_hex(&hash.finalize())
}

/// A value as JSON; bytes as their SHA-256.
fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(n) => (*n).into(),
        Value::Real(n) => (*n).into(),
        Value::Text(text) => text.clone().into(),
        Value::Blob(bytes) => format!("sha256:{}", sha256(bytes)).into(),
    }
}

/// A row of any table as owned values.
pub(super) fn row_values(row: &Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns)
        .map(|at| {
            Ok(match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(n) => Value::Integer(n),
                ValueRef::Real(n) => Value::Real(n),
                ValueRef::Text(bytes) => Value::Text(std::str::from_utf8(bytes)?.to_owned()),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            })
        })
        .collect()
}
