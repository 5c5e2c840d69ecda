//! Citations in house styles: the examples of each style, what a style file may be, what is hostile, and the command.

mod command;
mod examples;
mod hostile;
mod in_text;
mod style_files;

use claimbook::model::{Item, NoticeKind, Word};
use claimbook::write::cite::{
    CitedWork, LinkTarget, ScriptPosition, StyleSheet, StyledRun, TARGETS, WorkFate, find_style, set_list,
};

/// A style of ours, in its own locale.
fn sheet(name: &str) -> StyleSheet {
    StyleSheet::from_style(find_style(name).unwrap(), None).unwrap()
}

fn target(name: &str) -> &'static LinkTarget {
    TARGETS.iter().copied().find(|target| target.name == name).unwrap()
}

/// What is cited, from CSL-JSON.
fn cited(item: serde_json::Value) -> CitedWork {
    let item: Item = serde_json::from_value(item).unwrap();
    CitedWork { item, address: "a/r1".into(), printed: "As printed.".into(), fate: None }
}

/// What became of a work: a notice's kind, its date, its DOI.
fn fate(text: &str) -> WorkFate {
    let mut words = text.split(' ');
    let kind = NoticeKind::parse(words.next().unwrap()).unwrap();
    WorkFate { kind, on: words.next().map(|d| d.parse().unwrap()), doi: words.next().map(|d| d.parse().unwrap()) }
}

/// Runs as the examples show them: italics between stars, figures below and above the line as such.
fn render(runs: &[StyledRun]) -> String {
    let part = |run: &StyledRun| {
        let plain = (target("text").line)(std::slice::from_ref(run));
        match run.italic && run.script == ScriptPosition::Line {
            true => format!("*{plain}*"),
            false => plain,
        }
    };
    runs.iter().map(part).collect()
}

/// A list as a target writes it.
fn written(sheet: &StyleSheet, cited: &[CitedWork], to: &str) -> String {
    let mut out = Vec::new();
    (target(to).list)(&set_list(sheet, cited), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
