//! The locales: terms, quotation marks and forms of dates, one file each.

use super::csl_xml::parse;
use crate::model::find_nearest;
use hayagriva::citationberg::{Locale, LocaleFile};

/// Every locale that comes with claimbook: its code and its file.
pub const LOCALES: &[(&str, &str)] =
    &[("en-US", include_str!("locales/en-US.xml")), ("en-GB", include_str!("locales/en-GB.xml"))];

/// A locale that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no locale “{got}”; {}", suggest_locale(.nearest.as_deref()))]
pub struct UnknownLocale {
    got: String,
    nearest: Option<String>,
}

fn suggest_locale(nearest: Option<&str>) -> String {
    let known: Vec<&str> = LOCALES.iter().map(|(code, _)| *code).collect();
    match nearest {
        Some(one) => format!("did you mean {one}? Those that are there: {}", known.join(", ")),
        None => format!("those that are there: {}", known.join(", ")),
    }
}

/// The code of a locale as typed, in whatever case.
pub(super) fn find_locale(typed: &str) -> Result<&'static str, UnknownLocale> {
    let like = typed.replace('_', "-");
    let found = LOCALES.iter().map(|(code, _)| *code).find(|code| code.eq_ignore_ascii_case(&like));
    found.ok_or_else(|| {
        let codes: Vec<String> = LOCALES.iter().map(|(code, _)| (*code).to_owned()).collect();
        UnknownLocale { got: typed.to_owned(), nearest: find_nearest(typed, &codes).map(str::to_owned) }
    })
}

/// All of them, read. A test reads them, so none is left out.
pub(super) fn read() -> Vec<Locale> {
    LOCALES.iter().filter_map(|(_, xml)| parse::<LocaleFile>(xml).ok()).map(Locale::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_is_read() {
        for (code, xml) in LOCALES {
            let file = parse::<LocaleFile>(xml).unwrap_or_else(|e| panic!("{code}: {e}"));
            assert_eq!(file.lang.0, *code);
        }
        assert_eq!(read().len(), LOCALES.len());
        assert_eq!(find_locale("en_gb").unwrap(), "en-GB");
        assert!(find_locale("xx").unwrap_err().to_string().contains("en-US, en-GB"));
    }
}
