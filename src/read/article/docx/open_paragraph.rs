//! A paragraph whose words are being gathered.

use super::styles::Role;

/// A paragraph that is being written.
#[derive(Debug, Clone)]
pub(super) struct OpenParagraph {
    pub(super) role: Role,
    /// Its list, depth from 1.
    pub(super) list: Option<u8>,
    pub(super) number: Option<String>,
    pub(super) footnote: Option<String>,
    /// The next paragraph goes on with it.
    pub(super) goes_on: bool,
    /// Its lines are blocks of their own.
    pub(super) parts_at_breaks: bool,
    pub(super) gap: bool,
    /// A number that was typed before the words, with a tab behind it or raised, in bytes of its words.
    pub(super) typed: Option<String>,
    /// How much of it is bold, and how much larger than plain text.
    pub(super) bold: u32,
    pub(super) large: u32,
}
