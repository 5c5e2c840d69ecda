//! Days as spreadsheets show them, which is how they show a range or a number that they took for one.

use crate::text::fold;
use crate::text::lexicon::{FOREIGN_MONTHS, WordSet};
use std::sync::LazyLock;

/// Whether a cell shows a day: `2-Jan`, `Jan-02`, `02. Mrz`, `1/2/2024`, `2024-01-02`, with a time or without.
pub(crate) fn looks_like_a_day(text: &str) -> bool {
    static MONTHS: LazyLock<WordSet> = LazyLock::new(|| FOREIGN_MONTHS.words("first three letters"));
    let day = text.split(' ').next().filter(|_| text.contains(':')).unwrap_or(text);
    let parts: Vec<&str> = day.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str, most: u32| part.len() <= 4 && part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let month = |part: &str| {
        let folded = fold(part);
        folded.chars().all(char::is_alphabetic)
            && part.chars().count() <= 5
            && folded.get(..3).is_some_and(|three| MONTHS.contains(three))
    };
    let year = |part: &str| part.len() == 4 && number(part, 9999);
    match parts.as_slice() {
        [on, of] if month(of) => number(on, 31),
        [of, year] if month(of) => (year.len() == 2 || year.len() == 4) && number(year, 9999),
        [on, of, of_year] if month(of) => number(on, 31) && number(of_year, 9999),
        [y, m, d] if year(y) => number(m, 12) && number(d, 31),
        [d, m, y] if year(y) => number(d, 31) && number(m, 31),
        [d, m, y] if day.contains('/') => y.len() == 2 && number(d, 31) && number(m, 31),
        _ => false,
    }
}
