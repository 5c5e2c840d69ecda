//! Finding the settings: the file named with `--settings`, else `claimbook.toml` beside the catalogue; the user's own file
//! for the name and the address that it leaves open; then the base URLs that the environment names.

use super::{Failure, Session};
use crate::model::{Service, Settings};
use crate::registry::SERVICES;
use crate::report::{self, SettingsError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings of this run.
pub(super) fn find(session: &Session<'_>) -> Result<Settings, Failure> {
    let beside = session.catalogue_folder().map(|folder| folder.join("claimbook.toml"));
    let mut settings = match (&session.globals.settings, beside) {
        (Some(named), _) => read(&session.ambient.folder.join(named), report::parse_settings)?,
        (None, Some(path)) if path.is_file() => read(&path, report::parse_settings)?,
        _ => Settings::default(),
    };
    if let Some(path) = users_own(&session.ambient.environment).filter(|path| path.is_file()) {
        let own = read(&path, report::parse_own_settings)?;
        settings.name = settings.name.or(own.name);
        settings.mailto = settings.mailto.or(own.mailto);
    }
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

/// Where the user's own file would be: `claimbook/claimbook.toml` in `XDG_CONFIG_HOME` wherever that is set, else where the
/// platform keeps settings. A relative path in a variable is none (XDG Base Directory Specification).
fn users_own(environment: &BTreeMap<String, String>) -> Option<PathBuf> {
    let folder = |name: &str| environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || match std::env::consts::OS {
        "windows" => folder("APPDATA"),
        "macos" => Some(folder("HOME")?.join("Library/Application Support")),
        _ => Some(folder("HOME")?.join(".config")),
    };
    Some(folder("XDG_CONFIG_HOME").or_else(usual)?.join("claimbook").join("claimbook.toml"))
}

fn read(path: &Path, parse: fn(&str, &str) -> Result<Settings, SettingsError>) -> Result<Settings, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
    parse(&text, &path.display().to_string()).map_err(|e| Failure::usage(e.to_string()))
}
