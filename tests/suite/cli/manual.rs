//! The manual pages: every command has one, and what shows manuals takes them without a word.

use crate::double::terminal::Terminal;
use clap::Command as Definition;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Every command, by the words that name it; claimbook itself is none.
fn commands() -> Vec<Vec<String>> {
    fn under(definition: &Definition, words: &[String]) -> Vec<Vec<String>> {
        let each = definition.get_subcommands().flat_map(|command| {
            let words = [words, &[command.get_name().to_owned()]].concat();
            [vec![words.clone()], under(command, &words)].concat()
        });
        each.collect()
    }
    under(&claimbook::cli::build_definition(), &[])
}

fn page(terminal: &Terminal, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    terminal.ok(&[&["man"], &words[..]].concat())
}

#[test]
fn every_command_has_a_page_with_an_example() {
    let terminal = Terminal::piped(Path::new("."));
    for words in commands().iter().chain([&Vec::new()]) {
        let page = page(&terminal, words);
        for section in [".TH claimbook", ".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXAMPLES"] {
            assert!(page.contains(section), "{words:?} has no {section}:\n{page}");
        }
        let called = [&["claimbook".to_owned()], &words[..]].concat().join(" ").replace('-', "\\-");
        let example = if words.is_empty() { "\nclaimbook " } else { &format!("\n{called}") };
        let (_, examples) = page.rsplit_once(".SH EXAMPLES").unwrap();
        assert!(examples.contains(example), "{words:?}:\n{examples}");
    }
}

#[test]
fn all_pages_go_into_a_folder_and_are_renewed_there() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    for _ in 0..2 {
        let run = terminal.run(&["man", "--to", "share/man1"]);
        assert_eq!((run.exit, run.out.as_str()), (0, ""), "{}", run.err);
        assert_eq!(std::fs::read_dir(folder.path().join("share/man1")).unwrap().count(), commands().len() + 1);
    }
    let page = std::fs::read_to_string(folder.path().join("share/man1/claimbook-add-claim.1")).unwrap();
    assert_eq!(page, terminal.ok(&["man", "add", "claim"]));
    std::fs::write(folder.path().join("file"), "kept").unwrap();
    assert_eq!(terminal.run(&["man", "--to", "file"]).exit, 2);
    assert!(terminal.run(&["man", "chekc"]).err.contains("did you mean check?"));
    assert!(terminal.run(&["man", "add", "clam"]).err.contains("did you mean claim?"));
}

#[test]
fn pages_render_without_a_warning() {
    let renderers: [&[&str]; 2] =
        [&["groff", "-man", "-Tutf8", "-ww", "-Kutf8", "-z"], &["mandoc", "-T", "lint", "-W", "warning"]];
    let terminal = Terminal::piped(Path::new("."));
    for renderer in renderers {
        if !Command::new(renderer[0]).arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|_| true)
        {
            println!("skipped: there is no {} here", renderer[0]);
            continue;
        }
        for words in commands().iter().chain([&Vec::new()]) {
            let mut run = Command::new(renderer[0]);
            run.args(&renderer[1..]);
            let mut child = run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(page(&terminal, words).as_bytes()).unwrap();
            let ended = child.wait_with_output().unwrap();
            let said = [ended.stdout, ended.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
            assert_eq!((ended.status.success(), said.as_str()), (true, ""), "{} on {words:?}", renderer[0]);
        }
    }
}
