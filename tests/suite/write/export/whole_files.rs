//! A file is there whole or not at all, and no other file is touched.

use super::exported;
use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use std::path::Path;
use std::process::Command;

/// Formats that write in their own ways: row by row, one array, packed at the end.
const FORMATS: [&str; 3] = ["csv", "json", "xlsx"];

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != "claimbook.db").collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    std::fs::write(folder.path().join("out"), "before").unwrap();
    for format in FORMATS {
        // No file may grow beyond a kilobyte, and the program is told so instead of killed.
        let line = format!(
            "trap '' XFSZ; ulimit -f 1; exec '{}' export findings --to {format} --output out --force",
            env!("CARGO_BIN_EXE_claimbook")
        );
        let run = Command::new("sh")
            .args(["-c", &line])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(3), "{format}: {said}");
        assert!(said.contains("could not be written") && !said.contains("panicked"), "{format}: {said}");
        assert_eq!(std::fs::read_to_string(folder.path().join("out")).unwrap(), "before", "{format}");
        assert_eq!(files(folder.path()), ["out"], "{format}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("kept"), "kept").unwrap();
    std::os::unix::fs::symlink("kept", at("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", at("dangling")).unwrap();
    std::fs::create_dir(at("folder")).unwrap();
    let made = Command::new("mkfifo").arg(at("pipe")).status().is_ok_and(|status| status.success());
    let before = files(folder.path());
    let terminal = Terminal::piped(folder.path());
    for (name, says) in [
        ("link", "is a link"),
        ("dangling", "is a link"),
        ("folder", "not a regular file"),
        ("pipe", "not a regular file"),
        ("kept", "exists already"),
        ("no/such/out", "there is no folder"),
        ("kept/out", "cannot be created"),
    ] {
        if name == "pipe" && !made {
            println!("skipped: no mkfifo here");
            continue;
        }
        let force: &[&str] = if name == "kept" { &[] } else { &["--force"] };
        let run = terminal.run(&[&["export", "works", "--to", "csv", "--output", name], force].concat());
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{name}: {}", run.err);
        assert!(run.err.contains(says), "{name}: {}", run.err);
    }
    assert_eq!(files(folder.path()), before);
    assert_eq!(std::fs::read_to_string(at("kept")).unwrap(), "kept");
    // A second name of the file keeps what it had: it is replaced, not written into.
    std::fs::hard_link(at("kept"), at("twin")).unwrap();
    terminal.ok(&["export", "works", "--to", "csv", "--output", "kept", "--force"]);
    assert_eq!(std::fs::read_to_string(at("twin")).unwrap(), "kept");
    assert_eq!(std::fs::read_to_string(at("kept")).unwrap(), exported(folder.path(), &["works", "--to", "csv"]));
}

#[cfg(unix)]
#[test]
fn a_folder_that_nobody_may_write_to_is_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        return println!("skipped: needs a user whom permissions stop");
    }
    let run = Terminal::piped(folder.path()).run(&["export", "works", "--to", "csv", "--output", "locked/out.csv"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("out.csv cannot be created"), "{}", run.err);
    assert_eq!(files(&locked), [""; 0]);
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_it_leaves_the_old_file_or_the_new() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let new = exported(folder.path(), &["findings", "--to", "csv"]);
    std::fs::write(folder.path().join("out.csv"), "before").unwrap();
    for wait in 0..24 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_claimbook"))
            .args([
                "-q",
                "--today",
                "2026-11-23",
                "export",
                "findings",
                "--to",
                "csv",
                "--output",
                "out.csv",
                "--force",
            ])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(4 * wait));
        let _ = child.kill();
        child.wait().unwrap();
        let there = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
        assert!(there == "before" || there == new, "half a file after {wait}: {there}");
    }
}
