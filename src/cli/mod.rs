//! The command line: one file a command, each an `Args` and a `run`. What is ambient (streams, clock, environment) comes
//! in through [`Ambient`]; what a command returns becomes the exit code in one place, here.

mod addresses;
mod answers;
mod asking;
mod brief;
mod by_hand;
mod cited;
mod completing;
mod context;
mod dossiers;
mod failure;
mod fields;
mod formats;
mod hearing;
mod hosts;
mod judging;
mod listing;
mod loading;
mod messages;
mod page;
mod people;
mod persons;
mod places;
mod progress;
mod readings;
mod settings;
mod status;
mod table;
mod texts;

pub use crate::report::Exit;
pub use context::{Ambient, Globals, Session};
pub use failure::Failure;

use clap::{CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;

/// Declares the commands: one line each. The module of that name holds `Args` and `Args::run`.
macro_rules! commands {
    ($($(#[doc = $about:literal])+ $variant:ident in $module:ident),+ $(,)?) => {
        $(mod $module;)+

        #[derive(clap::Subcommand)]
        enum Command { $($(#[doc = $about])+ $variant($module::Args)),+ }

        impl Command {
            fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
                match self { $(Self::$variant(args) => args.run(session)),+ }
            }
        }
    };
}

commands! {
    /// Make a catalogue here
    Init in init,
    /// Read articles and reference lists into the catalogue
    Import in import,
    /// Add records by hand
    Add in add,
    /// Change fields of a record
    Edit in edit,
    /// Show titles in headline capitals like sentences, and store them so
    Titles in titles,
    /// List articles
    Articles in articles,
    /// List claims
    Claims in claims,
    /// List the entries of reference lists
    References in references,
    /// List works: what references refer to
    Works in works,
    /// List citations: which claim rests on which reference
    Citations in citations,
    /// List people: who writes, reviews and approves
    People in persons_list,
    /// Show records in full
    Show in show,
    /// Find claims and works by words
    Search in search,
    /// List what rests on a work
    WhereUsed in where_used,
    /// Say who changed what, newest first
    History in history,
    /// Say that the article claims this
    Accept in accept,
    /// Say that this is no claim
    Dismiss in dismiss,
    /// Say that this is no longer claimed, listed, published, with us or evidence
    Retire in retire,
    /// Say that two people are one
    Merge in merge,
    /// Say that words which changed still make the claim
    Confirm in confirm,
    /// Suggest references for claims
    Suggest in suggest,
    /// Assert that a claim rests on a reference
    Link in link,
    /// Say that a claim does not rest on a reference
    Unlink in unlink,
    /// Record what you found on reading a source for a claim
    Verify in verify,
    /// Record your verdict on a claim
    Review in review,
    /// Run every rule over what is stored and the source files
    Audit in audit,
    /// Ask the registries what is due, then audit
    Check in check,
    /// Accept a finding until a date
    Waive in waive,
    /// Record today's findings, so that only new ones fail
    Baseline in baseline,
    /// Say where each article's claims stand, in numbers
    Coverage in coverage,
    /// List the rules
    Rules in rules,
    /// Explain a rule
    Explain in explain,
    /// Write records in a file format
    Export in export,
    /// Set reference lists and in-text citations in a house style
    Cite in cite,
    /// Write the catalogue as a folder of text
    Dump in dump,
    /// Read a folder of text into the catalogue
    Load in load,
    /// Copy the catalogue, checked
    Backup in backup,
    /// Read everything back and hold it against the log
    VerifyCatalogue in verify_catalogue,
    /// Open a work in the browser, or print its address
    Open in open,
    /// Write what lets your shell complete commands and addresses
    Completions in completions,
    /// Show a command's manual page, or write all of them
    Man in man,
}

/// Keeps every claim that published health content makes, and the evidence behind each, in one SQLite catalogue.
#[derive(Parser)]
#[command(name = "claimbook", version, propagate_version = false, disable_help_subcommand = true)]
#[command(
    after_help = "`claimbook help COMMAND` says more of a command.\n\nExamples:\n  claimbook --example audit\n  claimbook import article.md"
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
    let line = match asked_of(ambient)
        .try_get_matches_from(help_as_option(arguments))
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
fn asked_of(ambient: &Ambient) -> clap::Command {
    match ambient.environment.get("CLAIMBOOK_CATALOGUE") {
        Some(named) if named.is_empty() => definition()
            .mut_arg("catalogue", |argument| argument.env(clap::builder::Resettable::<clap::builder::OsStr>::Reset)),
        _ => definition(),
    }
}

/// `claimbook help COMMAND` as `claimbook COMMAND --help`; options that stand before it stay.
fn help_as_option(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = arguments.iter().skip(1).position(|a| !a.to_string_lossy().starts_with('-')).map(|at| at + 1);
    if let Some(at) = first.filter(|at| arguments.get(*at).is_some_and(|word| word == "help")) {
        arguments.remove(at);
        arguments.retain(|word| word != "help");
        arguments.push("--help".into());
    }
    arguments
}

/// The exit code, and the word on stderr, when the last of the output could not be written. A reader that went away,
/// such as `head`, is no error.
pub fn unwritten(error: &std::io::Error, ambient: &mut Ambient) -> u8 {
    match Failure::from_output(error) {
        None => 0,
        Some(failure) => failure::show(&failure, ambient),
    }
}

/// The whole command line as clap knows it, for help, completions and the generated reference.
pub fn definition() -> clap::Command {
    Line::command()
}
