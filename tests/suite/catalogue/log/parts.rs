//! Dumps of which only a part is there.

use crate::double::desk::Desk;
use crate::double::terminal::{Run, Terminal};
use sha2::Digest;
use std::path::{Path, PathBuf};

/// A desk with a verdict and a reading, and its dump.
fn dumped() -> (Desk, PathBuf) {
    let desk = Desk::new();
    let claim = desk.claim("25% of adults");
    desk.ok(&["verify", &claim, "r1", "--stance", "supports", "--by", "A. Reviewer, PT"]);
    desk.ok(&["review", &claim, "--verdict", "not-supported", "--by", "A. Reviewer, PT"]);
    desk.ok(&["dump", "dump"]);
    let dump = desk.terminal.folder.join("dump");
    (desk, dump)
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn files(below: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![below.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { all.push(path.strip_prefix(below).unwrap().to_owned()) }
        }
    }
    all.sort();
    all
}

/// Loads a changed copy of a dump into a new catalogue, and opens it as it is.
fn load(dump: &Path, change: impl Fn(&Path)) -> (Run, Run, bool) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    copied(dump, &copy);
    change(&copy);
    let terminal = Terminal::piped(folder.path());
    let loaded = terminal.run(&["load", "copy"]);
    let opened = terminal.run(&["--catalogue", "copy", "claims"]);
    (loaded, opened, folder.path().join("claimbook.db").exists())
}

fn edit(path: &Path, change: impl Fn(&str) -> String) {
    std::fs::write(path, change(&std::fs::read_to_string(path).unwrap())).unwrap();
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_dump_without_any_one_of_its_files_is_refused() {
    let (_desk, dump) = dumped();
    let names = files(&dump);
    let empty = |name: &Path| std::fs::read_to_string(dump.join(name)).is_ok_and(|text| text.lines().count() < 2);
    let mut refused = 0;
    for name in &names {
        let (loaded, opened, left) = load(&dump, |copy| std::fs::remove_file(copy.join(name)).unwrap());
        if empty(name) {
            continue; // A table without rows is the same as none.
        }
        assert!(loaded.exit == 2 && opened.exit == 2 && !left, "{name:?}: {loaded:?} {opened:?}");
        refused += 1;
    }
    assert!(refused > 8, "{names:?}");
}

#[test]
fn a_log_that_ends_before_its_head_or_after_it_is_refused() {
    let (_desk, dump) = dumped();
    let log = files(&dump).into_iter().find(|name| name.starts_with("events")).unwrap();
    let without_last_line = |text: &str| text.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    for (what, expected, change) in [
        (
            "the log's last line",
            "a part of it is missing",
            &(|copy: &Path| edit(&copy.join(&log), without_last_line)) as &dyn Fn(&Path),
        ),
        ("the whole log", "is not there", &|copy| std::fs::remove_dir_all(copy.join("events")).unwrap()),
        ("the heads", "heads.csv", &|copy| std::fs::remove_file(copy.join("heads.csv")).unwrap()),
        ("the head's line", "no line says", &|copy| edit(&copy.join("heads.csv"), without_last_line)),
        ("the head's header", "the header row should be", &|copy| {
            edit(&copy.join("heads.csv"), |text| text.replace("seq", "n"))
        }),
        ("the head's place", "goes on to event", &|copy| {
            edit(&copy.join("heads.csv"), |text| {
                let row = text.lines().nth(1).unwrap();
                let seq: u64 = row.split(',').nth(1).unwrap().parse().unwrap();
                text.replace(&format!(",{seq},"), &format!(",{},", seq - 1))
            });
        }),
    ] {
        let (loaded, opened, left) = load(&dump, change);
        assert!(loaded.exit == 2 && loaded.err.contains(expected), "{what}: {loaded:?}");
        assert!(opened.exit == 2 && !left, "{what}: {opened:?}");
    }
}

#[test]
fn judgements_without_an_event_are_refused() {
    let (_desk, dump) = dumped();
    for with_heads in [true, false] {
        for file in ["sore-knees/reviews.csv", "sore-knees/readings.csv"] {
            let (loaded, ..) = load(&dump, |copy| {
                std::fs::remove_dir_all(copy.join("events")).unwrap();
                std::fs::remove_file(copy.join("heads.csv")).unwrap();
                edit(&copy.join(file), |text| text.replace("not-supported", "supported").replace("supports", "partly"));
                if with_heads {
                    std::fs::write(copy.join("heads.csv"), "writer,seq,hash\n").unwrap();
                } else {
                    edit(&copy.join("catalogue.toml"), |text| text.replace("format = 2", "format = 1"));
                }
            });
            assert!(loaded.exit == 2 && loaded.err.contains("no event records this"), "{file}: {loaded:?}");
        }
    }
}

#[test]
fn a_version_is_what_was_logged_and_only_its_file_may_move() {
    let (_desk, dump) = dumped();
    let sha256 =
        |text: &str| -> String { sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect() };
    let (loaded, ..) = load(&dump, |copy| {
        let words = copy.join("sore-knees/versions/1.txt");
        let before = std::fs::read_to_string(&words).unwrap();
        let after = before.replace("25%", "75%");
        assert_ne!(before, after);
        std::fs::write(&words, &after).unwrap();
        edit(&copy.join("sore-knees/article.toml"), |text| text.replace(&sha256(&before), &sha256(&after)));
    });
    assert!(loaded.exit == 2 && loaded.err.contains("never change"), "{loaded:?}");
    let (loaded, ..) = load(&dump, |copy| {
        edit(&copy.join("sore-knees/versions/1.blocks.json"), |text| {
            text.lines().enumerate().filter(|(at, _)| *at != 2).map(|(_, line)| format!("{line}\n")).collect()
        });
    });
    assert_eq!(loaded.exit, 2, "{loaded:?}");
    let (loaded, ..) = load(&dump, |copy| {
        edit(&copy.join("sore-knees/article.toml"), |text| text.replace("sore-knees.txt", "moved/sore-knees.txt"));
    });
    assert_eq!(loaded.exit, 0, "{loaded:?}");
}

#[test]
fn a_row_that_the_log_tells_of_is_named() {
    let (_desk, dump) = dumped();
    let first_row_away = |text: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(1);
        lines.join("\n") + "\n"
    };
    for (file, expected) in [
        ("sore-knees/reviews.csv", "the log records this review"),
        ("sore-knees/readings.csv", "the log records this reading"),
        ("sore-knees/occurrences.csv", "the log records this occurrence"),
        ("people.csv", "names a record (person)"),
    ] {
        let (loaded, ..) = load(&dump, |copy| edit(&copy.join(file), first_row_away));
        assert!(loaded.exit == 2 && loaded.err.contains(expected), "{file}: {loaded:?}");
    }
}

