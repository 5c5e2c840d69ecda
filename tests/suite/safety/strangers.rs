//! A merge request from a stranger: what its catalogue, settings and files name is opened only inside the work tree, and
//! nothing of this machine is printed.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What nobody may read in the output.
const SECRET: &str = "hunter2";

/// An article whose every line would be a finding, with the secret in it.
fn secret() -> String {
    format!("# {SECRET}\n\nAbout 40% of adults {SECRET} have knee pain.\n\ntoken = \"{SECRET}\"\n")
}

/// A work tree of git with a catalogue, and a secret beside it and in it.
fn tree(folder: &Path) -> Terminal {
    let tree = folder.join("tree");
    fs::create_dir_all(tree.join(".git")).unwrap();
    for place in [folder.join("secret.md"), tree.join(".git/config")] {
        fs::write(place, secret()).unwrap();
    }
    fs::write(tree.join("knees.md"), "# Knees\n\nAbout 40% of adults have knee pain in any month.\n").unwrap();
    let terminal = Terminal::piped(&tree);
    terminal.ok(&["init"]);
    terminal.ok(&["import", "knees.md"]);
    terminal
}

/// What is found in these small articles, beside what the tests are about.
const BESIDE: [&str; 8] = [
    "--allow",
    "article-dates-missing",
    "--allow",
    "article-no-reviewer",
    "--allow",
    "claim-uncited",
    "--allow",
    "claim-figure-uncited",
];

fn name_source(terminal: &Terminal, source: &str) {
    let connection = rusqlite::Connection::open(terminal.folder.join("claimbook.db")).unwrap();
    connection.execute("UPDATE version SET source = ?", [source]).unwrap();
}

#[cfg(unix)]
#[test]
#[ignore = "long: .ci/run runs it"]
fn a_source_that_leads_out_of_the_work_tree_is_not_opened() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let terminal = tree(folder.path());
    let tree = &terminal.folder;
    symlink("../secret.md", tree.join("link.md")).unwrap();
    symlink("..", tree.join("up")).unwrap();
    symlink(".git/config", tree.join("git.md")).unwrap();
    symlink("/dev/zero", tree.join("zero.md")).unwrap();
    fs::create_dir(tree.join("folder.md")).unwrap();
    let mut sources =
        vec!["../secret.md".to_owned(), "link.md".into(), "up/secret.md".into(), ".git/config".into(), "git.md".into()];
    sources.extend([
        "zero.md".into(),
        "folder.md".into(),
        "x/../../secret.md".into(),
        "/etc/passwd".into(),
        "/dev/stdin".into(),
    ]);
    sources.push(folder.path().join("secret.md").display().to_string());
    if Command::new("mkfifo").arg(tree.join("pipe.md")).status().is_ok_and(|made| made.success()) {
        sources.push("pipe.md".into());
    }
    let unchecked =
        |run: &str| serde_json::from_str::<serde_json::Value>(run).unwrap()["unchecked"].as_array().unwrap().len();
    let before = unchecked(&terminal.run(&["audit", "--format", "json"]).out);
    for source in sources {
        name_source(&terminal, &source);
        for format in ["human", "json", "sarif", "markdown"] {
            let ran = terminal.run(&["audit", "--format", format]);
            assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{source}: {}{}", ran.out, ran.err);
        }
        let ran = terminal.run(&["audit", "--format", "json"]);
        assert!(unchecked(&ran.out) > before, "{source}: it is counted as unchecked\n{}", ran.out);
        let strict = terminal.run(&[&["audit", "--strict"] as &[&str], &BESIDE].concat());
        assert_eq!(strict.exit, 3, "{source}: {}{}", strict.out, strict.err);
    }
    // Inside the work tree a detour and a link are fine.
    fs::create_dir(tree.join("content")).unwrap();
    symlink("knees.md", tree.join("same.md")).unwrap();
    for source in ["content/../knees.md", "same.md", "./knees.md"] {
        name_source(&terminal, source);
        assert_eq!(unchecked(&terminal.run(&["audit", "--format", "json"]).out), before, "{source}");
    }
}

