//! An article's folder but for its CSV files: `article.toml` with the article, its people and its versions, and for each
//! version the original bytes, the normalised text and the blocks.

use super::cells::{Column, Columns, LoadedRow};
use super::error::BrokenPlace;
use super::folder::TextFormFiles;
use super::sheets::{find_table, read_text};
use super::works_file::find_line;
use crate::catalogue::record::{Table, sha256};
use crate::model::Blocks;
use rusqlite::types::Value;

/// The tables that stand in `article.toml` under a header of their own.
const PARTS: &[(&str, &str)] = &[("[[person]]", "article_person"), ("[[version]]", "version")];
/// Columns of a version that are files of their own.
const FILES: &[&str] = &["original", "text", "blocks"];

/// What `article.toml` says: the article, then the people (`named` gives their names, for the reader's eye), then the
/// versions. A column that names the article itself is left out.
pub(super) fn write(
    columns: &Columns,
    article: &[Value],
    people: &[Vec<Value>],
    versions: &[Vec<Value>],
    named: impl Fn(&str) -> Option<String>,
) -> Vec<u8> {
    let mut out = String::new();
    push_fields(&mut out, columns_of(columns, "article"), article);
    for ((header, name), rows) in PARTS.iter().zip([people, versions]) {
        for row in rows {
            out.push_str(&format!("\n{header}"));
            let person = columns_of(columns, name).iter().zip(row).find(|(c, _)| c.name == "person");
            if let Some(name) = person.and_then(|(_, value)| named(read_text(Some(value))?)) {
                let comment: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                out.push_str(&format!(" # {comment}"));
            }
            out.push('\n');
            push_fields(&mut out, columns_of(columns, name), row);
        }
    }
    out.into_bytes()
}

fn columns_of<'c>(columns: &'c Columns, table: &str) -> &'c [Column] {
    columns.get(table).map(Vec::as_slice).unwrap_or_default()
}

fn push_fields(out: &mut String, columns: &[Column], row: &[Value]) {
    for (column, value) in columns.iter().zip(row) {
        let value = match value {
            _ if column.name == "article" || FILES.contains(&column.name.as_str()) => continue,
            Value::Text(text) => toml::Value::String(text.clone()),
            Value::Integer(n) => toml::Value::Integer(*n),
            Value::Real(n) => toml::Value::Float(*n),
            Value::Null | Value::Blob(_) => continue,
        };
        out.push_str(&format!("{} = {value}\n", column.name));
    }
}

/// The files of a version, below the article's folder.
pub(super) struct VersionFiles {
    /// The bytes as they were; named after the reader, so that other tools know Markdown or HTML when they see it.
    pub(super) original: String,
    /// The normalised text.
    pub(super) text: String,
    /// The blocks, one a line.
    pub(super) blocks: String,
}

impl VersionFiles {
    pub(super) fn new(n: i64, reader: &str) -> Self {
        let extension = match reader {
            "markdown" => "md",
            "html" => "html",
            "docx" => "docx",
            "jats" => "xml",
            _ => "original",
        };
        Self {
            original: format!("versions/{n}.{extension}"),
            text: format!("versions/{n}.txt"),
            blocks: format!("versions/{n}.blocks.json"),
        }
    }

    /// The files of a row of `version`.
    pub(super) fn from_row(columns: &[Column], row: &[Value]) -> Self {
        let field = |name: &str| columns.iter().zip(row).find(|(c, _)| c.name == name).map(|(_, value)| value);
        let n = match field("n") {
            Some(Value::Integer(n)) => *n,
            _ => 0,
        };
        Self::new(n, read_text(field("reader")).unwrap_or_default())
    }
}

/// Blocks as they are stored, one a line.
pub(super) fn split_blocks(stored: &str) -> String {
    let blocks: Vec<serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    let lines: Vec<String> = blocks.iter().map(ToString::to_string).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// Reads an article's folder; what cannot be read goes to `broken`. Answers the rows, the article's first.
pub(super) fn read(
    files: &dyn TextFormFiles,
    folder: &str,
    columns: &Columns,
    broken: &mut Vec<BrokenPlace>,
) -> Vec<LoadedRow> {
    let file = format!("{folder}/article.toml");
    let source = match files.read(&file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(e) => {
            broken.push(BrokenPlace::new(&file, 1, None, format!("it cannot be read: {e}")));
            return Vec::new();
        }
    };
    let mut parsed: toml::Table = match source.parse() {
        Ok(parsed) => parsed,
        Err(e) => {
            let e: toml::de::Error = e;
            let before = e.span().and_then(|s| source.get(..s.start)).unwrap_or_default();
            let line = before.matches('\n').count() as u64 + 1;
            broken.push(BrokenPlace::new(&file, line, None, e.message().to_owned()));
            return Vec::new();
        }
    };
    let parts: Vec<(usize, toml::Value)> = ["person", "version"]
        .iter()
        .enumerate()
        .flat_map(|(at, name)| match parsed.remove(*name) {
            Some(toml::Value::Array(items)) => items.into_iter().map(|item| (at, item)).collect(),
            _ => Vec::new(),
        })
        .collect();
    let mut reading =
        ArticleFileReader { files, folder, file: &file, source: &source, columns, broken, article: Value::Null };
    reading.article = parsed.get("uid").map(to_sql).unwrap_or(Value::Null);
    let mut rows: Vec<LoadedRow> = reading.read_row(find_table("article"), parsed, 1).into_iter().collect();
    let mut seen = [0_usize; 2];
    for (part, item) in parts {
        let (Some((header, name)), Some(nth)) = (PARTS.get(part), seen.get_mut(part)) else { continue };
        let line = find_nth_line(&source, header, *nth);
        *nth += 1;
        if let toml::Value::Table(fields) = item {
            rows.extend(reading.read_row(find_table(name), fields, line));
        }
    }
    rows
}

/// The line of the nth header of a kind.
fn find_nth_line(source: &str, header: &str, nth: usize) -> u64 {
    let mut lines = source.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with(header));
    lines.nth(nth).map_or(1, |(at, _)| at as u64 + 1)
}

