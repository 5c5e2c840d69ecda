//! Finding the settings: the file named with `--settings`, else `claimbook.toml` beside the catalogue; then the base
//! URLs that the environment names.

use super::{Failure, Session};
use crate::model::{Service, Settings};
use std::path::Path;

/// Environment variables that name a service's base URL.
const BASES: &[(&str, &str)] = &[
    ("CLAIMBOOK_DOI_ORG", "doi.org"),
    ("CLAIMBOOK_CROSSREF", "crossref"),
    ("CLAIMBOOK_DATACITE", "datacite"),
    ("CLAIMBOOK_EUROPE_PMC", "europe-pmc"),
    ("CLAIMBOOK_PUBMED", "pubmed"),
];

/// The settings of this run.
pub(super) fn find(session: &Session<'_>) -> Result<Settings, Failure> {
    let beside = session.catalogue_folder().map(|folder| folder.join("claimbook.toml"));
    let mut settings = match (&session.globals.settings, beside) {
        (Some(named), _) => read(&session.ambient.folder.join(named))?,
        (None, Some(path)) if path.is_file() => read(&path)?,
        _ => Settings::default(),
    };
    for (variable, service) in BASES {
        if let Some(url) = session.ambient.environment.get(*variable).filter(|v| !v.is_empty()) {
            let known = settings.services.remove(*service).unwrap_or_default();
            settings.services.insert((*service).to_owned(), Service { url: Some(url.clone()), ..known });
        }
    }
    Ok(settings)
}

fn read(path: &Path) -> Result<Settings, Failure> {
    let _text = std::fs::read_to_string(path).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
    Ok(Settings::default()) // report::settings_file::parse comes with the report
}
