//! Tables of databases and programs: known by their headings, whatever else stands beside them.

use super::dialects::{placed, sniffed, told};
use super::read;

/// A table: its headings with the cell of one row.
pub(super) fn table(cells: &[(&str, &str)]) -> String {
    let row = |part: fn(&(&str, &str)) -> String| cells.iter().map(part).collect::<Vec<_>>().join(",");
    row(|(heading, _)| format!("\"{heading}\"")) + "\n" + &row(|(_, cell)| format!("\"{cell}\"")) + "\n"
}

const TWO: &str = "Oakes|Tamsin; van der Berg|Ivo";

#[test]
fn tables_of_databases_are_known_by_their_headings_however_many_others_there_are() {
    let zotero: Vec<(&str, &str)> = [
        ("Key", "ABCD1234"),
        ("Item Type", "journalArticle"),
        ("Publication Year", "2019"),
        ("Author", "Oakes, Tamsin; van der Berg, Ivo"),
        ("Title", "Knees on stairs"),
        ("Publication Title", "Journal of Knees"),
        ("DOI", "10.5555/t.1"),
        ("Date", "2019-05-06"),
        ("Pages", "112-119"),
        ("Issue", "3"),
        ("Volume", "12"),
        ("Type", ""),
        ("Number", ""),
    ]
    .into_iter()
    .chain(
        ["Attorney Agent", "Cast Member", "Commenter", "Words By", "Guest", "Running Time", "Artwork Size"]
            .map(|h| (h, "")),
    )
    .chain(
        ["Filing Date", "Assignee", "Court", "Reporter", "System", "Code", "History", "Session", "Committee"]
            .map(|h| (h, "")),
    )
    .chain(
        ["Legal Status", "Priority Numbers", "Issuing Authority", "Legislative Body", "Programming Language"]
            .map(|h| (h, "")),
    )
    .collect();
    let scopus = [
        ("Authors", "Oakes T.; van der Berg I."),
        ("Author full names", "Oakes, Tamsin (57190000000); van der Berg, Ivo (57190000001)"),
        ("Author(s) ID", "57190000000; 57190000001"),
        ("Title", "Knees on stairs"),
        ("Year", "2019"),
        ("Source title", "Journal of Knees"),
        ("Volume", "12"),
        ("Issue", "3"),
        ("Art. No.", ""),
        ("Page start", "112"),
        ("Page end", "119"),
        ("Cited by", "5"),
        ("DOI", "10.5555/t.1"),
        ("Chemicals/CAS", ""),
        ("Tradenames", ""),
        ("Manufacturers", ""),
        ("Correspondence Address", "T. Oakes"),
        ("CODEN", ""),
        ("Document Type", "Article"),
        ("Source", "Scopus"),
    ];
    let ieee = [
        ("Document Title", "Knees on stairs"),
        ("Authors", "T. Oakes; I. van der Berg"),
        ("Publication Title", "Journal of Knees"),
        ("Publication Year", "2019"),
        ("Volume", "12"),
        ("Issue", "3"),
        ("Start Page", "112"),
        ("End Page", "119"),
        ("ISBNs", ""),
        ("DOI", "10.5555/t.1"),
        ("Mesh_Terms", ""),
        ("Patent Citation Count", ""),
        ("Online Date", "6 May 2019"),
        ("Document Identifier", "IEEE Journals"),
    ];
    let springer = [
        ("Item Title", "Knees on stairs"),
        ("Publication Title", "Journal of Knees"),
        ("Book Series Title", ""),
        ("Journal Volume", "12"),
        ("Journal Issue", "3"),
        ("Item DOI", "10.5555/t.1"),
        ("Authors", "Tamsin OakesIvo van der Berg"),
        ("Publication Year", "2019"),
        ("URL", "http://link.example/10.5555/t.1"),
        ("Content Type", "Article"),
    ];
    let embase = [
        ("TITLE", "Knees on stairs"),
        ("AUTHOR NAMES", "Oakes T., van der Berg I."),
        ("SOURCE TITLE", "Journal of Knees"),
        ("PUBLICATION YEAR", "2019"),
        ("VOLUME", "12"),
        ("ISSUE", "3"),
        ("FIRST PAGE", "112"),
        ("LAST PAGE", "119"),
        ("DOI", "10.5555/t.1"),
        ("MEDLINE PMID", "31111114"),
        ("EMTREE DRUG INDEX TERMS (MAJOR FOCUS)", ""),
        ("PUI", "L1"),
        ("CAS REGISTRY NUMBERS", ""),
        ("EMBASE CLASSIFICATION", ""),
        ("PUBLICATION TYPE", "Article"),
    ];
    let wos = [
        ("Publication Type", "J"),
        ("Authors", "Oakes, T; van der Berg, I"),
        ("Book Authors", ""),
        ("Author Full Names", "Oakes, Tamsin; van der Berg, Ivo"),
        ("Article Title", "Knees on stairs"),
        ("Source Title", "JOURNAL OF KNEES"),
        ("Journal ISO Abbreviation", "J. Knees"),
        ("Document Type", "Article; Early Access"),
        ("Publication Date", "MAY 6"),
        ("Publication Year", "2019"),
        ("Volume", "12"),
        ("Issue", "3"),
        ("Start Page", "112"),
        ("End Page", "119"),
        ("DOI", "10.5555/t.1"),
        ("WoS Categories", ""),
        ("Highly Cited Status", ""),
        ("Hot Paper Status", ""),
        ("Date of Export", ""),
        ("180 Day Usage Count", ""),
    ];
    let tags = [
        ("PT", "J"),
        ("AU", "Oakes, T; van der Berg, I"),
        ("AF", "Oakes, Tamsin; van der Berg, Ivo"),
        ("TI", "Knees on stairs"),
        ("SO", "JOURNAL OF KNEES"),
        ("JI", "J. Knees"),
        ("PD", "MAY 6"),
        ("PY", "2019"),
        ("VL", "12"),
        ("IS", "3"),
        ("BP", "112"),
        ("EP", "119"),
        ("DI", "10.5555/t.1"),
        ("Z9", "4"),
    ];
    let pubmed = [
        ("PMID", "31111114"),
        ("Title", "Knees on stairs"),
        ("Authors", "Oakes T, van der Berg I; Knee Study Group."),
        ("Citation", "J Knees. 2019 May 6;12(3):112-119. doi: 10.5555/t.1."),
        ("First Author", "Oakes T"),
        ("Journal/Book", "Journal of Knees"),
        ("Publication Year", "2019"),
        ("Create Date", "2019/05/07"),
        ("DOI", "10.5555/t.1"),
    ];
    let short = "Oakes|T; van der Berg|I";
    for (whose, cells, authors) in [
        ("zotero", zotero.as_slice(), TWO),
        ("scopus", &scopus, TWO),
        ("ieee", &ieee, "Oakes|T.; van der Berg|I."),
        ("springer", &springer, TWO),
        ("embase", &embase, "Oakes|T.; van der Berg|I."),
        ("web of science", &wos, TWO),
        ("web of science, by tags", &tags, TWO),
        ("pubmed", &pubmed, &format!("{short}; [Knee Study Group]")),
    ] {
        let item = sniffed("table.csv", &table(cells), "csv");
        assert_eq!(told(&item.author), authors, "{whose}");
        assert_eq!(item.title.as_deref(), Some("Knees on stairs"), "{whose}");
        assert_eq!(item.container_title.as_deref(), Some("Journal of Knees"), "{whose}");
        assert_eq!((item.doi.as_deref(), item.year()), (Some("10.5555/t.1"), Some(2019)), "{whose}");
        let pages = Some("112-119").filter(|_| whose != "springer");
        assert_eq!(placed(&item), [Some("12"), Some("3"), pages, None], "{whose}");
        if whose != "pubmed" {
            assert_eq!(item.kind, "article-journal", "{whose}");
        }
        let dated = matches!(whose, "zotero" | "web of science" | "web of science, by tags" | "pubmed");
        let when = item.issued.unwrap().0.to_string();
        assert_eq!(when, if dated { "2019-05-06" } else { "2019" }, "{whose}");
    }
}

