//! One test for each of what other programs get wrong.

use super::{items, read};
use claimbook::model::{Item, Name};

fn one(format: &str, text: &str) -> Item {
    let mut items = items(format, text);
    assert_eq!(items.len(), 1, "{text}");
    items.remove(0)
}

fn ris(fields: &str) -> Item {
    one("ris", &format!("TY  - JOUR\nTI  - Knees\n{fields}\nER  - \n"))
}

fn authors(item: &Item) -> Vec<String> {
    item.author.iter().map(Name::short_name).collect()
}

#[test]
fn a_doi_that_was_broken_over_lines_is_whole() {
    let item = ris("DO  - 10.1002/(SICI)1097-4679(200212)58:12<1661::AID-JCLP2053>3.0.CO;2\n-2");
    assert_eq!(item.doi.as_deref(), Some("10.1002/(SICI)1097-4679(200212)58:12<1661::AID-JCLP2053>3.0.CO;2-2"));
}

#[test]
fn groups_stay_whole_and_nobody_is_called_others() {
    let item = ris("AU  - World Health Organization\nAU  - Mayo Clinic,\nAU  - Poe, A.\nAU  - others");
    assert_eq!(authors(&item), ["World Health Organization", "Mayo Clinic", "Poe"]);
    assert!(item.author[0].literal.is_some() && item.author[1].literal.is_some() && item.et_al);
}

#[test]
fn particles_and_suffixes() {
    let item =
        ris("AU  - van der Berg, P.\nAU  - Smith, John A., Jr.\nAU  - Smith, Jr., John A.\nAU  - Shannon,Claude E.");
    assert_eq!(authors(&item), ["van der Berg", "Smith", "Smith", "Shannon"]);
    assert_eq!(item.author[0].non_dropping_particle.as_deref(), Some("van der"));
    let parts = |at: usize| (item.author[at].given.as_deref(), item.author[at].suffix.as_deref());
    assert_eq!((parts(1), parts(2)), ((Some("John A."), Some("Jr.")), (Some("John A."), Some("Jr."))));
    assert_eq!(parts(3), (Some("Claude E."), None));
}

#[test]
fn what_is_no_date_is_kept_and_invents_none() {
    for (date, year, kept) in [
        ("2024-05", Some(2024), None),
        ("2023//", Some(2023), None),
        ("1948/07//", Some(1948), None),
        ("2020/05/12/Spring", Some(2020), None),
        ("n.d.", None, Some("n.d.")),
        ("in press", None, None),
    ] {
        let item = ris(&format!("PY  - {date}"));
        let literal = item.other.get("issued").and_then(|v| v["literal"].as_str());
        assert_eq!((item.year(), literal), (year, kept), "{date}");
        assert_eq!(item.status.is_some(), date == "in press");
    }
}

