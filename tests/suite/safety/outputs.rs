//! What a command writes: never over the catalogue, what belongs to it or somebody else's file; as private as what it comes
//! from; and nothing stays of runs that were killed.

use super::listing;
use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use std::fs;
use std::path::Path;

/// Every command that writes a file, with the place of its name.
const COMMANDS: &[&[&str]] = &[
    &["audit", "--also", "json=FILE"],
    &["audit", "--also", "sarif=FILE"],
    &["check", "--offline", "--also", "markdown=FILE"],
    &["check", "--offline", "--observations", "FILE"],
    &["baseline", "FILE"],
    &["export", "claims", "--to", "csv", "--output", "FILE", "--force"],
    &["export", "all", "--to", "xlsx", "--output", "FILE", "--force"],
    &["watch", "--state", "FILE"],
    &["backup", "FILE"],
    &["dump", "FILE"],
    &["man", "--to", "FILE"],
    &["report", "--output", "FILE"],
    &["report", "--packet", "FILE"],
];

/// A catalogue of one imported article, which can be dumped and read back.
fn small(folder: &Path) -> Terminal {
    fs::write(folder.join("knees.md"), "# Knees\n\nAbout 40% of adults over 50 have knee pain in any month.\n")
        .unwrap();
    let terminal = Terminal::piped(folder);
    terminal.ok(&["init"]);
    terminal.ok(&["import", "knees.md"]);
    terminal
}

fn naming(command: &[&str], file: &str) -> Vec<String> {
    command.iter().map(|word| word.replace("FILE", file)).collect()
}

fn run(terminal: &Terminal, arguments: &[String]) -> crate::double::terminal::Run {
    terminal.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_command_writes_over_the_catalogue_or_what_belongs_to_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("x")).unwrap();
    fs::write(at("claimbook.toml"), "review-interval-months = 24\n").unwrap();
    let mut names =
        vec!["claimbook.db", "./x/../claimbook.db", "CLAIMBOOK.db", "claimbook.db-journal", "claimbook.db-wal"];
    names.extend(["claimbook.db-shm", "claimbook.toml", "x/../Claimbook.toml"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("claimbook.db", at("link")).unwrap();
        std::os::unix::fs::symlink(".", at("here")).unwrap();
        fs::hard_link(at("claimbook.db"), at("hard")).unwrap();
        names.extend(["link", "hard", "here/claimbook.db", "here/claimbook.db-journal"]);
    }
    let absolute = at("claimbook.db").display().to_string();
    let before = listing(folder.path());
    let terminal = Terminal::piped(folder.path());
    for command in COMMANDS {
        for name in names.iter().copied().chain([absolute.as_str()]) {
            let arguments = naming(command, name);
            let ran = run(&terminal, &arguments);
            assert_eq!(ran.exit, 2, "{arguments:?}\n{}{}", ran.out, ran.err);
            assert!(ran.err.contains("which no command overwrites"), "{arguments:?}: {}", ran.err);
            assert_eq!(listing(folder.path()), before, "{arguments:?}");
        }
    }
    // The job summary is named by the environment.
    let mut terminal = Terminal::piped(folder.path());
    terminal.environment.push(("GITHUB_STEP_SUMMARY".into(), absolute));
    let ran = terminal.run(&["audit", "--format", "github"]);
    assert!(ran.exit == 2 && ran.err.contains("which no command overwrites"), "{}", ran.err);
    assert_eq!(listing(folder.path()), before);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn of_a_catalogue_in_its_text_form_no_file_is_an_output() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = small(folder.path());
    terminal.ok(&["dump", "text"]);
    fs::remove_file(folder.path().join("claimbook.db")).unwrap();
    let before = listing(folder.path());
    for name in [
        "text",
        "text/works.json",
        "./text/../text/catalogue.toml",
        "text/knees/claims.csv",
        "text/events",
        "text/people.csv",
    ] {
        for command in COMMANDS {
            let arguments = [vec!["--catalogue".to_owned(), "text".to_owned()], naming(command, name)].concat();
            let ran = run(&terminal, &arguments);
            assert_eq!(ran.exit, 2, "{arguments:?}\n{}{}", ran.out, ran.err);
            assert_eq!(listing(folder.path()), before, "{arguments:?}");
        }
    }
    // What is beside its files may be written, and the answers that it keeps are its own.
    terminal.ok(&["--catalogue", "text", "baseline"]);
    assert!(folder.path().join("text/claimbook-baseline.json").is_file());
    let heard = terminal.run(&["--catalogue", "text", "check", "--offline", "--observations", "text/observations.csv"]);
    assert!(!heard.err.contains("no command overwrites"), "{}", heard.err);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn reports_and_baselines_replace_their_own_kind_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    let file = folder.path().join("out");
    let formats: Vec<String> = claimbook::report::RENDERERS.iter().map(|r| format!("{}=out", r.name)).collect();
    let ours: Vec<&[&str]> =
        formats.iter().map(|f| ["audit", "--also", f]).map(|a| Vec::leak(a.to_vec()) as &[&str]).collect();
    let read = || fs::read_to_string(&file).unwrap();
    for first in &ours {
        for second in &ours {
            _ = fs::remove_file(&file);
            let alone = terminal.run(second);
            let written = read();
            assert_eq!(alone.exit, 1, "{}", alone.err);
            fs::remove_file(&file).unwrap();
            assert_eq!(terminal.run(first).exit, 1);
            let again = terminal.run(second);
            assert_eq!((again.exit, read()), (1, written), "{first:?}, then {second:?}: {}", again.err);
        }
        let refused = terminal.run(&["baseline", "out"]);
        assert!(refused.exit == 2 && refused.err.contains("is not a baseline"), "{first:?}: {}", refused.err);
    }
    let others = [
        "# Knee pain\n\nAbout 40% of adults.\n",
        "{\n  \"name\": \"claimbook\"\n}\n",
        "[1, 2]\n",
        "a,b\n1,2\n",
        "<?xml version=\"1.0\"?>\n<testsuites/>\n",
        "## claimbooks\n",
        "checked\n",
    ];
    for other in others {
        for command in ours.iter().copied().chain([&["baseline", "out"] as &[&str]]) {
            fs::write(&file, other).unwrap();
            let refused = terminal.run(command);
            assert_eq!((refused.exit, read().as_str()), (2, other), "{command:?}: {}", refused.err);
            assert!(refused.err.contains("it was left as it is"), "{}", refused.err);
        }
    }
    for empty in ["", "\n"] {
        fs::write(&file, empty).unwrap();
        assert_eq!(terminal.run(&["audit", "--also", "json=out"]).exit, 1);
    }
    fs::remove_file(&file).unwrap();
    terminal.ok(&["baseline", "out"]);
    terminal.ok(&["baseline", "out"]);
    assert_eq!(terminal.run(&["audit", "--also", "json=out"]).exit, 2, "a baseline is no report");
    // Another catalogue is not replaced even by force.
    terminal.ok(&["backup", "kept.db"]);
    let refused = terminal.run(&["export", "claims", "--to", "csv", "--output", "kept.db", "--force"]);
    assert!(refused.exit == 2 && refused.err.contains("SQLite file"), "{}", refused.err);
}

