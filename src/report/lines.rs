//! Lines for people: coloured where colours may be used, wrapped where they go to a terminal, and with commands that work there.

use super::{RenderOptions, wrapping};
use anstyle::Style;
use std::io;

/// A style, where colours may be used.
pub(super) fn choose_style(style: Style, view: &RenderOptions) -> Style {
    if view.colour { style } else { Style::new() }
}

/// A line of words; at a terminal it is wrapped, and what goes on is indented.
pub(super) fn write_wrapped(
    line: &str,
    indent: usize,
    view: &RenderOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match view.wrapped {
        true => writeln!(out, "{}", wrapping::wrap(line, view.width.max(40), indent)),
        false => writeln!(out, "{line}"),
    }
}

/// Commands as they work where the report was made: with the same catalogue.
pub(super) fn as_called(words: &str, view: &RenderOptions) -> String {
    words.replace("`claimbook ", &format!("`{} ", view.ending.program))
}
