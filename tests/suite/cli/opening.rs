//! `open`: the address of a work, printed in a pipe and handed to the desktop on a terminal.

use crate::double::desk::Desk;
use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;

/// Every address of a work and of a reference leads to where it is read.
#[test]
fn an_address_is_printed_where_nobody_sits() {
    let desk = Desk::new();
    for (typed, expected) in [
        ("r1", "https://doi.org/10.5555/jfr.2019.045"),
        ("sore-knees/r2", "https://doi.org/10.5555/ijsm.8.2.e1190"),
        ("okafor2021", "https://doi.org/10.5555/ijsm.8.2.e1190"),
        ("10.5555/IJSM.8.2.E1190", "https://doi.org/10.5555/ijsm.8.2.e1190"),
        ("knee2022", "https://kneehealth.example/living"),
        ("r3", "https://kneehealth.example/living"),
    ] {
        assert_eq!(desk.ok(&["open", typed]), format!("{expected}\n"), "{typed}");
    }
    for (typed, expected) in [
        ("r4", "has no DOI, PMID, PMCID or URL; `claimbook show r4`"),
        ("c1", "is not a work"),
        ("sore-knees", "is not a work"),
        ("okafor2022", "did you mean okafor2021?"),
    ] {
        let run = desk.run(&["open", typed]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{typed}");
        assert!(run.err.contains(expected), "{typed}: {}", run.err);
    }
}

#[test]
fn the_best_identifier_goes_first() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    let raw = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    let columns = ["doi", "pmid", "pmcid", "nbk", "arxiv", "url"];
    let set = |column: &str, value: Option<&str>| {
        raw.execute(&format!("UPDATE work SET {column} = ? WHERE key = 'fund2024'"), [value]).unwrap()
    };
    for (column, value, expected) in [
        ("url", "https://kneehealth.example/living?a=b#c", "https://kneehealth.example/living?a=b#c"),
        ("arxiv", "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("nbk", "NBK430685", "https://www.ncbi.nlm.nih.gov/books/NBK430685/"),
        ("pmcid", "PMC10693090", "https://pmc.ncbi.nlm.nih.gov/articles/PMC10693090/"),
        ("pmid", "38042815", "https://pubmed.ncbi.nlm.nih.gov/38042815/"),
        ("doi", "10.5555/a<b>;#c", "https://doi.org/10.5555/a%3Cb%3E;%23c"),
    ] {
        if column == "url" {
            columns.iter().for_each(|column| assert_eq!(set(column, None), 1));
        }
        set(column, Some(value));
        assert_eq!(terminal.ok(&["open", "fund2024"]), format!("{expected}\n"), "{column}");
    }
}

#[test]
fn an_address_that_is_none_of_the_web_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let raw = rusqlite::Connection::open(folder.path().join("claimbook.db")).unwrap();
    for hostile in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--help",
        "https://x.example/\u{1b}]0;x\u{7}",
        "https://doi.org@x.example/",
    ] {
        raw.execute("UPDATE work SET doi = NULL, pmid = NULL, pmcid = NULL, url = ? WHERE key = 'fund2024'", [hostile])
            .unwrap();
        for terminal in [Terminal::piped(folder.path()), Terminal::wide(folder.path(), 80)] {
            let run = terminal.run(&["open", "fund2024"]);
            assert_eq!((run.exit, run.out.as_str()), (2, ""), "{hostile:?}");
            let told = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains("is not opened") && !run.err.contains('\u{1b}'), "{hostile:?}: {told}");
        }
    }
}

/// A desktop of ours: its opener writes down what it was given, each argument in brackets.
#[cfg(target_os = "linux")]
#[test]
fn a_desktop_is_given_the_address_and_nothing_else() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let folder = desk.terminal.folder.clone();
    let opener = folder.join("xdg-open");
    let given = folder.join("given.txt");
    let install = |ending: u8| {
        let script = format!("#!/bin/sh\nprintf '[%s]' \"$@\" > '{}'\nexit {ending}\n", given.display());
        std::fs::write(&opener, script).unwrap();
        std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    install(0);
    desk.terminal.width = Some(80);
    desk.terminal.environment.push(("PATH".into(), folder.display().to_string()));
    let address = "https://doi.org/10.5555/ijsm.8.2.e1190";
    let without_screen = desk.run(&["open", "r2"]);
    assert_eq!((without_screen.out.trim(), given.exists()), (address, false));
    desk.terminal.environment.push(("DISPLAY".into(), ":0".into()));
    let printed = desk.run(&["open", "r2", "--print"]);
    assert_eq!((printed.out.trim(), given.exists()), (address, false));
    let opened = desk.run(&["open", "r2"]);
    assert_eq!((opened.exit, opened.out.as_str(), opened.err.trim()), (0, "", &*format!("Opened {address}")));
    assert_eq!(std::fs::read_to_string(&given).unwrap(), format!("[{address}]"));
    install(3);
    assert_eq!(desk.run(&["open", "r2"]).out.trim(), address, "a desktop that cannot leaves the address");
    std::fs::remove_file(&opener).unwrap();
    assert_eq!(desk.run(&["open", "r2"]).out.trim(), address, "and so does one without an opener");
    desk.terminal.width = None;
    install(0);
    std::fs::remove_file(&given).unwrap();
    assert_eq!((desk.run(&["open", "r2"]).out.trim(), given.exists()), (address, false), "a pipe gets the address");
}
