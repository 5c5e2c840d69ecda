//! How values are read that somebody types: words of closed lists, in any case, and days.

use crate::model::{NotADate, PartialDate, Word};

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
        _ => Err(format!("“{typed}” does not name a day: write it as {}", date.last_day())),
    }
}
