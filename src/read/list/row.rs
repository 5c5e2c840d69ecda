//! A line of a plain text, with the bullet or number that it begins with.

/// A line of the file, its number, and the bullet or number it begins with.
pub(in crate::read) struct Row<'a> {
    pub(in crate::read) n: u32,
    pub(in crate::read) raw: &'a str,
    /// The column of the file in which it begins.
    pub(in crate::read) column: u32,
    /// The page of a printed text ends before it.
    pub(in crate::read) is_behind_page: bool,
    pub(in crate::read) bullet: Option<Bullet>,
}

/// A bullet or a printed number before an item.
#[derive(Clone)]
pub(in crate::read) struct Bullet {
    /// Code points up to the words.
    pub(in crate::read) columns: u32,
    /// Bytes up to the words.
    pub(in crate::read) bytes: usize,
    pub(in crate::read) number: Option<String>,
    pub(in crate::read) depth: u8,
}

impl<'a> Row<'a> {
    /// The lines of a text, numbered from 1. Numbers beyond 999, which look like years, count where they go on with the one
    /// before.
    pub(in crate::read) fn from_text(text: &'a str) -> Vec<Self> {
        Self::from_lines(text.split('\n').map(|raw| (1, raw)))
    }

    /// Lines, each with the column in which it begins.
    pub(in crate::read) fn from_lines(lines: impl Iterator<Item = (u32, &'a str)>) -> Vec<Self> {
        let mut last = 0;
        let lines = (1_u32..).zip(lines).map(|(n, (column, raw))| {
            let row = Self { n, raw, column, is_behind_page: false, bullet: read_bullet(raw, Some(last + 1)) };
            last = row.bullet.as_ref().and_then(|bullet| bullet.number.as_deref()?.parse().ok()).unwrap_or(last);
            row
        });
        lines.collect()
    }

    pub(in crate::read) fn is_blank(&self) -> bool {
        self.raw.trim().is_empty()
    }
}

/// How deep a line is indented.
pub(in crate::read) fn measure_indent(raw: &str) -> usize {
    raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Reads `•`, `-`, `*`, `12.`, `12)`, `[12]` with the space behind.
fn read_bullet(raw: &str, expected: Option<u32>) -> Option<Bullet> {
    let trimmed = raw.trim_start();
    let before = raw.len() - trimmed.len();
    let (mark, number) = if let Some(c) = trimmed.chars().next().filter(|c| "•·◦▪‣●○∙*-–—".contains(*c))
    {
        (c.len_utf8(), None)
    } else {
        let (mark, digits) = read_number(trimmed, expected)?;
        (mark, Some(digits.to_owned()))
    };
    let behind = trimmed.get(mark..)?;
    let words = behind.trim_start();
    // "-5 to 10" is a figure; "[12]Smith" is an entry; "•Heat" is an item.
    let attached = behind.len() == words.len();
    let needs_space = !trimmed.starts_with(['•', '[', '●', '◦', '▪', '‣']);
    if words.is_empty() || (attached && needs_space) {
        return None;
    }
    let bytes = before + mark + behind.len() - words.len();
    let columns = u32::try_from(raw.get(..bytes)?.chars().count()).ok()?;
    Some(Bullet { columns, bytes, number, depth: depth(raw) })
}

/// `12.`, `12)`, `[12]`, `(12)`: bytes of the mark, and the digits. Of more than three digits, only the number that is
/// expected is one.
fn read_number(text: &str, expected: Option<u32>) -> Option<(usize, &str)> {
    let open = usize::from(text.starts_with(['[', '(']));
    let rest = text.get(open..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let close = rest.get(digits..)?.chars().next()?;
    let closed = if open == 1 { matches!(close, ']' | ')') } else { matches!(close, '.' | ')') };
    let printed = rest.get(..digits)?;
    let long = (4..=6).contains(&digits) && printed.parse().ok() == expected;
    (((1..=3).contains(&digits) || long) && closed).then_some((open + digits + 1, printed))
}

/// How deep an item stands: one for each four columns.
pub(in crate::read) fn depth(raw: &str) -> u8 {
    u8::try_from(1 + measure_indent(raw) / 4).unwrap_or(9).min(9)
}

/// `¹ Okafor`, `¹² Okafor`: bytes of the raised number that a text begins with, and the number.
pub(in crate::read) fn read_raised_number(text: &str) -> Option<(usize, String)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| RAISED.iter().position(|raised| *raised == c);
    let number: String = text.chars().map_while(digit).map(|n| n.to_string()).collect();
    let bytes = text.chars().take(number.len()).map(char::len_utf8).sum();
    (!number.is_empty()).then_some((bytes, number))
}
