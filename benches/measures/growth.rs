//! Whether reading takes as long as the text is: twice the text takes about twice as long, whatever is repeated in it.

use crate::process::now;
use claimbook::read::references;
use std::time::Duration;

/// A format, how a file of it begins, and what is repeated behind that.
const PATTERNS: &[(&str, &str, &str)] = &[
    ("csl-json", "[", "{\"a\":"),
    ("csl-json", "[", "{\n"),
    ("csl-json", "[", "[{"),
    ("csl-json", "[", "\"\n"),
    ("csl-json", "[", "{\"items\":"),
    ("csl-json", "[", "{\"title\":\"x\"},"),
    ("endnote-xml", "", "<record>"),
    ("endnote-xml", "", "<record><a>"),
    ("endnote-xml", "", "<record></record>"),
    ("csv", "Title,Author,Year\n", "\"\n"),
    ("csv", "Title,Author,Year\n", "a,\"b\n"),
    ("csv", "Title,Author,Year\n", ",,,,\n"),
    ("ris", "TY  - JOUR\n", "TY  - \n"),
    ("ris", "TY  - JOUR\n", "TY  - JOUR\nAU  - a\n"),
    ("ris", "TY  - JOUR\n", "AU  - a;b\n"),
    ("ris", "TY  - JOUR\n", "UR  - a;b;c d e\n"),
    ("ris", "TY  - JOUR\n", "KW  - a\n"),
    ("ris", "TY  - JOUR\n", "VL  - a\n"),
    ("nbib", "", "PMID- 1\n\n"),
    ("nbib", "", "TI  - x\n"),
];
/// How often it is repeated, first, and how many times as often then.
const COUNT: usize = 20_000;
const MORE: usize = 4;

/// Prints a row for each pattern.
pub(crate) fn measure() {
    for (format, head, pattern) in PATTERNS {
        let time = |count: usize| {
            let text = format!("{head}{}", pattern.repeat(count));
            let began = now();
            drop(references::read(text.as_bytes(), "refs", references::named(format), u64::MAX));
            began.elapsed().max(Duration::from_micros(100))
        };
        let (small, large) = (time(COUNT), time(COUNT * MORE));
        let growth = large.as_secs_f64() / small.as_secs_f64();
        println!("| {format}, {pattern:?} {MORE} times as often | about {MORE} × | {growth:.1} × | | |");
    }
}
