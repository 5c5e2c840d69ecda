//! Keys of SSH, made for one test by the system's `ssh-keygen`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether the system has `ssh-keygen`; a test that needs it says that it was skipped.
pub(crate) fn has_ssh_keygen() -> bool {
    let is_there = Command::new("ssh-keygen").arg("-?").output().is_ok();
    if !is_there {
        println!("ssh-keygen is not installed: skipped");
    }
    is_there
}

/// Makes a key of a kind without a passphrase; gives the private one's file. The public one stands beside it as `NAME.pub`.
pub(crate) fn make(folder: &Path, name: &str, kind: &str) -> PathBuf {
    let file = folder.join(name);
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-N", "", "-C", "a@example.org", "-t", kind, "-f"]).arg(&file);
    let made = command.output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    file
}

/// The line of the public key beside it.
pub(crate) fn public(private: &Path) -> String {
    std::fs::read_to_string(private.with_extension("pub")).unwrap()
}
