//! The real program in a pseudo-terminal, as a reviewer sits before it: keystrokes counted, what is stored looked at. python3's
//! `pty` makes the terminal; where it is missing, the test says so.

use crate::double::terminal::Terminal;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program in a pseudo-terminal of 80 columns and 40 lines and types what standard input says: a line holds keys as a
/// JSON string; after each, the screen has come to rest before the next is typed. `close` closes the terminal instead, and `hangup` only
/// sends the signal of that. Prints all that was shown, whether the terminal is as before, then the exit code.
const DRIVER: &str = r#"
import fcntl, json, os, pty, select, signal, struct, sys, termios, time
pid, tty = pty.fork()
if pid == 0:
    time.sleep(0.1)
    os.execv(sys.argv[1], sys.argv[1:])
fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
shown = b""
def rest(first):
    global shown
    wait = first
    while True:
        ready, _, _ = select.select([tty], [], [], wait)
        if not ready:
            return True
        try:
            piece = os.read(tty, 65536)
        except OSError:
            return False
        if not piece:
            return False
        shown += piece
        wait = 0.04
# On a busy machine a program takes its time to begin, and keys that come before are lost.
alive = rest(60.0)
for line in sys.stdin:
    if line.strip() == "hangup":
        os.kill(pid, signal.SIGHUP)
        break
    if line.strip() == "close":
        os.close(tty)
        tty = None
        break
    if not alive:
        break
    for key in json.loads(line):
        os.write(tty, key.encode())
        # A key alone, so that an escape is one.
        alive = rest(0.3)
if tty is not None:
    patience = time.monotonic() + 60
    while rest(1.0):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
        if time.monotonic() > patience:
            os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
if tty is not None:
    flags = termios.tcgetattr(tty)[3]
    shown += b"\nmodes restored" if flags & termios.ECHO and flags & termios.ICANON else b"\nmodes lost"
sys.stdout.buffer.write(shown)
print("\nexit", os.waitstatus_to_exitcode(status))
"#;

fn has_python() -> bool {
    let asked = Command::new("python3").args(["-c", "import pty, termios"]).stderr(Stdio::null()).status();
    let has = asked.is_ok_and(|status| status.success());
    if !has {
        println!("skipped: python3 with pty is not here");
    }
    has
}

/// Runs the program with these arguments in a pseudo-terminal, types keys, and answers what was shown.
fn type_into(folder: &Path, arguments: &[&str], typed: &[String]) -> String {
    use std::io::Write;
    let program = env!("CARGO_BIN_EXE_claimbook");
    let mut driver = Command::new("python3")
        .args(["-c", DRIVER])
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join("own"))
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let line = |keys: &String| match keys.as_str() {
        "close" | "hangup" => format!("{keys}\n"),
        _ => format!("{}\n", serde_json::json!(keys)),
    };
    let lines: String = typed.iter().map(line).collect();
    driver.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = driver.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with a catalogue of the article, and a user who has said who they are.
fn folder_with(article: &str) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("article.txt"), article).unwrap();
    std::fs::create_dir_all(folder.path().join("own/claimbook")).unwrap();
    let me = "[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\n";
    std::fs::write(folder.path().join("own/claimbook/claimbook.toml"), me).unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    terminal.ok(&["import", "article.txt"]);
    (folder, terminal)
}

