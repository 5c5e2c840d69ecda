//! A style made ready: read, guarded, with its locale.

use super::locale::{self, UnknownLocale};
use super::style_file::{self, StyleError};
use super::{CitationStyle, FULL, FatePlace, MEDICAL, Manner, Marker, StopRule, Supplements};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use std::path::Path;

/// A style that can set entries.
#[derive(Debug)]
pub struct StyleSheet {
    pub(super) style: IndependentStyle,
    /// The same without a form for the text, which a list set entry by entry would set for nothing.
    pub(super) list_style: IndependentStyle,
    pub(super) manner: Manner,
    pub(super) locales: Vec<Locale>,
    pub(super) locale: LocaleCode,
    /// The whole list has to be set at once: the style sorts, tells alike entries apart, or shortens repeated names.
    pub(super) together: bool,
    /// What the user should know of it.
    pub remarks: Vec<String>,
}

impl StyleSheet {
    /// A style of ours.
    pub fn from_style(style: &CitationStyle, locale: Option<&str>) -> Result<Self, StyleError> {
        let read = style_file::parse_style(style.csl, Path::new(style.name))?;
        let own = read.default_locale.clone().unwrap_or_else(LocaleCode::en_us);
        let locale = find_chosen_locale(locale)?.unwrap_or(own);
        let locales = locale::read();
        let list_style = without_citation_layout(&read);
        Ok(Self {
            style: read,
            list_style,
            manner: style.manner,
            locales,
            locale,
            together: false,
            remarks: Vec::new(),
        })
    }

    /// A style of the user's; `read` reads a file, so that parents are found beside it.
    pub fn from_file(
        path: &Path,
        locale: Option<&str>,
        read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>,
    ) -> Result<Self, StyleError> {
        let found = style_file::load(path, read)?;
        let mut remarks = Vec::new();
        let own = found.locale.or_else(|| found.style.default_locale.clone());
        let locale = match (find_chosen_locale(locale)?, own) {
            (Some(wanted), _) => wanted,
            (None, Some(own)) if locale::find_locale(&own.0).is_ok() => own,
            (None, Some(own)) => {
                remarks.push(format!(
                    "{} wants the locale {}, which is not there; en-US is used",
                    path.display(),
                    own.0
                ));
                LocaleCode::en_us()
            }
            (None, None) => LocaleCode::en_us(),
        };
        let mut style = found.style;
        style_file::name_the_names(&mut style);
        let manner = Manner {
            marker: Marker::AsFiled,
            initials: false,
            article_numbers: false,
            short_journals: found.short_journals,
            supplements: Supplements::Bare,
            fate: FatePlace::Title,
            stop: StopRule::AsFiled,
            ellipsis: MEDICAL.ellipsis,
            circa: ("", ""),
            ..FULL
        };
        let together = {
            let listed = style.bibliography.as_ref();
            listed.is_some_and(|b| b.sort.is_some() || b.subsequent_author_substitute.is_some())
                || style.citation.disambiguate_add_year_suffix
        };
        Ok(Self {
            list_style: without_citation_layout(&style),
            style,
            manner,
            locales: locale::read(),
            locale,
            together,
            remarks,
        })
    }

    /// Whether entries of its list are numbered.
    pub fn is_numbered(&self) -> bool {
        matches!(self.manner.marker, Marker::Raised | Marker::Parentheses)
    }

    /// Whether it sets article titles like a sentence.
    pub fn wants_sentence_titles(&self) -> bool {
        self.manner.sentence_titles
    }
}

fn without_citation_layout(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    style.citation.layout.elements.clear();
    style
}

fn find_chosen_locale(locale: Option<&str>) -> Result<Option<LocaleCode>, UnknownLocale> {
    locale.map(|typed| locale::find_locale(typed).map(|code| LocaleCode(code.to_owned()))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::cite::STYLES;

    #[test]
    fn every_style_is_read() {
        for style in STYLES {
            let sheet = StyleSheet::from_style(style, None).unwrap_or_else(|e| panic!("{}: {e}", style.name));
            assert!(sheet.style.bibliography.is_some(), "{}", style.name);
        }
    }
}
