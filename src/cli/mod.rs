//! The command line.

/// Runs the program.
pub fn main() -> u8 {
    0
}
