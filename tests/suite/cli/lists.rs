//! Lists: tables that fit the terminal, plain columns in a pipe, JSON for programs.

use crate::double::golden::{golden, steady_events};
use crate::double::sample::{sample_dressed, sample_in};
use crate::double::terminal::Terminal;
use claimbook::text::visible::is_hidden;
use unicode_width::UnicodeWidthStr;

/// Every command that lists something, with the name of its golden files.
pub(crate) const LISTS: &[(&str, &[&str])] = &[
    ("articles", &["articles"]),
    ("claims", &["claims"]),
    ("claims-stale", &["claims", "--stale"]),
    ("references", &["references"]),
    ("works", &["works"]),
    ("citations", &["citations"]),
    ("citations-suggested", &["citations", "--state", "suggested"]),
    ("search", &["search", "knee", "pain"]),
    ("where-used", &["where-used", "sample2022"]),
    ("history", &["history", "knee-pain/c2"]),
    ("queue", &["queue"]),
    ("rules", &["rules"]),
];

#[test]
fn an_empty_catalogue_says_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    assert_eq!(terminal.run(&["claims"]).exit, 2, "no catalogue yet");
    terminal.ok(&["init"]);
    for list in ["articles", "claims", "references", "works", "citations"] {
        let run = terminal.run(&[list]);
        assert_eq!((run.exit, run.out.as_str()), (0, ""), "{list}");
        assert!(run.err.contains("`claimbook "), "{list}: {}", run.err);
        assert_eq!(terminal.ok(&[list, "--format", "json"]), "[]\n");
        assert_eq!(terminal.ok(&[list, "--format", "jsonl"]), "");
    }
    let again = terminal.run(&["init"]);
    assert_eq!(again.exit, 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
}

#[test]
fn tables_fit_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for (name, list) in LISTS {
        for width in [60, 80, 120] {
            let out = steady_events(&Terminal::wide(folder.path(), width).ok(list));
            let widest = out.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= usize::from(width), "{name} at {width}: {widest} columns\n{out}");
            golden(&format!("tables/{name}.{width}.txt"), &out);
        }
        golden(&format!("tables/{name}.tsv"), &steady_events(&Terminal::piped(folder.path()).ok(list)));
    }
}

#[test]
fn coverage_is_a_table_at_every_width() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let key = "what-helps-against-sore-knees-in-the-morning";
    std::fs::write(folder.path().join(format!("{key}.md")), "# Knees\n\nIce relieves pain by 30%.\n").unwrap();
    Terminal::piped(folder.path()).ok(&["import", &format!("{key}.md")]);
    for (width, columns) in [
        (60, &["claims", "cited", "reviewed", "stale"][..]),
        (120, &["claims", "cited", "verified", "reviewed", "stale", "due", "how far"]),
    ] {
        for more in [&[][..], &["--by-kind"]] {
            let run = Terminal::wide(folder.path(), width).run(&[&["coverage"], more].concat());
            let widest = run.out.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= usize::from(width), "{widest} of {width}\n{}", run.out);
            let head = run.out.lines().next().unwrap();
            let words: Vec<&str> = head.split("  ").map(str::trim).filter(|word| !word.is_empty()).collect();
            assert_eq!(words[1..], *columns, "{more:?} at {width}:\n{}", run.out);
            let said = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
            let told = said.contains("Somebody has read a source for") && said.contains("due for review again");
            assert_eq!(told, width == 60, "{}", run.err);
        }
    }
}

#[test]
fn filters_choose() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let terminal = Terminal::piped(folder.path());
    let first = |list: &[&str]| -> Vec<String> {
        terminal.ok(list).lines().map(|line| line.split('\t').next().unwrap().replace("knee-pain/", "")).collect()
    };
    for (list, wanted) in [
        (&["claims", "--kind", "harm"] as &[&str], &["c4"] as &[&str]),
        (&["claims", "--unsupported"], &["c2", "c4"]),
        (&["claims", "--stale"], &["c3"]),
        (&["claims", "--verdict", "supported"], &["c1"]),
        (&["claims", "--status", "proposed", "--limit", "1"], &["c2"]),
        (&["claims", "--doi", "10.5555/KNEE.2022.2"], &["c3"]),
        (&["claims", "--article", "knee-pain", "--limit", "2"], &["c1", "c2"]),
        (&["references", "--uncited"], &["r3"]),
        (&["references", "--doi", "10.5555/knee.2021.1"], &["r1"]),
        (&["works", "--doi", "https://doi.org/10.5555/knee.2021.1"], &["example2021"]),
        (&["works", "--limit", "1"], &["example2021"]),
        (&["citations", "--state", "suggested", "--limit", "1"], &["c2"]),
        (&["citations", "--doi", "10.5555/knee.2022.2"], &["c3"]),
        (&["articles", "--limit", "0"], &[]),
    ] {
        assert_eq!(first(list), wanted, "{list:?}");
    }
    let unknown = terminal.run(&["claims", "--article", "knee-pian"]);
    assert_eq!(unknown.exit, 2);
    assert!(unknown.err.contains("did you mean knee-pain?"), "{}", unknown.err);
}

/// What a data file may hold to steer a terminal: colours, a bell, C1, bidi, line breaks, tabs.
fn hostile(plain: &str) -> String {
    format!("\u{1b}[31m{plain}\u{202e}\u{9b}2J\u{7}\u{200b}\r\n\tx")
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_text_from_data_steers_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    sample_dressed(folder.path(), hostile);
    let shown = ["knee-pain", "knee-pain/c1", "knee-pain/c2", "knee-pain/c3", "knee-pain/r1", "sample2022"];
    let shows = shown.iter().map(|address| vec!["show", address]);
    for list in LISTS.iter().map(|(_, list)| list.to_vec()).chain(shows).chain([vec!["history"]]) {
        for width in [None, Some(60), Some(80), Some(120)] {
            let terminal = Terminal { width, ..Terminal::piped(folder.path()) };
            let out = terminal.ok(&list);
            let allowed = |c: char| c == '\n' || (c == '\t' && width.is_none());
            let bad = out.chars().find(|c| is_hidden(*c) && !allowed(*c));
            assert_eq!(bad, None, "{list:?} at {width:?}:\n{out}");
            let widest = out.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(width.is_none_or(|w| widest <= usize::from(w)), "{list:?} at {width:?}: {widest}\n{out}");
        }
    }
}

#[test]
fn wide_and_combining_characters_count_as_they_show() {
    let folder = tempfile::tempdir().unwrap();
    sample_dressed(folder.path(), |plain| format!("膝の痛みは加齢とともに増える e\u{301}tude 👩‍⚕️ {plain}"));
    for (name, list) in LISTS {
        for width in [60, 80, 120] {
            let out = Terminal::wide(folder.path(), width).ok(list);
            let widest = out.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= usize::from(width), "{name} at {width}: {widest} columns\n{out}");
        }
    }
}