#[test]
fn other_tables_are_no_references() {
    for heads in [
        "Title,URL,Owner,Reviewed,Status,Words,Team,Language,Notes",
        "Name,Title,Department,Phone,Mail,Room,Floor,Key",
        "article,statement,claim,status,title,year,doi",
    ] {
        let text = format!("{heads}\n{}\n", heads.replace(|c: char| c.is_alphabetic(), "x"));
        let found = claimbook::read::references::sniff_format(&claimbook::read::entry::Source {
            text: &text,
            file_name: "a.csv",
        });
        assert!(found.is_none_or(|reader| reader.name != "csv"), "{heads}");
    }
}

#[test]
fn unknown_headings_are_named_where_a_cell_under_them_says_something() {
    let read = read("a.csv", b"Title,Author,Year,Colour,Smell\nKnees,Poe A,2001,red,\n");
    let notes: Vec<&str> = read.notes.iter().map(|note| note.message.as_str()).collect();
    assert!(notes.len() == 1 && notes[0].contains("Colour") && !notes[0].contains("Smell"), "{notes:?}");
}

#[test]
fn what_a_spreadsheet_could_not_work_out_is_left_out_and_told() {
    let read = read("a.csv", b"Title,Author,Year,Volume,DOI\nKnees,Poe A,#VALUE!,#REF!,NA\n");
    let item = &read.references[0].parsed.item;
    assert_eq!((item.year(), item.volume.as_deref(), item.doi.as_deref()), (None, None, None));
    assert_eq!(read.notes.iter().filter(|note| note.message.contains("formula failed")).count(), 2, "{:?}", read.notes);
}

/// A quotation mark that is never closed costs its row, and the lines behind it are rows only where they have cells.
#[test]
fn lines_of_a_cell_that_is_not_closed_are_no_rows() {
    let text = format!("Title,Author,Year\nHips,Poe A,2001\nKnees,\"{}Feet,Roe B,2003\n", "x\n".repeat(1_000));
    let read = read("a.csv", text.as_bytes());
    let titles: Vec<_> = read.references.iter().filter_map(|entry| entry.parsed.item.title.as_deref()).collect();
    assert_eq!((titles, read.refused.len(), read.references[1].line), (vec!["Hips", "Feet"], 1, 1_003));
}
