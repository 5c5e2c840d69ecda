//! Options that every command takes.

use super::values::parse_day;
use std::path::PathBuf;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR, FORCE_COLOR, CLICOLOR or TERM=dumb say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Options that every command takes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Globals {
    /// The catalogue: a file, or a folder in the text form [default: claimbook.db here or in the nearest parent]
    #[arg(long, global = true, value_name = "PATH", env = "CLAIMBOOK_CATALOGUE", help_heading = "Global options")]
    pub catalogue: Option<PathBuf>,
    /// Use the built-in catalogue, in memory
    #[arg(long, global = true, help_heading = "Global options")]
    pub example: bool,
    /// The settings [default: claimbook.toml beside the catalogue, and the one in your own settings folder for who you are]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub settings: Option<PathBuf>,
    /// Use no network
    #[arg(long, global = true, help_heading = "Global options")]
    pub offline: bool,
    /// Use this as today's date, so that a run can be repeated
    #[arg(long, global = true, value_parser = parse_day, value_name = "DATE", help_heading = "Global options")]
    pub today: Option<jiff::civil::Date>,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Global options")]
    pub color: Colour,
    /// Print only errors on stderr
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub quiet: bool,
    /// Print more details
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub verbose: bool,
}
