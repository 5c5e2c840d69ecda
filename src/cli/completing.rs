//! What fits where somebody is typing: clap knows commands, options and words, and the catalogue knows addresses.
//!
//! Whoever presses Tab wants no messages, so nothing that goes wrong here is told. What is offered is put into a command
//! line as it is: a name that a shell would read as more than a word is not offered, whoever wrote the catalogue.

use super::args::globals::Globals;
use super::{Ambient, build_definition};
use crate::catalogue::{Catalogue, View};
use crate::model::{claim_name, reference_name};
use crate::rules::RULES;
use crate::write::cite::STYLES;
use clap::{Arg, Command, FromArgMatches};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::PathBuf;

/// The variable in which a shell names itself when it asks.
pub(super) const VARIABLE: &str = "CLAIMBOOK_COMPLETE";

/// What an argument may be. Its value name says so, in help and here.
struct ArgumentKind {
    name: &'static str,
    articles: bool,
    claims: bool,
    references: bool,
    works: bool,
    files: bool,
    /// Names that claimbook itself gives.
    ours: fn() -> Vec<String>,
}

impl ArgumentKind {
    fn is_in_catalogue(&self) -> bool {
        self.articles || self.claims || self.references || self.works
    }
}

const NOTHING: ArgumentKind = ArgumentKind {
    name: "",
    articles: false,
    claims: false,
    references: false,
    works: false,
    files: false,
    ours: Vec::new,
};

const KINDS: &[ArgumentKind] = &[
    ArgumentKind { name: "ADDRESS", articles: true, claims: true, references: true, works: true, ..NOTHING },
    ArgumentKind { name: "ARTICLE", articles: true, ..NOTHING },
    ArgumentKind { name: "ARTICLE|PATH", articles: true, files: true, ..NOTHING },
    ArgumentKind { name: "ARTICLE|CLAIM", articles: true, claims: true, ..NOTHING },
    ArgumentKind { name: "CLAIM", claims: true, ..NOTHING },
    ArgumentKind { name: "REFERENCE", references: true, works: true, ..NOTHING },
    ArgumentKind { name: "WORK", references: true, works: true, ..NOTHING },
    ArgumentKind { name: "RULE", ours: list_rules, ..NOTHING },
    ArgumentKind { name: "STYLE", ours: list_styles, files: true, ..NOTHING },
    ArgumentKind { name: "COMMAND", ours: list_commands, ..NOTHING },
];

fn list_rules() -> Vec<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

fn list_styles() -> Vec<String> {
    STYLES.iter().map(|style| style.name.to_owned()).collect()
}

fn list_commands() -> Vec<String> {
    build_definition().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Answers a shell: `arguments` are the program, `--`, and the words typed so far. Always ends well.
pub(super) fn answer(shell: &str, arguments: Vec<OsString>, ambient: &mut Ambient) -> u8 {
    let mut words: Vec<OsString> = arguments.into_iter().skip_while(|word| word != "--").skip(1).collect();
    // Most shells say which word is being typed; what stands behind it does not matter.
    if let Some(at) = ambient.environment.get("_CLAP_COMPLETE_INDEX").and_then(|at| at.parse::<usize>().ok()) {
        words.truncate(at.saturating_add(1));
    }
    rejoin(&mut words);
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell).filter(|_| !words.is_empty()) else { return 0 };
    let mut command = hide_known(build_definition(), &words, ambient);
    let mut offered = Vec::new();
    if shell.write_complete(&mut command, words, Some(&ambient.folder), &mut offered).is_ok() {
        // A shell that has gone away needs no answer.
        let _ = ambient.stdout.write_all(&offered);
    }
    0
}

/// Bash takes `--article=knee` apart into three words. The equals sign goes, and an option that changes nothing takes its
/// place in front, since bash counts words.
fn rejoin(words: &mut [OsString]) {
    for at in 2..words.len() {
        if let Some(front) = words.get_mut(1..=at).filter(|front| front.last().is_some_and(|word| word == "=")) {
            front.rotate_right(1);
            front.iter_mut().take(1).for_each(|word| *word = "--quiet".into());
        }
    }
}

