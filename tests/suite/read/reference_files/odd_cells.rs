//! What the exports of databases hold that is no plain field: a citation in one line, words for nobody, numbers of another kind.

use super::dialects::told;
use super::tables::table;
use super::{items, written};
use claimbook::model::Item;

/// The item of a table of one row.
fn row(cells: &[(&str, &str)]) -> Item {
    let mut read = items("csv", &table(cells));
    assert_eq!(read.len(), 1);
    read.remove(0)
}

/// When it was published: the beginning, the end, the season.
fn when(item: &Item) -> String {
    let Some(issued) = item.issued_in_full() else { return String::new() };
    let until = issued.until.map(|until| format!("/{until}")).unwrap_or_default();
    let season = issued.season.map(|season| format!(" {season}")).unwrap_or_default();
    format!("{}{until}{season}", issued.from)
}

/// Volume, issue, pages.
fn place(item: &Item) -> String {
    [&item.volume, &item.issue, &item.page].map(|part| part.clone().unwrap_or_default()).join("|")
}

/// Citations of PubMed: the line, the date, the place.
const LINES: [(&str, &str, &str); 4] = [
    ("J Mock. 2021 Mar 1-15;8 Suppl 2:S20-S29. doi: 10.5555/m.", "2021-03-01/2021-03-15", "8|Suppl 2|S20-S29"),
    ("J Mock. 2003 Dec-2004 Jan;31(6):1-9.", "2003-12/2004-01", "31|6|1-9"),
    ("J Mock. 2018 Sep-Oct;5(5):77-80.", "2018-09/2018-10", "5|5|77-80"),
    ("J Mock. 2017 Summer;44(2):12-19.", "2017 Summer", "44|2|12-19"),
];

#[test]
fn a_citation_in_one_line_keeps_its_date_and_its_place() {
    for (line, date, want) in LINES {
        let csv = row(&[
            ("PMID", "4422"),
            ("Title", "Ankles"),
            ("Citation", line),
            ("Publication Year", &date[..4]),
            ("Journal/Book", "J Mock"),
        ]);
        let nbib = items("nbib", &format!("PMID- 4422\nTI  - Ankles.\nTA  - J Mock\nSO  - {line}\n")).remove(0);
        for item in [csv, nbib] {
            assert_eq!((when(&item).as_str(), place(&item).as_str()), (date, want), "{line}");
            assert_eq!(item.container_title.as_deref(), Some("J Mock"), "{line}");
        }
    }
}

#[test]
fn a_range_or_a_season_goes_out_again_or_is_counted_as_lost() {
    for (line, date, _) in LINES {
        let nbib = format!("PMID- 4422\nTI  - Ankles.\nTA  - J Mock\nSO  - {line}\n");
        let item = items("nbib", &nbib).remove(0);
        for format in ["csl-json", "bibtex", "nbib", "ris"] {
            let (text, losses) = super::written_with_losses(format, &item);
            let back = items(format, &text).remove(0);
            let counted = losses.keys().any(|what| what.contains("issued") || what.contains("date"));
            assert!(when(&back) == date || counted, "{format}: {} of {date}; {losses:?}\n{text}", when(&back));
        }
    }
    assert!(!written("ris", &Item::default()).is_empty());
}

#[test]
fn the_source_of_embase_is_taken_apart() {
    let item = row(&[
        ("Title", "Ankles"),
        ("Author Names", "Pruitt L., Marsh K."),
        ("Source", "Mock Annals (2018) 9:2 (33-41). Date of Publication: 1 Jun 2018"),
        ("Publication Year", "2018"),
    ]);
    assert_eq!(item.container_title.as_deref(), Some("Mock Annals"));
    assert_eq!((when(&item).as_str(), place(&item).as_str()), ("2018-06-01", "9|2|33-41"));
}

#[test]
fn authors_of_odd_exports() {
    for (heading, cell, want) in [
        ("Authors", "[No author name available]", ""),
        ("Authors", "[s.n.]", ""),
        ("Authors", "No authors listed", ""),
        ("Authors", "Pruitt L et al.", "Pruitt|L"),
        ("Authors", "Pruitt, Lena; et al.", "Pruitt|Lena"),
        ("Author/s", "Solvei Quist; Aurelio Tamm", "Quist|Solvei; Tamm|Aurelio"),
        ("Author/s", "Solvei Quist; Wim van Ommen", "Quist|Solvei; van Ommen|Wim"),
        ("Authors", "Jane Pruitt; Wim van Ommen; Solvei Quist", "Pruitt|Jane; van Ommen|Wim; Quist|Solvei"),
        ("authorships.author.display_name", "Solvei Quist|Aurelio Tamm", "Quist|Solvei; Tamm|Aurelio"),
        ("Authors", "Pruitt, Lena; Department of Health", "Pruitt|Lena; [Department of Health]"),
        (
            "Authors",
            "Department of Health; World Health Organization",
            "[Department of Health]; [World Health Organization]",
        ),
    ] {
        let item = row(&[("Title", "Ankles"), (heading, cell), ("Year", "2019"), ("Journal", "J Mock")]);
        assert_eq!(told(&item.author), want, "{heading}: {cell}");
        assert_eq!(item.et_al, cell.contains("et al"), "{cell}");
    }
}

