//! Where the log ends, as every report says.

use super::Report;

impl Report {
    /// `log head: 5c1f0a9be3d27741`, the ends of the log's chains, short enough for a line; nothing where there is no log.
    pub fn describe_log_heads(&self) -> Option<String> {
        const SHOWN: usize = 16;
        let short: Vec<&str> = self.run.log_heads.iter().map(|head| head.get(..SHOWN).unwrap_or(head)).collect();
        match short.as_slice() {
            [] => None,
            [one] => Some(format!("log head: {one}")),
            several => Some(format!("log heads: {}", several.join(", "))),
        }
    }

    /// The same as a sentence by itself: `Log head: 5c1f0a9be3d27741.`
    pub fn state_log_heads(&self) -> Option<String> {
        Some(format!("L{}.", self.describe_log_heads()?.strip_prefix('l')?))
    }
}