#[test]
fn a_dump_that_is_under_way_is_none_and_the_next_one_is_whole() {
    let (desk, dump) = dumped();
    let whole = std::fs::read(dump.join("heads.csv")).unwrap();
    desk.ok(&["edit", "sore-knees", "title=Other knees"]);
    // In the way of the article's file, so that the dump stops in the middle.
    std::fs::remove_file(dump.join("sore-knees/article.toml")).unwrap();
    std::fs::create_dir(dump.join("sore-knees/article.toml")).unwrap();
    assert_ne!(desk.run(&["dump", "dump"]).exit, 0);
    assert!(!dump.join("heads.csv").exists());
    let refused = desk.run(&["--catalogue", "dump", "claims"]);
    assert!(refused.exit == 2 && refused.err.contains("the dump was cut short"), "{refused:?}");
    std::fs::remove_dir(dump.join("sore-knees/article.toml")).unwrap();
    desk.ok(&["dump", "dump"]);
    assert_ne!(std::fs::read(dump.join("heads.csv")).unwrap(), whole);
    assert_eq!(desk.run(&["--catalogue", "dump", "claims"]).exit, 0);
}

#[test]
fn what_is_edited_by_hand_is_still_taken_over() {
    let (_desk, dump) = dumped();
    let (loaded, opened, left) = load(&dump, |copy| {
        edit(&copy.join("sore-knees/article.toml"), |text| text.replace("title = \"", "title = \"Our "));
    });
    assert!(loaded.exit == 0 && loaded.err.contains("edited by hand"), "{loaded:?}");
    assert!(opened.exit == 0 && left);
}
