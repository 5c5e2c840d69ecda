//! The event log: who changed what, when, before and after; append-only, hash-chained per writer.

use super::Uid;
use super::words::words;
use std::collections::BTreeMap;

/// One change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The writer whose chain this is; every catalogue file has its own.
    pub writer: Uid,
    /// Its place in that chain, from 1.
    pub seq: u64,
    /// When, by the clock of the machine that wrote it.
    pub at: jiff::Timestamp,
    /// Who, as far as the tool was told.
    pub who: String,
    /// The command that did it.
    pub command: String,
    /// The table.
    pub entity: String,
    /// The row.
    pub row: Uid,
    /// What was done.
    pub action: Action,
    /// The changed fields before, as a JSON object.
    pub before: Option<String>,
    /// The changed fields after, as a JSON object; of a row that was added, all that have a value. What is long or its
    /// owner's copyright (an original, an abstract) is there by its hash.
    pub after: Option<String>,
    /// Why, where a person said so.
    pub reason: Option<String>,
    /// SHA-256 of the row's fields after the change, lower-case hex.
    pub row_sha256: String,
    /// The hash of the event before; empty for the first.
    pub previous: String,
    /// SHA-256 over the length-prefixed fields, by the recipe of the format.
    pub hash: String,
    /// The format, where it is not the first.
    pub format: Option<u32>,
    /// Greater than that of every event that was there when it was written: what is later has the greater one. The
    /// first format has none.
    pub rank: Option<u64>,
    /// Who sat at the keyboard, as far as the system and the settings know, beside the person named.
    pub operator: Option<String>,
    /// The day that the operator said it was (`--today`), beside the clock's time.
    pub stated_on: Option<jiff::civil::Date>,
    /// [`Seen`] as JSON, where that is news since the writer's event before.
    pub seen: Option<String>,
    /// Of an undo: the event that this one takes back, as `writer:seq`.
    pub undoes: Option<String>,
    /// The place of the first event of the same command, where that is another one. Events of one command stand side by side,
    /// but for those of a command of several transactions, between which others may have written.
    pub began: Option<u64>,
}

/// So many characters at the end of a writer's uid tell writers apart.
const TAIL: usize = 6;

impl Event {
    /// Its place in the log: the writer, and the place in the writer's chain.
    pub fn place(&self) -> (Uid, u64) {
        (self.writer, self.seq)
    }

    /// The place as the log names it.
    pub fn place_words(&self) -> String {
        format!("{}:{}", self.writer, self.seq)
    }

    /// Whether it says only that somebody looked behind the blinding: it changes nothing.
    pub fn is_look(&self) -> bool {
        self.action == Action::Edit && self.after.is_none()
    }

    /// The place of the event that this one takes back.
    pub fn undoes_place(&self) -> Option<(Uid, u64)> {
        let (writer, seq) = self.undoes.as_deref()?.split_once(':')?;
        Some((writer.parse().ok()?, seq.parse().ok()?))
    }

    /// The place of the first event of its command.
    pub fn first(&self) -> u64 {
        self.began.unwrap_or(self.seq)
    }

    /// What people call it, such as `3f1a20/128`: the end of the writer's uid, and the place in its chain.
    pub fn address(&self) -> String {
        let writer = self.writer.to_string();
        format!("{}/{}", writer.get(writer.len().saturating_sub(TAIL)..).unwrap_or(&writer), self.seq)
    }
}

/// The end of a writer's uid and the place of an event, out of what people call it; the place alone is one of this file's own
/// writer.
pub fn parse_event_address(typed: &str) -> Option<(Option<String>, u64)> {
    let (writer, seq) = match typed.split_once('/') {
        Some((writer, seq)) => (Some(writer.to_ascii_lowercase()), seq),
        None => (None, typed),
    };
    let is_tail = |tail: &String| tail.len() >= TAIL && tail.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_plain = !seq.is_empty() && seq.bytes().all(|b| b.is_ascii_digit());
    let seq = seq.parse().ok().filter(|seq| is_plain && *seq > 0 && i64::try_from(*seq).is_ok())?;
    writer.as_ref().is_none_or(is_tail).then_some((writer, seq))
}

/// The last event of each other writer that was there when an event was written.
pub type Seen = BTreeMap<Uid, Head>;

/// The end of a writer's chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The place of its last event.
    pub seq: u64,
    /// That event's hash.
    pub hash: String,
}

words! {
    /// What an event did.
    Action, "action" {
        /// Added a row.
        Add = "add",
        /// Changed a row.
        Edit = "edit",
        /// Took a row out of its table again.
        Withdraw = "withdraw",
    }
}
