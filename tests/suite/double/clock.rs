//! The time at which tests take place.

/// The fixed moment that the program is told.
pub(crate) fn now() -> jiff::Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}
