//! `audit` needs no write: beside somebody who writes, on read-only media, and where an article has changed.

use crate::double::terminal::{Run, Terminal};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const LIST: &str = "\n\n## References\n\n1. Doe J, Roe R. Knee pain in adults over fifty years of age. J Fict Med. 2020;4(2):11-19. doi:10.5555/jfm.2020.11\n";

fn article(share: u32, more: &str) -> String {
    format!(
        "# Knees\n\nWritten by E. Editor, PT\n\nAbout {share}% of adults over 50 have knee pain in any month [1].\n\nExercise eases knee pain within 8 weeks [1].{LIST}{more}"
    )
}

/// A catalogue of two articles with one work between them, both changed since: figures, a new claim, new entries (one a
/// work that another article has, one whose key is taken), a new person.
fn changed(folder: &Path) -> Terminal {
    let terminal = Terminal::piped(folder);
    fs::write(folder.join("knees.md"), article(40, "")).unwrap();
    fs::write(
        folder.join("hips.md"),
        format!("# Hips\n\nAbout 10% of adults over 60 have hip pain [1].{LIST}2. Doe A. Hip pain and what to do about it in later life. J Fict Med. 2020;5(1):1-9. doi:10.5555/jfm.2020.12\n"),
    )
    .unwrap();
    terminal.ok(&["init"]);
    terminal.ok(&["import", "knees.md", "hips.md"]);
    terminal.ok(&["accept", "knees/c1"]);
    terminal.ok(&["review", "knees/c1", "--verdict", "supported", "--by", "A. Reviewer, PT"]);
    let more = "2. Doe A. Hip pain and what to do about it in later life. J Fict Med. 2020;5(1):1-9. doi:10.5555/jfm.2020.12\n\
                3. Doe B. Quite another work on swimming with knee pain. J Fict Med. 2020;6(1):1-9.\n";
    let new = article(45, more)
        .replace("E. Editor", "A. Reviewer")
        .replace("8 weeks [1].", "8 weeks [1]. About 7% of swimmers have knee pain too [3].");
    fs::write(folder.join("knees.md"), new).unwrap();
    terminal
}

fn audit(terminal: &Terminal) -> Run {
    let run = terminal.run(&["audit", "--format", "json"]);
    // What is new has a new uid in each run, and nothing of that is printed.
    Run { out: run.out.lines().filter(|line| !line.contains("\"catalogue\"")).collect::<Vec<_>>().join("\n"), ..run }
}

#[test]
fn a_new_text_is_judged_as_if_it_were_stored() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = changed(folder.path());
    let bytes = fs::read(folder.path().join("claimbook.db")).unwrap();
    let first = audit(&terminal);
    assert!(first.out.contains("occurrence-changed") && first.out.contains("knees/c3"), "{}", first.out);
    assert_eq!(fs::read(folder.path().join("claimbook.db")).unwrap(), bytes, "not a byte was written");
    // In its text form the catalogue is in memory as a whole.
    terminal.ok(&["dump", "text"]);
    let text = terminal.run(&["--catalogue", "text", "audit", "--format", "json"]);
    let text: Vec<&str> = text.out.lines().filter(|line| !line.contains("\"catalogue\"")).collect();
    assert_eq!(first.out, text.join("\n"));
    // Stored, it is the same article.
    terminal.ok(&["import", "knees.md"]);
    let findings = |run: &Run| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let found = report["findings"].as_array().unwrap().iter();
        found
            .map(|f| format!("{} {} {}", f["rule"], f["address"], f["message"]))
            .filter(|f| !f.contains("since"))
            .collect()
    };
    assert_eq!(findings(&first), findings(&audit(&terminal)));
}

#[test]
fn an_audit_runs_beside_somebody_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = changed(folder.path());
    let alone = audit(&terminal);
    let writer = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE article SET publisher = 'x';").unwrap();
    assert_eq!(audit(&terminal), alone);
    // States that are to be derived anew are not kept then, and are the same.
    let queue = terminal.ok(&["queue"]);
    writer.execute_batch("ROLLBACK").unwrap();
    assert!(!queue.is_empty());
    assert_eq!(terminal.ok(&["queue"]), queue);
}

#[cfg(target_os = "linux")]
#[test]
fn an_audit_runs_on_read_only_media() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = changed(folder.path());
    let alone = audit(&terminal);
    let mount = |arguments: &[&str]| {
        let mut mount = Command::new("mount");
        mount.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    };
    let at = folder.path().display().to_string();
    if !mount(&["--bind", &at, &at]) || !mount(&["-o", "remount,bind,ro", &at]) {
        println!("skipped: needs the right to mount a folder for reading alone");
        return;
    }
    let tried = std::panic::catch_unwind(|| {
        let terminal = Terminal::piped(folder.path());
        assert_eq!(audit(&terminal), alone);
        assert!(!terminal.ok(&["queue"]).is_empty() && !terminal.ok(&["coverage"]).is_empty());
        let refused = terminal.run(&["accept", "knees/c2"]);
        assert!(refused.exit == 3 && !refused.err.contains("full") && !refused.err.contains("busy"), "{}", refused.err);
        let refused = terminal.run(&["baseline"]);
        assert!(refused.exit != 0 && refused.err.contains("cannot be created"), "{}", refused.err);
    });
    assert!(Command::new("umount").arg("-l").arg(folder.path()).status().unwrap().success());
    tried.unwrap();
}

/// Four files, a disk that has room for two: what was stored is said, and nothing else.
#[cfg(target_os = "linux")]
#[test]
fn after_a_full_disk_it_is_said_what_was_stored() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=800k", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mount.is_ok_and(|status| status.success()) {
        println!("skipped: needs the right to mount a small disk");
        return;
    }
    let tried = std::panic::catch_unwind(|| {
        let terminal = Terminal::piped(&disk);
        let names: Vec<String> = (1..=6).map(|n| format!("m{n}.md")).collect();
        for (n, name) in names.iter().enumerate() {
            let claims: String =
                (0..60).map(|i| format!("About {}% of group {i} in town {n} have knee pain.\n\n", i + 5)).collect();
            fs::write(disk.join(name), format!("# M{n}\n\n{claims}")).unwrap();
        }
        terminal.ok(&["init"]);
        let all: Vec<&str> = [&["import"], &names.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat();
        let ran = terminal.run(&all);
        assert_eq!(ran.exit, 3, "{}{}", ran.out, ran.err);
        let stored: Vec<String> = terminal
            .ok(&["articles"])
            .lines()
            .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
            .collect();
        assert!((1..6).contains(&stored.len()), "the disk of this test is of the wrong size: {stored:?}");
        assert!(!ran.err.contains("nothing was changed"), "{}", ran.err);
        assert!(
            ran.err.contains(&format!("{} of 6 files stored. Not stored: m{}.md", stored.len(), stored.len() + 1)),
            "{}",
            ran.err
        );
        assert!(ran.out.contains("stored as version 1"), "what was stored is shown: {}", ran.out);
    });
    assert!(Command::new("umount").arg("-l").arg(&disk).status().unwrap().success());
    tried.unwrap();
}
