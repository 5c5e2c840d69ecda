//! A clock that is wrong. 1969, 2038 and 9999, by the system's clock and by `--today`: no panic, and words.

use crate::double::desk::Desk;
use crate::double::registries::Script;
use crate::double::terminal::Terminal;
use claimbook::registry::SERVICES;
use std::process::Command;

/// Days at the edges of what clocks and calendars hold, and whether `--today` takes them.
const DAYS: &[(&str, bool)] = &[
    ("0001-01-01", true),
    ("1901-12-13", true),
    ("1969-12-31", true),
    ("1970-01-01", true),
    ("2000-02-29", true),
    ("2038-01-19", true),
    ("2038-01-20", true),
    ("2106-02-07", true),
    ("9999-12-30", true),
    ("9999-12-31", false),
    ("10000-01-01", false),
    ("2023-02-29", false),
    ("tomorrow", false),
];

const COMMANDS: &[&[&str]] = &[
    &["audit"],
    &["audit", "--format", "json"],
    &["check", "--only", "doi,metadata,notices"],
    &["check", "--max-age", "65535"],
    &["claims"],
    &["show", "c1"],
    &["history"],
    &["export", "claims", "--to", "csv"],
    &["works"],
];

/// A desk whose every service is one double.
fn desk(double: &str) -> Desk {
    let mut desk = Desk::new();
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.to_owned())));
    desk
}

/// A run that has no panic and no nonsense in it.
fn sound(what: &str, exit: i32, out: &str, err: &str) {
    assert!(matches!(exit, 0 | 1 | 3), "{what}: exit {exit}\n{err}");
    for word in ["panicked", "overflow", "out of range", "RUST_BACKTRACE", "NaN"] {
        assert!(!out.contains(word) && !err.contains(word), "{what}: {word}\n{out}{err}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn days_at_the_edges_by_today() {
    let double = Script::default().start();
    let desk = desk(&double.url());
    for (day, taken) in DAYS {
        for command in COMMANDS {
            let run = desk.run(&[&["--today", day], *command].concat());
            if *taken {
                sound(&format!("{day} {command:?}"), run.exit.into(), &run.out, &run.err);
                assert!(!run.err.contains("--today"), "{day} {command:?}: {}", run.err);
            } else {
                assert!(run.exit == 2 && run.err.contains("--today"), "{day}: {}", run.err);
            }
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_catalogue_made_and_used_by_a_clock_at_the_edge() {
    for now in ["1969-12-31T23:59:59Z", "2038-01-19T03:14:08Z", "9999-12-30T22:00:00Z", "-009999-01-02T01:59:59Z"] {
        let double = Script::default().start();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "# Knees\n\nAbout 40% of adults have knee pain.\n\n## References\n\n1. Doe J. Knees. J Fict Med. 2020;4(2):11-19. doi:10.5555/a\n").unwrap();
        let mut terminal = Terminal { now: now.parse().unwrap(), ..Terminal::piped(folder.path()) };
        terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), double.url())));
        for command in [&["init"][..], &["import", "a.md"]].iter().chain(COMMANDS).chain(&[&["verify-catalogue"][..]]) {
            let run = terminal.run(command);
            sound(&format!("{now} {command:?}"), run.exit.into(), &run.out, &run.err);
        }
        // And by the clock as it should be, later: nothing is lost, and what was heard in another age is asked again.
        terminal.now = crate::double::clock::now();
        let asked = double.asked().len();
        let run = terminal.run(&["check", "--only", "doi"]);
        sound(now, run.exit.into(), &run.out, &run.err);
        assert!(double.asked().len() > asked, "{now}: {}", run.err);
    }
}

#[test]
fn the_program_under_a_clock_that_is_wrong() {
    let faked = |at: &str| {
        let mut command = Command::new("faketime");
        command.arg(at);
        command
    };
    if !faked("1999-01-01 00:00:00").arg("true").output().is_ok_and(|o| o.status.success()) {
        return println!("skipped: needs faketime");
    }
    let double = Script::default().start();
    let desk = desk(&double.url());
    for at in ["1969-12-31 12:00:00", "2038-01-20 12:00:00", "2106-02-08 12:00:00", "9999-12-29 12:00:00"] {
        for command in COMMANDS {
            let mut run = faked(at);
            run.arg(env!("CARGO_BIN_EXE_claimbook")).args(*command).current_dir(&desk.terminal.folder);
            run.env("XDG_CONFIG_HOME", &desk.terminal.folder);
            let run = run.envs(SERVICES.iter().map(|s| (s.variable, double.url()))).output().unwrap();
            let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
            sound(&format!("{at} {command:?}"), run.status.code().unwrap_or(-1), &out, &err);
        }
    }
}