fn to_sql(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text.clone()),
        toml::Value::Integer(n) => Value::Integer(*n),
        toml::Value::Float(n) => Value::Real(*n),
        other => Value::Text(other.to_string()), // a bare date, say
    }
}

/// Reading one `article.toml`.
struct ArticleFileReader<'r> {
    files: &'r dyn TextFormFiles,
    folder: &'r str,
    file: &'r str,
    source: &'r str,
    columns: &'r Columns,
    broken: &'r mut Vec<BrokenPlace>,
    article: Value,
}

impl ArticleFileReader<'_> {
    /// A table of the file as a row; `line` is where it begins.
    fn read_row(&mut self, table: &'static Table, mut fields: toml::Table, line: u64) -> Option<LoadedRow> {
        let columns = columns_of(self.columns, table.name);
        let is_version = table.name == "version";
        let mut values = Vec::with_capacity(columns.len());
        for column in columns {
            values.push(match column.name.as_str() {
                "article" => self.article.clone(),
                name if is_version && FILES.contains(&name) => Value::Null,
                name => fields.remove(name).as_ref().map_or(Value::Null, to_sql),
            });
        }
        for name in fields.keys() {
            let at =
                self.source.lines().skip(line as usize - 1).position(|l| l.trim_start().starts_with(name.as_str()));
            let at = line + at.unwrap_or(0) as u64;
            self.broken.push(BrokenPlace::new(self.file, at, Some(name), "there is no such field here"));
        }
        if is_version {
            self.attach(columns, &mut values, line)?;
        }
        Some(LoadedRow { table, values, file: self.file.to_owned(), line, withheld: None })
    }

    /// Reads a version's files into its row.
    fn attach(&mut self, columns: &[Column], values: &mut [Value], line: u64) -> Option<()> {
        let names = VersionFiles::from_row(columns, values);
        let original = self.read_version_file(&names.original, line)?;
        let text = self.read_version_text(&names.text, line)?;
        let blocks = self.read_version_text(&names.blocks, line)?;
        let stored = match serde_json::from_str::<Blocks>(&blocks) {
            Ok(blocks) => serde_json::to_string(&blocks).unwrap_or_default(),
            Err(e) => {
                let file = format!("{}/{}", self.folder, names.blocks);
                self.broken.push(BrokenPlace::new(&file, e.line() as u64, None, format!("these are not blocks: {e}")));
                return None;
            }
        };
        for (column, value) in columns.iter().zip(values) {
            let (file, found) = match column.name.as_str() {
                "sha256" => (&names.original, sha256(&original)),
                "text_sha256" => (&names.text, sha256(text.as_bytes())),
                "original" => {
                    *value = Value::Blob(original.clone());
                    continue;
                }
                "text" => {
                    *value = Value::Text(text.clone());
                    continue;
                }
                "blocks" => {
                    *value = Value::Text(stored.clone());
                    continue;
                }
                _ => continue,
            };
            if *value != Value::Text(found.clone()) {
                let reason = format!(
                    "{file} has another SHA-256, {found}: a version's wording never changes, a new wording is a new version"
                );
                let at = line - 1
                    + find_line(
                        &self.source.lines().skip(line as usize - 1).collect::<Vec<_>>().join("\n"),
                        &column.name,
                    );
                self.broken.push(BrokenPlace::new(self.file, at, Some(&column.name), reason));
            }
        }
        Some(())
    }

    fn read_version_file(&mut self, name: &str, line: u64) -> Option<Vec<u8>> {
        let file = format!("{}/{name}", self.folder);
        self.files
            .read(&file)
            .map_err(|e| {
                self.broken.push(BrokenPlace::new(self.file, line, None, format!("{file} cannot be read: {e}")))
            })
            .ok()
    }

    fn read_version_text(&mut self, name: &str, line: u64) -> Option<String> {
        let bytes = self.read_version_file(name, line)?;
        let reason = format!("{}/{name} is not UTF-8", self.folder);
        String::from_utf8(bytes).map_err(|_| self.broken.push(BrokenPlace::new(self.file, line, None, reason))).ok()
    }
}
