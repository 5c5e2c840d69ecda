//! The process as a command sees it: its streams, its clock, its environment.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;

/// The process as a command sees it; tests make their own.
pub struct Ambient {
    /// Standard input.
    pub stdin: Box<dyn Read>,
    /// Results.
    pub stdout: Box<dyn Write>,
    /// Everything else.
    pub stderr: Box<dyn Write>,
    /// Whether results go to a terminal.
    pub stdout_is_terminal: bool,
    /// Whether messages go to a terminal.
    pub stderr_is_terminal: bool,
    /// The terminal's width in columns, where there is one.
    pub width: Option<u16>,
    /// Takes the terminal over, where there is one to be taken.
    pub console: Option<super::screen::ConsoleOpener>,
    /// The time at which the command began.
    pub now: jiff::Timestamp,
    /// The clock, for a command that goes on for long.
    pub clock: fn() -> jiff::Timestamp,
    /// The working folder.
    pub folder: PathBuf,
    /// The program's own file, where the system tells.
    pub program: Option<PathBuf>,
    /// The system's user, where it tells.
    pub user: Option<String>,
    /// What tells this build of the program from others; none where nothing does.
    pub build: Option<String>,
    /// The environment.
    pub environment: BTreeMap<String, String>,
}

impl Ambient {
    /// What the environment says of colours, after <https://no-color.org>, <https://force-color.org> and
    /// <https://bixense.com/clicolors/>: never, always, or on a terminal that can.
    fn colours_on(&self, is_terminal: bool) -> bool {
        let value = |name: &str| self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty());
        let forced =
            ["FORCE_COLOR", "CLICOLOR_FORCE"].iter().any(|name| value(name).is_some_and(|v| v != "0" && v != "false"));
        let can = value("TERM") != Some("dumb") && value("CLICOLOR") != Some("0");
        value("NO_COLOR").is_none() && (forced || is_terminal && can)
    }

    /// Writes a message to stderr, fitted to the terminal where that is one.
    pub(super) fn tell(&mut self, message: &str) {
        let shown = crate::text::visible::make_lines_visible(message);
        let width = self.stderr_is_terminal.then(|| super::show::count_columns(self.width));
        let fitted = width.map_or_else(|| shown.clone(), |width| super::show::messages::fit_message(&shown, width));
        // On a terminal, what was printed before a message stands before it.
        let _ = self.stdout.flush();
        // A message that cannot be shown must not stop the work that it tells of, and nobody is left to tell.
        let _ = writeln!(self.stderr, "{fitted}");
    }

    pub(super) fn colours_on_stdout(&self) -> bool {
        self.colours_on(self.stdout_is_terminal)
    }

    pub(super) fn colours_on_stderr(&self) -> bool {
        self.colours_on(self.stderr_is_terminal)
    }
}