#[cfg(unix)]
#[test]
fn what_comes_out_of_a_private_catalogue_is_private_and_what_is_replaced_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let terminal = small(folder.path());
    let at = |name: &str| folder.path().join(name);
    let set = |name: &str, mode| fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    set("claimbook.db", 0o600);
    let export = |to: &str| ["export", "claims", "--to", "csv", "--force", "--output", to].map(str::to_owned).to_vec();
    terminal.ok(&["backup", "b.db"]);
    terminal.ok(&["dump", "text"]);
    terminal.ok(&["baseline"]);
    assert_eq!(run(&terminal, &export("new.csv")).exit, 0);
    assert!(terminal.run(&["audit", "--also", "json=report.json"]).exit < 2);
    for name in ["b.db", "claimbook-baseline.json", "new.csv", "report.json"] {
        assert_eq!(mode(&at(name)), 0o600, "{name}");
    }
    assert_eq!((mode(&at("text")), mode(&at("text/knees"))), (0o700, 0o700));
    for file in listing(&at("text")).into_keys().filter(|path| path.is_file()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    // A catalogue in its text form is as private as its marker.
    assert_eq!(terminal.run(&["--catalogue", "text", "backup", "of-text.db"]).exit, 0);
    assert_eq!(mode(&at("of-text.db")), 0o600);
    for replaced in [0o600, 0o664, 0o604] {
        fs::write(at("old.csv"), "x").unwrap();
        set("old.csv", replaced);
        set("claimbook.db", 0o644);
        assert_eq!(run(&terminal, &export("old.csv")).exit, 0);
        assert_eq!(mode(&at("old.csv")), replaced);
    }
}

#[cfg(unix)]
#[test]
fn a_catalogue_is_as_private_as_the_folder_that_it_was_loaded_from() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let terminal = small(folder.path());
    let at = |name: &str| folder.path().join(name);
    let set = |name: &str, mode| fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    terminal.ok(&["dump", "text"]);
    let as_usual = mode(&at("text/works.json"));
    for (private, was, is, loaded) in [
        ("text", 0o755, 0o755, as_usual),
        ("text", 0o755, 0o700, 0o600),
        ("text/heads.csv", 0o644, 0o600, 0o600),
        ("text/knees/article.toml", 0o644, 0o640, 0o640),
        ("text/knees/article.toml", 0o644, 0o400, 0o600),
        ("text/knees/versions", 0o755, 0o700, 0o600),
    ] {
        set(private, is);
        terminal.ok(&["--catalogue", "loaded.db", "load", "text"]);
        assert_eq!(mode(&at("loaded.db")), loaded, "{private} {is:o}");
        set(private, was);
        fs::remove_file(at("loaded.db")).unwrap();
    }
    // What is none of the dump's says nothing.
    fs::write(at("text/notes.txt"), "private").unwrap();
    set("text/notes.txt", 0o600);
    terminal.ok(&["--catalogue", "loaded.db", "load", "text"]);
    assert_eq!(mode(&at("loaded.db")), as_usual);
}

#[cfg(target_os = "linux")]
#[test]
fn what_killed_runs_left_is_swept_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["dump", "text"]);
    let left = |folder: &Path| fs::write(folder.join(".claimbook-4194999-0.part"), "half").unwrap();
    let is_left = |folder: &Path| folder.join(".claimbook-4194999-0.part").exists();
    let folders = [folder.path().to_owned(), folder.path().join("text"), folder.path().join("text/knee-pain/versions")];
    folders.iter().for_each(|folder| left(folder));
    terminal.ok(&["dump", "text"]);
    assert!(is_left(&folders[0]) && !is_left(&folders[1]) && !is_left(&folders[2]));
    for command in [&["baseline"] as &[&str], &["backup", "b.db"], &["export", "works", "--to", "csv", "-o", "w.csv"]] {
        left(&folders[0]);
        terminal.ok(command);
        assert!(!is_left(&folders[0]), "{command:?}");
    }
}
