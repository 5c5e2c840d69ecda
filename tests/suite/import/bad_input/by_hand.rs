//! What an editor gets wrong by hand, and what each is told: in words that say what was kept and what to do next.

use super::desk;

/// A file's name and bytes, more of the command line, the exit code, and what is said.
type Case = (&'static str, &'static [u8], &'static [&'static str], u8, &'static [&'static str]);

const CASES: &[Case] = &[
    // One stray zero byte costs no record, in however short a file.
    ("a.ris", b"TY  - JOUR\nTI  - Kn\0ees\nDO  - 10.5555/a\nER  - \n", &[], 0, &["1 added", "zero bytes in the text"]),
    ("zeros.ris", &[0; 400], &[], 2, &["zero byte", "nothing was read"]),
    ("wide.bib", b"\xff\xfe\0\0@\0\0\0a\0\0\0", &[], 2, &["UTF-32", "UTF-8"]),
    (
        "cut.csv",
        b"Title,Author,Year\nKnees A,Poe,2001\nKnees B,\"Poe, A",
        &[],
        0,
        &["2 added", "line 3", "never closed"],
    ),
    (
        "cut.nbib",
        b"PMID- 123456\nTI  - Knees.\nDP  - 2020\n\nPMID- 12345",
        &[],
        0,
        &["2 added", "line 5", "Is the file complete"],
    ),
    ("head.csv", b"Title,Author,Year\n", &[], 2, &["no entries", "nothing was stored"]),
    ("a.bib", b"PK\x03\x04junk", &[], 2, &["ZIP", "nothing was stored"]),
];

#[test]
fn each_is_told_in_words() {
    for (name, bytes, more, exit, said) in CASES {
        let (folder, terminal) = desk();
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let run = terminal.run(&[&["import", name][..], more].concat());
        assert_eq!(run.exit, *exit, "{name}: {}{}", run.out, run.err);
        let told = format!("{}{}", run.out, run.err).replace("\n  ", " ");
        said.iter().for_each(|said| assert!(told.contains(said), "{name}, {said}: {told}"));
        assert!(!told.contains("Save the article"), "{name} is no article: {told}");
    }
}

#[test]
fn a_file_or_folder_that_is_not_there_is_told_without_the_systems_words() {
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("a.ris"), "TY  - JOUR\nTI  - Knees\nAU  - Poe, A\nPY  - 2001\nER  - \n").unwrap();
    terminal.ok(&["import", "a.ris"]);
    for (arguments, said) in [
        (&["cite", "--style", "nowhere.csl"][..], "there is no file nowhere.csl"),
        (&["cite", "--style", "."], "is a folder"),
        (&["cite", "--style", "bogus"], "“bogus”; there are ama, apa"),
        (&["cite", "--style", "chicgo"], "did you mean chicago? There are"),
        (&["export", "works", "--to", "csv", "--output", "nowhere/w.csv"], "there is no folder"),
    ] {
        let run = terminal.run(arguments);
        assert_eq!(run.exit, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(said) && !run.err.contains("os error"), "{said}: {}", run.err);
    }
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn what_is_too_large_is_told_with_its_unit() {
    let (folder, mut terminal) = desk();
    std::fs::write(folder.path().join("a.ris"), "TY  - JOUR\nTI  - Knees\nER  - \n").unwrap();
    let run = terminal.run(&["import", "a.ris", "--max-bytes", "10"]);
    assert!(run.err.contains("a.ris has 30 bytes, more than the limit of 10 bytes"), "{}", run.err);
    terminal.stdin = "TY  - JOUR\nTI  - Knees\nER  - \n".into();
    let run = terminal.run(&["import", "-", "--max-bytes", "10"]);
    assert!(run.err.contains("standard input has more than the limit of 10 bytes"), "{}", run.err);
}

#[test]
fn a_workbook_is_opened_whatever_it_is_said_to_be() {
    let (folder, terminal) = desk();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["Title", "Author", "Year"]).unwrap();
    sheet.write_row(1, 0, ["Knees on stairs", "Poe, Ada", "2001"]).unwrap();
    workbook.save(folder.path().join("a.xlsx")).unwrap();
    for kind in ["references", "csv"] {
        let told = terminal.ok(&["import", "--as", kind, "a.xlsx"]);
        assert!(told.contains("1 entry read as xlsx"), "{told}");
    }
}

#[test]
fn a_workbook_of_thousands_of_parts_is_refused() {
    let (folder, terminal) = desk();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..5_000 {
        archive.start_file(format!("xl/{part}"), zip::write::SimpleFileOptions::default()).unwrap();
    }
    std::fs::write(folder.path().join("a.xlsx"), archive.finish().unwrap().into_inner()).unwrap();
    let run = terminal.run(&["import", "a.xlsx"]);
    assert!(run.exit == 2 && run.err.contains("more than 2000 parts"), "{}", run.err);
}
