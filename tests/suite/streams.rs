//! The real program at the end of a pipe: a reader that goes away is no error, a device that is full is one.

use super::sample::sample_in;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

fn claimbook(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    command.args(arguments).current_dir(folder).env_remove("CLAIMBOOK_CATALOGUE").stdin(Stdio::null());
    command
}

/// Lists, pages and files, each longer than the reader waits for when repeated.
const COMMANDS: &[&[&str]] = &[
    &["claims"],
    &["claims", "--format", "json"],
    &["show", "c1", "c2", "c3", "c4"],
    &["history"],
    &["rules"],
    &["explain", "claim-stale"],
    &["export", "claims", "--to", "csv"],
    &["export", "works", "--to", "json"],
    &["--help"],
];

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for arguments in COMMANDS {
        let mut child =
            claimbook(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The pipe is closed before the program writes, or after its first bytes: both are `| head`.
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let ended = child.wait().unwrap();
        assert_eq!((ended.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_environment_that_is_no_text_does_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let ended = claimbook(folder.path(), &["claims"]).env("ODD", OsStr::from_bytes(b"\xff\xfe")).output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_full_device_is_told_of() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        println!("skipped: there is no {}", full.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    for arguments in COMMANDS {
        let device: File = OpenOptions::new().write(true).open(full).unwrap();
        let ended = claimbook(folder.path(), arguments).stdout(device).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(3), "{arguments:?}: {said}");
        assert!(said.contains("could not be written"), "{arguments:?}: {said}");
    }
}
