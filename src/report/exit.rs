//! The exit code, decided in one place, the same whatever the format.

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Nothing that fails.
    Clean = 0,
    /// A finding at `deny`.
    Findings = 1,
    /// Wrong usage, or input that cannot be read.
    Usage = 2,
    /// Could not complete.
    Incomplete = 3,
}

/// What decides the exit code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The command was wrong, or an input could not be read.
    pub usage: bool,
    /// Findings at `deny`.
    pub deny: usize,
    /// Findings at `warn`.
    pub warn: usize,
    /// What could not be looked at.
    pub unchecked: usize,
    /// The run did not come to its end: nothing that was asked could be checked, the catalogue was busy, the disk full.
    pub incomplete: bool,
    /// `--strict`: a `warn` counts as `deny`, and anything unchecked as not completed.
    pub strict: bool,
}

/// 2 for usage; else 1 for findings that fail; else 3 for what could not complete; else 0.
pub fn choose_exit(c: Circumstances) -> Exit {
    match c {
        Circumstances { usage: true, .. } => Exit::Usage,
        Circumstances { deny: 1.., .. } | Circumstances { warn: 1.., strict: true, .. } => Exit::Findings,
        Circumstances { incomplete: true, .. } | Circumstances { unchecked: 1.., strict: true, .. } => Exit::Incomplete,
        _ => Exit::Clean,
    }
}

impl From<Exit> for u8 {
    fn from(exit: Exit) -> Self {
        exit as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes() {
        let none = Circumstances::default();
        for (circumstances, code) in [
            (none, 0),
            (Circumstances { warn: 3, unchecked: 2, ..none }, 0),
            (Circumstances { deny: 1, ..none }, 1),
            (Circumstances { deny: 1, incomplete: true, ..none }, 1),
            (Circumstances { warn: 1, strict: true, unchecked: 5, ..none }, 1),
            (Circumstances { usage: true, deny: 1, incomplete: true, ..none }, 2),
            (Circumstances { incomplete: true, ..none }, 3),
            (Circumstances { incomplete: true, warn: 1, ..none }, 3),
            (Circumstances { unchecked: 1, strict: true, ..none }, 3),
            (Circumstances { strict: true, ..none }, 0),
        ] {
            assert_eq!(u8::from(choose_exit(circumstances)), code, "{circumstances:?}");
        }
    }
}
