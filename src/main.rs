//! The process: its streams, its clock, its environment. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(claimbook::cli::main())
}
