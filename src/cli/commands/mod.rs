//! The commands: one file each, with its `Args` and what it runs, and one line in the list below. `accept` and `dismiss` are
//! one thought in one file.

mod add;
mod articles;
mod audit;
mod backup;
mod baseline;
mod check;
mod citations;
mod cite;
mod claims;
mod completions;
mod confirm;
mod coverage;
mod dump;
mod edit;
mod explain;
mod export;
mod history;
mod import;
mod init;
mod link;
mod load;
mod man;
mod merge;
mod open;
mod people;
mod references;
mod retire;
mod review;
mod rules;
mod search;
mod show;
mod status;
mod suggest;
mod titles;
mod unlink;
mod verify;
mod verify_catalogue;
mod waive;
mod where_used;
mod works;

use super::session::Session;
use crate::report::Exit;
use crate::tasks::Failure;

/// Declares the commands: of each what it does in a line, its name and the arguments that it takes.
macro_rules! commands {
    ($($(#[doc = $about:literal])+ $variant:ident($args:path)),+ $(,)?) => {
        #[derive(clap::Subcommand)]
        pub(super) enum Command { $($(#[doc = $about])+ $variant($args)),+ }

        impl Command {
            pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
                match self { $(Self::$variant(args) => args.run(session)),+ }
            }
        }
    };
}

commands! {
    /// Make a catalogue here
    Init(init::Args),
    /// Read articles and reference lists into the catalogue
    Import(import::Args),
    /// Add records by hand
    Add(add::Args),
    /// Change fields of a record
    Edit(edit::Args),
    /// Show titles in headline capitals like sentences, and store them so
    Titles(titles::Args),
    /// List articles
    Articles(articles::Args),
    /// List claims
    Claims(claims::Args),
    /// List the entries of reference lists
    References(references::Args),
    /// List works: what references refer to
    Works(works::Args),
    /// List citations: which claim rests on which reference
    Citations(citations::Args),
    /// List people: who writes, reviews and approves
    People(people::Args),
    /// Show records in full
    Show(show::Args),
    /// Find claims and works by words
    Search(search::Args),
    /// List what rests on a work
    WhereUsed(where_used::Args),
    /// Say who changed what, newest first
    History(history::Args),
    /// Say that the article claims this
    Accept(status::Accept),
    /// Say that this is no claim
    Dismiss(status::Dismiss),
    /// Say that this is no longer claimed, listed, published, with us or evidence
    Retire(retire::Args),
    /// Say that two people are one
    Merge(merge::Args),
    /// Say that words which changed still make the claim
    Confirm(confirm::Args),
    /// Suggest references for claims
    Suggest(suggest::Args),
    /// Assert that a claim rests on a reference
    Link(link::Args),
    /// Say that a claim does not rest on a reference
    Unlink(unlink::Args),
    /// Record what you found on reading a source for a claim
    Verify(verify::Args),
    /// Record your verdict on a claim
    Review(review::Args),
    /// Run every rule over what is stored and the source files
    Audit(audit::Args),
    /// Ask the registries what is due, then audit
    Check(check::Args),
    /// Accept a finding until a date
    Waive(waive::Args),
    /// Record today's findings, so that only new ones fail
    Baseline(baseline::Args),
    /// Say where each article's claims stand, in numbers
    Coverage(coverage::Args),
    /// List the rules
    Rules(rules::Args),
    /// Explain a rule
    Explain(explain::Args),
    /// Write records in a file format
    Export(export::Args),
    /// Set reference lists and in-text citations in a house style
    Cite(cite::Args),
    /// Write the catalogue as a folder of text
    Dump(dump::Args),
    /// Read a folder of text into the catalogue
    Load(load::Args),
    /// Copy the catalogue, checked
    Backup(backup::Args),
    /// Read everything back and hold it against the log
    VerifyCatalogue(verify_catalogue::Args),
    /// Open a work in the browser, or print its address
    Open(open::Args),
    /// Write what lets your shell complete commands and addresses
    Completions(completions::Args),
    /// Show a command's manual page, or write all of them
    Man(man::Args),
}
