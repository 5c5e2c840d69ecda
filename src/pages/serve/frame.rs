//! What stands round every page: who reviews, where one can go, and what came of what was done last.

use super::look;
use super::messages::DeskMessage;
use askama::filters::Safe;

/// What every page says beside its own.
pub(super) struct Frame {
    /// The version of the tool.
    pub(super) claimbook: &'static str,
    /// The catalogue, as it is named.
    pub(super) catalogue: String,
    /// Whoever reviews, as they sign.
    pub(super) person: Option<String>,
    /// The token of forms.
    pub(super) token: String,
    pub(super) is_read_only: bool,
    /// Which of the places in the head this is.
    pub(super) here: &'static str,
    /// What came of what was done last.
    pub(super) message: Option<DeskMessage>,
}

/// The places in the head: the path and its name.
const PLACES: &[(&str, &str)] = &[
    ("/", "What waits"),
    ("/articles", "Articles"),
    ("/references", "References"),
    ("/works", "Works"),
    ("/people", "People"),
    ("/import", "Bring in"),
    ("/rules", "Rules"),
    ("/help", "Help"),
];

impl Frame {
    pub(super) fn style(&self) -> Safe<&'static str> {
        Safe(look::STYLE)
    }

    pub(super) fn script(&self) -> Safe<&'static str> {
        Safe(look::SCRIPT)
    }

    pub(super) fn places(&self) -> &'static [(&'static str, &'static str)] {
        PLACES
    }
}
