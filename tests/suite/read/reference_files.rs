//! Files of reference managers: every format, in the dialects that programs write, and broken in the ways that files are.

mod dialects;
mod formats;
mod mutants;
mod odd_cells;
mod round_trip;
mod safety;
mod tables;
mod works;

use crate::double::golden::golden;
use claimbook::model::Item;
use claimbook::read::entry::PrintedEntry;
use claimbook::read::references::{self, ReadReferences};
use claimbook::write;
use std::path::Path;

/// What a file says, told by its content alone.
pub(crate) fn read(name: &str, bytes: &[u8]) -> ReadReferences {
    references::read_references(bytes, name, None, u64::MAX).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The items of a text in a format.
pub(crate) fn items(format: &str, text: &str) -> Vec<Item> {
    let reader = references::find_reader(format).unwrap();
    let read = references::read_references(text.as_bytes(), "refs", Some(reader), u64::MAX).unwrap();
    read.references.into_iter().map(|entry| entry.parsed.item).collect()
}

/// A file of one item in a format, as works are exported.
pub(crate) fn written(format: &str, item: &Item) -> String {
    written_with_losses(format, item).0
}

/// The same, with what the format has no place for.
fn written_with_losses(format: &str, item: &Item) -> (String, write::FieldLosses) {
    let mut text = Vec::new();
    let mut records = (write::find_writer(format).unwrap().begin)(&mut text, write::WriteOptions::default()).unwrap();
    records.table("works", &["work"]).unwrap();
    records.record(&[Some("key1")], write::RecordSubject::Item(item)).unwrap();
    let losses = records.end().unwrap();
    (String::from_utf8(text).unwrap(), losses)
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/references");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_is_read_as_it_stands_in_its_golden_file() {
    for (name, bytes) in fixtures() {
        let read = read(&name, &bytes);
        let mut told = format!("{}, {}\n", read.reader, read.encoding);
        for entry in &read.references {
            let csl = serde_json::to_string_pretty(&entry.parsed.item).unwrap();
            let number = entry.number.as_deref().map(|n| format!("[{n}] ")).unwrap_or_default();
            told += &format!("\n{}:{} {number}{}\n{csl}\n", entry.line, entry.column, entry.printed);
        }
        for (what, notes) in [("refused", &read.refused), ("note", &read.notes)] {
            for note in notes {
                told += &format!("\n{what} {}:{} {}\n", note.line, note.column, note.message);
            }
        }
        golden(&format!("references/golden/{name}.txt"), &told);
    }
}

/// A file that was cut off costs the record that it was cut in, and no other: those before it are read as in the whole
/// file, and the cut one is read as far as it goes or refused.
#[test]
#[ignore = "long: .ci/run runs it"]
fn truncated_anywhere_nothing_panics_and_every_record_is_read_or_refused() {
    for (name, bytes) in fixtures() {
        let reader = references::sniff_format(&claimbook::read::entry::Source {
            text: &claimbook::read::decode_beginning(&bytes),
            file_name: &name,
        });
        let whole = references::read_references(&bytes, &name, reader, u64::MAX).unwrap();
        // What a record takes from one further down is cut off with that one.
        let lends = String::from_utf8_lossy(&bytes).contains("crossref");
        let alike = |whole: &Item, cut: &Item| whole == cut || lends && whole.title == cut.title;
        for cut in 0..bytes.len() {
            let line = bytes[..cut].split(|b| *b == b'\n').count() as u32;
            let begun = |entries: &[PrintedEntry]| entries.iter().filter(|entry| entry.line < line).count();
            let before = begun(&whole.references).saturating_sub(1);
            let read = match references::read_references(&bytes[..cut], &name, reader, u64::MAX) {
                Ok(read) => read,
                Err(error) => {
                    assert_eq!(before, 0, "{name} cut at {cut}, line {line}: {error}");
                    continue;
                }
            };
            let told = read.references.len() + read.refused.len();
            assert!(told >= begun(&whole.references), "{name} cut at {cut}, line {line}: {told}");
            let same = whole.references.iter().zip(&read.references).take(before);
            let same = same.filter(|(whole, cut)| alike(&whole.parsed.item, &cut.parsed.item)).count();
            assert_eq!(same, before, "{name} cut at {cut}, line {line}");
        }
    }
}

/// Samples that nobody of this project wrote, where they are.
#[test]
fn the_samples_are_read_without_loss() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/reference-files/rispy/tests/data");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("no samples here; nothing was read");
        return;
    };
    for path in files.map(|entry| entry.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "ris")) {
        let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let begins =
            |line: &&str| line.trim_start_matches('\u{feff}').starts_with("TY  - ") || line.starts_with("PT J");
        let records = text.lines().filter(begins).count();
        let read = read(&name, &bytes);
        assert_eq!(read.references.len() + read.refused.len(), records, "{name}: {:?}", read.refused);
        assert_ne!(read.reader, "printed", "{name}");
    }
}
