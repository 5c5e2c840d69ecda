//! Completions: what is offered where somebody is typing. Fish's form is asked for in process, since it needs nothing but the
//! words; bash is run for what bash does with the answer.

use crate::double::desk::Desk;
use crate::double::sample::{sample_dressed, sample_in};
use crate::double::terminal::{Run, Terminal};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What is offered for the last of these words.
fn offered(terminal: &Terminal, words: &[&str]) -> Vec<String> {
    let run = asked(terminal, words);
    assert_eq!((run.exit, run.err.as_str()), (0, ""), "{words:?}");
    run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

fn asked(terminal: &Terminal, words: &[&str]) -> Run {
    let terminal = Terminal {
        environment: [terminal.environment.clone(), vec![("CLAIMBOOK_COMPLETE".into(), "fish".into())]].concat(),
        stdin: Vec::new(),
        folder: terminal.folder.clone(),
        ..*terminal
    };
    terminal.run(&[&["--", "claimbook"], words].concat())
}

#[test]
fn an_address_is_completed_as_far_as_the_argument_may_be_one() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    for (words, expected) in [
        (&["show", "k"][..], "knee-pain/ knee-pain"),
        (&["show", "s"], "sample2022"),
        (
            &["show", "knee-pain/"],
            "knee-pain/c1 knee-pain/c2 knee-pain/c3 knee-pain/c4 knee-pain/r1 knee-pain/r2 knee-pain/r3",
        ),
        (&["show", "knee-pain/c"], "knee-pain/c1 knee-pain/c2 knee-pain/c3 knee-pain/c4"),
        (&["show", "r"], "r1 r2 r3"),
        (&["show", "c1", "c3"], "c3"),
        (&["suggest", "k"], "knee-pain/"),
        (&["suggest", "knee-pain/r"], ""),
        (&["claims", "--article", "k"], "knee-pain"),
        (&["add", "claim", "X helps.", "--article", "k"], "knee-pain"),
        (&["link", "c1", "r"], "r1 r2 r3"),
        (&["link", "c1", "c"], ""),
        (&["open", "knee-pain/c"], ""),
        (&["explain", "claim-st"], "claim-stale"),
        (&["cite", "--style", "chi"], "chicago"),
        (&["man", "verif"], "verify verify-catalogue"),
        (&["claims", "--kind", "pre"], "prevalence"),
        (&["show", "nothing-like-it"], ""),
        (&["audit", "k"], "knee-pain"),
        (&["audit", "claimbook.d"], "claimbook.db"),
    ] {
        assert_eq!(offered(&terminal, words).join(" "), expected, "{words:?}");
    }
}

#[test]
fn the_catalogue_is_the_one_that_the_line_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    sample_in(folder.path());
    let deep = Terminal::piped(&folder.path().join("deep"));
    assert_eq!(offered(&deep, &["claims", "--article", ""]), ["knee-pain"], "of the nearest parent");
    assert_eq!(offered(&deep, &["--example", "claims", "--article", ""]), ["back-pain-during-pregnancy"]);
    assert_eq!(offered(&deep, &["claims", "--catalogue", "../claimbook.db", "--article", ""]), ["knee-pain"]);
    let elsewhere = ["--catalogue", "elsewhere.db", "claims", "--article", ""];
    assert_eq!(offered(&deep, &elsewhere), [""; 0]);
}

#[test]
fn options_are_offered_when_asked_for_or_when_there_is_nothing_else() {
    let desk = Desk::new();
    assert!(offered(&desk.terminal, &["show", "-"]).contains(&"--format".to_owned()));
    assert!(offered(&desk.terminal, &["show", ""]).iter().all(|word| !word.starts_with('-')));
    assert!(offered(&desk.terminal, &["init", ""]).contains(&"--example".to_owned()));
    assert!(offered(&desk.terminal, &[""]).contains(&"audit".to_owned()));
}

#[test]
fn a_name_that_a_shell_would_run_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = sample_in(folder.path());
    drop(catalogue);
    let path = folder.path().join("claimbook.db");
    let rename = |key: &str| {
        let raw = rusqlite::Connection::open(&path).unwrap();
        raw.execute("UPDATE work SET key = ? WHERE key LIKE 's%' OR key LIKE 'k%'", [key]).unwrap();
    };
    let terminal = Terminal::piped(folder.path());
    assert_eq!(offered(&terminal, &["open", "sam"]), ["sample2022"]);
    for hostile in [
        "k$(id)",
        "k`id`",
        "k;id",
        "k id",
        "k\nid",
        "k\u{1b}[2J",
        "k*",
        "k'",
        "k\"",
        "k\\",
        "k&id",
        "k|id",
        "k~",
        "k\u{202e}di",
    ] {
        rename(hostile);
        assert_eq!(offered(&terminal, &["open", "k"]).join(" "), "knee-pain/", "{hostile:?}");
    }
    rename("knäck2022");
    assert_eq!(offered(&terminal, &["open", "kn"]).join(" "), "knee-pain/ knäck2022");
}