#[test]
fn a_bad_record_never_costs_the_others() {
    for (format, text, titles) in [
        ("ris", "TY  - JOUR\nTI  - A\nTY  - JOUR\nER  - \nTY  - JOUR\nTI  - B\nER  - \n", vec!["A", "B"]),
        ("csl-json", r#"[{"title":"A"},{"title":},{"title":"B"}]"#, vec!["A", "B"]),
        (
            "endnote-xml",
            "<record><titles><title>A</title></titles></record><record><b></record><record><titles><title>B</title></titles></record>",
            vec!["A", "B"],
        ),
        ("csv", "Title,Author,Year\nA,x,2001\nC,\"open,2002\nB,x,2003\n", vec!["A", "B"]),
        ("nbib", "PMID- 1\nTI  - A\n\nOWN - NLM\nPMID- 3\nTI  - B\n", vec!["A", "B"]),
    ] {
        let found: Vec<String> = items(format, text).into_iter().filter_map(|i| i.title).collect();
        assert_eq!(found, titles, "{format}");
    }
}

#[test]
fn a_field_given_twice_keeps_both() {
    let item = ris("VL  - 3\nVL  - 4\nZZ  - a\nZZ  - b");
    assert_eq!(
        (item.volume.as_deref(), &item.other["VL"], &item.other["ZZ"]),
        (Some("3"), &"4".into(), &serde_json::json!(["a", "b"]))
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_tag() {
    for file in [
        "\u{feff}TY  - JOUR\nTI  - Knees\nER  - \n",
        "\u{feff}Title,Author,Year\nKnees,Poe,2001\n",
        "\u{feff}[{\"title\":\"Knees\",\"type\":\"book\"}]",
    ] {
        let read = read("refs", file.as_bytes());
        assert_eq!(read.references[0].parsed.item.title.as_deref(), Some("Knees"), "{file}");
    }
}

#[test]
fn ends_with_and_without_blank_and_lines_that_go_on() {
    for (end, blanks) in [("ER  - ", "  "), ("ER  -", "  "), ("ER  - \r", "  "), ("ER -", " ")] {
        let record =
            |title: &str| format!("TY{blanks}- JOUR\nTI{blanks}- {title}\nAB{blanks}- One.\nER then two.\n{end}\n");
        let found = items("ris", &(record("Knees") + &record("Hips")));
        assert_eq!(found.len(), 2, "{end:?}");
        assert_eq!(found[0].other["abstract"], "One.\nER then two.", "{end:?}");
    }
    let read = read("a.ris", b"TY  - JOUR\r\nTI  - Knees\r\n");
    assert_eq!((read.references.len(), read.notes.len()), (1, 1), "no ER is said");
}

#[test]
fn an_author_a_line() {
    assert_eq!(authors(&ris("AU  - Poe, A.\nAU  - Roe, B.\nA1  - Lloyd AC")), ["Poe", "Roe", "Lloyd"]);
}

#[test]
fn pages_and_dates_in_every_dialect() {
    for (fields, page, number) in [
        ("SP  - 203\nEP  - 234", Some("203-234"), None),
        ("SP  - 203-234", Some("203-234"), None),
        ("SP  - e0815", None, Some("e0815")),
        ("SP  - 7\nEP  - 7", Some("7"), None),
        ("EP  - 9", Some("9"), None),
    ] {
        let item = ris(fields);
        assert_eq!((item.page.as_deref(), item.number.as_deref()), (page, number), "{fields}");
    }
    let item = ris("PY  - 2023\nDA  - 2023/05/12/");
    assert_eq!(item.issued.unwrap().0.to_string(), "2023-05-12");
}

#[test]
fn a_doi_in_any_spelling() {
    for doi in
        ["10.5555/a", "doi:10.5555/a", "DOI: 10.5555/a", "https://doi.org/10.5555/a", "http://dx.doi.org/10.5555/a"]
    {
        assert_eq!(ris(&format!("DO  - {doi}")).doi.as_deref(), Some("10.5555/a"), "{doi}");
        let json = format!(r#"{{"title":"Knees","DOI":"{doi}"}}"#);
        assert_eq!(one("csl-json", &json).doi.as_deref(), Some("10.5555/a"), "{doi}");
    }
}

#[test]
fn an_accession_number_is_pubmeds_only_where_it_may_be() {
    for (fields, pmid) in [
        ("AN  - 29123456", None),
        ("AN  - 29123456\nDB  - PubMed", Some("29123456")),
        ("AN  - 29123456\nDP  - NLM", Some("29123456")),
        ("DB  - Embase\nAN  - 2912345", None),
        ("AN  - WOS:000123", None),
        ("AN  - 2006713348", None),
    ] {
        let item = ris(fields);
        assert_eq!(item.pmid.as_deref(), pmid, "{fields}");
        assert!(pmid.is_some() || item.other.contains_key("AN"), "{fields}");
    }
}

#[test]
fn names_in_full_and_in_short_and_dois_in_brackets() {
    let text = "PMID- 1\nTI  - Knees.\nFAU - Lloyd, Alison C\nAU  - Lloyd AC\nAU  - Poe AB\nAID - 10.5555/a [doi]\nAID - S1 [pii]\n";
    let item = one("nbib", text);
    assert_eq!(authors(&item), ["Lloyd", "Poe"]);
    assert_eq!((item.author[0].given.as_deref(), item.author[1].given.as_deref()), (Some("Alison C"), Some("AB")));
    assert_eq!(
        (item.doi.as_deref(), item.title.as_deref(), &item.other["AID"]),
        (Some("10.5555/a"), Some("Knees"), &"S1 [pii]".into())
    );
}

#[test]
fn style_is_no_text_and_authors_may_be_missing() {
    let text = "<xml><records><record><titles><title><style face=\"normal\">GLP</style><style>-1 &#946; &lt;5</style></title></titles></record></records></xml>";
    let item = one("endnote-xml", text);
    assert_eq!((item.title.as_deref(), item.author.len()), (Some("GLP-1 β <5"), 0));
}

#[test]
fn line_breaks_and_quotes_in_cells() {
    let text = "Key,Item Type,Publication Year,Author,Title,DOI\nA1,journalArticle,2021,\"Poe, A.; Roe, B.\",\"Knees, \"\"sore\"\"\nones\",10.5555/a\n";
    let item = one("csv", text);
    assert_eq!(
        (item.title.as_deref(), authors(&item)),
        (Some("Knees, \"sore\" ones"), vec!["Poe".to_owned(), "Roe".to_owned()])
    );
    assert_eq!((item.kind.as_str(), item.year(), &item.other["id"]), ("article-journal", Some(2021), &"A1".into()));
}

#[test]
fn organisations_dates_and_types_of_csl_json() {
    let text = r#"[{"title":"Knees","type":"journal-article","author":[{"literal":"WHO"}],"issued":{"literal":"Spring 2020"}},
        {"title":"Hips","author":[{"family":"Poe"}],"issued":{"raw":"2020-05-01"}}]"#;
    let items = items("csl-json", text);
    assert_eq!(
        (items[0].kind.as_str(), items[0].author[0].literal.as_deref(), items[0].year()),
        ("article-journal", Some("WHO"), Some(2020))
    );
    assert_eq!(items[1].issued.unwrap().0.to_string(), "2020-05-01");
}

#[test]
fn rows_and_refusals_of_a_table_are_at_their_lines() {
    let text = "Title,Author,Year\n\n\nA,x,2001\n\"B\ngoes on\",x,2002\nC,\"open,2003\n\nD,x,2004\n";
    let read = read("a.csv", text.as_bytes());
    let lines: Vec<u32> = read.references.iter().map(|entry| entry.line).collect();
    assert_eq!((lines, read.refused.len(), read.refused[0].line), (vec![4, 5, 9], 1, 7), "{:?}", read.refused);
}

#[test]
fn days_that_a_spreadsheet_made_of_numbers_are_told_with_row_and_column() {
    let text = "Title,Year,Volume,Issue,Pages,Number\nA,2020,Mar-05,2-3,5-Mar,1\nB,2021,12,01. Apr,2026-03-05,2-Jan\nC,2022,4,1/2,34-45,3.4\n";
    let read = read("a.csv", text.as_bytes());
    let told: Vec<String> = read.notes.iter().map(|n| format!("{} {}", n.line, n.message)).collect();
    let begun =
        ["2 Volume “Mar-05” ", "2 Pages “5-Mar” ", "3 Issue “01. Apr” ", "3 Pages “2026-03-05” ", "3 Number “2-Jan” "];
    assert_eq!(told.len(), begun.len(), "{told:#?}");
    assert!(told.iter().zip(begun).all(|(note, begins)| note.starts_with(begins)), "{told:#?}");
}
