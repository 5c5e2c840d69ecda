//! What spreadsheets do to cells that nobody edited: they take page ranges for days, identifiers for numbers, and lose
//! letters that their encoding lacks. Told from the cell as it came back and the text that was exported.

use crate::read::decode_windows_1252;
use crate::read::sheet::looks_like_a_day;

/// A cell that came back.
pub(super) struct Cell<'c> {
    /// Its text.
    pub(super) text: &'c str,
    /// The workbook holds it as a day.
    pub(super) is_day: bool,
    /// Its column holds days.
    pub(super) of_days: bool,
    /// The file may have been saved without the letters that its encoding lacks.
    pub(super) poor: bool,
}

type MangledTest = fn(&Cell<'_>, &str) -> bool;

/// What a spreadsheet can have done, the surest first.
const MARKS: &[(MangledTest, &str)] = &[
    (is_error, "the spreadsheet shows an error there"),
    (is_scientific, "the spreadsheet took it for a number and rounded it; format the column as text and type it again"),
    (
        lost_digits,
        "the spreadsheet took it for a number and kept 15 digits; format the column as text and type it again",
    ),
    (is_same_number, "the spreadsheet took it for a number; format the column as text and type it again"),
    (is_mangled_boolean, "the spreadsheet took it for true or false"),
    (is_mangled_day, "the spreadsheet made a day of it; format the column as text and type it again"),
    (was_cut, "a cell holds 32,767 characters, and the rest was cut off"),
    (read_in_another_encoding, "the spreadsheet read its letters in another encoding; export with --bom or as xlsx"),
    (lost_letters, "the spreadsheet saved it without the letters that its encoding lacks; save as “CSV UTF-8” or xlsx"),
];

/// What the spreadsheet made of a cell; nothing where a person may have edited it.
pub(super) fn find_mangling(cell: &Cell<'_>, before: &str) -> Option<&'static str> {
    MARKS.iter().find(|(test, _)| test(cell, before)).map(|(_, says)| *says)
}

fn is_error(cell: &Cell<'_>, _: &str) -> bool {
    const ERRORS: [&str; 9] = ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#DATA!", "#SPILL!"];
    let hidden = cell.text.len() > 2 && cell.text.bytes().all(|b| b == b'#');
    hidden || ERRORS.contains(&cell.text) || cell.text.starts_with("Err:5")
}

/// `9.78014E+12`, or `9,78014E+12` where a comma is the decimal sign.
fn is_scientific(cell: &Cell<'_>, _: &str) -> bool {
    let Some((mantissa, exponent)) = cell.text.split_once(['E', 'e']) else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut parts = mantissa.trim_start_matches('-').split(['.', ',']);
    let whole = parts.next().is_some_and(|whole| whole.len() == 1 && digits(whole));
    whole
        && parts.next().is_none_or(digits)
        && parts.next().is_none()
        && digits(exponent.trim_start_matches(['+', '-']))
}

/// `12345678901234567` as `12345678901234500`.
fn lost_digits(cell: &Cell<'_>, before: &str) -> bool {
    let digits = |t: &str| t.len() > 15 && t.bytes().all(|b| b.is_ascii_digit());
    digits(cell.text) && digits(before) && cell.text.len() == before.len() && cell.text.get(..15) == before.get(..15)
}

/// `007` as `7`, `1.10` as `1.1`.
fn is_same_number(cell: &Cell<'_>, before: &str) -> bool {
    let number = |t: &str| t.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
    matches!((number(cell.text), number(before)), (Some(now), Some(was)) if now == was)
}

fn is_mangled_boolean(cell: &Cell<'_>, before: &str) -> bool {
    ["TRUE", "FALSE"].contains(&cell.text) && before.eq_ignore_ascii_case(cell.text)
}

fn is_mangled_day(cell: &Cell<'_>, _: &str) -> bool {
    !cell.of_days && (cell.is_day || looks_like_a_day(cell.text))
}

fn was_cut(cell: &Cell<'_>, before: &str) -> bool {
    const MOST: usize = 32_767;
    cell.text.len() < before.len() && before.starts_with(cell.text) && cell.text.encode_utf16().count() + 1 >= MOST
}

/// `Ã©` for `é`: bytes of UTF-8, each read as a letter of windows-1252. Nobody writes so, but where it was so before.
fn read_in_another_encoding(cell: &Cell<'_>, before: &str) -> bool {
    let misread = |text: &str| {
        let byte = |c| (0..=0xff).find(|byte| decode_windows_1252(*byte) == c);
        let bytes = || text.chars().map(byte).collect::<Option<Vec<u8>>>();
        !text.is_ascii() && bytes().is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok())
    };
    misread(cell.text) && !misread(before)
}

/// `?` for `≥`: letter for letter the same but for those that windows-1252 has not, or, edited besides, with more `?`.
fn lost_letters(cell: &Cell<'_>, before: &str) -> bool {
    let lacking = |c: char| !c.is_ascii() && !(0x80..=0xff).any(|byte| decode_windows_1252(byte) == c);
    let lost = |(now, was): (char, char)| now == was || lacking(was);
    let alike = cell.text.chars().count() == before.chars().count() && cell.text.chars().zip(before.chars()).all(lost);
    let marks = |text: &str| text.matches('?').count();
    cell.poor && before.contains(lacking) && !cell.text.contains(lacking) && (alike || marks(cell.text) > marks(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_to_cells() {
        for (before, now, says) in [
            ("1-2", "2-Jan", "a day"),
            ("1-2", "02. Jan", "a day"),
            ("3-4", "04. Mrz", "a day"),
            ("2-1", "Feb-01", "a day"),
            ("2-8", "2-août", "a day"),
            ("5/12", "12-May", "a day"),
            ("1-2", "1/2/2024", "a day"),
            ("1-2", "02.01.2024", "a day"),
            ("1-2", "2024-01-02", "a day"),
            ("MARCH1", "1-Mar", "a day"),
            ("", "Sep-24", "a day"),
            ("9780141036137", "9.78014E+12", "rounded"),
            ("9780141036137", "9,78014E+12", "rounded"),
            ("", "1E+05", "rounded"),
            ("12345678901234567", "12345678901234500", "15 digits"),
            ("007", "7", "a number"),
            ("1.10", "1.1", "a number"),
            ("1.10", "1,1", "a number"),
            ("9780141036137", "9780141036137.0", "a number"),
            ("true", "TRUE", "true or false"),
            ("=x", "#NAME?", "an error"),
            ("2024-05-03", "########", "an error"),
            ("≥40% of the β-cells", "?40% of the ?-cells", "the letters"),
            ("≥40% — often", "=40% — often", "the letters"),
            ("≥40% of the β-cells", "About ?40% of them", "the letters"),
            ("Café – 40%", "CafÃ© â€“ 40%", "another encoding"),
            ("Café – 40%", "CafÃ© â€“ 41%", "another encoding"),
            ("", "A new cafÃ©", "another encoding"),
        ] {
            let cell = Cell { text: now, is_day: false, of_days: false, poor: true };
            let said = find_mangling(&cell, before);
            assert!(said.is_some_and(|said| said.contains(says)), "{before:?} as {now:?}: {said:?}");
        }
        let long = "a".repeat(40_000);
        let cell = Cell { text: &long[..32_767], is_day: false, of_days: false, poor: false };
        assert!(find_mangling(&cell, &long).is_some_and(|said| said.contains("32,767")));
    }

    #[test]
    fn what_a_person_edits_is_not_taken_for_that() {
        for (before, now) in [
            ("", "1-2"),
            ("1-2", "1-3"),
            ("About 40%", "About 4%"),
            ("2019", "2020"),
            ("2", "3"),
            ("1.2.3", "1.2.12"),
            ("Sep", "In May 2024 a trial began."),
            ("10.1000/a", "10.1000/b"),
            ("Café", "Cafe"),
            ("CafÃ©", "CafÃ©s"),
            ("Café", "Cafés, Ärzte – und “mehr”"),
            ("Is it β?", "Is it alpha?"),
            ("a long text", "a long"),
            ("x", "true"),
            ("", "12 days"),
            ("", "e12"),
            ("", "2024"),
            ("", "2024-05"),
            ("", "March"),
        ] {
            let cell = Cell { text: now, is_day: false, of_days: false, poor: true };
            assert_eq!(find_mangling(&cell, before), None, "{before:?} as {now:?}");
        }
        let day = Cell { text: "2024-05-03", is_day: true, of_days: true, poor: false };
        assert_eq!(find_mangling(&day, "2024-05-02"), None);
        let rich = Cell { text: "=40%", is_day: false, of_days: false, poor: false };
        assert_eq!(find_mangling(&rich, "≥40%"), None, "in Unicode it was a person");
    }
}