fn json(terminal: &Terminal, arguments: &[&str]) -> Value {
    serde_json::from_str(&terminal.ok(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// The measure: an article reviewed whole, at most 3 keystrokes for a dismissal, at most 12 besides the quotation for a reading
/// and a verdict.
#[test]
#[ignore = "long: .ci/run runs it"]
fn an_article_is_reviewed_whole() {
    if !has_python() {
        return;
    }
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/back-pain-during-pregnancy.txt");
    let own = include_str!("../../../fixtures/articles/sore-knees.txt").to_owned();
    let article = std::fs::read_to_string(shared).unwrap_or_else(|_| {
        println!("the shared article is not here; our own takes its place");
        own
    });
    let (folder, terminal) = folder_with(&article);
    let queue = json(&terminal, &["queue"]);
    let (mut typed, mut dismissed, mut judged) = (Vec::new(), 0, Vec::new());
    let (mut keys_to_dismiss, mut keys_to_judge) = (0, 0);
    for entry in queue.as_array().unwrap() {
        let address = entry["address"].as_str().unwrap();
        let shown = json(&terminal, &["show", address]);
        let of = |state: &str| shown["citations"].as_array().unwrap().iter().filter(|c| c["state"] == state).count();
        let (cited, suggested) = (of("asserted"), of("suggested"));
        if cited + suggested == 0 {
            typed.push("d".to_owned());
            (dismissed, keys_to_dismiss) = (dismissed + 1, keys_to_dismiss.max(1));
            continue;
        }
        let link = if cited == 0 { "l1" } else { "" };
        let pick = if cited > 1 { "1" } else { "" };
        let quote = "the source's own words";
        let keys = format!("{link}q{pick}{quote}\rAbstract\rap2\r");
        keys_to_judge = keys_to_judge.max(keys.chars().count() - quote.len() - "Abstract".len());
        typed.push(keys);
        judged.push(address.to_owned());
    }
    assert!(keys_to_dismiss <= 3 && keys_to_judge <= 12, "{keys_to_dismiss}, {keys_to_judge}");
    let shown = type_into(folder.path(), &["next"], &typed);
    assert!(shown.contains("exit 0"), "{shown}");
    // The state, the export and the log.
    let dismissals = json(&terminal, &["claims", "--status", "dismissed"]);
    assert_eq!(
        (dismissals.as_array().unwrap().len(), json(&terminal, &["claims"]).as_array().unwrap().len()),
        (dismissed, judged.len())
    );
    let exported = json(&terminal, &["claims", "--verdict", "partly"]);
    assert_eq!(exported.as_array().unwrap().len(), judged.len());
    for claim in exported.as_array().unwrap() {
        let read = claim["citations"].as_array().unwrap().iter().find(|c| c["verified"] == true).unwrap();
        assert_eq!(
            (&read["quote"], &read["locator"], &read["stance"]),
            (&"the source's own words".into(), &"Abstract".into(), &"partly".into())
        );
    }
    let csv = terminal.ok(&["export", "claims", "--to", "csv"]);
    assert_eq!(csv.lines().filter(|line| line.contains("the source's own words")).count(), judged.len());
    let history = json(&terminal, &["history", "--limit", "100000"]);
    let count = |command: &str| history.as_array().unwrap().iter().filter(|e| e["command"] == command).count();
    assert_eq!(
        (count("dismiss"), count("verify") >= judged.len(), count("review") >= judged.len()),
        (dismissed, true, true)
    );
    assert!(terminal.run(&["verify-catalogue"]).exit == 0);
    let keys: usize = typed.iter().map(|keys| keys.chars().count()).sum();
    println!(
        "{} claims: {dismissed} dismissed with {keys_to_dismiss} key each, {} read and judged with at most {keys_to_judge} besides words; {keys} keystrokes in one command",
        typed.len(),
        judged.len()
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_terminal_that_is_closed_leaves_nothing_half_written() {
    if !has_python() {
        return;
    }
    let (folder, terminal) = folder_with(include_str!("../../../fixtures/articles/sore-knees.txt"));
    let before = json(&terminal, &["history"]);
    for typed in [&["close"][..], &["q", "close"], &["l", "close"], &["nwords", "close"], &["2why", "close"]] {
        let typed: Vec<String> = typed.iter().map(|keys| (*keys).to_owned()).collect();
        let shown = type_into(folder.path(), &["next"], &typed);
        assert!(shown.contains("exit "), "{shown}");
        assert_eq!(json(&terminal, &["history"]), before, "{typed:?}");
    }
    // Ctrl-C and Escape put the terminal back, and leave the alternate screen.
    for typed in ["\u{3}", "\u{1b}", "Q"] {
        let shown = type_into(folder.path(), &["next"], &[typed.to_owned()]);
        assert!(shown.contains("exit 0") && shown.contains("\u{1b}[?1049l"), "{typed:?}: {shown}");
    }
    // SIGHUP ends the program as ever, and leaves a terminal behind that is still there as it was.
    let shown = type_into(folder.path(), &["next"], &["hangup".to_owned()]);
    let is_left = shown.contains("\u{1b}[?1049l") && shown.contains("modes restored");
    assert!(is_left && shown.contains("exit -1"), "{shown}");
    assert_eq!(json(&terminal, &["history"]), before);
    terminal.ok(&["verify-catalogue"]);
}
