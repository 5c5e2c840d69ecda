//! The commands: one file each, with its `Args` and what it runs, and one line in the list below. `accept` and `dismiss` are
//! one thought in one file.

mod add;
mod articles;
mod assign;
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
mod diff;
mod dump;
mod edit;
mod explain;
mod export;
mod history;
mod hub;
mod import;
mod init;
mod link;
mod load;
mod man;
mod merge;
mod mergetool;
mod next;
mod note;
mod open;
mod people;
mod queue;
mod references;
mod report;
mod retire;
mod review;
mod rules;
mod seal;
mod search;
mod serve;
mod settle;
mod show;
mod status;
mod suggest;
mod sync;
mod titles;
mod undo;
mod unlink;
mod verify;
mod verify_catalogue;
mod waive;
mod watch;
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
    /// Create a catalogue in this folder
    Init(init::Args),
    /// Read articles and reference lists into the catalogue
    Import(import::Args),
    /// Add records by hand
    Add(add::Args),
    /// Change fields of a record
    Edit(edit::Args),
    /// Change titles from headline capitals to sentence case
    Titles(titles::Args),
    /// List articles
    Articles(articles::Args),
    /// List claims
    Claims(claims::Args),
    /// List the entries of reference lists
    References(references::Args),
    /// List works, the publications that references refer to
    Works(works::Args),
    /// List citations, which say which claim rests on which reference
    Citations(citations::Args),
    /// List the people who write, review and approve
    People(people::Args),
    /// Show records in full
    Show(show::Args),
    /// Find claims and works by words
    Search(search::Args),
    /// List the claims that rest on a work
    WhereUsed(where_used::Args),
    /// Review one claim after the other, full screen
    Next(next::Args),
    /// Review one claim after the other, in a browser on this computer
    Serve(serve::Args),
    /// Show who changed what, newest first
    History(history::Args),
    /// Accept a proposal as a claim of the article
    Accept(status::Accept),
    /// Dismiss a proposal that is not a claim
    Dismiss(status::Dismiss),
    /// Retire a claim, article, reference, person or reading that no longer counts
    Retire(retire::Args),
    /// Merge two records of the same claim, work or person
    Merge(merge::Args),
    /// Undo a command
    Undo(undo::Args),
    /// Show claim by claim what a new version of an article changed
    Diff(diff::Args),
    /// Confirm that changed words still make the claim
    Confirm(confirm::Args),
    /// Suggest references for claims
    Suggest(suggest::Args),
    /// Assert that a claim rests on a reference
    Link(link::Args),
    /// Record that a claim does not rest on a reference
    Unlink(unlink::Args),
    /// Record what you found on reading a source for a claim
    Verify(verify::Args),
    /// Record your verdict on a claim
    Review(review::Args),
    /// List the claims that wait for a person, most consequential first
    Queue(queue::Args),
    /// Decide, as a third person, between verdicts that differ
    Settle(settle::Args),
    /// Ask a person to review an article or a claim
    Assign(assign::Args),
    /// Say something about a claim, or ask a question
    Note(note::Args),
    /// Run every rule on the catalogue and its source files
    Audit(audit::Args),
    /// Ask the registries about everything that is due, then audit
    Check(check::Args),
    /// Accept a finding until a date
    Waive(waive::Args),
    /// Record today's findings, so that only new ones fail
    Baseline(baseline::Args),
    /// Count each article's claims by how far they have come
    Coverage(coverage::Args),
    /// Write a digest of what changed since a day, or since the last digest
    Watch(watch::Args),
    /// Write a report: an article's claims beside their evidence, as a page to look at, print and send
    Report(report::Args),
    /// List the rules
    Rules(rules::Args),
    /// Explain a rule
    Explain(explain::Args),
    /// Write records in a file format
    Export(export::Args),
    /// Format reference lists and in-text citations in a citation style
    Cite(cite::Args),
    /// Write the catalogue as a folder of text files
    Dump(dump::Args),
    /// Read a folder of text files into the catalogue
    Load(load::Args),
    /// Merge a file of a dump for git, record by record
    Mergetool(mergetool::Args),
    /// Look after a team's hub on a PostgreSQL server
    Hub(hub::Args),
    /// Send what is new here to the team's hub, and fetch what others decided
    Sync(sync::Args),
    /// Copy the catalogue and check the copy
    Backup(backup::Args),
    /// Read everything back and compare it with the log
    VerifyCatalogue(verify_catalogue::Args),
    /// Sign the end of the log, to be kept elsewhere
    Seal(seal::Args),
    /// Open a work in the browser, or print its address
    Open(open::Args),
    /// Write the lines that let your shell complete commands and addresses
    Completions(completions::Args),
    /// Show a command's manual page, or write all of them
    Man(man::Args),
}
