//! Archives that documents are packed in. A few bytes of one can unpack to any number, and what it says of its sizes is not
//! believed: parts are counted before any is unpacked, and each is unpacked up to what is left of a limit.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What is wrong with an archive.
#[derive(Debug)]
pub(in crate::read) enum Fault {
    /// It cannot be read.
    Broken(String),
    /// It goes beyond a limit: of how many of what.
    TooMuch(u64, &'static str),
}

/// An archive that cannot be unpacked.
pub(in crate::read) fn describe_damage(error: &dyn std::fmt::Display) -> Fault {
    Fault::Broken(format!("the archive is damaged or cut off ({error})"))
}

/// Opens an archive of so many parts at most.
pub(in crate::read) fn open(bytes: &[u8], most_parts: usize) -> Result<ZipArchive<Cursor<&[u8]>>, Fault> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| describe_damage(&e))?;
    match archive.len() > most_parts {
        true => Err(Fault::TooMuch(most_parts as u64, "parts")),
        false => Ok(archive),
    }
}

/// The parts of an archive, unpacked one by one.
pub(in crate::read) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    most: u64,
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens an archive of so many parts, of which so many bytes may be unpacked in all.
    pub(in crate::read) fn open(bytes: &'b [u8], most_parts: usize, most: u64) -> Result<Self, Fault> {
        Ok(Self { archive: open(bytes, most_parts)?, most, left: most })
    }

    /// Unpacks a part; none where there is none of that name.
    pub(in crate::read) fn unpack(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|e| describe_damage(&e))?;
        let mut bytes = Vec::new();
        let read = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Fault::TooMuch(self.most, "bytes of text when it is unpacked"))?;
        read.map_err(|e| describe_damage(&e))?;
        Ok(Some(bytes))
    }
}
