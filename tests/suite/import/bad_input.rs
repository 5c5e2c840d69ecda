//! Bad input gets a clear error and loses nothing: files that cannot be read, lists that are odd, catalogues that are
//! not ours.

mod by_hand;

use crate::double::terminal::{Run, Terminal};

fn desk() -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    (folder, terminal)
}

fn import(bytes: &[u8], more: &[&str]) -> Run {
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("article.txt"), bytes).unwrap();
    terminal.run(&[&["import", "article.txt"], more].concat())
}

#[test]
fn files_that_cannot_be_read_say_why() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"  \n\t\n", "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0", "not text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0", "not text"),
    ] {
        let run = import(bytes, &[]);
        assert_eq!(run.exit, 2, "{bytes:?}");
        assert!(run.err.contains(expected), "{bytes:?}: {}", run.err);
        assert_eq!(run.err.matches(expected).count(), 1, "said once: {}", run.err);
    }
    let (folder, terminal) = desk();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let run = terminal.run(&["import", "articles"]);
    assert!(run.exit == 2 && run.err.contains("articles holds no file to import"), "{}", run.err);
    let run = terminal.run(&["import", "nowhere.txt"]);
    assert!(run.exit == 2 && run.err.contains("no file nowhere.txt"), "{}", run.err);
}

#[test]
fn one_bad_file_does_not_cost_the_others() {
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("good.md"), "# Good\n\nAbout 40% of adults have knee pain.\n").unwrap();
    std::fs::write(folder.path().join("bad.md"), "").unwrap();
    let run = terminal.run(&["import", "bad.md", "good.md"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.out.contains("good: “Good”"), "{}", run.out);
    assert!(run.err.contains("Left out: bad.md"), "{}", run.err);
}

#[test]
fn encodings_line_ends_and_marks_are_understood() {
    let text = "# Na\u{ef}ve knees\n\nAbout 40% of adults have knee pain.\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for (bytes, note) in [
        (text.as_bytes().to_vec(), ""),
        (format!("\u{feff}{text}").into_bytes(), ""),
        (text.replace('\n', "\r\n").into_bytes(), ""),
        (utf16, ""),
        (latin, "windows-1252"),
    ] {
        let run = import(&bytes, &["--reader", "markdown"]);
        assert_eq!(run.exit, 0, "{}", run.err);
        assert!(run.out.contains("Naïve knees") && run.out.contains("1 claim proposed"), "{}", run.out);
        assert!(run.out.contains(note), "{note}: {}", run.out);
    }
}

#[test]
fn a_file_over_the_limit_is_refused_and_the_limit_can_be_raised() {
    let text = "About 40% of adults have knee pain.\n\n".repeat(300_000);
    let run = import(text.as_bytes(), &[]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("--max-bytes"), "{}", run.err);
    let small = "About 40% of adults have knee pain.\n\n".repeat(100);
    assert_eq!(import(small.as_bytes(), &["--max-bytes", "100"]).exit, 2);
    assert_eq!(import(small.as_bytes(), &["--max-bytes", "100000"]).exit, 0);
}

#[test]
fn odd_lists_are_kept_as_printed() {
    let text = "Knee pain\n\nAbout 40% of adults have knee pain.\n\nReferences\n\n\
        1. Doe J. Knees. J Fict Med. 2020;4(2):11-19. doi:10.5555/jfm.2020.11.\n\n\
        2. Roe R. Hips. J Fict Med. 2021;5(1):1-9. (doi:10.5555%2Fjfm.2021.1)\n\n\
        2. Poe P. Backs. J Fict Med. 2022;6(1):1-9. doi:10.5555/jfm\u{2013}2022\n\n\
        4. Nobody can read this\n";
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("knee.txt"), text).unwrap();
    terminal.ok(&["import", "knee.txt"]);
    let references: serde_json::Value =
        serde_json::from_str(&terminal.ok(&["references", "--format", "json"])).unwrap();
    let field = |name: &str| {
        references.as_array().unwrap().iter().map(|r| r[name].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(field("number"), ["1", "2", "2", "4"]);
    assert_eq!(field("doi")[..2], ["10.5555/jfm.2020.11", "10.5555/jfm.2021.1"]);
    assert_eq!(field("printed")[3], "Nobody can read this");
    let report: serde_json::Value = serde_json::from_str(&terminal.run(&["audit", "--format", "json"]).out).unwrap();
    let malformed: Vec<&serde_json::Value> =
        report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "doi-malformed").collect();
    assert_eq!(malformed.len(), 1, "{report:#}");
    assert!(malformed[0].to_string().contains("10.5555/jfm-2022"), "the likely form is named: {}", malformed[0]);
}

#[test]
fn references_can_come_without_an_article_and_an_article_without_references() {
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("plain.md"), "# Plain\n\nAbout 40% of adults have knee pain.\n").unwrap();
    std::fs::write(
        folder.path().join("list.txt"),
        "Doe J. Knees. J Fict Med. 2020;4(2):11-19. doi:10.5555/jfm.2020.11\n",
    )
    .unwrap();
    let early = terminal.ok(&["import", "--as", "references", "list.txt"]);
    assert!(early.contains("Works: 1 added"), "{early}");
    terminal.ok(&["import", "plain.md"]);
    terminal.ok(&["import", "--as", "references", "list.txt"]);
    let again = terminal.ok(&["import", "--as", "references", "list.txt"]);
    assert!(again.contains("0 references added, 1 there already"), "{again}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
// The readers have a test of ten megabytes; here each of 45,000 sentences is looked at for claims as well.
fn one_very_long_line_is_read() {
    let sentence = "Walking is pleasant on a fine day by the sea. ";
    let text =
        format!("# Long\n\n{}About 40% of adults have knee pain.\n", sentence.repeat(2 * 1024 * 1024 / sentence.len()));
    let run = import(text.as_bytes(), &[]);
    assert_eq!(run.exit, 0, "{}", run.err);
}

#[test]
fn catalogues_that_are_not_ours_are_left_alone() {
    let (folder, terminal) = desk();
    std::fs::write(folder.path().join("text.db"), "not a catalogue").unwrap();
    rusqlite::Connection::open(folder.path().join("other.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let newer = folder.path().join("newer.db");
    std::fs::copy(folder.path().join("claimbook.db"), &newer).unwrap();
    rusqlite::Connection::open(&newer).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    for (file, expected) in [
        ("text.db", "not an SQLite file"),
        ("other.db", "another program's"),
        ("newer.db", "newer claimbook"),
        ("none.db", "claimbook init"),
    ] {
        let path = folder.path().join(file);
        let before = std::fs::read(&path).ok();
        let run = terminal.run(&["--catalogue", file, "claims"]);
        assert_eq!(run.exit, 2, "{file}");
        assert!(run.err.contains(expected), "{file}: {}", run.err);
        assert_eq!(std::fs::read(&path).ok(), before, "{file}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_locked_catalogue_is_busy_and_unharmed() {
    let (folder, terminal) = desk();
    let holder = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let run = terminal.run(&["add", "person", "A. Reviewer"]);
    assert_eq!(run.exit, 3, "{}", run.err);
    assert!(run.err.contains("busy"), "{}", run.err);
}
