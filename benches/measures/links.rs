//! How often the right reference is suggested, and how often what is said to be strong or fair is right: a table of
//! docs/accuracy.md.

#[path = "../../tests/suite/suggest/marked.rs"]
mod marked;
#[path = "../../tests/suite/suggest/places.rs"]
mod places;
#[path = "../../tests/suite/suggest/shares.rs"]
mod shares;

use crate::Measure;
use places::Document;
use shares::{Share, Shares};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--links",
    takes: None,
    about: "how often the right reference is suggested for a claim",
    run: |_| {
        measure();
        Ok(())
    },
};

/// Prints the table: of the shared samples where they are beside the project, and of our own articles.
fn measure() {
    println!("{}\n", crate::machine());
    let samples = places::samples();
    if samples.is_empty() {
        println!("The samples are not here (../shared); only our own articles are measured.\n");
    }
    println!(
        "| articles | places | first right | in five | first, as a work | in five, as a work | strong right | fair right | weak right | offered where nothing is cited |\n|---|---|---|---|---|---|---|---|---|---|"
    );
    for document in &samples {
        row(&document.name, &Shares::of([document]));
    }
    let groups = [("samples", samples), ("our own", places::own())];
    for (name, documents) in groups.into_iter().filter(|(_, documents)| !documents.is_empty()) {
        row(&format!("all of {name}"), &Shares::of(&documents));
        let copies = if name == "samples" { places::samples() } else { places::own() };
        let detected: Vec<Document> = copies.into_iter().map(Document::into_detected).collect();
        row(&format!("the same, as detected ({name})"), &Shares::of(&detected));
        let by_alphabet: Vec<Document> = documents.into_iter().map(Document::by_alphabet).collect();
        row(&format!("the same, lists by the alphabet ({name})"), &Shares::of(&by_alphabet));
    }
    let marked = marked::measure();
    println!("\nWith their markers left in the text: {} of {} ({:.1} %).", marked.right, marked.of, marked.per_cent());
}

fn row(name: &str, s: &Shares) {
    let shown = |share: &Share| match share.of {
        0 => "none".to_owned(),
        of => format!("{:.1} % of {of}", share.per_cent()),
    };
    let cells = [s.first, s.five, s.first_work, s.five_work].map(|share| format!("{:.1} %", share.per_cent()));
    let strengths = [s.strong, s.fair, s.weak, s.offered].map(|share| shown(&share));
    println!("| {name} | {} | {} | {} |", s.first.of, cells.join(" | "), strengths.join(" | "));
}
