//! What databases and programs write into files of references, by the headings, tags and habits of each.

use super::{items, read, written};
use claimbook::model::{Issued, Item, Name, PartialDate};

/// The one item of a file whose content tells its format.
pub(super) fn sniffed(name: &str, text: &str, format: &str) -> Item {
    let mut read = read(name, text.as_bytes());
    assert_eq!((read.reader, read.references.len()), (format, 1), "{:?}", read.refused);
    read.references.remove(0).parsed.item
}

/// `van der Berg|Ivo|Jr.`, or `[Knee Study Group]`.
pub(super) fn told(names: &[Name]) -> String {
    let one = |name: &Name| match &name.literal {
        Some(group) => format!("[{group}]"),
        None => {
            let parts = [Some(name.short_name()), name.given.clone(), name.suffix.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join("|")
        }
    };
    names.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Volume, issue, pages and number.
pub(super) fn placed(item: &Item) -> [Option<&str>; 4] {
    [&item.volume, &item.issue, &item.page, &item.number].map(|part| part.as_deref())
}

#[test]
fn ris_is_known_by_its_first_line_however_long_a_value_goes_on() {
    let long = "Foo, B., A title (2015) J Foo, 5, pp. 1-9;\n".repeat(200);
    let text = format!("TY  - JOUR\nTI  - Knees\nAU  - Poe, A.\nDO  - 10.5555/a\nN1  - References: {long}ER  - \n");
    let item = sniffed("list", &text, "ris");
    assert_eq!((told(&item.author).as_str(), item.doi.as_deref()), ("Poe|A.", Some("10.5555/a")));
}

#[test]
fn a_type_that_does_not_stand_first_belongs_to_its_record() {
    let text =
        "DB  - X\nTI  - Knees\nTY  - JOUR\nAU  - Poe, A.\nER  - \n\nTI  - Hips\nAU  - Roe, B.\nTY  - BOOK\nER  - \n";
    let found = items("ris", text);
    let told: Vec<_> = found.iter().map(|i| (i.title.as_deref().unwrap(), i.kind.as_str(), i.author.len())).collect();
    assert_eq!(told, [("Knees", "article-journal", 1), ("Hips", "book", 1)]);
}

#[test]
fn a_doi_where_no_doi_belongs_is_the_works() {
    for tag in ["L3", "M3", "L1", "U2", "ID"] {
        let found = items("ris", &format!("TY  - JOUR\nTI  - Knees\n{tag}  - 10.5555/a\nER  - \n"));
        assert_eq!(found[0].doi.as_deref(), Some("10.5555/a"), "{tag}");
    }
    let text = "<record><titles><title>Knees</title></titles><accession-num>10.5555/a</accession-num></record>";
    assert_eq!(items("endnote-xml", text)[0].doi.as_deref(), Some("10.5555/a"));
    let both = items("ris", "TY  - JOUR\nTI  - Knees\nDO  - 10.5555/b\nL3  - 10.5555/a\nER  - \n");
    assert_eq!(both[0].doi.as_deref(), Some("10.5555/b"));
}

/// The same names in every format.
#[test]
fn names_have_their_parts_in_their_places_in_every_format() {
    for (name, want) in [
        ("Cobb Jr., F. W.", "Cobb|F. W.|Jr."),
        ("Knuth III, Don", "Knuth|Don|III"),
        ("Berg, Piet van der", "van der Berg|Piet"),
        ("[Anonymous]", ""),
    ] {
        let formats = [
            ("ris", format!("TY  - JOUR\nTI  - Knees\nAU  - {name}\nER  - \n")),
            ("nbib", format!("PMID- 1\nTI  - Knees\nFAU - {name}\n")),
            (
                "endnote-xml",
                format!(
                    "<record><contributors><authors><author>{name}</author></authors></contributors><titles><title>Knees</title></titles></record>"
                ),
            ),
            ("csv", format!("Title,Year,Author\nKnees,2001,\"{name}\"\n")),
            ("web-of-science", format!("FN X\nVR 1.0\nPT J\nAU {name}\nTI Knees\nER\nEF\n")),
            ("bibtex", format!("@article{{a, title={{Knees}}, author={{{name}}}}}")),
        ];
        for (format, text) in formats {
            assert_eq!(told(&items(format, &text)[0].author), want, "{format}: {name}");
        }
        let Some((family, given)) = name.split_once(", ") else { continue };
        let json =
            format!(r#"[{{"title":"Knees","type":"book","author":[{{"family":"{family}","given":"{given}"}}]}}]"#);
        assert_eq!(told(&items("csl-json", &json)[0].author), want, "csl-json: {name}");
    }
}

#[test]
fn the_authors_of_an_edited_book_are_its_editors() {
    let text = "<record><ref-type name=\"Edited Book\">28</ref-type><contributors><authors><author>Edson, Eve</author></authors></contributors><titles><title>Knees</title></titles></record>";
    for item in [
        items("endnote-xml", text).remove(0),
        items("ris", "TY  - EDBOOK\nAU  - Edson, Eve\nTI  - Knees\nER  - \n").remove(0),
    ] {
        assert_eq!((told(&item.author).as_str(), told(&item.editor).as_str()), ("", "Edson|Eve"));
    }
}

#[test]
fn eric_writes_names_with_commas_and_addresses_under_lid() {
    let text = "OWN - ERIC\nTI  - A manual.\nAU  - Burn, Nance\nAU  - And Others\nDP  - Sum 1980\nLID - http://eric.example.gov/?id=ED1\nISSN- ISSN-0022-0663\nPT  - Reports - Research\n";
    let item = sniffed("a.nbib", text, "nbib");
    assert_eq!((told(&item.author).as_str(), item.et_al), ("Burn|Nance", true));
    assert_eq!((item.season().as_deref(), item.year()), (Some("Summer"), Some(1980)));
    assert_eq!(
        (item.url.as_deref(), item.issn.as_deref()),
        (Some("http://eric.example.gov/?id=ED1"), Some("0022-0663"))
    );
    assert_eq!(item.kind, "report");
}

#[test]
fn web_of_science_has_capitals_pages_that_go_on_and_early_access() {
    let text = "FN X\nVR 1.0\nPT J\nAU [Anonymous]\nTI Knees\nSO JOURNAL OF BMC KNEES AND HIPS\nJI J. BMC Knees Hips\nBP 5\nEP +\nEA NOV 2019\nER\nEF\n";
    let item = sniffed("a.txt", text, "web-of-science");
    assert_eq!((item.author.len(), item.page.as_deref()), (0, Some("5+")));
    assert_eq!(item.issued.unwrap().0.to_string(), "2019-11");
    let names = (item.container_title.as_deref(), item.container_title_short.as_deref());
    assert_eq!(names, (Some("Journal of BMC Knees and Hips"), Some("J BMC Knees Hips")));
}

#[test]
fn a_preprint_stands_at_its_server_in_every_format() {
    for (format, text) in [
        ("ris", "TY  - JOUR\nTI  - Knees\nT2  - medRxiv\nER  - \n"),
        ("ris", "TY  - PREP\nTI  - Knees\nPB  - medRxiv\nER  - \n"),
        (
            "nbib",
            "PMID- 1\nTI  - Knees\nTA  - medRxiv\nJT  - medRxiv : the preprint server for health sciences\nPT  - Preprint\n",
        ),
        ("bibtex", "@article{a, title={Knees}, journal={medRxiv}, publisher={Cold Spring Harbor Laboratory Press}}"),
        ("csv", "Item Type,Title,Publisher,Author\npreprint,Knees,medRxiv,\"Poe, A\"\n"),
        (
            "csl-json",
            r#"[{"type":"posted-content","title":"Knees","publisher":"CSHL","institution":[{"name":"medRxiv"}]}]"#,
        ),
    ] {
        let item = items(format, text).remove(0);
        let told = (item.kind.as_str(), item.publisher.as_deref(), item.container_title.as_deref());
        assert_eq!(told, ("article", Some("medRxiv"), None), "{format}");
    }
    for text in [
        "@article{a, title={Knees}, journal={arXiv preprint arXiv:2101.00001}}",
        "@misc{a, title={Knees}, eprint={2101.00001}, archiveprefix={arXiv}}",
        "@article{a, title={Knees}, journal={CoRR}, volume={abs/2101.00001}}",
    ] {
        let item = items("bibtex", text).remove(0);
        let told = (item.kind.as_str(), item.publisher.as_deref(), item.volume.as_deref());
        assert_eq!((told, &item.other["arXiv"]), (("article", Some("arXiv"), None), &"2101.00001".into()), "{text}");
    }
}

/// The dates that a record has, through each writer and back.
#[test]
fn seasons_ranges_and_what_is_about_when_go_out_and_come_back() {
    let year = |y: i64, m: Option<i64>, d: Option<i64>| PartialDate::from_parts(Some(y), m, d).unwrap();
    let cases = [
        (year(2019, None, None), None, Some("Winter"), false),
        (year(1910, None, None), None, None, true),
        (year(1998, Some(12), None), Some(year(1999, Some(1), None)), None, false),
        (year(1975, Some(8), Some(15)), Some(year(1975, Some(8), Some(31))), None, false),
    ];
    for (from, until, season, about) in cases {
        let mut item = Item { kind: "article-journal".into(), title: Some("Knees".into()), ..Item::default() };
        let issued = Issued { from, until, season: season.map(str::to_owned), circa: about };
        item.set_issued(issued.clone());
        for format in ["csl-json", "biblatex", "bibtex", "nbib", "ris"] {
            let holds = match format {
                "ris" => until.is_none() && !about,
                "nbib" => !about,
                _ => true,
            };
            if !holds {
                continue;
            }
            let reader = if format == "biblatex" { "bibtex" } else { format };
            let text = written(format, &item);
            let again = items(reader, &text).remove(0);
            assert_eq!(again.issued_in_full(), Some(issued.clone()), "{format}: {text}");
        }
    }
}

#[test]
fn zeros_and_words_for_nothing_are_nothing() {
    let text = "TY  - JOUR\nTI  - Knees\nPY  - 0000\nDA  - 0000/00/00\nVL  - 0\nIS  - 0\nSP  - No\nEP  - Specified\nAB  - NA\nSN  - 0000-0000\nER  - \n";
    let item = items("ris", text).remove(0);
    assert_eq!((item.issued, placed(&item)), (None, [None; 4]));
    assert_eq!((item.other.get("abstract"), item.other.get("issued"), &item.issn), (None, None, &None));
    for (format, text) in [
        ("bibtex", "@misc{a, title={Knees}, year={0000}}"),
        ("csl-json", r#"[{"title":"Knees","type":"book","issued":{"date-parts":[[0]]}}]"#),
        ("csv", "Title,Author,Year\nKnees,Poe A,0\n"),
        ("endnote-xml", "<record><titles><title>Knees</title></titles><dates><year>0000</year></dates></record>"),
    ] {
        let item = items(format, text).remove(0);
        assert_eq!((item.issued, item.other.get("issued")), (None, None), "{format}");
    }
}

#[test]
fn odd_dois_in_bibtex() {
    for (doi, want) in [
        ("10.5555/abf;10.5555/abg", "10.5555/abf"),
        ("\\href{https://doi.org/10.5555/abi}{10.5555/abi}", "10.5555/abi"),
        ("\\url{https://doi.org/10.5555/abi}", "10.5555/abi"),
        ("10.1002/(SICI)1$\\lt$30::AID-CN4$\\gt$3.0.CO\\mathsemicolon2-Z", "10.1002/(SICI)1<30::AID-CN4>3.0.CO;2-Z"),
    ] {
        let text = format!("@article{{a, title={{Knees}}, doi={{{doi}}}}}");
        assert_eq!(items("bibtex", &text)[0].doi.as_deref(), Some(want), "{doi}");
    }
    let read = read("a.bib", b"@article{a, title={Knees}, doi={10.5555/abf; 10.5555/abg}}");
    assert!(read.notes.iter().any(|note| note.message.contains("more than one DOI")), "{:?}", read.notes);
}

/// A printed list of so many entries.
fn numbered(count: usize, mark: fn(usize) -> String) -> String {
    let entry = |n: usize| format!("{} Poe A. Knees on stairs, part {n}. J Fict Med. 2001;{n}(2):1-2.\n", mark(n));
    (1..=count).map(entry).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_thousandth_entry_of_a_list_is_an_entry_and_so_is_what_follows() {
    let marks: [fn(usize) -> String; 4] =
        [|n| format!("{n}."), |n| format!("[{n}]"), |n| format!("{n})"), |n| format!("({n})")];
    for mark in marks {
        let article =
            format!("Knees\n\nAbout 40% of adults have knee pain.\n\nReferences\n\n{}", numbered(1_005, mark));
        let read = claimbook::read::article::read_article(article.as_bytes(), "a.txt", None, u64::MAX).unwrap();
        let last = read.references.last().unwrap();
        assert_eq!((read.references.len(), last.number.as_deref()), (1_005, Some("1005")), "{}", mark(1));
    }
}
