//! The lasting identity of a row: a UUID of version 7 (RFC 9562), so that rows sort by when they were made and two
//! catalogues never give the same one.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use uuid::ContextV7;

/// A row's uid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Uid(uuid::Uuid);

impl Uid {
    /// A new uid; its time part is `at`. Those that one process makes for one time sort in the order they were made in.
    pub fn new(at: jiff::Timestamp) -> Self {
        static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let (seconds, nanos) = (millis / 1000, (millis % 1000) as u32 * 1_000_000);
        // A poisoned lock only means that another thread panicked between two uids.
        let order = ORDER.lock().unwrap_or_else(PoisonError::into_inner);
        Self(uuid::Uuid::new_v7(uuid::Timestamp::from_unix(&*order, seconds, nanos)))
    }
}

impl Uid {
    /// The time part, in milliseconds since 1970.
    pub fn millis(self) -> u64 {
        self.0.as_u128().checked_shr(80).and_then(|head| u64::try_from(head).ok()).unwrap_or(0)
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// Not a uid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a uid, expected a UUID such as 0199c3a1-7b1e-7c3d-9a55-3f0e8f3c1a20")]
pub struct NotAUid(String);

impl FromStr for Uid {
    type Err = NotAUid;
    fn from_str(s: &str) -> Result<Self, NotAUid> {
        uuid::Uuid::try_parse(s).map(Self).map_err(|_| NotAUid(s.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_of_one_time_sort_as_they_were_made() {
        let made: Vec<Uid> = (0..1000).map(|_| Uid::new(jiff::Timestamp::UNIX_EPOCH)).collect();
        assert!(made.is_sorted() && made.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(Uid::new(jiff::Timestamp::MAX).to_string().parse::<Uid>().is_ok());
        assert!("not-a-uid".parse::<Uid>().is_err());
    }
}