#[test]
fn columns_of_other_exports() {
    let scholar = row(&[
        ("Authors", "Pruitt, L; "),
        ("Title", "Ankles"),
        ("Publication", "J Mock"),
        ("Volume", "4"),
        ("Number", "2"),
        ("Pages", "5-9"),
        ("Year", "2019"),
        ("Publisher", "Mock Press"),
    ]);
    assert_eq!(scholar.container_title.as_deref(), Some("J Mock"));
    assert_eq!(place(&scholar), "4|2|5-9");
    let semantic = row(&[
        ("Title", "Ankles"),
        ("Authors", "Lena Pruitt"),
        ("Venue", "J Mock"),
        ("Year", "2019"),
        ("DOI", "10.5555/m"),
    ]);
    assert_eq!(semantic.container_title.as_deref(), Some("J Mock"));
    let open_alex = row(&[
        ("id", "https://openalex.org/W1"),
        ("display_name", "Ankles"),
        ("publication_date", "2019-05-06"),
        ("primary_location.source.display_name", "J Mock"),
        ("biblio.volume", "4"),
        ("biblio.issue", "2"),
        ("biblio.first_page", "5"),
        ("biblio.last_page", "9"),
        ("ids.pmid", "https://pubmed.ncbi.nlm.nih.gov/4422"),
    ]);
    assert_eq!((open_alex.title.as_deref(), open_alex.pmid.as_deref()), (Some("Ankles"), Some("4422")));
    assert_eq!((when(&open_alex).as_str(), place(&open_alex).as_str()), ("2019-05-06", "4|2|5-9"));
    let rayyan = row(&[
        ("key", "rayyan-1"),
        ("title", "Ankles"),
        ("year", "2019"),
        ("month", "5"),
        ("day", "6"),
        ("journal", "J Mock"),
        ("pubmed_id", "4422"),
    ]);
    assert_eq!((when(&rayyan).as_str(), rayyan.pmid.as_deref()), ("2019-05-06", Some("4422")));
    let covidence = row(&[
        ("Title", "Ankles"),
        ("Authors", "Pruitt, L"),
        ("Published Year", "2019"),
        ("Published Month", "05"),
        ("Journal", "J Mock"),
        ("Covidence #", "#12"),
    ]);
    assert_eq!(when(&covidence), "2019-05");
    for (name, id) in
        [("Accession Number", "PUBMED 4422"), ("Identifiers", "PUBMED 4422,EMBASE 20190001"), ("ID", "PMID: 4422")]
    {
        let cochrane =
            row(&[("Title", "Ankles"), ("Author(s)", "Pruitt L"), ("Source", "J Mock"), ("Year", "2019"), (name, id)]);
        assert_eq!(cochrane.pmid.as_deref(), Some("4422"), "{name}: {id}");
    }
}

#[test]
fn pages_beside_a_first_page() {
    for (first, last, pages, want) in [
        ("33", "", "33-41", "33-41"),
        ("33", "", "9", "33"),
        ("33", "41", "33-41", "33-41"),
        ("33", "41", "9", "33-41"),
        ("S3", "", "S3-S9", "S3-S9"),
        ("3", "", "33", "3"),
    ] {
        let item = row(&[
            ("title", "Ankles"),
            ("pubtitle", "J Mock"),
            ("year", "2019"),
            ("startPage", first),
            ("endPage", last),
            ("pages", pages),
        ]);
        assert_eq!(item.page.as_deref(), Some(want), "{first} {last} {pages}");
    }
}

#[test]
fn endnote_keeps_other_things_where_an_isbn_and_an_issue_stand() {
    let record = |kind: &str, number: u32, more: &str| {
        let xml = format!(
            "<xml><records><record><ref-type name=\"{kind}\">{number}</ref-type><titles><title>Ankles</title></titles>{more}</record></records></xml>"
        );
        items("endnote-xml", &xml).remove(0)
    };
    let report = record("Report", 27, "<isbn>MR-031</isbn>");
    assert_eq!((report.number.as_deref(), report.isbn, report.issn), (Some("MR-031"), None, None));
    let page = record("Web Page", 12, "<number><style>3 June 2022</style></number>");
    assert_eq!((page.accessed.unwrap().0.to_string(), page.issue), ("2022-06-03".to_owned(), None));
}
