//! For these readers: any bytes are read or refused, in bounded time; what comes in goes out as it came.

use super::items;
use claimbook::read::references::{self, REFERENCE_READERS};
use proptest::prelude::*;

/// Pieces of every format, in any order.
const PIECES: &str = "(TY  - |ER  - \n|AU  - |\n|\r\n| |-|PMID- |TI  - |\\{|\\}|\\[|\\]|\"|,|:|\\\\|title|items|message|<record>|</record>|<titles><title>|</title></titles>|<style>|&amp;|&#x0;|&|<|>|Title,Author,Year|;|\t|'|=1|10.5555/a|2020|é|\u{feff}|\u{202e}|PT J\n|FN |VR |sep=;){0,40}";

proptest! {
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn any_text_is_read_in_every_format(text in prop_oneof![any::<String>(), PIECES]) {
        for reader in REFERENCE_READERS {
            if let Ok(read) = references::read_references(text.as_bytes(), "refs", Some(reader), u64::MAX) {
                let lines = text.matches(['\n', '\r']).count() as u32 + 1;
                for note in read.refused.iter().chain(&read.notes) {
                    prop_assert!(note.line >= 1 && note.column >= 1 && note.line <= lines, "{} {note:?}", reader.name);
                }
                prop_assert!(read.references.iter().all(|entry| entry.line <= lines));
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = references::read_references(&bytes, "refs", None, 150);
    }
}

/// T15b: whatever is repeated is read to its end, and what is told of it has its place. That twice the text takes twice as long, the
/// benchmark tells (`cargo bench --bench measures -- --references`): a clock decides nothing here.
#[test]
#[ignore = "long: .ci/run runs it"]
fn what_is_repeated_is_read_to_its_end() {
    let patterns = [
        ("csl-json", "{\"a\":"),
        ("csl-json", "{\n"),
        ("csl-json", "[{"),
        ("csl-json", "\"\n"),
        ("csl-json", "{\"items\":"),
        ("csl-json", "{\"title\":\"x\"},"),
        ("endnote-xml", "<record>"),
        ("endnote-xml", "<record><a>"),
        ("endnote-xml", "<record></record>"),
        ("csv", "\"\n"),
        ("csv", "a,\"b\n"),
        ("csv", ",,,,\n"),
        ("ris", "TY  - \n"),
        ("ris", "TY  - JOUR\nAU  - a\n"),
        ("ris", "AU  - a;b\n"),
        ("nbib", "PMID- 1\n\n"),
        ("nbib", "TI  - x\n"),
        ("ris", "UR  - a;b;c d e\n"),
        ("ris", "KW  - a\n"),
        ("ris", "VL  - a\n"),
    ];
    for (format, pattern) in patterns {
        let head = match format {
            "csv" => "Title,Author,Year\n",
            "ris" => "TY  - JOUR\n",
            "csl-json" => "[",
            _ => "",
        };
        let text = format!("{head}{}", pattern.repeat(16_000));
        let read =
            references::read_references(text.as_bytes(), "refs", references::find_reader(format), u64::MAX).unwrap();
        let lines = text.matches('\n').count() as u32 + 1;
        let mut places =
            read.references.iter().map(|entry| entry.line).chain(read.refused.iter().map(|note| note.line));
        assert!(places.all(|line| (1..=lines).contains(&line)), "{format} {pattern:?}");
    }
}

#[test]
fn hostile_words_are_words() {
    for hostile in [
        "=HYPERLINK(\"x\")",
        "<script>alert(1)</script>",
        "\u{202e}evil",
        "\u{1b}[31mred",
        "\\textbf{x}",
        &"long ".repeat(200_000),
    ] {
        let json = serde_json::json!([{ "title": hostile, "type": "book" }]).to_string();
        let item = items("csl-json", &json).remove(0);
        assert_eq!(item.title.as_deref(), Some(hostile));
    }
}

#[test]
fn zero_bytes_and_mixed_encodings_cost_no_record() {
    let padding = "x".repeat(300);
    let bytes = [
        b"TY  - JOUR\nTI  - Kn\0ees\nN1  - ",
        padding.as_bytes(),
        b"\nER  - \nTY  - JOUR\nTI  - Caf\xe9\nER  - \nTY  - JOUR\nTI  - ",
        "Ärzte".as_bytes(),
        b"\nER  - \n",
    ]
    .concat();
    let read = super::read("a.ris", &bytes);
    let titles: Vec<&str> = read.references.iter().filter_map(|r| r.parsed.item.title.as_deref()).collect();
    assert_eq!((titles, read.notes.len()), (vec!["Knees", "Café", "Ärzte"], 2), "{:?}", read.notes);
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = crate::double::terminal::Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let path = folder.path().join("large.ris");
    std::fs::write(&path, "TY  - JOUR\nTI  - Knees\nER  - \n").unwrap();
    // Two hundred megabytes that the disk does not hold.
    std::fs::File::options().write(true).open(&path).unwrap().set_len(200_000_000).unwrap();
    let run = terminal.run(&["import", "large.ris"]);
    assert_eq!(run.exit, 2, "{}", run.out);
    assert!(
        run.err.contains("200000000 bytes, more than the limit of 67108864") && run.err.contains("--max-bytes"),
        "{}",
        run.err
    );
}