/// The command line, with what the catalogue knows about its arguments.
fn hide_known(mut command: Command, words: &[OsString], ambient: &Ambient) -> Command {
    let typed = command.clone().ignore_errors(true).try_get_matches_from(words);
    let globals = typed.and_then(|matches| Globals::from_arg_matches(&matches)).unwrap_or_default();
    command.build();
    let nothing_typed = words.last().is_none_or(|word| word.is_empty());
    change_each_argument(command, &|argument| {
        // Where a word may begin with anything, options are offered only if nothing else fits.
        let argument = if nothing_typed && !argument.is_positional() { argument.hide(true) } else { argument };
        let names = argument.get_value_names().unwrap_or_default();
        let kind = names.first().and_then(|name| KINDS.iter().find(|kind| kind.name == name.as_str()));
        match kind {
            Some(kind) => {
                let known = ArgumentCompleter {
                    kind,
                    globals: globals.clone(),
                    folder: ambient.folder.clone(),
                    now: ambient.now,
                };
                argument.add(ArgValueCompleter::new(known))
            }
            None => argument,
        }
    })
}

fn change_each_argument(command: Command, change: &dyn Fn(Arg) -> Arg) -> Command {
    command.mut_args(change).mut_subcommands(|subcommand| change_each_argument(subcommand, change))
}

/// What is known about an argument of some kind; nothing is opened before it is asked.
struct ArgumentCompleter {
    kind: &'static ArgumentKind,
    globals: Globals,
    folder: PathBuf,
    now: jiff::Timestamp,
}

impl ValueCompleter for ArgumentCompleter {
    fn complete(&self, typed: &OsStr) -> Vec<CompletionCandidate> {
        let mut words = (self.kind.ours)();
        words.retain(|word| typed.to_str().is_some_and(|typed| word.starts_with(typed)));
        if let Some(typed) = typed.to_str().filter(|_| self.kind.is_in_catalogue()) {
            let catalogue = self.globals.open_quietly(&self.folder, self.now);
            words.extend(catalogue.and_then(|c| complete_addresses(&c, self.kind, typed).ok()).unwrap_or_default());
        }
        let words = words.into_iter().filter(|word| is_one_word(word)).map(CompletionCandidate::new);
        let files = self.kind.files.then(|| PathCompleter::any().current_dir(&self.folder).complete(typed));
        words.chain(files.unwrap_or_default()).collect()
    }
}

/// The addresses of that kind that begin as typed.
fn complete_addresses(
    catalogue: &Catalogue,
    kind: &ArgumentKind,
    typed: &str,
) -> Result<Vec<String>, crate::catalogue::Error> {
    let view = catalogue.view();
    if let Some((article, rest)) = typed.split_once('/') {
        return Ok(complete_serials(view, kind, article, rest)?
            .iter()
            .map(|serial| format!("{article}/{serial}"))
            .collect());
    }
    let mut offered = Vec::new();
    for key in view.article_keys_beginning(typed)? {
        if kind.claims || kind.references {
            offered.push(format!("{key}/"));
        }
        if kind.articles {
            offered.push(key);
        }
    }
    if kind.works {
        offered.extend(view.work_keys_beginning(typed)?);
    }
    if !typed.is_empty()
        && let [only] = view.article_keys_beginning("")?.as_slice()
    {
        offered.extend(complete_serials(view, kind, only, typed)?);
    }
    Ok(offered)
}

/// `c3` and `r10`, as many as the article has and the argument may be.
fn complete_serials(
    view: View<'_>,
    kind: &ArgumentKind,
    article: &str,
    typed: &str,
) -> Result<Vec<String>, crate::catalogue::Error> {
    let digits = |letter: char| if typed.is_empty() { Some("") } else { typed.strip_prefix(letter) };
    let mut offered = Vec::new();
    if let Some(digits) = digits('c').filter(|_| kind.claims) {
        offered.extend(view.claim_serials_beginning(article, digits)?.iter().map(|n| claim_name(*n)));
    }
    if let Some(digits) = digits('r').filter(|_| kind.references) {
        offered.extend(view.reference_serials_beginning(article, digits)?.iter().map(|n| reference_name(*n)));
    }
    Ok(offered)
}

/// Whether every shell reads it as one plain word.
fn is_one_word(word: &str) -> bool {
    word.starts_with(char::is_alphanumeric) && word.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c))
}
