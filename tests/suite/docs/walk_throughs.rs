//! README.md and the walk-throughs in docs/: every `console` block is a session, run here in order in an empty folder with
//! an 80-column terminal; what the page shows is what the program prints. `CLAIMBOOK_REWRITE=1` writes what it prints into
//! the page.

use crate::double::golden::steady_events;
use crate::double::keys;
use crate::double::terminal::Terminal;
use std::path::{Path, PathBuf};

/// The pages whose sessions are run.
const PAGES: &[&str] = &[
    "README.md",
    "docs/reviewing.md",
    "docs/checking.md",
    "docs/citing.md",
    "docs/importing.md",
    "docs/editing.md",
    "docs/log.md",
    "docs/reports.md",
];

/// Parts of commands that need a key of SSH.
const WITH_KEY: &[&str] = &[" --key ", " --sign", " seal ", " --seal "];

#[test]
#[ignore = "long: .ci/run runs it"]
fn pages_show_what_the_program_prints() {
    for page in PAGES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let shown = std::fs::read_to_string(&path).unwrap();
        let printed = run(&shown);
        if std::env::var_os("CLAIMBOOK_REWRITE").is_some() {
            std::fs::write(&path, &printed).unwrap();
        } else {
            snapbox::assert_data_eq!(printed, snapbox::Data::text(shown).raw());
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn commands_in_other_blocks_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::piped(folder.path());
    // Nobody listens there, so that a page's `check` asks no registry.
    terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), "http://127.0.0.1:1".into()));
    terminal.ok(&["init", "--example"]);
    let has_key = keys::has_ssh_keygen();
    if has_key {
        let key = keys::make(folder.path(), "a-reviewer", "ed25519");
        let own = folder.path().join("own").join("claimbook");
        std::fs::create_dir_all(&own).unwrap();
        let settings =
            format!("[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\nsigning-key = \"{}\"\n", key.display());
        std::fs::write(own.join("claimbook.toml"), settings).unwrap();
        terminal.environment.push(("XDG_CONFIG_HOME".into(), folder.path().join("own").display().to_string()));
    }
    for page in PAGES {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
        for line in blocks.flat_map(str::lines).filter(|line| line.starts_with("claimbook ")) {
            if !has_key && WITH_KEY.iter().any(|part| line.contains(part)) {
                continue;
            }
            let command = words(line.split(" #").next().unwrap_or_default());
            let arguments: Vec<&str> = command.iter().skip(1).map(String::as_str).collect();
            let run = terminal.run(&arguments);
            assert_ne!(run.exit, 2, "{page}: {line}\n{}", run.err);
        }
    }
}

#[test]
fn the_readme_fits_its_frame() {
    let readme = include_str!("../../../README.md");
    assert!(readme.lines().count() < 200, "{} lines", readme.lines().count());
    let first_screen: String = readme.lines().take(40).collect();
    assert!(first_screen.contains("deny[") || first_screen.contains("warn["), "the first screen shows real output");
}

#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].iter().map(|p| root.join(p)).collect();
    pages.extend(
        std::fs::read_dir(root.join("docs"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "md")),
    );
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") {
                assert!(page.parent().unwrap().join(file).exists(), "{}: {target}", page.display());
            }
        }
    }
}

/// The page with every session's output as the program prints it now.
fn run(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let article = include_str!("../../fixtures/articles/sore-knees.txt");
    std::fs::write(folder.path().join("sore-knees.txt"), article).unwrap();
    let files = [
        ("zotero.ris", include_str!("../../fixtures/references/zotero.ris")),
        ("odd.ris", include_str!("../../fixtures/references/odd.ris")),
        ("library.bib", include_str!("../../fixtures/walk/library.bib")),
        ("mail.txt", include_str!("../../fixtures/walk/mail.txt")),
        ("shared.csv", include_str!("../../fixtures/walk/shared.csv")),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let own = settings_of_a_reviewer();
    let environment = [("NO_COLOR", "1"), ("XDG_CONFIG_HOME", own.path().to_str().unwrap())];
    let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let terminal = Terminal { environment, ..Terminal::wide(folder.path(), 80) };
    let mut out = String::new();
    let mut in_session = false;
    for line in page.lines() {
        match (in_session, line) {
            (false, "```console") => in_session = true,
            (true, "```") => in_session = false,
            (true, _) if !line.starts_with("$ ") => continue,
            _ => {}
        }
        out.push_str(line);
        out.push('\n');
        if let Some(command) = line.strip_prefix("$ ").filter(|_| in_session) {
            out.push_str(
                &steady_events(&output(&terminal, command)).replace(&folder.path().display().to_string(), "."),
            );
        }
    }
    out
}

/// The settings folder of whoever follows the pages: they have said who they are, as docs/settings.md says.
fn settings_of_a_reviewer() -> tempfile::TempDir {
    let own = tempfile::tempdir().unwrap();
    std::fs::create_dir(own.path().join("claimbook")).unwrap();
    let text = "[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\n";
    std::fs::write(own.path().join("claimbook/claimbook.toml"), text).unwrap();
    own
}

/// What a command prints, stdout then stderr, after the one filter that a page may use: `head`, `tail` or `grep`.
fn output(terminal: &Terminal, command: &str) -> String {
    let (command, filter) = command.split_once(" | ").unwrap_or((command, ""));
    let words = words(command);
    let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(arguments.first(), Some(&"claimbook"), "{command}");
    let run = terminal.run(&arguments[1..]);
    assert!(run.exit < 2, "{command}\n{}", run.err);
    let whole = format!("{}{}", run.out, run.err);
    filter_lines(&hide_log_heads(&whole), filter)
}

/// The lines that a filter leaves: `head`, `tail` or `grep`.
pub(super) fn filter_lines(whole: &str, filter: &str) -> String {
    let lines: Vec<&str> = whole.lines().collect();
    let kept: Vec<&str> = match filter.split_once(' ') {
        None => lines,
        Some(("head", n)) => lines.into_iter().take(n[1..].parse().unwrap()).collect(),
        Some(("tail", n)) => lines[lines.len().saturating_sub(n[1..].parse().unwrap())..].to_vec(),
        Some(("grep", word)) => lines.into_iter().filter(|l| l.contains(word)).collect(),
        Some(other) => panic!("{other:?}"),
    };
    kept.into_iter().map(|line| format!("{line}\n")).collect()
}

/// Every catalogue's log ends with another hash: a page shows one that stands for them.
fn hide_log_heads(printed: &str) -> String {
    const SHOWN: &str = "5c1f0a9be3d27741";
    let mut hidden = String::new();
    let mut rest = printed;
    while let Some(at) = rest.find("og head: ") {
        let (before, after) = rest.split_at(at + "og head: ".len());
        let digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        hidden.push_str(before);
        hidden.push_str(if digits == SHOWN.len() { SHOWN } else { &after[..digits] });
        rest = &after[digits..];
    }
    hidden.push_str(rest);
    hidden
}

/// The words of a command line; double quotes keep spaces.
pub(super) fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.into_iter().filter(|w| !w.is_empty()).collect()
}
