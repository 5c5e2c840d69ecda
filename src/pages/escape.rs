//! The one place where text becomes part of a page: what HTML would read as markup is escaped, and characters that hide text or
//! turn it round are made visible. Every template writes through it.

use crate::text::visible::is_hidden;
use askama::filters::Escaper;
use std::fmt::{self, Write};

/// Text in a page: between tags, or in a quoted attribute.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageText;

impl Escaper for PageText {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let mut from = 0;
        for (at, c) in text.char_indices() {
            // Nearly every character is a plain one.
            if c.is_ascii_alphanumeric() || c == ' ' {
                continue;
            }
            let escaped = escape(c);
            if escaped.is_none() && !is_shown_as_code(c) {
                continue;
            }
            out.write_str(text.get(from..at).unwrap_or_default())?;
            match escaped {
                Some(escaped) => out.write_str(escaped)?,
                None => write!(out, "\\u{{{:x}}}", c as u32)?,
            }
            from = at + c.len_utf8();
        }
        out.write_str(text.get(from..).unwrap_or_default())
    }
}

fn escape(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

/// Line breaks and tabs are space on a page; a soft hyphen shows only where it breaks a line.
fn is_shown_as_code(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup_and_nothing_is_hidden() {
        for (text, shown) in [
            ("plain — ü 40%", "plain — ü 40%"),
            ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            ("a\" onload=\"b", "a&quot; onload=&quot;b"),
            ("R&D &lt;", "R&amp;D &amp;lt;"),
            ("a\u{202e}b\u{0}\u{200b}", "a\\u{202e}b\\u{0}\\u{200b}"),
            ("two\nlines\tin", "two\nlines\tin"),
        ] {
            let mut out = String::new();
            PageText.write_escaped_str(&mut out, text).unwrap();
            assert_eq!(out, shown);
        }
    }
}
