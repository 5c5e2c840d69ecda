//! How values are read that somebody types: words of closed lists, in any case, days, and lengths of time.

use crate::model::{NotADate, PartialDate, Word};
use std::time::Duration;

/// A value parser for a closed word list, so that `--help` and errors show the words; in any case.
pub(crate) fn word_parser<W: Word + Send + Sync>() -> impl clap::builder::TypedValueParser<Value = W> {
    WordParser(std::marker::PhantomData::<W>)
}

#[derive(Clone)]
struct WordParser<W>(std::marker::PhantomData<W>);

impl<W: Word + Send + Sync> clap::builder::TypedValueParser for WordParser<W> {
    type Value = W;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<W, clap::Error> {
        match value.to_str().and_then(|typed| W::parse(typed).ok()) {
            Some(word) => Ok(word),
            // Which words there are, and which is the nearest, is for clap to say.
            None => clap::builder::PossibleValuesParser::new(W::TOKENS.iter().copied())
                .try_map(|token| W::parse(&token))
                .parse_ref(command, argument, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = clap::builder::PossibleValue> + '_>> {
        Some(Box::new(W::TOKENS.iter().copied().map(clap::builder::PossibleValue::new)))
    }
}

/// A day as somebody types it: `2026-01-02`, `2 January 2026`, `Jan 2, 2026`, `2026/01/02`.
pub(crate) fn parse_day(typed: &str) -> Result<jiff::civil::Date, String> {
    let date: PartialDate = typed.parse().map_err(|e: NotADate| e.to_string())?;
    match (date.month(), date.day()) {
        (Some(_), Some(_)) => Ok(date.first_day()),
        _ => Err(format!("“{typed}” is not a date: write it as {}", date.last_day())),
    }
}

/// A length of time as somebody types it: `60s`, `5m`, `1h`, or bare seconds; more than none.
pub(crate) fn parse_time(typed: &str) -> Result<Duration, String> {
    let wrong = || format!("“{typed}” is not a length of time: write it as 60s, 5m or 1h");
    let text = typed.trim();
    let (end, unit) = match text.char_indices().next_back() {
        Some((at, 's')) => (at, 1),
        Some((at, 'm')) => (at, 60),
        Some((at, 'h')) => (at, 3_600),
        _ => (text.len(), 1),
    };
    let seconds = text
        .get(..end)
        .unwrap_or_default()
        .trim_end()
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(unit))
        .filter(|n| *n > 0);
    seconds.map(Duration::from_secs).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for (typed, seconds) in
            [("60s", Some(60)), ("5m", Some(300)), ("1h", Some(3_600)), ("90", Some(90)), (" 2 m ", Some(120))]
        {
            assert_eq!(parse_time(typed).ok().map(|time| time.as_secs()), seconds, "{typed}");
        }
        for typed in ["", "s", "0s", "-5s", "1.5m", "soon", "99999999999999999999h", "1d", "5ｓ"] {
            assert!(parse_time(typed).is_err_and(|error| error.contains("60s, 5m or 1h")), "{typed}");
        }
    }
}
