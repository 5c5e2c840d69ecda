//! Finding the settings: the file named with `--settings`, else `claimbook.toml` beside the catalogue; then the base
//! URLs that the environment names.

use super::{Failure, Session};
use crate::model::{Service, Settings};
use crate::registry::SERVICES;
use crate::report;
use std::path::Path;

/// The settings of this run.
pub(super) fn find(session: &Session<'_>) -> Result<Settings, Failure> {
    let beside = session.catalogue_folder().map(|folder| folder.join("claimbook.toml"));
    let mut settings = match (&session.globals.settings, beside) {
        (Some(named), _) => read(&session.ambient.folder.join(named))?,
        (None, Some(path)) if path.is_file() => read(&path)?,
        _ => Settings::default(),
    };
    for service in SERVICES {
        if let Some(url) = session.ambient.environment.get(service.variable).filter(|v| !v.is_empty()) {
            if Service::base(url).is_none() {
                // Not repeated: it may hold a password or a token.
                let message = format!("{} in the environment is no base URL: {}", service.variable, Service::EXPECTED);
                return Err(Failure::usage(message));
            }
            let known = settings.services.remove(service.name).unwrap_or_default();
            settings.services.insert(service.name.to_owned(), Service { url: Some(url.clone()), ..known });
        }
    }
    Ok(settings)
}

fn read(path: &Path) -> Result<Settings, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
    report::parse_settings(&text, &path.display().to_string()).map_err(|e| Failure::usage(e.to_string()))
}
