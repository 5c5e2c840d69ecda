//! Which hub: an option, the environment, or the user's own settings.

use crate::cli::Session;
use crate::sync::postgres::{HubAddress, PostgresHub};
use crate::tasks::Failure;

/// The variable that names a hub.
const VARIABLE: &str = "CLAIMBOOK_HUB";

/// Which hub, for the commands that talk to one.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct HubChoice {
    /// The hub's address [default: CLAIMBOOK_HUB, else the url below [hub] in your own settings]
    #[arg(long = "hub", value_name = "URL")]
    pub(crate) url: Option<String>,
}

impl HubChoice {
    /// Its address, with the password where one is found.
    pub(crate) fn read_address(&self, session: &Session<'_>) -> Result<HubAddress, Failure> {
        let environment = &session.ambient.environment;
        let named = || environment.get(VARIABLE).filter(|url| !url.is_empty()).cloned();
        let set = || session.settings.hub.as_ref().map(|hub| hub.url.clone());
        let url = self.url.clone().or_else(named).or_else(set).ok_or_else(|| {
            Failure::usage(format!(
                "no hub is named: give its address, as in postgres://NAME@HOST/DATABASE, set {VARIABLE}, or write \
                    into {}\n\n[hub]\nurl = \"postgres://NAME@HOST/DATABASE\"",
                session.own_settings_file().map_or("your own settings".to_owned(), |file| file.display().to_string())
            ))
        })?;
        Ok(HubAddress::parse(&url, environment)?)
    }

    /// Logs in there.
    pub(crate) fn connect(&self, session: &Session<'_>) -> Result<(HubAddress, PostgresHub), Failure> {
        let address = self.read_address(session)?;
        if session.globals.offline {
            return Err(Failure::usage(format!("{address} was not contacted, because of --offline")));
        }
        let hub = PostgresHub::connect(&address)?;
        Ok((address, hub))
    }
}
