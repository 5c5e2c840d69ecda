//! What markers in the text name, in which order, and what an entry says of its work.

use super::Pair;
use crate::double::snapshots::Case;
use claimbook::model::*;

/// Cites another entry, whose marker the article no longer prints.
fn cite_again(c: &mut Case, origin: CitationOrigin) {
    let (claim, work, csl) = (c.s.claims[0].uid, c.s.references[0].work, c.s.references[0].csl.clone());
    let again = c.reference("Smith J. Cartilage again.", csl, work, None);
    c.s.references[1].section = "Further reading".into();
    _ = c.cite(claim, again);
    c.s.citations[1].origin = origin;
    c.s.citations[1].because = Citation::reasons_without_marker();
    c.sign_again();
}

/// A sentence that a change reworded; `told` is what it says otherwise.
fn reword(c: &mut Case, told: &[&str]) {
    let end = c.o1().end;
    let told: Vec<String> = told.iter().map(|words| (*words).to_owned()).collect();
    let (before, now) = ("Cartilage has a blood supply.".to_owned(), "Cartilage has no blood supply.".to_owned());
    let reworded = Reworded { start: 0, end, before, now, differences: told, is_sure: true };
    c.s.reworded.extend((!reworded.differences.is_empty()).then_some(reworded));
}

pub(super) const PAIRS: &[Pair] = &[
    Pair {
        rule: "citation-reworded",
        fires: |c| {
            c.s.claims[0].status = Status::Proposed;
            reword(c, &["it denies it"]);
        },
        finds: "knee-pain/c1: “Cartilage has a blood supply.” cited its source; now it denies it",
        silent: |c| reword(c, &[]),
    },
    Pair {
        rule: "citation-unmarked",
        fires: |c| cite_again(c, CitationOrigin::Article),
        finds: "knee-pain/c1: the article cited knee-pain/r2 here and no longer does; if its list was renumbered, the marker names another work",
        silent: |c| cite_again(c, CitationOrigin::Person),
    },
    Pair {
        rule: "reference-unlisted",
        fires: |c| mark(c, "7", "1"),
        finds: "knee-pain: the text cites entry 7, which the list does not have",
        silent: |c| mark(c, "1", "1"),
    },
    Pair {
        rule: "reference-retracted",
        fires: |c| c.r1().csl.status = Some("retracted".into()),
        finds: "knee-pain/r1: the entry itself says that smith2023 was retracted",
        silent: |c| c.r1().csl.status = Some("in press".into()),
    },
    Pair {
        rule: "reference-order",
        fires: |c| order(c, &["[2]", "[1]"]),
        finds: "knee-pain: entry 2 is first cited before entry 1",
        silent: |c| order(c, &["[1],[2]", "[1]"]),
    },
];

/// A paragraph with a marker that names what no entry was when it was read; the list's entry has a number by now.
fn mark(c: &mut Case, name: &str, number: &str) {
    let (start, end) = c.block(BlockKind::Paragraph, "[x]");
    let block = c.s.version.as_mut().unwrap().blocks.0.last_mut().unwrap();
    block.unlisted = vec![UnlistedMarker(start, end, name.into())];
    c.r1().number = Some(number.into());
}

/// A list of two numbered entries, and paragraphs that are markers.
fn order(c: &mut Case, markers: &[&str]) {
    c.r1().number = Some("1".into());
    let second = c.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2");
    c.s.references[1].number = Some("2".into());
    let citation = c.cite(c.s.claims[0].uid, second);
    c.read(citation, "Cartilage is avascular.", "p. 4", ReadAs::FullText);
    c.sign_again();
    for marker in markers {
        let place = c.block(BlockKind::Paragraph, marker);
        c.s.version.as_mut().unwrap().blocks.0.last_mut().unwrap().marks = vec![place];
    }
}
