//! Whether reading takes as long as the text is: twice the text takes about twice as long, whatever is repeated in it.

use crate::process::now;
use claimbook::read::references;
use std::time::Duration;

/// A format, how a file of it begins, what is repeated behind that, and how it ends.
const PATTERNS: &[(&str, &str, &str, &str)] = &[
    ("csl-json", "[", "{\"a\":", ""),
    ("csl-json", "[", "{\n", ""),
    ("csl-json", "[", "[{", ""),
    ("csl-json", "[", "\"\n", ""),
    ("csl-json", "[", "{\"items\":", ""),
    ("csl-json", "[", "{\"title\":\"x\"},", ""),
    ("csl-json", "[{\"title\":\"x\",\"author\":[", "{\"family\":\"a\"},", "{}]}]"),
    ("csl-json", "[{\"title\":\"x\",\"note\":\"", "accessed a\\n", "\"}]"),
    ("endnote-xml", "", "<record>", ""),
    ("endnote-xml", "", "<record><a>", ""),
    ("endnote-xml", "", "<record></record>", ""),
    ("endnote-xml", "<record>", "<a>x", "</record>"),
    ("endnote-xml", "<record><titles><title>x</title></titles>", "<isbn>a</isbn>", "</record>"),
    ("endnote-xml", "<record><titles><title>x</title></titles>", "<notes>a</notes>", "</record>"),
    ("csv", "Title,Author,Year\n", "\"\n", ""),
    ("csv", "Title,Author,Year\n", "a,\"b\n", ""),
    ("csv", "Title,Author,Year\n", ",,,,\n", ""),
    ("csv", "Title,Author,Year,Notes\nx,Poe A,2001,\"", "DOI: a\n", "\"\n"),
    ("csv", "Title,Year,Author\nx,2001,\"", "Poe A\n", "\"\n"),
    ("csv", "Title,Year,Author\nx,2001,\"", "Poe A, ", "\"\n"),
    ("csv", "Title,Author,Year,URL\nx,Poe A,2001,\"", "a;b\n", "\"\n"),
    ("csv", "Title,Author,Year,DOI\nx,Poe A,2001,\"", "10.5555/a;\n", "\"\n"),
    ("csv", "Title,Author,Year,ISSN\nx,Poe A,2001,\"", "a b c d\n", "\"\n"),
    ("csv", "reference,printed,doi_state\na/r1,\"", "https:// a 10.5555/b\n", "\",\n"),
    ("ris", "TY  - JOUR\n", "TY  - \n", ""),
    ("ris", "TY  - JOUR\n", "TY  - JOUR\nAU  - a\n", ""),
    ("ris", "TY  - JOUR\n", "AU  - a;b\n", ""),
    ("ris", "TY  - JOUR\n", "UR  - a;b;c d e\n", ""),
    ("ris", "TY  - JOUR\n", "KW  - a\n", ""),
    ("ris", "TY  - JOUR\n", "VL  - a\n", ""),
    ("ris", "TY  - JOUR\n", "N1  - a\n", ""),
    ("ris", "TY  - JOUR\n", "N2  - a\n", ""),
    ("ris", "TY  - JOUR\n", "L2  - a\n", ""),
    ("ris", "TY  - JOUR\nTI  - x\n", "goes on\n", ""),
    ("ris", "TI  - x\n", "TI  - x\nTY  - JOUR\n", ""),
    ("nbib", "", "PMID- 1\n\n", ""),
    ("nbib", "", "TI  - x\n", ""),
    ("nbib", "PMID- 1\n", "PL  - x\n", ""),
    ("nbib", "PMID- 1\n", "TT  - x\n", ""),
    ("nbib", "PMID- 1\n", "LID - a [pii]\n", ""),
    ("web-of-science", "FN x\nVR 1\nPT J\n", "EP 1\n", ""),
    ("web-of-science", "FN x\nVR 1\nPT J\nAU a\n", "   b\n", ""),
    ("bibtex", "@article{a,\n", "note = {a},\n", "}"),
    ("bibtex", "@article{a, author = {", "Poe, A and ", "}}"),
    ("bibtex", "@article{a, author = {", "A. Poe, ", "}}"),
    ("bibtex", "", "@article{a, crossref = {a}}\n", ""),
    ("printed", "", "1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.\n", ""),
    ("printed", "", "a\n\n", ""),
];
/// How often it is repeated, first, and how many times as often then.
const COUNT: usize = 20_000;
const MORE: usize = 4;

/// Prints a row for each pattern.
pub(crate) fn measure() {
    for (format, head, pattern, tail) in PATTERNS {
        let time = |count: usize| {
            let text = format!("{head}{}{tail}", pattern.repeat(count));
            let began = now();
            drop(references::read_references(text.as_bytes(), "refs", references::find_reader(format), u64::MAX));
            began.elapsed().max(Duration::from_micros(100))
        };
        let (small, large) = (time(COUNT), time(COUNT * MORE));
        let growth = large.as_secs_f64() / small.as_secs_f64();
        println!("| {format}, {pattern:?} {MORE} times as often | about {MORE} × | {growth:.1} × | | |");
    }
}
