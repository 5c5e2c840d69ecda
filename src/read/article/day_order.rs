//! Dates in figures, `01/09/2024`, of which half the world reads the day first: what an article itself shows of its order decides,
//! or its language; where neither does, the year alone is taken, and that is said.

use crate::model::BlockKind;
use crate::read::piece::Piece;
use std::borrow::Cow;

/// Which stands first in dates of an article, and what tells; none where nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DayOrder(Option<OrderEvidence>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct OrderEvidence {
    day_first: bool,
    because: String,
}

/// A date in figures with the year at its end, from byte to byte.
struct NumericDate {
    from: usize,
    to: usize,
    first: u32,
    second: u32,
    year: u32,
    dotted: bool,
}

impl NumericDate {
    /// Whether it names two days.
    fn is_ambiguous(&self) -> bool {
        !self.dotted && self.first <= 12 && self.second <= 12 && self.first != self.second
    }

    /// The day in ISO order, in the order that is told.
    fn to_iso(&self, day_first: bool) -> String {
        let day_first = self.dotted || self.first > 12 || day_first && self.second <= 12;
        let (day, month) = if day_first { (self.first, self.second) } else { (self.second, self.first) };
        format!("{:04}-{month:02}-{day:02}", self.year)
    }
}

impl DayOrder {
    /// What an article in a language shows. It is looked for only where a line could need it.
    pub(super) fn find(pieces: &[Piece], language: Option<&str>) -> Self {
        let mut all =
            pieces.iter().map(Piece::text).flat_map(find_numeric_dates).filter(|date| !date.dotted).peekable();
        if all.peek().is_none() {
            return Self::default();
        }
        let (mut days, mut months) = (0, 0);
        for date in all {
            days += u32::from(date.first > 12);
            months += u32::from(date.second > 12);
        }
        let because = |because: &str| because.to_owned();
        let of_dates = match (days, months) {
            (1.., 0) => Some(OrderEvidence { day_first: true, because: because("other dates here put the day first") }),
            (0, 1..) => {
                Some(OrderEvidence { day_first: false, because: because("other dates here put the month first") })
            }
            _ => None,
        };
        Self(of_dates.or_else(|| judge_by_language(language?)).or_else(|| judge_by_words(pieces)))
    }

    /// A text with its dates in figures in ISO order; where the order is not known, the year alone of those that are two days.
    pub(super) fn rewrite_dates<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = find_numeric_dates(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for date in &found {
            out.push_str(text.get(at..date.from).unwrap_or_default());
            out.push_str(&match &self.0 {
                None if date.is_ambiguous() => date.year.to_string(),
                told => date.to_iso(told.as_ref().is_some_and(|told| told.day_first)),
            });
            at = date.to;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// What has to be said of a date in a text that is two days: how it was read, and why.
    pub(super) fn describe_doubt(&self, text: &str) -> Option<String> {
        let date = find_numeric_dates(text).into_iter().find(NumericDate::is_ambiguous)?;
        let printed = text.get(date.from..date.to).unwrap_or_default();
        let (one, other) = (date.to_iso(true), date.to_iso(false));
        Some(match &self.0 {
            Some(told) => format!(
                "{printed} may be {one} or {other}: it was read as {}, since {}",
                date.to_iso(told.day_first),
                told.because
            ),
            None => format!(
                "{printed} may be {one} or {other}, and nothing here says which, so only its year was taken. Print \
                    the month in \
                 letters"
            ),
        })
    }
}

/// What a language says: of English, only its region does.
fn judge_by_language(language: &str) -> Option<OrderEvidence> {
    let mut parts = language.split(['-', '_']);
    let (name, region) = (parts.next()?.to_ascii_lowercase(), parts.next().unwrap_or_default().to_ascii_uppercase());
    let day_first = match (name.as_str(), region.as_str()) {
        (_, "US" | "PH") => false,
        ("en", "") => return None,
        // Canada has both, and where the year stands first nothing is known of the rest.
        (_, "CA") | ("zh" | "ja" | "ko" | "hu" | "lt", _) => return None,
        _ => true,
    };
    let first = if day_first { "day" } else { "month" };
    Some(OrderEvidence {
        day_first,
        because: format!("the page's language is {language}, where the {first} stands first"),
    })
}

/// What dates with the month in letters say: `January 9, 2024` or `9 January 2024`.
fn judge_by_words(pieces: &[Piece]) -> Option<OrderEvidence> {
    let (mut days, mut months) = (0, 0);
    for piece in pieces.iter().filter(|piece| piece.kind != BlockKind::Reference) {
        let words: Vec<&str> = piece.text().split_whitespace().collect();
        for three in words.windows(3) {
            let [one, two, year] = three else { continue };
            let is_year = year.trim_matches(|c: char| !c.is_ascii_digit()).len() == 4;
            let day = |word: &str| word.trim_end_matches(',').parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
            let month = |word: &str| crate::model::MONTHS.iter().any(|name| name.starts_with(word) && word.len() >= 3);
            days += u32::from(is_year && day(one) && month(two));
            months += u32::from(is_year && month(one) && day(two));
        }
    }
    let because = |first: &str| format!("other dates here put the {first} first");
    match (days, months) {
        (1.., 0) => Some(OrderEvidence { day_first: true, because: because("day") }),
        (0, 1..) => Some(OrderEvidence { day_first: false, because: because("month") }),
        _ => None,
    }
}

/// The dates in figures of a text, `9/1/2024`, `09-01-2024`, `9.1.2024`.
fn find_numeric_dates(text: &str) -> Vec<NumericDate> {
    let mut found = Vec::new();
    let mut from = 0;
    // Nearly every text is told at once to hold none: it has no mark between two figures.
    let is_figure = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let mut marks = text.match_indices(['/', '-', '.']);
    if !marks.any(|(at, _)| is_figure(at.checked_sub(1)) && is_figure(at.checked_add(1))) {
        return found;
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.');
    // In an address, figures are a part of it.
    let is_free = |from: usize, to: usize| {
        let before = text.get(..from).and_then(|before| before.chars().next_back());
        let behind = text.get(to..).and_then(|behind| behind.chars().next());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ':' | ','))
            && behind.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']'))
    };
    for part in text.split_inclusive(|c: char| !is_part(c)) {
        let token = part.trim_end_matches(|c: char| !is_part(c));
        let plain = token.trim_end_matches(['.', '-', '/']);
        found.extend(read_figures(plain, from).filter(|date| is_free(date.from, date.to)));
        from += part.len();
    }
    found
}

