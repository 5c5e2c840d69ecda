//! Handing an address to the desktop's own browser, never to a shell.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How a desktop opens an address: the program, and what stands before the address.
const OPENERS: &[(&str, &str, &[&str])] = &[
    ("macos", "open", &[]),
    ("windows", "rundll32.exe", &["url.dll,FileProtocolHandler"]), // `start` is a word of a shell
    ("", "xdg-open", &[]),
];

/// Whether a desktop took the address. Without a screen there is none, only a browser that would take the terminal.
pub(super) fn open_in_browser(url: &str, environment: &BTreeMap<String, String>) -> bool {
    let system = std::env::consts::OS;
    let Some((system, program, before)) = OPENERS.iter().find(|(name, ..)| [system, ""].contains(name)) else {
        return false;
    };
    let screen =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| environment.get(*name).is_some_and(|v| !v.is_empty()));
    if system.is_empty() && !screen {
        return false;
    }
    let mut command = Command::new(program);
    command.args(*before).arg(url).env_clear().envs(environment);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    // One that fails, fails soon; one that goes on is the browser itself.
    for _ in 0..20 {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Ok(Some(ended)) => return ended.success(),
            Err(_) => return false,
        }
    }
    true
}
