//! Lists: tables that fit the terminal, plain columns in a pipe, JSON for programs.

use super::terminal::Terminal;

#[test]
fn an_empty_catalogue_says_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    assert_eq!(terminal.run(&["claims"]).exit, 2, "no catalogue yet");
    terminal.ok(&["init"]);
    let run = terminal.run(&["claims"]);
    assert_eq!((run.exit, run.out.as_str()), (0, ""));
    assert!(run.err.contains("claimbook import"), "{}", run.err);
    assert_eq!(terminal.ok(&["claims", "--format", "json"]), "[]\n");
    let again = terminal.run(&["init"]);
    assert_eq!(again.exit, 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
}
