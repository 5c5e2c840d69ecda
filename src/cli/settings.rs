//! Finding the settings: the file named with `--settings`, else `claimbook.toml` beside the catalogue; the user's own file
//! for who they are, and for the address that it leaves open; then the base URLs that the environment names.

use super::Session;
use crate::files::{FileReadError, find_upward, make_nameless_file, read_regular};
use crate::model::{Service, Settings};
use crate::registry::SERVICES;
use crate::report::{self, SettingsError};
use crate::tasks::Failure;
use crate::tasks::kept_audits::CachePlace;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The name of a catalogue's settings.
pub(super) const SETTINGS: &str = "claimbook.toml";

/// The settings of this run.
pub(super) fn find(session: &Session<'_>) -> Result<Settings, Failure> {
    let beside = || session.settings_beside().filter(|path| path.symlink_metadata().is_ok());
    read(session, session.globals.settings.clone().or_else(beside).as_deref())
}

/// The settings of this run, those of a catalogue from this file.
pub(super) fn read(session: &Session<'_>, path: Option<&Path>) -> Result<Settings, Failure> {
    let mut settings = path.map(|path| read_catalogue_settings(session, path)).transpose()?.unwrap_or_default();
    if let Some(path) = find_users_own(&session.ambient.environment).filter(|path| path.is_file()) {
        let own = parse_settings(session, &path, read_regular(&path, MOST_BYTES), report::parse_own_settings)?;
        (settings.me, settings.hub) = (own.me, own.hub);
        settings.mailto = settings.mailto.or(own.mailto);
    }
    for service in SERVICES {
        if let Some(url) = session.ambient.environment.get(service.variable).filter(|v| !v.is_empty()) {
            if Service::parse_base(url).is_none() {
                // Not repeated: it may hold a password or a token.
                let message =
                    format!("{} in the environment is not a base URL: {}", service.variable, Service::EXPECTED);
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
fn find_users_own(environment: &BTreeMap<String, String>) -> Option<PathBuf> {
    let usual = [("windows", "APPDATA", ""), ("macos", "HOME", "Library/Application Support"), ("", "HOME", ".config")];
    Some(find_users_folder(environment, "XDG_CONFIG_HOME", &usual)?.join("claimbook.toml"))
}

/// A folder of claimbook's among the user's: below the one that a variable names, or else where the platform has it, by system,
/// variable and path from there.
fn find_users_folder(
    environment: &BTreeMap<String, String>,
    variable: &str,
    usual: &[(&str, &str, &str)],
) -> Option<PathBuf> {
    let folder = |name: &str| environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let here = usual.iter().find(|(system, ..)| system.is_empty() || *system == std::env::consts::OS);
    let usual = || here.and_then(|(_, variable, below)| Some(folder(variable)?.join(below)));
    Some(folder(variable).or_else(usual)?.join("claimbook"))
}

impl Session<'_> {
    /// Where what audits found is kept for the next one: in the user's cache folder.
    pub(super) fn cache_place(&self) -> Option<CachePlace> {
        let environment = &self.ambient.environment;
        let usual = [("windows", "LOCALAPPDATA", ""), ("macos", "HOME", "Library/Caches"), ("", "HOME", ".cache")];
        let is_ci = environment.get("CI").is_some_and(|ci| !matches!(ci.as_str(), "" | "0" | "false"));
        Some(CachePlace {
            folder: find_users_folder(environment, "XDG_CACHE_HOME", &usual)?.join("audits"),
            build: self.ambient.build.clone()?,
            by_hash: is_ci,
        })
    }

    /// An empty file that is gone with the process; none where the system has no place for one.
    pub(super) fn spill_file(&self) -> Option<File> {
        let named = ["TMPDIR", "TEMP", "TMP"].into_iter().filter_map(|name| self.ambient.environment.get(name));
        let usual = cfg!(unix).then(|| PathBuf::from("/tmp"));
        let folder = named.map(PathBuf::from).find(|folder| folder.is_absolute()).or(usual)?;
        make_nameless_file(&folder).ok()
    }

    fn settings_beside(&self) -> Option<PathBuf> {
        let beside = self.catalogue_folder()?.join(SETTINGS);
        // Without a catalogue, the nearest ones count, as a catalogue would.
        let nearest = self.is_without_catalogue().then(|| find_upward(&self.ambient.folder, SETTINGS)).flatten();
        Some(nearest.unwrap_or(beside))
    }

    /// The folder of the catalogue, or else of the settings beside which one would be.
    pub(super) fn settings_folder(&self) -> Option<PathBuf> {
        self.settings_beside()?.parent().map(Path::to_owned)
    }

    /// Where to say who one is, and what to write there.
    pub(super) fn describe_own_settings(&self) -> String {
        let file = match find_users_own(&self.ambient.environment) {
            Some(path) => format!("in {}", path.display()),
            None => "in claimbook/claimbook.toml of your own settings folder (HOME is not set, so claimbook cannot \
                say where that is)"
                .to_owned(),
        };
        format!("Say who you are {file}:\n\n[me]\nname = \"A. Reviewer\"\ncredentials = \"PT\"\n")
    }

    /// The user's own file, whether or not it is there.
    pub(super) fn own_settings_file(&self) -> Option<PathBuf> {
        find_users_own(&self.ambient.environment)
    }

    /// Every file that is or would be read as settings.
    pub(super) fn settings_files(&self) -> Vec<PathBuf> {
        let named = self.globals.settings.as_ref().map(|named| self.ambient.folder.join(named));
        [named, self.settings_beside(), find_users_own(&self.ambient.environment)].into_iter().flatten().collect()
    }
}

/// The most bytes of settings that are read.
const MOST_BYTES: u64 = 4 << 20;

/// A catalogue's settings, which may be a stranger's.
fn read_catalogue_settings(session: &Session<'_>, path: &Path) -> Result<Settings, Failure> {
    let path = session.ambient.folder.join(path);
    parse_settings(session, &path, session.read(&path, MOST_BYTES), report::parse_settings)
}

fn parse_settings(
    session: &Session<'_>,
    path: &Path,
    read: Result<Vec<u8>, FileReadError>,
    parse: fn(&str, &str) -> Result<Settings, SettingsError>,
) -> Result<Settings, Failure> {
    let unread = |e: String| Failure::usage(format!("{}: {e}", path.display()));
    let bytes = read.map_err(|e| unread(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8 text".to_owned()))?;
    parse(&text, &path.display().to_string()).map_err(|e| match e.misplaces_the_user {
        true => Failure::usage(e.to_string()).with_more(&session.describe_own_settings()),
        false => Failure::usage(e.to_string()),
    })
}
