//! docs/cli.md: every command as the program itself knows it. `CLAIMBOOK_REWRITE=1 cargo test` rewrites the page.

use claimbook::cli;
use clap::{Arg, ArgAction, Command};
use std::fmt::Write;
use std::path::Path;

/// What stands before the commands.
const HEAD: &str = "# Commands

<!-- Made from the program's own help by tests/suite/docs/reference_page.rs; CLAIMBOOK_REWRITE=1 cargo test rewrites it. -->

You name a record by its address: `back-pain` is an article, `back-pain/c3` a claim, `back-pain/r10` a reference, and `salari2023`
or a DOI a work. If the catalogue has only one article, `c3` alone is enough.

Lists fit the width of the terminal. In a pipe they are plain text without headings: one record a line, fields separated by tabs, and
line breaks, tabs and control characters inside a field shown as `\\n`, `\\t`, `\\u{1b}`. `--format json` and `--format jsonl` are for programs;
[data-model.md](data-model.md#json) explains their fields. Results go to standard output, everything else to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a finding at `deny` |
| 2 | wrong use, or input that cannot be read |
| 3 | the command could not be completed: nothing that was asked could be checked, the catalogue is busy, or the disk is full |
";

fn definition() -> Command {
    let mut definition = cli::build_definition().term_width(0);
    definition.build();
    definition
}

fn page() -> String {
    let program = definition();
    let mut page = String::from(HEAD);
    page.push_str("\n## Global options\n\nEvery command takes these.\n");
    let global: Vec<&Arg> = program.get_arguments().filter(|a| a.is_global_set()).collect();
    options(&mut page, &global);
    for command in program.get_subcommands() {
        section(&mut page, command);
    }
    page
}

fn section(page: &mut String, command: &Command) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let _ = write!(page, "\n## `{}`\n\n{about}.\n\n```\n{usage}\n```\n", command.get_name());
    let own = |a: &&Arg| !a.is_global_set() && !matches!(a.get_action(), ArgAction::Help | ArgAction::HelpLong);
    options(page, &command.get_arguments().filter(own).collect::<Vec<_>>());
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples: Vec<&str> = after_help(&after).filter(|line| line.starts_with("claimbook ")).collect();
    let notes = after.split("\n\n").filter(|note| !note.starts_with("Example"));
    for note in notes {
        // Lines that stand in are shown as they are, others run on.
        let _ = match note.starts_with(' ') {
            true => write!(page, "\n```\n{}\n```\n", note.lines().map(str::trim).collect::<Vec<_>>().join("\n")),
            false => write!(page, "\n{}\n", note.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
    }
    if !examples.is_empty() {
        let _ = write!(page, "\n```sh\n{}\n```\n", examples.join("\n"));
    }
}

/// What stands under a command's help, line by line: examples are commands, everything else are notes.
fn after_help(after: &str) -> impl Iterator<Item = &str> {
    let bare = |line: &'_ str| -> usize {
        ["Examples:", "Example:"].iter().find(|w| line.starts_with(**w)).map_or(0, |w| w.len())
    };
    after.lines().map(str::trim).map(move |line| line[bare(line)..].trim()).filter(|line| !line.is_empty())
}

fn options(page: &mut String, arguments: &[&Arg]) {
    if arguments.is_empty() {
        return;
    }
    page.push_str("\n| option | meaning |\n|---|---|\n");
    for argument in arguments {
        let _ = writeln!(page, "| {} | {} |", name(argument), meaning(argument));
    }
}

/// `-o`, `--output FILE`, or `ADDRESS…`.
fn name(argument: &Arg) -> String {
    let takes = argument.get_action().takes_values();
    let values = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>();
    let value = values.join(" ");
    match (argument.get_short(), argument.get_long()) {
        (_, None) => {
            let many = argument.get_num_args().is_some_and(|n| n.max_values() > 1);
            format!("`{value}{}`", if many { "…" } else { "" })
        }
        (short, Some(long)) => {
            let short = short.map(|c| format!("`-{c}` ")).unwrap_or_default();
            format!("{short}`--{long}{}`", if takes { format!(" {value}") } else { String::new() })
        }
    }
}

/// The help, the words that are known, and the default where the help does not tell it.
fn meaning(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let (mut meaning, rest) = match help.split_once(" [default") {
        Some((help, default)) => (help.to_owned(), format!(" [default{default}")),
        None => (help, String::new()),
    };
    if argument.get_action().takes_values() {
        let words = argument.get_possible_values();
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.get_name())).collect();
        if !words.is_empty() {
            let _ = write!(meaning, ": {}", words.join(", "));
        }
        let defaults: Vec<String> =
            argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
        if !defaults.is_empty() {
            let _ = write!(meaning, " (default {})", defaults.join(", "));
        }
    }
    meaning.push_str(&rest);
    meaning.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let made = page();
    if std::env::var_os("CLAIMBOOK_REWRITE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).find(|(a, b)| a != b);
    assert!(kept == made, "docs/cli.md is not up to date (CLAIMBOOK_REWRITE=1 cargo test rewrites it): {differs:?}");
}

/// Every command, those under others too, with the words that call it.
fn each_command(definition: &Command, called: &str) -> Vec<(String, Command)> {
    let each = definition.get_subcommands().flat_map(|command| {
        let called = format!("{called} {}", command.get_name());
        std::iter::once((called.clone(), command.clone())).chain(each_command(command, &called))
    });
    each.collect()
}

#[test]
fn every_command_says_what_it_does_and_ends_in_an_example() {
    let page = page();
    let whole = definition();
    for (called, command) in each_command(&whole, "claimbook").into_iter().chain([("claimbook".into(), whole.clone())])
    {
        assert!(command.get_about().is_some(), "{called} has no line on what it does");
        let help = command.clone().render_help().to_string();
        let (_, example) =
            help.rsplit_once("\nExample").unwrap_or_else(|| panic!("{called} --help has no example:\n{help}"));
        let mut lines = example.trim_start_matches(['s', ':']).lines().map(str::trim).filter(|line| !line.is_empty());
        assert!(
            lines.clone().count() > 0 && lines.all(|line| line.starts_with(&called)),
            "{called} --help ends in:\n{example}"
        );
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{called}: {} has no help", argument.get_id());
        }
    }
    for command in whole.get_subcommands() {
        assert!(
            page.contains(&format!("\n## `{}`\n", command.get_name())),
            "{} is not in docs/cli.md",
            command.get_name()
        );
    }
}

#[test]
fn examples_are_commands_that_parse() {
    let whole = definition();
    for (_, command) in each_command(&whole, "claimbook").into_iter().chain([("claimbook".into(), whole.clone())]) {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in after_help(&after).filter(|line| line.starts_with("claimbook ")) {
            let line = line.split(['#', '>', '<']).next().and_then(|line| line.split("  (").next()).unwrap_or(line);
            // What a person decides is no example's to say: a word in its place.
            let words = in_words(&line.replace("VERDICT", "partly").replace("STANCE", "partly"));
            let parsed = cli::build_definition().try_get_matches_from(&words);
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
        }
    }
}

/// A line as a shell takes it apart, as far as examples need it: words, and double quotes around several.
fn in_words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
