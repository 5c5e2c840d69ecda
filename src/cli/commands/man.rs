//! `man`: the manual pages, out of the same definition that `--help` shows.

use crate::cli::{Exit, Session, build_definition};
use crate::files::{FileWriteError, ReplacePolicy, make_folders, write_whole};
use crate::model::find_nearest;
use crate::tasks::Failure;
use clap::Command;
use clap_mangen::roff::{Roff, roman};
use std::io::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "A page is written for man to show: `claimbook man check | man -l -`.\n\n\
    Examples:\n  claimbook man > claimbook.1\n  claimbook man add claim\n  claimbook man --to man1")]
pub(in crate::cli) struct Args {
    /// The command [default: claimbook itself]
    #[arg(value_name = "COMMAND", conflicts_with = "to")]
    command: Vec<String>,
    /// Write every page into this folder, replacing those of an earlier version
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut whole = build_definition();
        whole.build();
        let Some(named) = &self.to else {
            write_page(&find(whole, &self.command)?, &mut session.ambient.stdout)?;
            return Ok(Exit::Clean);
        };
        let folder = session.output(named)?;
        make_folders(folder.path(), None)
            .map_err(|e| Failure::usage(format!("{} cannot be created: {e}", named.display())))?;
        let commands = list_all(whole);
        for command in &commands {
            let output = session.output(&folder.path().join(format!("{}.1", name(command))))?;
            let cut = |source| FileWriteError::Cut { path: output.path().to_owned(), source };
            write_whole(&output, ReplacePolicy::Anything, |out| write_page(command, out).map_err(cut))?;
        }
        session.report(&format!("Wrote {} pages into {}.", commands.len(), named.display()));
        Ok(Exit::Clean)
    }
}

/// The command of these words.
fn find(whole: Command, words: &[String]) -> Result<Command, Failure> {
    words.iter().try_fold(whole, |within, word| {
        if let Some(found) = within.find_subcommand(word) {
            return Ok(found.clone());
        }
        let known: Vec<&str> = within.get_subcommands().map(Command::get_name).collect();
        let meant =
            find_nearest(word, &known).map_or(";".to_owned(), |name| format!(", did you mean {name}? The command"));
        let of = within.get_bin_name().unwrap_or("claimbook");
        Err(Failure::usage(format!("{of} has no command “{word}”{meant} `{of} --help` lists them")))
    })
}

/// A command and all that are under it.
fn list_all(command: Command) -> Vec<Command> {
    let under: Vec<Command> = command.get_subcommands().cloned().collect();
    std::iter::once(command).chain(under.into_iter().flat_map(list_all)).collect()
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page: clap's own parts, then what stands under its help, as notes and as examples.
fn write_page(command: &Command, out: &mut dyn Write) -> std::io::Result<()> {
    let source = format!("claimbook {}", env!("CARGO_PKG_VERSION"));
    let man = clap_mangen::Man::new(command.clone()).source(source).manual("claimbook");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(out)?;
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (examples, notes): (Vec<&str>, Vec<&str>) = after.split("\n\n").partition(|part| part.starts_with("Example"));
    let examples = examples.iter().filter_map(|part| part.split_once(':')).map(|(_, lines)| lines);
    let mut rest = Roff::new();
    write_lines(&mut rest, "NOTES", &notes.join("\n\n"));
    write_lines(&mut rest, "EXAMPLES", &examples.collect::<String>());
    rest.to_writer(out)
}

/// A section that keeps its lines, where there is any.
fn write_lines(roff: &mut Roff, heading: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    roff.control("SH", [heading]).control("nf", []);
    for line in text.trim().lines() {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []);
}
