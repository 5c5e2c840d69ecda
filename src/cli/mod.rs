//! The command line. What is ambient (streams, clock, environment) comes in through [`Ambient`]; what a command returns
//! becomes the exit code in one place, here.
//!
//! `commands` has a file for each command, `args` what several of them take, `show` how results look, `screen` the full screen.

mod ambient;
mod args;
mod browser;
mod commands;
mod completing;
mod eyes;
mod failure;
mod hand;
mod places;
mod policy;
mod screen;
mod session;
mod settings;
mod shortcut;
mod show;

pub use crate::report::Exit;
pub use crate::tasks::Failure;
pub use ambient::Ambient;
pub use args::globals::Globals;
pub use screen::{Console, ConsoleOpener, Key, Pressed, ScreenFrame, open_terminal};
pub use session::Session;
pub use show::page::Emphasis;

use clap::{CommandFactory, FromArgMatches, Parser};
use commands::Command;
use std::ffi::OsString;

/// Keeps every claim that published health content makes, and the evidence behind each, in one SQLite catalogue.
#[derive(Parser)]
#[command(name = "claimbook", version, propagate_version = false, disable_help_subcommand = true)]
#[command(
    after_help = "`claimbook help COMMAND` explains a command.\n\nExamples:\n  claimbook --example audit\n  claimbook import article.md"
)]
struct Line {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Runs the program with these arguments, the first being its name; answers the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, ambient: &mut Ambient) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(shell) = ambient.environment.get(completing::VARIABLE).cloned() {
        return completing::answer(&shell, arguments, ambient);
    }
    let line = match build_command(ambient)
        .try_get_matches_from(turn_help_to_option(arguments))
        .and_then(|m| Line::from_arg_matches(&m))
    {
        Ok(line) => line,
        Err(said) => return failure::show_usage(&said, ambient),
    };
    let ended = Session::begin(line.globals, ambient).and_then(|mut session| line.command.run(&mut session));
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) => failure::show(&failure, ambient),
    }
}

/// The command line in this environment: an empty `CLAIMBOOK_CATALOGUE` names no catalogue.
fn build_command(ambient: &Ambient) -> clap::Command {
    match ambient.environment.get("CLAIMBOOK_CATALOGUE") {
        Some(named) if named.is_empty() => build_definition()
            .mut_arg("catalogue", |argument| argument.env(clap::builder::Resettable::<clap::builder::OsStr>::Reset)),
        _ => build_definition(),
    }
}

/// `claimbook help COMMAND` as `claimbook COMMAND --help`; options that stand before it stay.
fn turn_help_to_option(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = arguments.iter().skip(1).position(|a| !a.to_string_lossy().starts_with('-')).map(|at| at + 1);
    if let Some(at) = first.filter(|at| arguments.get(*at).is_some_and(|word| word == "help")) {
        arguments.remove(at);
        arguments.retain(|word| word != "help");
        arguments.push("--help".into());
    }
    arguments
}

/// The exit code, and the word on stderr, when the last of the output could not be written. A reader that went away,
/// such as `head`, is no error, and what the command came to stays.
pub fn report_unwritten(error: &std::io::Error, exit: u8, ambient: &mut Ambient) -> u8 {
    match Failure::from_output(error) {
        None => exit,
        Some(failure) => failure::show(&failure, ambient),
    }
}

/// The whole command line as clap knows it, for help, completions and the generated reference.
pub fn build_definition() -> clap::Command {
    Line::command()
}
