//! How a block begins, and what was wrong at a place of the file.

/// Something that was wrong or unsure at a byte of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where.
    pub(super) at: usize,
    /// What, and what was done about it.
    pub(super) what: String,
}

impl Fault {
    pub(super) fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }
}

/// The beginning of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'t> {
    /// Where its `@` stands.
    pub(super) at: usize,
    /// The word behind it.
    pub(super) word: &'t str,
    /// The byte behind the brace or parenthesis that opens it.
    pub(super) inside: usize,
    /// What closes it.
    pub(super) close: u8,
}