#[cfg(unix)]
#[test]
#[ignore = "long: .ci/run runs it"]
fn no_link_in_the_place_of_a_file_of_ours_shows_what_is_elsewhere() {
    use std::os::unix::fs::symlink;
    let cases: &[(&str, &[&str])] = &[
        ("claimbook.toml", &["audit"]),
        ("mine.toml", &["--settings", "mine.toml", "audit"]),
        ("claimbook-baseline.json", &["audit"]),
        ("b.json", &["audit", "--baseline", "b.json"]),
        ("o.csv", &["check", "--offline", "--observations", "o.csv"]),
        ("house.csl", &["cite", "--style", "house.csl"]),
        ("text/works.json", &["--catalogue", "text", "audit"]),
        ("text/knees/claims.csv", &["--catalogue", "text", "audit"]),
        ("text/catalogue.toml", &["--catalogue", "text", "audit"]),
    ];
    for (name, command) in cases {
        for target in ["secret.md", "tree/.git/config", "/dev/zero", "pipe"] {
            let folder = tempfile::tempdir().unwrap();
            let terminal = tree(folder.path());
            if target == "pipe"
                && !Command::new("mkfifo").arg(folder.path().join("pipe")).status().is_ok_and(|made| made.success())
            {
                continue;
            }
            terminal.ok(&["dump", "text"]);
            let place = terminal.folder.join(name);
            _ = fs::remove_file(&place);
            symlink(folder.path().join(target), &place).unwrap();
            let ran = terminal.run(command);
            assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{name}: {}{}", ran.out, ran.err);
            assert_eq!(ran.exit, 2, "{name} is {target}: {}{}", ran.out, ran.err);
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn in_its_text_form_a_catalogue_judges_the_files_of_the_work_tree() {
    for (git, below) in
        [(true, "catalogue"), (false, "catalogue"), (true, "data/text/catalogue"), (false, "data/catalogue")]
    {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::piped(folder.path());
        if git {
            fs::create_dir(folder.path().join(".git")).unwrap();
        }
        let article =
            |share: &str| format!("# Knees\n\nAbout {share}% of adults over 50 have knee pain in any month.\n");
        fs::create_dir(folder.path().join("content")).unwrap();
        let file = folder.path().join("content/knees.md");
        fs::write(&file, article("30")).unwrap();
        terminal.ok(&["init"]);
        terminal.ok(&["import", "content/knees.md"]);
        terminal.ok(&["accept", "c1"]);
        terminal.ok(&["dump", below]);
        fs::remove_file(folder.path().join("claimbook.db")).unwrap();
        let audit =
            |more: &[&str]| terminal.run(&[&["--catalogue", below, "audit", "--format", "json"], more].concat());
        let rules = |run: &crate::double::terminal::Run, list: &str| -> Vec<String> {
            let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
            let open = crate::double::reports::unchecked(&report);
            let all = if list == "unchecked" { open } else { report[list].as_array().unwrap() };
            all.iter().map(|one| one["rule"].as_str().unwrap().to_owned()).collect()
        };
        let same = audit(&[]);
        assert!(!rules(&same, "findings").contains(&"occurrence-changed".to_owned()), "{}", same.out);
        fs::write(&file, article("90")).unwrap();
        for named in [&[] as &[&str], &["content/knees.md"], &["knees"]] {
            let changed = audit(named);
            assert!(
                rules(&changed, "findings").contains(&"occurrence-changed".to_owned()),
                "{below} {named:?}: {}{}",
                changed.out,
                changed.err
            );
            assert_eq!(changed.exit, 1, "{below}: {}", changed.out);
            assert!(changed.out.contains("\"file\": \"content/knees.md\""), "{}", changed.out);
        }
        let annotated = terminal.run(&["--catalogue", below, "audit", "--format", "github"]);
        assert!(annotated.out.contains("file=content/knees.md,"), "{}", annotated.out);
        fs::remove_file(&file).unwrap();
        let gone = audit(&BESIDE);
        assert_eq!(gone.exit, 0, "{}", gone.out);
        assert!(rules(&gone, "unchecked").contains(&"occurrence-changed".to_owned()), "{below}: {}", gone.out);
        assert_eq!(audit(&[&["--strict"] as &[&str], &BESIDE].concat()).exit, 3);
    }
}

/// The sample's article has no file in this folder: that is said in each run.
#[test]
fn a_source_that_is_not_there_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let ran = Terminal::piped(folder.path()).run(&["audit"]);
    assert!(ran.out.contains("knee-pain.md: "), "{}", ran.out);
}
