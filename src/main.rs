//! The process: its arguments, streams, clock and environment. Everything else is in the library.

use claimbook::cli::{self, Ambient};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

#[allow(clippy::disallowed_methods, reason = "this is the one place that knows the clock and the environment")]
fn main() -> ExitCode {
    let stdout = std::io::stdout();
    let mut ambient = Ambient {
        stdout_is_terminal: stdout.is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        width: comfy_table::Table::new().width(),
        stdin: Box::new(std::io::stdin()),
        stdout: Box::new(std::io::BufWriter::with_capacity(64 * 1024, stdout)),
        stderr: Box::new(std::io::stderr()),
        now: jiff::Timestamp::now(),
        folder: std::env::current_dir().unwrap_or_else(|_| ".".into()),
        // What is no text is nothing that is read here.
        environment: std::env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect(),
    };
    let mut exit = cli::run(std::env::args_os(), &mut ambient);
    if let Err(e) = ambient.stdout.flush() {
        exit = cli::unwritten(&e, &mut ambient);
    }
    ExitCode::from(exit)
}
