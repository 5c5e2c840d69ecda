//! Reading what SSH writes: numbers and texts with their lengths before them.

use sha2::{Digest, Sha256, Sha512};

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire<'b>(pub(super) &'b [u8]);

impl<'b> Wire<'b> {
    /// So many bytes.
    pub(super) fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn read_number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Bytes with their length before them.
    pub(super) fn read_bytes(&mut self) -> Option<&'b [u8]> {
        let n = usize::try_from(self.read_number()?).ok()?;
        self.take(n)
    }

    pub(super) fn read_text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.read_bytes()?).ok()
    }

    /// A number of any length that is not negative, without zeros before it.
    pub(super) fn read_integer(&mut self) -> Option<&'b [u8]> {
        let bytes = self.read_bytes()?;
        if bytes.first().is_some_and(|first| first & 0x80 != 0) {
            return None;
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes.get(zeros..)
    }

    pub(super) fn is_read(self) -> bool {
        self.0.is_empty()
    }
}

/// Adds bytes with their length before them.
pub(super) fn add_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    // No text here comes near the most that a length can say.
    to.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend(bytes);
}

pub(super) fn hash_sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

pub(super) fn hash_sha512(bytes: &[u8]) -> Vec<u8> {
    Sha512::digest(bytes).to_vec()
}
