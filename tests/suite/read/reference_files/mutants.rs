//! Files as programs write them, with something wrong: cut off, bytes changed, pieces of other files put in. Whatever
//! they are read as, nothing panics, and what is told has a place in the file.
//!
//! `CLAIMBOOK_INPUTS=1000000` tries so many; the same number always tries the same ones.

use claimbook::read::{article, references, sheet};
use std::path::{Path, PathBuf};

/// How many are tried when nobody says otherwise.
const INPUTS: usize = 1_000;

/// Numbers that look drawn and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    fn piece<'b>(&mut self, bytes: &'b [u8], most: usize) -> &'b [u8] {
        let from = self.below(bytes.len());
        &bytes[from..bytes.len().min(from + self.below(most) + 1)]
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { files(&entry, found) } else { found.push(entry) }
    }
}

/// A file with one to four things wrong.
fn spoilt(files: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let whole = &files[dice.below(files.len())];
    // A stretch of it: long files would all be spoilt in a place that nobody reaches.
    let mut bytes = if dice.below(3) == 0 { whole.clone() } else { dice.piece(whole, 2_000).to_vec() };
    bytes.truncate(20_000);
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = dice.below(256) as u8),
            2 => {
                let other = dice.below(files.len());
                let piece = dice.piece(&files[other], 200).to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let end = bytes.len().min(at + dice.below(40));
                bytes.drain(at..end);
            }
            4 => {
                let signs =
                    ["{", "}", "\"", "<", ">", "[", "]", ",", "\n", "\r", "\0", "\u{feff}", "&#x0;", "\\", "\t"];
                bytes.splice(at..at, signs[dice.below(signs.len())].bytes());
            }
            _ => {
                let piece = dice.piece(&bytes.clone(), 60).repeat(dice.below(8));
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn whatever_is_wrong_with_a_file_it_is_read_or_refused() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    for folder in ["references", "bibtex", "printed", "articles", "walk", "sheets"] {
        files(&fixtures.join(folder), &mut found);
    }
    found.sort();
    let files: Vec<Vec<u8>> =
        found.iter().map(|file| std::fs::read(file).unwrap()).filter(|bytes| !bytes.is_empty()).collect();
    let inputs = std::env::var("CLAIMBOOK_INPUTS").map_or(INPUTS, |n| n.parse().unwrap());
    let (mut dice, mut read, mut refused) = (Dice(15), 0, 0);
    for nth in 0..inputs {
        let bytes = spoilt(&files, &mut dice);
        let lines = bytes.iter().filter(|byte| b"\r\n".contains(byte)).count() as u32 + 2;
        let reader = references::REFERENCE_READERS.get(nth % (references::REFERENCE_READERS.len() + 1)).copied();
        match references::read_references(&bytes, "refs", reader, 1 << 20) {
            Ok(list) => {
                let told = list.notes.iter().chain(&list.refused);
                assert!(told.clone().all(|note| note.line >= 1 && note.line <= lines), "{nth}: {:?}", list.notes);
                read += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
        }
        if nth % 4 == 0 {
            _ = article::read_article(&bytes, if nth % 8 == 0 { "a.md" } else { "a.txt" }, None, 1 << 20);
            _ = sheet::read_workbook(&bytes, "sheet.csv", sheet::SheetLimits::default(), &|name| {
                name == "title" || name == "doi"
            });
        }
    }
    assert!(read > inputs / 4 && refused > 0, "{read} read, {refused} refused");
}
