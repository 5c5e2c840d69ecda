//! Saying on stderr how a command failed.

use super::ambient::Ambient;
use crate::tasks::Failure;
use std::io::Write;

/// Says what went wrong on stderr; answers the exit code.
pub(super) fn show(failure: &Failure, ambient: &mut Ambient) -> u8 {
    let (code, message) = match failure {
        Failure::ReaderGone => return 0,
        Failure::Usage(message) => (2, message),
        Failure::Incomplete(message) => (3, message),
    };
    let _ = ambient.stdout.flush();
    ambient.tell(&format!("claimbook: {message}"));
    code
}

/// Shows clap's help, version or complaint in the place that it belongs.
pub(super) fn show_usage(said: &clap::Error, ambient: &mut Ambient) -> u8 {
    let text = said.render();
    if said.use_stderr() {
        let _ = if ambient.colours_on_stderr() {
            write!(ambient.stderr, "{}", text.ansi())
        } else {
            write!(ambient.stderr, "{text}")
        };
        return 2;
    }
    let written = if ambient.colours_on_stdout() {
        write!(ambient.stdout, "{}", text.ansi())
    } else {
        write!(ambient.stdout, "{text}")
    };
    written.map_or_else(|e| Failure::from_output(&e).map_or(0, |f| show(&f, ambient)), |()| 0)
}
