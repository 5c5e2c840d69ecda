//! Styles of citation, as commands name them: one that comes with claimbook, or a CSL file.

use crate::cli::Session;
use crate::model::find_nearest;
use crate::tasks::Failure;
use crate::write::cite::{STYLES, StyleSheet, find_style};
use std::path::Path;

/// What people call a style: the published rules that it follows, or the file.
pub(crate) fn name_style(typed: &str) -> &str {
    find_style(typed).map_or(typed, |style| style.summary)
}

/// The style of a name or of a file, with the words of a language where one is named.
pub(crate) fn find_sheet(session: &Session<'_>, typed: &str, locale: Option<&str>) -> Result<StyleSheet, Failure> {
    if let Some(style) = find_style(typed) {
        return Ok(StyleSheet::from_style(style, locale)?);
    }
    let path = session.ambient.folder.join(typed);
    if !typed.contains(['.', '/', '\\']) && !path.exists() {
        let names: Vec<String> = STYLES.iter().map(|style| style.name.to_owned()).collect();
        let known = names.join(", ");
        let meant = find_nearest(typed, &names).map(|name| format!("did you mean {name}? There"));
        let there = meant.unwrap_or_else(|| "there".to_owned());
        let said = format!("there is no style “{typed}”; {there} are {known}, and CSL files (NAME.csl)");
        return Err(Failure::usage(said));
    }
    let read = |path: &Path| session.read_style(path);
    Ok(StyleSheet::from_file(Path::new(typed), locale, &read)?)
}
