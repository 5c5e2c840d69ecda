//! Inputs that are kept to make odd ones of, and odd ones that a reader once failed on: each is read, whatever it is, and what
//! has to hold of all of them holds.

mod targets;

use std::path::Path;
use std::time::{Duration, Instant};
use targets::TARGETS;

#[test]
fn every_kept_input_is_read() {
    for target in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(target.name);
        let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() > 1, "{} are too few", folder.display());
        for file in files {
            let began = Instant::now();
            let met = (target.read)(&std::fs::read(&file).unwrap());
            assert!(!met.is_empty(), "{} shows nothing", file.display());
            assert!(began.elapsed() < Duration::from_secs(20), "{} took {:?}", file.display(), began.elapsed());
        }
    }
}
