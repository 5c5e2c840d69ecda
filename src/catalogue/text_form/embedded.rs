//! The built-in catalogue: `data/` as it was when the program was built. It is tutorial, example and test fixture.

use super::folder::Files;

macro_rules! data {
    ($($path:literal),* $(,)?) => { &[$(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path)))),*] };
}

/// Every file of `data/`, with its bytes; a test holds the list against the folder.
pub const FILES: &[(&str, &[u8])] = data![];

/// The built-in files as a folder.
#[derive(Debug, Clone, Copy)]
pub struct Embedded;

impl Files for Embedded {
    fn names(&self) -> Vec<String> {
        FILES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        let found = FILES.iter().find(|(known, _)| *known == name);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}