fn read_figures(token: &str, from: usize) -> Option<NumericDate> {
    let mark = ['/', '-', '.'].into_iter().find(|mark| token.matches(*mark).count() == 2)?;
    let mut parts = token.split(mark);
    let mut next = |least: usize, most: usize| {
        let digits = parts.next().filter(|part| (least..=most).contains(&part.len()))?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
    };
    let (first, second, year) = (next(1, 2)?, next(1, 2)?, next(4, 4)?);
    let is_day = (1..=12).contains(&first.min(second)) && (1..=31).contains(&first.max(second));
    let is_year = (1900..=2100).contains(&year) && !(mark == '.' && second > 12);
    (is_day && is_year).then_some(NumericDate {
        from,
        to: from + token.len(),
        first,
        second,
        year,
        dotted: mark == '.',
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    #[test]
    fn the_order_of_figures_is_told_by_other_dates_and_by_the_language() {
        let line = |text| Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text, line: 1, column: 1 }]));
        let last = "Last reviewed: 01/09/2024.";
        for (other, language, want) in [
            ("Published 13/12/2023", None, "2024-09-01"),
            ("Published 12/13/2023", Some("en-GB"), "2024-01-09"),
            ("Knees", Some("en-US"), "2024-01-09"),
            ("Knees", Some("en-GB"), "2024-09-01"),
            ("Knees", Some("de"), "2024-09-01"),
            ("Seen on January 3, 2024", Some("en"), "2024-01-09"),
            ("Seen on 3 January 2024", None, "2024-09-01"),
            ("Knees", Some("en"), "2024"),
            ("Published 13/12/2023 and 12/13/2023", None, "2024"),
        ] {
            let order = DayOrder::find(&[line(other), line(last)], language);
            assert_eq!(order.rewrite_dates(last), format!("Last reviewed: {want}."), "{other} {language:?}");
            assert_eq!(
                order.describe_doubt(last).map(|doubt| doubt.contains("only its year")),
                Some(want == "2024"),
                "{other}"
            );
        }
        let order = DayOrder::default();
        for (text, want) in [
            ("13/09/2024", "2024-09-13"),
            ("on 9.1.2024.", "on 2024-01-09."),
            ("05-05-2024", "2024-05-05"),
            ("1/2 of 3/4", "1/2 of 3/4"),
            ("10.1000/01-09-2024", "10.1000/01-09-2024"),
            ("a01/09/2024", "a01/09/2024"),
            ("https://a.example/?d=05-05-2024", "https://a.example/?d=05-05-2024"),
            ("https://a.example/13-09-2024/", "https://a.example/13-09-2024/"),
            ("a_13-09-2024.html", "a_13-09-2024.html"),
            ("31.13.2024", "31.13.2024"),
        ] {
            assert_eq!(order.rewrite_dates(text), want, "{text}");
            assert_eq!(order.describe_doubt(text), None, "{text}");
        }
    }
}
