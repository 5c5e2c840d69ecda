//! A terminal as the screen sees it: its size, what is drawn on it, and keys.

use crate::cli::show::page::Emphasis;
use std::io;

/// A key, as far as the screen tells keys apart. Plain keys alone, so that it works over any connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Tab.
    Tab,
    /// Text that was pasted.
    Paste(String),
    /// The terminal has another size now.
    Resized,
    /// The terminal was closed, or the program is asked to end.
    Closed,
}

/// A key, and when it was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// The key.
    pub key: Key,
    /// When.
    pub at: jiff::Timestamp,
}

/// What fills the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScreenFrame {
    /// The lines from the top, each of stretches that stand out in some way; never wider than the terminal.
    pub lines: Vec<Vec<(Emphasis, String)>>,
    /// Column and line of the cursor, where somebody types.
    pub cursor: Option<(u16, u16)>,
}

/// A terminal that is taken over. Dropped, it is as it was before.
pub trait Console {
    /// Columns and lines.
    fn size(&mut self) -> (u16, u16);
    /// Shows a frame.
    fn draw(&mut self, frame: &ScreenFrame) -> io::Result<()>;
    /// Waits for a key. A terminal that is gone answers that it was closed, or an error.
    fn next_key(&mut self) -> io::Result<Pressed>;
}

/// Takes the terminal over; coloured or not.
pub type ConsoleOpener = Box<dyn FnOnce(bool) -> io::Result<Box<dyn Console>>>;
