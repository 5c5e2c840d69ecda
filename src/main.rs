//! The process: its arguments, streams, clock and environment. Everything else is in the library.

use claimbook::cli::{self, Ambient};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Reading and storing make many small things, and the allocators of glibc and of musl are slow to hand out memory for them.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[allow(clippy::disallowed_methods, reason = "this is the one place that knows the clock and the environment")]
fn main() -> ExitCode {
    let stdout = std::io::stdout();
    let has_terminal = stdout.is_terminal() && std::io::stdin().is_terminal();
    let mut ambient = Ambient {
        console: has_terminal.then(|| Box::new(take_terminal) as cli::ConsoleOpener),
        stdout_is_terminal: stdout.is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        width: comfy_table::Table::new().width(),
        stdin: Box::new(std::io::stdin()),
        stdout: Box::new(std::io::BufWriter::with_capacity(64 * 1024, stdout)),
        stderr: Box::new(std::io::stderr()),
        now: jiff::Timestamp::now(),
        clock: jiff::Timestamp::now,
        folder: std::env::current_dir().unwrap_or_else(|_| ".".into()),
        program: std::env::current_exe().ok(),
        user: system_user(),
        build: describe_build(),
        // What is no text is nothing that is read here.
        environment: std::env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect(),
    };
    let mut exit = cli::run(std::env::args_os(), &mut ambient);
    if let Err(e) = ambient.stdout.flush() {
        exit = cli::report_unwritten(&e, exit, &mut ambient);
    }
    ExitCode::from(exit)
}

/// The program's file by size and time: another build has another one.
#[allow(clippy::disallowed_methods, reason = "this is the one place that knows the clock and the environment")]
fn describe_build() -> Option<String> {
    let about = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    let made = jiff::Timestamp::try_from(about.modified().ok()?).ok()?;
    Some(format!("{} {} {made}", env!("CARGO_PKG_VERSION"), about.len()))
}

/// Takes the terminal over for the full screen.
#[allow(clippy::disallowed_methods, reason = "this is the one place that knows the clock and the streams")]
fn take_terminal(colours: bool) -> std::io::Result<Box<dyn cli::Console>> {
    cli::open_terminal(Box::new(std::io::stdout()), jiff::Timestamp::now, colours)
}

/// The user that the system runs this process for: the name in the environment, or the number where there is none.
#[allow(clippy::disallowed_methods, reason = "this is the one place that knows the clock and the environment")]
fn system_user() -> Option<String> {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.into_iter().find(|name| !name.trim().is_empty()).or_else(user_number)
}

#[cfg(unix)]
fn user_number() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").ok().map(|process| format!("uid {}", process.uid()))
}

#[cfg(not(unix))]
fn user_number() -> Option<String> {
    None
}
