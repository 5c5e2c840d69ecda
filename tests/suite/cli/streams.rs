//! The real program at the end of a pipe: a reader that goes away is no error, a device that is full is one.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

fn claimbook(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLAIMBOOK_CATALOGUE")
        .env("XDG_CONFIG_HOME", folder)
        .stdin(Stdio::null());
    command
}

/// Lists, pages and files, each longer than the reader waits for when repeated.
const COMMANDS: &[&[&str]] = &[
    &["claims"],
    &["claims", "--format", "json"],
    &["show", "c1", "c2", "c3", "c4"],
    &["history"],
    &["rules"],
    &["explain", "claim-stale"],
    &["export", "claims", "--to", "csv"],
    &["export", "works", "--to", "json"],
    &["--help"],
];

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for arguments in COMMANDS {
        let mut child =
            claimbook(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The pipe is closed before the program writes, or after its first bytes: both are `| head`.
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let ended = child.wait().unwrap();
        assert_eq!((ended.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// What a gate found is in its exit code, however little of its words was read.
#[test]
fn a_reader_that_goes_away_hides_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let claims = "Turmeric cures knee arthritis in 95% of adults.\n\n".repeat(200);
    std::fs::write(folder.path().join("knees.md"), format!("# Knees\n\n{claims}")).unwrap();
    for arguments in
        [&["audit", "knees.md"][..], &["audit", "-v", "knees.md"], &["audit", "--format", "json", "knees.md"]]
    {
        let mut child =
            claimbook(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{arguments:?}");
    }
}

/// A report that stands among the articles is none of them.
#[test]
fn a_report_is_no_article() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let audited = || {
        let ended = claimbook(folder.path(), &["audit", "--format", "concise"]).output().unwrap();
        String::from_utf8(ended.stdout).unwrap()
    };
    let before = audited();
    let made = claimbook(folder.path(), &["report", "--output", "report.html"]).output().unwrap();
    assert!(made.status.success() && folder.path().join("report.html").exists(), "{made:?}");
    assert_eq!(audited(), before);
}

#[cfg(unix)]
#[test]
fn an_environment_that_is_no_text_does_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let ended = claimbook(folder.path(), &["claims"]).env("ODD", OsStr::from_bytes(b"\xff\xfe")).output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_full_device_is_told_of() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        println!("skipped: there is no {}", full.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for arguments in COMMANDS {
        let device: File = OpenOptions::new().write(true).open(full).unwrap();
        let ended = claimbook(folder.path(), arguments).stdout(device).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(3), "{arguments:?}: {said}");
        assert!(said.contains("could not be written"), "{arguments:?}: {said}");
    }
}

/// Enough articles for several loaders: each is judged once, as its file is now, in the order of a single one.
#[test]
fn many_articles_are_loaded_by_several_and_judged_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let article =
        |n: usize, share: usize| format!("# Knees {n}\n\nAbout {share}% of adults in town {n} have knee pain.\n");
    let names: Vec<String> = (10..90).map(|n| format!("knees-{n}.md")).collect();
    for (n, name) in names.iter().enumerate() {
        std::fs::write(folder.path().join(name), article(n, 40)).unwrap();
    }
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    terminal.ok(&[&["import"], &*files].concat());
    terminal.ok(&["accept", "knees-42/c1"]);
    std::fs::write(folder.path().join("knees-42.md"), article(32, 41)).unwrap();
    std::fs::remove_file(folder.path().join("knees-77.md")).unwrap();
    let audit = || terminal.run(&["audit", "--format", "json"]);
    let first = audit();
    let report: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!((&report["counts"]["articles"], &report["counts"]["claims"]), (&80.into(), &80.into()));
    let uncited: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "claim-figure-uncited")
        .map(|finding| finding["address"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (10..90).map(|n| format!("knees-{n}/c1")).collect();
    assert_eq!(uncited, expected);
    let of = |rule: &str| -> Vec<&str> {
        let found = report["findings"].as_array().unwrap().iter().chain(crate::double::reports::unchecked(&report));
        found.filter(|one| one["rule"] == rule).map(|one| one["address"].as_str().unwrap()).collect()
    };
    assert_eq!(of("occurrence-changed"), ["knees-42/c1", "knees-77"], "one is read again, one cannot be looked at");
    assert!((0..3).all(|_| audit() == first), "the same each time");
}
