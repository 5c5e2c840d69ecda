//! The program in process: arguments in, what it printed and its exit code out, with a fixed clock and a terminal of any
//! width.

use claimbook::cli::{self, Ambient};
use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A person at a terminal, or a script with a pipe.
pub(crate) struct Terminal {
    pub(crate) folder: PathBuf,
    /// Columns of the terminal; none is a pipe.
    pub(crate) width: Option<u16>,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) stdin: Vec<u8>,
    /// What the clock shows: 23 November 2026, unless a test lets time pass.
    pub(crate) now: jiff::Timestamp,
}

/// What a run printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) exit: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

#[derive(Clone, Default)]
struct Captured(Rc<RefCell<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// The command line with these arguments.
pub(crate) fn name_program(arguments: &[&str]) -> Vec<std::ffi::OsString> {
    ["claimbook"].iter().chain(arguments).map(std::ffi::OsString::from).collect()
}

/// No colour, and every registry at an address where nobody answers, so that no test asks a real one.
fn environment() -> Vec<(String, String)> {
    let nobody = claimbook::registry::SERVICES.iter().map(|s| (s.variable.to_owned(), "http://127.0.0.1:1".to_owned()));
    nobody.chain([("NO_COLOR".to_owned(), "1".to_owned())]).collect()
}

impl Terminal {
    /// A pipe, in a folder.
    pub(crate) fn piped(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            width: None,
            environment: environment(),
            stdin: Vec::new(),
            now: super::clock::now(),
        }
    }

    /// A terminal of that width, in a folder.
    pub(crate) fn wide(folder: &Path, width: u16) -> Self {
        Self { width: Some(width), ..Self::piped(folder) }
    }

    /// Somebody else in the same folder.
    pub(crate) fn at_the_same_desk(&self) -> Self {
        Self { folder: self.folder.clone(), environment: self.environment.clone(), stdin: self.stdin.clone(), ..*self }
    }

    /// Runs `claimbook` with these arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, None)
    }

    /// The same with a terminal that it may take over.
    pub(crate) fn run_with(&self, arguments: &[&str], console: Option<cli::ConsoleOpener>) -> Run {
        let (out, err) = (Captured::default(), Captured::default());
        let ambient = self.ambient(Box::new(out.clone()), Box::new(err.clone()));
        let mut ambient = Ambient { console, ..ambient };
        let exit = cli::run(name_program(arguments), &mut ambient);
        Run { exit, out: out.text(), err: err.text() }
    }

    /// The process as a command sees it here.
    pub(crate) fn ambient(&self, stdout: Box<dyn Write>, stderr: Box<dyn Write>) -> Ambient {
        Ambient {
            console: None,
            program: Some("/usr/bin/claimbook".into()),
            user: Some("editor".into()),
            stdin: Box::new(std::io::Cursor::new(self.stdin.clone())),
            stdout,
            stderr,
            stdout_is_terminal: self.width.is_some(),
            stderr_is_terminal: self.width.is_some(),
            width: self.width,
            now: self.now,
            clock: super::clock::now,
            folder: self.folder.clone(),
            build: None,
            environment: self.environment.iter().cloned().collect(),
        }
    }

    /// Runs a command that has to succeed; answers what it printed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.exit, 0, "claimbook {}\n{}{}", arguments.join(" "), run.out, run.err);
        run.out
    }
}