#[test]
fn whatever_is_wrong_nothing_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    let path = folder.path().join("claimbook.db");
    assert_eq!(offered(&terminal, &["claims", "--article", ""]), [""; 0], "no catalogue");
    std::fs::write(&path, "SQLite format 3\0 and then something else").unwrap();
    assert_eq!(offered(&terminal, &["claims", "--article", ""]), [""; 0], "a damaged one");
    std::fs::remove_file(&path).unwrap();
    drop(sample_in(folder.path()));
    std::fs::write(folder.path().join("claimbook.toml"), "nonsense").unwrap();
    assert_eq!(offered(&terminal, &["claims", "--article", ""]), ["knee-pain"], "settings do not matter here");
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(offered(&terminal, &["claims", "--article", ""]), [""; 0], "somebody writes: no waiting");
    for words in
        [&[][..], &["--"], &["\u{fffd}", "\u{1b}"], &["show", "--format"], &["nonsense", "x"], &["show", "a/b/c"]]
    {
        let run = asked(&terminal, words);
        assert_eq!((run.exit, run.err.as_str()), (0, ""), "{words:?}");
    }
    let mut unknown = Terminal::piped(folder.path());
    unknown.environment.push(("CLAIMBOOK_COMPLETE".into(), "tcsh".into()));
    let run = unknown.run(&["--", "claimbook", ""]);
    assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// Whatever all names begin with, those that are offered begin with and no more, or a shell would type too much.
#[test]
fn of_many_names_enough_are_offered() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_dressed(folder.path(), str::to_owned));
    let raw = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    raw.execute_batch(
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
         INSERT INTO work (uid, key, csl, seminal) SELECT 'many' || i, printf('many%04d', i), '{}', 0 FROM n;
         WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
         INSERT INTO claim (uid, article, serial, statement, kind, status, section, because)
         SELECT 'many' || i, (SELECT uid FROM article), i, 'X.', 'risk', 'proposed', '', '[]' FROM n;",
    )
    .unwrap();
    let terminal = Terminal::piped(folder.path());
    for (words, first, last) in [
        (["open", "m"], "many0000", "many0999"),
        (["open", "many09"], "many0900", "many0999"),
        (["suggest", "c"], "c1", "c4999"),
        (["suggest", "c12"], "c12", "c1299"),
    ] {
        let found = offered(&terminal, &words);
        assert!(found.len() <= 111 && found.len() >= 100, "{words:?}: {}", found.len());
        assert!(found.contains(&first.to_owned()) && found.contains(&last.to_owned()), "{words:?}: {found:?}");
    }
}

#[test]
fn every_kind_of_argument_is_one_that_a_command_has() {
    let mut names = BTreeSet::new();
    let mut open = vec![claimbook::cli::build_definition()];
    while let Some(command) = open.pop() {
        let named = command.get_arguments().filter_map(|a| a.get_value_names()).flatten();
        names.extend(named.map(ToString::to_string));
        open.extend(command.get_subcommands().cloned());
    }
    for kind in ["ADDRESS", "ARTICLE", "ARTICLE|PATH", "CLAIM", "REFERENCE", "WORK", "RULE", "STYLE", "COMMAND"] {
        assert!(names.contains(kind), "no argument is a {kind} any more: {names:?}");
    }
}

#[test]
fn every_shell_gets_its_lines() {
    let terminal = Terminal::piped(Path::new("."));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let lines = terminal.ok(&["completions", shell]);
        assert!(lines.contains("claimbook") && lines.contains("CLAIMBOOK_COMPLETE"), "{shell}: {lines}");
    }
    assert_eq!(terminal.run(&["completions", "tcsh"]).exit, 2);
}

/// Bash reads the lines, calls what they define as it does when somebody presses Tab, and has the answer.
#[test]
fn bash_completes_addresses() {
    if !Command::new("bash").arg("--version").output().is_ok_and(|run| run.status.success()) {
        println!("skipped: there is no bash here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let program = Path::new(env!("CARGO_BIN_EXE_claimbook"));
    let path = std::env::join_paths(
        std::iter::once(program.parent().unwrap().to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let script = r#"
        source <(claimbook completions bash)
        complete -p claimbook >/dev/null || exit 9
        for typed in "show k" "show knee-pain/c" "link c1 r" "--example open sal" "claims --article = k" "show '"; do
            COMP_LINE="claimbook $typed" COMP_TYPE=9
            read -ra COMP_WORDS <<< "$COMP_LINE"
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )) COMP_POINT=${#COMP_LINE} COMPREPLY=()
            _clap_complete_claimbook claimbook "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"
        done"#;
    let run = Command::new("bash")
        .args(["--noprofile", "--norc", "-c", script])
        .current_dir(folder.path())
        .env("PATH", path.unwrap())
        .env("XDG_CONFIG_HOME", folder.path())
        .env_remove("CLAIMBOOK_CATALOGUE")
        .output()
        .unwrap();
    let shown = "knee-pain/ knee-pain\nknee-pain/c1 knee-pain/c2 knee-pain/c3 knee-pain/c4\nr1 r2 r3\nsalari2023\nknee-pain\n\n";
    let printed = String::from_utf8(run.stdout).unwrap();
    assert_eq!(printed, shown, "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
}
