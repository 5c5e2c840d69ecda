//! The lasting identity of a row: a UUID of version 7 (RFC 9562), so that rows sort by when they were made and two
//! catalogues never give the same one.

use std::fmt;
use std::str::FromStr;

/// A row's uid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Uid(uuid::Uuid);

impl Uid {
    /// A new uid; its time part is `at`, so that runs with a fixed clock sort the same way.
    pub fn new(at: jiff::Timestamp) -> Self {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let stamp = uuid::Timestamp::from_unix(uuid::NoContext, millis / 1000, (millis % 1000) as u32 * 1_000_000);
        Self(uuid::Uuid::new_v7(stamp))
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
