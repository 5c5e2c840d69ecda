//! What somebody typed for a field, read as what the field holds.

use crate::model::{Isbn, NotAPage, PageUrl};
use crate::tasks::Failure;

/// Nothing, where the value is empty.
pub(super) fn parse_optional(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// A value of a type that reads itself; nothing where it is empty.
pub(super) fn parse_field<T: std::str::FromStr>(field: &str, value: &str) -> Result<Option<T>, Failure>
where
    T::Err: std::fmt::Display,
{
    if value.is_empty() {
        return Ok(None);
    }
    value.parse().map(Some).map_err(|e| Failure::usage(format!("{field}: {e}")))
}

/// An identifier in its usual form, or what was expected in its place.
pub(super) fn parse_identifier<T: std::str::FromStr + std::fmt::Display>(
    field: &str,
    value: &str,
) -> Result<Option<String>, Failure>
where
    T::Err: std::fmt::Display,
{
    Ok(parse_field::<T>(field, value)?.map(|known| known.to_string()))
}

/// One ISBN, or several with a comma or semicolon between them, as they are printed.
pub(super) fn parse_isbns(field: &str, value: &str) -> Result<Option<String>, Failure> {
    value.split([',', ';']).try_for_each(|one| parse_field::<Isbn>(field, one.trim()).map(|_| ()))?;
    Ok(parse_optional(value))
}

/// The address of a page. One that holds a key is an address too, though nobody asks for it.
pub(super) fn parse_web_address(field: &str, value: &str) -> Result<Option<String>, Failure> {
    let wrong = parse_optional(value).and_then(|typed| typed.parse::<PageUrl>().err());
    match wrong.filter(|wrong| !matches!(wrong, NotAPage::Secret)) {
        Some(_) => Err(Failure::usage(format!(
            "{field}: “{value}” is not a web address: expected one such as https://example.org/page"
        ))),
        None => Ok(parse_optional(value)),
    }
}

/// A value that must be there.
pub(super) fn require(field: &str, value: &str) -> Result<String, Failure> {
    parse_optional(value).ok_or_else(|| Failure::usage(format!("{field} cannot be empty")))
}

/// A level of evidence.
pub(super) fn parse_level(value: &str) -> Result<Option<u8>, Failure> {
    let known = parse_optional(value)
        .map(|typed| typed.parse::<u8>().ok().filter(|level| (1..=5).contains(level)).ok_or(typed));
    known
        .transpose()
        .map_err(|typed| Failure::usage(format!("level: “{typed}” is not a level of evidence: expected 1 to 5")))
}

/// Whether a word says yes; none says no.
pub(super) fn is_yes(field: &str, value: &str) -> Result<bool, Failure> {
    match value.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(Failure::usage(format!("{field}: “{value}” is neither yes nor no"))),
    }
}

/// The word that [`is_yes`] reads.
pub(super) fn show_yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}
