//! The full screen: one claim at a time, decided on with a key.
//!
//! `state` says what a key means and `view` how it looks, both without a terminal; `console` is a terminal as it is seen from
//! here, and `terminal` a real one; `sitting` brings them together with the tasks that every surface shares.

mod body;
mod console;
mod lines;
mod picking;
mod sitting;
mod source_lines;
mod state;
mod terminal;
mod text_line;
mod view;

pub use console::{Console, ConsoleOpener, Key, Pressed, ScreenFrame};
pub(super) use sitting::{SittingOptions, sit};
pub use terminal::open_terminal;
