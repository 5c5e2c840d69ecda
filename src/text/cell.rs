//! Cells that a spreadsheet would run as a formula, made harmless on the way out and restored on the way back in
//! (CWE-1236; <https://owasp.org/www-community/attacks/CSV_Injection>).
//!
//! Only files that are known to be ours may be decoded: in anybody else's, a leading apostrophe is just that.

use std::borrow::Cow;

/// What a spreadsheet may take for the beginning of a formula, a command or a second cell; the last line is full-width.
const FORMULA_STARTS: &[char] = &['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％'];

/// The text of a cell, behind an apostrophe where a spreadsheet would run it.
pub fn encode(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// The text that [`encode`] was given.
pub fn decode(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet would take a cell that begins so for more than text.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n', '\0'])
        || (text.trim_start().starts_with(FORMULA_STARTS) && !is_plain_number(text))
}

/// Digits with an optional sign and decimal part: evaluated or not, it says the same.
fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_put_behind_an_apostrophe() {
        for (text, cell) in [
            ("plain", "plain"),
            ("", ""),
            ("'quoted", "'quoted"),
            ("=1+1", "'=1+1"),
            ("'=1", "''=1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("-40", "-40"),
            ("+2.5", "+2.5"),
            ("-40%", "'-40%"),
            ("-", "'-"),
            ("-.5", "'-.5"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("40-86%", "40-86%"),
        ] {
            assert_eq!(encode(text), cell, "{text:?}");
            assert_eq!(decode(cell), text, "{cell:?}");
        }
    }

    /// Every string of up to five characters of a hostile alphabet comes back, and none begins a formula.
    #[test]
    fn every_short_hostile_string_comes_back() {
        const HOSTILE: [char; 11] = ['=', '+', '-', '@', '\'', '\t', '\n', ' ', '1', '.', '＝'];
        let mut strings = vec![String::new()];
        let (mut from, mut tried) = (0, 0_u32);
        for length in 0..=5 {
            let until = strings.len();
            for text in &strings[from..until] {
                let cell = encode(text);
                assert_eq!(decode(&cell), text, "{text:?} as {cell:?}");
                assert!(!is_formula(&cell), "{text:?} as {cell:?}");
                tried += 1;
            }
            if length < 5 {
                for at in from..until {
                    for c in HOSTILE {
                        strings.push(format!("{}{c}", strings[at]));
                    }
                }
            }
            from = until;
        }
        assert_eq!(tried, (0..=5).map(|n| 11_u32.pow(n)).sum::<u32>());
    }
}
