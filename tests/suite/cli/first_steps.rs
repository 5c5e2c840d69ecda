//! What somebody types who does not know the program yet, and what their terminal can show.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;

#[test]
fn help_is_a_word_too() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    assert_eq!(terminal.ok(&["help"]), terminal.ok(&["--help"]));
    assert_eq!(terminal.ok(&["help", "help"]), terminal.ok(&["--help"]));
    assert_eq!(terminal.ok(&["help", "import"]), terminal.ok(&["import", "--help"]));
    assert_eq!(terminal.ok(&["-q", "help", "import"]), terminal.ok(&["import", "--help"]));
    let wrong = terminal.run(&["help", "imprt"]);
    assert!(wrong.exit == 2 && wrong.err.contains("'import'"), "{}", wrong.err);
}

#[test]
fn an_address_may_be_the_beginning_of_one() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let article = terminal.ok(&["show", "knee-pain"]);
    for typed in ["knee", "Knee", "kne"] {
        assert_eq!(terminal.ok(&["show", typed]), article, "{typed}");
    }
    let claim = terminal.ok(&["show", "knee-pain/c1"]);
    for typed in ["C1", "c1", "knee/C1", "kn/c1"] {
        assert_eq!(terminal.ok(&["show", typed]), claim, "{typed}");
    }
    let works = terminal.ok(&["works"]);
    let key = works.split('\t').next().unwrap();
    let family = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let capital = format!("{}{}", family[..1].to_uppercase(), &family[1..]);
    assert_eq!(terminal.ok(&["show", &capital]), terminal.ok(&["show", key]));
    assert_eq!(terminal.ok(&["claims", "--article", "kne"]), terminal.ok(&["claims", "--article", "knee-pain"]));
    let wrong = terminal.run(&["show", "kneepain"]);
    assert!(wrong.exit == 2 && wrong.err.contains("did you mean knee-pain"), "{}", wrong.err);
}

#[test]
fn of_several_beginnings_none_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init", "-q"]);
    for name in ["knee-pain", "knee-rest"] {
        std::fs::write(folder.path().join(format!("{name}.md")), "# Knees\n\nIce eases knee pain in 40% of adults.\n")
            .unwrap();
        terminal.ok(&["import", "-q", &format!("{name}.md")]);
    }
    for typed in ["knee", "knee/c1"] {
        let run = terminal.run(&["show", typed]);
        assert!(run.exit == 2 && run.err.contains("knee-pain") && run.err.contains("knee-rest"), "{}", run.err);
    }
}

#[test]
fn the_family_name_of_any_author_finds_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init", "-q"]);
    let article = "# Knees\n\nIce eases knee pain.[1]\n\n## References\n\n\
        1. Doe J, Winterbourne K, van der Heide P. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19.\n\
        2. Roe A, Doe J, Núñez C. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9.\n";
    std::fs::write(folder.path().join("knees.md"), article).unwrap();
    terminal.ok(&["import", "-q", "knees.md"]);
    let first = terminal.ok(&["show", "doe2024"]);
    for typed in ["Winterbourne", "winterbourne", "Heide", "van der Heide", "vanderHeide"] {
        assert_eq!(terminal.ok(&["show", typed]), first, "{typed}");
    }
    assert_eq!(terminal.ok(&["show", "nunez"]), terminal.ok(&["show", "roe2025"]));
    // Doe stands first in one work and second in another.
    let several = terminal.run(&["show", "Doe"]);
    assert!(several.exit == 2 && several.err.contains("doe2024") && several.err.contains("roe2025"), "{}", several.err);
    let near = terminal.run(&["show", "Wintebourne"]);
    assert!(near.exit == 2 && near.err.contains("did you mean doe2024?"), "{}", near.err);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_environment_says_whether_to_colour() {
    let folder = tempfile::tempdir().unwrap();
    for (at_terminal, environment, arguments, coloured) in [
        (true, &[][..], &[][..], true),
        (true, &[("TERM", "dumb")], &[], false),
        (true, &[("TERM", "xterm"), ("NO_COLOR", "1")], &[], false),
        (true, &[("CLICOLOR", "0")], &[], false),
        (true, &[("NO_COLOR", "")], &[], true),
        (true, &[("TERM", "dumb")], &["--color", "always"], true),
        (true, &[("FORCE_COLOR", "1")], &["--color", "never"], false),
        (false, &[], &[], false),
        (false, &[("FORCE_COLOR", "1")], &[], true),
        (false, &[("CLICOLOR_FORCE", "1")], &[], true),
        (false, &[("CLICOLOR_FORCE", "0")], &[], false),
        (false, &[("FORCE_COLOR", "")], &[], false),
        (false, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], &[], false),
        (false, &[("FORCE_COLOR", "1"), ("TERM", "dumb")], &[], true),
    ] {
        let mut terminal = Terminal::piped(folder.path());
        terminal.width = at_terminal.then_some(80);
        terminal.environment.retain(|(name, _)| name != "NO_COLOR");
        terminal.environment.extend(environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let out = terminal.run(&[&["--example", "audit"], arguments].concat()).out;
        assert_eq!(out.contains('\u{1b}'), coloured, "{at_terminal} {environment:?} {arguments:?}");
    }
}

#[test]
fn an_empty_catalogue_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::wide(folder.path(), 80);
    terminal.ok(&["init", "-q"]);
    for command in [
        &["articles"][..],
        &["claims"],
        &["references"],
        &["works"],
        &["citations"],
        &["coverage"],
        &["search", "knee"],
        &["audit"],
    ] {
        let run = terminal.run(command);
        assert!(
            run.exit == 0 && run.err.contains("holds no article yet") && run.err.contains("claimbook import"),
            "{command:?}: {}",
            run.err
        );
    }
    assert_eq!(terminal.ok(&["claims", "--format", "json"]), "[]\n");
}

/// The variable is read by the real program.
#[test]
fn an_empty_variable_names_no_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_claimbook"))
        .args(["articles"])
        .current_dir(folder.path())
        .env("CLAIMBOOK_CATALOGUE", "")
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success() && out.starts_with("knee-pain"), "{out}{}", String::from_utf8_lossy(&run.stderr));
}
