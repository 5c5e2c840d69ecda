//! Fetching a page that is to be imported, on the user's terms.

use super::Failure;
use super::check::CheckTerms;
use crate::http::Proxies;
use crate::model::PageUrl;
use crate::refresh::{self, FetchedPage};
use crate::registry::Bases;

/// Fetches a page of at most `limit` bytes.
///
/// # Errors
/// A run that is offline, no answer, or an answer that is no article's page.
pub fn fetch_page(terms: &CheckTerms<'_>, page: &PageUrl, limit: u64) -> Result<FetchedPage, Failure> {
    if terms.offline {
        return Err(Failure::usage(format!("{} was not fetched: this run is offline", page.key())));
    }
    let bases = Bases::from_settings(terms.settings, terms.services).map_err(|e| Failure::usage(e.to_string()))?;
    let proxies = Proxies::from_environment(terms.environment);
    let transport = refresh::connect(&bases, &terms.read_hosts()?, terms.settings.mailto.as_deref(), proxies);
    refresh::fetch_page(page, limit, transport).map_err(|e| Failure::usage(e.to_string()))
}
