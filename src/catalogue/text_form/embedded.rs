//! The built-in catalogue: `data/` as it was when the program was built. It is tutorial, example and test fixture.

use super::folder::TextFormFiles;
use std::io::{self, Read};

macro_rules! data {
    ($($path:literal),* $(,)?) => { &[$(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path)))),*] };
}

/// Every file of `data/`, with its bytes; a test holds the list against the folder.
pub const FILES: &[(&str, &[u8])] = data![
    "back-pain-during-pregnancy/article.toml",
    "back-pain-during-pregnancy/assignments.csv",
    "back-pain-during-pregnancy/citations.csv",
    "back-pain-during-pregnancy/claims.csv",
    "back-pain-during-pregnancy/notes.csv",
    "back-pain-during-pregnancy/occurrences.csv",
    "back-pain-during-pregnancy/readings.csv",
    "back-pain-during-pregnancy/references.csv",
    "back-pain-during-pregnancy/reviews.csv",
    "back-pain-during-pregnancy/versions/1.blocks.json",
    "back-pain-during-pregnancy/versions/1.md",
    "back-pain-during-pregnancy/versions/1.txt",
    "catalogue.toml",
    "conflicts.csv",
    "events/01a20846-fe00-74e3-b52a-49461d9b4408.csv",
    "heads.csv",
    "notices.csv",
    "observations.csv",
    "people.csv",
    "person_keys.csv",
    "waivers.csv",
    "withdrawn.csv",
    "works.json",
];

/// The built-in files as a folder.
#[derive(Debug, Clone, Copy)]
pub struct Embedded;

impl TextFormFiles for Embedded {
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(FILES.iter().map(|(name, _)| *name))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        let (_, bytes) = FILES.iter().find(|(known, _)| *known == name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(*bytes))
    }
}
